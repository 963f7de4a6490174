//! Calls and names of the file as this set asks about them.

use crate::ast::{Ast, Call, Expr, ExprId, NodeId, Operator, Value};
use crate::rewrite::{Fill, Fragment, NativeRuleContext, PatternKind};
use crate::semantic::types::{Class, Part};
use crate::semantic::{Answer, Qualified};

/// The file with the questions that this set has.
#[derive(Clone, Copy)]
pub(super) struct Code<'a> {
    pub(super) ctx: NativeRuleContext<'a>,
}

impl<'a> Code<'a> {
    pub(super) fn ast(&self) -> &'a Ast {
        self.ctx.file.ast()
    }

    /// The call that `expr` is, with the qualified name of what is called.
    pub(super) fn named_call(&self, expr: ExprId) -> Option<(String, Call)> {
        let Expr::Call(call) = self.ast()[expr] else { return None };
        match self.ctx.file.qualified_name(call.func) {
            Qualified::Name(name) => Some((name, call)),
            Qualified::Other | Qualified::Unknown => None,
        }
    }

    /// The only argument of a call, if it has no other and is not starred.
    pub(super) fn only_argument(&self, call: Call) -> Option<ExprId> {
        match self.ast()[call.args] {
            [only] if call.keywords.is_empty() && !self.is_starred(only) => Some(only),
            _ => None,
        }
    }

    pub(super) fn is_starred(&self, expr: ExprId) -> bool {
        matches!(self.ast()[expr], Expr::Starred(_))
    }

    /// The text of a string literal.
    pub(super) fn literal(&self, expr: ExprId) -> Option<&'a str> {
        match self.ast()[expr] {
            Expr::Constant(it) => match it.value {
                Value::Str(id) => self.ast().str(id).as_str().ok(),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn is_none(&self, expr: ExprId) -> bool {
        matches!(self.ast()[expr], Expr::Constant(it) if it.value == Value::None)
    }

    /// Whether an expression surely gives a `pathlib.Path`.
    pub(super) fn is_path_object(&self, expr: ExprId) -> bool {
        let type_ = self.ctx.analysis.type_of(expr);
        let is_path = |part: &Part| match part {
            Part::Instance(it) => {
                matches!(&it.class, Class::Library(class) if class.derives_from_name("pathlib.Path"))
            }
            Part::Class { .. } | Part::Function(_) | Part::Module(_) => false,
        };
        type_.known().is_some_and(|parts| parts.iter().all(is_path))
    }

    /// Whether an expression surely gives a `str`.
    pub(super) fn is_text(&self, expr: ExprId) -> bool {
        let type_ = self.ctx.analysis.type_of(expr);
        type_.known().is_some_and(|parts| parts.iter().all(|part| part.is_builtin("str")))
    }

    /// Whether an expression gives a `str` or an object that stands for one: a path of text.
    ///
    /// A sum with a literal is of the literal's type, whatever else is in it, and what is encoded is of bytes.
    pub(super) fn is_path_text(&self, expr: ExprId) -> Answer {
        match self.ast()[expr] {
            Expr::BinOp(it) if it.op == Operator::Add => {
                let sides = [self.is_path_text(it.left), self.is_path_text(it.right)];
                if let Some(known) = sides.into_iter().find(|it| *it != Answer::Unknown) {
                    return known;
                }
            }
            Expr::Call(it) => {
                if matches!(self.ast()[it.func], Expr::Attribute(it) if self.ast().name(it.attr) == "encode")
                {
                    return Answer::No;
                }
            }
            _ => {}
        }
        let type_ = self.ctx.analysis.type_of(expr);
        let Some(parts) = type_.known() else { return Answer::Unknown };
        let is_text = |part: &Part| match part {
            Part::Instance(it) => {
                it.is_builtin("str")
                    || matches!(&it.class, Class::Library(class) if class.derives_from_name("pathlib.PurePath"))
            }
            Part::Class { .. } | Part::Function(_) | Part::Module(_) => false,
        };
        if parts.iter().all(is_text) {
            Answer::Yes
        } else if parts.iter().all(|part| part.is_builtin("bytes") || part.is_builtin("int")) {
            Answer::No
        } else {
            Answer::Unknown
        }
    }

    /// The expression right around another.
    pub(super) fn around(&self, expr: ExprId) -> Option<ExprId> {
        match self.ctx.analysis.parents().parent(expr) {
            Some(NodeId::Expr(parent)) => Some(parent),
            _ => None,
        }
    }

    /// The 1-based line that an expression begins in.
    pub(super) fn line(&self, expr: ExprId) -> usize {
        let start = usize::from(self.ctx.file.range(expr).start());
        memchr::memchr_iter(b'\n', &self.ctx.file.text.as_bytes()[..start]).count() + 1
    }

    /// The first line of the source of an expression, for a reason.
    pub(super) fn shown(&self, expr: ExprId) -> String {
        let source = self.ctx.file.source(expr);
        match source.split_once('\n') {
            Some((first, _)) => format!("{} …", first.trim_end()),
            None => source.to_owned(),
        }
    }
}

/// A template of this set's own, which parses.
pub(super) fn template(source: &str) -> Fragment {
    Fragment::parse(PatternKind::Expr, source).expect("the templates of this set are expressions")
}

/// A template with one hole `$p`.
pub(super) fn around_path(source: &str, path: Fragment) -> Fragment {
    template(source).fill("p", Fill::New(path))
}
