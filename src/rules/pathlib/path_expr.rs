//! An expression that gives a path as a string, read as what `pathlib` writes for it.
//!
//! `os.path.join(os.path.dirname(__file__), "x")` is read as the tree join(parent(text `__file__`), "x"), which is
//! written `Path(__file__).parent / "x"`. What is no path of its own is text that is put into `Path(…)`.

use rustc_hash::FxHashSet;

use super::assumptions::{Assumption, Assumptions};
use super::code::{Code, around_path, template};
use super::path_text::{Ending, PathText};
use crate::ast::{Expr, ExprId, Operator};
use crate::rewrite::{Fill, Fragment};
use crate::semantic::Answer;
use crate::syntax::PythonVersion;

/// A path, by how `pathlib` makes it.
#[derive(Debug, Clone)]
pub(super) enum PathExpr {
    /// It is a path object already, or will be one: the variable that is moved.
    Object(ExprId),
    /// `Path(text)`.
    Text(ExprId),
    /// `Path.cwd()`.
    Cwd,
    /// `Path.home()`.
    Home,
    /// `first / part / …`; `suffix` is added to the last part.
    Join { first: Box<Operand>, rest: Vec<ExprId>, suffix: Option<ExprId> },
    /// `Path(a, *parts)`.
    Spread(Vec<ExprId>),
    /// A property or method of a path.
    Step(Box<Operand>, Step),
    /// `a if test else b`.
    Choice { test: ExprId, body: Box<Operand>, orelse: Box<Operand> },
}

/// A part of a path with the expression that it was read from.
#[derive(Debug, Clone)]
pub(super) struct Operand {
    pub(super) source: ExprId,
    pub(super) path: PathExpr,
}

/// What makes a path of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Parent,
    Absolute,
    Resolve,
    ExpandUser,
    ReadLink,
}

/// What of a path's text makes a difference where it goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Demand {
    /// Its last part: it is used as it is, and not the beginning of another path.
    pub(super) ends: bool,
    /// All of its text: it is printed, or goes where a string is wanted.
    pub(super) text: bool,
    /// Whether it names anything: `""` is not the current directory.
    pub(super) names: bool,
}

/// Functions of one path that give another.
const STEPS: &[(&str, Step)] = &[
    ("os.path.dirname", Step::Parent),
    ("os.path.abspath", Step::Absolute),
    ("os.path.realpath", Step::Resolve),
    ("os.path.expanduser", Step::ExpandUser),
    ("os.readlink", Step::ReadLink),
];

impl Step {
    fn template(self) -> &'static str {
        match self {
            Self::Parent => "$p.parent",
            Self::Absolute => "$p.absolute()",
            Self::Resolve => "$p.resolve()",
            Self::ExpandUser => "$p.expanduser()",
            Self::ReadLink => "$p.readlink()",
        }
    }
}

/// Reads expressions as paths.
pub(super) struct Reader<'r, 'a> {
    pub(super) code: &'r Code<'a>,
    /// Where the variable is read that is moved.
    pub(super) moved: &'r FxHashSet<ExprId>,
}

impl Reader<'_, '_> {
    /// The path that an expression gives; none if it is none that `pathlib` has a form for.
    pub(super) fn read(&self, expr: ExprId) -> Option<PathExpr> {
        let code = self.code;
        if self.moved.contains(&expr) {
            return Some(PathExpr::Object(expr));
        }
        match code.ast()[expr] {
            Expr::Call(_) => self.read_call(expr),
            Expr::BinOp(it) if it.op == Operator::Add => self.with_suffix(it.left, it.right),
            Expr::Subscript(it) => {
                let (name, call) = code.named_call(it.value)?;
                let is_head = name == "os.path.split"
                    && matches!(code.ast()[it.slice], Expr::Constant(it) if it.value == crate::ast::Value::Int(0));
                let of = code.only_argument(call).filter(|_| is_head)?;
                Some(PathExpr::Step(Box::new(self.operand(of)), Step::Parent))
            }
            // What gives a path object now and a string then is neither.
            Expr::IfExp(it) if code.is_path_object(it.body) == code.is_path_object(it.orelse) => {
                let body = Operand { source: it.body, path: self.read_or_text(it.body)? };
                let orelse = Operand { source: it.orelse, path: self.read_or_text(it.orelse)? };
                Some(PathExpr::Choice { test: it.test, body: Box::new(body), orelse: Box::new(orelse) })
            }
            _ if code.is_path_object(expr) => Some(PathExpr::Object(expr)),
            Expr::Name(_) if is_file_name(code, expr) => Some(PathExpr::Text(expr)),
            _ => None,
        }
    }

