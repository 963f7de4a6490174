//! Follows the statements of a scope for one variable.

use rustc_hash::{FxHashMap, FxHashSet};

use super::summary::{never_returns, summary};
use super::{Def, Flow, State};
use crate::ast::{ComprehensionId, Expr, ExprId, List, Mod, NodeId, Stmt, StmtId, Try, With};
use crate::semantic::Analysis;
use crate::semantic::names::{BindingId, VariableId};
use crate::semantic::occurrence::{BindingKind, Role};
use crate::semantic::scopes::ScopeKey;

/// Steps for one variable; loops and `finally` in each other would take more than anybody waits for.
const MAX_STEPS: usize = 200_000;

/// Deeper programs are not followed.
const MAX_DEPTH: usize = 150;

/// The states of `variable`; none at all if it cannot be followed.
pub(super) fn flow(analysis: &Analysis<'_>, variable: VariableId) -> Flow {
    let names = &analysis.model.names;
    let owner = names[variable].scope;
    let followed = names[variable].bindings.iter().all(|id| {
        let binding = &names[*id];
        binding.scope == owner && !matches!(binding.role, Role::Global | Role::Nonlocal)
    });
    if !followed {
        return Flow::default();
    }
    let mut walker = Walker::new(analysis, variable);
    walker.scope(analysis.model.scopes[owner].key);
    if walker.has_given_up { Flow::default() } else { Flow { states: walker.states } }
}

/// What catches a jump or an exception.
enum Frame {
    /// A loop, with the states of its jumps.
    Loop { breaks: State, continues: State },
    /// A `try` with handlers or a `with`: the states in which something may be raised.
    Catch { raised: State },
    /// A `try` with `finally`.
    Finally { raised: State, breaks: State, continues: State },
}

pub(super) struct Walker<'w, 'a> {
    pub(super) analysis: &'w Analysis<'a>,
    /// The variable's places.
    pub(super) reads: FxHashSet<ExprId>,
    pub(super) binds: FxHashMap<NodeId, BindingId>,
    /// All nodes that hold one.
    marked: FxHashSet<NodeId>,
    /// It is a parameter that nothing else binds.
    is_constant_parameter: bool,
    pub(super) state: State,
    frames: Vec<Frame>,
    states: FxHashMap<ExprId, State>,
    steps: usize,
    depth: usize,
    has_given_up: bool,
}

impl<'w, 'a> Walker<'w, 'a> {
    fn new(analysis: &'w Analysis<'a>, variable: VariableId) -> Self {
        let names = &analysis.model.names;
        let mut walker = Self {
            analysis,
            reads: FxHashSet::default(),
            binds: FxHashMap::default(),
            marked: FxHashSet::default(),
            is_constant_parameter: false,
            state: State::after(Def::Unbound),
            frames: Vec::new(),
            states: FxHashMap::default(),
            steps: 0,
            depth: 0,
            has_given_up: false,
        };
        for id in &names[variable].references {
            let node = names[*id].node;
            if let NodeId::Expr(expr) = node {
                walker.reads.insert(expr);
            }
            walker.mark(node);
        }
        let bindings = &names[variable].bindings;
        for id in bindings {
            let binding = &names[*id];
            walker.mark(binding.node);
            walker.binds.insert(binding.node, *id);
            if binding.kind() == Some(BindingKind::Parameter) {
                walker.state = State::after(Def::Binding(*id));
                walker.is_constant_parameter = bindings.len() == 1;
            }
        }
        walker
    }

    fn mark(&mut self, node: NodeId) {
        if self.marked.insert(node) {
            for around in self.analysis.parents().ancestors(node) {
                if !self.marked.insert(around) {
                    break;
                }
            }
        }
    }

    pub(super) fn is_marked(&self, node: impl Into<NodeId>) -> bool {
        self.marked.contains(&node.into())
    }

