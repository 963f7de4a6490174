//! Functions, classes, and their parameters.

use super::statements::Block;
use super::{Lowerer, is_expr, range_to};
use crate::ast::{
    Arg, ArgId, Arguments, ArgumentsId, ClassDef, ExprId, FunctionDef, List, ParamSpec, Stmt, TypeParam,
    TypeParamId, TypeVar, TypeVarTuple,
};
use crate::syntax::{
    SyntaxKind::{self, *},
    T,
    outline::{Child, Node as Syntax},
};
use crate::text::{TextRange, TextSize};

impl<'t> Lowerer<'t> {
    /// A definition begins behind its decorators.
    pub(super) fn function_def(&mut self, node: Syntax<'t>) -> (Stmt, TextRange) {
        let decorator_list = self.decorators(node);
        let start = self.definition_start(node);
        let name = self.name_in(node);
        let type_params = self.type_params(node);
        let args = match node.nodes().find(|it| it.kind == PARAM_LIST) {
            Some(list) => self.params(list),
            None => self.no_params(node),
        };
        let returns = self.opt_child_expr(node);
        let type_comment = self.function_type_comment(node);
        let Block { body, end } = self.block(node);
        let it = FunctionDef { name, args, body, decorator_list, returns, type_comment, type_params };
        let stmt = if node.has(T![async]) { Stmt::AsyncFunctionDef(it) } else { Stmt::FunctionDef(it) };
        (stmt, range_to(start, end))
    }

    pub(super) fn class_def(&mut self, node: Syntax<'t>) -> (Stmt, TextRange) {
        let decorator_list = self.decorators(node);
        let start = self.definition_start(node);
        let name = self.name_in(node);
        let type_params = self.type_params(node);
        let (bases, keywords) = match node.nodes().find(|it| it.kind == ARG_LIST) {
            Some(list) => self.call_args(list),
            None => (List::EMPTY, List::EMPTY),
        };
        let Block { body, end } = self.block(node);
        let it = ClassDef { name, bases, keywords, body, decorator_list, type_params };
        (Stmt::ClassDef(it), range_to(start, end))
    }

    fn definition_start(&self, node: Syntax<'t>) -> TextSize {
        let keyword = node.tokens().find(|it| matches!(it.kind, T![async] | T![def] | T![class]));
        keyword.map_or(node.start, |it| it.start)
    }

    fn decorators(&mut self, node: Syntax<'t>) -> List<ExprId> {
        let mark = self.exprs.len();
        for decorator in node.nodes().filter(|it| it.kind == DECORATOR) {
            let id = self.child_expr(decorator);
            self.exprs.push(id);
        }
        self.ast.add_list(self.exprs.drain(mark..))
    }

    /// The parameters of a function without any; `within` is the function.
    pub(super) fn no_params(&mut self, within: Syntax<'t>) -> ArgumentsId {
        let none = Arguments {
            posonlyargs: List::EMPTY,
            args: List::EMPTY,
            vararg: None,
            kwonlyargs: List::EMPTY,
            kw_defaults: List::EMPTY,
            kwarg: None,
            defaults: List::EMPTY,
        };
        self.add_at(none, within, TextRange::empty(within.start))
    }

    pub(super) fn params(&mut self, list: Syntax<'t>) -> ArgumentsId {
        // A default may be a lambda, whose parameters find no room and make some.
        let mut params = std::mem::take(&mut self.params);
        let has_comments = list.has(L_PAREN);
        for node in list.nodes() {
            match node.kind {
                POSITIONAL_ONLY_MARKER => params.n_posonly = params.positional.len(),
                KEYWORD_ONLY_MARKER => params.is_keyword_only = true,
                PARAM => self.param(node, has_comments, &mut params),
                _ => {}
            }
        }
        let node = Arguments {
            posonlyargs: self.ast.add_list(params.positional.drain(..params.n_posonly)),
            args: self.ast.add_list(params.positional.drain(..)),
            vararg: params.vararg.take(),
            kwonlyargs: self.ast.add_list(params.keyword_only.drain(..)),
            kw_defaults: self.ast.add_list(params.kw_defaults.drain(..)),
            kwarg: params.kwarg.take(),
            defaults: self.ast.add_list(params.defaults.drain(..)),
        };
        (params.n_posonly, params.is_keyword_only) = (0, false);
        self.params = params;
        self.add(node, list)
    }

