//! The variables of a frame: which are in use, and which a function keeps to itself.

use rustpython_wtf8::Wtf8;

use super::decode::{Action, Flow};
use super::difference::Refusal;
use crate::bytecode::{Opcode, local_kind};

/// The slots of a code object that are in use, in their order.
///
/// The order stays as it is: a frame lets go of its variables in it, which finalizers tell. A slot that nothing uses
/// holds nothing, so it has no part in that.
pub(super) struct Locals<'a> {
    /// For each slot its number among those in use.
    ordinals: Vec<Option<u32>>,
    pub(super) used: Vec<Local<'a>>,
}

/// A variable of a frame.
pub(super) struct Local<'a> {
    pub(super) name: &'a Wtf8,
    /// Bits of [`local_kind`].
    pub(super) kind: u8,
    /// Why it must keep its name, if it must, whatever the module does.
    pub(super) refusal: Option<Refusal>,
}

/// Bits of a variable that others know by its name or share.
const INTERFACE: u8 =
    local_kind::ARG_POS | local_kind::ARG_KW | local_kind::ARG_VAR | local_kind::CELL | local_kind::FREE;

impl<'a> Locals<'a> {
    pub(super) fn of(flow: &Flow<'a>) -> Self {
        let code = flow.code;
        let mut is_used: Vec<bool> = code.localspluskinds.iter().map(|kind| kind & INTERFACE != 0).collect();
        let mut may_be_unbound = vec![false; is_used.len()];
        for (idx, step) in flow.steps.iter().enumerate() {
            let Action::Local { opcode, slot } = step.action else { continue };
            if let Some(it) = is_used.get_mut(slot) {
                *it = true;
                may_be_unbound[slot] |= step.opcode == Opcode::LOAD_FAST_CHECK
                    || opcode == Opcode::DELETE_FAST && !is_stored_before(flow, idx, slot);
            }
        }
        let mut ordinals = Vec::with_capacity(is_used.len());
        let mut used = Vec::new();
        for (slot, (name, kind)) in code.localsplusnames.iter().zip(&code.localspluskinds).enumerate() {
            if !is_used[slot] {
                ordinals.push(None);
                continue;
            }
            ordinals.push(u32::try_from(used.len()).ok());
            let refusal = if kind & INTERFACE != 0 {
                Some(Refusal::Interface)
            } else if may_be_unbound[slot] {
                Some(Refusal::Unbound)
            } else {
                None
            };
            used.push(Local { name, kind: *kind, refusal });
        }
        Self { ordinals, used }
    }

    pub(super) fn ordinal(&self, slot: usize) -> Option<u32> {
        self.ordinals.get(slot).copied().flatten()
    }

    pub(super) fn get(&self, slot: usize) -> Option<&Local<'a>> {
        self.used.get(self.ordinal(slot)? as usize)
    }
}

/// Whether the step before stores into the slot, as `except E as e` does before it deletes `e`.
fn is_stored_before(flow: &Flow<'_>, idx: usize, slot: usize) -> bool {
    let before = idx.checked_sub(1).and_then(|idx| flow.steps.get(idx));
    before.is_some_and(
        |it| matches!(it.action, Action::Local { opcode: Opcode::STORE_FAST, slot: other } if other == slot),
    )
}
