//! What the small tables behind instruction arguments hold: operators, intrinsics, special methods.
//!
//! The position in a table is the argument. Source: CPython 3.14, `Lib/opcode.py` and `_opcode`.

/// Arguments of `BINARY_OP`: the operator as `dis` prints it, `NB_ADD` first, `NB_SUBSCR` last.
pub const BINARY_OPERATORS: [&str; 27] = [
    "+", "&", "//", "<<", "@", "*", "%", "|", "**", ">>", "-", "/", "^", "+=", "&=", "//=", "<<=", "@=",
    "*=", "%=", "|=", "**=", ">>=", "-=", "/=", "^=", "[]",
];

/// What the operators of [`BINARY_OPERATORS`] are called, in its order.
pub mod binary {
    macro_rules! numbered {
        ($($name:ident)*) => { numbered!(@ 0u32; $($name)*); };
        (@ $n:expr; $name:ident $($rest:ident)*) => {
            #[doc = concat!("`", stringify!($name), "`.")]
            pub const $name: u32 = $n;
            numbered!(@ $n + 1; $($rest)*);
        };
        (@ $n:expr;) => {};
    }
    numbered! {
        ADD AND FLOOR_DIVIDE LSHIFT MATRIX_MULTIPLY MULTIPLY REMAINDER OR POWER RSHIFT SUBTRACT TRUE_DIVIDE XOR
        INPLACE_ADD INPLACE_AND INPLACE_FLOOR_DIVIDE INPLACE_LSHIFT INPLACE_MATRIX_MULTIPLY INPLACE_MULTIPLY
        INPLACE_REMAINDER INPLACE_OR INPLACE_POWER INPLACE_RSHIFT INPLACE_SUBTRACT INPLACE_TRUE_DIVIDE INPLACE_XOR
        SUBSCR
    }
}

/// Operators of `COMPARE_OP`, whose argument has the index in the bits from 5.
pub const COMPARISONS: [&str; 6] = ["<", "<=", "==", "!=", ">", ">="];

/// Arguments of `CALL_INTRINSIC_1`.
pub const INTRINSICS_1: [&str; 12] = [
    "INTRINSIC_1_INVALID",
    "INTRINSIC_PRINT",
    "INTRINSIC_IMPORT_STAR",
    "INTRINSIC_STOPITERATION_ERROR",
    "INTRINSIC_ASYNC_GEN_WRAP",
    "INTRINSIC_UNARY_POSITIVE",
    "INTRINSIC_LIST_TO_TUPLE",
    "INTRINSIC_TYPEVAR",
    "INTRINSIC_PARAMSPEC",
    "INTRINSIC_TYPEVARTUPLE",
    "INTRINSIC_SUBSCRIPT_GENERIC",
    "INTRINSIC_TYPEALIAS",
];

/// Arguments of `CALL_INTRINSIC_2`.
pub const INTRINSICS_2: [&str; 6] = [
    "INTRINSIC_2_INVALID",
    "INTRINSIC_PREP_RERAISE_STAR",
    "INTRINSIC_TYPEVAR_WITH_BOUND",
    "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS",
    "INTRINSIC_SET_FUNCTION_TYPE_PARAMS",
    "INTRINSIC_SET_TYPEPARAM_DEFAULT",
];

/// Arguments of `LOAD_SPECIAL`.
pub const SPECIAL_METHODS: [&str; 4] = ["__enter__", "__exit__", "__aenter__", "__aexit__"];

/// Arguments of `LOAD_COMMON_CONSTANT`, as `dis` prints them.
pub const COMMON_CONSTANTS: [&str; 5] =
    ["AssertionError", "NotImplementedError", "tuple", "<built-in function all>", "<built-in function any>"];

/// Bits of the argument of `SET_FUNCTION_ATTRIBUTE`, the lowest first.
pub const FUNCTION_ATTRIBUTES: [&str; 5] = ["defaults", "kwdefaults", "annotations", "closure", "annotate"];

/// Arguments of `CONVERT_VALUE`.
pub const CONVERSIONS: [&str; 4] = ["", "str", "repr", "ascii"];
