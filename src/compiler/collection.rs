//! Displays of lists, tuples, sets and dicts, and unpacking into targets.
//!
//! Source: CPython 3.14, `starunpack_helper`, `unpack_helper`, `codegen_dict`.

use crate::ast::{Dict, Expr, ExprContext, ExprId, List, ListExpr, Name, Set, Tuple};
use crate::bytecode::Opcode as Op;

use super::generator::{Generator, Outcome};
use super::instruction::Location;
use super::intrinsic::Intrinsic1;

/// More values than this at once are not put on the stack.
pub(super) const STACK_USE_GUIDELINE: usize = 30;

/// How many targets may stand before a starred one.
const MAX_BEFORE_STAR: usize = 1 << 8;
/// How many targets may stand after a starred one.
const MAX_AFTER_STAR: usize = (i32::MAX >> 8) as usize;

/// What is built of some values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Display {
    List,
    Tuple,
    Set,
}

impl Display {
    /// Its instructions: make, add one, add all of another.
    fn ops(self) -> [Op; 3] {
        match self {
            // A tuple of unknown length is a list first.
            Self::List | Self::Tuple => [Op::BUILD_LIST, Op::LIST_APPEND, Op::LIST_EXTEND],
            Self::Set => [Op::BUILD_SET, Op::SET_ADD, Op::SET_UPDATE],
        }
    }
}

