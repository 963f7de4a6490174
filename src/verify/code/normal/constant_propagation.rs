//! Variables that are one constant.
//!
//! The side condition: there is one store into the variable, of a constant; every read is where the variable is bound
//! for certain, so that it reads that constant; nothing deletes it; it is no parameter, in no closure, of no
//! comprehension; and nothing in the module looks at local variables by name. The constants of a function are one
//! object for equal values, so that identity does not change either. Nothing is computed from the constants: `5 + 1`
//! of a propagated 5 is not 6 here.

use super::super::decode::{Action, Flow};
use super::stored_constants::{silence_store, stored_constants};

/// Puts constants in the place of such variables; whether there were any.
pub(in crate::verify::code) fn propagate_constants(flow: &mut Flow<'_>) -> bool {
    let found: Vec<_> = stored_constants(flow)
        .into_iter()
        .filter(|it| it.stores.len() == 1 && !it.loads.is_empty())
        .collect();
    for it in &found {
        for load in &it.loads {
            flow.steps[*load].action = Action::Constant(it.value);
        }
        for store in &it.stores {
            silence_store(&mut flow.steps, *store);
        }
    }
    !found.is_empty()
}