    /// As [`read`](Self::read), but a string literal, and what surely is a string, is a path, too.
    pub(super) fn read_or_text(&self, expr: ExprId) -> Option<PathExpr> {
        self.read(expr).or_else(|| self.code.is_text(expr).then_some(PathExpr::Text(expr)))
    }

    /// An argument that a function of `os.path` takes for a path.
    fn operand(&self, expr: ExprId) -> Operand {
        Operand { source: expr, path: self.read(expr).unwrap_or(PathExpr::Text(expr)) }
    }

    fn read_call(&self, expr: ExprId) -> Option<PathExpr> {
        let code = self.code;
        let ast = code.ast();
        let Some((name, call)) = code.named_call(expr) else {
            return code.is_path_object(expr).then_some(PathExpr::Object(expr));
        };
        match name.as_str() {
            "os.path.join" if call.keywords.is_empty() => self.read_join(&ast[call.args]),
            "os.getcwd" if call.args.is_empty() && call.keywords.is_empty() => Some(PathExpr::Cwd),
            "os.path.expanduser"
                if code.only_argument(call).is_some_and(|it| code.literal(it) == Some("~")) =>
            {
                Some(PathExpr::Home)
            }
            "os.readlink" if code.ctx.target < version(9) => None,
            "builtins.str" | "os.fspath" => {
                let of = code.only_argument(call)?;
                let is_path = self.moved.contains(&of) || code.is_path_object(of);
                is_path.then(|| self.read(of)).flatten()
            }
            "pathlib.Path" => match code.only_argument(call) {
                // A path of a path is that path.
                Some(of) if self.moved.contains(&of) || code.is_path_object(of) => self.read(of),
                _ => Some(PathExpr::Object(expr)),
            },
            name => match STEPS.iter().find(|(it, _)| *it == name) {
                Some((_, step)) => {
                    let of = code.only_argument(call)?;
                    Some(PathExpr::Step(Box::new(self.operand(of)), *step))
                }
                None => code.is_path_object(expr).then_some(PathExpr::Object(expr)),
            },
        }
    }

    fn read_join(&self, args: &[ExprId]) -> Option<PathExpr> {
        match args {
            [first, ..] if self.code.is_starred(*first) => None,
            [first, rest @ ..] if !rest.is_empty() => {
                if rest.iter().any(|it| self.code.is_starred(*it)) {
                    return Some(PathExpr::Spread(args.to_vec()));
                }
                let first = Box::new(self.operand(*first));
                Some(PathExpr::Join { first, rest: rest.to_vec(), suffix: None })
            }
            _ => None,
        }
    }

    /// `join(a, b) + ".c"` is `join(a, b + ".c")`, whatever a and b are.
    fn with_suffix(&self, left: ExprId, right: ExprId) -> Option<PathExpr> {
        let is_suffix = self.code.literal(right).is_some_and(|text| !text.starts_with('/'));
        match is_suffix.then(|| self.read(left))?? {
            PathExpr::Join { first, rest, suffix: None } => {
                Some(PathExpr::Join { first, rest, suffix: Some(right) })
            }
            _ => None,
        }
    }
}

/// Whether an expression is `__file__`, of this module.
fn is_file_name(code: &Code<'_>, expr: ExprId) -> bool {
    let Expr::Name(it) = code.ast()[expr] else { return false };
    code.ast().name(it.id) == "__file__" && code.ctx.file.model.names.is_builtin(expr) == Answer::Yes
}

impl PathExpr {
    /// Whether it is a path object as it stands, and nothing needs writing.
    pub(super) fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    /// Where the moved variable is the beginning of this path, or all of it.
    pub(super) fn carried(&self, out: &mut Vec<ExprId>) {
        match self {
            Self::Object(expr) => out.push(*expr),
            Self::Text(_) | Self::Cwd | Self::Home | Self::Spread(_) => {}
            Self::Join { first, .. } => first.path.carried(out),
            Self::Step(of, _) => of.path.carried(out),
            Self::Choice { body, orelse, .. } => {
                body.path.carried(out);
                orelse.path.carried(out);
            }
        }
    }

