//! CPython's exact error reports: what its parser says of a text that it rejects.
//!
//! In: a text. Out: the `SyntaxError` that CPython 3.14's parser raises for it, with its class, message, place and
//! line, or `None` where the parser accepts the text. This is a pass of its own over the tokens, run when the tree's
//! parser has found errors, so that recovery there and wording here never constrain each other. It is also an exact
//! recogniser of the language.
//!
//! Reports are the outcome of a search: CPython parses with a PEG grammar; when that fails it parses anew with rules
//! added that match common mistakes, and the first of those decides. So the same is done here. The grammar is a table
//! ([`grammar`], [`notation`]); a packrat [`machine`] runs it over a [`tape`] of tokens and keeps light [`node`]s, over
//! which [`check`]s word the reports. What the tokenizer rejects is worded by [`lexical`]; places are CPython's, by
//! [`place`]. [`suggest`] adds what CPython's traceback adds: a keyword that was perhaps meant.
//!
//! Memory and time are linear in the text: results are dropped after each top-level statement. Depth is bounded by
//! CPython's own limit, on a thread with a stack of its own.
//!
//! Source: CPython 3.14, `Grammar/python.gram`, `Parser/pegen_errors.c`, `Lib/traceback.py`.

mod check;
mod context;
mod future;
mod grammar;
mod lexical;
mod literal;
mod machine;
mod node;
mod notation;
mod place;
mod similarity;
mod standing;
mod suggest;
mod tape;
mod target;
mod token;

use crate::syntax::lexer::lex_strict;
use crate::text::{ErrorClass, SyntaxError};

use grammar::GRAMMAR;
use machine::{Machine, Stop};
use place::Lines;
use tape::Tape;
use token::TokenKind;

/// What a text is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// A file.
    #[default]
    Exec,
    /// An expression.
    Eval,
    /// One statement, as typed at a prompt.
    Single,
    /// The signature in a type comment.
    FuncType,
}

/// How CPython is asked to parse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// What the text is to be.
    pub mode: Mode,
    /// Whether type comments are part of the grammar.
    pub type_comments: bool,
    /// The version of Python 3 whose features are allowed, `feature_version` of `ast.parse`.
    pub minor_version: u8,
}

impl Default for Options {
    fn default() -> Self {
        Self { mode: Mode::Exec, type_comments: false, minor_version: 14 }
    }
}

/// What CPython's parser makes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It parses.
    Accepted,
    /// It is rejected.
    Rejected(SyntaxError),
    /// It is nested too deeply for the parser: `MemoryError`.
    TooComplex,
}

/// The stack of the thread that the pass runs on, in bytes: for 6,000 rules within rules, in debug builds too.
const STACK_BYTES: usize = 128 << 20;
/// How many tokens before the statement that fails the second pass reads again. CPython reads all of them, to no
/// effect but in texts made for it, and a long file would take long.
const MAX_REREAD: usize = 200_000;

/// The error of `text` as CPython prints it, if its parser rejects it: [`verdict`]'s, in some cases with a keyword
/// proposed, and then placed at the word that may be meant to be it.
pub fn syntax_error(text: &str, options: &Options) -> Option<SyntaxError> {
    on_own_stack(|| {
        let (verdict, last_block_line) = judge(text, options);
        let Verdict::Rejected(error) = verdict else { return None };
        Some(suggest::with_suggestion(text, error, last_block_line, options))
    })
}

/// What CPython's parser makes of `text`. The error is the exception as it is raised.
pub fn verdict(text: &str, options: &Options) -> Verdict {
    on_own_stack(|| judge(text, options).0)
}

fn on_own_stack<T: Send>(pass: impl Fn() -> T + Sync) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("report".to_owned()).stack_size(STACK_BYTES);
        match thread.spawn_scoped(scope, &pass).map(|thread| thread.join()) {
            Ok(Ok(value)) => value,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            // No thread can be had: the stack at hand has to do.
            Err(_) => pass(),
        }
    })
}

