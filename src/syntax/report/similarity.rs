//! Which keywords a word is close to, by the two measures that CPython's traceback asks.
//!
//! Source: CPython 3.14, `Python/suggestions.c` and `get_close_matches` of `Lib/difflib.py`.

/// The reserved words, in the order of `keyword.kwlist`.
pub(super) const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// How many keywords are proposed for a word.
const MAX_CANDIDATES: usize = 3;
/// The cost of a letter more, less, or other.
const EDIT: usize = 2;
/// The cost of a letter in the other case.
const CASE: usize = 1;
/// Longer words are close to nothing, in bytes.
const MAX_WORD: usize = 40;

/// The keywords that `word` may be meant to be, the likeliest first; never more than three.
pub(super) fn candidates(word: &str) -> Vec<&'static str> {
    let mut found: Vec<_> = fewest_edits(word).into_iter().collect();
    found.extend(most_alike(word));
    found.truncate(MAX_CANDIDATES);
    found
}

/// The keyword that is the fewest edits away, if not more than about a third of the letters changes.
fn fewest_edits(word: &str) -> Option<&'static str> {
    let mut best: Option<(&'static str, usize)> = None;
    for keyword in KEYWORDS {
        if *keyword == word {
            continue;
        }
        let limit = (word.len() + keyword.len() + 3) * EDIT / 6;
        let cost = edit_cost(word.as_bytes(), keyword.as_bytes());
        if cost <= limit && best.is_none_or(|(_, least)| cost < least) {
            best = Some((keyword, cost));
        }
    }
    best.map(|(keyword, _)| keyword)
}

/// The Levenshtein distance, with a change of case at half price; the largest number for words that are too long.
fn edit_cost(mut a: &[u8], mut b: &[u8]) -> usize {
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    (a, b) = (&a[..a.len() - suffix], &b[..b.len() - suffix]);
    if !a.is_empty() && !b.is_empty() && a.len().max(b.len()) > MAX_WORD {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=a.len()).map(|len| len * EDIT).collect();
    for y in b {
        let mut diagonal = row[0];
        row[0] += EDIT;
        for (idx, x) in a.iter().enumerate() {
            let changed = diagonal + change_cost(*x, *y);
            diagonal = row[idx + 1];
            row[idx + 1] = changed.min(row[idx].min(diagonal) + EDIT);
        }
    }
    row[a.len()]
}

fn change_cost(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE
    } else {
        EDIT
    }
}

/// The keywords that have at least half of their letters and the word's in common, most first.
fn most_alike(word: &str) -> Vec<&'static str> {
    let word: Vec<char> = word.chars().collect();
    let mut found = Vec::new();
    for keyword in KEYWORDS {
        let letters: Vec<char> = keyword.chars().collect();
        let total = letters.len() + word.len();
        // No word this long has enough in common with a keyword; a long one would take long.
        if word.len() > 3 * letters.len() {
            continue;
        }
        let common = common_letters(&letters, &word);
        if 4 * common >= total {
            found.push((common as f64 * 2.0 / total as f64, *keyword));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(a.1)));
    found.truncate(MAX_CANDIDATES);
    found.into_iter().map(|(_, keyword)| keyword).collect()
}

/// How many letters are in the longest common stretch and, in turn, in those left and right of it.
fn common_letters(a: &[char], b: &[char]) -> usize {
    let (mut at_a, mut at_b, mut len) = (0, 0, 0);
    for i in 0..a.len() {
        for j in 0..b.len() {
            let stretch = a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x == y).count();
            // The first of the longest, by its place in `a`, then in `b`.
            if stretch > len {
                (at_a, at_b, len) = (i, j, stretch);
            }
        }
    }
    if len == 0 {
        return 0;
    }
    len + common_letters(&a[..at_a], &b[..at_b]) + common_letters(&a[at_a + len..], &b[at_b + len..])
}
