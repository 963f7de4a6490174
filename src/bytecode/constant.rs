//! Constants of a code object.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use num_bigint::BigInt;
use rustc_hash::FxHasher;
use rustpython_wtf8::Wtf8Buf;

use super::code::CodeObject;

/// A value in `co_consts`.
///
/// Equality is that of CPython's constant keys, under which two constants of a unit are one: of the same type,
/// recursively, and of the same value, where `0.0` is not `-0.0` and a NaN is itself. So `1`, `1.0` and `True` are
/// three constants.
#[derive(Debug, Clone)]
pub enum Constant {
    /// `None`.
    None,
    /// `...`.
    Ellipsis,
    /// `False` or `True`.
    Bool(bool),
    /// An integer that fits.
    Int(i64),
    /// An integer that does not fit [`Constant::Int`]; made by [`Constant::int`] only.
    BigInt(Box<BigInt>),
    /// A floating point number.
    Float(f64),
    /// A complex number.
    Complex(Complex),
    /// A string, which may hold lone surrogates.
    Str(Wtf8Buf),
    /// A bytes object.
    Bytes(Vec<u8>),
    /// A tuple.
    Tuple(Vec<Constant>),
    /// A frozenset: distinct items, in whatever order.
    FrozenSet(Vec<Constant>),
    /// A slice: start, stop, step.
    Slice(Box<[Constant; 3]>),
    /// A code object: a function's, class's or comprehension's.
    Code(Arc<CodeObject>),
}

/// A complex number.
#[derive(Debug, Clone, Copy)]
pub struct Complex {
    /// The real part.
    pub real: f64,
    /// The imaginary part.
    pub imag: f64,
}

impl Constant {
    /// An integer of any size, as the variant that holds it.
    pub fn int(number: BigInt) -> Self {
        match i64::try_from(&number) {
            Ok(small) => Self::Int(small),
            Err(_) => Self::BigInt(Box::new(number)),
        }
    }

    /// A string.
    pub fn str(text: impl Into<Wtf8Buf>) -> Self {
        Self::Str(text.into())
    }

    /// A code object.
    pub fn code(code: CodeObject) -> Self {
        Self::Code(Arc::new(code))
    }
}

impl PartialEq for Constant {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::None, Self::None) | (Self::Ellipsis, Self::Ellipsis) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::BigInt(a), Self::BigInt(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a.to_bits() == b.to_bits(),
            (Self::Complex(a), Self::Complex(b)) => a.bits() == b.bits(),
            (Self::Str(a), Self::Str(b)) => a == b,
            (Self::Bytes(a), Self::Bytes(b)) => a == b,
            (Self::Tuple(a), Self::Tuple(b)) => a == b,
            (Self::FrozenSet(a), Self::FrozenSet(b)) => same_items(a, b),
            (Self::Slice(a), Self::Slice(b)) => a == b,
            (Self::Code(a), Self::Code(b)) => Arc::ptr_eq(a, b) || a == b,
            _ => false,
        }
    }
}

impl Eq for Constant {}

impl Hash for Constant {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::None | Self::Ellipsis => {}
            Self::Bool(it) => it.hash(state),
            Self::Int(it) => it.hash(state),
            Self::BigInt(it) => it.hash(state),
            Self::Float(it) => it.to_bits().hash(state),
            Self::Complex(it) => it.bits().hash(state),
            Self::Str(it) => it.as_bytes().hash(state),
            Self::Bytes(it) => it.hash(state),
            Self::Tuple(it) => it.hash(state),
            // A sum, so that the order of the items does not count.
            Self::FrozenSet(it) => {
                it.iter().fold(0, |sum: u64, item| sum.wrapping_add(hash_of(item))).hash(state)
            }
            Self::Slice(it) => it.hash(state),
            // Of equal code these are equal, and of different code rarely all are.
            Self::Code(it) => (&it.code, it.qualname.as_bytes(), it.firstlineno).hash(state),
        }
    }
}

impl Complex {
    fn bits(self) -> (u64, u64) {
        (self.real.to_bits(), self.imag.to_bits())
    }
}

fn hash_of(item: &Constant) -> u64 {
    let mut hasher = FxHasher::default();
    item.hash(&mut hasher);
    hasher.finish()
}

/// Whether `a` and `b` hold the same items, each as often, in whatever order.
fn same_items(a: &[Constant], b: &[Constant]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut counts: HashMap<&Constant, usize> = HashMap::new();
    for item in a {
        *counts.entry(item).or_default() += 1;
    }
    b.iter().all(|item| match counts.get_mut(item) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    })
}