/// The verdict, and the line of the last block that was finished.
fn judge(text: &str, options: &Options) -> (Verdict, i32) {
    if memchr::memchr(0, text.as_bytes()).is_some() {
        let message = "source code string cannot contain null bytes".to_owned();
        let error = SyntaxError { class: ErrorClass::Syntax, message, span: None, text: None };
        return (Verdict::Rejected(error), 0);
    }
    let tokens = lex_strict(text);
    let lines = Lines::new(text, options.mode == Mode::Exec);
    let tape = Tape::new(text, &lines, &tokens, options.type_comments);
    let mut machine = Machine::new(&GRAMMAR, &tape, options);
    let Err(failed_at) = parse(&mut machine, 0) else {
        return (future::check(&tape).map_or(Verdict::Accepted, Verdict::Rejected), 0);
    };
    let last = machine.fetched;
    if machine.stop.is_none() {
        let reread = if failed_at > MAX_REREAD { failed_at } else { 0 };
        machine.start_reports(reread);
        let _ = parse(&mut machine, reread);
    }
    settle(&mut machine, last);
    let verdict = match machine.stop {
        Some(Stop::Rejected(raised)) => Verdict::Rejected(raised.into_error(&lines)),
        Some(Stop::TooDeep) | None => Verdict::TooComplex,
    };
    (verdict, machine.last_block_line)
}

/// Whether `text` compiles, or could if it went on.
fn is_acceptable_so_far(text: &str, options: &Options) -> bool {
    let tokens = lex_strict(text);
    let lines = Lines::new(text, true);
    let tape = Tape::new(text, &lines, &tokens, false);
    let options = Options { mode: Mode::Exec, type_comments: false, ..*options };
    let mut machine = Machine::new(&GRAMMAR, &tape, &options);
    match parse(&mut machine, 0) {
        Ok(()) => future::check(&tape).is_none() && !context::has_misplaced(&tape),
        Err(_) => tape.is_at_end(machine.fetched, machine.tokenizer_failed),
    }
}

/// Parses from token `start` on, a top-level statement at a time. An error is the token at which the statement starts
/// that does not parse.
fn parse(machine: &mut Machine<'_>, start: usize) -> Result<(), usize> {
    let whole = match machine.options.mode {
        Mode::Exec => return parse_file(machine, start),
        Mode::Eval => "eval",
        Mode::Single => "interactive",
        Mode::FuncType => "func_type",
    };
    machine.run(GRAMMAR.rule(whole), 0).map(drop).filter(|()| machine.stop.is_none()).ok_or(0)
}

/// `file: [statements] ENDMARKER`
fn parse_file(machine: &mut Machine<'_>, mut start: usize) -> Result<(), usize> {
    /// `file`, `statements` and its repetition.
    const RULES_ABOVE: usize = 3;
    let statement = GRAMMAR.rule("statement");
    while machine.run(statement, RULES_ABOVE).is_some() && machine.stop.is_none() {
        start = machine.mark;
        machine.forget(start);
    }
    if machine.stop.is_none() {
        machine.mark = start;
        if machine.peek() == Some(TokenKind::ENDMARKER) {
            return Ok(());
        }
    }
    Err(start)
}

/// Decides which report stands, once the parser has failed: its own, the generic one, or one of what the tokenizer
/// finds in the rest of the text. `last` is how many tokens the first pass had fetched.
fn settle(machine: &mut Machine<'_>, last: usize) {
    if machine.stop.is_none() {
        let is_layout = last > 0 && matches!(machine.tape.kind(last - 1), TokenKind::INDENT | TokenKind::DEDENT);
        machine.reject_generic(last);
        if is_layout {
            return;
        }
    }
    let is_own = matches!(machine.stop, Some(Stop::Rejected(_))) && !machine.tokenizer_failed;
    if is_own && let Some(later) = machine.later_rejection() {
        machine.stop = Some(Stop::Rejected(later));
    }
}
