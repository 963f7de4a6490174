//! Expressions.

use super::{Precedence, Unparser};
use crate::ast::{
    Ast, BoolOp, Compare, ComprehensionId, Dict, Expr, ExprId, IfExp, Lambda, List, Operator, Slice, Tuple,
    UnaryOp, UnaryOperator, Value, repr,
};

/// A node whose leftmost part is being written; what follows that part is still to come.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spine {
    pub(super) id: ExprId,
    pub(super) in_parens: bool,
}

impl Spine {
    /// Of an expression that starts with another one: that one, its place, and whether the whole needs parentheses in
    /// the place `place`.
    pub(super) fn left_of(expr: &Expr, place: Precedence) -> Option<(ExprId, Precedence, bool)> {
        match expr {
            Expr::BinOp(it) => {
                let own = Precedence::of_binary(it.op);
                let left_place = if it.op == Operator::Pow { own.next() } else { own };
                Some((it.left, left_place, place > own))
            }
            Expr::Attribute(it) => Some((it.value, Precedence::Atom, false)),
            Expr::Subscript(it) => Some((it.value, Precedence::Atom, false)),
            Expr::Call(it) => Some((it.func, Precedence::Atom, false)),
            _ => None,
        }
    }
}

/// How an infinite float is written: the first power of ten that is too large.
const INFINITY: &str = "1e309";

