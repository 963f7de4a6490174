//! The named predicates: `is = "unittest-self"`. What each means is in the registry of rule files.

use super::{Answered, Question, any};
use crate::ast::{Expr, ExprId, Name, NodeId, Stmt, StmtId};
use crate::rewrite::matcher::is_same_name;
use crate::rewrite::rule_file::Text;
use crate::semantic::{Answer, Qualified, ScopeKey, stubs};

/// Whether a named predicate holds of a node.
pub(super) fn is(question: &Question<'_>, name: &str, node: NodeId) -> Answered {
    let analysis = question.analysis;
    match name {
        "inherited-from-unittest" => return inherited_from_unittest(question, node),
        "module-level" => {
            return Answered::of(analysis.is_module_level(node), "it is in a function or class");
        }
        "type-checking-only" => return type_checking_only(question, node),
        _ => {}
    }
    let Some(expr) = super::value::expression(analysis, node) else {
        return Answered::new(Answer::No, "it is no expression");
    };
    let (answer, not, unknown) = match name {
        "unittest-self" => (
            analysis.is_unittest_self(expr),
            "it is not the first parameter of a method of a `unittest.TestCase`",
            "a base of the class is not known",
        ),
        "enclosing-class" => (
            analysis.is_enclosing_class(expr),
            "it is not the class around",
            "the name of the class is bound more than once",
        ),
        "innermost-first-parameter" => (
            analysis.is_innermost_first_parameter(expr),
            "it is not the first parameter of the innermost function around",
            "the parameter is bound again in the function",
        ),
        "bound-once" => (
            analysis.bound_once(expr),
            "the name is bound more than once",
            "what binds the name is not all in sight",
        ),
        "truthy" => (
            analysis.truthy(expr),
            "it is empty, zero or `None`",
            "neither a literal nor a guard says that it is true",
        ),
        "never-none" => (analysis.never_none(expr), "it is `None`", "it may be `None`"),
        _ => (Answer::Unknown, "", "there is no such predicate"),
    };
    let because = match answer {
        Answer::Yes => "",
        Answer::No => not,
        Answer::Unknown => unknown,
    };
    Answered::new(answer, because)
}

/// Whether nothing but type checkers reads it: under `if TYPE_CHECKING`, or in an annotation, if no library asks for that.
fn type_checking_only(question: &Question<'_>, node: NodeId) -> Answered {
    if question.analysis.is_type_checking_only(node) {
        return Answered::new(Answer::Yes, "");
    }
    match super::context::is_in_annotation(question, node) {
        true => Answered::new(Answer::Unknown, "a library may evaluate the annotations of the file"),
        false => Answered::new(Answer::No, "it is executed when the program runs"),
    }
}

/// Whether a class of the file derives from one of these.
pub(super) fn class_derives_from(question: &Question<'_>, class: StmtId, bases: &[Text]) -> Answered {
    let wanted: Vec<&str> = bases.iter().map(|it| it.value.as_str()).collect();
    derives_from(question, class, &wanted, 0)
}

/// Classes further up than this are not followed; a cycle of bases ends here, too.
const MAX_CLASS_DEPTH: u32 = 20;

fn derives_from(question: &Question<'_>, class: StmtId, wanted: &[&str], depth: u32) -> Answered {
    let ast = question.file.ast();
    let Stmt::ClassDef(it) = ast[class] else { return Answered::new(Answer::Unknown, "it is no class") };
    if depth > MAX_CLASS_DEPTH {
        return Answered::new(Answer::Unknown, "its bases are too many to follow");
    }
    any(ast[it.bases].iter().map(|base| match question.file.qualified_name(*base) {
        Qualified::Name(name) if wanted.iter().any(|it| is_same_name(&name, it)) => {
            Answered::new(Answer::Yes, "")
        }
        Qualified::Name(name) => match stubs::class(&name) {
            Some(class) if wanted.iter().any(|it| class.derives_from_name(it)) => {
                Answered::new(Answer::Yes, "")
            }
            Some(_) => Answered::new(Answer::No, format!("it derives from `{name}`")),
            None => Answered::new(Answer::Unknown, format!("its base `{name}` is not known")),
        },
        Qualified::Other | Qualified::Unknown => match local_class(question, *base) {
            Some(base) => derives_from(question, base, wanted, depth + 1),
            None => Answered::new(
                Answer::Unknown,
                format!("its base `{}` is not known", question.file.source(*base)),
            ),
        },
    }))
}

/// The class statement that a name of the file means.
fn local_class(question: &Question<'_>, expr: ExprId) -> Option<StmtId> {
    let ast = question.file.ast();
    match question.file.model.names.only_binding(expr)?.node {
        NodeId::Stmt(stmt) if matches!(ast[stmt], Stmt::ClassDef(_)) => Some(stmt),
        _ => None,
    }
}

/// Whether the method that the match calls is the one of `unittest.TestCase`: neither the class around nor one of its
/// bases has its own.
fn inherited_from_unittest(question: &Question<'_>, node: NodeId) -> Answered {
    let ast = question.file.ast();
    let called = ast.walk(node).find_map(|it| match it {
        NodeId::Expr(expr) => match ast[expr] {
            Expr::Call(call) => match ast[call.func] {
                Expr::Attribute(it) => Some(it.attr),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    let (Some(method), Some(class)) = (called, question.analysis.enclosing_class(node)) else {
        return Answered::new(Answer::No, "it is no method of a class");
    };
    defines(question, class, method, 0)
}

/// Whether no class from `class` up has a method of this name, up to those of the library.
fn defines(question: &Question<'_>, class: StmtId, method: Name, depth: u32) -> Answered {
    let ast = question.file.ast();
    let Stmt::ClassDef(it) = ast[class] else { return Answered::new(Answer::Unknown, "a base is no class") };
    if depth > MAX_CLASS_DEPTH {
        return Answered::new(Answer::Unknown, "its bases are too many to follow");
    }
    let scope = question.file.model.scopes.get(ScopeKey::Body(class));
    let binds = scope.and_then(|scope| question.file.model.names.variable(scope, method));
    if binds.is_some_and(|variable| !question.file.model.names[variable].bindings.is_empty()) {
        let because = format!("`{}` has its own `{}`", ast.name(it.name), ast.name(method));
        return Answered::new(Answer::No, because);
    }
    super::all(ast[it.bases].iter().map(|base| match question.file.qualified_name(*base) {
        Qualified::Name(name) if stubs::class(&name).is_some() => Answered::new(Answer::Yes, ""),
        Qualified::Name(name) => {
            Answered::new(Answer::Unknown, format!("the base `{name}` may have its own"))
        }
        Qualified::Other | Qualified::Unknown => match local_class(question, *base) {
            Some(base) => defines(question, base, method, depth + 1),
            None => {
                let because = format!("the base `{}` may have its own", question.file.source(*base));
                Answered::new(Answer::Unknown, because)
            }
        },
    }))
}
