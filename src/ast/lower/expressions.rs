//! Expressions.

use super::{LowerError, Lowerer, is_expr};
use crate::ast::{
    Attribute, Await, BinOp, BoolOp, BoolOperator, Call, CmpOperator, Compare, Comprehension,
    ComprehensionId, Constant, Dict, DictComp, Expr, ExprContext, ExprId, Float, GeneratorExp, IfExp,
    Keyword, KeywordId, Lambda, List, ListComp, ListExpr, NameExpr, NamedExpr, Operator, Set, SetComp, Slice,
    Starred, Subscript, Tuple, UnaryOp, UnaryOperator, Value, Yield, YieldFrom,
};
use crate::syntax::{
    SyntaxKind::{self, *},
    T,
    literal::Number,
    outline::{Child, Children, Node as Syntax, Token},
};

/// A node of a left spine, and its children after the first expression.
#[derive(Debug, Clone)]
pub(super) struct Pending<'t> {
    node: Syntax<'t>,
    rest: Children<'t>,
}

impl<'t> Lowerer<'t> {
    /// An expression that is read.
    pub(super) fn expr(&mut self, node: Syntax<'t>) -> ExprId {
        self.expr_in(node, ExprContext::Load)
    }

    /// An expression; `ctx` says what is done with it if it is a target.
    pub(super) fn expr_in(&mut self, node: Syntax<'t>, ctx: ExprContext) -> ExprId {
        match node.kind {
            NAME_EXPR => self.name_expr(node, ctx),
            LITERAL => self.literal(node),
            BINARY_EXPR | ATTRIBUTE | CALL | SUBSCRIPT => self.spine(node, ctx),
            PAREN_EXPR => self.paren_expr(node, ctx),
            STRING_EXPR => self.string_expr(node),
            TUPLE_EXPR => {
                let elts = self.expr_list(node.children(), ctx);
                self.add(Expr::Tuple(Tuple { elts, ctx }), node)
            }
            LIST_EXPR => {
                let elts = self.expr_list(node.children(), ctx);
                self.add(Expr::List(ListExpr { elts, ctx }), node)
            }
            STARRED_EXPR => {
                let value = self.child_expr_in(node, ctx);
                self.add(Expr::Starred(Starred { value, ctx }), node)
            }
            _ => self.value(node),
        }
    }

    /// An expression that cannot be a target.
    fn value(&mut self, node: Syntax<'t>) -> ExprId {
        let expr = match node.kind {
            SET_EXPR => Expr::Set(Set { elts: self.expr_list(node.children(), ExprContext::Load) }),
            DICT_EXPR => self.dict(node),
            LIST_COMP => {
                let (elt, generators) = self.comprehension_parts(node);
                Expr::ListComp(ListComp { elt, generators })
            }
            SET_COMP => {
                let (elt, generators) = self.comprehension_parts(node);
                Expr::SetComp(SetComp { elt, generators })
            }
            GENERATOR_EXPR => {
                let (elt, generators) = self.comprehension_parts(node);
                Expr::GeneratorExp(GeneratorExp { elt, generators })
            }
            DICT_COMP => self.dict_comp(node),
            SLICE_EXPR => self.slice(node),
            AWAIT_EXPR => Expr::Await(Await { value: self.child_expr(node) }),
            UNARY_EXPR => self.unary_expr(node),
            BOOL_EXPR => {
                let op = if node.has(T![or]) { BoolOperator::Or } else { BoolOperator::And };
                Expr::BoolOp(BoolOp { op, values: self.expr_list(node.children(), ExprContext::Load) })
            }
            COMPARE_EXPR => self.compare(node),
            IF_EXPR => self.if_expr(node),
            LAMBDA_EXPR => self.lambda(node),
            NAMED_EXPR => self.named_expr(node),
            YIELD_EXPR => Expr::Yield(Yield { value: self.opt_child_expr(node) }),
            YIELD_FROM_EXPR => Expr::YieldFrom(YieldFrom { value: self.child_expr(node) }),
            // Only in files with errors: Python 2's backticks, or no expression at all.
            _ => return self.missing(node),
        };
        self.add(expr, node)
    }

    /// The first expression directly in `within`, in context, or a stand-in.
    pub(super) fn child_expr_in(&mut self, within: Syntax<'t>, ctx: ExprContext) -> ExprId {
        match within.nodes().find(|it| is_expr(it.kind)) {
            Some(node) => self.expr_in(node, ctx),
            None => self.missing(within),
        }
    }

