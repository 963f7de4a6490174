//! Bytes to constants and code objects.

use num_bigint::{BigInt, BigUint, Sign};
use rustpython_wtf8::{Wtf8, Wtf8Buf};

use super::error::{MarshalError, Problem};
use super::{MAX_DEPTH, tag};
use crate::bytecode::{CodeObject, Complex, Constant, SharedStr};

/// How many bytes a value may take when each reference to an object counts as another one: so many, and so many for
/// each byte of data. A tuple of references to tuples of references would otherwise grow without end.
const MAX_EXPANDED_BYTES: usize = 64 << 20;
const MAX_EXPANSION: usize = 64;

type Result<T> = std::result::Result<T, MarshalError>;

/// The one value that `data` holds.
///
/// It recurses as deep as the value nests, at most [`MAX_DEPTH`] levels.
pub fn load(data: &[u8]) -> Result<Constant> {
    let mut reader = Reader { data, offset: 0, depth: 0, refs: Vec::new(), expanded: 0 };
    let value = reader.object()?;
    if reader.offset < data.len() {
        return Err(reader.error(Problem::Trailing));
    }
    Ok(value)
}

struct Reader<'a> {
    data: &'a [u8],
    offset: usize,
    depth: usize,
    /// Numbered objects and their expanded sizes; those that are not read to their end are `None`.
    refs: Vec<Option<(Constant, usize)>>,
    /// The size of all objects read so far, in bytes, with references counted in full.
    expanded: usize,
}

impl<'a> Reader<'a> {
    fn error(&self, problem: Problem) -> MarshalError {
        MarshalError { offset: self.offset, problem }
    }

    fn object(&mut self) -> Result<Constant> {
        let start = self.expanded;
        let byte = self.byte()?;
        let kind = byte & !tag::FLAG_REF;
        self.expanded += size_of::<Constant>();
        if byte & tag::FLAG_REF == 0 {
            return self.object_of(kind);
        }
        // Its number is taken before its parts', as CPython's reader does it.
        let idx = self.refs.len();
        self.refs.push(None);
        let value = self.object_of(kind)?;
        self.refs[idx] = Some((value.clone(), self.expanded - start));
        Ok(value)
    }

    fn object_of(&mut self, kind: u8) -> Result<Constant> {
        match kind {
            tag::SMALL_TUPLE | tag::TUPLE | tag::FROZENSET | tag::SLICE | tag::CODE => self.nested(kind),
            _ => self.leaf(kind),
        }
    }

    fn nested(&mut self, kind: u8) -> Result<Constant> {
        if self.depth >= MAX_DEPTH {
            return Err(self.error(Problem::Depth));
        }
        self.depth += 1;
        let value = match kind {
            tag::CODE => self.code().map(Constant::code),
            tag::SLICE => self.slice(),
            tag::FROZENSET => {
                let n_items = self.size()?;
                self.items(n_items).map(Constant::FrozenSet)
            }
            tag::TUPLE => {
                let n_items = self.size()?;
                self.items(n_items).map(Constant::Tuple)
            }
            _ => {
                let n_items = usize::from(self.byte()?);
                self.items(n_items).map(Constant::Tuple)
            }
        };
        self.depth -= 1;
        value
    }

