//! Constants and code objects to bytes.

use num_bigint::{BigInt, Sign};
use rustc_hash::FxHashMap;

use super::error::TooDeep;
use super::graph::{Code, Object, ObjectGraph, ObjectId};
use super::tag;
use crate::bytecode::Constant;

/// What CPython 3.14's `marshal.dumps` makes of `value`.
///
/// It recurses as deep as the value nests, at most [`super::MAX_DEPTH`] levels.
pub fn dump(value: &Constant) -> Result<Vec<u8>, TooDeep> {
    append(Vec::new(), value)
}

/// The same behind other bytes.
pub(in crate::bytecode) fn append(mut out: Vec<u8>, value: &Constant) -> Result<Vec<u8>, TooDeep> {
    let (graph, root) = ObjectGraph::of(value)?;
    out.reserve(graph.n_bytes());
    let mut writer = Writer { out, ..Writer::new(&graph) };
    writer.shared(root);
    Ok(writer.out)
}

struct Writer<'a> {
    graph: &'a ObjectGraph<'a>,
    out: Vec<u8>,
    /// The numbers of objects that may come again.
    numbers: FxHashMap<ObjectId, u32>,
    /// How many objects are numbered: those above, and others that never come again.
    n_numbers: u32,
    /// The items of frozensets as they are written. Found once: a set of sets would double the work at each level.
    orders: FxHashMap<ObjectId, Vec<ObjectId>>,
}

impl<'a> Writer<'a> {
    fn new(graph: &'a ObjectGraph<'a>) -> Self {
        Self {
            graph,
            out: Vec::new(),
            numbers: FxHashMap::default(),
            n_numbers: 0,
            orders: FxHashMap::default(),
        }
    }

    fn object(&mut self, id: ObjectId) {
        if self.graph.is_shared(id) {
            return self.shared(id);
        }
        self.body(id, 0);
    }

    /// Writes an object that has another holder: its number if it has come before.
    fn shared(&mut self, id: ObjectId) {
        if matches!(self.graph.object(id), Object::None | Object::Ellipsis | Object::Bool(_)) {
            return self.body(id, 0);
        }
        if let Some(number) = self.numbers.get(&id) {
            let number = *number;
            self.out.push(tag::REF);
            return self.out.extend(number.to_le_bytes());
        }
        self.numbers.insert(id, self.n_numbers);
        self.n_numbers += 1;
        self.body(id, tag::FLAG_REF);
    }

    fn body(&mut self, id: ObjectId, flag: u8) {
        match self.graph.object(id) {
            Object::None => self.out.push(tag::NONE),
            Object::Ellipsis => self.out.push(tag::ELLIPSIS),
            Object::Bool(true) => self.out.push(tag::TRUE),
            Object::Bool(false) => self.out.push(tag::FALSE),
            Object::Int(number) => self.int(*number, flag),
            Object::BigInt(number) => self.big_int(number, flag),
            Object::Float(bits) => {
                self.out.push(tag::FLOAT | flag);
                self.out.extend(bits.to_le_bytes());
            }
            Object::Complex(real, imag) => {
                self.out.push(tag::COMPLEX | flag);
                self.out.extend(real.to_le_bytes());
                self.out.extend(imag.to_le_bytes());
            }
            Object::Str { text, interned } => self.text(text, *interned, flag),
            Object::Bytes(bytes) | Object::Kinds(bytes) => self.bytes(bytes, flag),
            Object::Tuple(items) => {
                self.tuple_head(items.len(), flag);
                for item in items {
                    self.object(*item);
                }
            }
            Object::FrozenSet(items) => self.frozen_set(id, items, flag),
            Object::Own(part) => self.body(*part, 0),
            Object::Slice(parts) => {
                self.out.push(tag::SLICE | flag);
                for part in parts {
                    self.object(*part);
                }
            }
            Object::Code(code) => self.code(code, flag),
        }
    }

