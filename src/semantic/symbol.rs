//! What a scope knows of a name.

use rustc_hash::FxHashMap;

use crate::ast::Name;

/// What a scope does with a name: a set of CPython's `DEF_*` flags and `USE`, with its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct SymbolFlags(u32);

impl SymbolFlags {
    /// No flag.
    pub const NONE: Self = Self(0);
    /// Declared by `global`.
    pub const DEF_GLOBAL: Self = Self(1);
    /// Assigned, deleted, or defined by `def`, `class` and their like.
    pub const DEF_LOCAL: Self = Self(1 << 1);
    /// A parameter.
    pub const DEF_PARAM: Self = Self(1 << 2);
    /// Declared by `nonlocal`.
    pub const DEF_NONLOCAL: Self = Self(1 << 3);
    /// Read.
    pub const USE: Self = Self(1 << 4);
    /// Bound in a class, and a free variable of a function in it.
    pub const DEF_FREE_CLASS: Self = Self(1 << 6);
    /// Bound by an import.
    pub const DEF_IMPORT: Self = Self(1 << 7);
    /// Annotated.
    pub const DEF_ANNOT: Self = Self(1 << 8);
    /// The target of a `for` of a comprehension.
    pub const DEF_COMP_ITER: Self = Self(1 << 9);
    /// A type parameter.
    pub const DEF_TYPE_PARAM: Self = Self(1 << 10);
    /// A cell variable of a comprehension that is inlined here.
    pub const DEF_COMP_CELL: Self = Self(1 << 11);
    /// Whatever binds.
    pub const DEF_BOUND: Self = Self(Self::DEF_LOCAL.0 | Self::DEF_PARAM.0 | Self::DEF_IMPORT.0);

    /// The set as CPython's number.
    pub fn bits(self) -> u32 {
        self.0
    }

    /// Whether one of `others` is in the set.
    pub fn has_any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

impl std::ops::BitOr for SymbolFlags {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl std::ops::BitOrAssign for SymbolFlags {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// Where the variable is that a scope means by a name. The numbers are CPython's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// A variable of the scope itself.
    Local = 1,
    /// Declared by `global`.
    GlobalExplicit = 2,
    /// Nothing around binds it: a global, or a builtin.
    GlobalImplicit = 3,
    /// A variable of a scope around.
    Free = 4,
    /// A variable of the scope itself that a scope inside takes too.
    Cell = 5,
}

/// A name in a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Symbol {
    /// The name, mangled if it is private to a class.
    pub name: Name,
    /// What the scope does with it; empty if it is only passed on from a scope around to one inside.
    pub flags: SymbolFlags,
    /// Where the variable is.
    pub resolution: Resolution,
}

impl Symbol {
    /// CPython's number: the flags, and the resolution above them.
    pub fn bits(&self) -> u32 {
        self.flags.bits() | (self.resolution as u32) << 12
    }
}

/// Fewer symbols are searched one by one.
const FEW: usize = 16;

/// The symbols of a scope by name, in the order in which they were met.
#[derive(Debug, Clone, Default)]
pub struct Symbols {
    items: Vec<Symbol>,
    /// Places in `items`; empty as long as there are few.
    places: FxHashMap<Name, u32>,
}

impl Symbols {
    /// All, in the order in which CPython met them. Names that are only passed on come last, by their order there;
    /// CPython's own is random.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Symbol> + DoubleEndedIterator {
        self.items.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The symbol with this (mangled) name.
    pub fn get(&self, name: Name) -> Option<&Symbol> {
        self.place(name).map(|place| &self.items[place])
    }

    pub(super) fn get_mut(&mut self, name: Name) -> Option<&mut Symbol> {
        self.place(name).map(|place| &mut self.items[place])
    }

    /// The flags of a name; none if it is unknown here.
    pub fn flags(&self, name: Name) -> SymbolFlags {
        self.get(name).map_or(SymbolFlags::NONE, |symbol| symbol.flags)
    }

    pub(super) fn at_mut(&mut self, place: usize) -> &mut Symbol {
        &mut self.items[place]
    }

    pub(super) fn at(&self, place: usize) -> Symbol {
        self.items[place]
    }

    /// Adds flags to a name, or the name.
    pub(super) fn add(&mut self, name: Name, flags: SymbolFlags) {
        let place = self.place(name);
        self.add_at(place, name, flags);
    }

    /// The same where the [place](Self::place) of the name is known already.
    pub(super) fn add_at(&mut self, place: Option<usize>, name: Name, flags: SymbolFlags) {
        match place {
            Some(place) => self.items[place].flags |= flags,
            // The analysis resolves every symbol; until then this one stands in.
            None => self.push(Symbol { name, flags, resolution: Resolution::GlobalImplicit }),
        }
    }

    /// Adds a name that is not there.
    pub(super) fn push(&mut self, symbol: Symbol) {
        if self.items.is_empty() {
            self.items.reserve(FEW);
        }
        self.items.push(symbol);
        if self.items.len() > FEW {
            self.index();
        }
    }

    pub(super) fn remove(&mut self, name: Name) {
        let Some(place) = self.place(name) else { return };
        self.items.remove(place);
        self.places.clear();
        if self.items.len() > FEW {
            self.index();
        }
    }

    fn index(&mut self) {
        let known = self.places.len();
        if known == 0 {
            // Whoever has more than a few will have more yet.
            self.places.reserve(2 * FEW.max(self.items.len()));
        }
        for (place, symbol) in self.items.iter().enumerate().skip(known) {
            self.places.insert(symbol.name, u32::try_from(place).unwrap_or(u32::MAX));
        }
    }

    /// Where among the symbols the name is.
    pub(super) fn place(&self, name: Name) -> Option<usize> {
        if self.places.is_empty() {
            return self.items.iter().position(|symbol| symbol.name == name);
        }
        self.places.get(&name).map(|place| *place as usize)
    }
}
