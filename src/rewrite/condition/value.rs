//! Predicates of values: types, constants, purity, uses.

use super::{Answered, Question};
use crate::ast::{Expr, ExprId, NodeId, Value};
use crate::rewrite::file::FileModel;
use crate::rewrite::matcher::is_same_name;
use crate::rewrite::native::Bound;
use crate::rewrite::rule_file::{Literal, Text, UsedAs};
use crate::semantic::stubs::TypeExpr;
use crate::semantic::uses::UseClass;
use crate::semantic::{Analysis, Answer, Effects, Qualified};

/// The expression that a node is, or that it gives a name to.
pub(super) fn expression(analysis: &Analysis<'_>, node: NodeId) -> Option<ExprId> {
    match node {
        NodeId::Expr(expr) => Some(expr),
        NodeId::Keyword(keyword) => Some(analysis.ast[keyword].value),
        _ => None,
    }
}

pub(super) fn starred(file: &FileModel<'_>, subject: &Bound, wanted: bool) -> Answered {
    let ast = file.ast();
    let is_starred = |node: &NodeId| match node {
        NodeId::Expr(expr) => matches!(ast[*expr], Expr::Starred(_)),
        NodeId::Keyword(keyword) => ast[*keyword].arg.is_none(),
        _ => false,
    };
    let found = super::items(subject).iter().any(is_starred);
    Answered::of(found == wanted, if found { "one of them is starred" } else { "none of them is starred" })
}

pub(super) fn spelling(file: &FileModel<'_>, subject: &Bound, words: &[Text]) -> Answered {
    let found = match subject {
        Bound::Name(name) => name.clone(),
        Bound::Node(node) => file.source(*node).to_owned(),
        Bound::Sequence(_) => String::new(),
    };
    Answered::of(words.iter().any(|it| it.value == found), format!("it is spelled `{found}`"))
}

pub(super) fn matches(question: &Question<'_>, text: &Text, subject: &Bound) -> Answered {
    let ast = question.file.ast();
    let Some(regex) = question.rule.regex(&text.value) else { return Answered::new(Answer::Unknown, "") };
    let found = match subject {
        Bound::Name(name) => Some(name.clone()),
        Bound::Node(NodeId::Expr(expr)) => match ast[*expr] {
            Expr::Constant(it) => match it.value {
                Value::Str(text) => ast.str(text).as_str().ok().map(str::to_owned),
                _ => None,
            },
            Expr::Name(it) => Some(ast.name(it.id).to_owned()),
            _ => None,
        },
        Bound::Node(_) | Bound::Sequence(_) => None,
    };
    match found {
        Some(found) => Answered::of(regex.is_match(&found), format!("`{found}` does not match")),
        None => Answered::new(Answer::No, "it is neither a name nor a string"),
    }
}

pub(super) fn is_const(analysis: &Analysis<'_>, node: NodeId, literals: &[Literal]) -> Answered {
    let Some(expr) = expression(analysis, node) else {
        return Answered::new(Answer::No, "it is no expression");
    };
    match analysis.ast[expr] {
        Expr::Constant(it) => {
            let holds = literals.iter().any(|literal| is_literal(analysis, it.value, literal));
            Answered::of(holds, "it is another constant")
        }
        Expr::Name(_) => match analysis.const_value(expr) {
            Some(value) => {
                let holds = literals.iter().any(|literal| is_literal(analysis, value, literal));
                Answered::of(holds, "it is another constant")
            }
            None => Answered::new(Answer::Unknown, "its value is not known"),
        },
        _ => Answered::new(Answer::No, "it is no constant"),
    }
}

fn is_literal(analysis: &Analysis<'_>, value: Value, literal: &Literal) -> bool {
    match (value, literal) {
        (Value::True, Literal::Bool(wanted)) => *wanted,
        (Value::False, Literal::Bool(wanted)) => !*wanted,
        (Value::Int(value), Literal::Integer(wanted)) => wanted.parse() == Ok(value),
        (Value::Float(value), Literal::Float(wanted)) => wanted.parse() == Ok(value.get()),
        (Value::Str(value), Literal::Str(wanted)) => {
            analysis.ast.str(value).as_str().is_ok_and(|it| it == wanted.value)
        }
        (Value::None, Literal::Python(text)) => text.value == "None",
        (Value::Ellipsis, Literal::Python(text)) => text.value == "...",
        _ => false,
    }
}