    fn code(&mut self, code: &Code<'a>, flag: u8) {
        self.out.push(tag::CODE | flag);
        for count in code.counts {
            self.out.extend(count.to_le_bytes());
        }
        // CPython makes this object when it is asked for, and the code object keeps it: it has two holders.
        self.n_numbers += 1;
        self.bytes(code.code, tag::FLAG_REF);
        let before_line = [
            code.consts,
            code.names,
            code.localsplusnames,
            code.localspluskinds,
            code.filename,
            code.name,
            code.qualname,
        ];
        for id in before_line {
            self.object(id);
        }
        self.out.extend(code.firstlineno.to_le_bytes());
        self.object(code.linetable);
        self.object(code.exceptiontable);
    }

    /// Writes the items in the order of what each alone would be written as: the same whatever the hashes are.
    fn frozen_set(&mut self, id: ObjectId, items: &[ObjectId], flag: u8) {
        self.out.push(tag::FROZENSET | flag);
        self.size(items.len());
        let sorted = match self.orders.get(&id) {
            Some(sorted) => sorted.clone(),
            None => self.sort(id, items),
        };
        for id in sorted {
            // CPython's list for sorting holds the item as well.
            self.shared(id);
        }
    }

    fn sort(&mut self, id: ObjectId, items: &[ObjectId]) -> Vec<ObjectId> {
        let mut keyed = Vec::with_capacity(items.len());
        for &item in items {
            let mut alone = Writer { orders: std::mem::take(&mut self.orders), ..Writer::new(self.graph) };
            alone.shared(item);
            self.orders = alone.orders;
            keyed.push((alone.out, item));
        }
        keyed.sort_by(|a, b| a.0.cmp(&b.0));
        let sorted: Vec<_> = keyed.into_iter().map(|(_, item)| item).collect();
        self.orders.insert(id, sorted.clone());
        sorted
    }

    fn int(&mut self, number: i64, flag: u8) {
        match i32::try_from(number) {
            Ok(small) => {
                self.out.push(tag::INT | flag);
                self.out.extend(small.to_le_bytes());
            }
            Err(_) => self.big_int(&BigInt::from(number), flag),
        }
    }

    fn big_int(&mut self, number: &BigInt, flag: u8) {
        self.out.push(tag::LONG | flag);
        let mut digits = Vec::new();
        let (mut word, mut n_bits) = (0u64, 0);
        for part in number.iter_u32_digits() {
            word |= u64::from(part) << n_bits;
            n_bits += 32;
            while n_bits >= 15 {
                digits.push((word & 0x7fff) as u16);
                word >>= 15;
                n_bits -= 15;
            }
        }
        digits.push(word as u16);
        let n_digits = digits.iter().rposition(|digit| *digit != 0).map_or(0, |idx| idx + 1);
        let count = n_digits as i32;
        self.out.extend(if number.sign() == Sign::Minus { -count } else { count }.to_le_bytes());
        for digit in &digits[..n_digits] {
            self.out.extend(digit.to_le_bytes());
        }
    }

    fn text(&mut self, text: &[u8], interned: bool, flag: u8) {
        let [long, short] = match (text.is_ascii(), interned) {
            (false, false) => [tag::UNICODE; 2],
            (false, true) => [tag::INTERNED; 2],
            (true, false) => [tag::ASCII, tag::SHORT_ASCII],
            (true, true) => [tag::ASCII_INTERNED, tag::SHORT_ASCII_INTERNED],
        };
        match u8::try_from(text.len()) {
            Ok(len) if long != short => self.out.extend([short | flag, len]),
            _ => {
                self.out.push(long | flag);
                self.size(text.len());
            }
        }
        self.out.extend(text);
    }

    fn bytes(&mut self, bytes: &[u8], flag: u8) {
        self.out.push(tag::BYTES | flag);
        self.size(bytes.len());
        self.out.extend(bytes);
    }

    fn tuple_head(&mut self, n_items: usize, flag: u8) {
        match u8::try_from(n_items) {
            Ok(n_items) => self.out.extend([tag::SMALL_TUPLE | flag, n_items]),
            Err(_) => {
                self.out.push(tag::TUPLE | flag);
                self.size(n_items);
            }
        }
    }

    /// Sizes fit: a file is shorter than 2 GiB.
    fn size(&mut self, size: usize) {
        self.out.extend((size as u32).to_le_bytes());
    }
}
