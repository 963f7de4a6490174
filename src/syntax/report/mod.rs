//! CPython's exact error reports: what its parser says of a text that it rejects.
//!
//! In: a text. Out: the `SyntaxError` that CPython 3.14's parser raises for it, with its class, message, place and
//! line, or `None` where the parser accepts the text. This is a pass of its own over the tokens, run when the tree's
//! parser has found errors, so that recovery there and wording here never constrain each other. It is also an exact
//! recogniser of the language.
//!
//! Reports are the outcome of a search: CPython parses with a PEG grammar; when that fails it parses anew with rules
//! added that match common mistakes, and the first of those decides. So the same is done here. The grammar is a table
//! (`grammar`, `notation`); a packrat `machine` runs it over a `tape` of tokens and keeps light `node`s, over
//! which `check`s word the reports. What the tokenizer rejects is worded by `lexical`; places are CPython's, by
//! `place`. `suggest` adds what CPython's traceback adds: a keyword that was perhaps meant.
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
mod memo;
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

pub use future::is_plain_feature;

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

/// The stack of the thread that the pass runs on, in bytes: for 6,000 rules within rules, in debug builds too.
const STACK_BYTES: usize = 128 << 20;
/// How many tokens before the statement that fails the second pass reads again. CPython reads all of them, to no
/// effect but in texts made for it, and a long file would take long.
const MAX_REREAD: usize = 200_000;

/// The error of `text` as CPython prints it, if its parser rejects it: that of [`raised_error`], in some cases with a
/// keyword proposed, and then placed at the word that may be meant to be it.
///
/// ```
/// use reskin::syntax::report::{Options, syntax_error};
///
/// let error = syntax_error("whille True: pass", &Options::default()).unwrap();
/// assert_eq!(error.message, "invalid syntax. Did you mean 'while'?");
/// ```
pub fn syntax_error(text: &str, options: &Options) -> Option<SyntaxError> {
    on_own_stack(|| {
        let (error, last_block_line) = judge(text, options)?;
        Some(suggest::with_suggestion(text, error, last_block_line, options))
    })
}

/// The exception that CPython's parser raises for `text`, if it rejects it.
///
/// ```
/// use reskin::syntax::report::{Options, raised_error};
///
/// let error = raised_error("f(a b)", &Options::default()).unwrap();
/// assert_eq!(error.message, "invalid syntax. Perhaps you forgot a comma?");
/// assert_eq!(raised_error("f(a, b)", &Options::default()), None);
/// ```
pub fn raised_error(text: &str, options: &Options) -> Option<SyntaxError> {
    on_own_stack(|| Some(judge(text, options)?.0))
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

/// The exception, and the line of the last block that was finished before it.
fn judge(text: &str, options: &Options) -> Option<(SyntaxError, i32)> {
    if memchr::memchr(0, text.as_bytes()).is_some() {
        return Some((
            without_place(ErrorClass::Syntax, "source code string cannot contain null bytes".to_owned()),
            0,
        ));
    }
    let tokens = lex_strict(text);
    let lines = Lines::new(text, options.mode == Mode::Exec);
    let tape = Tape::new(text, &lines, &tokens, options);
    let mut machine = Machine::new(&GRAMMAR, &tape, options);
    match parse(&mut machine, 0) {
        Ok(()) if options.mode == Mode::Single && tape.has_more(machine.fetched) => {
            let message = "multiple statements found while compiling a single statement".to_owned();
            machine.reject_here(ErrorClass::Syntax, message);
        }
        Ok(()) => return future::check(&tape).map(|error| (error, 0)),
        Err(failed_at) => explain(&mut machine, failed_at),
    }
    let error = match machine.stop? {
        Stop::Rejected(raised) => raised.into_error(&lines),
        Stop::Undecodable(message) => without_place(ErrorClass::UnicodeDecode, message),
        Stop::TooDeep => {
            let message = "Parser stack overflowed - Python source too complex to parse".to_owned();
            without_place(ErrorClass::Memory, message)
        }
    };
    Some((error, machine.last_block_line))
}

fn without_place(class: ErrorClass, message: String) -> SyntaxError {
    SyntaxError { class, message, span: None, text: None }
}

/// Runs the second pass over a text that the first pass rejected at token `failed_at`, and settles the report.
fn explain(machine: &mut Machine<'_>, failed_at: usize) {
    let last = machine.fetched;
    if machine.stop.is_none() {
        let reread = if failed_at > MAX_REREAD { failed_at } else { 0 };
        machine.start_reports(reread);
        // What it finds is in the machine.
        let _ = parse(machine, reread);
    }
    settle(machine, last);
}

/// Whether `text` compiles, or could if it went on.
fn is_acceptable_so_far(text: &str, options: &Options) -> bool {
    let tokens = lex_strict(text);
    let lines = Lines::new(text, true);
    let options = Options { mode: Mode::Exec, type_comments: false, ..*options };
    let tape = Tape::new(text, &lines, &tokens, &options);
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
        let is_layout =
            last > 0 && matches!(machine.tape.kind(last - 1), TokenKind::INDENT | TokenKind::DEDENT);
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
