//! Which objects of a code object are one object, and which have more than one holder.
//!
//! Marshal marks an object that something else refers to as well, and names it by number when it comes again. What
//! CPython's compiler makes one object follows from the values: it keeps one copy of equal constants, names, tuples
//! and tables of a compilation. So equal values are one node here, a tuple of names and an equal constant too, and
//! a node's holders are counted: fields of code objects and items of other nodes.
//!
//! Not by value: the bytes of the instructions and the kinds of variables belong to one code object each, and what
//! a slice holds to that slice. Strings that are interned (names, and constants that look like names) are one object
//! each, apart from an equal string that is not.

use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;

use hashbrown::HashTable;
use num_bigint::BigInt;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use rustpython_wtf8::Wtf8;

use super::MAX_DEPTH;
use super::error::TooDeep;
use crate::bytecode::{CodeObject, Constant, SharedStr, code_flags};

/// A node of an [`ObjectGraph`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ObjectId(u32);

/// An object, its parts by number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Object<'a> {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    BigInt(&'a BigInt),
    Float(u64),
    Complex(u64, u64),
    /// The text as WTF-8.
    Str {
        text: &'a [u8],
        interned: bool,
    },
    Bytes(&'a [u8]),
    /// Kinds of local variables: bytes that belong to one code object.
    Kinds(&'a [u8]),
    Tuple(Vec<ObjectId>),
    FrozenSet(Vec<ObjectId>),
    Slice([ObjectId; 3]),
    /// An object that belongs to its holder alone.
    Own(ObjectId),
    Code(Box<Code<'a>>),
}

/// A code object, its objects by number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Code<'a> {
    /// Argument counts, stack size and flags, in the order of the format.
    pub(super) counts: [i32; 5],
    pub(super) code: &'a [u8],
    pub(super) consts: ObjectId,
    pub(super) names: ObjectId,
    pub(super) localsplusnames: ObjectId,
    pub(super) localspluskinds: ObjectId,
    pub(super) filename: ObjectId,
    pub(super) name: ObjectId,
    pub(super) qualname: ObjectId,
    pub(super) firstlineno: i32,
    pub(super) linetable: ObjectId,
    pub(super) exceptiontable: ObjectId,
}

/// The objects of a value.
pub(super) struct ObjectGraph<'a> {
    objects: Vec<Object<'a>>,
    n_holders: Vec<u32>,
    /// Of each node's object; 0 for one that is not looked for.
    hashes: Vec<u64>,
    /// Nodes by their objects' hashes.
    by_value: HashTable<ObjectId>,
    /// Nodes of code objects by address.
    codes: FxHashMap<*const CodeObject, ObjectId>,
    class_names: FxHashSet<&'a Wtf8>,
}

impl<'a> ObjectGraph<'a> {
    /// The graph of `value`, and its node.
    pub(super) fn of(value: &'a Constant) -> Result<(Self, ObjectId), TooDeep> {
        let Survey { class_names, n_objects } = Survey::of(value);
        let mut graph = Self {
            objects: Vec::with_capacity(n_objects),
            n_holders: Vec::with_capacity(n_objects),
            hashes: Vec::with_capacity(n_objects),
            by_value: HashTable::with_capacity(n_objects),
            codes: FxHashMap::default(),
            class_names,
        };
        let root = graph.constant(value, 0)?;
        // Whoever asks to have it written holds it too.
        graph.n_holders[root.0 as usize] += 1;
        Ok((graph, root))
    }

    /// About how many bytes the objects take in a file.
    pub(super) fn n_bytes(&self) -> usize {
        /// Of an object itself, and for each mention of it.
        const USUAL_BYTES: usize = 6;
        let sizes = self.objects.iter().zip(&self.n_holders).map(|(object, n_holders)| {
            let own = match object {
                Object::Str { text, .. } => text.len(),
                Object::Bytes(bytes) | Object::Kinds(bytes) => bytes.len(),
                Object::Code(code) => code.code.len() + size_of_val(&code.counts),
                _ => 0,
            };
            own + USUAL_BYTES * *n_holders as usize
        });
        sizes.sum()
    }

