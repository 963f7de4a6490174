//! Calls on a path that `pathlib` has a form for: `os.path.exists(p)` as `p.exists()`.

use super::assumptions::{Assumption, Assumptions};
use super::code::{Code, around_path};
use super::path_expr::{until, version};
use crate::ast::{Call, Expr, ExprId, KeywordId, NodeId, Stmt, Value};
use crate::rewrite::{Fill, Fragment};
use crate::semantic::Answer;

/// What takes the place of a call on a path.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// The call, or what is around it and goes with it.
    pub(super) node: ExprId,
    /// The new code: `$p` is the path, `$a`, `$b` and `$...rest` are arguments.
    pub(super) template: &'static str,
    /// Arguments that stay.
    pub(super) fills: Vec<(&'static str, Argument)>,
    relies: &'static [Relies],
}

/// What fills a hole of a form.
#[derive(Debug, Clone)]
pub(super) enum Argument {
    One(ExprId),
    Many(Vec<NodeId>),
}

/// What a form relies on beside the text of its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relies {
    /// It asks the file system, by a function that a test may patch.
    File,
    /// It raises what the function answers `False` to, until 3.14.
    Accepts,
    /// It looks at a suffix, which was another thing until 3.14.
    Suffix,
    /// It asks whether there is a drive, on Windows.
    Posix,
}

/// Functions of one path and nothing else.
const PLAIN: &[(&str, &str, &[Relies])] = &[
    ("os.path.exists", "$p.exists()", &[Relies::File, Relies::Accepts]),
    ("os.path.isfile", "$p.is_file()", &[Relies::File, Relies::Accepts]),
    ("os.path.isdir", "$p.is_dir()", &[Relies::File, Relies::Accepts]),
    ("os.path.islink", "$p.is_symlink()", &[Relies::File, Relies::Accepts]),
    ("os.path.getsize", "$p.stat().st_size", &[Relies::File]),
    ("os.path.getmtime", "$p.stat().st_mtime", &[Relies::File]),
    ("os.path.getatime", "$p.stat().st_atime", &[Relies::File]),
    ("os.path.getctime", "$p.stat().st_ctime", &[Relies::File]),
    ("os.path.basename", "$p.name", &[]),
    ("os.path.isabs", "$p.is_absolute()", &[Relies::Posix]),
    ("os.remove", "$p.unlink()", &[Relies::File]),
    ("os.unlink", "$p.unlink()", &[Relies::File]),
    ("os.rmdir", "$p.rmdir()", &[Relies::File]),
    ("os.stat", "$p.stat()", &[Relies::File]),
    ("os.lstat", "$p.lstat()", &[Relies::File]),
    ("os.listdir", "[entry.name for entry in $p.iterdir()]", &[Relies::File]),
    ("os.mkdir", "$p.mkdir()", &[Relies::File]),
    ("os.makedirs", "$p.mkdir(parents=True)", &[Relies::File]),
];

/// The form of what is done with `path`, an expression that gives a path.
pub(super) fn form_of(code: &Code<'_>, path: ExprId) -> Option<Form> {
    let node = code.around(path)?;
    let (name, call) = code.named_call(node)?;
    let args = &code.ast()[call.args];
    if args.iter().any(|it| code.is_starred(*it)) {
        return None;
    }
    let form = |template, fills, relies| Some(Form { node, template, fills, relies });
    match args.iter().position(|it| *it == path)? {
        0 => {}
        1 if args.len() == 2 && call.keywords.is_empty() => {
            let template = match name.as_str() {
                "os.symlink" => "$p.symlink_to($a)",
                "os.link" if code.ctx.target >= version(10) => "$p.hardlink_to($a)",
                _ => return None,
            };
            return form(template, vec![("a", Argument::One(args[0]))], &[Relies::File]);
        }
        _ => return None,
    }
    if let Some((_, template, relies)) = PLAIN.iter().find(|(it, ..)| *it == name)
        && args.len() == 1
        && call.keywords.is_empty()
    {
        return form(template, Vec::new(), relies);
    }
    match (name.as_str(), args.len()) {
        ("builtins.open" | "io.open", _) => open_form(code, node, call),
        ("os.mkdir", 1 | 2) if has_keywords(code, call, &["mode"]) => {
            form("$p.mkdir($...rest)", rest_of(code, call), &[Relies::File])
        }
        ("os.makedirs", _) => makedirs_form(code, node, call),
        ("os.chmod", 2) if call.keywords.is_empty() => {
            form("$p.chmod($...rest)", rest_of(code, call), &[Relies::File])
        }
        ("os.rename", 2) if call.keywords.is_empty() && is_statement(code, node) => {
            form("$p.rename($...rest)", rest_of(code, call), &[Relies::File])
        }
        ("os.replace", 2) if call.keywords.is_empty() && is_statement(code, node) => {
            form("$p.replace($...rest)", rest_of(code, call), &[Relies::File])
        }
        ("os.path.samefile", 2) if call.keywords.is_empty() => {
            form("$p.samefile($...rest)", rest_of(code, call), &[Relies::File])
        }
        ("os.path.lexists", 1) if call.keywords.is_empty() && code.ctx.target >= version(12) => {
            form("$p.exists(follow_symlinks=False)", Vec::new(), &[Relies::File, Relies::Accepts])
        }
        ("os.path.split" | "os.path.splitext", 1) if call.keywords.is_empty() => {
            item_form(code, node, name == "os.path.splitext")
        }
        _ => None,
    }
}

