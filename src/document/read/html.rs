//! Web pages: the article's text by `dom_smoothie`, by stripping tags where that fails or would take too long.

use super::draft::Draft;
use super::strip;
use dom_smoothie::{Config, Readability, TextMode};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Pages beyond these bounds are not handed to the article finder: it walks the tree by recursion and scores every
/// element, and no newspaper's page is so deep or large.
const LARGEST: usize = 4 << 20;
const DEEPEST: usize = 256;
const MOST_TAGS: usize = 60_000;
/// A page's text is put together anew at each `&` that begins no entity, which costs the square of their number.
const MOST_AMPERSANDS: usize = 60_000;

/// Reads a page.
pub(super) fn read(page: &str, id: String) -> Draft {
    let plain = strip::strip(page);
    let within = page.len() <= LARGEST
        && plain.depth <= DEEPEST
        && plain.tags <= MOST_TAGS
        && page.bytes().filter(|b| *b == b'&').count() <= MOST_AMPERSANDS;
    let article = if within { article(page) } else { None };
    let (text, title, published, language) = match article {
        Some(article) => (article.text, article.title, article.published, article.language),
        None => (plain.text, None, None, None),
    };
    Draft {
        id,
        text,
        title: title.or(plain.title),
        url: plain.url,
        published: published.or(plain.published),
        language: language.or(plain.language),
    }
}

struct Article {
    text: String,
    title: Option<String>,
    published: Option<String>,
    language: Option<String>,
}

fn article(page: &str) -> Option<Article> {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    // A fault in the article finder must not cost the documents beside this page.
    let found =
        catch_unwind(AssertUnwindSafe(|| Readability::new(page, None, Some(config)).ok()?.parse().ok())).ok()??;
    let text = found.text_content.to_string();
    let said = |text: String| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
    (!text.trim().is_empty()).then(|| Article {
        text,
        title: said(found.title),
        published: found.published_time.and_then(said),
        language: found.lang.and_then(said),
    })
}
