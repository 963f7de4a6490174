//! What is around a node: named contexts, patterns, the innermost function and class, the file.

use super::{Answered, Question, all};
use crate::ast::{Ast, Expr, ExprId, FunctionDef, List, NodeId, Stmt, StmtId};
use crate::rewrite::matcher::{Matched, Matcher, is_same_name};
use crate::rewrite::rule_file::{Context, Decorators, Enclosing, FileFacts, Text};
use crate::semantic::{Answer, Qualified};

/// The methods of a logger that take a format and its arguments.
const LOGGING: &[&str] =
    &["debug", "info", "warning", "warn", "error", "critical", "fatal", "exception", "log"];

/// What translates its argument, by name.
const GETTEXT: &[&str] = &[
    "_",
    "gettext",
    "ngettext",
    "pgettext",
    "npgettext",
    "dgettext",
    "dngettext",
    "ugettext",
    "ungettext",
    "gettext_lazy",
    "ngettext_lazy",
    "pgettext_lazy",
    "ugettext_lazy",
    "ungettext_lazy",
    "gettext_noop",
    "N_",
    "_n",
];

/// Decorators that give back the function or class that they were given, or that call it as it is.
const IDENTITY: &[&str] = &[
    "staticmethod",
    "classmethod",
    "property",
    "abc.abstractmethod",
    "functools.wraps",
    "functools.total_ordering",
    "typing.final",
    "typing.override",
    "typing.overload",
    "typing.no_type_check",
    "typing.runtime_checkable",
    "contextlib.contextmanager",
    "functools.lru_cache",
    "functools.cache",
    "atexit.register",
    "enum.unique",
    "unittest.skip",
    "unittest.skipIf",
    "unittest.skipUnless",
    "unittest.expectedFailure",
];

/// Whether the match is inside of a context.
pub(super) fn inside(question: &Question<'_>, context: &Context) -> Answered {
    match context {
        Context::Named(name) => named(question, &name.value),
        Context::Pattern(text) => {
            let parents = question.analysis.parents();
            let nodes: Vec<NodeId> = parents.ancestors(question.matched).collect();
            matches_one(question, text, &nodes)
        }
    }
}

/// Whether the node directly around the match is what the context says.
pub(super) fn parent(question: &Question<'_>, context: &Context) -> Answered {
    let parent = question.analysis.parents().parent(question.matched);
    match (context, parent) {
        (Context::Pattern(text), Some(parent)) => matches_one(question, text, &[parent]),
        (Context::Named(name), Some(_)) => named(question, &name.value),
        (_, None) => Answered::new(Answer::No, "nothing is around it"),
    }
}

fn matches_one(question: &Question<'_>, text: &Text, nodes: &[NodeId]) -> Answered {
    let Some(pattern) = question.rule.pattern(&text.value) else {
        return Answered::new(Answer::Unknown, "the pattern is not parsed");
    };
    let mut answer = Answered::new(Answer::No, format!("nothing around it matches `{}`", text.value));
    for node in nodes {
        match Matcher::new(pattern, question.file, question.signatures, &[]).matches(*node) {
            Matched::Yes(_) => return Answered::new(Answer::Yes, format!("`{}` is around it", text.value)),
            Matched::UnknownName => {
                answer = Answered::new(Answer::Unknown, "a name around it is not resolved")
            }
            Matched::No => {}
        }
    }
    answer
}

/// Whether the match is inside of a named context.
fn named(question: &Question<'_>, name: &str) -> Answered {
    let ast = question.file.ast();
    let parents = question.analysis.parents();
    let mut child = question.matched;
    for around in parents.ancestors(question.matched) {
        let answer = match name {
            "logging-call" => is_logging_argument(question, around, child),
            "gettext-call" => is_gettext_argument(ast, around, child),
            "catches-assertion-error" => catches_assertion_error(question, around, child),
            other => is_syntactic(question, other, around, child),
        };
        match answer {
            Answer::Yes => return Answered::new(Answer::Yes, described(name)),
            Answer::Unknown => {
                return Answered::new(Answer::Unknown, format!("it may be: {}", described(name)));
            }
            Answer::No => {}
        }
        let ends = matches!(around, NodeId::Stmt(stmt) if is_scope(ast, stmt));
        if ends
            && matches!(
                name,
                "catches-assertion-error"
                    | "loop"
                    | "comprehension"
                    | "lambda"
                    | "async-function"
                    | "class-body"
            )
        {
            break;
        }
        child = around;
    }
    Answered::new(Answer::No, "")
}

