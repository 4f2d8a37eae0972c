//! Numbers as the French write them out.

/// A number below ten thousand in words, as schools teach it.
pub fn in_words(number: u64) -> String {
    let (thousands, hundreds, rest) = (number / 1000, number / 100 % 10, number % 100);
    let mut words = Vec::new();
    match thousands {
        0 => {}
        1 => words.push("mille".to_owned()),
        _ => words.push(format!("{} mille", below_hundred(thousands))),
    }
    match (hundreds, rest) {
        (0, _) => {}
        (1, _) => words.push("cent".to_owned()),
        (_, 0) => words.push(format!("{} cents", below_hundred(hundreds))),
        _ => words.push(format!("{} cent", below_hundred(hundreds))),
    }
    if rest > 0 || words.is_empty() {
        words.push(below_hundred(rest));
    }
    words.join(" ")
}

/// A number below a hundred.
fn below_hundred(number: u64) -> String {
    const SMALL: [&str; 20] = [
        "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
        "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
    ];
    const TENS: [&str; 10] =
        ["", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"];
    let (tens, ones) = (usize::try_from(number / 10).expect("small"), usize::try_from(number % 10).expect("small"));
    match (tens, ones) {
        (0 | 1, _) => SMALL[tens * 10 + ones].to_owned(),
        (8, 0) => "quatre-vingts".to_owned(),
        (7 | 9, 1) if tens == 7 => "soixante et onze".to_owned(),
        (7 | 9, _) => format!("{}-{}", TENS[tens], SMALL[10 + ones]),
        (8, _) => format!("quatre-vingt-{}", SMALL[ones]),
        (_, 0) => TENS[tens].to_owned(),
        (_, 1) => format!("{} et un", TENS[tens]),
        _ => format!("{}-{}", TENS[tens], SMALL[ones]),
    }
}
