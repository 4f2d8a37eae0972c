//! Lines broken where a terminal would break them in the middle of a word.

/// The text with lines of at most `width` columns where words allow it; what goes on stands as far in as the line does.
pub(super) fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for line in text.split_inclusive('\n') {
        wrap_line(line, width, &mut out);
    }
    out
}

fn wrap_line(line: &str, width: usize, out: &mut String) {
    let indent = line.chars().take_while(|c| matches!(c, ' ' | '→' | '×')).count();
    // So narrow that nothing would stand beside the indent.
    let indent = if indent * 2 < width { indent } else { 0 };
    let mut column = 0;
    for word in line.split_inclusive(' ') {
        let wide = columns(word.trim_end());
        if column > indent && column + wide > width {
            // The space before is invisible at the end of a line, and would be in the way of who copies it.
            out.truncate(out.trim_end_matches(' ').len());
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        }
        out.push_str(word);
        column += columns(word);
    }
}

/// The columns that a text takes: colours take none, nor do accents that stand for themselves.
fn columns(text: &str) -> usize {
    let mut columns = 0;
    let mut in_colour = false;
    for c in text.chars() {
        match c {
            '\u{1b}' => in_colour = true,
            _ if in_colour => in_colour = c != 'm',
            '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\n' => {}
            _ => columns += 1,
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::{columns, wrapped};

    #[test]
    fn lines_break_between_words_and_keep_their_indent() {
        assert_eq!(wrapped("un deux trois\n\nquatre", 8), "un deux\ntrois\n\nquatre");
        assert_eq!(wrapped("  → un deux trois quatre\n", 12), "  → un deux\n    trois\n    quatre\n");
        assert_eq!(wrapped("anticonstitutionnellement oui", 8), "anticonstitutionnellement\noui");
        assert_eq!(wrapped("      un deux", 8), "      un\ndeux");
        assert_eq!(wrapped("", 8), "");
    }

    #[test]
    fn colours_take_no_columns() {
        assert_eq!(columns("\u{1b}[1;31mcombats\u{1b}[0m"), 7);
        assert_eq!(columns("e\u{301}te\u{301}"), 3);
        let text = "\u{1b}[36mun deux\u{1b}[0m trois";
        assert_eq!(wrapped(text, 13), text);
        assert_eq!(wrapped(text, 12), "\u{1b}[36mun deux\u{1b}[0m\ntrois");
    }
}