    pub(super) fn object(&self, id: ObjectId) -> &Object<'a> {
        &self.objects[id.0 as usize]
    }

    /// Whether something else may refer to the object: it has two holders, or it lives as long as the interpreter.
    pub(super) fn is_shared(&self, id: ObjectId) -> bool {
        match self.object(id) {
            Object::None | Object::Ellipsis | Object::Bool(_) | Object::Kinds(_) | Object::Own(_) => false,
            _ => self.n_holders[id.0 as usize] > 1 || self.is_immortal(id),
        }
    }

    /// Whether the interpreter has one such object, which it keeps.
    fn is_immortal(&self, id: ObjectId) -> bool {
        match self.object(id) {
            Object::Int(number) => (-5..=256).contains(number),
            Object::Str { interned, .. } => *interned,
            Object::Bytes(bytes) => bytes.len() <= 1,
            Object::Tuple(items) => items.is_empty(),
            _ => false,
        }
    }

    fn constant(&mut self, value: &'a Constant, depth: usize) -> Result<ObjectId, TooDeep> {
        let inner = deeper(depth)?;
        let object = match value {
            Constant::None => Object::None,
            Constant::Ellipsis => Object::Ellipsis,
            Constant::Bool(it) => Object::Bool(*it),
            Constant::Int(it) => Object::Int(*it),
            Constant::BigInt(it) => Object::BigInt(it),
            // No NaN equals another.
            Constant::Float(it) if it.is_nan() => return Ok(self.add(Object::Float(it.to_bits()))),
            Constant::Float(it) => Object::Float(it.to_bits()),
            Constant::Complex(it) => Object::Complex(it.real.to_bits(), it.imag.to_bits()),
            Constant::Str(it) => {
                let interned = is_interned(it) || self.class_names.contains(&**it);
                Object::Str { text: it.as_bytes(), interned }
            }
            Constant::Bytes(it) => Object::Bytes(it),
            Constant::Tuple(items) => Object::Tuple(self.constants(items, inner)?),
            Constant::FrozenSet(items) => {
                let mut items = self.constants(items, inner)?;
                // Equal sets are one, in whatever order they were written.
                items.sort_unstable();
                let is_rebuilt = items.iter().any(|&it| self.is_interned_late(it));
                let id = self.node(Object::FrozenSet(items));
                return Ok(if is_rebuilt { self.node(Object::Own(id)) } else { id });
            }
            Constant::Slice(parts) => {
                let [start, stop, step] = &**parts;
                Object::Slice([self.own(start, inner)?, self.own(stop, inner)?, self.own(step, inner)?])
            }
            Constant::Code(it) => return self.shared_code(it, inner),
        };
        Ok(self.node(object))
    }

    fn constants(&mut self, items: &'a [Constant], depth: usize) -> Result<Vec<ObjectId>, TooDeep> {
        items.iter().map(|it| self.constant(it, depth)).collect()
    }

    /// Whether a constant is a string that gives way to an equal one when its code object is made, because that one
    /// is interned already: a frozenset with it is then made anew for each code object. What no name begins with is
    /// not interned by anybody else.
    fn is_interned_late(&self, id: ObjectId) -> bool {
        matches!(self.object(id), Object::Str { text, interned: true } if text.len() > 2 && !text[0].is_ascii_digit())
    }

    /// A part of a slice: as [`Self::constant`], but not the same object as one elsewhere, unless there is only one
    /// such object.
    fn own(&mut self, value: &'a Constant, depth: usize) -> Result<ObjectId, TooDeep> {
        let id = self.constant(value, depth)?;
        let is_leaf = matches!(
            self.object(id),
            Object::Int(_)
                | Object::BigInt(_)
                | Object::Float(_)
                | Object::Complex(..)
                | Object::Str { .. }
                | Object::Bytes(_)
        );
        Ok(if is_leaf && !self.is_immortal(id) { self.node(Object::Own(id)) } else { id })
    }

    /// The node of a code object. One that stands in many places is gone through once.
    fn shared_code(&mut self, code: &'a Arc<CodeObject>, depth: usize) -> Result<ObjectId, TooDeep> {
        let address = Arc::as_ptr(code);
        if let Some(&id) = self.codes.get(&address) {
            return Ok(id);
        }
        let object = Object::Code(Box::new(self.code(code, depth)?));
        let id = self.node(object);
        self.codes.insert(address, id);
        Ok(id)
    }

    fn code(&mut self, code: &'a CodeObject, depth: usize) -> Result<Code<'a>, TooDeep> {
        let consts = self.constants(&code.consts, depth)?;
        Ok(Code {
            counts: [
                code.argcount,
                code.posonlyargcount,
                code.kwonlyargcount,
                code.stacksize,
                code.flags as i32,
            ],
            code: &code.code,
            consts: self.node(Object::Tuple(consts)),
            names: self.names(&code.names),
            localsplusnames: self.localsplusnames(code),
            localspluskinds: self.kinds(&code.localspluskinds),
            filename: self.name(&code.filename),
            name: self.name(&code.name),
            qualname: self.name(&code.qualname),
            firstlineno: code.firstlineno,
            linetable: self.node(Object::Bytes(&code.linetable)),
            exceptiontable: self.node(Object::Bytes(&code.exceptiontable)),
        })
    }

    fn names(&mut self, names: &'a [SharedStr]) -> ObjectId {
        let items = names.iter().map(|it| self.name(it)).collect();
        self.node(Object::Tuple(items))
    }

    /// The function for annotations has its parameter renamed when it is finished, so its tuple is a new one.
    fn localsplusnames(&mut self, code: &'a CodeObject) -> ObjectId {
        let id = self.names(&code.localsplusnames);
        let is_named =
            |name: Option<&Wtf8>, text: &str| name.is_some_and(|it| it.as_bytes() == text.as_bytes());
        let first = code.localsplusnames.first().map(|it| &**it);
        let is_renamed = code.posonlyargcount == 1
            && is_named(Some(&code.name), "__annotate__")
            && is_named(first, "format");
        if is_renamed { self.node(Object::Own(id)) } else { id }
    }

    /// There is one empty bytes object only.
    fn kinds(&mut self, kinds: &'a [u8]) -> ObjectId {
        self.node(if kinds.is_empty() { Object::Bytes(kinds) } else { Object::Kinds(kinds) })
    }

    fn name(&mut self, name: &'a Wtf8) -> ObjectId {
        self.node(Object::Str { text: name.as_bytes(), interned: true })
    }

    /// The node of this value.
    fn node(&mut self, object: Object<'a>) -> ObjectId {
        let hash = hash_of(&object);
        if let Some(&id) = self.by_value.find(hash, |id| self.objects[id.0 as usize] == object) {
            return id;
        }
        let id = self.add(object);
        self.hashes[id.0 as usize] = hash;
        self.by_value.insert_unique(hash, id, |id| self.hashes[id.0 as usize]);
        id
    }

    /// A new node, which holds its parts.
    fn add(&mut self, object: Object<'a>) -> ObjectId {
        match &object {
            Object::Tuple(items) | Object::FrozenSet(items) => self.hold(items),
            Object::Slice(parts) => self.hold(parts),
            Object::Code(code) => self.hold(&[
                code.consts,
                code.names,
                code.localsplusnames,
                code.localspluskinds,
                code.filename,
                code.name,
                code.qualname,
                code.linetable,
                code.exceptiontable,
            ]),
            _ => {}
        }
        let id =
            ObjectId(u32::try_from(self.objects.len()).expect("fewer objects than bytes of a 4 GiB file"));
        self.objects.push(object);
        self.n_holders.push(0);
        self.hashes.push(0);
        id
    }

    fn hold(&mut self, parts: &[ObjectId]) {
        for part in parts {
            self.n_holders[part.0 as usize] += 1;
        }
    }
}

