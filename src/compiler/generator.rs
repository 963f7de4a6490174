//! The generator: what all families of statements and expressions share, and how units nest.
//!
//! Source: CPython 3.14, `Python/compile.c`.

use std::cell::Cell;

use crate::ast::{Ast, Attribute, Name, NodeIndex, Value};
use crate::bytecode::{Complex, Constant, Opcode as Op, SharedStr, code_flags};
use crate::semantic::{Resolution, Scope, ScopeId, Scopes, Symbol, SymbolFlags, mangle};
use crate::text::{LineIndex, TextRange};

use super::assemble::Assembler;
use super::error::{CompileError, CompileWarning};
use super::instruction::{Instruction, Label, Location};
use super::intrinsic::Resume;
use super::spine::Pending;
use super::unit::{UnitKind, UnitState};
use super::{InputKind, Options};

/// What making code ends with. The error is boxed, so that success is one word: it is asked for after every node.
pub(super) type Result<T> = std::result::Result<T, Box<CompileError>>;
/// Code was made, or it cannot be.
pub(super) type Outcome = Result<()>;

/// Instructions of a file that are there because a `finally` or a generator expression is compiled more than once, at
/// most. CPython 3.14 has no limit; at so many it takes a gigabyte and many seconds, and each further level of nesting
/// doubles both.
const MAX_COPIED_INSTRUCTIONS: usize = 1 << 22;

/// Makes instructions of a tree. `unit` is the innermost code object, `outer` are those around it.
pub(super) struct Generator<'a> {
    pub(super) ast: &'a Ast,
    /// The names of `ast`, and more.
    pub(super) names: Ast,
    pub(super) scopes: &'a Scopes,
    pub(super) options: &'a Options,
    /// `from __future__ import …`, as bits of `co_flags`.
    pub(super) future_flags: u32,
    pub(super) unit: Box<UnitState>,
    pub(super) warnings: Vec<CompileWarning>,
    /// The nodes of left spines whose left part is being compiled.
    pub(super) pending: Vec<Pending>,
    /// More than 0 where code is made a second time of statements that were warned of.
    pub(super) n_muted: u32,
    /// Copies around of code that is made more than once.
    n_copies: u32,
    /// Instructions of such copies.
    n_copied: usize,
    lines: &'a LineIndex,
    /// Where the last location was asked for: the next one is near.
    last_line: Cell<u32>,
    #[expect(clippy::vec_box, reason = "a unit is large, and moves between here and `unit`")]
    pub(super) outer: Vec<Box<UnitState>>,
    /// Units that are done with, for their room.
    #[expect(clippy::vec_box, reason = "as above")]
    pub(super) spare: Vec<Box<UnitState>>,
    pub(super) assembler: Assembler,
    /// The texts of names, by name; of those that there were when one was asked for.
    pub(super) shared: Vec<SharedStr>,
}

impl<'a> Generator<'a> {
    /// A generator that is in the module's unit.
    pub(super) fn new(
        ast: &'a Ast,
        scopes: &'a Scopes,
        options: &'a Options,
        future_flags: u32,
        lines: &'a LineIndex,
    ) -> Self {
        let mut names = ast.names_only();
        let unit = UnitState::new(UnitKind::Module, ScopeId::MODULE, names.intern("<module>"), 1);
        let mut this = Self {
            ast,
            names,
            scopes,
            options,
            future_flags,
            unit: Box::new(unit),
            warnings: Vec::new(),
            pending: Vec::new(),
            n_muted: 0,
            n_copies: 0,
            n_copied: 0,
            lines,
            last_line: Cell::new(1),
            outer: Vec::new(),
            spare: Vec::new(),
            assembler: Assembler::default(),
            shared: Vec::new(),
        };
        this.fill_unit();
        this.unit.qualname = this.shared_text(this.unit.name);
        this.emit_arg(Op::RESUME, Resume::FunctionStart.number(), Location::new(0, 1, 0, 0));
        this.emit(Op::ANNOTATIONS_PLACEHOLDER, Location::new(0, 1, 0, 0));
        this
    }

