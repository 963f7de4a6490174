//! What is known of the text of a path: whether it is empty, how it ends, whether `Path` would spell it otherwise.

use super::code::Code;
use crate::ast::{Expr, ExprId, NodeId, Operator, Stmt};
use crate::semantic::{Answer, BindingKind};

/// How a text ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// In the name of something.
    Plain,
    /// In a slash, which `Path` drops.
    Slash,
    /// In `/.`, which `Path` drops.
    Dot,
    /// It is not known.
    Unknown,
}

/// Names are followed through this many others.
const MAX_DEPTH: usize = 8;

/// Functions that give an absolute path without `.`, `..`, `//` and slash at the end.
const NORMALIZED: &[&str] =
    &["os.path.abspath", "os.path.realpath", "os.getcwd", "tempfile.mkdtemp", "tempfile.gettempdir"];

/// Answers about the text of paths.
#[derive(Clone, Copy)]
pub(super) struct PathText<'c, 'a> {
    pub(super) code: &'c Code<'a>,
}

impl PathText<'_, '_> {
    /// Whether it is not the empty string.
    pub(super) fn not_empty(&self, expr: ExprId) -> Answer {
        if self.is_entry(expr) { Answer::Yes } else { self.code.ctx.analysis.truthy(expr) }
    }

    /// How it ends.
    pub(super) fn ending(&self, expr: ExprId) -> Ending {
        self.ending_at(expr, 0)
    }

    fn ending_at(&self, expr: ExprId, depth: usize) -> Ending {
        let code = self.code;
        let ast = code.ast();
        if depth > MAX_DEPTH {
            return Ending::Unknown;
        }
        if let Some(text) = code.literal(expr) {
            return ending_of(text);
        }
        match ast[expr] {
            Expr::BinOp(it) if it.op == Operator::Add => {
                code.literal(it.right).map_or(Ending::Unknown, suffix)
            }
            Expr::BinOp(it) if it.op == Operator::Mod => {
                code.literal(it.left).and_then(after_last_conversion).map_or(Ending::Unknown, suffix)
            }
            Expr::JoinedStr(it) => {
                let last = ast[it.values].last().and_then(|it| code.literal(*it));
                last.map_or(Ending::Unknown, suffix)
            }
            Expr::Call(_) => {
                let Some((name, call)) = code.named_call(expr) else { return Ending::Unknown };
                match name.as_str() {
                    name if NORMALIZED.contains(&name) => Ending::Plain,
                    "os.path.join" if call.keywords.is_empty() => match ast[call.args].last() {
                        Some(last) if !code.is_starred(*last) => self.ending_at(*last, depth + 1),
                        _ => Ending::Unknown,
                    },
                    _ if self.is_absolute_and_normal(expr, depth) => Ending::Plain,
                    _ => Ending::Unknown,
                }
            }
            Expr::Name(it) if ast.name(it.id) == "__file__" => Ending::Plain,
            Expr::Name(_) if self.is_entry(expr) => Ending::Plain,
            Expr::Name(_) => match code.ctx.analysis.only_value(expr) {
                Some(value) => self.ending_at(value, depth + 1),
                None => Ending::Unknown,
            },
            _ => Ending::Unknown,
        }
    }

    /// Whether `str(Path(x))` is `x`.
    pub(super) fn is_normal(&self, expr: ExprId) -> Answer {
        self.is_normal_at(expr, 0)
    }

