//! Equality in every field but locations.

use crate::bytecode::{CodeObject, Constant};

/// Whether two code objects, with all in them, differ in nothing but where they were: file, lines, columns.
///
/// The line that a class body stores is part of its code here; [`super::compare`] knows better.
pub(super) fn is_same(a: &CodeObject, b: &CodeObject) -> bool {
    // Each field is named, so that a new one has to be thought of.
    let CodeObject {
        argcount,
        posonlyargcount,
        kwonlyargcount,
        stacksize,
        flags,
        code,
        consts,
        names,
        localsplusnames,
        localspluskinds,
        filename: _,
        name,
        qualname,
        firstlineno: _,
        linetable: _,
        exceptiontable,
    } = a;
    *argcount == b.argcount
        && *posonlyargcount == b.posonlyargcount
        && *kwonlyargcount == b.kwonlyargcount
        && *stacksize == b.stacksize
        && *flags == b.flags
        && *code == b.code
        && *names == b.names
        && *localsplusnames == b.localsplusnames
        && *localspluskinds == b.localspluskinds
        && *name == b.name
        && *qualname == b.qualname
        && *exceptiontable == b.exceptiontable
        && are_same_constants(consts, &b.consts)
}

fn are_same_constants(a: &[Constant], b: &[Constant]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same_constant(a, b))
}

/// Unlike [`Constant`]'s own equality it minds the order of a frozenset's items, as iteration does.
fn is_same_constant(a: &Constant, b: &Constant) -> bool {
    match (a, b) {
        (Constant::Code(a), Constant::Code(b)) => is_same(a, b),
        (Constant::Tuple(a), Constant::Tuple(b)) | (Constant::FrozenSet(a), Constant::FrozenSet(b)) => {
            are_same_constants(a, b)
        }
        (Constant::Slice(a), Constant::Slice(b)) => are_same_constants(&**a, &**b),
        (a, b) => a == b,
    }
}
