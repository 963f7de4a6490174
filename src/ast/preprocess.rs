//! What CPython 3.14 does to a tree before it compiles it, and on `ast.parse(..., optimize=1)` or more.
//!
//! `__debug__` becomes a constant, `'%s' % (x,)` an f-string, numbers of patterns lose their signs, and at level 2
//! docstrings go. Constants are folded later, in the flow graph. [`finally_exits`] finds what CPython warns of in
//! the same pass (PEP 765), at any level.
//!
//! Source: CPython 3.14, `Python/ast_preprocess.c`.

mod exits;
mod percent_format;

use num_bigint::BigInt;
use num_traits::ToPrimitive as _;

pub use exits::finally_exits;

use super::{
    AnnAssign, Ast, BinOp, ClassDef, Complex, Constant, Expr, ExprContext, ExprId, ExprStmt, Float,
    FunctionDef, JoinedStr, List, Mod, Module, Name, NameExpr, Node as _, NodeId, Operator, Pass, Pattern,
    PatternId, Stmt, StmtId, Transformer, TypeParamId, UnaryOp, UnaryOperator, Value,
};
use crate::text::{TextRange, TextSize};

/// The length of `pass`.
const PASS: TextSize = TextSize::new(4);

/// How much is optimised: Python's `-O` options.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OptimizeLevel {
    /// Assertions and docstrings stay.
    Zero,
    /// `-O`: `__debug__` is false.
    One,
    /// `-OO`: docstrings go too.
    Two,
}

impl Ast {
    /// Does CPython's preprocessing. It recurses as deep as the tree but for left spines.
    pub fn preprocess(&mut self, level: OptimizeLevel) {
        if level < OptimizeLevel::Two && !self.may_change() {
            return;
        }
        let keeps_annotations = self.has_future_annotations();
        let debug = self.intern("__debug__");
        self.transform(&mut Preprocessor { level, keeps_annotations, debug, spine: Vec::new() });
    }

    /// Whether some node is of those that preprocessing changes where docstrings stay.
    fn may_change(&self) -> bool {
        let is_formatting = |it: &BinOp| it.op == Operator::Mod && matches!(self[it.right], Expr::Tuple(_));
        let exprs = &Expr::arena(&self.arenas).nodes;
        self.count::<Pattern>() > 0
            || self.names.find("__debug__").is_some()
            || exprs.iter().any(|it| matches!(it, Expr::BinOp(it) if is_formatting(it)))
    }

    /// Whether the module begins with `from __future__ import annotations`, under a docstring perhaps.
    fn has_future_annotations(&self) -> bool {
        let Some(Mod::Module(module)) = self.root().map(|root| self[root]) else { return false };
        let n_docstrings = usize::from(self.docstring(module.body).is_some());
        let imports = self[module.body].iter().skip(n_docstrings).map_while(|id| match self[*id] {
            Stmt::ImportFrom(it) if it.module.is_some_and(|name| self.name(name) == "__future__") => Some(it),
            _ => None,
        });
        imports.flat_map(|it| &self[it.names]).any(|id| self.name(self[*id].name) == "annotations")
    }

    /// The string that documents the owner of `body`.
    pub(super) fn docstring(&self, body: List<StmtId>) -> Option<Constant> {
        let Stmt::Expr(first) = self[*self[body].first()?] else { return None };
        let Expr::Constant(constant) = self[first.value] else { return None };
        matches!(constant.value, Value::Str(_)).then_some(constant)
    }
}

struct Preprocessor {
    level: OptimizeLevel,
    /// Annotations are source by then: `from __future__ import annotations`.
    keeps_annotations: bool,
    /// The name `__debug__`.
    debug: Name,
    /// Left spines whose left part is being preprocessed.
    spine: Vec<ExprId>,
}

impl Transformer for Preprocessor {
    /// An expression is changed where it is, so what comes back is `id` always.
    fn expr(&mut self, ast: &mut Ast, id: ExprId) -> ExprId {
        match ast[id] {
            Expr::Name(NameExpr { id: name, ctx: ExprContext::Load }) if name == self.debug => {
                let value = if self.level == OptimizeLevel::Zero { Value::True } else { Value::False };
                ast[id] = Expr::Constant(Constant { value, kind: None });
            }
            Expr::Name(_) | Expr::Constant(_) => {}
            Expr::BinOp(_) | Expr::Call(_) | Expr::Attribute(_) | Expr::Subscript(_) => self.spine(ast, id),
            _ => NodeId::from(id).map_children(ast, self),
        }
        id
    }