impl Unparser<'_> {
    /// Writes an expression in a place of the precedence `place`.
    ///
    /// It goes down a left spine by a loop, and up again to finish each node.
    pub(super) fn expr(&mut self, id: ExprId, place: Precedence) {
        let bottom = self.spine.len();
        let (mut id, mut place) = (id, place);
        while let Some((left, left_place, in_parens)) = Spine::left_of(&self.ast[id], place) {
            if in_parens {
                self.write("(");
            }
            self.spine.push(Spine { id, in_parens });
            (id, place) = (left, left_place);
        }
        self.leftmost(id, place);
        while self.spine.len() > bottom {
            let Some(next) = self.spine.pop() else { break };
            self.after_left(next.id);
            if next.in_parens {
                self.write(")");
            }
        }
    }

    /// What follows the left part of a node of a spine.
    fn after_left(&mut self, id: ExprId) {
        match &self.ast[id] {
            Expr::BinOp(it) => {
                let own = Precedence::of_binary(it.op);
                self.write(" ");
                self.write(it.op.text());
                self.write(" ");
                self.expr(it.right, if it.op == Operator::Pow { own } else { own.next() });
            }
            Expr::Attribute(it) => {
                // `1.real` would be a number.
                if self.is_integer(it.value) {
                    self.write(" ");
                }
                self.write(".");
                self.write_name(it.attr);
            }
            Expr::Subscript(it) => {
                self.write("[");
                match self.ast[it.slice] {
                    Expr::Tuple(index) if !index.elts.is_empty() => self.tuple_items(index.elts),
                    _ => self.test(it.slice),
                }
                self.write("]");
            }
            Expr::Call(it) => {
                self.write("(");
                self.call_args(it.args, it.keywords);
                self.write(")");
            }
            _ => unreachable!("only these four are put on a spine"),
        }
    }

    fn is_integer(&self, id: ExprId) -> bool {
        let Expr::Constant(constant) = self.ast[id] else { return false };
        matches!(constant.value, Value::Int(_) | Value::BigInt(_) | Value::True | Value::False)
    }

    /// An expression that is no spine.
    fn leftmost(&mut self, id: ExprId, place: Precedence) {
        match &self.ast[id] {
            Expr::BoolOp(it) => self.bool_op(it, place),
            Expr::NamedExpr(it) => self.in_parens_if(place > Precedence::NamedExpr, |this| {
                this.expr(it.target, Precedence::Atom);
                this.write(" := ");
                this.expr(it.value, Precedence::Atom);
            }),
            Expr::UnaryOp(it) => self.unary_op(it, place),
            Expr::Lambda(it) => self.lambda(it, place),
            Expr::IfExp(it) => self.if_exp(it, place),
            Expr::Dict(it) => self.dict(it),
            Expr::Set(it) if it.elts.is_empty() => self.write("{*()}"),
            Expr::Set(it) => self.bracketed("{", it.elts, "}"),
            Expr::List(it) => self.bracketed("[", it.elts, "]"),
            Expr::Tuple(it) => self.tuple(it, place),
            Expr::ListComp(it) => self.comprehensions("[", it.elt, it.generators, "]"),
            Expr::SetComp(it) => self.comprehensions("{", it.elt, it.generators, "}"),
            Expr::GeneratorExp(it) => self.comprehensions("(", it.elt, it.generators, ")"),
            Expr::DictComp(it) => {
                self.write("{");
                self.test(it.key);
                self.write(": ");
                self.comprehensions("", it.value, it.generators, "}");
            }
            Expr::Await(it) => self.prefixed("await", Some(it.value), place > Precedence::Await),
            Expr::Yield(it) => self.prefixed("yield", it.value, place > Precedence::Yield),
            Expr::YieldFrom(it) => self.prefixed("yield from", Some(it.value), place > Precedence::Yield),
            Expr::Compare(it) => self.compare(it, place),
            Expr::FormattedValue(it) => {
                self.interpolation(None, it.value, it.conversion, it.format_spec);
            }
            Expr::Interpolation(it) => {
                self.interpolation(Some(it.str), it.value, it.conversion.into(), it.format_spec);
            }
            Expr::JoinedStr(it) => self.template("f", it.values),
            Expr::TemplateStr(it) => self.template("t", it.values),
            Expr::Constant(it) => {
                if it.kind.is_some() {
                    self.write("u");
                }
                self.constant(it.value);
            }
            Expr::Starred(it) => {
                self.write("*");
                self.expr(it.value, Precedence::BitOr);
            }
            Expr::Name(it) => self.write_name(it.id),
            Expr::Slice(it) => self.slice(it),
            Expr::BinOp(_) | Expr::Attribute(_) | Expr::Subscript(_) | Expr::Call(_) => {
                unreachable!("the loop of `expr` goes past spines")
            }
        }
    }

    fn prefixed(&mut self, keyword: &str, value: Option<ExprId>, in_parens: bool) {
        self.in_parens_if(in_parens, |this| {
            this.write(keyword);
            if let Some(value) = value {
                this.write(" ");
                this.expr(value, Precedence::Atom);
            }
        });
    }

    /// Each operand stands in a place one tighter than the one before.
    fn bool_op(&mut self, it: &BoolOp, place: Precedence) {
        let mut operand_place = Precedence::of_bool(it.op);
        self.in_parens_if(place > operand_place, |this| {
            for (idx, &value) in this.ast[it.values].iter().enumerate() {
                if idx > 0 {
                    this.write(" ");
                    this.write(it.op.text());
                    this.write(" ");
                }
                operand_place = operand_place.next();
                this.expr(value, operand_place);
            }
        });
    }

    fn unary_op(&mut self, it: &UnaryOp, place: Precedence) {
        let own = Precedence::of_unary(it.op);
        self.in_parens_if(place > own, |this| {
            this.write(it.op.text());
            if it.op == UnaryOperator::Not {
                this.write(" ");
            }
            this.expr(it.operand, own);
        });
    }

    fn lambda(&mut self, it: &Lambda, place: Precedence) {
        self.in_parens_if(place > Precedence::Test, |this| {
            this.write("lambda ");
            let len = this.out.len();
            this.arguments(it.args);
            if this.out.len() == len {
                this.out.truncate(len - 1);
            }
            this.write(": ");
            this.test(it.body);
        });
    }

    fn if_exp(&mut self, it: &IfExp, place: Precedence) {
        self.in_parens_if(place > Precedence::Test, |this| {
            this.expr(it.body, Precedence::Test.next());
            this.write(" if ");
            this.expr(it.test, Precedence::Test.next());
            this.write(" else ");
            this.test(it.orelse);
        });
    }

    fn dict(&mut self, it: &Dict) {
        self.write("{");
        let keys = &self.ast[it.keys];
        for (idx, (&key, &value)) in keys.iter().zip(&self.ast[it.values]).enumerate() {
            if idx > 0 {
                self.write(", ");
            }
            match key {
                Some(key) => {
                    self.test(key);
                    self.write(": ");
                    self.test(value);
                }
                None => {
                    self.write("**");
                    self.expr(value, Precedence::BitOr);
                }
            }
        }
        self.write("}");
    }

    fn bracketed(&mut self, open: &str, elts: List<ExprId>, close: &str) {
        self.write(open);
        self.comma_separated(elts);
        self.write(close);
    }

    fn tuple(&mut self, it: &Tuple, place: Precedence) {
        let in_parens = it.elts.is_empty() || place > Precedence::Tuple;
        self.in_parens_if(in_parens, |this| this.tuple_items(it.elts));
    }

    fn tuple_items(&mut self, elts: List<ExprId>) {
        self.comma_separated(elts);
        if elts.len() == 1 {
            self.write(",");
        }
    }

    fn comprehensions(&mut self, open: &str, elt: ExprId, generators: List<ComprehensionId>, close: &str) {
        self.write(open);
        self.test(elt);
        for &generator in &self.ast[generators] {
            self.comprehension(generator);
        }
        self.write(close);
    }

    pub(super) fn comprehension(&mut self, id: ComprehensionId) {
        let it = self.ast[id];
        self.write(if it.is_async { " async for " } else { " for " });
        self.expr(it.target, Precedence::Tuple);
        self.write(" in ");
        self.expr(it.iter, Precedence::Test.next());
        for &condition in &self.ast[it.ifs] {
            self.write(" if ");
            self.expr(condition, Precedence::Test.next());
        }
    }

    fn compare(&mut self, it: &Compare, place: Precedence) {
        let operand_place = Precedence::Compare.next();
        self.in_parens_if(place > Precedence::Compare, |this| {
            this.expr(it.left, operand_place);
            for (op, &operand) in this.ast[it.ops].iter().zip(&this.ast[it.comparators]) {
                this.write(" ");
                this.write(op.text());
                this.write(" ");
                this.expr(operand, operand_place);
            }
        });
    }

    fn slice(&mut self, it: &Slice) {
        self.opt_test("", it.lower);
        self.write(":");
        self.opt_test("", it.upper);
        self.opt_test(":", it.step);
    }

    pub(super) fn constant(&mut self, value: Value) {
        write_constant(&mut self.out, self.ast, value);
    }
}

/// Appends a constant's `repr`, with infinities as numbers that overflow.
pub(super) fn write_constant(out: &mut String, ast: &Ast, value: Value) {
    match value {
        Value::Ellipsis => out.push_str("..."),
        Value::Float(_) | Value::Complex(_) => {
            let mut text = String::new();
            repr::write_value(&mut text, ast, value);
            let text = text.replace("inf", INFINITY);
            out.push_str(&text.replace("nan", &format!("({INFINITY}-{INFINITY})")));
        }
        Value::None
        | Value::True
        | Value::False
        | Value::Int(_)
        | Value::BigInt(_)
        | Value::Str(_)
        | Value::Bytes(_) => repr::write_value(out, ast, value),
    }
}