    fn is_normal_at(&self, expr: ExprId, depth: usize) -> Answer {
        let code = self.code;
        if depth > MAX_DEPTH {
            return Answer::Unknown;
        }
        if let Some(text) = code.literal(expr) {
            return if is_normal(text) { Answer::Yes } else { Answer::No };
        }
        if self.is_absolute_and_normal(expr, depth) {
            return Answer::Yes;
        }
        match code.ast()[expr] {
            Expr::Call(_) => match code.named_call(expr) {
                Some((name, call)) if name == "os.path.join" && call.keywords.is_empty() => {
                    let [first, rest @ ..] = &code.ast()[call.args] else { return Answer::Unknown };
                    match code.literal(*first).map(without_slash) {
                        Some("") | None => Answer::Unknown,
                        Some(text) if text == "." || !is_normal(text) => Answer::No,
                        Some(_) if self.are_parts(rest) => Answer::Yes,
                        Some(_) => Answer::Unknown,
                    }
                }
                _ => Answer::Unknown,
            },
            Expr::Name(_) => match code.ctx.analysis.only_value(expr) {
                Some(value) => self.is_normal_at(value, depth + 1),
                None => Answer::Unknown,
            },
            _ => Answer::Unknown,
        }
    }

    /// Whether it is an absolute path that `Path` spells the same.
    fn is_absolute_and_normal(&self, expr: ExprId, depth: usize) -> bool {
        let code = self.code;
        if depth > MAX_DEPTH {
            return false;
        }
        match code.ast()[expr] {
            Expr::Call(_) => {
                let Some((name, call)) = code.named_call(expr) else { return false };
                match name.as_str() {
                    name if NORMALIZED.contains(&name) => true,
                    "os.path.dirname" => {
                        code.only_argument(call).is_some_and(|it| self.is_absolute_and_normal(it, depth + 1))
                    }
                    "os.path.join" if call.keywords.is_empty() => match &code.ast()[call.args] {
                        [first, rest @ ..] => {
                            self.is_absolute_and_normal(*first, depth + 1) && self.are_parts(rest)
                        }
                        [] => false,
                    },
                    _ => false,
                }
            }
            Expr::Name(_) => code
                .ctx
                .analysis
                .only_value(expr)
                .is_some_and(|value| self.is_absolute_and_normal(value, depth + 1)),
            _ => false,
        }
    }

    /// Whether they are relative paths that stay as they are behind a slash.
    fn are_parts(&self, parts: &[ExprId]) -> bool {
        let is_part = |it: &ExprId| match self.code.literal(*it) {
            Some(text) => is_normal(text) && !text.starts_with('/') && text != ".",
            None => self.is_entry(*it),
        };
        parts.iter().all(is_part)
    }

    /// Whether `dirname` of it is not empty.
    pub(super) fn has_folder(&self, expr: ExprId) -> Answer {
        let code = self.code;
        if self.is_absolute_and_normal(expr, 0) {
            return Answer::Yes;
        }
        if let Some(text) = code.literal(expr) {
            return if text.trim_end_matches('/').contains('/') { Answer::Yes } else { Answer::No };
        }
        if let Some(value) = code.ctx.analysis.only_value(expr)
            && let Expr::Call(_) = code.ast()[value]
        {
            return self.has_folder(value);
        }
        match code.named_call(expr) {
            Some((name, call)) if name == "os.path.join" && call.keywords.is_empty() => {
                match &code.ast()[call.args] {
                    [first, rest @ ..] if !rest.is_empty() && !code.is_starred(*first) => {
                        self.not_empty(*first)
                    }
                    _ => Answer::Unknown,
                }
            }
            _ => Answer::Unknown,
        }
    }

    /// Whether it has no `..` in it.
    pub(super) fn has_no_parent_segments(&self, expr: ExprId) -> Answer {
        self.no_parents(expr, 0)
    }