    fn stmt(&mut self, ast: &mut Ast, id: StmtId, out: &mut Vec<StmtId>) {
        match ast[id] {
            Stmt::FunctionDef(it) => {
                let it = self.function_def(ast, it);
                ast[id] = Stmt::FunctionDef(it);
            }
            Stmt::AsyncFunctionDef(it) => {
                let it = self.function_def(ast, it);
                ast[id] = Stmt::AsyncFunctionDef(it);
            }
            Stmt::ClassDef(it) => {
                let body = self.body(ast, it.body);
                ast[id] = Stmt::ClassDef(ClassDef { body: List::EMPTY, ..it });
                NodeId::from(id).map_children(ast, self);
                if let Stmt::ClassDef(it) = &mut ast[id] {
                    it.body = body;
                }
            }
            Stmt::AnnAssign(it) if self.keeps_annotations => {
                let target = self.expr(ast, it.target);
                let value = it.value.map(|value| self.expr(ast, value));
                ast[id] = Stmt::AnnAssign(AnnAssign { target, value, ..it });
            }
            _ => NodeId::from(id).map_children(ast, self),
        }
        out.push(id);
    }

    fn node(&mut self, ast: &mut Ast, id: NodeId) {
        match id {
            NodeId::Mod(module) => {
                if let Mod::Module(it) = ast[module] {
                    let body = self.body(ast, it.body);
                    ast[module] = Mod::Module(Module { body, ..it });
                } else {
                    id.map_children(ast, self);
                }
            }
            NodeId::Arg(_) if self.keeps_annotations => {}
            NodeId::Pattern(pattern) => self.pattern(ast, pattern),
            _ => id.map_children(ast, self),
        }
    }
}

impl Preprocessor {
    /// An operator, call, attribute or subscript, and all those on its left.
    fn spine(&mut self, ast: &mut Ast, id: ExprId) {
        let base = self.spine.len();
        let mut left = id;
        while let Some(next) = left_part(&ast[left]) {
            self.spine.push(left);
            left = next;
        }
        self.expr(ast, left);
        while self.spine.len() > base
            && let Some(id) = self.spine.pop()
        {
            match ast[id] {
                Expr::BinOp(it) => {
                    self.expr(ast, it.right);
                    percent_format::fold(ast, id);
                }
                Expr::Subscript(it) => {
                    self.expr(ast, it.slice);
                }
                Expr::Call(it) => {
                    for idx in 0..it.args.len() {
                        self.expr(ast, ast[it.args][idx]);
                    }
                    for idx in 0..it.keywords.len() {
                        self.expr(ast, ast[ast[it.keywords][idx]].value);
                    }
                }
                _ => {}
            }
        }
    }

    fn function_def(&mut self, ast: &mut Ast, it: FunctionDef) -> FunctionDef {
        let type_params = self.list(ast, it.type_params);
        self.node(ast, it.args.into());
        let body = self.body(ast, it.body);
        let decorators: Vec<ExprId> = ast[it.decorator_list].to_vec();
        let decorators: Vec<ExprId> = decorators.into_iter().map(|id| self.expr(ast, id)).collect();
        let decorator_list = ast.add_list(decorators);
        let returns = it.returns.map(|id| if self.keeps_annotations { id } else { self.expr(ast, id) });
        FunctionDef { body, decorator_list, returns, type_params, ..it }
    }

    fn list(&mut self, ast: &mut Ast, list: List<TypeParamId>) -> List<TypeParamId> {
        for idx in 0..list.len() {
            let id = ast[list][idx];
            self.node(ast, id.into());
        }
        list
    }

