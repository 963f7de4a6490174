//! What a `Constant` holds.

use num_bigint::BigInt;
use rustpython_wtf8::{Wtf8, Wtf8Buf};

use super::Ast;
use super::arena::Index;

/// The value of a constant. Long values lie in tables of the [`Ast`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Value {
    /// `None`.
    None,
    /// `True`.
    True,
    /// `False`.
    False,
    /// `...`.
    Ellipsis,
    /// An integer that fits.
    Int(i32),
    /// An integer that does not fit [`Value::Int`]: [`Ast::big_int`].
    BigInt(BigIntId),
    /// A floating point number.
    Float(Float),
    /// A complex number: [`Ast::complex`].
    Complex(ComplexId),
    /// A string, which may hold lone surrogates: [`Ast::str`].
    Str(StrId),
    /// A bytes object: [`Ast::bytes`].
    Bytes(BytesId),
}

/// The bits of a float, aligned to four bytes so that a node stays small; equality is of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Float {
    low: u32,
    high: u32,
}

impl Float {
    /// The number with its bits spread over two words.
    pub fn new(number: f64) -> Self {
        let [a, b, c, d, e, f, g, h] = number.to_bits().to_le_bytes();
        Self { low: u32::from_le_bytes([a, b, c, d]), high: u32::from_le_bytes([e, f, g, h]) }
    }

    /// The number.
    pub fn get(self) -> f64 {
        f64::from_bits(u64::from(self.high) << 32 | u64::from(self.low))
    }
}

/// An integer of any size in an [`Ast`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BigIntId(Index);

/// A complex number in an [`Ast`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ComplexId(Index);

/// A string in an [`Ast`]; equal ids have equal strings, but not the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StrId(Span);

/// A bytes object in an [`Ast`]; equal ids have equal bytes, but not the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BytesId(Span);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Span {
    start: u32,
    end: u32,
}

impl Span {
    fn new(start: usize, end: usize) -> Self {
        let [start, end] =
            [start, end].map(|it| u32::try_from(it).expect("the strings of a file are shorter than 4 GiB"));
        Self { start, end }
    }

    fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A complex number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Complex {
    /// The real part.
    pub real: f64,
    /// The imaginary part.
    pub imag: f64,
}

/// The values of one file that do not fit into their nodes.
#[derive(Debug, Clone, Default)]
pub(super) struct Values {
    big_ints: Vec<BigInt>,
    complexes: Vec<Complex>,
    strs: Wtf8Buf,
    bytes: Vec<u8>,
}

impl Ast {
    /// The integer `number`, in a node if it fits.
    pub fn add_int(&mut self, number: BigInt) -> Value {
        if let Ok(small) = i32::try_from(&number) {
            return Value::Int(small);
        }
        self.values.big_ints.push(number);
        Value::BigInt(BigIntId(Index::new(self.values.big_ints.len() - 1)))
    }

    /// A complex number as a value.
    pub fn add_complex(&mut self, real: f64, imag: f64) -> Value {
        self.values.complexes.push(Complex { real, imag });
        Value::Complex(ComplexId(Index::new(self.values.complexes.len() - 1)))
    }

    /// Keeps a string.
    pub fn add_str(&mut self, text: impl AsRef<Wtf8>) -> StrId {
        let start = self.values.strs.len();
        self.values.strs.push_wtf8(text.as_ref());
        StrId(Span::new(start, self.values.strs.len()))
    }

    /// Keeps a bytes object.
    pub fn add_bytes(&mut self, bytes: &[u8]) -> BytesId {
        let start = self.values.bytes.len();
        self.values.bytes.extend_from_slice(bytes);
        BytesId(Span::new(start, self.values.bytes.len()))
    }

    /// The integer with this id.
    pub fn big_int(&self, id: BigIntId) -> &BigInt {
        &self.values.big_ints[id.0.get()]
    }

    /// The complex number with this id.
    pub fn complex(&self, id: ComplexId) -> Complex {
        self.values.complexes[id.0.get()]
    }

    /// The string with this id.
    pub fn str(&self, id: StrId) -> &Wtf8 {
        &self.values.strs[id.0.range()]
    }

    /// The bytes with this id.
    pub fn bytes(&self, id: BytesId) -> &[u8] {
        &self.values.bytes[id.0.range()]
    }

    /// Whether `a` is the same object as `b` of another tree, or of this one: equal in type and value, where `0.0`
    /// is not `-0.0`.
    pub fn same_value(&self, a: Value, other: &Ast, b: Value) -> bool {
        let bits = |it: Complex| (it.real.to_bits(), it.imag.to_bits());
        match (a, b) {
            (Value::BigInt(a), Value::BigInt(b)) => self.big_int(a) == other.big_int(b),
            (Value::Complex(a), Value::Complex(b)) => bits(self.complex(a)) == bits(other.complex(b)),
            (Value::Str(a), Value::Str(b)) => self.str(a) == other.str(b),
            (Value::Bytes(a), Value::Bytes(b)) => self.bytes(a) == other.bytes(b),
            (a, b) => a == b,
        }
    }
}