    fn param(&mut self, node: Syntax<'t>, has_comments: bool, params: &mut Params) {
        let mut sort = T![def];
        let mut name = None;
        let (mut annotation, mut default) = (None, None);
        let mut before = T![def];
        for child in node.children() {
            match child {
                Child::Token(token) => {
                    match token.kind {
                        T![*] | T![**] => sort = token.kind,
                        NAME => name = Some(token),
                        _ => {}
                    }
                    before = token.kind;
                }
                Child::Node(value) if is_expr(value.kind) && before == T![:] => {
                    annotation = Some((self.expr(value), value.end()));
                }
                Child::Node(value) if is_expr(value.kind) && before == T![=] => {
                    default = Some(self.expr(value));
                }
                Child::Node(_) => {}
            }
        }
        // A parameter without a name is Python 2's tuple.
        let Some(name) = name else { return };
        let end = annotation.map_or(name.range().end(), |(_, end)| end);
        let type_comment = if has_comments { self.param_type_comment(node.end()) } else { None };
        let arg =
            Arg { arg: self.identifier(name.text()), annotation: annotation.map(|it| it.0), type_comment };
        let id = self.add_at(arg, node, range_to(name.start, end));
        params.add(sort, id, default);
    }

    pub(super) fn type_params(&mut self, owner: Syntax<'t>) -> List<TypeParamId> {
        let Some(list) = owner.nodes().find(|it| it.kind == TYPE_PARAM_LIST) else { return List::EMPTY };
        let mut params = Vec::new();
        for node in list.nodes().filter(|it| it.kind == TYPE_PARAM) {
            let param = self.type_param(node);
            params.push(self.add(param, node));
        }
        self.ast.add_list(params)
    }

    fn type_param(&mut self, node: Syntax<'t>) -> TypeParam {
        let name = self.name_in(node);
        let (mut bound, mut default_value) = (None, None);
        let mut before = NAME;
        for child in node.children() {
            match child {
                Child::Token(token) => before = token.kind,
                Child::Node(value) if is_expr(value.kind) => {
                    let place = if before == T![:] { &mut bound } else { &mut default_value };
                    *place = Some(self.expr(value));
                }
                Child::Node(_) => {}
            }
        }
        if node.has(T![**]) {
            TypeParam::ParamSpec(ParamSpec { name, default_value })
        } else if node.has(T![*]) {
            TypeParam::TypeVarTuple(TypeVarTuple { name, default_value })
        } else {
            TypeParam::TypeVar(TypeVar { name, bound, default_value })
        }
    }
}

/// The parameters that were read so far.
#[derive(Default)]
pub(super) struct Params {
    positional: Vec<ArgId>,
    n_posonly: usize,
    defaults: Vec<ExprId>,
    vararg: Option<ArgId>,
    is_keyword_only: bool,
    keyword_only: Vec<ArgId>,
    kw_defaults: Vec<Option<ExprId>>,
    kwarg: Option<ArgId>,
}

impl Params {
    /// Adds a parameter; `sort` is `*` or `**` if that stands before it.
    fn add(&mut self, sort: SyntaxKind, id: ArgId, default: Option<ExprId>) {
        if sort == T![*] {
            self.vararg = Some(id);
            self.is_keyword_only = true;
        } else if sort == T![**] {
            self.kwarg = Some(id);
        } else if self.is_keyword_only {
            self.keyword_only.push(id);
            self.kw_defaults.push(default);
        } else {
            self.positional.push(id);
            self.defaults.extend(default);
        }
    }
}