    /// The code that makes this path. `part` gives the new code of an expression of the file, if it does not stay.
    pub(super) fn fragment(&self, part: &mut dyn FnMut(ExprId) -> Option<Fragment>) -> Fragment {
        let mut fill = |expr: ExprId| part(expr).map_or(Fill::Kept(expr.into()), Fill::New);
        match self {
            Self::Object(expr) => Fragment::kept((*expr).into()),
            Self::Text(expr) => template("pathlib.Path($text)").fill("text", fill(*expr)),
            Self::Cwd => template("pathlib.Path.cwd()"),
            Self::Home => template("pathlib.Path.home()"),
            Self::Join { first, rest, suffix } => {
                let mut path = first.path.fragment(part);
                for (idx, item) in rest.iter().enumerate() {
                    let mut item = part(*item).map_or(Fill::Kept((*item).into()), Fill::New);
                    if let Some(suffix) = suffix.filter(|_| idx + 1 == rest.len()) {
                        let sum = template("$a + $b").fill("a", item);
                        item = Fill::New(sum.fill("b", Fill::Kept(suffix.into())));
                    }
                    path = around_path("$p / $item", path).fill("item", item);
                }
                path
            }
            Self::Spread(args) => {
                let args = args.iter().map(|it| (*it).into()).collect();
                template("pathlib.Path($...args)").fill("args", Fill::KeptMany(args))
            }
            Self::Step(of, step) => around_path(step.template(), of.path.fragment(part)),
            Self::Choice { test, body, orelse } => {
                let fragment = template("$a if $t else $b").fill("t", fill(*test));
                let fragment = fragment.fill("a", Fill::New(body.path.fragment(part)));
                fragment.fill("b", Fill::New(orelse.path.fragment(part)))
            }
        }
    }

    /// What must hold for this path to be what `source`, which it was read from, gives.
    pub(super) fn rely(&self, code: &Code<'_>, source: ExprId, demand: Demand, out: &mut Assumptions) {
        let text = PathText { code };
        match self {
            Self::Object(_) | Self::Cwd => {}
            Self::Home => {
                out.add(Assumption::HomeIsKnown, Answer::Unknown, "`~` is the folder of a user");
                if demand.text {
                    out.add(Assumption::NoDotSegments, Answer::Unknown, "the home may be spelled otherwise");
                    out.add(Assumption::RunsOnPosix, Answer::Unknown, "its text is used");
                }
            }
            Self::Text(expr) => {
                text_is_path(code, &[*expr], out);
                rely_on_text(code, *expr, demand, out);
            }
            Self::Join { first, rest, .. } => {
                let mut all = rest.clone();
                if matches!(first.path, Self::Text(_)) {
                    all.push(first.source);
                }
                text_is_path(code, &all, out);
                first.path.rely_as_beginning(code, first.source, demand, out);
                if let Some(last) = rest.last().filter(|_| demand.ends) {
                    let because = format!("the last part, `{}`", code.shown(*last));
                    out.add(Assumption::NoEmptyComponent, text.not_empty(*last), because);
                }
                rely_on_text(code, source, demand, out);
            }
            Self::Spread(args) => {
                text_is_path(code, args, out);
                out.add(Assumption::NoEmptyComponent, Answer::Unknown, "the parts are not seen");
                rely_on_text(code, source, demand, out);
            }
            Self::Step(of, step) => self.rely_on_step(code, of, *step, demand, out),
            Self::Choice { body, orelse, .. } => {
                body.path.rely(code, body.source, demand, out);
                orelse.path.rely(code, orelse.source, demand, out);
            }
        }
    }

    /// As the beginning of a longer path, whose own text is asked about apart.
    fn rely_as_beginning(&self, code: &Code<'_>, source: ExprId, demand: Demand, out: &mut Assumptions) {
        match self {
            Self::Text(_) | Self::Object(_) | Self::Cwd => {}
            _ => self.rely(code, source, Demand { ends: false, names: false, ..demand }, out),
        }
    }