    fn name_expr(&mut self, node: Syntax<'t>, ctx: ExprContext) -> ExprId {
        let text = node.tokens().next().map_or("", |it| it.text());
        let id = self.identifier(text);
        self.add(Expr::Name(NameExpr { id, ctx }), node)
    }

    /// Parentheses leave no trace but the range of what holds them; any number of them is a loop.
    fn paren_expr(&mut self, node: Syntax<'t>, ctx: ExprContext) -> ExprId {
        let mut inner = node;
        while inner.kind == PAREN_EXPR {
            let Some(next) = inner.nodes().find(|it| is_expr(it.kind)) else { return self.missing(inner) };
            inner = next;
        }
        self.expr_in(inner, ctx)
    }

    fn literal(&mut self, node: Syntax<'t>) -> ExprId {
        let Some(token) = node.tokens().next() else { return self.missing(node) };
        let value = match token.kind {
            T![None] => Value::None,
            T![True] => Value::True,
            T![False] => Value::False,
            T![...] => Value::Ellipsis,
            _ => self.number(token),
        };
        self.add(Expr::Constant(Constant { value, kind: None }), node)
    }

    fn number(&mut self, token: Token<'t>) -> Value {
        match Number::parse(token.text()) {
            Ok(Number::Int(number)) => match i32::try_from(number) {
                Ok(small) => Value::Int(small),
                Err(_) => self.ast.add_int(number.into()),
            },
            Ok(Number::BigInt(number)) => self.ast.add_int(number.into()),
            Ok(Number::Float(number)) => Value::Float(Float::new(number)),
            Ok(Number::Imaginary(number)) => self.ast.add_complex(0.0, number),
            Err(error) => {
                self.errors.push(LowerError { range: token.range(), kind: error.into() });
                Value::Int(0)
            }
        }
    }

    /// A node whose first part may be a node of the same sort, and so on: down by a loop, and up by another.
    fn spine(&mut self, node: Syntax<'t>, ctx: ExprContext) -> ExprId {
        let bottom = self.spine.len();
        let mut leftmost = node;
        let mut id = loop {
            if !matches!(leftmost.kind, BINARY_EXPR | ATTRIBUTE | CALL | SUBSCRIPT) {
                break self.expr(leftmost);
            }
            let mut rest = leftmost.children();
            let left = rest.next_node().filter(|it| is_expr(it.kind));
            self.spine.push(Pending { node: leftmost, rest });
            match left {
                Some(left) => leftmost = left,
                None => break self.missing(leftmost),
            }
        };
        while self.spine.len() > bottom {
            let Some(Pending { node, rest }) = self.spine.pop() else { break };
            let ctx = if self.spine.len() == bottom { ctx } else { ExprContext::Load };
            id = self.after_left(node, id, rest, ctx);
        }
        id
    }

    /// A node of a spine, from its first part `left` and the children after that.
    fn after_left(
        &mut self,
        node: Syntax<'t>,
        left: ExprId,
        mut rest: Children<'t>,
        ctx: ExprContext,
    ) -> ExprId {
        let expr = match node.kind {
            BINARY_EXPR => {
                let op = match rest.next() {
                    Some(Child::Token(token)) => binary_operator(token.kind),
                    _ => Operator::Add,
                };
                let right = self.next_expr(node, &mut rest);
                Expr::BinOp(BinOp { left, op, right })
            }
            ATTRIBUTE => {
                let attr = self.name_in(node);
                Expr::Attribute(Attribute { value: left, attr, ctx })
            }
            SUBSCRIPT => {
                let slice = self.next_expr(node, &mut rest);
                Expr::Subscript(Subscript { value: left, slice, ctx })
            }
            _ => {
                let (args, keywords) = match rest.next_node() {
                    Some(list) if list.kind == ARG_LIST => self.call_args(list),
                    _ => (List::EMPTY, List::EMPTY),
                };
                Expr::Call(Call { func: left, args, keywords })
            }
        };
        self.add(expr, node)
    }

    fn next_expr(&mut self, within: Syntax<'t>, rest: &mut Children<'t>) -> ExprId {
        match rest.next_node() {
            Some(node) if is_expr(node.kind) => self.expr(node),
            _ => self.missing(within),
        }
    }