    fn no_parents(&self, expr: ExprId, depth: usize) -> Answer {
        let code = self.code;
        if depth > MAX_DEPTH {
            return Answer::Unknown;
        }
        if let Some(text) = code.literal(expr) {
            return if text.split('/').any(|it| it == "..") { Answer::No } else { Answer::Yes };
        }
        match code.ast()[expr] {
            Expr::Call(_) => {
                let Some((name, call)) = code.named_call(expr) else { return Answer::Unknown };
                match name.as_str() {
                    name if NORMALIZED.contains(&name) => Answer::Yes,
                    "os.path.join" | "os.path.dirname" => {
                        let answers = code.ast()[call.args].iter().map(|it| self.no_parents(*it, depth + 1));
                        worst(answers)
                    }
                    _ => Answer::Unknown,
                }
            }
            Expr::Attribute(_) => match code.ctx.file.qualified_name(expr) {
                crate::semantic::Qualified::Name(name)
                    if matches!(name.as_str(), "os.pardir" | "os.path.pardir") =>
                {
                    Answer::No
                }
                _ => Answer::Unknown,
            },
            Expr::Name(_) if self.is_entry(expr) => Answer::Yes,
            Expr::Name(_) => match code.ctx.analysis.only_value(expr) {
                Some(value) => self.no_parents(value, depth + 1),
                None => Answer::Unknown,
            },
            _ => Answer::Unknown,
        }
    }

    /// Whether it is a name of `for name in os.listdir(…)`: no path, never empty, neither `.` nor `..`.
    fn is_entry(&self, expr: ExprId) -> bool {
        let code = self.code;
        let Some(binding) = code.ctx.file.model.names.only_binding(expr) else { return false };
        let (Some(BindingKind::For | BindingKind::Comprehension), NodeId::Expr(target)) =
            (binding.kind(), binding.node)
        else {
            return false;
        };
        let iterated = match code.ctx.analysis.parents().parent(target) {
            Some(NodeId::Stmt(stmt)) => match code.ast()[stmt] {
                Stmt::For(it) if it.target == target => it.iter,
                _ => return false,
            },
            Some(NodeId::Comprehension(id)) if code.ast()[id].target == target => code.ast()[id].iter,
            _ => return false,
        };
        self.is_listing(iterated)
    }

    fn is_listing(&self, expr: ExprId) -> bool {
        match self.code.named_call(expr) {
            Some((name, _)) if name == "os.listdir" => true,
            Some((name, call)) if name == "builtins.sorted" => {
                self.code.ast()[call.args].first().is_some_and(|it| self.is_listing(*it))
            }
            _ => false,
        }
    }
}

fn worst(answers: impl Iterator<Item = Answer>) -> Answer {
    answers.fold(Answer::Yes, |all, answer| match (all, answer) {
        (Answer::No, _) | (_, Answer::No) => Answer::No,
        (Answer::Unknown, _) | (_, Answer::Unknown) => Answer::Unknown,
        (Answer::Yes, Answer::Yes) => Answer::Yes,
    })
}

/// How a whole literal ends.
fn ending_of(text: &str) -> Ending {
    match text {
        "" => Ending::Unknown,
        "/" | "." => Ending::Plain,
        text if text.ends_with('/') => Ending::Slash,
        text if text.ends_with("/.") => Ending::Dot,
        _ => Ending::Plain,
    }
}

/// The text without the slash at its end to which `join` adds none.
fn without_slash(text: &str) -> &str {
    text.strip_suffix('/').filter(|it| !it.is_empty()).unwrap_or(text)
}

/// How a text ends of which only this end is known.
fn suffix(text: &str) -> Ending {
    match text {
        // `x + "."` may be `a/.`, or `a.`
        "" | "." => Ending::Unknown,
        text => ending_of(text),
    }
}

/// What follows the last conversion of a `%` format.
fn after_last_conversion(format: &str) -> Option<&str> {
    let (_, rest) = format.rsplit_once('%')?;
    let at = rest.find(|c: char| c.is_ascii_alphabetic())?;
    let is_number = matches!(rest.as_bytes()[at], b'd' | b'i' | b'x' | b'X' | b'o');
    match &rest[at + 1..] {
        // A number ends in a digit.
        "" if is_number => Some("0"),
        after => Some(after),
    }
}

/// Whether `str(Path(text))` is `text`.
fn is_normal(text: &str) -> bool {
    match text {
        "" => false,
        "." | "/" => true,
        _ => {
            let relative = text.strip_prefix('/').unwrap_or(text);
            relative.split('/').all(|part| !part.is_empty() && part != ".")
        }
    }
}