fn described(name: &str) -> String {
    match name {
        "logging-call" => "it is an argument of a logging call, which formats lazily".to_owned(),
        "gettext-call" => "it is an argument of a translation call, which looks up the literal".to_owned(),
        "catches-assertion-error" => "`AssertionError` is caught around it".to_owned(),
        other => format!("it is inside of: {other}"),
    }
}

fn is_scope(ast: &Ast, stmt: StmtId) -> bool {
    matches!(ast[stmt], Stmt::FunctionDef(_) | Stmt::AsyncFunctionDef(_) | Stmt::ClassDef(_))
}

/// Whether a node is in an annotation.
pub(super) fn is_in_annotation(question: &Question<'_>, node: NodeId) -> bool {
    let mut child = node;
    question.analysis.parents().ancestors(node).any(|around| {
        let is_it = is_syntactic(question, "annotation", around, child) == Answer::Yes;
        child = around;
        is_it
    })
}

/// Contexts that the tree alone tells.
fn is_syntactic(question: &Question<'_>, name: &str, around: NodeId, child: NodeId) -> Answer {
    let ast = question.file.ast();
    let yes = |holds: bool| if holds { Answer::Yes } else { Answer::No };
    match (name, around) {
        ("lambda", NodeId::Expr(expr)) => yes(matches!(ast[expr], Expr::Lambda(_))),
        ("f-string", NodeId::Expr(expr)) => {
            yes(matches!(ast[expr], Expr::FormattedValue(_) | Expr::Interpolation(_)))
        }
        ("comprehension", NodeId::Expr(expr)) => yes(matches!(
            ast[expr],
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::GeneratorExp(_)
        )),
        ("loop", NodeId::Stmt(stmt)) => yes(match ast[stmt] {
            Stmt::For(it) | Stmt::AsyncFor(it) => has_stmt(ast, it.body, child),
            Stmt::While(it) => has_stmt(ast, it.body, child),
            _ => false,
        }),
        ("annotation", NodeId::Arg(_)) => Answer::Yes,
        ("annotation", NodeId::Stmt(stmt)) => yes(match ast[stmt] {
            Stmt::AnnAssign(it) => child == it.annotation.into(),
            Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it) => {
                it.returns.is_some_and(|it| child == it.into())
            }
            _ => false,
        }),
        ("decorator", NodeId::Stmt(stmt)) => {
            yes(matches!(child, NodeId::Expr(child) if ast.decorators(stmt).contains(&child)))
        }
        ("delete", NodeId::Stmt(stmt)) => yes(matches!(ast[stmt], Stmt::Delete(_))),
        ("async-function", NodeId::Stmt(stmt)) => yes(matches!(ast[stmt], Stmt::AsyncFunctionDef(_))),
        ("class-body", NodeId::Stmt(stmt)) => {
            yes(matches!(ast[stmt], Stmt::ClassDef(it) if has_stmt(ast, it.body, child)))
        }
        ("type-checking", NodeId::Stmt(stmt)) => yes(match ast[stmt] {
            Stmt::If(it) => {
                has_stmt(ast, it.body, child) && is_path(question, it.test, "typing.TYPE_CHECKING")
            }
            _ => false,
        }),
        ("target", NodeId::Stmt(stmt)) => yes(match ast[stmt] {
            Stmt::Assign(it) => matches!(child, NodeId::Expr(child) if ast[it.targets].contains(&child)),
            Stmt::AnnAssign(it) => child == it.target.into(),
            Stmt::AugAssign(it) => child == it.target.into(),
            Stmt::For(it) | Stmt::AsyncFor(it) => child == it.target.into(),
            _ => false,
        }),
        ("target", NodeId::WithItem(item)) => {
            yes(ast[item].optional_vars.is_some_and(|it| child == it.into()))
        }
        ("target", NodeId::Expr(expr)) => {
            yes(matches!(ast[expr], Expr::NamedExpr(it) if child == it.target.into()))
        }
        _ => Answer::No,
    }
}