    /// The scope of the innermost unit.
    pub(super) fn scope(&self) -> &'a Scope {
        &self.scopes[self.unit.scope]
    }

    /// The text of a name.
    pub(super) fn text(&self, name: Name) -> &str {
        self.names.name(name)
    }

    /// Where a node is.
    pub(super) fn location<I: NodeIndex>(&self, id: I) -> Location {
        self.location_of(self.ast.range(id))
    }

    /// A range in CPython's units.
    pub(super) fn location_of(&self, range: TextRange) -> Location {
        if range == Ast::NO_RANGE {
            return Location::NONE;
        }
        let [start, end] = self.lines.byte_span(range, self.last_line.get());
        self.last_line.set(start.line);
        let [line, end_line, column, end_column] =
            [start.line, end.line, start.column, end.column].map(u32::cast_signed);
        Location::new(line, end_line, column, end_column)
    }

    /// Whether annotations are kept as text.
    pub(super) fn has_future_annotations(&self) -> bool {
        self.future_flags & code_flags::FUTURE_ANNOTATIONS != 0
    }

    /// Whether an expression here is one that a prompt prints.
    pub(super) fn is_interactive_top_level(&self) -> bool {
        self.options.kind == InputKind::Single && self.outer.is_empty()
    }

    /// An error at `loc`.
    pub(super) fn error(&self, loc: Location, message: impl Into<String>) -> Outcome {
        Err(Box::new(CompileError { location: loc, message: message.into() }))
    }

    /// A warning at `loc`.
    pub(super) fn warn(&mut self, loc: Location, message: impl Into<String>) {
        if self.n_muted == 0 {
            self.warnings.push(CompileWarning { location: loc, message: message.into() });
        }
    }
}

/// Instructions.
impl Generator<'_> {
    /// Adds an instruction without argument.
    pub(super) fn emit(&mut self, op: Op, loc: Location) {
        self.emit_arg(op, 0, loc);
    }

    /// Adds an instruction.
    pub(super) fn emit_arg(&mut self, op: Op, arg: u32, loc: Location) {
        self.n_copied += usize::from(self.n_copies > 0);
        self.unit.sequence.push(op, arg, loc);
    }

    /// Adds an instruction with a target.
    pub(super) fn jump(&mut self, op: Op, target: Label, loc: Location) {
        self.emit_arg(op, target.0, loc);
    }

    /// Makes code of what was made, or will be made, into code at another place too.
    ///
    /// Copies within copies double with every level; the limit keeps a small program from a huge code object.
    pub(super) fn copy(&mut self, loc: Location, make: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        if self.n_copied > MAX_COPIED_INSTRUCTIONS {
            let message = format!(
                "too much code: copies of `finally` blocks and generator expressions have more than \
                 {MAX_COPIED_INSTRUCTIONS} instructions"
            );
            return self.error(loc, message);
        }
        self.n_copies += 1;
        make(self)?;
        self.n_copies -= 1;
        Ok(())
    }

    /// Puts an instruction with a target before all others.
    pub(super) fn insert_first_jump(&mut self, op: Op, target: Label) {
        self.unit.sequence.insert(0, Instruction { op, arg: target.0, location: Location::NONE });
    }

    /// A new label.
    pub(super) fn label(&mut self) -> Label {
        self.unit.sequence.new_label()
    }

    /// New labels.
    pub(super) fn labels<const N: usize>(&mut self) -> [Label; N] {
        [(); N].map(|()| self.label())
    }

    /// Puts a label here.
    pub(super) fn bind(&mut self, label: Label) {
        self.unit.sequence.place(label);
    }

    /// Adds an instruction that takes a name, mangled if it is private.
    pub(super) fn emit_name(&mut self, op: Op, name: Name, loc: Location) {
        let arg = self.name_index(name);
        self.emit_arg(op, arg, loc);
    }

    /// The index of a name, mangled if it is private.
    pub(super) fn name_index(&mut self, name: Name) -> u32 {
        let mangled = self.mangled(name);
        self.unit.names.add(mangled)
    }

    /// Reads an attribute.
    pub(super) fn load_attr(&mut self, attr: Name, loc: Location) {
        let index = self.name_index(attr);
        self.emit_arg(Op::LOAD_ATTR, index << 1, loc);
    }

    /// Reads an attribute that is called next.
    pub(super) fn load_method(&mut self, attr: Name, loc: Location) {
        let index = self.name_index(attr);
        self.emit_arg(Op::LOAD_ATTR, index << 1 | 1, loc);
    }

    /// Loads a constant.
    pub(super) fn load_const(&mut self, constant: Constant, loc: Location) {
        let arg = self.unit.consts.add(constant);
        self.emit_arg(Op::LOAD_CONST, arg, loc);
    }

    /// Loads `None`.
    pub(super) fn load_none(&mut self, loc: Location) {
        self.load_const(Constant::None, loc);
    }

    /// Loads a name's text as a string.
    pub(super) fn load_text(&mut self, name: Name, loc: Location) {
        let constant = Constant::str(self.text(name));
        self.load_const(constant, loc);
    }

    /// Loads names' texts as a tuple of strings.
    pub(super) fn load_texts(&mut self, names: impl Iterator<Item = Name>, loc: Location) {
        let texts = names.map(|name| Constant::str(self.text(name))).collect();
        self.load_const(Constant::Tuple(texts), loc);
    }

    /// Loads the value of a constant expression.
    pub(super) fn load_value(&mut self, value: Value, loc: Location) {
        let constant = self.constant(value);
        self.load_const(constant, loc);
    }

    /// The value of a constant expression.
    pub(super) fn constant(&self, value: Value) -> Constant {
        match value {
            Value::None => Constant::None,
            Value::True => Constant::Bool(true),
            Value::False => Constant::Bool(false),
            Value::Ellipsis => Constant::Ellipsis,
            Value::Int(number) => Constant::Int(number.into()),
            Value::BigInt(id) => Constant::int(self.ast.big_int(id).clone()),
            Value::Float(number) => Constant::Float(number.get()),
            Value::Complex(id) => {
                let number = self.ast.complex(id);
                Constant::Complex(Complex { real: number.real, imag: number.imag })
            }
            Value::Str(id) => Constant::Str(self.ast.str(id).to_owned()),
            Value::Bytes(id) => Constant::Bytes(self.ast.bytes(id).to_vec()),
        }
    }
}

