//! How units nest: going into one, its variables and its names, and the code object that it becomes.
//!
//! A unit that is done with lends its room to the next. Source: CPython 3.14, `_PyCompile_EnterScope`,
//! `_PyCompile_OptimizeAndAssemble` and `codegen_make_closure`.

use rustpython_wtf8::Wtf8Buf;

use crate::ast::Name;
use crate::bytecode::{CodeObject, Constant, Opcode as Op, SharedStr, code_flags};
use crate::semantic::{Resolution, Scope, ScopeId, ScopeKey, Symbol, SymbolFlags, mangle};

use super::error::CompileError;
use super::flow::FlowError;
use super::generator::{Generator, Outcome, Result};
use super::instruction::{Location, Unit};
use super::intrinsic::Resume;
use super::unit::{ParameterCounts, Table, UnitKind, UnitState};

/// A code object, and the variables of the units around that it takes.
pub(super) struct Made {
    pub(super) code: CodeObject,
    freevars: Vec<Name>,
}

impl Generator<'_> {
    /// The text of a name, for a code object.
    pub(super) fn shared_text(&mut self, name: Name) -> SharedStr {
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
    pub(super) fn fill_unit(&mut self) {
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