impl Form {
    /// The new code for the path that `path` makes. `part` gives the new code of an argument, if it does not stay.
    pub(super) fn fragment(
        &self,
        path: Fragment,
        part: &mut dyn FnMut(ExprId) -> Option<Fragment>,
    ) -> Fragment {
        let mut fragment = around_path(self.template, path);
        for (name, argument) in &self.fills {
            let fill = match argument {
                Argument::One(expr) => part(*expr).map_or(Fill::Kept((*expr).into()), Fill::New),
                Argument::Many(nodes) => many(nodes, part),
            };
            fragment = fragment.fill(name, fill);
        }
        fragment
    }

    /// Whether it makes a file object.
    pub(super) fn opens(&self) -> bool {
        self.template == "$p.open($...rest)"
    }

    /// Whether an argument comes to stand behind the path that stood before it.
    pub(super) fn reorders(&self) -> bool {
        matches!(self.template, "$p.symlink_to($a)" | "$p.hardlink_to($a)")
    }

    pub(super) fn rely(&self, code: &Code<'_>, out: &mut Assumptions) {
        let shown = format!("`{}` in line {}", code.shown(self.node), code.line(self.node));
        for relies in self.relies {
            match relies {
                Relies::File => out.add(Assumption::FileFunctionsNotPatched, Answer::Unknown, shown.clone()),
                Relies::Accepts => out.add(Assumption::OsAcceptsPath, until(code, 14), shown.clone()),
                Relies::Suffix => {
                    out.add(Assumption::NoTrailingDot, until(code, 14), shown.clone());
                    out.add(Assumption::NotARunOfLeadingDots, until(code, 14), shown.clone());
                }
                Relies::Posix => out.add(Assumption::RunsOnPosix, Answer::Unknown, shown.clone()),
            }
        }
    }
}

/// Arguments as they stand, or one by one where one of them changes.
fn many(nodes: &[NodeId], part: &mut dyn FnMut(ExprId) -> Option<Fragment>) -> Fill {
    let new: Vec<Option<Fragment>> = nodes
        .iter()
        .map(|it| match it {
            NodeId::Expr(expr) => part(*expr),
            _ => None,
        })
        .collect();
    if new.iter().all(Option::is_none) {
        return Fill::KeptMany(nodes.to_vec());
    }
    let pairs = new.into_iter().zip(nodes);
    Fill::NewMany(pairs.map(|(new, node)| new.unwrap_or_else(|| Fragment::kept(*node))).collect())
}

/// `os.makedirs(p, …)`, whose `mode` is the first argument of `Path.mkdir`, too.
fn makedirs_form(code: &Code<'_>, node: ExprId, call: Call) -> Option<Form> {
    let ast = code.ast();
    let keywords: Option<Vec<(&str, ExprId)>> =
        ast[call.keywords].iter().map(|it| Some((ast.name(ast[*it].arg?), ast[*it].value))).collect();
    let one = |name, expr| (name, Argument::One(expr));
    let (template, fills) = match (&ast[call.args], keywords?.as_slice()) {
        ([_, a], []) => ("$p.mkdir($a, parents=True)", vec![one("a", *a)]),
        ([_, a, b], []) | ([_, a], [("exist_ok", b)]) => {
            ("$p.mkdir($a, parents=True, exist_ok=$b)", vec![one("a", *a), one("b", *b)])
        }
        ([_], [("exist_ok", b)]) => ("$p.mkdir(parents=True, exist_ok=$b)", vec![one("b", *b)]),
        ([_], [("mode", a)]) => ("$p.mkdir(mode=$a, parents=True)", vec![one("a", *a)]),
        ([_], [("mode", a), ("exist_ok", b)]) => {
            ("$p.mkdir(mode=$a, parents=True, exist_ok=$b)", vec![one("a", *a), one("b", *b)])
        }
        _ => return None,
    };
    Some(Form { node, template, fills, relies: &[Relies::File] })
}