/// Symbols.
impl Generator<'_> {
    /// The name by which `name` is known in the scope at hand.
    pub(super) fn mangled(&mut self, name: Name) -> Name {
        self.scopes.mangle(&mut self.names, self.unit.scope, name)
    }

    /// `name` as private to the class around, wherever it stands.
    pub(super) fn mangled_by_class(&mut self, name: Name) -> Name {
        match self.unit.private {
            Some(class) => mangle(&mut self.names, class, name),
            None => name,
        }
    }

    /// What the innermost unit makes of a (mangled) name right now.
    pub(super) fn symbol(&self, name: Name) -> Option<Symbol> {
        match self.unit.overrides.get(&name) {
            Some(symbol) => *symbol,
            None => self.scope().symbol(name).copied(),
        }
    }

    /// Where the variable is that the innermost unit means by a (mangled) name right now.
    pub(super) fn resolution(&self, name: Name) -> Option<Resolution> {
        self.symbol(name).map(|symbol| symbol.resolution)
    }

    /// Remembers an attribute of `self` for the innermost class around the unit.
    pub(super) fn add_static_attribute(&mut self, attr: Name) {
        let text = self.names.name(attr);
        if let Some(class) = self.outer.iter_mut().rev().find(|unit| unit.kind == UnitKind::Class) {
            class.static_attributes.insert(text.to_owned());
        }
    }

    /// What the module makes of a name right now: an inlined comprehension around may stand in for it.
    pub(super) fn module_symbol(&self, name: Name) -> Option<Symbol> {
        let module = self.outer.first().unwrap_or(&self.unit);
        match module.overrides.get(&name) {
            Some(symbol) => *symbol,
            None => self.scopes[ScopeId::MODULE].symbol(name).copied(),
        }
    }

    /// Whether the file binds a name by an import at its top level.
    pub(super) fn is_import(&self, name: Name) -> bool {
        self.module_symbol(name).is_some_and(|it| it.flags.has_any(SymbolFlags::DEF_IMPORT))
    }
}

/// An attribute of a call's function, if it is read.
pub(super) fn is_load(it: &Attribute) -> bool {
    it.ctx == crate::ast::ExprContext::Load
}
