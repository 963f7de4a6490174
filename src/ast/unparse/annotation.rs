//! The text of an annotation, as `from __future__ import annotations` keeps it.
//!
//! CPython has this writer in C, apart from [`ast.unparse`](mod@super), and it is another one: a lambda's star follows
//! its keyword at once, a `yield` always has parentheses, operands of one `and` stand in places of one precedence, and
//! an f-string is the `repr` of its text, whatever quotes are inside.
//!
//! The same chains are walked by a loop.
//!
//! Source: CPython 3.14, `Python/ast_unparse.c`.

use rustpython_wtf8::{Wtf8, Wtf8Buf};

use super::Precedence;
use super::expressions::{Spine, write_constant};
use super::strings::double_braces;
use crate::ast::{
    ArgId, ArgumentsId, Ast, BoolOp, Call, Compare, ComprehensionId, Dict, Expr, ExprId, IfExp, List,
    Operator, Slice, UnaryOp, UnaryOperator, Value, repr,
};

/// The text that CPython keeps of the annotation `id` instead of its value.
pub fn annotation_text(ast: &Ast, id: ExprId) -> String {
    let mut writer = Writer { ast, out: Wtf8Buf::new(), spine: Vec::new() };
    writer.test(id);
    // Lone surrogates are escaped by the `repr` of the string that they are in.
    writer.out.into_string_lossy()
}

struct Writer<'a> {
    ast: &'a Ast,
    /// What is in an f-string is text here before it is a string.
    out: Wtf8Buf,
    spine: Vec<Spine>,
}