    /// The arguments of a call or of a class.
    pub(super) fn call_args(&mut self, list: Syntax<'t>) -> (List<ExprId>, List<KeywordId>) {
        let mark = self.exprs.len();
        let first_keyword = self.keywords.len();
        for node in list.nodes() {
            match node.kind {
                KEYWORD_ARG => {
                    let arg = Some(self.name_in(node));
                    let value = self.child_expr(node);
                    let id = self.add(Keyword { arg, value }, node);
                    self.keywords.push(id);
                }
                DOUBLE_STARRED => {
                    let value = self.child_expr(node);
                    let id = self.add(Keyword { arg: None, value }, node);
                    self.keywords.push(id);
                }
                kind if is_expr(kind) => {
                    let id = self.expr(node);
                    // The parentheses of the call are those of its only argument.
                    if kind == GENERATOR_EXPR && !node.has(L_PAREN) {
                        self.ast.set_range(id, list.range());
                    }
                    self.exprs.push(id);
                }
                _ => {}
            }
        }
        let keywords = self.ast.add_list(self.keywords.drain(first_keyword..));
        (self.ast.add_list(self.exprs.drain(mark..)), keywords)
    }

    fn dict(&mut self, node: Syntax<'t>) -> Expr {
        let mark = self.exprs.len();
        let mut keys = Vec::new();
        for item in node.nodes() {
            match item.kind {
                DICT_ITEM => {
                    let [key, value] = self.child_exprs(item);
                    keys.push(Some(key.unwrap_or_else(|| self.missing(item))));
                    let value = value.unwrap_or_else(|| self.missing(item));
                    self.exprs.push(value);
                }
                DOUBLE_STARRED => {
                    keys.push(None);
                    let value = self.child_expr(item);
                    self.exprs.push(value);
                }
                _ => {}
            }
        }
        let keys = self.ast.add_list(keys);
        Expr::Dict(Dict { keys, values: self.ast.add_list(self.exprs.drain(mark..)) })
    }

    fn dict_comp(&mut self, node: Syntax<'t>) -> Expr {
        let item = node.nodes().next().filter(|it| matches!(it.kind, DICT_ITEM | DOUBLE_STARRED));
        let [key, value] = item.map_or([None; 2], |item| self.child_exprs(item));
        let key = key.unwrap_or_else(|| self.missing(node));
        let value = value.unwrap_or_else(|| self.missing(node));
        let generators = self.comprehensions(node);
        Expr::DictComp(DictComp { key, value, generators })
    }

    fn comprehension_parts(&mut self, node: Syntax<'t>) -> (ExprId, List<ComprehensionId>) {
        let elt = self.child_expr(node);
        (elt, self.comprehensions(node))
    }

    fn comprehensions(&mut self, node: Syntax<'t>) -> List<ComprehensionId> {
        let mut all = Vec::new();
        for clause in node.nodes().filter(|it| it.kind == COMPREHENSION) {
            let mut parts = clause.nodes();
            let target = match parts.next() {
                Some(target) => self.expr_in(target, ExprContext::Store),
                None => self.missing(clause),
            };
            let mut iter = None;
            let mark = self.exprs.len();
            for part in parts {
                if part.kind == COMPREHENSION_IF {
                    let condition = self.child_expr(part);
                    self.exprs.push(condition);
                } else if is_expr(part.kind) {
                    iter = Some(self.expr(part));
                }
            }
            let ifs = self.ast.add_list(self.exprs.drain(mark..));
            let iter = iter.unwrap_or_else(|| self.missing(clause));
            let is_async = clause.has(T![async]);
            all.push(self.add(Comprehension { target, iter, ifs, is_async }, clause));
        }
        self.ast.add_list(all)
    }

    /// `lower : upper : step`, each optional; told apart by the colons.
    fn slice(&mut self, node: Syntax<'t>) -> Expr {
        let mut parts = [None; 3];
        let mut n_colons = 0;
        for child in node.children() {
            match child {
                Child::Token(token) if token.kind == T![:] => n_colons += 1,
                Child::Node(part) if is_expr(part.kind) => {
                    if let Some(place) = parts.get_mut(n_colons) {
                        *place = Some(self.expr(part));
                    }
                }
                _ => {}
            }
        }
        let [lower, upper, step] = parts;
        Expr::Slice(Slice { lower, upper, step })
    }

