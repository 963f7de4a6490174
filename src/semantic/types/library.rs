//! The classes of the library that literals and operators make.

use std::sync::OnceLock;

use super::{Class, Instance, Part, Type};
use crate::semantic::stubs;

macro_rules! classes {
    ($( $field:ident = $path:literal; )*) => {
        /// Classes that need no looking up.
        pub(in crate::semantic) struct Library {
            $( pub(in crate::semantic) $field: &'static stubs::Class, )*
        }

        static LIBRARY: OnceLock<Library> = OnceLock::new();

        /// The classes that the analyses name.
        pub(in crate::semantic) fn library() -> &'static Library {
            LIBRARY.get_or_init(|| Library {
                $( $field: stubs::class($path).expect("the stubs have every builtin class"), )*
            })
        }
    };
}

classes! {
    none = "types.NoneType";
    ellipsis = "types.EllipsisType";
    bool = "builtins.bool";
    int = "builtins.int";
    float = "builtins.float";
    complex = "builtins.complex";
    str = "builtins.str";
    bytes = "builtins.bytes";
    list = "builtins.list";
    tuple = "builtins.tuple";
    dict = "builtins.dict";
    set = "builtins.set";
    slice = "builtins.slice";
    object = "builtins.object";
    type_ = "builtins.type";
    generator = "types.GeneratorType";
    async_generator = "types.AsyncGeneratorType";
    coroutine = "types.CoroutineType";
    enum_ = "enum.Enum";
}

impl Type {
    /// Instances of a class of the library, and of no subclass.
    pub(in crate::semantic) fn exact(class: &'static stubs::Class) -> Self {
        Self::of(Part::Instance(Instance::new(Class::Library(class)).exactly()))
    }

    /// Instances of a class of the library and of its subclasses.
    pub(in crate::semantic) fn any(class: &'static stubs::Class) -> Self {
        Self::of(Part::Instance(Instance::new(Class::Library(class))))
    }

    /// A list, set or the like, of nothing but `element`.
    pub(in crate::semantic) fn collection(class: &'static stubs::Class, element: Type) -> Self {
        Self::of(Part::Instance(Instance::new(Class::Library(class)).exactly().with_args(vec![element])))
    }

    /// `None`.
    pub fn none() -> Self {
        Self::exact(library().none)
    }

    /// A `bool`.
    pub(in crate::semantic) fn bool() -> Self {
        Self::exact(library().bool)
    }

    /// A `str` and no subclass.
    pub(in crate::semantic) fn str() -> Self {
        Self::exact(library().str)
    }
}