impl Generator<'_> {
    pub(super) fn list(&mut self, it: ListExpr, loc: Location) -> Outcome {
        match it.ctx {
            ExprContext::Load => self.display(Display::List, it.elts, None, 0, loc),
            ExprContext::Store => self.unpack_into(it.elts, loc),
            ExprContext::Del => self.exprs(it.elts),
        }
    }

    pub(super) fn tuple(&mut self, it: Tuple, loc: Location) -> Outcome {
        match it.ctx {
            ExprContext::Load => self.display(Display::Tuple, it.elts, None, 0, loc),
            ExprContext::Store => self.unpack_into(it.elts, loc),
            ExprContext::Del => self.exprs(it.elts),
        }
    }

    pub(super) fn set(&mut self, it: Set, loc: Location) -> Outcome {
        self.display(Display::Set, it.elts, None, 0, loc)
    }

    /// Builds a display of the `n_pushed` values on the stack, then `elts`, then the variable `injected`.
    pub(super) fn display(
        &mut self,
        display: Display,
        elts: List<ExprId>,
        injected: Option<Name>,
        n_pushed: u32,
        loc: Location,
    ) -> Outcome {
        let [build, add, extend] = display.ops();
        let n_injected = usize::from(injected.is_some());
        let n_values = elts.len() + n_pushed as usize + n_injected;
        let is_big = n_values > STACK_USE_GUIDELINE;
        if !is_big && !self.has_starred(elts) {
            self.exprs(elts)?;
            if let Some(name) = injected {
                self.name_op(name, ExprContext::Load, loc)?;
            }
            let op = if display == Display::Tuple { Op::BUILD_TUPLE } else { build };
            self.emit_arg(op, n_values as u32, loc);
            return Ok(());
        }
        let mut is_built = is_big;
        if is_big {
            self.emit_arg(build, n_pushed, loc);
        }
        for (idx, &elt) in self.ast[elts].iter().enumerate() {
            if let Expr::Starred(starred) = self.ast[elt] {
                if !is_built {
                    self.emit_arg(build, idx as u32 + n_pushed, loc);
                    is_built = true;
                }
                self.expr(starred.value)?;
                self.emit_arg(extend, 1, loc);
                continue;
            }
            self.expr(elt)?;
            if is_built {
                self.emit_arg(add, 1, loc);
            }
        }
        if let Some(name) = injected {
            self.name_op(name, ExprContext::Load, loc)?;
            self.emit_arg(add, 1, loc);
        }
        if display == Display::Tuple {
            self.emit_arg(Op::CALL_INTRINSIC_1, Intrinsic1::ListToTuple.number(), loc);
        }
        Ok(())
    }

    /// Whether one of `elts` is starred.
    pub(super) fn has_starred(&self, elts: List<ExprId>) -> bool {
        self.ast[elts].iter().any(|elt| matches!(self.ast[*elt], Expr::Starred(_)))
    }

    fn unpack_into(&mut self, elts: List<ExprId>, loc: Location) -> Outcome {
        let is_starred: Vec<bool> =
            self.ast[elts].iter().map(|elt| matches!(self.ast[*elt], Expr::Starred(_))).collect();
        self.unpack(&is_starred, "assignment", loc)?;
        for &elt in &self.ast[elts] {
            match self.ast[elt] {
                Expr::Starred(starred) => self.expr(starred.value)?,
                _ => self.expr(elt)?,
            }
        }
        Ok(())
    }

    /// Takes a value apart into as many as `is_starred` has items. `what` it is for is named in errors.
    pub(super) fn unpack(&mut self, is_starred: &[bool], what: &str, loc: Location) -> Outcome {
        let Some(star) = is_starred.iter().position(|it| *it) else {
            self.emit_arg(Op::UNPACK_SEQUENCE, is_starred.len() as u32, loc);
            return Ok(());
        };
        let n_after = is_starred.len() - star - 1;
        if star >= MAX_BEFORE_STAR || n_after >= MAX_AFTER_STAR {
            return self.error(loc, format!("too many expressions in star-unpacking {what}"));
        }
        if is_starred[star + 1..].contains(&true) {
            return self.error(loc, format!("multiple starred expressions in {what}"));
        }
        self.emit_arg(Op::UNPACK_EX, (star | n_after << 8) as u32, loc);
        Ok(())
    }

    /// Pairs are gathered until there are many, or until another mapping is to be merged.
    pub(super) fn dict(&mut self, it: Dict, loc: Location) -> Outcome {
        let keys = &self.ast[it.keys];
        let values = &self.ast[it.values];
        let mut has_dict = false;
        let mut start = 0;
        let flush = |this: &mut Self, from: usize, to: usize, has_dict: &mut bool| -> Outcome {
            if from < to {
                this.sub_dict(&keys[from..to], &values[from..to], loc)?;
                if *has_dict {
                    this.emit_arg(Op::DICT_UPDATE, 1, loc);
                }
                *has_dict = true;
            }
            Ok(())
        };
        for (idx, (key, &value)) in keys.iter().zip(values).enumerate() {
            if key.is_none() {
                flush(self, start, idx, &mut has_dict)?;
                if !has_dict {
                    self.emit_arg(Op::BUILD_MAP, 0, loc);
                    has_dict = true;
                }
                self.expr(value)?;
                self.emit_arg(Op::DICT_UPDATE, 1, loc);
                start = idx + 1;
            } else if (idx - start) * 2 > STACK_USE_GUIDELINE {
                flush(self, start, idx + 1, &mut has_dict)?;
                start = idx + 1;
            }
        }
        flush(self, start, keys.len(), &mut has_dict)?;
        if !has_dict {
            self.emit_arg(Op::BUILD_MAP, 0, loc);
        }
        Ok(())
    }

    fn sub_dict(&mut self, keys: &[Option<ExprId>], values: &[ExprId], loc: Location) -> Outcome {
        let is_big = keys.len() * 2 > STACK_USE_GUIDELINE;
        if is_big {
            self.emit_arg(Op::BUILD_MAP, 0, loc);
        }
        for (key, &value) in keys.iter().zip(values) {
            if let Some(key) = *key {
                self.expr(key)?;
            }
            self.expr(value)?;
            if is_big {
                self.emit_arg(Op::MAP_ADD, 1, loc);
            }
        }
        if !is_big {
            self.emit_arg(Op::BUILD_MAP, keys.len() as u32, loc);
        }
        Ok(())
    }
}
