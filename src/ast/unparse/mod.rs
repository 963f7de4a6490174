//! `ast.unparse` of CPython 3.14: source that parses to the same tree, in one layout.
//!
//! Chains that lean to the left (binary operators, attributes, calls, subscripts) are walked by a loop, `elif` too;
//! everything else recurses as deep as the tree.
//!
//! Source: CPython 3.14, `Lib/_ast_unparse.py`.

mod statements;

mod expressions;

mod patterns;

mod annotation;

mod strings;

use rustc_hash::FxHashMap;

pub use self::annotation::annotation_text;
use super::{Ast, Constant, ExprId, List, Mod, Name, NodeId, Precedence, StmtId, Value};
use crate::text::TextSize;

/// `ast.unparse` of the whole tree; without a root it is empty.
pub fn unparse(ast: &Ast) -> String {
    ast.root().map(|root| unparse_node(ast, root)).unwrap_or_default()
}

/// `ast.unparse` of one node: a statement, an expression, a pattern, or anything else.
pub fn unparse_node(ast: &Ast, node: impl Into<NodeId>) -> String {
    let mut unparser = Unparser::new(ast);
    unparser.node(node.into());
    unparser.out
}

/// `ast.unparse` of a tree with `# type: ignore` comments: `line_of` says in which line (1-based) an offset is.
pub fn unparse_with_lines(ast: &Ast, line_of: &dyn Fn(TextSize) -> u32) -> String {
    let mut unparser = Unparser::new(ast);
    unparser.line_of = Some(line_of);
    if let Some(root) = ast.root() {
        unparser.node(root.into());
    }
    unparser.out
}

struct Unparser<'a> {
    ast: &'a Ast,
    out: String,
    /// Levels of four spaces.
    indent: usize,
    /// `except*` is written for the handlers at hand.
    in_try_star: bool,
    /// Statements of one line, as typed at a prompt, stand between semicolons.
    is_interactive: bool,
    line_of: Option<&'a dyn Fn(TextSize) -> u32>,
    /// The tags of `# type: ignore` comments by line.
    type_ignores: FxHashMap<u32, Name>,
    /// Nodes of left spines that are still to be finished.
    spine: Vec<expressions::Spine>,
}

impl<'a> Unparser<'a> {
    fn new(ast: &'a Ast) -> Self {
        Self {
            ast,
            out: String::new(),
            indent: 0,
            in_try_star: false,
            is_interactive: false,
            line_of: None,
            type_ignores: FxHashMap::default(),
            spine: Vec::new(),
        }
    }

    fn node(&mut self, node: NodeId) {
        match node {
            NodeId::Mod(id) => self.module(&self.ast[id]),
            NodeId::Stmt(id) => self.stmt(id),
            NodeId::Expr(id) => self.expr(id, Precedence::Test),
            NodeId::Pattern(id) => self.pattern(id, Precedence::Test),
            NodeId::TypeParam(id) => self.type_param(id),
            NodeId::Comprehension(id) => self.comprehension(id),
            NodeId::ExceptHandler(id) => self.except_handler(id),
            NodeId::Arguments(id) => self.arguments(id),
            NodeId::Arg(id) => self.arg(id),
            NodeId::Keyword(id) => self.keyword(id),
            NodeId::Alias(id) => self.alias(id),
            NodeId::WithItem(id) => self.with_item(id),
            NodeId::MatchCase(id) => self.match_case(id),
            NodeId::TypeIgnore(_) => {}
        }
    }

    fn module(&mut self, module: &Mod) {
        match module {
            Mod::Module(module) => {
                for &id in &self.ast[module.type_ignores] {
                    let ignore = &self.ast[id];
                    self.type_ignores.insert(ignore.lineno, ignore.tag);
                }
                self.body_with_docstring(module.body);
            }
            Mod::Interactive(interactive) => {
                self.is_interactive = true;
                self.body(interactive.body);
            }
            Mod::Expression(expression) => self.expr(expression.body, Precedence::Test),
            Mod::FunctionType(function) => {
                self.write("(");
                self.comma_separated(function.argtypes);
                self.write(") -> ");
                self.expr(function.returns, Precedence::Test);
            }
        }
    }

    fn write(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn write_name(&mut self, name: Name) {
        let text = self.ast.name(name);
        self.out.push_str(text);
    }

    fn newline(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    /// Starts a line with `text`.
    fn line(&mut self, text: &str) {
        self.newline();
        for _ in 0..self.indent {
            self.out.push_str("    ");
        }
        self.out.push_str(text);
    }

    /// Starts a statement that may share its line with others.
    fn simple_line(&mut self, text: &str) {
        if self.is_interactive && self.indent == 0 {
            if !self.out.is_empty() {
                self.out.push_str("; ");
            }
            self.out.push_str(text);
        } else {
            self.line(text);
        }
    }

    /// Writes `item` of each, with commas between.
    fn separated<T: Copy>(&mut self, items: &[T], mut item: impl FnMut(&mut Self, T)) {
        for (idx, &it) in items.iter().enumerate() {
            if idx > 0 {
                self.write(", ");
            }
            item(self, it);
        }
    }

    fn comma_separated(&mut self, items: List<ExprId>) {
        self.separated(&self.ast[items], |this, it| this.expr(it, Precedence::Test));
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

    fn body_with_docstring(&mut self, body: List<StmtId>) {
        let Some(Constant { value: Value::Str(text), kind }) = self.ast.docstring(body) else {
            return self.body(body);
        };
        self.line(if kind.is_some() { "u" } else { "" });
        self.docstring_literal(self.ast.str(text));
        for &id in &self.ast[body][1..] {
            self.stmt(id);
        }
    }

    fn body(&mut self, body: List<StmtId>) {
        for &id in &self.ast[body] {
            self.stmt(id);
        }
    }
}
