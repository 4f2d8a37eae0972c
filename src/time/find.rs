//! Finds the expressions of time of a document.

use super::expression::{Anchor, Bound, Expression, TimeMention, Timed};
use super::pattern::{self, Found, Hook, Made, Trail};
use super::rules::{self, Pairs};
use super::scan::Scan;
use crate::document::{BlockKind, Document, Mention, TokenKind};
use crate::language::{Language, Role, TimeUnit, VerbClass};
use crate::syntax::{Direction, GroupTense, Link, Syntax};

/// Every expression of time of `doc`, in text order, none overlapping another.
///
/// All blocks are read; which block a mention stands in is known by its tokens. What each counts from
/// ([`Timed::anchor`]) is decided here, from the words alone: [`resolve`](super::resolve) only calculates.
///
/// ```
/// use dateline::{document::Document, language::Language, syntax::Syntax, time};
/// let language = Language::french();
/// let doc = Document::new("a.txt", "Samedi, les combats se poursuivaient, après une rencontre la veille.", language);
/// let mentions = time::find(&doc, &Syntax::of(&doc, language), language);
/// assert_eq!(mentions.iter().map(|m| m.span.of(&doc.text)).collect::<Vec<_>>(), ["Samedi", "la veille"]);
/// assert_eq!(mentions[1].value.anchor, time::Anchor::Mention(0));
/// ```
#[must_use]
pub fn find(doc: &Document, syntax: &Syntax, language: &Language) -> Vec<TimeMention> {
    Pairs::with(|pairs| find_by(doc, syntax, language, pairs))
}

fn find_by(doc: &Document, syntax: &Syntax, language: &Language, pairs: &mut Pairs) -> Vec<TimeMention> {
    let mut scan = Scan::new(doc, language);
    let (mut mentions, mut trail) = (Vec::new(), Vec::new());
    for sentence in &doc.sentences {
        scan.start = sentence.tokens.start;
        scan.end = sentence.tokens.end;
        let mut at = scan.start;
        let mut floor = scan.start;
        while at < scan.end {
            // `ont été passés par les armes`: no summer.
            if !scan.leads(at) || is_verb(syntax, language, doc, at) {
                at += 1;
                continue;
            }
            let Some((name, found, made)) = best(&scan, at, pairs, &mut trail) else {
                at += 1;
                continue;
            };
            if let Made::Say(expression, hook) = made {
                let mention = mention(&scan, syntax, language, &mentions, (name, found, expression, hook), at, floor);
                mentions.push(mention);
            }
            at = found.end;
            floor = at;
        }
    }
    mentions
}

/// The names of all rules, for the tests that ask each to be used.
pub fn rule_names() -> impl Iterator<Item = &'static str> {
    rules::grammar().names()
}

/// Whether a token is a participle within a verb group, not an adverb set into one (`a hier annoncé`).
fn is_verb(syntax: &Syntax, language: &Language, doc: &Document, at: usize) -> bool {
    let within = syntax.verb_at(at).is_some_and(|v| syntax.verbs[v].tokens.start < at);
    let forms = language.lexicon().forms(doc.tokens[at].word);
    within && forms.iter().any(|f| f.inflection.tense == crate::language::Tense::PastParticiple)
}