    fn leaf(&mut self, kind: u8) -> Result<Constant> {
        let value = match kind {
            tag::NONE => Constant::None,
            tag::TRUE => Constant::Bool(true),
            tag::FALSE => Constant::Bool(false),
            tag::ELLIPSIS => Constant::Ellipsis,
            tag::INT => Constant::Int(self.long()?.into()),
            tag::INT64 => Constant::Int(i64::from_le_bytes(self.array()?)),
            tag::LONG => Constant::int(self.big_int()?),
            tag::FLOAT => Constant::Float(self.float()?),
            tag::TEXT_FLOAT => Constant::Float(self.text_float()?),
            tag::COMPLEX => Constant::Complex(Complex { real: self.float()?, imag: self.float()? }),
            tag::TEXT_COMPLEX => {
                Constant::Complex(Complex { real: self.text_float()?, imag: self.text_float()? })
            }
            tag::BYTES => {
                let n_bytes = self.size()?;
                Constant::Bytes(self.take(n_bytes)?.to_vec())
            }
            tag::UNICODE | tag::INTERNED => Constant::Str(self.text()?),
            tag::ASCII | tag::ASCII_INTERNED => {
                let n_bytes = self.size()?;
                Constant::Str(self.ascii(n_bytes)?)
            }
            tag::SHORT_ASCII | tag::SHORT_ASCII_INTERNED => {
                let n_bytes = usize::from(self.byte()?);
                Constant::Str(self.ascii(n_bytes)?)
            }
            tag::REF => self.reference()?,
            b'0' | b'S' | b'[' | b'{' | b'<' | b'?' => {
                return Err(self.error(Problem::Unsupported(char::from(kind))));
            }
            _ => return Err(self.error(Problem::Type(kind))),
        };
        Ok(value)
    }

    fn items(&mut self, n_items: usize) -> Result<Vec<Constant>> {
        // An item takes a byte at least, so no more room is made than the data can fill.
        if n_items > self.data.len() - self.offset {
            return Err(self.error(Problem::End));
        }
        let mut items = Vec::with_capacity(n_items);
        for _ in 0..n_items {
            items.push(self.object()?);
        }
        Ok(items)
    }

    fn slice(&mut self) -> Result<Constant> {
        Ok(Constant::Slice(Box::new([self.object()?, self.object()?, self.object()?])))
    }

    fn reference(&mut self) -> Result<Constant> {
        let number = self.long()?;
        let entry = usize::try_from(number).ok().and_then(|idx| self.refs.get(idx));
        let Some(Some((value, size))) = entry else { return Err(self.error(Problem::Reference)) };
        let expanded = self.expanded + size;
        if expanded > MAX_EXPANDED_BYTES + MAX_EXPANSION * self.data.len() {
            return Err(self.error(Problem::TooLarge));
        }
        let value = value.clone();
        self.expanded = expanded;
        Ok(value)
    }

    fn code(&mut self) -> Result<CodeObject> {
        let [argcount, posonlyargcount, kwonlyargcount, stacksize] =
            [self.long()?, self.long()?, self.long()?, self.long()?];
        let flags = self.long()? as u32;
        self.expanded += size_of::<CodeObject>();
        let code = CodeObject {
            argcount,
            posonlyargcount,
            kwonlyargcount,
            stacksize,
            flags,
            code: self.bytes_field("co_code")?,
            consts: self.tuple_field("co_consts")?,
            names: self.names_field("co_names")?,
            localsplusnames: self.names_field("co_localsplusnames")?,
            localspluskinds: self.bytes_field("co_localspluskinds")?,
            filename: self.str_field("co_filename")?,
            name: self.str_field("co_name")?,
            qualname: self.str_field("co_qualname")?,
            firstlineno: self.long()?,
            linetable: self.bytes_field("co_linetable")?,
            exceptiontable: self.bytes_field("co_exceptiontable")?,
        };
        if code.localsplusnames.len() != code.localspluskinds.len() {
            return Err(self.error(Problem::LocalKinds));
        }
        Ok(code)
    }

    fn field<T>(
        &mut self,
        field: &'static str,
        expected: &'static str,
        convert: impl FnOnce(Constant) -> Option<T>,
    ) -> Result<T> {
        let value = self.object()?;
        convert(value).ok_or_else(|| self.error(Problem::Field { field, expected }))
    }

    fn bytes_field(&mut self, field: &'static str) -> Result<Vec<u8>> {
        self.field(field, "bytes object", |value| match value {
            Constant::Bytes(bytes) => Some(bytes),
            _ => None,
        })
    }

