//! The generator: what all families of statements and expressions share, and how units nest.
//!
//! Source: CPython 3.14, `Python/compile.c`.

use std::cell::Cell;

use rustpython_wtf8::Wtf8Buf;

use crate::ast::{Ast, Attribute, Name, NodeIndex, Value};
use crate::bytecode::{CodeObject, Complex, Constant, Opcode as Op, SharedStr, code_flags};
use crate::semantic::{Resolution, Scope, ScopeId, ScopeKey, Scopes, Symbol, SymbolFlags, mangle};
use crate::text::{LineIndex, TextRange};

use super::assemble::Assembler;
use super::error::{CompileError, CompileWarning};
use super::flow::FlowError;
use super::instruction::{Instruction, Label, Location, Unit};
use super::intrinsic::Resume;
use super::spine::Pending;
use super::unit::{ParameterCounts, Table, UnitKind, UnitState};
use super::{InputKind, Options};

/// What making code ends with. The error is boxed, so that success is one word: it is asked for after every node.
pub(super) type Result<T> = std::result::Result<T, Box<CompileError>>;
/// Code was made, or it cannot be.
pub(super) type Outcome = Result<()>;

/// A code object, and the variables of the units around that it takes.
pub(super) struct Made {
    pub(super) code: CodeObject,
    freevars: Vec<Name>,
}

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
    outer: Vec<Box<UnitState>>,
    /// Units that are done with, for their room.
    #[expect(clippy::vec_box, reason = "as above")]
    spare: Vec<Box<UnitState>>,
    assembler: Assembler,
    /// The texts of names, by name; of those that there were when one was asked for.
    shared: Vec<SharedStr>,
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

    /// The text of a name, for a code object.
    fn shared_text(&mut self, name: Name) -> SharedStr {
        self.share_texts();
        self.shared[name.index()].clone()
    }

    /// Makes [`Self::shared`] the texts of all names.
    fn share_texts(&mut self) {
        if self.shared.len() < self.names.n_names() {
            let texts = (self.shared.len()..self.names.n_names()).map(|idx| self.names.name_at(idx));
            let whole = SharedStr::from(texts.clone().collect::<String>());
            let mut start = 0;
            self.shared.extend(texts.map(|text| {
                let range = start..start + text.len();
                start = range.end;
                whole.part(range)
            }));
        }
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

/// Units.
impl Generator<'_> {
    /// The scope that `key` opens.
    pub(super) fn scope_of(&self, key: ScopeKey) -> Result<ScopeId> {
        let missing = || CompileError { location: Location::NONE, message: "unknown scope".to_owned() };
        self.scopes.get(key).ok_or_else(|| Box::new(missing()))
    }

    /// Goes into a unit of its own, from whose first line its first instruction is.
    pub(super) fn enter(
        &mut self,
        kind: UnitKind,
        scope: ScopeId,
        name: Name,
        first_line: i32,
        counts: ParameterCounts,
    ) {
        let private = self.unit.private;
        let inner = match self.spare.pop() {
            Some(mut spare) => {
                spare.renew(kind, scope, name, first_line);
                spare
            }
            None => Box::new(UnitState::new(kind, scope, name, first_line)),
        };
        self.outer.push(std::mem::replace(&mut self.unit, inner));
        self.unit.private = private;
        self.unit.counts = counts;
        self.fill_unit();
        self.unit.qualname = self.qualname();
        self.emit_arg(
            Op::RESUME,
            Resume::FunctionStart.number(),
            Location::new(first_line, first_line, 0, 0),
        );
    }

    /// The variables of the unit, by its scope.
    fn fill_unit(&mut self) {
        let scope = self.scope();
        self.unit.varnames.extend(scope.varnames.iter().copied());
        let is_cell =
            |it: &Symbol| it.resolution == Resolution::Cell || it.flags.has_any(SymbolFlags::DEF_COMP_CELL);
        let cells = self.sorted(scope, is_cell);
        self.unit.cellvars.extend(cells);
        let implicit = [
            (scope.needs_class_closure, "__class__"),
            (scope.needs_classdict, "__classdict__"),
            (scope.has_conditional_annotations, "__conditional_annotations__"),
        ];
        for (is_needed, text) in implicit {
            if is_needed {
                let name = self.names.intern(text);
                self.unit.cellvars.add(name);
            }
        }
        let is_free =
            |it: &Symbol| it.resolution == Resolution::Free || it.flags.has_any(SymbolFlags::DEF_FREE_CLASS);
        let free = self.sorted(scope, is_free);
        self.unit.freevars.extend(free);
        self.unit.first_free = self.unit.cellvars.len() as u32;
    }

    /// The names of some symbols, by their texts.
    fn sorted(&self, scope: &Scope, is_wanted: impl Fn(&Symbol) -> bool) -> Vec<Name> {
        let mut names: Vec<Name> =
            scope.symbols.iter().filter(|it| is_wanted(it)).map(|it| it.name).collect();
        names.sort_by_key(|name| self.names.name(*name));
        names
    }

    /// The name of the innermost unit with those of the units around.
    fn qualname(&mut self) -> SharedStr {
        let name = self.unit.name;
        let mut parent_idx = self.outer.len() - 1;
        if self.outer[parent_idx].kind == UnitKind::Annotations {
            // Type parameters and annotations do not show; right in the module, neither does the module.
            match parent_idx.checked_sub(1) {
                None | Some(0) => return self.shared_text(name),
                Some(idx) => parent_idx = idx,
            }
        }
        if parent_idx == 0 {
            return self.shared_text(name);
        }
        let is_named =
            matches!(self.unit.kind, UnitKind::Function | UnitKind::AsyncFunction | UnitKind::Class);
        let parent = &self.outer[parent_idx];
        if is_named {
            let mangled = match parent.private {
                Some(class) => mangle(&mut self.names, class, name),
                None => name,
            };
            let resolution = self.scopes[parent.scope].symbol(mangled).map(|it| it.resolution);
            if resolution == Some(Resolution::GlobalExplicit) {
                return self.shared_text(name);
            }
        }
        let has_locals =
            matches!(parent.kind, UnitKind::Function | UnitKind::AsyncFunction | UnitKind::Lambda);
        let locals = if has_locals { ".<locals>" } else { "" };
        let text = self.text(name);
        let mut qualname = Wtf8Buf::with_capacity(parent.qualname.len() + locals.len() + 1 + text.len());
        qualname.push_wtf8(&parent.qualname);
        for part in [locals, ".", text] {
            qualname.push_str(part);
        }
        qualname.into()
    }

    /// Ends the innermost unit: `return` at its end, of `None` unless a value is there.
    pub(super) fn leave(&mut self, returns_none: bool) -> Result<Made> {
        if returns_none {
            self.load_none(Location::NONE);
        }
        self.emit(Op::RETURN_VALUE, Location::NONE);
        let flags = self.flags();
        let freevars = self.unit.freevars.items.clone();
        let code = self.assemble(flags)?;
        // The module's unit is the last; nothing is made after it.
        if let Some(around) = self.outer.pop() {
            self.spare.push(std::mem::replace(&mut self.unit, around));
        }
        Ok(Made { code, freevars })
    }

    fn assemble(&mut self, flags: u32) -> Result<CodeObject> {
        self.share_texts();
        let (state, shared) = (&mut *self.unit, &self.shared);
        let texts = |names: &Table<Name>| -> Vec<SharedStr> {
            names.items.iter().map(|name| shared[name.index()].clone()).collect()
        };
        let unit = Unit {
            flags,
            arg_count: state.counts.positional + state.counts.positional_only,
            posonly_arg_count: state.counts.positional_only,
            kwonly_arg_count: state.counts.keyword_only,
            names: texts(&state.names),
            varnames: texts(&state.varnames),
            cellvars: texts(&state.cellvars),
            freevars: texts(&state.freevars),
            hidden: state.fast_hidden.keys().map(|name| shared[name.index()].clone()).collect(),
            name: shared[state.name.index()].clone(),
            qualname: state.qualname.clone(),
            filename: self.options.filename.clone(),
            first_line: state.first_line,
            consts: std::mem::take(&mut state.consts.items),
        };
        let broken = |error: FlowError| CompileError { location: Location::NONE, message: error.to_string() };
        self.assembler.assemble(unit, &state.sequence).map_err(|error| Box::new(broken(error)))
    }

    /// `co_flags`.
    fn flags(&self) -> u32 {
        let scope = self.scope();
        let mut flags = self.future_flags;
        if scope.kind.is_function_like() {
            let pairs = [
                (true, code_flags::NEWLOCALS | code_flags::OPTIMIZED),
                (scope.nested, code_flags::NESTED),
                (scope.generator && !scope.coroutine, code_flags::GENERATOR),
                (scope.generator && scope.coroutine, code_flags::ASYNC_GENERATOR),
                (scope.varargs, code_flags::VARARGS),
                (scope.varkeywords, code_flags::VARKEYWORDS),
                (scope.has_docstring, code_flags::HAS_DOCSTRING),
                (scope.method, code_flags::METHOD),
            ];
            flags |= pairs.iter().filter(|(is_set, _)| *is_set).fold(0, |sum, (_, flag)| sum | flag);
        }
        if scope.coroutine && !scope.generator {
            flags |= code_flags::COROUTINE;
        }
        flags
    }

    /// Makes a function of a code object, with the attributes whose values are on the stack: bits of
    /// `SET_FUNCTION_ATTRIBUTE`.
    pub(super) fn make_closure(&mut self, made: Made, attributes: u32, loc: Location) {
        const CLOSURE: u32 = 8;
        /// In the order in which their values come off the stack.
        const ATTRIBUTES: [u32; 5] = [CLOSURE, 4, 16, 2, 1];
        let mut attributes = attributes;
        if !made.freevars.is_empty() {
            for &name in &made.freevars {
                let arg = self.closure_arg(name);
                self.emit_arg(Op::LOAD_CLOSURE, arg, loc);
            }
            attributes |= CLOSURE;
            self.emit_arg(Op::BUILD_TUPLE, made.freevars.len() as u32, loc);
        }
        self.load_const(Constant::code(made.code), loc);
        self.emit(Op::MAKE_FUNCTION, loc);
        for attribute in ATTRIBUTES {
            if attributes & attribute != 0 {
                self.emit_arg(Op::SET_FUNCTION_ATTRIBUTE, attribute, loc);
            }
        }
    }

    /// The argument for a variable that a function inside takes. In a class it may be free and local at once.
    fn closure_arg(&mut self, name: Name) -> u32 {
        let is_implicit = self.unit.kind == UnitKind::Class
            && matches!(self.text(name), "__class__" | "__classdict__" | "__conditional_annotations__");
        if is_implicit || self.resolution(name) == Some(Resolution::Cell) {
            return self.unit.cellvars.add(name);
        }
        self.unit.free_arg(name)
    }

    /// The code of `make` goes to a place of its own: where the module's annotations are set up.
    pub(super) fn in_annotation_setup(&mut self, make: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        let sequence = std::mem::take(&mut self.unit.sequence);
        let outcome = make(self);
        let setup = std::mem::replace(&mut self.unit.sequence, sequence);
        self.unit.sequence.annotations = setup.instructions;
        outcome
    }
}

/// An attribute of a call's function, if it is read.
pub(super) fn is_load(it: &Attribute) -> bool {
    it.ctx == crate::ast::ExprContext::Load
}
