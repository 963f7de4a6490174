//! Calls: of methods, with keywords, with stars, and of `all`, `any` and `tuple` with a generator expression.
//!
//! Source: CPython 3.14, `codegen_call` and its neighbours.

use rustc_hash::FxHashSet;

use crate::ast::{Attribute, Call, CmpOperator, Expr, ExprContext, ExprId, KeywordId, List, Name};
use crate::bytecode::{Constant, Opcode as Op};
use crate::semantic::ScopeKey;

use super::collection::{Display, STACK_USE_GUIDELINE};
use super::generator::{Generator, Outcome, Result, is_load};
use super::instruction::{Label, Location};
use super::intrinsic::{CommonConstant, Intrinsic1};
use super::spine::Pending;

impl Generator<'_> {
    /// What comes before the function of a call; gives that function, or the object of a method, unless the call is
    /// made already.
    pub(super) fn begin_call(&mut self, it: Call, loc: Location) -> Result<Option<ExprId>> {
        self.validate_keywords(it.keywords)?;
        let Some(method) = self.called_method(it) else {
            let end = self.label();
            self.check_caller(it.func);
            self.pending.push(Pending::Call(it, loc, end));
            return Ok(Some(it.func));
        };
        let Some(super_call) = self.optimizable_super(method) else {
            self.pending.push(Pending::MethodCall(it, loc, method));
            return Ok(Some(method.value));
        };
        let attr_loc = self.location(it.func);
        self.super_method(method, super_call, attr_loc)?;
        let name_loc = self.attribute_location(method, attr_loc, attr_loc);
        self.emit(Op::NOP, name_loc);
        self.call_method(it, method, attr_loc, loc)?;
        Ok(None)
    }

    /// The rest of a call whose function is on the stack.
    pub(super) fn finish_call(&mut self, it: Call, loc: Location, end: Label) -> Outcome {
        self.call_over_generator(it, end)?;
        self.emit(Op::PUSH_NULL, self.location(it.func));
        self.call_with(0, it.args, None, it.keywords, loc)?;
        self.bind(end);
        Ok(())
    }

    /// The rest of a call of a method whose object is on the stack.
    pub(super) fn finish_method_call(&mut self, it: Call, loc: Location, method: Attribute) -> Outcome {
        let attr_loc = self.location(it.func);
        let name_loc = self.attribute_location(method, attr_loc, attr_loc);
        self.load_method(method.attr, name_loc);
        self.call_method(it, method, attr_loc, loc)
    }

    /// Calls the method on the stack; `attr_loc` is the place of the attribute, `loc` that of the call.
    fn call_method(&mut self, it: Call, method: Attribute, attr_loc: Location, loc: Location) -> Outcome {
        self.exprs(it.args)?;
        let call_loc = self.attribute_location(method, attr_loc, loc);
        let n_keywords = it.keywords.len();
        if n_keywords == 0 {
            self.emit_arg(Op::CALL, it.args.len() as u32, call_loc);
        } else {
            self.keyword_values(it.keywords, self.attribute_location(method, attr_loc, attr_loc))?;
            self.emit_arg(Op::CALL_KW, (it.args.len() + n_keywords) as u32, call_loc);
        }
        Ok(())
    }

    fn validate_keywords(&self, keywords: List<KeywordId>) -> Outcome {
        let mut seen = FxHashSet::default();
        let mut repeated = None;
        // CPython looks for the first keyword that comes again, and names the first place where it does.
        let mut first_places: Vec<(Name, KeywordId)> = Vec::new();
        for &keyword in &self.ast[keywords] {
            let Some(name) = self.ast[keyword].arg else { continue };
            if !seen.insert(name) {
                first_places.push((name, keyword));
            }
        }
        if !first_places.is_empty() {
            repeated = self.ast[keywords].iter().find_map(|keyword| {
                let name = self.ast[*keyword].arg?;
                first_places.iter().find(|(it, _)| *it == name).copied()
            });
        }
        let Some((name, keyword)) = repeated else { return Ok(()) };
        let message = format!("keyword argument repeated: {}", self.text(name));
        self.error(self.location(keyword), message)
    }

    /// The attribute that is called, if it is to be read as a method: with plain arguments, and not of a module.
    fn called_method(&self, it: Call) -> Option<Attribute> {
        let Expr::Attribute(method) = self.ast[it.func] else { return None };
        if !is_load(&method) || self.as_name(method.value).is_some_and(|(name, _)| self.is_import(name)) {
            return None;
        }
        let n_keywords = it.keywords.len();
        let n_values = it.args.len() + n_keywords + usize::from(n_keywords > 0);
        let has_unpacking = self.has_starred(it.args) || self.has_double_star(it.keywords);
        (n_values < STACK_USE_GUIDELINE && !has_unpacking).then_some(method)
    }

    fn has_double_star(&self, keywords: List<KeywordId>) -> bool {
        self.ast[keywords].iter().any(|keyword| self.ast[*keyword].arg.is_none())
    }

    /// The values of keyword arguments, then the tuple of their names.
    fn keyword_values(&mut self, keywords: List<KeywordId>, loc: Location) -> Outcome {
        let ast = self.ast;
        for &keyword in &ast[keywords] {
            self.expr(ast[keyword].value)?;
        }
        self.load_texts(ast[keywords].iter().filter_map(|keyword| ast[*keyword].arg), loc);
        Ok(())
    }

    /// `all(… for …)` and the like loop without a call if the name is the builtin's; the generator expression comes
    /// twice then. Past all goes to `end`.
    fn call_over_generator(&mut self, it: Call, end: Label) -> Outcome {
        let Some((name, _)) = self.as_name(it.func) else { return Ok(()) };
        let [generator] = self.ast[it.args] else { return Ok(()) };
        if !it.keywords.is_empty() || !matches!(self.ast[generator], Expr::GeneratorExp(_)) {
            return Ok(());
        }
        let scope = self.scope_of(ScopeKey::Expr(generator))?;
        // An asynchronous generator is no iterator.
        if self.scopes[scope].coroutine {
            return Ok(());
        }
        let (builtin, found) = match self.text(name) {
            "all" => (CommonConstant::All, Some((Op::POP_JUMP_IF_TRUE, false))),
            "any" => (CommonConstant::Any, Some((Op::POP_JUMP_IF_FALSE, true))),
            "tuple" => (CommonConstant::Tuple, None),
            _ => return Ok(()),
        };
        let loc = self.location(it.func);
        let [skip, next, cleanup] = self.labels();
        self.emit_arg(Op::COPY, 1, loc);
        self.emit_arg(Op::LOAD_COMMON_CONSTANT, builtin.number(), loc);
        self.compare_op(CmpOperator::Is, loc);
        self.jump(Op::POP_JUMP_IF_FALSE, skip, loc);
        self.emit(Op::POP_TOP, loc);
        if found.is_none() {
            self.emit_arg(Op::BUILD_LIST, 0, loc);
        }
        self.copy(loc, |this| this.expr(generator))?;
        self.bind(next);
        self.jump(Op::FOR_ITER, cleanup, loc);
        match found {
            None => {
                self.emit_arg(Op::LIST_APPEND, 2, loc);
                self.jump(Op::JUMP, next, loc);
            }
            Some((go_on, _)) => {
                self.emit(Op::TO_BOOL, loc);
                self.jump(go_on, next, loc);
            }
        }
        self.emit(Op::POP_ITER, Location::NONE);
        if let Some((_, result)) = found {
            self.load_const(Constant::Bool(result), loc);
        }
        self.jump(Op::JUMP, end, loc);
        self.bind(cleanup);
        self.emit(Op::END_FOR, Location::NONE);
        self.emit(Op::POP_ITER, Location::NONE);
        match found {
            None => self.emit_arg(Op::CALL_INTRINSIC_1, Intrinsic1::ListToTuple.number(), loc),
            Some((_, result)) => self.load_const(Constant::Bool(!result), loc),
        }
        self.jump(Op::JUMP, end, loc);
        self.bind(skip);
        Ok(())
    }

    /// Calls what is on the stack below a null or `self` and `n_pushed` arguments.
    pub(super) fn call_with(
        &mut self,
        n_pushed: u32,
        args: List<ExprId>,
        injected: Option<Name>,
        keywords: List<KeywordId>,
        loc: Location,
    ) -> Outcome {
        self.validate_keywords(keywords)?;
        let is_big = args.len() + keywords.len() * 2 > STACK_USE_GUIDELINE;
        if is_big || self.has_starred(args) || self.has_double_star(keywords) {
            return self.call_unpacking(n_pushed, args, injected, keywords, loc);
        }
        self.exprs(args)?;
        let mut n_args = n_pushed + args.len() as u32;
        if let Some(name) = injected {
            self.name_op(name, ExprContext::Load, loc)?;
            n_args += 1;
        }
        if keywords.is_empty() {
            self.emit_arg(Op::CALL, n_args, loc);
            return Ok(());
        }
        self.keyword_values(keywords, loc)?;
        self.emit_arg(Op::CALL_KW, n_args + keywords.len() as u32, loc);
        Ok(())
    }

    fn call_unpacking(
        &mut self,
        n_pushed: u32,
        args: List<ExprId>,
        injected: Option<Name>,
        keywords: List<KeywordId>,
        loc: Location,
    ) -> Outcome {
        match self.ast[args] {
            [only] if n_pushed == 0 && matches!(self.ast[only], Expr::Starred(_)) => {
                if let Expr::Starred(starred) = self.ast[only] {
                    self.expr(starred.value)?;
                }
            }
            _ => self.display(Display::Tuple, args, injected, n_pushed, loc)?,
        }
        if keywords.is_empty() {
            self.emit(Op::PUSH_NULL, loc);
        } else {
            self.keyword_mapping(keywords, loc)?;
        }
        self.emit(Op::CALL_FUNCTION_EX, loc);
        Ok(())
    }

    /// All keyword arguments as one mapping.
    fn keyword_mapping(&mut self, keywords: List<KeywordId>, loc: Location) -> Outcome {
        let keywords = &self.ast[keywords];
        let mut has_dict = false;
        let mut start = 0;
        for (idx, &keyword) in keywords.iter().enumerate() {
            let keyword = self.ast[keyword];
            if keyword.arg.is_some() {
                continue;
            }
            if start < idx {
                self.sub_mapping(&keywords[start..idx], loc)?;
                if has_dict {
                    self.emit_arg(Op::DICT_MERGE, 1, loc);
                }
                has_dict = true;
            }
            if !has_dict {
                self.emit_arg(Op::BUILD_MAP, 0, loc);
                has_dict = true;
            }
            self.expr(keyword.value)?;
            self.emit_arg(Op::DICT_MERGE, 1, loc);
            start = idx + 1;
        }
        if start < keywords.len() {
            self.sub_mapping(&keywords[start..], loc)?;
            if has_dict {
                self.emit_arg(Op::DICT_MERGE, 1, loc);
            }
        }
        Ok(())
    }

    fn sub_mapping(&mut self, keywords: &[KeywordId], loc: Location) -> Outcome {
        let is_big = keywords.len() * 2 > STACK_USE_GUIDELINE;
        if is_big {
            self.emit_arg(Op::BUILD_MAP, 0, Location::NONE);
        }
        for &keyword in keywords {
            let keyword = self.ast[keyword];
            if let Some(name) = keyword.arg {
                self.load_text(name, loc);
            }
            self.expr(keyword.value)?;
            if is_big {
                self.emit_arg(Op::MAP_ADD, 1, Location::NONE);
            }
        }
        if !is_big {
            self.emit_arg(Op::BUILD_MAP, keywords.len() as u32, loc);
        }
        Ok(())
    }
}