/// `os.path.split(p)[1]`, `os.path.splitext(p)[1]`.
fn item_form(code: &Code<'_>, call: ExprId, is_suffix: bool) -> Option<Form> {
    let node = code.around(call)?;
    let Expr::Subscript(it) = code.ast()[node] else { return None };
    let is_second =
        it.value == call && matches!(code.ast()[it.slice], Expr::Constant(it) if it.value == Value::Int(1));
    let (template, relies): (_, &[Relies]) =
        if is_suffix { ("$p.suffix", &[Relies::Suffix]) } else { ("$p.name", &[]) };
    is_second.then(|| Form { node, template, fills: Vec::new(), relies })
}

/// `open(p)` as `p.open()`, or with what is done with the file at once: `open(p).read()` as `p.read_text()`.
fn open_form(code: &Code<'_>, open: ExprId, call: Call) -> Option<Form> {
    const NAMES: &[&str] = &["mode", "buffering", "encoding", "errors", "newline"];
    if call.args.len() > 6 || !has_keywords(code, call, NAMES) {
        return None;
    }
    if let Some(form) = whole_file_form(code, open, call) {
        return Some(form);
    }
    let fills = rest_of(code, call);
    Some(Form { node: open, template: "$p.open($...rest)", fills, relies: &[Relies::File] })
}

fn whole_file_form(code: &Code<'_>, open: ExprId, call: Call) -> Option<Form> {
    let ast = code.ast();
    let method = code.around(open)?;
    let Expr::Attribute(attribute) = ast[method] else { return None };
    let node = code.around(method)?;
    let Expr::Call(outer) = ast[node] else { return None };
    let mode = match &ast[call.args] {
        [_] => "r",
        [_, mode] => code.literal(*mode)?,
        _ => return None,
    };
    if outer.func != method || !outer.keywords.is_empty() {
        return None;
    }
    let keywords = ("rest", Argument::Many(keywords_of(code, call)));
    let (template, fills) = match (ast.name(attribute.attr), mode, &ast[outer.args]) {
        ("read", "r" | "rt", []) if has_keywords(code, call, &["encoding", "errors"]) => {
            ("$p.read_text($...rest)", vec![keywords])
        }
        ("read", "rb", []) if call.keywords.is_empty() => ("$p.read_bytes()", Vec::new()),
        ("write", "w" | "wt", [data])
            if has_keywords(code, call, &["encoding", "errors"]) && code.is_text(*data) =>
        {
            ("$p.write_text($a, $...rest)", vec![("a", Argument::One(*data)), keywords])
        }
        _ => return None,
    };
    Some(Form { node, template, fills, relies: &[Relies::File] })
}

/// Whether all keyword arguments of a call are among `names`.
fn has_keywords(code: &Code<'_>, call: Call, names: &[&str]) -> bool {
    let ast = code.ast();
    let is_known = |it: &KeywordId| ast[*it].arg.is_some_and(|name| names.contains(&ast.name(name)));
    ast[call.keywords].iter().all(is_known)
}

fn keywords_of(code: &Code<'_>, call: Call) -> Vec<NodeId> {
    code.ast()[call.keywords].iter().map(|it| (*it).into()).collect()
}

/// All arguments but the first.
fn rest_of(code: &Code<'_>, call: Call) -> Vec<(&'static str, Argument)> {
    let args = code.ast()[call.args].iter().skip(1).map(|it| NodeId::from(*it));
    let rest = args.chain(keywords_of(code, call)).collect();
    vec![("rest", Argument::Many(rest))]
}

/// Whether the value of a call is not used.
fn is_statement(code: &Code<'_>, call: ExprId) -> bool {
    match code.ctx.analysis.parents().parent(call) {
        Some(NodeId::Stmt(stmt)) => matches!(code.ast()[stmt], Stmt::Expr(_)),
        _ => false,
    }
}