    fn unary_expr(&mut self, node: Syntax<'t>) -> Expr {
        let op = match node.tokens().next().map(|it| it.kind) {
            Some(T![not]) => UnaryOperator::Not,
            Some(T![+]) => UnaryOperator::UAdd,
            Some(T![~]) => UnaryOperator::Invert,
            _ => UnaryOperator::USub,
        };
        Expr::UnaryOp(UnaryOp { op, operand: self.child_expr(node) })
    }

    fn compare(&mut self, node: Syntax<'t>) -> Expr {
        let mut children = node.children();
        let left = self.next_expr(node, &mut children);
        let mark = self.exprs.len();
        let first_op = self.comparisons.len();
        let mut before = None;
        for child in children {
            match child {
                Child::Token(token) => {
                    compare_operator(before, token.kind, &mut self.comparisons);
                    before = Some(token.kind);
                }
                Child::Node(operand) => {
                    before = None;
                    if is_expr(operand.kind) {
                        let id = self.expr(operand);
                        self.exprs.push(id);
                    }
                }
            }
        }
        // A broken comparison may lack its last operand.
        while self.exprs.len() - mark < self.comparisons.len() - first_op {
            let id = self.missing(node);
            self.exprs.push(id);
        }
        let ops = self.ast.add_list(self.comparisons.drain(first_op..));
        Expr::Compare(Compare { left, ops, comparators: self.ast.add_list(self.exprs.drain(mark..)) })
    }

    fn if_expr(&mut self, node: Syntax<'t>) -> Expr {
        let [body, test, orelse] = self.child_exprs(node);
        let [body, test, orelse] = [body, test, orelse].map(|it| it.unwrap_or_else(|| self.missing(node)));
        Expr::IfExp(IfExp { test, body, orelse })
    }

    fn lambda(&mut self, node: Syntax<'t>) -> Expr {
        let args = match node.nodes().find(|it| it.kind == PARAM_LIST) {
            Some(list) => self.params(list),
            None => self.no_params(node),
        };
        Expr::Lambda(Lambda { args, body: self.child_expr(node) })
    }

    fn named_expr(&mut self, node: Syntax<'t>) -> Expr {
        let mut children = node.children();
        let target = match children.next_node() {
            Some(target) if is_expr(target.kind) => self.expr_in(target, ExprContext::Store),
            _ => self.missing(node),
        };
        let value = self.next_expr(node, &mut children);
        Expr::NamedExpr(NamedExpr { target, value })
    }
}

/// The operator that a token writes, alone or before `=`.
pub(super) fn binary_operator(kind: SyntaxKind) -> Operator {
    match kind {
        T![-] | MINUS_EQUAL => Operator::Sub,
        T![*] | STAR_EQUAL => Operator::Mult,
        T![@] | AT_EQUAL => Operator::MatMult,
        T![/] | SLASH_EQUAL => Operator::Div,
        T![%] | PERCENT_EQUAL => Operator::Mod,
        T![**] | DOUBLE_STAR_EQUAL => Operator::Pow,
        T![<<] | LEFT_SHIFT_EQUAL => Operator::LShift,
        T![>>] | RIGHT_SHIFT_EQUAL => Operator::RShift,
        T![|] | PIPE_EQUAL => Operator::BitOr,
        T![^] | CARET_EQUAL => Operator::BitXor,
        T![&] | AMPERSAND_EQUAL => Operator::BitAnd,
        DOUBLE_SLASH | DOUBLE_SLASH_EQUAL => Operator::FloorDiv,
        _ => Operator::Add,
    }
}

/// Adds the operator that a token begins, or makes the second word of the last one. `before` is the token right
/// before it.
fn compare_operator(before: Option<SyntaxKind>, kind: SyntaxKind, ops: &mut Vec<CmpOperator>) {
    let op = match kind {
        T![==] => CmpOperator::Eq,
        T![!=] | LESS_GREATER => CmpOperator::NotEq,
        T![<] => CmpOperator::Lt,
        T![<=] => CmpOperator::LtE,
        T![>] => CmpOperator::Gt,
        T![>=] => CmpOperator::GtE,
        T![in] if before == Some(T![not]) => return,
        T![in] => CmpOperator::In,
        T![not] if before == Some(T![is]) => {
            ops.pop();
            CmpOperator::IsNot
        }
        T![not] => CmpOperator::NotIn,
        T![is] => CmpOperator::Is,
        _ => return,
    };
    ops.push(op);
}