fn has_stmt(ast: &Ast, body: List<StmtId>, child: NodeId) -> bool {
    matches!(child, NodeId::Stmt(child) if ast[body].contains(&child))
}

fn is_path(question: &Question<'_>, expr: ExprId, path: &str) -> bool {
    matches!(question.file.qualified_name(expr), Qualified::Name(name) if is_same_name(&name, path))
        || question.file.source(expr) == path.rsplit('.').next().unwrap_or(path)
}

fn is_logging_argument(question: &Question<'_>, around: NodeId, child: NodeId) -> Answer {
    let ast = question.file.ast();
    let Some(call) = argument_of(ast, around, child) else { return Answer::No };
    let Expr::Attribute(it) = ast[call] else { return Answer::No };
    if !LOGGING.contains(&ast.name(it.attr)) {
        return Answer::No;
    }
    if is_path(question, it.value, "logging") {
        return Answer::Yes;
    }
    // A logger goes by many names; one that is called like one is taken for one, everything else may be none.
    let receiver = question.file.source(it.value).to_ascii_lowercase();
    let last = receiver.trim_end_matches("()").rsplit(['.', ' ']).next().unwrap_or("");
    if last.contains("log") { Answer::Yes } else { Answer::No }
}

fn is_gettext_argument(ast: &Ast, around: NodeId, child: NodeId) -> Answer {
    let name = argument_of(ast, around, child).and_then(|func| match ast[func] {
        Expr::Name(it) => Some(ast.name(it.id)),
        Expr::Attribute(it) => Some(ast.name(it.attr)),
        _ => None,
    });
    if name.is_some_and(|name| GETTEXT.contains(&name)) { Answer::Yes } else { Answer::No }
}

/// The callee of the call of which `child` is an argument.
fn argument_of(ast: &Ast, around: NodeId, child: NodeId) -> Option<ExprId> {
    let NodeId::Expr(expr) = around else { return None };
    let Expr::Call(call) = ast[expr] else { return None };
    let is_argument = match child {
        NodeId::Expr(child) => ast[call.args].contains(&child),
        NodeId::Keyword(child) => ast[call.keywords].contains(&child),
        _ => false,
    };
    is_argument.then_some(call.func)
}

/// Whether a `try` around may catch an `AssertionError`, or a `with` suppress one.
fn catches_assertion_error(question: &Question<'_>, around: NodeId, child: NodeId) -> Answer {
    let ast = question.file.ast();
    let NodeId::Stmt(stmt) = around else { return Answer::No };
    match ast[stmt] {
        Stmt::Try(it) | Stmt::TryStar(it) if has_stmt(ast, it.body, child) => {
            let mut answer = Answer::No;
            for handler in &ast[it.handlers] {
                match ast[*handler].type_ {
                    None => return Answer::Yes,
                    Some(type_) => match handles(question, type_) {
                        Answer::Yes => return Answer::Yes,
                        Answer::Unknown => answer = Answer::Unknown,
                        Answer::No => {}
                    },
                }
            }
            answer
        }
        Stmt::With(it) | Stmt::AsyncWith(it) if has_stmt(ast, it.body, child) => {
            let suppresses = |item: &crate::ast::WithItemId| {
                let source = question.file.source(ast[*item].context_expr);
                source.contains("AssertionError")
                    || source.contains("failureException")
                    || source.contains("Exception)")
            };
            if ast[it.items].iter().any(suppresses) { Answer::Yes } else { Answer::No }
        }
        _ => Answer::No,
    }
}