fn hash_of(object: &Object<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    object.hash(&mut hasher);
    hasher.finish()
}

fn deeper(depth: usize) -> Result<usize, TooDeep> {
    if depth < MAX_DEPTH { Ok(depth + 1) } else { Err(TooDeep) }
}

/// What is found by a first look at all code objects.
struct Survey<'a> {
    /// Constants that are interned because of the classes whose bodies are among the code objects.
    ///
    /// CPython interns the very string that is the constant for `__qualname__`, and with it each equal constant, unless
    /// a function of that qualified name was compiled before. The name of a class is a name of the program wherever it
    /// is.
    class_names: FxHashSet<&'a Wtf8>,
    /// About how many objects there will be.
    n_objects: usize,
}

impl<'a> Survey<'a> {
    fn of(value: &'a Constant) -> Self {
        /// Tables, tuples, names and itself.
        const OBJECTS_OF_CODE: usize = 8;
        let mut survey = Self { class_names: FxHashSet::default(), n_objects: 0 };
        let mut qualnames = FxHashSet::default();
        let mut seen = FxHashSet::default();
        let mut rest = vec![(value, false)];
        while let Some((value, is_done)) = rest.pop() {
            let Constant::Code(code) = value else { continue };
            if !is_done {
                if seen.insert(Arc::as_ptr(code)) {
                    // A code object is finished after those inside.
                    rest.push((value, true));
                    rest.extend(code.consts.iter().rev().map(|it| (it, false)));
                }
                continue;
            }
            survey.n_objects += OBJECTS_OF_CODE + code.consts.len() + code.names.len() / 2;
            let is_function = code.flags & code_flags::OPTIMIZED != 0;
            let is_own_name = |it: &Constant| matches!(it, Constant::Str(text) if **text == *code.qualname);
            let is_new = qualnames.insert(&*code.qualname);
            if !is_function && code.consts.iter().any(is_own_name) {
                survey.class_names.insert(&*code.name);
                if is_new {
                    survey.class_names.insert(&*code.qualname);
                }
            }
        }
        survey
    }
}

/// Whether a constant string is interned: it could be a name, but for a digit at its start, or it is one of the
/// strings of one Latin-1 character.
fn is_interned(text: &Wtf8) -> bool {
    let is_latin1_char = || {
        let mut chars = text.code_points();
        chars.next().is_none_or(|c| c.to_u32() < 256) && chars.next().is_none()
    };
    text.as_bytes().iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_') || is_latin1_char()
}
