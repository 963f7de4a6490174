//! Local variables that hold constants and nothing else.

use super::super::decode::{Action, Flow, Step, Value};
use crate::bytecode::{Opcode, local_kind};

/// A local variable as the steps of a function use it.
pub(super) struct StoredConstant<'a> {
    /// Steps that store into it; the step before each pushes a constant.
    pub(super) stores: Vec<usize>,
    /// Steps that read it, all of them where it is bound for certain.
    pub(super) loads: Vec<usize>,
    /// What was stored first.
    pub(super) value: Value<'a>,
}

/// Variables that are no parameters, in no closure and of no comprehension, into which constants alone are stored, and
/// which are otherwise only read where they are bound for certain: the compiler reads with `LOAD_FAST_CHECK` elsewhere.
pub(super) fn stored_constants<'a>(flow: &Flow<'a>) -> Vec<StoredConstant<'a>> {
    let is_target = targets(flow);
    let mut found: Vec<Option<StoredConstant<'a>>> = Vec::new();
    found.resize_with(flow.code.localsplusnames.len(), || None);
    let kinds = &flow.code.localspluskinds;
    let mut is_excluded: Vec<bool> = kinds.iter().map(|kind| *kind != local_kind::LOCAL).collect();
    let mut loads = vec![Vec::new(); found.len()];
    for (idx, step) in flow.steps.iter().enumerate() {
        let Action::Local { opcode, slot } = step.action else { continue };
        let Some(excluded) = is_excluded.get_mut(slot) else { continue };
        match (opcode, pushed_before(flow, &is_target, idx)) {
            (Opcode::STORE_FAST, Some(value)) => {
                let new = || StoredConstant { stores: Vec::new(), loads: Vec::new(), value };
                found[slot].get_or_insert_with(new).stores.push(idx);
            }
            (Opcode::LOAD_FAST, _) if step.opcode != Opcode::LOAD_FAST_CHECK => loads[slot].push(idx),
            _ => *excluded = true,
        }
    }
    let all = found.into_iter().zip(loads).zip(is_excluded);
    all.filter(|(_, excluded)| !excluded)
        .filter_map(|((it, loads), _)| it.map(|it| StoredConstant { loads, ..it }))
        .collect()
}

/// The constant that the step before `idx` pushes, if control comes from there alone.
fn pushed_before<'a>(flow: &Flow<'a>, is_target: &[bool], idx: usize) -> Option<Value<'a>> {
    match flow.steps.get(idx.checked_sub(1)?)?.action {
        Action::Constant(value) if !is_target[idx] => Some(value),
        _ => None,
    }
}

/// Steps that something jumps to, or that handle exceptions.
fn targets(flow: &Flow<'_>) -> Vec<bool> {
    let mut out = vec![false; flow.steps.len()];
    let mut mark = |idx: usize| {
        if let Some(it) = out.get_mut(idx) {
            *it = true;
        }
    };
    for (idx, step) in flow.steps.iter().enumerate() {
        match step.action {
            Action::Jump(target) => mark(target),
            Action::Branch { yes, no, .. } => {
                [yes, no].into_iter().filter(|it| *it != idx + 1).for_each(&mut mark)
            }
            _ => {}
        }
        if let Some(handler) = step.handler {
            mark(handler.target);
        }
    }
    out
}

/// Makes nothing of the store at `idx` and of the constant before it.
pub(super) fn silence_store(steps: &mut [Step<'_>], idx: usize) {
    steps[idx].action = Action::Silent;
    steps[idx - 1].action = Action::Silent;
}
