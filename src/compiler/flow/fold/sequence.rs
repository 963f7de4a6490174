//! Strings, bytes, tuples and sets of constants: joined, repeated, indexed, sliced, without duplicates.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};
use rustc_hash::FxHashSet;
use rustpython_wtf8::{CodePoint, Wtf8Buf};

use super::integer;
use crate::bytecode::{Complex, Constant};

/// The longest tuple that a repetition makes, in items.
const MAX_COLLECTION_SIZE: usize = 256;
/// The longest string or bytes object that a repetition makes, in code points or bytes.
const MAX_STR_SIZE: usize = 4096;
/// The most items, nested tuples included, that a repetition makes.
const MAX_TOTAL_ITEMS: usize = 1024;

/// `left + right`.
pub(super) fn concat(left: &Constant, right: &Constant) -> Option<Constant> {
    match (left, right) {
        (Constant::Str(a), Constant::Str(b)) => {
            let mut text = a.clone();
            text.push_wtf8(b);
            Some(Constant::Str(text))
        }
        (Constant::Bytes(a), Constant::Bytes(b)) => Some(Constant::Bytes([a.as_slice(), b].concat())),
        (Constant::Tuple(a), Constant::Tuple(b)) => Some(Constant::Tuple([a.as_slice(), b].concat())),
        _ => None,
    }
}

/// `sequence * count`.
pub(super) fn repeat(sequence: &Constant, count: &BigInt) -> Option<Constant> {
    let size = match sequence {
        Constant::Str(text) => text.code_points().count(),
        Constant::Bytes(bytes) => bytes.len(),
        Constant::Tuple(items) => items.len(),
        _ => return None,
    };
    if size == 0 {
        // The count must still fit CPython's sizes: a larger one raises.
        return count.to_i64().map(|_| sequence.clone());
    }
    let count = if count.is_negative() { return None } else { count.to_usize()? };
    let limit = if matches!(sequence, Constant::Tuple(_)) { MAX_COLLECTION_SIZE } else { MAX_STR_SIZE };
    if count > limit / size {
        return None;
    }
    Some(match sequence {
        Constant::Str(text) => {
            let mut repeated = Wtf8Buf::with_capacity(text.len() * count);
            (0..count).for_each(|_| repeated.push_wtf8(text));
            Constant::Str(repeated)
        }
        Constant::Bytes(bytes) => Constant::Bytes(bytes.repeat(count)),
        Constant::Tuple(items) => {
            if let Some(limit) = MAX_TOTAL_ITEMS.checked_div(count) {
                check_items(items, limit)?;
            }
            Constant::Tuple(items.iter().cloned().cycle().take(size * count).collect())
        }
        _ => return None,
    })
}

/// What is left of `limit` after counting items and those of nested tuples; `None` if there are more.
fn check_items(items: &[Constant], limit: usize) -> Option<usize> {
    items.iter().try_fold(limit.checked_sub(items.len())?, |left, item| match item {
        Constant::Tuple(nested) => check_items(nested, left),
        _ => Some(left),
    })
}

/// `sequence[index]`.
pub(super) fn subscript(sequence: &Constant, index: &Constant) -> Option<Constant> {
    match sequence {
        Constant::Str(text) => {
            let points: Vec<CodePoint> = text.code_points().collect();
            let pick = |found: Vec<CodePoint>| Constant::Str(found.into_iter().collect());
            match index {
                Constant::Slice(parts) => Some(pick(slice(&points, parts)?)),
                _ => Some(pick(vec![item(&points, index)?])),
            }
        }
        Constant::Bytes(bytes) => match index {
            Constant::Slice(parts) => Some(Constant::Bytes(slice(bytes, parts)?)),
            _ => Some(Constant::Int(i64::from(item(bytes, index)?))),
        },
        Constant::Tuple(items) => match index {
            Constant::Slice(parts) => Some(Constant::Tuple(slice(items, parts)?)),
            _ => item(items, index),
        },
        _ => None,
    }
}

fn item<T: Clone>(items: &[T], index: &Constant) -> Option<T> {
    let index = integer::of(index)?.to_i64()?;
    let index = if index < 0 { index.checked_add(items.len() as i64)? } else { index };
    items.get(usize::try_from(index).ok()?).cloned()
}

/// The items of a slice; `None` where Python raises.
fn slice<T: Clone>(items: &[T], [start, stop, step]: &[Constant; 3]) -> Option<Vec<T>> {
    let len = items.len() as i64;
    let step = bound(step)?.unwrap_or(1);
    if step == 0 {
        return None;
    }
    let (lowest, highest) = if step < 0 { (-1, len - 1) } else { (0, len) };
    let clamp = |value: i64| {
        let value = if value < 0 { value.saturating_add(len) } else { value };
        value.clamp(lowest, highest)
    };
    let (first, last) = if step < 0 { (highest, lowest) } else { (lowest, highest) };
    let mut at = bound(start)?.map_or(first, clamp);
    let stop = bound(stop)?.map_or(last, clamp);
    let mut found = Vec::new();
    while if step < 0 { at > stop } else { at < stop } {
        found.extend(usize::try_from(at).ok().and_then(|at| items.get(at)).cloned());
        at = at.saturating_add(step);
    }
    Some(found)
}

/// A part of a slice: absent if `None`, clipped to 64 bits; the outer `None` if it is no index.
fn bound(part: &Constant) -> Option<Option<i64>> {
    if matches!(part, Constant::None) {
        return Some(None);
    }
    let value = integer::of(part)?;
    let clipped = if value.is_negative() { i64::MIN } else { i64::MAX };
    Some(Some(value.to_i64().unwrap_or(clipped)))
}

/// A frozenset: of items that are equal in Python, `1` and `1.0` say, the first.
pub(super) fn frozenset(items: Vec<Constant>) -> Constant {
    let mut seen = FxHashSet::default();
    Constant::FrozenSet(items.into_iter().filter(|item| seen.insert(equal_form(item))).collect())
}

/// The same for all constants that Python finds equal: numbers as the narrowest type that holds them.
fn equal_form(constant: &Constant) -> Constant {
    match constant {
        Constant::Bool(value) => Constant::Int(i64::from(*value)),
        Constant::Float(value) => whole(*value).unwrap_or_else(|| constant.clone()),
        Constant::Complex(value) if value.imag == 0.0 => equal_form(&Constant::Float(value.real)),
        // Adding zero drops the sign of a zero.
        Constant::Complex(value) => {
            Constant::Complex(Complex { real: value.real + 0.0, imag: value.imag + 0.0 })
        }
        Constant::Tuple(items) => Constant::Tuple(items.iter().map(equal_form).collect()),
        Constant::None
        | Constant::Ellipsis
        | Constant::Int(_)
        | Constant::BigInt(_)
        | Constant::Str(_)
        | Constant::Bytes(_)
        | Constant::FrozenSet(_)
        | Constant::Slice(_)
        | Constant::Code(_) => constant.clone(),
    }
}

fn whole(value: f64) -> Option<Constant> {
    if value != value.floor() || !value.is_finite() {
        return None;
    }
    num_traits::FromPrimitive::from_f64(value).map(Constant::int)
}