    fn rely_on_step(&self, code: &Code<'_>, of: &Operand, step: Step, demand: Demand, out: &mut Assumptions) {
        let text = PathText { code };
        let shown = format!("`{}`", code.shown(of.source));
        match step {
            Step::Parent => {
                of.path.rely(code, of.source, Demand { ends: true, names: false, ..demand }, out);
                out.add(Assumption::PathHasAFolder, text.has_folder(of.source), shown.clone());
                if demand.text {
                    out.add(Assumption::NoDotSegments, text.is_normal(of.source), shown);
                    out.add(Assumption::RunsOnPosix, Answer::Unknown, "its text is used");
                }
            }
            Step::Absolute => {
                of.path.rely(code, of.source, Demand { ends: false, text: false, names: false }, out);
                let answer = match text.has_no_parent_segments(of.source) {
                    // A program that compares an absolute path, as one does that keeps to a folder, calls `abspath`
                    // for its taking out `..`: that is no matter for an assumption.
                    Answer::Unknown if demand.text && !is_file_name(code, of.source) => Answer::No,
                    answer => answer,
                };
                out.add(Assumption::NoParentSegments, answer, shown);
            }
            Step::Resolve => {
                of.path.rely(code, of.source, Demand { ends: false, text: false, names: false }, out);
                out.add(Assumption::NoSymlinkLoops, until(code, 13), shown.clone());
                out.add(Assumption::OsAcceptsPath, until(code, 10), shown);
            }
            Step::ExpandUser => {
                of.path.rely(code, of.source, demand, out);
                out.add(Assumption::HomeIsKnown, Answer::Unknown, shown);
            }
            Step::ReadLink => {
                of.path.rely(code, of.source, Demand { ends: true, text: false, names: true }, out);
                out.add(Assumption::NoDotSegments, Answer::Unknown, "what a link holds is not known");
                out.add(Assumption::NoTrailingSeparator, Answer::Unknown, "what a link holds is not known");
                let because = format!("`os.readlink` of {shown}");
                out.add(Assumption::FileFunctionsNotPatched, Answer::Unknown, because);
            }
        }
    }
}

/// That what becomes the parts of a path is text. One part that surely is settles it for all: mixed with anything else
/// both `join` and `/` raise `TypeError`.
fn text_is_path(code: &Code<'_>, parts: &[ExprId], out: &mut Assumptions) {
    let answers: Vec<Answer> = parts.iter().map(|it| code.is_path_text(*it)).collect();
    let (answer, because) = if answers.contains(&Answer::Yes) && !answers.contains(&Answer::No) {
        (Answer::Yes, "a part of it is a string".to_owned())
    } else if let Some(at) = answers.iter().position(|it| *it == Answer::No) {
        (Answer::No, format!("`{}` is bytes or a number", code.shown(parts[at])))
    } else {
        (Answer::Unknown, format!("`{}` may be of bytes", code.shown(parts[0])))
    };
    out.add(Assumption::PathsAreText, answer, because);
}

/// That `Path` changes nothing of a text that makes a difference.
fn rely_on_text(code: &Code<'_>, source: ExprId, demand: Demand, out: &mut Assumptions) {
    let text = PathText { code };
    let shown = format!("`{}`", code.shown(source));
    if demand.names {
        out.add(Assumption::PathNotEmpty, text.not_empty(source), shown.clone());
    }
    if demand.ends {
        let ending = text.ending(source);
        let slash = match ending {
            Ending::Plain | Ending::Dot => Answer::Yes,
            Ending::Slash => Answer::No,
            Ending::Unknown => Answer::Unknown,
        };
        out.add(Assumption::NoTrailingSeparator, slash, shown.clone());
        let dot = match ending {
            Ending::Plain | Ending::Slash => Answer::Yes,
            Ending::Dot => Answer::No,
            Ending::Unknown => Answer::Unknown,
        };
        out.add(Assumption::NoDotSegments, dot, shown.clone());
    }
    if demand.text {
        out.add(Assumption::NoDotSegments, text.is_normal(source), shown);
        out.add(Assumption::RunsOnPosix, Answer::Unknown, "its text is used");
    }
}

/// *Yes* for targets from 3.`minor` on, on which it makes no difference any more.
pub(super) fn until(code: &Code<'_>, minor: u8) -> Answer {
    if code.ctx.target >= version(minor) { Answer::Yes } else { Answer::Unknown }
}

/// Python 3.`minor`.
pub(super) fn version(minor: u8) -> PythonVersion {
    PythonVersion::new(minor).expect("a version that is read")
}
