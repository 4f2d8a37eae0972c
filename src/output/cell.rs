//! Cells of tables that spreadsheets open.

use std::borrow::Cow;

/// `text` as a cell that no spreadsheet takes for a formula, on one line.
///
/// A text that begins with a sign that starts a formula is given an apostrophe before it, which spreadsheets hide.
pub(super) fn text(text: &str) -> Cow<'_, str> {
    let mut cell = Cow::Borrowed(text);
    if text.contains(|c: char| c.is_control()) {
        cell = text
            .split(|c: char| c.is_control() || c.is_whitespace())
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
            .into();
    }
    if cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        cell = format!("'{cell}").into();
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn formulas_become_text() {
        for formula in ["=1+1", "+33", "-2", "@SUM(A1)", " =A1", "\t=A1", "\r\n@x", "＝1"] {
            assert!(text(formula).starts_with('\''), "{formula:?} gave {:?}", text(formula));
        }
        for plain in ["Choucha", "l'État", "", "1 = 1", "–tiret"] {
            assert_eq!(text(plain), plain);
        }
        assert_eq!(text("deux\nlignes \u{7}ici"), "deux lignes ici");
    }
}
