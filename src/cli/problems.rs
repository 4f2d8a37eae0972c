//! What went wrong and stopped nothing: the first of each file in full, the rest counted, so that a file of a billion
//! bad lines is told on one screen.

use dateline::document::read::ReadProblem;
use dateline::gazetteer;
use std::collections::BTreeMap;

/// Problems of one file that are told one by one.
const TOLD: usize = 20;

/// Something that went wrong and stopped nothing.
pub struct Problem {
    /// What, where, and how to mend it.
    pub message: String,
    /// Whether a document is lost by it.
    pub lost: bool,
}

/// All that went wrong in a run.
#[derive(Default)]
pub struct Problems {
    told: Vec<Problem>,
    /// How many there were, and how many documents were lost by those that are not told, by file.
    counts: BTreeMap<String, (usize, usize)>,
}

/// Where the rest of the problems of one origin can be seen.
#[derive(Clone, Copy)]
enum Rest {
    Read,
    Rows,
    Days,
}

impl Problems {
    /// A file or line that could not be read, or not as it stands.
    pub fn read(&mut self, problem: &ReadProblem) {
        self.add(Rest::Read, &problem.file, !problem.is_warning(), || problem.to_string());
    }

    /// Paths that could not be read.
    pub fn unread(&mut self, problems: &[ReadProblem]) {
        for problem in problems {
            self.read(problem);
        }
    }

    /// Rows of the gazetteer that cannot be used.
    pub fn rows(&mut self, problems: &[gazetteer::Problem]) {
        for problem in problems {
            self.add(Rest::Rows, &problem.file.display().to_string(), false, || problem.to_string());
        }
    }

    /// Contradictions in what documents say of their days.
    pub fn warnings(&mut self, messages: Vec<String>) {
        for message in messages {
            self.add(Rest::Days, "", false, || message);
        }
    }

    fn add(&mut self, rest: Rest, file: &str, lost: bool, message: impl FnOnce() -> String) {
        let key = match rest {
            Rest::Read => format!("{file}: {{}} more problems; mend the first ones and run again"),
            Rest::Rows => {
                format!("{file}: {{}} more rows cannot be used; `dateline gazetteer check` names them all")
            }
            Rest::Days => {
                "{} more documents contradict themselves; `dateline explain` shows how each is read".to_owned()
            }
        };
        let (count, more_lost) = self.counts.entry(key).or_default();
        *count += 1;
        if *count <= TOLD {
            self.told.push(Problem { message: message(), lost });
        } else {
            *more_lost += usize::from(lost);
        }
    }

    /// What is to be said.
    pub fn into_told(self) -> Vec<Problem> {
        let mut told = self.told;
        for (rest, (count, lost)) in self.counts.into_iter().filter(|(_, (count, _))| *count > TOLD) {
            let message = rest.replacen("{}", &(count - TOLD).to_string(), 1);
            told.push(Problem { message, lost: lost > 0 });
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::{Problems, TOLD};
    use dateline::gazetteer::Problem as Row;
    use proptest::prelude::*;

    proptest! {
        /// Of each file the first problems are told in the order they came, and the others are counted: none is lost.
        #[test]
        fn every_problem_is_told_or_counted(files in prop::collection::vec(0usize..4, 0..120)) {
            let mut problems = Problems::default();
            let row = |line: usize, file: usize| Row {
                file: format!("f{file}.csv").into(),
                line: line as u64,
                column: None,
                value: String::new(),
                wrong: "is bad".to_owned(),
                mend: "write another".to_owned(),
            };
            for (line, file) in files.iter().enumerate() {
                problems.rows(&[row(line, *file)]);
            }
            let told = problems.into_told();
            prop_assert!(told.iter().all(|p| !p.lost));
            for file in 0..4 {
                let lines: Vec<usize> = (0..files.len()).filter(|n| files[*n] == file).collect();
                let first: Vec<String> = lines.iter().take(TOLD).map(|line| row(*line, file).to_string()).collect();
                let name = format!("f{file}.csv");
                let (rest, mine): (Vec<_>, Vec<_>) = told
                    .iter()
                    .map(|p| p.message.clone())
                    .filter(|m| m.starts_with(&name))
                    .partition(|m| m.contains("more rows"));
                prop_assert_eq!(mine, first);
                let more = lines.len().saturating_sub(TOLD);
                prop_assert_eq!(rest.len(), usize::from(more > 0));
                let counted = format!(" {more} more rows");
                prop_assert!(rest.iter().all(|m| m.contains(&counted)));
            }
        }
    }
}
