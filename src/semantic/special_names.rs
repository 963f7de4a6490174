//! Names that the compiler itself uses.

use super::scopes::Comprehension;
use crate::ast::{Ast, Name};

macro_rules! special_names {
    ($( $(#[$doc:meta])* $field:ident = $text:literal; )*) => {
        /// Names that the compiler itself uses, interned in a tree.
        #[derive(Debug, Clone, Copy)]
        pub(super) struct SpecialNames {
            $( $(#[$doc])* pub(super) $field: Name, )*
        }

        impl SpecialNames {
            pub(super) fn new(ast: &mut Ast) -> Self {
                Self { $( $field: ast.intern($text), )* }
            }
        }
    };
}

special_names! {
    top = "top";
    lambda = "lambda";
    listcomp = "listcomp";
    setcomp = "setcomp";
    dictcomp = "dictcomp";
    genexpr = "genexpr";
    annotate = "__annotate__";
    class = "__class__";
    classdict = "__classdict__";
    conditional_annotations = "__conditional_annotations__";
    dunder_type_params = "__type_params__";
    debug = "__debug__";
    super_ = "super";
    star = "*";
    /// The parameter of a scope that is evaluated on demand.
    format = ".format";
    /// The parameter of a comprehension.
    first_iterable = ".0";
    type_params = ".type_params";
    generic_base = ".generic_base";
    defaults = ".defaults";
    kwdefaults = ".kwdefaults";
}

impl SpecialNames {
    pub(super) fn comprehension(&self, kind: Comprehension) -> Name {
        match kind {
            Comprehension::List => self.listcomp,
            Comprehension::Set => self.setcomp,
            Comprehension::Dict => self.dictcomp,
            Comprehension::Generator => self.genexpr,
        }
    }

    /// The cells that a class makes for the scopes inside, and never for itself.
    pub(super) fn class_cells(&self) -> [Name; 3] {
        [self.class, self.classdict, self.conditional_annotations]
    }
}