    fn tuple_field(&mut self, field: &'static str) -> Result<Vec<Constant>> {
        self.field(field, "tuple", |value| match value {
            Constant::Tuple(items) => Some(items),
            _ => None,
        })
    }

    fn str_field(&mut self, field: &'static str) -> Result<SharedStr> {
        self.field(field, "string", as_str)
    }

    fn names_field(&mut self, field: &'static str) -> Result<Vec<SharedStr>> {
        self.field(field, "tuple of strings", |value| match value {
            Constant::Tuple(items) => items.into_iter().map(as_str).collect(),
            _ => None,
        })
    }

    /// Digits of 15 bits, the lowest first; the sign is that of their number.
    fn big_int(&mut self) -> Result<BigInt> {
        let count = self.long()?;
        let n_digits = count.unsigned_abs() as usize;
        let bytes = self.take(n_digits.checked_mul(2).ok_or_else(|| self.error(Problem::Size))?)?;
        let mut words = Vec::with_capacity(n_digits / 2 + 1);
        let (mut word, mut n_bits) = (0u64, 0);
        for pair in bytes.chunks_exact(2) {
            let digit = u16::from_le_bytes([pair[0], pair[1]]);
            if digit > 0x7fff {
                return Err(self.error(Problem::Digit));
            }
            word |= u64::from(digit) << n_bits;
            n_bits += 15;
            if n_bits >= 32 {
                words.push(word as u32);
                word >>= 32;
                n_bits -= 32;
            }
        }
        words.push(word as u32);
        if bytes.ends_with(&[0, 0]) {
            return Err(self.error(Problem::Digit));
        }
        let sign = if count < 0 { Sign::Minus } else { Sign::Plus };
        Ok(BigInt::from_biguint(sign, BigUint::new(words)))
    }

    fn float(&mut self) -> Result<f64> {
        Ok(f64::from_le_bytes(self.array()?))
    }

    fn text_float(&mut self) -> Result<f64> {
        let n_bytes = usize::from(self.byte()?);
        let bytes = self.take(n_bytes)?;
        let number = std::str::from_utf8(bytes).ok().and_then(|text| text.parse().ok());
        number.ok_or_else(|| self.error(Problem::Number))
    }

    fn text(&mut self) -> Result<Wtf8Buf> {
        let n_bytes = self.size()?;
        let bytes = self.take(n_bytes)?;
        match Wtf8::from_bytes(bytes) {
            Some(text) => Ok(text.to_owned()),
            None => Err(self.error(Problem::Text)),
        }
    }

    fn ascii(&mut self, n_bytes: usize) -> Result<Wtf8Buf> {
        let bytes = self.take(n_bytes)?;
        match std::str::from_utf8(bytes) {
            Ok(text) if text.is_ascii() => Ok(text.into()),
            _ => Err(self.error(Problem::Text)),
        }
    }

    fn size(&mut self) -> Result<usize> {
        let size = self.long()?;
        usize::try_from(size).map_err(|_| self.error(Problem::Size))
    }

    fn long(&mut self) -> Result<i32> {
        Ok(i32::from_le_bytes(self.array()?))
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.array::<1>()?[0])
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        match self.data[self.offset..].first_chunk() {
            Some(bytes) => {
                self.offset += N;
                Ok(*bytes)
            }
            None => Err(self.error(Problem::End)),
        }
    }

    fn take(&mut self, n_bytes: usize) -> Result<&'a [u8]> {
        let Some((bytes, _)) = self.data[self.offset..].split_at_checked(n_bytes) else {
            return Err(self.error(Problem::End));
        };
        self.offset += n_bytes;
        self.expanded += n_bytes;
        Ok(bytes)
    }
}

fn as_str(value: Constant) -> Option<SharedStr> {
    match value {
        Constant::Str(text) => Some(text.into()),
        _ => None,
    }
}
