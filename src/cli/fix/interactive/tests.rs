//! Scripts of answers, and what becomes of a file.

use std::collections::VecDeque;
use std::io;

use super::*;
use crate::cli::run::file_tests::run_fake;
use crate::cli::run::{Action, Job};

/// Answers from a list, then the end of the input; an editor that puts `edited` in the place of the text.
struct Script {
    answers: VecDeque<&'static str>,
    edited: Option<&'static str>,
}

impl Prompt for Script {
    fn show(&mut self, _text: &str) -> io::Result<()> {
        Ok(())
    }

    fn ask(&mut self, _question: &str) -> io::Result<Option<String>> {
        Ok(self.answers.pop_front().map(str::to_owned))
    }

    fn edit(&mut self, _text: &str) -> io::Result<Option<String>> {
        Ok(self.edited.map(str::to_owned))
    }
}

/// What becomes of files that hold `texts`, when a person gives `answers`, a word each.
fn after(answers: &'static str, edited: Option<&'static str>, texts: &[&str]) -> Vec<String> {
    let answers = answers.split_whitespace().collect();
    // The jobs of a test borrow it for as long as they like: it is a leak of some words in a test.
    let chooser: &'static _ = Box::leak(Box::new(Interactive::new(Script { answers, edited })));
    let done = run_fake(Action::Fix, texts, |job| Job { chooser: Some(chooser), ..job });
    done.into_iter().map(|it| it.1).collect()
}

#[test]
fn each_site_is_as_it_was_answered() {
    for (answers, expected) in [
        ("y y y", "new new new"),
        ("n n n", "old old old"),
        ("y n y", "new old new"),
        ("n a", "old new new"),
        ("y d", "new old old"),
        ("y q", "new old old"),
        ("y", "new old old"),
        ("y u n y y", "old new new"),
        ("u y y y", "new new new"),
        ("? y v n y", "new old new"),
    ] {
        assert_eq!(after(answers, None, &["old old old"]), [expected], "{answers}");
    }
}

#[test]
fn answers_for_the_rest_are_for_one_file_and_quitting_is_for_all() {
    assert_eq!(after("a n y", None, &["old old", "old old"]), ["new new", "old new"]);
    assert_eq!(after("d a", None, &["old old", "old old"]), ["old old", "new new"]);
    assert_eq!(after("q", None, &["old old", "old old"]), ["old old", "old old"]);
}

#[test]
fn lines_can_be_edited() {
    let text = "a = old\nb = old\n";
    assert_eq!(after("e y", Some("a = newer\n"), &[text]), ["a = newer\nb = new\n"]);
    assert_eq!(after("y e", Some("b = 1\nc = 2\n"), &[text]), ["a = new\nb = 1\nc = 2\n"]);
    assert_eq!(after("e n", Some("a = =\n"), &[text]), [text]);
    // Left without saving: it is asked again.
    assert_eq!(after("e n n", None, &[text]), [text]);
}