/// Whether the classes of an `except` clause take in `AssertionError`.
fn handles(question: &Question<'_>, type_: ExprId) -> Answer {
    let ast = question.file.ast();
    if let Expr::Tuple(it) = ast[type_] {
        let answers: Vec<_> = ast[it.elts].iter().map(|it| handles(question, *it)).collect();
        return if answers.contains(&Answer::Yes) {
            Answer::Yes
        } else if answers.contains(&Answer::Unknown) {
            Answer::Unknown
        } else {
            Answer::No
        };
    }
    match question.file.qualified_name(type_) {
        Qualified::Name(name) => match name.strip_prefix("builtins.") {
            Some("AssertionError" | "Exception" | "BaseException") => Answer::Yes,
            // Classes of the library are not above `AssertionError`.
            Some(_) => Answer::No,
            None => Answer::No,
        },
        Qualified::Other => Answer::No,
        Qualified::Unknown => {
            let source = question.file.source(type_);
            if source.ends_with("failureException") { Answer::Yes } else { Answer::Unknown }
        }
    }
}

/// The innermost function around a node, with its statement.
pub(super) fn function_around(question: &Question<'_>, node: NodeId) -> Option<(StmtId, FunctionDef)> {
    let ast = question.file.ast();
    question.analysis.parents().ancestors(node).find_map(|it| match it {
        NodeId::Stmt(stmt) => match ast[stmt] {
            Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it) => Some((stmt, it)),
            _ => None,
        },
        _ => None,
    })
}

/// The innermost class around a node.
pub(super) fn class_around(question: &Question<'_>, node: NodeId) -> Option<StmtId> {
    let ast = question.file.ast();
    let ancestors = question.analysis.parents().ancestors(node);
    ancestors
        .filter_map(|it| if let NodeId::Stmt(stmt) = it { Some(stmt) } else { None })
        .find(|stmt| matches!(ast[*stmt], Stmt::ClassDef(_)))
}

pub(super) fn enclosing_function(question: &Question<'_>, wanted: &Enclosing) -> Answered {
    let found = function_around(question, question.matched).map(|(stmt, it)| {
        (
            stmt,
            question.file.ast().name(it.name).to_owned(),
            matches!(question.file.ast()[stmt], Stmt::AsyncFunctionDef(_)),
        )
    });
    enclosing(question, wanted, "function", found)
}

pub(super) fn enclosing_class(question: &Question<'_>, wanted: &Enclosing) -> Answered {
    let ast = question.file.ast();
    let found = class_around(question, question.matched).map(|stmt| {
        let Stmt::ClassDef(it) = ast[stmt] else { unreachable!("`class_around` finds classes") };
        (stmt, ast.name(it.name).to_owned(), false)
    });
    enclosing(question, wanted, "class", found)
}

fn enclosing(
    question: &Question<'_>,
    wanted: &Enclosing,
    what: &str,
    found: Option<(StmtId, String, bool)>,
) -> Answered {
    match (wanted, found) {
        (Enclosing::Absent, None) => Answered::new(Answer::Yes, ""),
        (Enclosing::Absent, Some((_, name, _))) => {
            Answered::new(Answer::No, format!("it is in the {what} `{name}`"))
        }
        (Enclosing::Present { .. }, None) => {
            Answered::new(Answer::No, format!("there is no {what} around it"))
        }
        (
            Enclosing::Present { decorators: wanted, is_async, name: names, bases },
            Some((stmt, name, found_async)),
        ) => {
            let mut answers = Vec::new();
            if let Some(wanted) = wanted {
                answers.push(is_decorated(question, wanted, stmt));
            }
            if let Some(is_async) = is_async {
                answers.push(Answered::of(
                    *is_async == found_async,
                    format!("`{name}` is another kind of function"),
                ));
            }
            if !names.is_empty() {
                let is_one = names.iter().any(|it| it.value == name);
                answers.push(Answered::of(is_one, format!("it is in the {what} `{name}`")));
            }
            if !bases.is_empty() {
                answers.push(super::named::class_derives_from(question, stmt, bases));
            }
            all(answers)
        }
    }
}

