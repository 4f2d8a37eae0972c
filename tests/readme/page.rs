//! A Markdown page, as far as its fenced blocks go.

/// A fenced block.
#[derive(Clone, Debug)]
pub struct Block {
    /// The word behind the fence; `dispatch` where the fence says `text dispatch`.
    pub language: String,
    /// What stands between the fences.
    pub text: String,
    /// The line of the fence, from 1.
    pub line: usize,
}

/// A command of a `console` block and what the block shows below it.
#[derive(Debug)]
pub struct Shown {
    pub command: String,
    pub output: String,
}

impl Block {
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.lines().map(str::trim)
    }

    /// The commands, those lines that begin with `$ `.
    pub fn shown(&self) -> Vec<Shown> {
        let mut out: Vec<Shown> = Vec::new();
        for line in self.text.lines() {
            match (line.strip_prefix("$ "), out.last_mut()) {
                (Some(command), _) => out.push(Shown { command: command.to_owned(), output: String::new() }),
                (None, Some(last)) => last.output.extend([line, "\n"]),
                (None, None) => panic!("line {}: a console block begins with `$ `", self.line),
            }
        }
        out
    }
}

/// The fenced blocks of a page, in order.
pub fn blocks(page: &str) -> Vec<Block> {
    let mut out = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => {
                let language = info.split_whitespace().last().unwrap_or_default().to_owned();
                open = Some(Block { language, text: String::new(), line: number + 1 });
            }
            (Some(_), Some(_)) => out.extend(open.take()),
            (Some(block), None) => block.text.extend([line, "\n"]),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    out
}

/// Whether a command printed what is shown; a shown line `…` stands for any lines.
pub fn matches_shown(shown: &str, said: &str) -> bool {
    fn lines(shown: &[&str], said: &[&str]) -> bool {
        match shown.split_first() {
            None => said.is_empty(),
            Some((&"…", rest)) => (0..=said.len()).any(|skipped| lines(rest, &said[skipped..])),
            Some((first, rest)) => said.first() == Some(first) && lines(rest, &said[1..]),
        }
    }
    let shown: Vec<&str> = shown.trim_end().lines().collect();
    let said: Vec<&str> = said.trim_end().lines().map(str::trim_end).collect();
    lines(&shown, &said)
}

/// A command with what it prints now; where lines were left out, as it stood.
pub fn with_output(command: &str, shown: &str, said: &str) -> String {
    let keep = shown.lines().any(|line| line == "…");
    let output = if keep { shown.to_owned() } else { said.lines().flat_map(|line| [line.trim_end(), "\n"]).collect() };
    let gap = if shown.ends_with("\n\n") && !output.ends_with("\n\n") { "\n" } else { "" };
    format!("$ {command}\n{output}{gap}")
}

/// The first block of Rust in the `//!` lines at the head of a file.
pub fn rust_of_doc_comment(source: &str) -> String {
    let doc: String = source
        .lines()
        .take_while(|line| line.starts_with("//!"))
        .flat_map(|line| [line.trim_start_matches("//!").strip_prefix(' ').unwrap_or_default(), "\n"])
        .collect();
    let first = blocks(&doc).into_iter().find(|block| block.language.is_empty() || block.language == "rust");
    first.expect("an example").text
}

/// The anchor that code hosts give a heading.
pub fn anchor(line: &str) -> Option<String> {
    let title = line.strip_prefix('#')?.trim_start_matches('#').strip_prefix(' ')?;
    let kept = title
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .collect::<String>();
    Some(kept.replace(' ', "-"))
}
