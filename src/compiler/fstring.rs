//! f-strings and t-strings.
//!
//! Source: CPython 3.14, `codegen_joined_str`, `codegen_template_str`.

use crate::ast::{Expr, FormattedValue, Interpolation, JoinedStr, Operator, TemplateStr};
use crate::bytecode::{Constant, Opcode as Op};

use super::collection::STACK_USE_GUIDELINE;
use super::expression::in_place_number;
use super::generator::{Generator, Outcome};
use super::instruction::Location;
use super::intrinsic::Conversion;

impl Generator<'_> {
    pub(super) fn joined_str(&mut self, it: JoinedStr, loc: Location) -> Outcome {
        let n_values = it.values.len();
        if n_values > STACK_USE_GUIDELINE {
            self.load_const(Constant::str(""), loc);
            let join = self.names.intern("join");
            self.load_method(join, loc);
            self.emit_arg(Op::BUILD_LIST, 0, loc);
            for &value in &self.ast[it.values] {
                self.expr(value)?;
                self.emit_arg(Op::LIST_APPEND, 1, loc);
            }
            self.emit_arg(Op::CALL, 1, loc);
            return Ok(());
        }
        self.exprs(it.values)?;
        match n_values {
            0 => self.load_const(Constant::str(""), loc),
            1 => {}
            _ => self.emit_arg(Op::BUILD_STRING, n_values as u32, loc),
        }
        Ok(())
    }

    pub(super) fn formatted_value(&mut self, it: FormattedValue, loc: Location) -> Outcome {
        self.expr(it.value)?;
        if let Some(conversion) = conversion(it.conversion) {
            self.emit_arg(Op::CONVERT_VALUE, conversion.number(), loc);
        }
        match it.format_spec {
            Some(spec) => {
                self.expr(spec)?;
                self.emit(Op::FORMAT_WITH_SPEC, loc);
            }
            None => self.emit(Op::FORMAT_SIMPLE, loc),
        }
        Ok(())
    }

    /// Strings and interpolations take turns; between two of these stands an empty string.
    pub(super) fn template_str(&mut self, it: TemplateStr, loc: Location) -> Outcome {
        let values = &self.ast[it.values];
        let mut n_strings = 0;
        let mut is_in_string = false;
        for &value in values {
            if matches!(self.ast[value], Expr::Interpolation(_)) {
                if !is_in_string {
                    self.load_const(Constant::str(""), loc);
                    n_strings += 1;
                }
                is_in_string = false;
                continue;
            }
            self.expr(value)?;
            if is_in_string {
                self.emit_arg(Op::BINARY_OP, in_place_number(Operator::Add), loc);
            } else {
                n_strings += 1;
            }
            is_in_string = true;
        }
        if !is_in_string {
            self.load_const(Constant::str(""), loc);
            n_strings += 1;
        }
        self.emit_arg(Op::BUILD_TUPLE, n_strings, loc);
        let mut n_interpolations = 0;
        for &value in values {
            if matches!(self.ast[value], Expr::Interpolation(_)) {
                self.expr(value)?;
                n_interpolations += 1;
            }
        }
        self.emit_arg(Op::BUILD_TUPLE, n_interpolations, loc);
        self.emit(Op::BUILD_TEMPLATE, loc);
        Ok(())
    }

    pub(super) fn interpolation(&mut self, it: Interpolation, loc: Location) -> Outcome {
        const ALWAYS: u32 = 2;
        self.expr(it.value)?;
        let source = Constant::Str(self.ast.str(it.str).to_owned());
        self.load_const(source, loc);
        let mut arg = ALWAYS;
        if let Some(spec) = it.format_spec {
            arg += 1;
            self.expr(spec)?;
        }
        if let Some(conversion) = conversion(it.conversion.into()) {
            arg |= conversion.number() << 2;
        }
        self.emit_arg(Op::BUILD_INTERPOLATION, arg, loc);
        Ok(())
    }
}

/// What a conversion character asks for; the tree has -1 for none.
fn conversion(character: i32) -> Option<Conversion> {
    match u8::try_from(character).ok()? {
        b's' => Some(Conversion::Str),
        b'r' => Some(Conversion::Repr),
        b'a' => Some(Conversion::Ascii),
        _ => None,
    }
}
