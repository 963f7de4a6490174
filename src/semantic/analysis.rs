//! One object a file, which answers what rules ask and remembers the answers.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Model;
use super::flow::{Flow, Summary};
use super::names::VariableId;
use super::parents::Parents;
use super::types::Solver;
use crate::ast::{Ast, Expr, ExprId, ModId, NodeId, StmtId};

/// The analyses of one file: types, uses, effects, facts and contexts.
///
/// Nothing is computed before it is asked for. Answers do not depend on the order of the questions.
#[derive(Debug)]
pub struct Analysis<'a> {
    /// The tree.
    pub ast: &'a Ast,
    /// What its names mean, with the tables of [`Names`](super::Names).
    pub model: &'a Model,
    /// The node for the file.
    pub root: ModId,
    parents: OnceCell<Parents>,
    pub(super) flows: RefCell<FxHashMap<VariableId, Rc<Flow>>>,
    pub(super) summaries: RefCell<FxHashMap<StmtId, Summary>>,
    pub(super) solver: RefCell<Solver>,
    globals: OnceCell<FxHashMap<Box<str>, VariableId>>,
    words: RefCell<FxHashMap<StmtId, FxHashSet<Box<str>>>>,
}

impl<'a> Analysis<'a> {
    /// The analyses of the file with the root `root`, of which `model` was made with
    /// [`ScopeOptions::names`](super::ScopeOptions::names).
    pub fn new(ast: &'a Ast, model: &'a Model, root: ModId) -> Self {
        Self {
            ast,
            model,
            root,
            parents: OnceCell::new(),
            flows: RefCell::default(),
            summaries: RefCell::default(),
            solver: RefCell::default(),
            globals: OnceCell::new(),
            words: RefCell::default(),
        }
    }

    /// The way up from each node.
    pub fn parents(&self) -> &Parents {
        self.parents.get_or_init(|| Parents::new(self.ast, self.root))
    }

    /// Whether a name or an attribute of this text stands anywhere in a statement.
    pub fn has_word(&self, stmt: StmtId, text: &str) -> bool {
        let word = |node: NodeId| match node {
            NodeId::Expr(expr) => match self.ast[expr] {
                Expr::Attribute(it) => Some(self.ast.name(it.attr).into()),
                Expr::Name(it) => Some(self.ast.name(it.id).into()),
                _ => None,
            },
            _ => None,
        };
        let mut words = self.words.borrow_mut();
        words
            .entry(stmt)
            .or_insert_with(|| self.ast.walk(stmt.into()).filter_map(word).collect())
            .contains(text)
    }

    /// The variable of the module with this name.
    pub(super) fn global(&self, name: &str) -> Option<VariableId> {
        let names = &self.model.names;
        let globals = self.globals.get_or_init(|| {
            let module = super::ScopeId::MODULE;
            let of_module = names.variable_ids().filter(|id| names[*id].scope == module);
            of_module.map(|id| (self.ast.name(names[id].name).into(), id)).collect()
        });
        globals.get(name).copied()
    }

    /// The dotted path that a name or attribute means, if an import or the builtins give one.
    pub(super) fn path(&self, expr: ExprId) -> Option<String> {
        match self.model.names.qualified_name(self.ast, expr) {
            super::Qualified::Name(path) => Some(path),
            super::Qualified::Other | super::Qualified::Unknown => None,
        }
    }

    /// The path by which the library knows what a name or attribute means.
    pub(super) fn library_path(&self, expr: ExprId) -> Option<&'static str> {
        super::stubs::canonical(&self.path(expr)?)
    }

    /// Whether a context manager is known to let pass what is raised in its block.
    pub(super) fn lets_exceptions_pass(&self, manager: ExprId) -> bool {
        const PASS: &[&str] = &[
            "_io.open",
            "builtins.open",
            "codecs.open",
            "os.scandir",
            "os.fdopen",
            "gzip.open",
            "bz2.open",
            "lzma.open",
            "tarfile.open",
            "zipfile.ZipFile",
            "tempfile.TemporaryDirectory",
            "tempfile.NamedTemporaryFile",
            "tempfile.TemporaryFile",
            "tempfile.SpooledTemporaryFile",
            "contextlib.closing",
            "contextlib.redirect_stdout",
            "contextlib.redirect_stderr",
            "_thread.lock",
            "threading.Lock",
            "threading.RLock",
            "_io.StringIO",
            "_io.BytesIO",
            "subprocess.Popen",
            "socket.socket",
            "warnings.catch_warnings",
        ];
        let Expr::Call(call) = self.ast[manager] else { return false };
        self.library_path(call.func).is_some_and(|path| PASS.contains(&path))
    }

    /// Whether a generator expression is the argument of a call that runs it to its end, or drops it.
    pub(super) fn is_consumed_at_once(&self, generator: ExprId) -> bool {
        const CONSUMERS: &[&str] = &[
            "builtins.all",
            "builtins.any",
            "builtins.bytes",
            "builtins.dict",
            "builtins.frozenset",
            "builtins.list",
            "builtins.max",
            "builtins.min",
            "builtins.set",
            "builtins.sorted",
            "builtins.sum",
            "builtins.tuple",
        ];
        let Some(NodeId::Expr(parent)) = self.parents().parent(generator) else { return false };
        let Expr::Call(call) = self.ast[parent] else { return false };
        let [only] = self.ast[call.args] else { return false };
        if only != generator {
            return false;
        }
        // What is joined is a sequence or an iterable that is run to its end, whatever it is joined by: a method of
        // this name that stores its argument would be another's, and a literal's is not.
        if let Expr::Attribute(it) = self.ast[call.func] {
            let is_literal = matches!(self.ast[it.value], Expr::Constant(_));
            return is_literal && self.ast.name(it.attr) == "join";
        }
        self.library_path(call.func).is_some_and(|path| CONSUMERS.contains(&path))
    }
}
