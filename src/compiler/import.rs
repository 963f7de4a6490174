//! `import` and `from … import`.
//!
//! Source: CPython 3.14, `codegen_import`, `codegen_from_import`.

use crate::ast::{ExprContext, Import, ImportFrom, Name};
use crate::bytecode::{Constant, Opcode as Op};

use super::generator::{Generator, Outcome};
use super::instruction::Location;
use super::intrinsic::Intrinsic1;

impl Generator<'_> {
    pub(super) fn import_stmt(&mut self, it: Import, loc: Location) -> Outcome {
        for &alias in &self.ast[it.names] {
            let alias = self.ast[alias];
            self.load_const(Constant::Int(0), loc);
            self.load_none(loc);
            self.emit_name(Op::IMPORT_NAME, alias.name, loc);
            match alias.asname {
                Some(asname) => self.import_as(alias.name, asname, loc)?,
                None => {
                    let first = self.text(alias.name).split('.').next().unwrap_or_default().to_owned();
                    let first = self.names.intern(&first);
                    self.name_op(first, ExprContext::Store, loc)?;
                }
            }
        }
        Ok(())
    }

    /// Binds the last part of a dotted name: the instruction before gave the first.
    fn import_as(&mut self, name: Name, asname: Name, loc: Location) -> Outcome {
        let parts: Vec<String> = self.text(name).split('.').skip(1).map(str::to_owned).collect();
        for (idx, part) in parts.iter().enumerate() {
            if idx > 0 {
                self.emit_arg(Op::SWAP, 2, loc);
                self.emit(Op::POP_TOP, loc);
            }
            let part = self.names.intern(part);
            let arg = self.unit.names.add(part);
            self.emit_arg(Op::IMPORT_FROM, arg, loc);
        }
        self.name_op(asname, ExprContext::Store, loc)?;
        if !parts.is_empty() {
            self.emit(Op::POP_TOP, loc);
        }
        Ok(())
    }

    pub(super) fn import_from_stmt(&mut self, it: ImportFrom, loc: Location) -> Outcome {
        self.load_const(Constant::Int(it.level.into()), loc);
        let ast = self.ast;
        self.load_texts(ast[it.names].iter().map(|alias| ast[*alias].name), loc);
        let module = match it.module {
            Some(module) => module,
            None => self.names.intern(""),
        };
        self.emit_name(Op::IMPORT_NAME, module, loc);
        for &alias in &ast[it.names] {
            let alias = ast[alias];
            if self.text(alias.name) == "*" {
                self.emit_arg(Op::CALL_INTRINSIC_1, Intrinsic1::ImportStar.number(), loc);
                self.emit(Op::POP_TOP, Location::NONE);
                return Ok(());
            }
            self.emit_name(Op::IMPORT_FROM, alias.name, loc);
            self.name_op(alias.asname.unwrap_or(alias.name), ExprContext::Store, loc)?;
        }
        self.emit(Op::POP_TOP, loc);
        Ok(())
    }
}
