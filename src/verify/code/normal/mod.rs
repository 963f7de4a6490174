//! What may be done to code before it is compared, and when.

mod constant_propagation;
mod dead_stores;
mod introspection;
mod stored_constants;

use std::fmt;

pub(super) use constant_propagation::propagate_constants;
pub(super) use dead_stores::drop_dead_stores;
pub(super) use introspection::introspecting_name;

/// A change of code that nothing can observe, under its side condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Normalization {
    /// Constants and names are compared where they are used and not by their places in `co_consts` and `co_names`;
    /// what is not used is not compared, nor is the depth of the stack. There is no side condition: only attributes of
    /// the code object tell.
    TableOrder,
    /// Code is walked as a graph: blocks may lie in another order, be copied or merged, jumps lead to where further
    /// jumps lead, tests may be turned round with their targets, instructions that do nothing and those that join two
    /// others do not count. The condition is checked as the walk goes: every pair of steps that are reached together
    /// does the same with the same operands, has its exceptions taken at the same depth by handlers that are compared
    /// in turn, and leads to such pairs.
    FlowGraph,
    /// Local variables have other names. The side condition of each: it is no parameter and in no closure; it is bound
    /// for certain wherever it is read, as an exception would name it; it has the same slot among those in use; and
    /// nothing in the module mentions a name by which local variables are looked at (`introspection.rs`, `locals.rs`).
    RenamedLocals,
    /// Stores of constants into local variables that are never read are dropped: `dead_stores.rs`.
    DeadStores,
    /// Local variables that are one constant are replaced by it: `constant_propagation.rs`.
    ConstantPropagation,
}

impl Normalization {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::TableOrder, Self::FlowGraph, Self::RenamedLocals, Self::DeadStores, Self::ConstantPropagation];
}

impl fmt::Display for Normalization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TableOrder => "table order",
            Self::FlowGraph => "flow graph",
            Self::RenamedLocals => "renamed locals",
            Self::DeadStores => "dead stores",
            Self::ConstantPropagation => "constant propagation",
        })
    }
}