    /// The statements of a module, class or function. What was no docstring before must not become one.
    fn body(&mut self, ast: &mut Ast, body: List<StmtId>) -> List<StmtId> {
        let mut stmts: Vec<StmtId> = ast[body].to_vec();
        let mut has_docstring = ast.docstring(body).is_some();
        if has_docstring && self.level == OptimizeLevel::Two {
            remove_docstring(ast, &mut stmts);
            has_docstring = false;
        }
        let mut mapped = Vec::with_capacity(stmts.len());
        for id in stmts {
            self.stmt(ast, id, &mut mapped);
        }
        let body = ast.add_list(mapped);
        if !has_docstring && ast.docstring(body).is_some() {
            hide_docstring(ast, body);
        }
        body
    }

    fn pattern(&mut self, ast: &mut Ast, id: PatternId) {
        match ast[id] {
            Pattern::MatchValue(it) => {
                fold_number(ast, it.value);
            }
            Pattern::MatchMapping(it) => {
                for idx in 0..it.keys.len() {
                    let key = ast[it.keys][idx];
                    fold_number(ast, key);
                }
                for idx in 0..it.patterns.len() {
                    let pattern = ast[it.patterns][idx];
                    self.pattern(ast, pattern);
                }
            }
            _ => NodeId::from(id).map_children(ast, self),
        }
    }
}

/// The part of an expression that comes first, if the expression is one of those that chain there.
fn left_part(expr: &Expr) -> Option<ExprId> {
    match expr {
        Expr::BinOp(it) => Some(it.left),
        Expr::Call(it) => Some(it.func),
        Expr::Attribute(it) => Some(it.value),
        Expr::Subscript(it) => Some(it.value),
        _ => None,
    }
}

/// Takes the docstring off; a body of nothing else is left with `pass`.
fn remove_docstring(ast: &mut Ast, stmts: &mut Vec<StmtId>) {
    if let [only] = **stmts {
        let start = ast.range(only).start();
        stmts[0] = ast.add(Stmt::Pass(Pass {}), TextRange::at(start, PASS));
    } else {
        stmts.remove(0);
    }
}

/// Makes an f-string of a string that would be taken for a docstring.
fn hide_docstring(ast: &mut Ast, body: List<StmtId>) {
    let Some(&first) = ast[body].first() else { return };
    let Stmt::Expr(stmt) = ast[first] else { return };
    let values = ast.add_list([stmt.value]);
    let value = ast.add(Expr::JoinedStr(JoinedStr { values }), ast.range(first));
    ast[first] = Stmt::Expr(ExprStmt { value });
}

/// `-1`, `1 + 2j` and `-1 - 2j` of a pattern as constants.
fn fold_number(ast: &mut Ast, id: ExprId) -> Option<Value> {
    let value = match ast[id] {
        Expr::Constant(it) => return Some(it.value),
        Expr::UnaryOp(UnaryOp { op: UnaryOperator::USub, operand }) => {
            let Expr::Constant(operand) = ast[operand] else { return None };
            negative(ast, operand.value)?
        }
        Expr::BinOp(BinOp { left, op: op @ (Operator::Add | Operator::Sub), right }) => {
            let Expr::Constant(right) = ast[right] else { return None };
            let left = fold_number(ast, left)?;
            sum(ast, left, op, right.value)?
        }
        _ => return None,
    };
    ast[id] = Expr::Constant(Constant { value, kind: None });
    Some(value)
}

fn negative(ast: &mut Ast, value: Value) -> Option<Value> {
    Some(match value {
        Value::Int(number) => ast.add_int(-BigInt::from(number)),
        Value::BigInt(id) => {
            let number = -ast.big_int(id);
            ast.add_int(number)
        }
        Value::Float(number) => Value::Float(Float::new(-number.get())),
        Value::Complex(id) => {
            let Complex { real, imag } = ast.complex(id);
            ast.add_complex(-real, -imag)
        }
        _ => return None,
    })
}

/// A real number and an imaginary one; an integer that no float can hold stays as it is.
fn sum(ast: &mut Ast, left: Value, op: Operator, right: Value) -> Option<Value> {
    let Value::Complex(right) = right else { return None };
    let Complex { real, imag } = ast.complex(right);
    let left = match left {
        Value::Int(number) => f64::from(number),
        Value::BigInt(id) => ast.big_int(id).to_f64().filter(|it| it.is_finite())?,
        Value::Float(number) => number.get(),
        _ => return None,
    };
    Some(match op {
        Operator::Sub => ast.add_complex(left - real, -imag),
        _ => ast.add_complex(left + real, imag),
    })
}