    fn scope(&mut self, key: ScopeKey) {
        let ast = self.analysis.ast;
        match key {
            ScopeKey::Module => match ast[self.analysis.root] {
                Mod::Module(it) => self.block(it.body),
                Mod::Interactive(it) => self.block(it.body),
                Mod::Expression(it) => self.expr(it.body),
                Mod::FunctionType(_) => {}
            },
            ScopeKey::Body(stmt) => match ast[stmt] {
                Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it) => self.block(it.body),
                Stmt::ClassDef(it) => self.block(it.body),
                _ => self.has_given_up = true,
            },
            ScopeKey::Expr(expr) => match ast[expr] {
                Expr::Lambda(it) => self.expr(it.body),
                Expr::ListComp(it) => self.comprehension(&ast[it.generators], &[it.elt]),
                Expr::SetComp(it) => self.comprehension(&ast[it.generators], &[it.elt]),
                Expr::GeneratorExp(it) => self.comprehension(&ast[it.generators], &[it.elt]),
                Expr::DictComp(it) => self.comprehension(&ast[it.generators], &[it.key, it.value]),
                _ => self.has_given_up = true,
            },
            ScopeKey::TypeParams(_)
            | ScopeKey::Signature(_)
            | ScopeKey::Annotations(_)
            | ScopeKey::Bound(_)
            | ScopeKey::Default(_) => self.has_given_up = true,
        }
    }

    fn block(&mut self, body: List<StmtId>) {
        let ast = self.analysis.ast;
        for stmt in &ast[body] {
            // What is never reached has no states, which is what it should have.
            if !self.state.is_reached() || self.has_given_up {
                return;
            }
            self.stmt(*stmt);
        }
    }

    /// Whether to go on into a node.
    fn enter(&mut self) -> bool {
        self.steps += 1;
        self.has_given_up |= self.steps > MAX_STEPS || self.depth > MAX_DEPTH;
        !self.has_given_up
    }

    fn stmt(&mut self, stmt: StmtId) {
        if !self.enter() {
            return;
        }
        if !self.is_marked(stmt) {
            let summary = summary(self.analysis, stmt);
            if summary.breaks {
                self.jump(true);
            }
            if summary.continues {
                self.jump(false);
            }
            if !summary.completes {
                self.state = State::UNREACHED;
            }
            return;
        }
        self.depth += 1;
        self.marked_stmt(stmt);
        self.depth -= 1;
    }

    fn marked_stmt(&mut self, stmt: StmtId) {
        let ast = self.analysis.ast;
        match ast[stmt] {
            Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it) => {
                self.exprs(&ast[it.decorator_list]);
                self.exprs(&ast[ast[it.args].defaults]);
                for default in ast[ast[it.args].kw_defaults].iter().flatten() {
                    self.expr(*default);
                }
                self.captured(stmt.into());
                self.bind(stmt.into());
            }
            Stmt::ClassDef(it) => {
                self.exprs(&ast[it.decorator_list]);
                self.exprs(&ast[it.bases]);
                for keyword in &ast[it.keywords] {
                    self.expr(ast[*keyword].value);
                }
                self.block(it.body);
                self.bind(stmt.into());
            }
            Stmt::Return(it) => {
                self.opt_expr(it.value);
                self.state = State::UNREACHED;
            }
            Stmt::Delete(it) => self.exprs(&ast[it.targets]),
            Stmt::Assign(it) => {
                self.expr(it.value);
                self.exprs(&ast[it.targets]);
            }
            Stmt::AugAssign(it) => {
                if let Expr::Name(_) = ast[it.target] {
                    self.record(it.target);
                    self.expr(it.value);
                    self.bind(it.target.into());
                } else {
                    self.expr(it.target);
                    self.expr(it.value);
                }
            }
            Stmt::AnnAssign(it) => {
                self.opt_expr(it.value);
                if it.value.is_some() || !matches!(ast[it.target], Expr::Name(_)) {
                    self.expr(it.target);
                }
            }
            Stmt::For(it) | Stmt::AsyncFor(it) => {
                self.expr(it.iter);
                self.repeated(it.body, it.orelse, |walker| {
                    let exhausted = walker.state.clone();
                    walker.expr(it.target);
                    exhausted
                });
            }
            Stmt::While(it) => self.repeated(it.body, it.orelse, |walker| {
                let (holds, fails) = walker.condition(it.test);
                walker.state = holds;
                fails
            }),
            Stmt::If(it) => {
                let (holds, fails) = self.condition(it.test);
                self.state = holds;
                self.block(it.body);
                let end = std::mem::replace(&mut self.state, fails);
                self.block(it.orelse);
                self.state.join(&end);
            }
            Stmt::With(it) | Stmt::AsyncWith(it) => self.with(it),
            Stmt::Match(it) => self.match_stmt(it),
            Stmt::Raise(it) => {
                self.opt_expr(it.exc);
                self.opt_expr(it.cause);
                self.state = State::UNREACHED;
            }
            Stmt::Try(it) | Stmt::TryStar(it) => self.try_stmt(it),
            Stmt::Assert(it) => {
                let (holds, fails) = self.condition(it.test);
                self.state = fails;
                self.opt_expr(it.msg);
                self.state = holds;
            }
            Stmt::Import(it) => self.bind_all(ast[it.names].iter().map(|id| NodeId::from(*id))),
            Stmt::ImportFrom(it) => self.bind_all(ast[it.names].iter().map(|id| NodeId::from(*id))),
            Stmt::Expr(it) => {
                self.expr(it.value);
                if never_returns(self.analysis, it.value) {
                    self.state = State::UNREACHED;
                }
            }
            Stmt::TypeAlias(_) => self.bind(stmt.into()),
            Stmt::Break(_) => {
                self.jump(true);
                self.state = State::UNREACHED;
            }
            Stmt::Continue(_) => {
                self.jump(false);
                self.state = State::UNREACHED;
            }
            Stmt::Global(_) | Stmt::Nonlocal(_) | Stmt::Pass(_) => {}
        }
    }

    /// A loop, `head` of which decides whether there is another turn and leaves the state of that; it returns the
    /// state in which there is none.
    fn repeated(
        &mut self,
        body: List<StmtId>,
        orelse: List<StmtId>,
        mut head: impl FnMut(&mut Self) -> State,
    ) {
        let mut entry = self.state.clone();
        let (ended, breaks) = loop {
            self.state = entry.clone();
            let ended = head(self);
            self.frames.push(Frame::Loop { breaks: State::UNREACHED, continues: State::UNREACHED });
            self.block(body);
            let Some(Frame::Loop { breaks, continues }) = self.frames.pop() else { return };
            let mut changed = entry.join(&self.state);
            changed |= entry.join(&continues);
            if !changed || !self.enter() {
                break (ended, breaks);
            }
        };
        self.state = ended;
        self.block(orelse);
        self.state.join(&breaks);
    }

    fn with(&mut self, it: With) {
        let ast = self.analysis.ast;
        let mut swallows = false;
        for item in &ast[it.items] {
            let item = ast[*item];
            self.expr(item.context_expr);
            // What the managers after it raise, and the targets, is swallowed, too.
            if !swallows && !self.analysis.lets_exceptions_pass(item.context_expr) {
                swallows = true;
                self.frames.push(Frame::Catch { raised: self.state.clone() });
            }
            self.opt_expr(item.optional_vars);
        }
        self.block(it.body);
        if swallows && let Some(Frame::Catch { raised }) = self.frames.pop() {
            self.state.join(&raised);
        }
    }

    fn try_stmt(&mut self, it: Try) {
        let ast = self.analysis.ast;
        let has_finally = !it.finalbody.is_empty();
        if has_finally {
            let raised = self.state.clone();
            self.frames.push(Frame::Finally {
                raised,
                breaks: State::UNREACHED,
                continues: State::UNREACHED,
            });
        }
        self.frames.push(Frame::Catch { raised: self.state.clone() });
        self.block(it.body);
        let Some(Frame::Catch { raised }) = self.frames.pop() else { return };
        self.block(it.orelse);
        let mut end = std::mem::replace(&mut self.state, State::UNREACHED);
        for handler in &ast[it.handlers] {
            self.state = raised.clone();
            self.opt_expr(ast[*handler].type_);
            self.bind((*handler).into());
            self.block(ast[*handler].body);
            if self.binds.contains_key(&NodeId::from(*handler)) && self.state.is_reached() {
                self.state = State::after(Def::Unbound);
                self.raise_all();
            }
            end.join(&self.state);
        }
        self.state = end;
        if has_finally {
            self.finally(it.finalbody);
        }
    }

    /// The block of a `finally`, once for each way in; after it only the way without a jump goes on.
    fn finally(&mut self, body: List<StmtId>) {
        let Some(Frame::Finally { raised, breaks, continues }) = self.frames.pop() else { return };
        let normal = std::mem::replace(&mut self.state, raised);
        self.block(body);
        for (jumped, is_break) in [(breaks, true), (continues, false)] {
            if jumped.is_reached() {
                self.state = jumped;
                self.block(body);
                self.jump(is_break);
            }
        }
        self.state = normal;
        self.block(body);
    }

    fn match_stmt(&mut self, it: crate::ast::Match) {
        let ast = self.analysis.ast;
        self.expr(it.subject);
        let mut end = State::UNREACHED;
        for case in &ast[it.cases] {
            let case = ast[*case];
            let before = self.state.clone();
            let mut unmatched = before.clone();
            for node in ast.walk(case.pattern.into()) {
                match node {
                    NodeId::Expr(expr) if self.is_marked(expr) => self.expr(expr),
                    _ if self.binds.contains_key(&node) => {
                        self.bind(node);
                        // A pattern may bind some names and then fail.
                        unmatched.join(&self.state);
                        self.state.join(&before);
                    }
                    _ => {}
                }
            }
            if let Some(guard) = case.guard {
                let (holds, fails) = self.condition(guard);
                unmatched.join(&fails);
                self.state = holds;
            }
            self.block(case.body);
            end.join(&self.state);
            self.state = unmatched;
        }
        self.state.join(&end);
    }

    fn jump(&mut self, is_break: bool) {
        let state = self.state.clone();
        for frame in self.frames.iter_mut().rev() {
            if let Frame::Loop { breaks, continues } | Frame::Finally { breaks, continues, .. } = frame {
                if is_break { breaks } else { continues }.join(&state);
                return;
            }
        }
    }

    /// What may be raised from here on sees the present state.
    fn raise_all(&mut self) {
        for frame in &mut self.frames {
            if let Frame::Catch { raised } | Frame::Finally { raised, .. } = frame {
                raised.join(&self.state);
            }
        }
    }

    /// Binds the variable, if `node` does.
    fn bind(&mut self, node: NodeId) {
        let Some(&id) = self.binds.get(&node) else { return };
        let def = match self.analysis.model.names[id].role {
            Role::Delete => Def::Unbound,
            Role::Bind(BindingKind::Annotation) | Role::Global | Role::Nonlocal | Role::Read => return,
            Role::Bind(_) => Def::Binding(id),
        };
        self.state = State::after(def);
        self.raise_all();
    }

    fn bind_all(&mut self, nodes: impl Iterator<Item = NodeId>) {
        for node in nodes {
            self.bind(node);
        }
    }

    fn record(&mut self, place: ExprId) {
        self.states.entry(place).or_default().join(&self.state);
    }

    fn opt_expr(&mut self, expr: Option<ExprId>) {
        if let Some(expr) = expr {
            self.expr(expr);
        }
    }

    fn exprs(&mut self, exprs: &[ExprId]) {
        for expr in exprs {
            self.expr(*expr);
        }
    }

    /// Follows an expression, or a target.
    pub(super) fn expr(&mut self, expr: ExprId) {
        if !self.is_marked(expr) || !self.enter() {
            return;
        }
        self.depth += 1;
        self.marked_expr(expr);
        self.depth -= 1;
    }

    fn marked_expr(&mut self, expr: ExprId) {
        let ast = self.analysis.ast;
        match ast[expr] {
            Expr::Name(_) => {
                if self.reads.contains(&expr) {
                    self.record(expr);
                }
                self.bind(expr.into());
            }
            Expr::NamedExpr(it) => {
                self.expr(it.value);
                self.expr(it.target);
            }
            Expr::BoolOp(_) => {
                let (mut holds, fails) = self.condition(expr);
                holds.join(&fails);
                self.state = holds;
            }
            Expr::IfExp(it) => {
                let (holds, fails) = self.condition(it.test);
                self.state = holds;
                self.expr(it.body);
                let end = std::mem::replace(&mut self.state, fails);
                self.expr(it.orelse);
                self.state.join(&end);
            }
            Expr::Lambda(it) => {
                self.exprs(&ast[ast[it.args].defaults]);
                for default in ast[ast[it.args].kw_defaults].iter().flatten() {
                    self.expr(*default);
                }
                self.captured(expr.into());
            }
            Expr::ListComp(it) => self.comprehension(&ast[it.generators], &[it.elt]),
            Expr::SetComp(it) => self.comprehension(&ast[it.generators], &[it.elt]),
            Expr::DictComp(it) => self.comprehension(&ast[it.generators], &[it.key, it.value]),
            Expr::GeneratorExp(it) => {
                if self.analysis.is_consumed_at_once(expr) || self.is_constant_parameter {
                    self.comprehension(&ast[it.generators], &[it.elt]);
                } else if let Some(first) = ast[it.generators].first() {
                    // The rest runs later, when the variable may hold something else.
                    self.expr(ast[*first].iter);
                }
            }
            _ => {
                for (_, field) in NodeId::Expr(expr).fields(ast) {
                    for child in field.nodes(ast) {
                        match child {
                            NodeId::Expr(child) => self.expr(child),
                            NodeId::Keyword(keyword) => self.expr(ast[keyword].value),
                            _ => {}
                        }
                    }
                }
            }
        }
    }

    fn comprehension(&mut self, generators: &[ComprehensionId], elements: &[ExprId]) {
        let ast = self.analysis.ast;
        let mut outside = None;
        for generator in generators {
            let generator = ast[*generator];
            self.expr(generator.iter);
            outside.get_or_insert_with(|| self.state.clone());
            self.expr(generator.target);
            for test in &ast[generator.ifs] {
                let (holds, _) = self.condition(*test);
                self.state = holds;
            }
        }
        self.exprs(elements);
        // Nothing in it binds a variable that is followed outside of it.
        if let Some(outside) = outside {
            self.state = outside;
        }
    }

    /// What `node`, a function or lambda that runs later, reads.
    fn captured(&mut self, node: NodeId) {
        if !self.is_constant_parameter {
            return;
        }
        let ast = self.analysis.ast;
        let range = node.range(ast);
        let inside: Vec<_> =
            self.reads.iter().copied().filter(|it| range.contains_range(ast.range(*it))).collect();
        for place in inside {
            // Decorators and defaults have their states already.
            if !self.states.contains_key(&place) {
                self.record(place);
            }
        }
    }
}