fn is_decorated(question: &Question<'_>, wanted: &Decorators, stmt: StmtId) -> Answered {
    let found = question.file.ast().decorators(stmt);
    match wanted {
        Decorators::None => Answered::of(found.is_empty(), "it is decorated"),
        Decorators::Identity => all(found.iter().map(|it| is_identity(question, *it))),
        Decorators::AnyOf(names) => {
            let is_one = |it: &ExprId| {
                names.iter().any(|name| is_path(question, callee(question.file.ast(), *it), &name.value))
            };
            Answered::of(found.iter().any(is_one), "it has another decorator, or none")
        }
    }
}

fn callee(ast: &Ast, decorator: ExprId) -> ExprId {
    match ast[decorator] {
        Expr::Call(it) => it.func,
        _ => decorator,
    }
}

/// Whether a decorator is known to give back what it decorates.
fn is_identity(question: &Question<'_>, decorator: ExprId) -> Answered {
    let func = callee(question.file.ast(), decorator);
    let source = question.file.source(decorator);
    match question.file.qualified_name(func) {
        Qualified::Name(name) => {
            let name = name.strip_prefix("builtins.").unwrap_or(&name);
            // With `slots=True` these make a second class.
            let makes_another = name == "dataclasses.dataclass" && source.contains("slots");
            if IDENTITY.contains(&name) || (name == "dataclasses.dataclass" && !makes_another) {
                Answered::new(Answer::Yes, "")
            } else if makes_another {
                Answered::new(Answer::No, format!("`@{source}` makes a second class"))
            } else {
                Answered::new(Answer::Unknown, format!("`@{source}` may put something else in its place"))
            }
        }
        Qualified::Other | Qualified::Unknown => {
            Answered::new(Answer::Unknown, format!("`@{source}` may put something else in its place"))
        }
    }
}

pub(super) fn file(question: &Question<'_>, facts: &FileFacts) -> Answered {
    let mut answers = Vec::new();
    if !facts.path.is_empty() {
        let fits = facts.path.iter().any(|glob| {
            globset::Glob::new(&glob.value).is_ok_and(|glob| glob.compile_matcher().is_match(question.path))
        });
        answers.push(Answered::of(fits, "the file has another path"));
    }
    let imports = imported_modules(question);
    if !facts.imports.is_empty() {
        let has = facts.imports.iter().any(|wanted| imports.iter().any(|it| it == &wanted.value));
        answers.push(Answered::of(has, "the file does not import it"));
    }
    for wanted in &facts.has_future {
        let path = format!("__future__.{}", wanted.value);
        let names = &question.file.model.names;
        let has = names.bindings().any(|binding| {
            names.import(question.file.ast(), binding).is_some_and(|import| import.qualified == path)
        });
        answers.push(Answered::of(has, format!("the file has no `from __future__ import {}`", wanted.value)));
    }
    all(answers)
}

/// The modules that the file imports, and their packages.
fn imported_modules(question: &Question<'_>) -> Vec<String> {
    let names = &question.file.model.names;
    let mut out = Vec::new();
    for import in names.bindings().filter_map(|it| names.import(question.file.ast(), it)) {
        let mut module = import.module.as_str();
        out.push(module.to_owned());
        while let Some((package, _)) = module.rsplit_once('.') {
            out.push(package.to_owned());
            module = package;
        }
    }
    out
}

/// Whether nothing in the class around calls a function or method of these names.
pub(super) fn class_does_not_call(question: &Question<'_>, names: &[Text]) -> Answered {
    let Some(class) = class_around(question, question.matched) else {
        return Answered::new(Answer::Unknown, "there is no class around it");
    };
    let calls = names.iter().any(|it| question.analysis.has_word(class, &it.value));
    Answered::of(!calls, "the class calls it")
}
