//! What a test that came out one way says of the value it tested.

use super::expression::{falsy, truthy};
use super::{Class, Instance, Part, Rest, Type};
use crate::ast::{CmpOperator, Expr, ExprId};
use crate::semantic::Analysis;
use crate::semantic::names::{Answer, VariableId};

impl Analysis<'_> {
    /// The values of `type_`, held by `variable`, for which `condition` comes out as `holds`.
    pub(super) fn narrow(&self, type_: Type, variable: VariableId, condition: ExprId, holds: bool) -> Type {
        let ast = self.ast;
        match ast[condition] {
            Expr::Name(_) | Expr::NamedExpr(_) => {
                if holds {
                    truthy(type_)
                } else {
                    falsy(type_)
                }
            }
            Expr::Call(call) => {
                let [subject, classes] = ast[call.args] else { return type_ };
                if !self.is_subject(subject, variable)
                    || self.library_path(call.func) != Some("builtins.isinstance")
                    || !call.keywords.is_empty()
                {
                    return type_;
                }
                match self.classes(&self.type_of(classes)) {
                    Some(classes) if holds => self.instances_of(&type_, &classes),
                    Some(classes) => self.not_instances_of(type_, &classes),
                    None => type_,
                }
            }
            Expr::Compare(it) => {
                let ([op], [right]) = (&ast[it.ops], &ast[it.comparators]) else { return type_ };
                let is_equal = match op {
                    CmpOperator::Is | CmpOperator::Eq => holds,
                    CmpOperator::IsNot | CmpOperator::NotEq => !holds,
                    CmpOperator::Lt
                    | CmpOperator::LtE
                    | CmpOperator::Gt
                    | CmpOperator::GtE
                    | CmpOperator::In
                    | CmpOperator::NotIn => return type_,
                };
                if let Expr::Call(call) = ast[it.left] {
                    return self.narrow_by_class(type_, variable, call, *right, is_equal);
                }
                let is_identity = matches!(op, CmpOperator::Is | CmpOperator::IsNot);
                let other = if self.is_subject(it.left, variable) { *right } else { it.left };
                if !is_identity || self.type_of(other) != Type::none() {
                    return type_;
                }
                if is_equal { Type::none() } else { type_.without_none() }
            }
            _ => type_,
        }
    }

    /// `type(x) is C`, where `call` is `type(x)` and `class` is `C`.
    fn narrow_by_class(
        &self,
        type_: Type,
        variable: VariableId,
        call: crate::ast::Call,
        class: ExprId,
        is_equal: bool,
    ) -> Type {
        let [subject] = self.ast[call.args] else { return type_ };
        let is_type = self.library_path(call.func) == Some("builtins.type");
        if !is_type || !self.is_subject(subject, variable) || !call.keywords.is_empty() {
            return type_;
        }
        let classes = self.classes(&self.type_of(class));
        let Some([class]) = classes.as_deref() else { return type_ };
        if !is_equal {
            return type_
                .filter(|part| !matches!(part, Part::Instance(it) if it.is_exact && it.class == *class));
        }
        // Instances of the very class: of what is known, those keep what they hold.
        let of_class = |part: &Part| matches!(part, Part::Instance(it) if it.class == *class);
        let known = type_.filter(of_class);
        let mut out = Type::NEVER;
        for part in known.parts() {
            if let Part::Instance(it) = part {
                out.add(Part::Instance(it.clone().exactly()));
            }
        }
        if out.is_never() { Type::of(Part::Instance(Instance::new(class.clone()).exactly())) } else { out }
    }

    /// Whether an expression reads or binds `variable`.
    fn is_subject(&self, expr: ExprId, variable: VariableId) -> bool {
        let names = &self.model.names;
        match self.ast[expr] {
            Expr::Name(_) => names.reference(expr).is_some_and(|it| it.variable == Some(variable)),
            Expr::NamedExpr(it) => {
                names[variable].bindings.iter().any(|id| names[*id].node == it.target.into())
            }
            _ => false,
        }
    }

    /// The values of `type_` that are instances of one of `classes`.
    fn instances_of(&self, type_: &Type, classes: &[Class]) -> Type {
        let mut out = Type::NEVER;
        for class in classes {
            let instance = Instance::new(class.clone());
            if type_.rest() != Rest::Nothing {
                out.add(Part::Instance(instance.clone()));
            }
            for part in type_.parts() {
                match self.is_part_of(part, class) {
                    Answer::Yes => out.add(part.clone()),
                    Answer::No => {}
                    // It is of both; the tested class says more than an abstract one.
                    Answer::Unknown => out.add(Part::Instance(instance.clone())),
                }
            }
        }
        out
    }

    fn not_instances_of(&self, type_: Type, classes: &[Class]) -> Type {
        let keeps = |part: &Part| classes.iter().all(|class| self.is_part_of(part, class) != Answer::Yes);
        let excludes_none = classes.iter().any(|class| class.is_library("types.NoneType"));
        let type_ = if excludes_none { type_.without_none() } else { type_ };
        type_.filter(keeps)
    }

    /// Whether all values of a part are instances of `class`.
    fn is_part_of(&self, part: &Part, class: &Class) -> Answer {
        self.part_is_instance(part, class)
    }

    /// The classes that the values of `type_` are, or are tuples of, as `isinstance` and `except` take them.
    pub(super) fn classes(&self, type_: &Type) -> Option<Vec<Class>> {
        let mut out = Vec::new();
        for part in type_.known()? {
            match part {
                Part::Class { class, is_exact: true } => out.push(class.clone()),
                Part::Instance(it) if it.is_builtin("tuple") && !it.args.is_empty() => {
                    for arg in &it.args {
                        out.extend(self.classes(arg)?);
                    }
                }
                Part::Class { .. } | Part::Instance(_) | Part::Function(_) | Part::Module(_) => return None,
            }
        }
        Some(out)
    }
}