impl Writer<'_> {
    fn write(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes an expression in a place of the precedence `place`.
    fn expr(&mut self, id: ExprId, place: Precedence) {
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

    fn test(&mut self, id: ExprId) {
        self.expr(id, Precedence::Test);
    }

    fn opt_test(&mut self, before: &str, id: Option<ExprId>) {
        if let Some(id) = id {
            self.write(before);
            self.test(id);
        }
    }

    /// What follows the left part of a node of a spine.
    fn after_left(&mut self, id: ExprId) {
        match &self.ast[id] {
            Expr::BinOp(it) => {
                let own = Precedence::of_binary(it.op);
                self.operator(it.op.text());
                self.expr(it.right, if it.op == Operator::Pow { own } else { own.next() });
            }
            Expr::Attribute(it) => {
                // `1.real` would be a number.
                if self.is_integer(it.value) {
                    self.write(" ");
                }
                self.write(".");
                self.write(self.ast.name(it.attr));
            }
            Expr::Subscript(it) => {
                self.write("[");
                self.expr(it.slice, Precedence::Tuple);
                self.write("]");
            }
            Expr::Call(it) => self.call_args(it),
            _ => unreachable!("only these four are put on a spine"),
        }
    }

    fn is_integer(&self, id: ExprId) -> bool {
        let Expr::Constant(constant) = self.ast[id] else { return false };
        matches!(constant.value, Value::Int(_) | Value::BigInt(_))
    }

    /// An expression that is no spine.
    fn leftmost(&mut self, id: ExprId, place: Precedence) {
        match &self.ast[id] {
            Expr::BoolOp(it) => self.bool_op(it, place),
            Expr::NamedExpr(it) => self.in_parens_if(place > Precedence::Tuple, |this| {
                this.expr(it.target, Precedence::Atom);
                this.write(" := ");
                this.expr(it.value, Precedence::Atom);
            }),
            Expr::UnaryOp(it) => self.unary_op(it, place),
            Expr::Lambda(it) => self.in_parens_if(place > Precedence::Test, |this| {
                this.lambda_start(it.args);
                this.write(": ");
                this.test(it.body);
            }),
            Expr::IfExp(it) => self.if_exp(it, place),
            Expr::Dict(it) => self.dict(it),
            Expr::Set(it) => self.bracketed("{", it.elts, "}"),
            Expr::List(it) => self.bracketed("[", it.elts, "]"),
            Expr::Tuple(it) if it.elts.is_empty() => self.write("()"),
            Expr::Tuple(it) => self.in_parens_if(place > Precedence::Tuple, |this| this.tuple_items(it.elts)),
            Expr::ListComp(it) => self.comprehensions("[", it.elt, it.generators, "]"),
            Expr::SetComp(it) => self.comprehensions("{", it.elt, it.generators, "}"),
            Expr::GeneratorExp(it) => self.comprehensions("(", it.elt, it.generators, ")"),
            Expr::DictComp(it) => {
                self.write("{");
                self.test(it.key);
                self.write(": ");
                self.comprehensions("", it.value, it.generators, "}");
            }
            Expr::Await(it) => self.in_parens_if(place > Precedence::Await, |this| {
                this.write("await ");
                this.expr(it.value, Precedence::Atom);
            }),
            Expr::Yield(it) => {
                self.write("(yield");
                self.opt_test(" ", it.value);
                self.write(")");
            }
            Expr::YieldFrom(it) => {
                self.write("(yield from ");
                self.test(it.value);
                self.write(")");
            }
            Expr::Compare(it) => self.compare(it, place),
            Expr::FormattedValue(it) => {
                self.interpolation(None, it.value, it.conversion, it.format_spec);
            }
            Expr::Interpolation(it) => {
                let source = self.ast.str(it.str).to_owned();
                self.interpolation(Some(&source), it.value, it.conversion.into(), it.format_spec);
            }
            Expr::JoinedStr(it) => self.template("f", it.values),
            Expr::TemplateStr(it) => self.template("t", it.values),
            Expr::Constant(it) => {
                let mut text = String::from(if it.kind.is_some() { "u" } else { "" });
                write_constant(&mut text, self.ast, it.value);
                self.write(&text);
            }
            Expr::Starred(it) => {
                self.write("*");
                self.expr(it.value, Precedence::BitOr);
            }
            Expr::Name(it) => self.write(self.ast.name(it.id)),
            Expr::Slice(it) => self.slice(it),
            Expr::BinOp(_) | Expr::Attribute(_) | Expr::Subscript(_) | Expr::Call(_) => {
                unreachable!("the loop of `expr` goes past spines")
            }
        }
    }

    fn in_parens_if(&mut self, condition: bool, inner: impl FnOnce(&mut Self)) {
        if condition {
            self.write("(");
        }
        inner(self);
        if condition {
            self.write(")");
        }
    }

    fn operator(&mut self, text: &str) {
        self.write(" ");
        self.write(text);
        self.write(" ");
    }

    fn separated<T: Copy>(&mut self, items: &[T], mut item: impl FnMut(&mut Self, T)) {
        for (idx, &it) in items.iter().enumerate() {
            if idx > 0 {
                self.write(", ");
            }
            item(self, it);
        }
    }

    fn bracketed(&mut self, open: &str, elts: List<ExprId>, close: &str) {
        self.write(open);
        self.separated(&self.ast[elts], Self::test);
        self.write(close);
    }

    fn tuple_items(&mut self, elts: List<ExprId>) {
        self.separated(&self.ast[elts], Self::test);
        if elts.len() == 1 {
            self.write(",");
        }
    }

    fn bool_op(&mut self, it: &BoolOp, place: Precedence) {
        let own = Precedence::of_bool(it.op);
        self.in_parens_if(place > own, |this| {
            for (idx, &value) in this.ast[it.values].iter().enumerate() {
                if idx > 0 {
                    this.operator(it.op.text());
                }
                this.expr(value, own.next());
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

    fn if_exp(&mut self, it: &IfExp, place: Precedence) {
        self.in_parens_if(place > Precedence::Test, |this| {
            this.expr(it.body, Precedence::Test.next());
            this.write(" if ");
            this.expr(it.test, Precedence::Test.next());
            this.write(" else ");
            this.test(it.orelse);
        });
    }

    fn compare(&mut self, it: &Compare, place: Precedence) {
        let operand_place = Precedence::Compare.next();
        self.in_parens_if(place > Precedence::Compare, |this| {
            this.expr(it.left, operand_place);
            for (op, &operand) in this.ast[it.ops].iter().zip(&this.ast[it.comparators]) {
                this.operator(op.text());
                this.expr(operand, operand_place);
            }
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

    fn slice(&mut self, it: &Slice) {
        self.opt_test("", it.lower);
        self.write(":");
        self.opt_test("", it.upper);
        self.opt_test(":", it.step);
    }

    fn comprehensions(&mut self, open: &str, elt: ExprId, generators: List<ComprehensionId>, close: &str) {
        self.write(open);
        self.test(elt);
        for &generator in &self.ast[generators] {
            let it = self.ast[generator];
            self.write(if it.is_async { " async for " } else { " for " });
            self.expr(it.target, Precedence::Tuple);
            self.write(" in ");
            self.expr(it.iter, Precedence::Test.next());
            for &condition in &self.ast[it.ifs] {
                self.write(" if ");
                self.expr(condition, Precedence::Test.next());
            }
        }
        self.write(close);
    }

    fn call_args(&mut self, it: &Call) {
        if let ([only], true) = (&self.ast[it.args], it.keywords.is_empty())
            && matches!(self.ast[*only], Expr::GeneratorExp(_))
        {
            return self.test(*only);
        }
        self.write("(");
        self.separated(&self.ast[it.args], Self::test);
        for (idx, &keyword) in self.ast[it.keywords].iter().enumerate() {
            if idx > 0 || !it.args.is_empty() {
                self.write(", ");
            }
            let keyword = self.ast[keyword];
            match keyword.arg {
                Some(name) => {
                    self.write(self.ast.name(name));
                    self.write("=");
                }
                None => self.write("**"),
            }
            self.test(keyword.value);
        }
        self.write(")");
    }

    /// The keyword and the parameters, with a space between if the first one is no star.
    fn lambda_start(&mut self, id: ArgumentsId) {
        let it = self.ast[id];
        let (posonly, args) = (&self.ast[it.posonlyargs], &self.ast[it.args]);
        let defaults = &self.ast[it.defaults];
        let n_without = (posonly.len() + args.len()).saturating_sub(defaults.len());
        let mut before = if posonly.is_empty() && args.is_empty() { "" } else { " " };
        self.write("lambda");
        for (idx, &arg) in posonly.iter().chain(args).enumerate() {
            self.write(std::mem::replace(&mut before, ", "));
            self.arg(arg);
            let default = idx.checked_sub(n_without).and_then(|nth| defaults.get(nth));
            self.opt_test("=", default.copied());
            if idx + 1 == posonly.len() {
                self.write(", /");
            }
        }
        if it.vararg.is_some() || !it.kwonlyargs.is_empty() {
            self.write(std::mem::replace(&mut before, ", "));
            self.write("*");
            if let Some(arg) = it.vararg {
                self.arg(arg);
            }
        }
        let kw_defaults = self.ast[it.kw_defaults].iter().copied().chain(std::iter::repeat(None));
        for (&arg, default) in self.ast[it.kwonlyargs].iter().zip(kw_defaults) {
            self.write(std::mem::replace(&mut before, ", "));
            self.arg(arg);
            self.opt_test("=", default);
        }
        if let Some(arg) = it.kwarg {
            self.write(before);
            self.write("**");
            self.arg(arg);
        }
    }

    fn arg(&mut self, id: ArgId) {
        self.write(self.ast.name(self.ast[id].arg));
    }

    /// An f-string or t-string: the `repr` of all that is in it.
    fn template(&mut self, prefix: &str, values: List<ExprId>) {
        let outer = std::mem::take(&mut self.out);
        self.parts(values);
        let text = std::mem::replace(&mut self.out, outer);
        let mut quoted = String::from(prefix);
        repr::write_str(&mut quoted, &text);
        self.write(&quoted);
    }

    fn parts(&mut self, values: List<ExprId>) {
        for &id in &self.ast[values] {
            match self.ast[id] {
                Expr::Constant(constant) => {
                    if let Value::Str(text) = constant.value {
                        self.out.push_wtf8(&double_braces(self.ast.str(text)));
                    }
                }
                _ => self.test(id),
            }
        }
    }

    /// One interpolation; `source` is what stands in its braces, if that is known.
    fn interpolation(
        &mut self,
        source: Option<&Wtf8>,
        value: ExprId,
        conversion: i32,
        format_spec: Option<ExprId>,
    ) {
        self.write("{");
        let start = self.out.len();
        match source {
            Some(source) => self.out.push_wtf8(source),
            None => self.expr(value, Precedence::Test.next()),
        }
        // Two braces would be one brace of text.
        if self.out.as_bytes().get(start) == Some(&b'{') {
            self.out.insert_wtf8(start, Wtf8::new(" "));
        }
        if let Some(conversion) = u32::try_from(conversion).ok().and_then(char::from_u32) {
            self.out.push_char('!');
            self.out.push_char(conversion);
        }
        if let Some(spec) = format_spec {
            self.write(":");
            match self.ast[spec] {
                Expr::JoinedStr(it) => self.parts(it.values),
                _ => self.test(spec),
            }
        }
        self.write("}");
    }
}
