//! The tokens of a document as words of time, and the tests that rules ask of them.

use crate::document::{Document, TokenKind};
use crate::language::{Language, Role, TimeTables, TimeWord};

/// A document read for words of time; one sentence of it at a time is in view.
pub(super) struct Scan<'a> {
    pub doc: &'a Document,
    pub tables: &'a TimeTables,
    /// Whether from a token on, over words of time and marks alone, one is reached that tells time: no rule can begin
    /// elsewhere, and most articles and prepositions of a text are passed by for it.
    leads: Vec<bool>,
    /// The roles of all words from a token on that one match may take, in this sentence or the next: a rule that needs
    /// another is no use there.
    reach: Vec<u128>,
    /// The first token in view.
    pub start: usize,
    /// One past the last token in view.
    pub end: usize,
}

impl<'a> Scan<'a> {
    pub(super) fn new(doc: &'a Document, language: &'a Language) -> Self {
        let tables = language.time();
        let mut leads = vec![false; doc.tokens.len()];
        let mut reach = vec![0; doc.tokens.len()];
        let (mut reached, mut roles) = (false, 0);
        for (at, token) in doc.tokens.iter().enumerate().rev() {
            let (kind, id) = (token.kind, token.time);
            // `XIXe` is known by its text alone.
            let passes = id != 0 || kind == TokenKind::Mark || token.capital;
            if !passes && kind != TokenKind::Number {
                // Most words: no word of time.
                reached = false;
                if roles != 0 && !begins_roman(doc.lower(at)) {
                    roles = 0;
                }
                reach[at] = roles;
                continue;
            }
            reached |= kind == TokenKind::Number;
            if id != 0 {
                let word = tables.word(id);
                reached |= word.tells_time();
                roles |= word.roles();
            }
            leads[at] = reached;
            reach[at] = roles;
        }
        Self { doc, tables, leads, reach, start: 0, end: doc.tokens.len() }
    }

    /// The roles of the words that a match which begins at a token may take.
    #[inline]
    pub(super) fn reach(&self, at: usize) -> u128 {
        self.reach[at]
    }

    /// Whether a rule may begin at a token.
    #[inline]
    pub(super) fn leads(&self, at: usize) -> bool {
        self.leads[at]
    }

    /// Whether a token is in view.
    #[inline]
    pub(super) fn sees(&self, at: usize) -> bool {
        (self.start..self.end).contains(&at)
    }

    /// The word of time at a token; one without roles where there is none.
    #[inline]
    pub(super) fn word(&self, at: usize) -> &'a TimeWord {
        self.tables.word(self.id(at))
    }

    /// Its number; 0 where there is none.
    #[inline]
    pub(super) fn id(&self, at: usize) -> u16 {
        if self.sees(at) { self.doc.tokens[at].time } else { 0 }
    }

    /// Whether the word at a token plays a role.
    #[inline]
    pub(super) fn is(&self, at: usize, role: Role) -> bool {
        self.word(at).is(role)
    }

    /// The lower-cased text of a token; empty out of view.
    #[inline]
    pub(super) fn lower(&self, at: usize) -> &'a str {
        if self.sees(at) { self.doc.lower(at) } else { "" }
    }

    /// The kind of a token in view.
    #[inline]
    pub(super) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.sees(at).then(|| self.doc.tokens[at].kind)
    }

    /// Whether a token is made of digits.
    #[inline]
    pub(super) fn is_number(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Number)
    }

    /// Whether a token is this mark, or an apostrophe or hyphen where those of a keyboard are asked for.
    #[inline]
    pub(super) fn is_mark(&self, at: usize, mark: char) -> bool {
        self.sees(at)
            && match self.doc.tokens[at].mark {
                '\u{2019}' | '\u{2018}' | '\u{02bc}' | '\u{00b4}' | '\u{2032}' => mark == '\'',
                '\u{2010}' | '\u{2011}' => mark == '-',
                own => own == mark,
            }
    }

    /// Whether a token stands directly behind the one before.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.sees(at) && at > self.start && !self.doc.tokens[at].spaced
    }

    /// Whether a token is a word with a capital inside a sentence that is not all in capitals.
    pub(super) fn is_name(&self, at: usize) -> bool {
        self.sees(at) && {
            let token = &self.doc.tokens[at];
            token.kind == TokenKind::Word && token.capital && !token.all_caps
        }
    }

    /// Whether a pattern that begins with an ordinal in letters (`XIXe`) or a mark may begin here.
    pub(super) fn may_be_other(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(TokenKind::Mark) => matches!(self.lower(at), "'" | "\u{2019}"),
            Some(TokenKind::Word) => begins_roman(self.lower(at)),
            _ => false,
        }
    }

    /// The token before, where in view.
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).filter(|t| self.sees(*t))
    }

    /// Whether the token before plays a role.
    pub(super) fn after_role(&self, at: usize, role: Role) -> bool {
        self.before(at).is_some_and(|t| self.is(t, role))
    }

    /// Whether what stands at `at` can follow an expression that ends before it, so that a number before it counts
    /// nothing: the end, a mark, a short word, a word of time, a name.
    pub(super) fn free(&self, at: usize) -> bool {
        match self.kind(at) {
            None => true,
            Some(TokenKind::Mark) => !matches!(self.lower(at), "%" | "€" | "$" | "£" | "°"),
            Some(TokenKind::Number) => false,
            Some(TokenKind::Word) => self.is(at, Role::Function) || self.doc.tokens[at].capital,
        }
    }

    /// Whether what stands at `at` is not counted by the number before it: counted nouns are plurals, and look it.
    pub(super) fn uncounted(&self, at: usize) -> bool {
        self.free(at) || (self.kind(at) == Some(TokenKind::Word) && !self.tables.looks_plural(self.lower(at)))
    }
}

/// Whether a word may be an ordinal in Roman figures (`XIXe`).
fn begins_roman(lower: &str) -> bool {
    matches!(lower.as_bytes().first(), Some(b'x' | b'v' | b'i'))
}