/// The match at a token that takes most tokens; of equals the first rule's.
fn best(scan: &Scan, at: usize, pairs: &mut Pairs, trail: &mut Trail) -> Option<(&'static str, Found, Made)> {
    let mut best: Option<(&'static str, Found, Made)> = None;
    for rule in rules::grammar().starting(scan, at, pairs) {
        let Some(found) = pattern::matches(scan, rule, at, trail) else { continue };
        if best.as_ref().is_some_and(|(_, b, _)| b.end >= found.end) {
            continue;
        }
        let made = match (rule.make)(&found) {
            Some(Made::Say(..)) if found.no_year => {
                let day = found.slots.iter().any(|slot| slot.day.is_some());
                Some(Made::Say(Expression::NoYear { day }, Hook::None))
            }
            made => made,
        };
        if let Some(made) = made {
            best = Some((rule.name, found, made));
        }
    }
    best
}

/// A mention from a match that begins at `at`; words before `floor` belong to the mention before.
fn mention(
    scan: &Scan,
    syntax: &Syntax,
    language: &Language,
    earlier: &[TimeMention],
    (rule, found, expression, hook): (&'static str, Found, Expression, Hook),
    at: usize,
    floor: usize,
) -> TimeMention {
    let cores = found.cores();
    let tokens = cores.0.start..cores.1.as_ref().map_or(cores.0.end, |c| c.end);
    let (start, mut bound) = lead(scan, tokens.start, floor);
    let mut end = found.end;
    if scan.is(end, Role::AtThe) && scan.is(end + 1, Role::More) && scan.is(end + 2, Role::Late) {
        end += 3;
        bound = Bound::By;
    }
    let since = (start..tokens.start).any(|t| scan.is(t, Role::Since));
    let direction = match (direction(scan, syntax, language, tokens.start), bound) {
        // `depuis lundi` lies behind, whatever the verb: `les combats durent depuis lundi`.
        _ if since => Direction::Past,
        // `vaut à partir de samedi`, `a jusqu'à dimanche pour partir`: a present with a limit looks ahead.
        (Direction::Present, Bound::Onset | Bound::Until | Bound::By) | (Direction::Unknown, Bound::By) => {
            Direction::Future
        }
        (direction, _) => direction,
    };
    let expression = month_of_neighbour(scan, earlier, expression, tokens.start);
    let expression = year_of_neighbour(scan, syntax, earlier, expression, tokens.start);
    let anchor = match hook {
        Hook::None => Anchor::None,
        Hook::Now => Anchor::Publication,
        Hook::Event => Anchor::Event,
        Hook::Told if heads_a_line(scan, &expression, tokens.start, end) => Anchor::Publication,
        Hook::Told => told(scan, syntax, earlier, &expression, direction, tokens.start),
    };
    Mention {
        span: scan.doc.span_of(tokens.clone()),
        tokens,
        value: Timed { expression, direction, anchor, bound, phrase: start.min(at)..end, cores },
        rule,
    }
}

/// `Kelbadjar le 15 novembre, Agdam le 20`: a bare day takes the month of the date told just before it.
fn month_of_neighbour(scan: &Scan, earlier: &[TimeMention], expression: Expression, core: usize) -> Expression {
    let Expression::MonthDay { weekday, day, month: None, part, modifier, .. } = expression else { return expression };
    let neighbour =
        earlier.iter().rev().take_while(|m| m.tokens.start >= scan.start && m.tokens.end <= core).find_map(|m| match m
            .value
            .expression
        {
            Expression::MonthDay { day: before, month: Some(month), year, .. } if before <= day => Some((month, year)),
            _ => None,
        });
    match neighbour {
        Some((month, year)) => Expression::MonthDay { weekday, day, month: Some(month), year, part, modifier },
        None => expression,
    }
}

/// `avait connu en 2009 une grève ; un homme avait été tué dans la nuit du 17 au 18 février`: a day told in the pluperfect
/// behind a year is of that year.
fn year_of_neighbour(
    scan: &Scan,
    syntax: &Syntax,
    earlier: &[TimeMention],
    expression: Expression,
    core: usize,
) -> Expression {
    if !syntax.governor(core).is_some_and(|v| v.tense == GroupTense::Pluperfect) {
        return expression;
    }
    let main = |m: &TimeMention| {
        let link = syntax.clauses[syntax.clause_at(m.tokens.start)].link;
        m.value.bound == Bound::None && !matches!(link, Link::Participle | Link::Relative(_) | Link::Inserted)
    };
    let year =
        earlier.iter().rev().take_while(|m| m.tokens.start >= scan.start).find_map(|m| match m.value.expression {
            Expression::Year { year, .. } if main(m) => Some(year),
            _ => None,
        });
    match year {
        Some(year) => expression.in_year(year),
        None => expression,
    }
}

/// The words before an expression that belong to it, and what they make of it.
fn lead(scan: &Scan, core: usize, floor: usize) -> (usize, Bound) {
    let mut start = core;
    while start > floor {
        let at = start - 1;
        let word = scan.word(at);
        let before = |role| at > floor && scan.is(at - 1, role);
        if word.is(Role::Since) || word.is(Role::FromOn) {
            return (at, Bound::Onset);
        }
        if word.is(Role::Starting) {
            return (at - usize::from(before(Role::At)), Bound::Onset);
        }
        if word.is(Role::Until) {
            return (at, Bound::Until);
        }
        if word.is(Role::Here) && before(Role::Of) {
            return (at - 1, Bound::By);
        }
        if word.is(Role::Before) || word.is(Role::Within) {
            return (at - usize::from(before(Role::Little)), Bound::By);
        }
        if word.is(Role::After) {
            return (at - usize::from(before(Role::Little)), Bound::After);
        }
        if word.is(Role::Late) && before(Role::More) {
            return (at.saturating_sub(2).max(floor), Bound::By);
        }
        let link = [
            Role::At,
            Role::AtThe,
            Role::Of,
            Role::OfThe,
            Role::In,
            Role::On,
            Role::During,
            Role::Toward,
            Role::Course,
            Role::It,
            Role::There,
            Role::Has,
        ];
        if !link.iter().any(|role| word.is(*role)) {
            break;
        }
        start = at;
    }
    // A bare `de` belongs to the noun before it.
    if start < core && scan.is(start, Role::Of) { (core, Bound::None) } else { (start, Bound::None) }
}

/// Which way the expression looks: as its verb does, or as the words right before it say (`prévue le 16 juillet`).
fn direction(scan: &Scan, syntax: &Syntax, language: &Language, core: usize) -> Direction {
    // `avait été annoncée samedi` tells of the announcing.
    let past = syntax
        .governor(core)
        .is_some_and(|v| matches!(v.tense, GroupTense::Pluperfect | GroupTense::Perfect) && v.tokens.end + 2 >= core);
    let planned = (1..=2).filter_map(|back| core.checked_sub(back)).any(|t| scan.is(t, Role::Planned)) && !past;
    // `fixé à mercredi`, `convié pour mercredi`: to come, whatever the tense.
    let set = core.checked_sub(1).is_some_and(|t| scan.is(t, Role::At) || scan.is(t, Role::For))
        && scan.is(core, Role::Weekday)
        && !(1..=4).filter_map(|back| core.checked_sub(back)).any(|t| scan.is(t, Role::Of));
    // `l'a reporté au 18 août`: put off to a day, however long ago.
    let put_off = core >= 2 && scan.is(core - 1, Role::AtThe) && scan.is(core - 2, Role::Planned);
    if planned || set || put_off || held(scan, core) {
        return Direction::Future;
    }
    match told_in_front(syntax, scan, language, core).unwrap_or_else(|| syntax.direction_at(scan.doc, language, core)) {
        Direction::Unknown => planning_before(scan, core),
        // A participle alone (`auditionné`, `prévues`) has no tense: the date may lie on either side.
        Direction::Past if syntax.governor(core).is_some_and(|v| v.tense == GroupTense::PastParticiple) => {
            Direction::Unknown
        }
        // `annonçant jeudi`, below a verb that looks ahead, does not.
        Direction::Future if syntax.governor(core).is_some_and(|v| v.tense == GroupTense::PresentParticiple) => {
            Direction::Unknown
        }
        Direction::Present if announces(scan, syntax, language, core) => Direction::Future,
        direction => direction,
    }
}

/// `c'est samedi qu'il a signé`: a day set in front looks where the verb behind it looks.
fn told_in_front(syntax: &Syntax, scan: &Scan, language: &Language, core: usize) -> Option<Direction> {
    let here = syntax.clause_at(core);
    let cleft = syntax
        .clauses_in(syntax.clauses[here].sentence)
        .find(|c| c.cleft && c.parent == Some(here) && c.tokens.start > core)?;
    let verb = cleft.verb?;
    Some(syntax.direction_at(scan.doc, language, syntax.verbs[verb].head))
}

/// `la tenue d'un scrutin dimanche`: what is to be held, whatever the verb that tells it.
fn held(scan: &Scan, core: usize) -> bool {
    (1..=7)
        .filter_map(|back| core.checked_sub(back))
        .take_while(|t| scan.kind(*t) == Some(TokenKind::Word))
        .any(|t| scan.is(t, Role::Holding) && scan.after_role(t, Role::Article) && scan.is(t + 1, Role::Of))
}

/// `s'ouvre jeudi`, `se rend lundi à Moscou`: a present right before a day announces it, unless it tells what is said.
fn announces(scan: &Scan, syntax: &Syntax, language: &Language, core: usize) -> bool {
    syntax.governor(core).is_some_and(|group| {
        let said = [
            VerbClass::Speech,
            VerbClass::Witness,
            VerbClass::Deny,
            VerbClass::Accuse,
            VerbClass::Request,
            VerbClass::DateBack,
        ];
        let says = group.verb.is_some_and(|v| language.lexicon().verb_classes(v).any(&said));
        let present = group.tense == GroupTense::Present;
        let near = present && group.head < core && core - group.head <= 3;
        // `sont ceux du 20 février`: the day of what it stands behind.
        let of = (group.head + 1..core).any(|t| scan.is(t, Role::Of) || scan.is(t, Role::OfThe));
        near && !of && !says && (group.head + 1..core).all(|t| scan.kind(t) != Some(TokenKind::Mark))
    })
}

/// Whether a verb that looks ahead stands before, in the same clause as far as marks tell.
fn planning_before(scan: &Scan, core: usize) -> Direction {
    let mut at = core;
    while let Some(before) = scan.before(at) {
        if scan.is(before, Role::Planning) {
            return Direction::Future;
        }
        if matches!(scan.lower(before), "," | ";" | ":" | "»" | "\"" | "(") {
            break;
        }
        at = before;
    }
    Direction::Unknown
}

/// `17H40 GMT - Rendez-vous à Genève`: the head of an entry is timed on the day of publication.
fn heads_a_line(scan: &Scan, expression: &Expression, core: usize, end: usize) -> bool {
    matches!(expression, Expression::Clock { .. })
        && core == scan.start
        && ['-', '–', '—', ':'].iter().any(|mark| scan.is_mark(end, *mark))
}

/// Whether a mention is the hour that an entry of a live report opens with: `[10h00] - Deuil à Pretoria`.
fn heads_an_entry(doc: &Document, mention: &TimeMention) -> bool {
    let sentence = doc.sentence_at(mention.tokens.start);
    let first = doc.sentences[sentence].tokens.start;
    let opens = mention.tokens.start == first
        || mention.tokens.start == first + 1 && matches!(doc.word(first), "[" | "(" | "-" | "•" | "►");
    matches!(mention.value.expression, Expression::Clock { .. })
        && mention.value.anchor == Anchor::Publication
        && doc.block_of(sentence).kind == BlockKind::Heading
        && opens
}

/// What an expression that points back counts from: the last day told of before it in the story, or the publication day.
fn told(
    scan: &Scan,
    syntax: &Syntax,
    earlier: &[TimeMention],
    expression: &Expression,
    direction: Direction,
    core: usize,
) -> Anchor {
    let doc = scan.doc;
    let sentence = doc.sentence_at(core);
    let block = doc.block_of(sentence);
    let part_only = match expression {
        Expression::Clock { .. } | Expression::Night { .. } => true,
        Expression::Relative { steps: 0, unit: TimeUnit::Day, part } => part.is_some(),
        _ => false,
    };
    for (index, mention) in earlier.iter().enumerate().rev() {
        let value = &mention.value;
        let there = doc.sentence_at(mention.tokens.start);
        // Each entry of a live report is told on the day of publication, whatever the entry before told.
        if heads_an_entry(doc, mention) && there < sentence {
            break;
        }
        if !value.expression.tells_day() {
            continue;
        }
        if there == sentence {
            // `Conclue mercredi, la trêve est entrée en vigueur à 7 heures`: the hour is of the verb, not of what led up.
            let clause = |at| &syntax.clauses[syntax.clause_at(at)];
            let led_up = clause(mention.tokens.start).link == Link::Participle && clause(core).link == Link::Main;
            if matches!(expression, Expression::Clock { .. }) && led_up {
                continue;
            }
            return Anchor::Mention(index);
        }
        let their_block = doc.block_of(there);
        let alone =
            matches!(block.kind, BlockKind::Caption | BlockKind::FrontMatter | BlockKind::Header | BlockKind::Dateline);
        if their_block.kind != block.kind || (alone && their_block.span != block.span) {
            continue;
        }
        // `où X est mort lundi. Le lendemain, la police avait tiré`: what goes back may start from what was set in.
        let back = !part_only && syntax.governor(core).is_some_and(|v| v.tense == GroupTense::Pluperfect);
        let set_in = matches!(syntax.clauses[syntax.clause_at(mention.tokens.start)].link, Link::Relative(_));
        if !(back && set_in) && is_aside(doc, syntax, earlier, index, there, part_only) {
            continue;
        }
        // `depuis le 27 septembre` tells when all of it began, not when the evening was, nor what the eve is of.
        let points = matches!(expression, Expression::Relative { steps: 0, unit: TimeUnit::Day, part: None });
        let behind = direction == Direction::Past && !points;
        if value.bound == Bound::Onset && (part_only || there + 1 < sentence || behind) {
            continue;
        }
        // `se réunira dans la soirée` looks ahead from the day of the telling, not from what is past.
        // The present of a chronicle (`Mardi, … . Dans la nuit, le président décrète`) goes on from its day.
        let present = syntax.governor(core).filter(|v| v.tense == GroupTense::Present);
        // `doit se réunir dans l'après-midi` looks ahead too.
        let bound_to = present.is_some_and(|v| v.modal.is_some());
        let chronicle = their_block.span == block.span && present.is_some() && !bound_to;
        if part_only
            && (direction == Direction::Future || bound_to)
            && value.direction != Direction::Future
            && !chronicle
        {
            break;
        }
        if part_only && (value.direction == Direction::Future && direction != Direction::Future) {
            continue;
        }
        // A part of a day far behind a date of another year belongs to the day of the telling.
        if part_only
            && their_block.span != block.span
            && matches!(value.expression, Expression::MonthDay { year: Some(_), .. })
        {
            break;
        }
        return Anchor::Mention(index);
    }
    Anchor::Publication
}

/// Whether a sentence opens with a preposition, and so with the scene of what it tells.
fn scene_set(doc: &Document, sentence: usize) -> bool {
    let first = doc.sentences[sentence].tokens.start;
    let lexicon = crate::language::Language::french().lexicon();
    lexicon.classes(doc.tokens[first].word).has(crate::language::Class::Preposition)
}

/// Whether a mention is set into its sentence only to tell what came before: `après une rencontre la veille`,
/// `un huis clos entamé vendredi`. The story does not go on from there.
fn is_aside(
    doc: &Document,
    syntax: &Syntax,
    earlier: &[TimeMention],
    index: usize,
    sentence: usize,
    part_only: bool,
) -> bool {
    let mention = &earlier[index];
    let first_of_sentence = !earlier[..index]
        .iter()
        .rev()
        .take_while(|m| doc.sentence_at(m.tokens.start) == sentence)
        .any(|m| m.value.expression.tells_day());
    let clause = &syntax.clauses[syntax.clause_at(mention.tokens.start)];
    // `un huis clos entamé vendredi`: a participle behind its noun, wherever it stands.
    let behind_noun = clause.link == Link::Participle
        && clause.tokens.start > doc.sentences[sentence].tokens.start
        && clause.verb.is_some_and(|v| syntax.verbs[v].tense == GroupTense::PastParticiple);
    // `Dans un discours retransmis samedi, X a …` sets the scene of its sentence all the same.
    let scene = scene_set(doc, sentence);
    if first_of_sentence {
        return part_only && behind_noun && !scene;
    }
    if matches!(mention.value.expression, Expression::Relative { steps, .. } if steps < 0)
        && matches!(mention.value.anchor, Anchor::Mention(_))
    {
        return true;
    }
    let pluperfect =
        clause.parent.is_some() && clause.verb.is_some_and(|v| syntax.verbs[v].tense == GroupTense::Pluperfect);
    pluperfect || matches!(clause.link, Link::Relative(_) | Link::Participle | Link::Conditional | Link::Adverbial)
}