pub(super) fn qualified(file: &FileModel<'_>, node: NodeId, names: &[Text]) -> Answered {
    let NodeId::Expr(expr) = node else { return Answered::new(Answer::No, "it is no expression") };
    match file.qualified_name(expr) {
        Qualified::Name(found) => {
            let holds = names.iter().any(|it| is_same_name(&found, &it.value));
            Answered::of(holds, format!("it is `{found}`"))
        }
        Qualified::Other => Answered::new(Answer::No, "it is something else of this file"),
        Qualified::Unknown => Answered::new(Answer::Unknown, "it is not known what the name means"),
    }
}

pub(super) fn has_type(analysis: &Analysis<'_>, node: NodeId, types: &[Text]) -> Answered {
    let Some(expr) = expression(analysis, node) else {
        return Answered::new(Answer::No, "it is no expression");
    };
    let union = types.iter().map(|it| it.value.as_str()).collect::<Vec<_>>().join(" | ");
    let Ok(spec) = TypeExpr::parse(&union) else {
        return Answered::new(Answer::Unknown, format!("`{union}` is no type"));
    };
    let type_ = analysis.type_of(expr);
    let answer = analysis.type_is(&type_, &spec);
    let because = match answer {
        Answer::Yes => format!("its type is {}", type_.show(analysis.ast)),
        Answer::No => format!("its type is {}", type_.show(analysis.ast)),
        Answer::Unknown if type_.is_unknown() => "its type is not known".to_owned(),
        Answer::Unknown => format!("all that is known of its type is {}", type_.show(analysis.ast)),
    };
    Answered::new(answer, because)
}

/// Whether the evaluation of a node has no effect.
pub(in crate::rewrite) fn is_pure(analysis: &Analysis<'_>, node: NodeId) -> Answered {
    let Some(expr) = expression(analysis, node) else {
        return Answered::new(Answer::Unknown, "a statement may have an effect");
    };
    let answer = match analysis.is_pure(expr) {
        // A call of which nothing is known counts as one with an effect; an operator or attribute may have one.
        Answer::Unknown if has_call(analysis, expr) => Answer::No,
        answer => answer,
    };
    let because = match answer {
        Answer::Yes => String::new(),
        Answer::No | Answer::Unknown => {
            let effects: Vec<_> = analysis.effects_of(expr).names().collect();
            format!("its effects: {}", effects.join(", "))
        }
    };
    Answered::new(answer, because)
}

/// Whether a call of unknown code is evaluated with the expression.
fn has_call(analysis: &Analysis<'_>, expr: ExprId) -> bool {
    let ast = analysis.ast;
    let mut pending: Vec<NodeId> = vec![expr.into()];
    while let Some(node) = pending.pop() {
        if let NodeId::Expr(at) = node {
            match ast[at] {
                // Its body is evaluated when it is called.
                Expr::Lambda(_) => continue,
                Expr::Call(_) if analysis.effects_of(at).has_any(Effects::CALLS_UNKNOWN) => return true,
                _ => {}
            }
        }
        pending.extend(node.fields(ast).flat_map(|(_, field)| field.nodes(ast).collect::<Vec<_>>()));
    }
    false
}

pub(super) fn used_as(analysis: &Analysis<'_>, node: NodeId, uses: &[UsedAs]) -> Answered {
    let Some(expr) = expression(analysis, node) else {
        // A statement is not used.
        let holds = uses.contains(&UsedAs::Statement);
        return Answered::of(holds, "it is a statement");
    };
    let classes: Vec<_> = uses.iter().filter_map(|it| UseClass::by_name(it.word())).collect();
    let found = analysis.used_as(expr, &classes);
    let because = match found.decided_by {
        Some(decided) => {
            let place = analysis.ast.range(decided.place);
            format!("a use of it at byte {} is: {}", u32::from(place.start()), decided.kind.name())
        }
        None => String::new(),
    };
    Answered::new(found.answer, because)
}
