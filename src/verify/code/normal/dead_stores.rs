//! Stores of constants into variables that are never read.
//!
//! The side condition: *every* store into the variable is of a constant, and nothing reads or deletes it; it is no
//! parameter, in no closure, of no comprehension; and nothing in the module looks at local variables by name. Then it
//! only ever holds constants, which the code object keeps alive, so that neither the stores nor what they replace
//! finalises anything. A variable that also holds something else must keep its dead stores: they let go of it.

use super::super::decode::Flow;
use super::stored_constants::{silence_store, stored_constants};

/// Drops them; whether there were any.
pub(in crate::verify::code) fn drop_dead_stores(flow: &mut Flow<'_>) -> bool {
    let dead: Vec<_> = stored_constants(flow).into_iter().filter(|it| it.loads.is_empty()).collect();
    for idx in dead.iter().flat_map(|it| &it.stores) {
        silence_store(&mut flow.steps, *idx);
    }
    !dead.is_empty()
}
