//! Numbers that stand for functions, constants and methods in the arguments of some instructions.
//!
//! Source: CPython 3.14, `_intrinsic_*_descs`, `_common_constants` and `_special_method_names` of `Lib/dis.py`'s
//! imports.

macro_rules! numbered {
    ($( $(#[$doc:meta])* $name:ident { $( $variant:ident = $number:literal ),* $(,)? } )*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub(super) enum $name { $( $variant = $number ),* }

            impl $name {
                /// The argument of the instruction.
                pub(super) fn number(self) -> u32 {
                    self as u32
                }
            }
        )*
    };
}

numbered! {
    /// Of `CALL_INTRINSIC_1`.
    Intrinsic1 {
        Print = 1, ImportStar = 2, StopIterationError = 3, AsyncGenWrap = 4, UnaryPositive = 5, ListToTuple = 6,
        TypeVar = 7, ParamSpec = 8, TypeVarTuple = 9, SubscriptGeneric = 10, TypeAlias = 11,
    }
    /// Of `CALL_INTRINSIC_2`.
    Intrinsic2 {
        PrepReraiseStar = 1, TypeVarWithBound = 2, TypeVarWithConstraints = 3, SetFunctionTypeParams = 4,
        SetTypeParamDefault = 5,
    }
    /// Of `LOAD_COMMON_CONSTANT`.
    CommonConstant { AssertionError = 0, NotImplementedError = 1, Tuple = 2, All = 3, Any = 4 }
    /// Of `LOAD_SPECIAL`.
    SpecialMethod { Enter = 0, Exit = 1, AsyncEnter = 2, AsyncExit = 3 }
    /// Of `RESUME`: after what the frame goes on.
    Resume { FunctionStart = 0, AfterYield = 1, AfterYieldFrom = 2, AfterAwait = 3 }
    /// Of `CONVERT_VALUE`, and of `BUILD_INTERPOLATION` shifted by two bits.
    Conversion { Str = 1, Repr = 2, Ascii = 3 }
    /// Of `SET_FUNCTION_ATTRIBUTE`.
    FunctionAttribute { Defaults = 1, KwDefaults = 2, Annotate = 16 }
}
