//! The named predicates: `is = "unittest-self"`. What each means is in the registry of rule files.

use super::{Answered, Question};
use crate::ast::NodeId;
use crate::rewrite::rule_file::Text;
use crate::semantic::{Analysis, Answer};

/// Whether a named predicate holds of a node.
pub(super) fn is(question: &Question<'_>, name: &str, node: NodeId) -> Answered {
    let analysis = question.analysis;
    match name {
        "module-level" => {
            return Answered::of(analysis.is_module_level(node), "it is in a function or class");
        }
        "type-checking-only" => {
            return Answered::of(
                analysis.is_type_checking_only(node),
                "it is executed when the program runs",
            );
        }
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

/// Whether a class of the file derives from one of these.
pub(super) fn class_derives_from(
    analysis: &Analysis<'_>,
    class: crate::ast::StmtId,
    bases: &[Text],
) -> Answered {
    let answers = bases.iter().map(|base| {
        let answer = analysis.class_derives_from(class, &base.value);
        Answered::new(answer, format!("`{}` is no base of the class, or not known to be one", base.value))
    });
    super::any(answers)
}
