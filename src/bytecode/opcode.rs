//! CPython 3.14's instruction set: each opcode declared once.
//!
//! The table says of every opcode, the compiler's pseudo opcodes included, its number, what its argument is, what it
//! pops and pushes, how many inline cache entries follow it and what it does; the disassembler, the compiler and the
//! machine read it here. Opcodes that the interpreter writes over others while it runs are [`Variant`]s: they have a
//! name and the opcode they stand for, and no code object that is stored has them.
//!
//! Source: CPython 3.14, `Lib/_opcode_metadata.py`, `_opcode.stack_effect` and `Python/bytecodes.c`. A test compares
//! the table with recorded answers of CPython's.

/// What the argument of an instruction means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArgKind {
    /// There is none; the byte is 0.
    None,
    /// Higher bits for the next instruction's argument.
    Extended,
    /// An index into `co_consts`.
    Constant,
    /// The integer itself.
    SmallInt,
    /// An index into [`super::COMMON_CONSTANTS`].
    CommonConstant,
    /// An index into `co_names`.
    Name,
    /// An index into `co_names` times two; the low bit asks for a null below the callable.
    NameAndNull,
    /// An index into `co_names` times two; the low bit asks for a method and its `self`.
    NameAndSelf,
    /// An index into `co_names` times four; bit 0 asks for a method, bit 1 tells a two-argument `super()`.
    SuperAttr,
    /// An index into the local variables, cells and free variables.
    Local,
    /// Two indices below 16 of local variables: the high four bits are the first.
    LocalPair,
    /// An index, among all local variables, of a cell or free variable.
    Free,
    /// A distance forwards, in code units from the end of the instruction and its caches. A label for the compiler.
    Jump,
    /// A distance backwards, in code units from the end of the instruction and its caches.
    JumpBackward,
    /// The label of an exception handler (pseudo opcodes only).
    Handler,
    /// A comparison: the operator in the bits from 5, bit 4 asks for a bool, bits 0 to 3 are a mask.
    Compare,
    /// An index into [`super::BINARY_OPERATORS`].
    BinaryOp,
    /// Whether the test is negated.
    Invert,
    /// An index into [`super::INTRINSICS_1`].
    Intrinsic1,
    /// An index into [`super::INTRINSICS_2`].
    Intrinsic2,
    /// An index into [`super::SPECIAL_METHODS`].
    SpecialMethod,
    /// 1, 2 or 3 for `str`, `repr` and `ascii`.
    Conversion,
    /// Bits of [`super::FUNCTION_ATTRIBUTES`].
    FunctionAttribute,
    /// The conversion times four, plus 2 always, plus 1 if there is a format.
    Interpolation,
    /// How many values.
    Count,
    /// A position on the stack, counted from the top.
    Depth,
    /// Where in a function the instruction stands, by rules of its own.
    Place,
}

macro_rules! opcodes {
    (|$arg:ident| $($number:literal $name:ident $kind:ident ($pop:expr) => ($push:expr) cache $cache:literal $doc:literal;)*) => {
        /// An opcode of CPython 3.14, real (below 256) or pseudo.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(non_camel_case_types, reason = "opcodes are written as CPython writes them")]
        #[repr(u16)]
        pub enum Opcode {
            $(#[doc = $doc] $name = $number,)*
        }

        impl Opcode {
            /// All of them, by number.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The name that `dis` prints.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }

            /// What it does, in a sentence.
            pub fn doc(self) -> &'static str {
                match self { $(Self::$name => $doc,)* }
            }

            /// What its argument means.
            pub const fn arg_kind(self) -> ArgKind {
                match self { $(Self::$name => ArgKind::$kind,)* }
            }

            /// How many code units of inline cache follow it, as the table declares it.
            const fn declared_cache(self) -> u8 {
                match self { $(Self::$name => $cache,)* }
            }

            /// [`Self::popped`] as the table declares it.
            const fn declared_popped(self, arg: u32) -> i64 {
                let $arg = arg as i64;
                match self { $(Self::$name => $pop,)* }
            }

            /// [`Self::pushed`] as the table declares it.
            const fn declared_pushed(self, arg: u32) -> i64 {
                let $arg = arg as i64;
                match self { $(Self::$name => $push,)* }
            }
        }
    };
}

opcodes! {
    |arg|
    0 CACHE None (0) => (0) cache 0 "Room for an inline cache; never executed.";
    1 BINARY_SLICE None (3) => (1) cache 0 "`container[start:end]`.";
    2 BUILD_TEMPLATE None (2) => (1) cache 0 "Builds a template string from a tuple of strings and one of interpolations.";
    4 CALL_FUNCTION_EX None (4) => (1) cache 0 "Calls with a tuple of positional arguments and a mapping of keyword arguments or null.";
    5 CHECK_EG_MATCH None (2) => (2) cache 0 "Splits an exception group by the type of an `except*` clause into the rest and the match.";
    6 CHECK_EXC_MATCH None (2) => (2) cache 0 "Whether the exception below the top matches the type of an `except` clause.";
    7 CLEANUP_THROW None (3) => (2) cache 0 "Handles an exception raised by `throw` or `close` while a subiterator runs.";
    8 DELETE_SUBSCR None (2) => (0) cache 0 "`del container[key]`.";
    9 END_FOR None (1) => (0) cache 0 "Pops the value left by an exhausted iterator at the end of a loop.";
    10 END_SEND None (2) => (1) cache 0 "Drops the receiver below the value of a finished `yield from` or `await`.";
    11 EXIT_INIT_CHECK None (1) => (0) cache 0 "Checks that `__init__` returned `None`.";
    12 FORMAT_SIMPLE None (1) => (1) cache 0 "`format(value, '')` of an f-string field.";
    13 FORMAT_WITH_SPEC None (2) => (1) cache 0 "`format(value, spec)` of an f-string field.";
    14 GET_AITER None (1) => (1) cache 0 "`value.__aiter__()`.";
    15 GET_ANEXT None (1) => (2) cache 0 "Pushes the awaitable of `iterator.__anext__()`.";
    16 GET_ITER None (1) => (1) cache 0 "`iter(value)`.";
    17 RESERVED None (0) => (0) cache 0 "Not used.";
    18 GET_LEN None (1) => (2) cache 0 "Pushes `len(value)` for a sequence pattern.";
    19 GET_YIELD_FROM_ITER None (1) => (1) cache 0 "`iter(value)`, or the generator or coroutine itself, for `yield from`.";
    20 INTERPRETER_EXIT None (1) => (0) cache 0 "Leaves the interpreter loop.";
    21 LOAD_BUILD_CLASS None (0) => (1) cache 0 "Pushes `builtins.__build_class__`.";
    22 LOAD_LOCALS None (0) => (1) cache 0 "Pushes the mapping of local names.";
    23 MAKE_FUNCTION None (1) => (1) cache 0 "Makes a function of a code object.";
    24 MATCH_KEYS None (2) => (3) cache 0 "Pushes the values of a tuple of keys in a mapping, or `None` if one is missing.";
    25 MATCH_MAPPING None (1) => (2) cache 0 "Pushes whether the value is a mapping.";
    26 MATCH_SEQUENCE None (1) => (2) cache 0 "Pushes whether the value is a sequence and neither text nor bytes.";
    27 NOP None (0) => (0) cache 0 "Does nothing; keeps a line for tracing.";
    28 NOT_TAKEN None (0) => (0) cache 0 "Marks the path of a conditional jump that was not taken, for monitoring.";
    29 POP_EXCEPT None (1) => (0) cache 0 "Restores the exception that was being handled before.";
    30 POP_ITER None (1) => (0) cache 0 "Pops the iterator of a finished loop.";
    31 POP_TOP None (1) => (0) cache 0 "Drops the topmost value.";
    32 PUSH_EXC_INFO None (1) => (2) cache 0 "Starts to handle the topmost exception and keeps the one handled before below it.";
    33 PUSH_NULL None (0) => (1) cache 0 "Pushes a null in the place of `self` for a call.";
    34 RETURN_GENERATOR None (0) => (1) cache 0 "Makes a generator or coroutine of the frame and returns it.";
    35 RETURN_VALUE None (1) => (1) cache 0 "Returns the topmost value to the caller.";
    36 SETUP_ANNOTATIONS None (0) => (0) cache 0 "Makes `__annotations__` if it is missing.";
    37 STORE_SLICE None (4) => (0) cache 0 "`container[start:end] = value`.";
    38 STORE_SUBSCR None (3) => (0) cache 1 "`container[key] = value`.";
    39 TO_BOOL None (1) => (1) cache 3 "`bool(value)`.";
    40 UNARY_INVERT None (1) => (1) cache 0 "`~value`.";
    41 UNARY_NEGATIVE None (1) => (1) cache 0 "`-value`.";
    42 UNARY_NOT None (1) => (1) cache 0 "`not value`, of a bool.";
    43 WITH_EXCEPT_START None (5) => (6) cache 0 "Calls `__exit__` with the exception.";
    44 BINARY_OP BinaryOp (2) => (1) cache 5 "A binary operation, an in-place one or a subscript.";
    45 BUILD_INTERPOLATION Interpolation (2 + (arg & 1)) => (1) cache 0 "Builds an interpolation of a value, its text and perhaps a format.";
    46 BUILD_LIST Count (arg) => (1) cache 0 "A list of that many values.";
    47 BUILD_MAP Count (arg * 2) => (1) cache 0 "A dict of that many keys and values.";
    48 BUILD_SET Count (arg) => (1) cache 0 "A set of that many values.";
    49 BUILD_SLICE Count (arg) => (1) cache 0 "A slice of two or three values.";
    50 BUILD_STRING Count (arg) => (1) cache 0 "Joins that many strings.";
    51 BUILD_TUPLE Count (arg) => (1) cache 0 "A tuple of that many values.";
    52 CALL Count (2 + arg) => (1) cache 3 "Calls with that many positional arguments, `self` not counted.";
    53 CALL_INTRINSIC_1 Intrinsic1 (1) => (1) cache 0 "An operation of the interpreter on one value.";
    54 CALL_INTRINSIC_2 Intrinsic2 (2) => (1) cache 0 "An operation of the interpreter on two values.";
    55 CALL_KW Count (3 + arg) => (1) cache 3 "Calls with that many arguments, the last ones named by a tuple.";
    56 COMPARE_OP Compare (2) => (1) cache 1 "A comparison; some ask for a bool.";
    57 CONTAINS_OP Invert (2) => (1) cache 1 "`in` or `not in`.";
    58 CONVERT_VALUE Conversion (1) => (1) cache 0 "`str`, `repr` or `ascii` of an f-string field.";
    59 COPY Depth (arg) => (arg + 1) cache 0 "Pushes the value at that depth, 1 being the top.";
    60 COPY_FREE_VARS Count (0) => (0) cache 0 "Copies that many cells of the closure into the frame.";
    61 DELETE_ATTR Name (1) => (0) cache 0 "`del value.name`.";
    62 DELETE_DEREF Free (0) => (0) cache 0 "Empties a cell.";
    63 DELETE_FAST Local (0) => (0) cache 0 "Unbinds a local variable.";
    64 DELETE_GLOBAL Name (0) => (0) cache 0 "Unbinds a global name.";
    65 DELETE_NAME Name (0) => (0) cache 0 "Unbinds a name of the namespace.";
    66 DICT_MERGE Depth (arg + 4) => (arg + 3) cache 0 "Merges a mapping into the dict of keyword arguments; a key given twice is an error.";
    67 DICT_UPDATE Depth (arg + 1) => (arg) cache 0 "Merges a mapping into a dict.";
    68 END_ASYNC_FOR JumpBackward (2) => (0) cache 0 "Ends an `async for` on `StopAsyncIteration`; the argument leads back to its `SEND`.";
    69 EXTENDED_ARG Extended (0) => (0) cache 0 "Gives the next instruction higher bits of its argument.";
    70 FOR_ITER Jump (1) => (2) cache 1 "Pushes the next item of an iterator, or jumps when there is none.";
    71 GET_AWAITABLE Place (1) => (1) cache 0 "The iterator to await a value with.";
    72 IMPORT_FROM Name (1) => (2) cache 0 "Pushes a name of the module on top.";
    73 IMPORT_NAME Name (2) => (1) cache 0 "Imports a module, with its level and the names wanted.";
    74 IS_OP Invert (2) => (1) cache 0 "`is` or `is not`.";
    75 JUMP_BACKWARD JumpBackward (0) => (0) cache 1 "Jumps back, and lets signals and other threads in.";
    76 JUMP_BACKWARD_NO_INTERRUPT JumpBackward (0) => (0) cache 0 "Jumps back without letting signals in.";
    77 JUMP_FORWARD Jump (0) => (0) cache 0 "Jumps forward.";
    78 LIST_APPEND Depth (arg + 1) => (arg) cache 0 "Appends to the list at that depth.";
    79 LIST_EXTEND Depth (arg + 1) => (arg) cache 0 "Extends the list at that depth.";
    80 LOAD_ATTR NameAndSelf (1) => (1 + (arg & 1)) cache 9 "`value.name`, or a method with its `self`.";
    81 LOAD_COMMON_CONSTANT CommonConstant (0) => (1) cache 0 "Pushes a builtin that the compiler needs whatever its name is bound to.";
    82 LOAD_CONST Constant (0) => (1) cache 0 "Pushes a constant.";
    83 LOAD_DEREF Free (0) => (1) cache 0 "Pushes what a cell holds.";
    84 LOAD_FAST Local (0) => (1) cache 0 "Pushes a local variable.";
    85 LOAD_FAST_AND_CLEAR Local (0) => (1) cache 0 "Pushes a local variable or null, and unbinds it.";
    86 LOAD_FAST_BORROW Local (0) => (1) cache 0 "Pushes a local variable without a reference of its own.";
    87 LOAD_FAST_BORROW_LOAD_FAST_BORROW LocalPair (0) => (2) cache 0 "Pushes two local variables without references of their own.";
    88 LOAD_FAST_CHECK Local (0) => (1) cache 0 "Pushes a local variable that may be unbound.";
    89 LOAD_FAST_LOAD_FAST LocalPair (0) => (2) cache 0 "Pushes two local variables.";
    90 LOAD_FROM_DICT_OR_DEREF Free (1) => (1) cache 0 "Looks a name up in a mapping, then in a cell.";
    91 LOAD_FROM_DICT_OR_GLOBALS Name (1) => (1) cache 0 "Looks a name up in a mapping, then among the globals and builtins.";
    92 LOAD_GLOBAL NameAndNull (0) => (1 + (arg & 1)) cache 4 "Pushes a global or builtin, and perhaps a null for a call.";
    93 LOAD_NAME Name (0) => (1) cache 0 "Looks a name up among locals, globals and builtins.";
    94 LOAD_SMALL_INT SmallInt (0) => (1) cache 0 "Pushes an integer from 0 to 255.";
    95 LOAD_SPECIAL SpecialMethod (1) => (2) cache 0 "Pushes a special method and its `self` or null.";
    96 LOAD_SUPER_ATTR SuperAttr (3) => (1 + (arg & 1)) cache 1 "`super(type, self).name`.";
    97 MAKE_CELL Free (0) => (0) cache 0 "Makes a cell of a local variable.";
    98 MAP_ADD Depth (arg + 2) => (arg) cache 0 "Sets a key of the dict at that depth.";
    99 MATCH_CLASS Count (3) => (1) cache 0 "The attributes that a class pattern wants, or `None`.";
    100 POP_JUMP_IF_FALSE Jump (1) => (0) cache 1 "Jumps if a bool is false.";
    101 POP_JUMP_IF_NONE Jump (1) => (0) cache 1 "Jumps if a value is `None`.";
    102 POP_JUMP_IF_NOT_NONE Jump (1) => (0) cache 1 "Jumps if a value is not `None`.";
    103 POP_JUMP_IF_TRUE Jump (1) => (0) cache 1 "Jumps if a bool is true.";
    104 RAISE_VARARGS Count (arg) => (0) cache 0 "`raise` with none, an exception, or an exception and its cause.";
    105 RERAISE Depth (arg + 1) => (arg) cache 0 "Raises the topmost exception again; an argument says where the last instruction is kept.";
    106 SEND Jump (2) => (2) cache 1 "Sends a value to a generator, and jumps when it has returned.";
    107 SET_ADD Depth (arg + 1) => (arg) cache 0 "Adds to the set at that depth.";
    108 SET_FUNCTION_ATTRIBUTE FunctionAttribute (2) => (1) cache 0 "Gives a new function its defaults, annotations or closure.";
    109 SET_UPDATE Depth (arg + 1) => (arg) cache 0 "Updates the set at that depth.";
    110 STORE_ATTR Name (2) => (0) cache 4 "`value.name = other`.";
    111 STORE_DEREF Free (1) => (0) cache 0 "Stores into a cell.";
    112 STORE_FAST Local (1) => (0) cache 0 "Stores into a local variable.";
    113 STORE_FAST_LOAD_FAST LocalPair (1) => (1) cache 0 "Stores into a local variable and pushes another.";
    114 STORE_FAST_STORE_FAST LocalPair (2) => (0) cache 0 "Stores into two local variables.";
    115 STORE_GLOBAL Name (1) => (0) cache 0 "Binds a global name.";
    116 STORE_NAME Name (1) => (0) cache 0 "Binds a name of the namespace.";
    117 SWAP Depth (arg) => (arg) cache 0 "Swaps the top with the value at that depth.";
    118 UNPACK_EX Count (1) => (1 + (arg & 0xff) + (arg >> 8)) cache 0 "Unpacks an iterable around a starred target: low byte before it, the rest after it.";
    119 UNPACK_SEQUENCE Count (1) => (arg) cache 1 "Unpacks an iterable into that many values, the first on top.";
    120 YIELD_VALUE Place (1) => (1) cache 0 "Yields the topmost value.";
    128 RESUME Place (0) => (0) cache 0 "Starts or resumes a frame: tracing, signals and other threads.";
    255 ENTER_EXECUTOR Count (0) => (0) cache 0 "Runs optimised code in the place of a backward jump.";
    256 ANNOTATIONS_PLACEHOLDER None (0) => (0) cache 0 "Pseudo: where a module's or class's annotations are set up, if they are needed.";
    257 JUMP Jump (0) => (0) cache 0 "Pseudo: a jump in either direction.";
    258 JUMP_IF_FALSE Jump (1) => (1) cache 0 "Pseudo: jumps if the topmost value is false, and keeps it.";
    259 JUMP_IF_TRUE Jump (1) => (1) cache 0 "Pseudo: jumps if the topmost value is true, and keeps it.";
    260 JUMP_NO_INTERRUPT Jump (0) => (0) cache 0 "Pseudo: a jump in either direction that lets no signals in.";
    261 LOAD_CLOSURE Local (0) => (1) cache 0 "Pseudo: pushes the cell itself.";
    262 POP_BLOCK None (0) => (0) cache 0 "Pseudo: ends the region of the handler set up last.";
    263 SETUP_CLEANUP Handler (0) => (0) cache 0 "Pseudo: starts a region whose handler also gets the last instruction.";
    264 SETUP_FINALLY Handler (0) => (0) cache 0 "Pseudo: starts a region with a handler.";
    265 SETUP_WITH Handler (0) => (0) cache 0 "Pseudo: starts the region of a `with` block.";
    266 STORE_FAST_MAYBE_NULL Local (1) => (0) cache 0 "Pseudo: stores a local variable that may be null.";
}

impl Opcode {
    /// The opcode with this number, pseudo opcodes included.
    pub fn from_number(number: u16) -> Option<Self> {
        BY_NUMBER.get(usize::from(number)).copied().flatten()
    }

    /// The number: a byte of the code unless it is a pseudo opcode.
    pub const fn number(self) -> u16 {
        self as u16
    }

    /// Whether only the compiler knows it: the assembler replaces it.
    pub const fn is_pseudo(self) -> bool {
        self.number() > 255
    }

    /// Whether it has an argument.
    pub const fn has_arg(self) -> bool {
        !matches!(self.arg_kind(), ArgKind::None)
    }

    /// How many code units of inline cache follow it.
    pub fn cache_entries(self) -> usize {
        usize::from(CACHE_ENTRIES[self as usize])
    }

    /// Whether its argument is a target within the code (not that of an exception handler).
    pub fn has_jump(self) -> bool {
        self.has_any(property::JUMP)
    }

    /// Whether it starts a region with an exception handler, which is its target.
    pub fn is_block_push(self) -> bool {
        self.has_any(property::BLOCK_PUSH)
    }

    /// Whether its target is a jump's or a handler's.
    pub fn has_target(self) -> bool {
        self.has_any(property::JUMP | property::BLOCK_PUSH)
    }

    /// Whether control always goes to its target.
    pub fn is_unconditional_jump(self) -> bool {
        self.has_any(property::UNCONDITIONAL)
    }

    /// Whether control leaves the function.
    pub fn is_scope_exit(self) -> bool {
        self.has_any(property::SCOPE_EXIT)
    }

    /// Whether what follows it may not run next: it may jump, or leaves the function.
    pub fn ends_block(self) -> bool {
        self.has_any(property::JUMP | property::SCOPE_EXIT)
    }

    /// Whether the instruction after it is not reached from it.
    pub fn has_no_fallthrough(self) -> bool {
        self.has_any(property::UNCONDITIONAL | property::SCOPE_EXIT)
    }

    /// Whether signals and other threads are let in after it.
    pub fn has_eval_break(self) -> bool {
        self.has_any(property::EVAL_BREAK)
    }

    fn has_any(self, properties: u8) -> bool {
        PROPERTIES[self as usize] & properties != 0
    }

    /// Bits of [`property`].
    const fn properties(self) -> u8 {
        let by_argument = match self.arg_kind() {
            ArgKind::Jump | ArgKind::JumpBackward => property::JUMP,
            ArgKind::Handler => property::BLOCK_PUSH,
            _ => 0,
        };
        let by_opcode = match self {
            Self::JUMP => property::UNCONDITIONAL | property::EVAL_BREAK,
            Self::JUMP_BACKWARD => property::UNCONDITIONAL | property::EVAL_BREAK,
            Self::JUMP_NO_INTERRUPT | Self::JUMP_FORWARD | Self::JUMP_BACKWARD_NO_INTERRUPT => {
                property::UNCONDITIONAL
            }
            Self::RETURN_VALUE | Self::RAISE_VARARGS | Self::RERAISE => property::SCOPE_EXIT,
            Self::CALL | Self::CALL_FUNCTION_EX | Self::RESUME => property::EVAL_BREAK,
            _ => 0,
        };
        by_argument | by_opcode
    }

    /// How many values it takes from the stack, on the path that does not jump.
    #[inline]
    pub fn popped(self, arg: u32) -> i64 {
        match STACK_USES[self.number() as usize] {
            Some((popped, _)) => i64::from(popped),
            None => self.declared_popped(arg),
        }
    }

    /// How many values it then puts there, on the path that does not jump.
    #[inline]
    pub fn pushed(self, arg: u32) -> i64 {
        match STACK_USES[self.number() as usize] {
            Some((_, pushed)) => i64::from(pushed),
            None => self.declared_pushed(arg),
        }
    }

    /// By how much it changes the depth of the stack, on the path that does not jump.
    pub fn stack_effect(self, arg: u32) -> i64 {
        self.pushed(arg) - self.popped(arg)
    }

    /// By how much it changes the depth of the stack on the way to its target. A handler's start counts what the
    /// interpreter pushes when it raises: the exception, and for `SETUP_CLEANUP` the last instruction before it.
    pub fn stack_effect_on_jump(self, arg: u32) -> i64 {
        match self {
            Self::SETUP_CLEANUP => 2,
            Self::SETUP_FINALLY | Self::SETUP_WITH => 1,
            _ => self.stack_effect(arg),
        }
    }
}

/// What the compiler's passes ask of every instruction, as bits: a look instead of a search among all opcodes.
mod property {
    pub(super) const JUMP: u8 = 1;
    pub(super) const BLOCK_PUSH: u8 = 2;
    pub(super) const UNCONDITIONAL: u8 = 4;
    pub(super) const SCOPE_EXIT: u8 = 8;
    pub(super) const EVAL_BREAK: u8 = 16;
}

const N_NUMBERS: usize = 267;

/// By number: bits of [`property`].
static PROPERTIES: [u8; N_NUMBERS] = {
    let mut table = [0; N_NUMBERS];
    let mut idx = 0;
    while idx < Opcode::ALL.len() {
        let opcode = Opcode::ALL[idx];
        table[opcode.number() as usize] = opcode.properties();
        idx += 1;
    }
    table
};

/// By number: how many values the opcode pops and pushes, where that does not depend on the argument.
static STACK_USES: [Option<(u8, u8)>; N_NUMBERS] = {
    let mut table = [None; N_NUMBERS];
    let mut idx = 0;
    while idx < Opcode::ALL.len() {
        let opcode = Opcode::ALL[idx];
        let (popped, pushed) = (opcode.declared_popped(0), opcode.declared_pushed(0));
        // Every use that depends on the argument depends on one of its low eight bits.
        let mut arg = 1;
        while arg < 256 && opcode.declared_popped(arg) == popped && opcode.declared_pushed(arg) == pushed {
            arg += 1;
        }
        if arg == 256 {
            table[opcode.number() as usize] = Some((popped as u8, pushed as u8));
        }
        idx += 1;
    }
    table
};

/// By number: code units of inline cache.
static CACHE_ENTRIES: [u8; N_NUMBERS] = {
    let mut table = [0; N_NUMBERS];
    let mut idx = 0;
    while idx < Opcode::ALL.len() {
        let opcode = Opcode::ALL[idx];
        table[opcode.number() as usize] = opcode.declared_cache();
        idx += 1;
    }
    table
};

/// Opcodes by their numbers: reading code is one look a unit.
static BY_NUMBER: [Option<Opcode>; N_NUMBERS] = {
    let mut table = [None; N_NUMBERS];
    let mut idx = 0;
    while idx < Opcode::ALL.len() {
        let opcode = Opcode::ALL[idx];
        table[opcode.number() as usize] = Some(opcode);
        idx += 1;
    }
    table
};

/// An opcode that the interpreter puts in the place of another while it runs: a specialised or instrumented one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variant {
    /// Its number.
    pub number: u8,
    /// The name that `dis` prints.
    pub name: &'static str,
    /// What it stands for.
    pub base: Opcode,
}

impl Variant {
    /// The variant with this number.
    pub fn from_number(number: u8) -> Option<Self> {
        VARIANTS.iter().copied().find(|it| it.number == number)
    }
}

macro_rules! variants {
    ($($number:literal $name:ident $base:ident;)*) => {
        /// All of them.
        pub const VARIANTS: &[Variant] =
            &[$(Variant { number: $number, name: stringify!($name), base: Opcode::$base },)*];
    };
}

variants! {
    3 BINARY_OP_INPLACE_ADD_UNICODE BINARY_OP;
    129 BINARY_OP_ADD_FLOAT BINARY_OP;
    130 BINARY_OP_ADD_INT BINARY_OP;
    131 BINARY_OP_ADD_UNICODE BINARY_OP;
    132 BINARY_OP_EXTEND BINARY_OP;
    133 BINARY_OP_MULTIPLY_FLOAT BINARY_OP;
    134 BINARY_OP_MULTIPLY_INT BINARY_OP;
    135 BINARY_OP_SUBSCR_DICT BINARY_OP;
    136 BINARY_OP_SUBSCR_GETITEM BINARY_OP;
    137 BINARY_OP_SUBSCR_LIST_INT BINARY_OP;
    138 BINARY_OP_SUBSCR_LIST_SLICE BINARY_OP;
    139 BINARY_OP_SUBSCR_STR_INT BINARY_OP;
    140 BINARY_OP_SUBSCR_TUPLE_INT BINARY_OP;
    141 BINARY_OP_SUBTRACT_FLOAT BINARY_OP;
    142 BINARY_OP_SUBTRACT_INT BINARY_OP;
    143 CALL_ALLOC_AND_ENTER_INIT CALL;
    144 CALL_BOUND_METHOD_EXACT_ARGS CALL;
    145 CALL_BOUND_METHOD_GENERAL CALL;
    146 CALL_BUILTIN_CLASS CALL;
    147 CALL_BUILTIN_FAST CALL;
    148 CALL_BUILTIN_FAST_WITH_KEYWORDS CALL;
    149 CALL_BUILTIN_O CALL;
    150 CALL_ISINSTANCE CALL;
    151 CALL_KW_BOUND_METHOD CALL_KW;
    152 CALL_KW_NON_PY CALL_KW;
    153 CALL_KW_PY CALL_KW;
    154 CALL_LEN CALL;
    155 CALL_LIST_APPEND CALL;
    156 CALL_METHOD_DESCRIPTOR_FAST CALL;
    157 CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS CALL;
    158 CALL_METHOD_DESCRIPTOR_NOARGS CALL;
    159 CALL_METHOD_DESCRIPTOR_O CALL;
    160 CALL_NON_PY_GENERAL CALL;
    161 CALL_PY_EXACT_ARGS CALL;
    162 CALL_PY_GENERAL CALL;
    163 CALL_STR_1 CALL;
    164 CALL_TUPLE_1 CALL;
    165 CALL_TYPE_1 CALL;
    166 COMPARE_OP_FLOAT COMPARE_OP;
    167 COMPARE_OP_INT COMPARE_OP;
    168 COMPARE_OP_STR COMPARE_OP;
    169 CONTAINS_OP_DICT CONTAINS_OP;
    170 CONTAINS_OP_SET CONTAINS_OP;
    171 FOR_ITER_GEN FOR_ITER;
    172 FOR_ITER_LIST FOR_ITER;
    173 FOR_ITER_RANGE FOR_ITER;
    174 FOR_ITER_TUPLE FOR_ITER;
    175 JUMP_BACKWARD_JIT JUMP_BACKWARD;
    176 JUMP_BACKWARD_NO_JIT JUMP_BACKWARD;
    177 LOAD_ATTR_CLASS LOAD_ATTR;
    178 LOAD_ATTR_CLASS_WITH_METACLASS_CHECK LOAD_ATTR;
    179 LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN LOAD_ATTR;
    180 LOAD_ATTR_INSTANCE_VALUE LOAD_ATTR;
    181 LOAD_ATTR_METHOD_LAZY_DICT LOAD_ATTR;
    182 LOAD_ATTR_METHOD_NO_DICT LOAD_ATTR;
    183 LOAD_ATTR_METHOD_WITH_VALUES LOAD_ATTR;
    184 LOAD_ATTR_MODULE LOAD_ATTR;
    185 LOAD_ATTR_NONDESCRIPTOR_NO_DICT LOAD_ATTR;
    186 LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES LOAD_ATTR;
    187 LOAD_ATTR_PROPERTY LOAD_ATTR;
    188 LOAD_ATTR_SLOT LOAD_ATTR;
    189 LOAD_ATTR_WITH_HINT LOAD_ATTR;
    190 LOAD_CONST_IMMORTAL LOAD_CONST;
    191 LOAD_CONST_MORTAL LOAD_CONST;
    192 LOAD_GLOBAL_BUILTIN LOAD_GLOBAL;
    193 LOAD_GLOBAL_MODULE LOAD_GLOBAL;
    194 LOAD_SUPER_ATTR_ATTR LOAD_SUPER_ATTR;
    195 LOAD_SUPER_ATTR_METHOD LOAD_SUPER_ATTR;
    196 RESUME_CHECK RESUME;
    197 SEND_GEN SEND;
    198 STORE_ATTR_INSTANCE_VALUE STORE_ATTR;
    199 STORE_ATTR_SLOT STORE_ATTR;
    200 STORE_ATTR_WITH_HINT STORE_ATTR;
    201 STORE_SUBSCR_DICT STORE_SUBSCR;
    202 STORE_SUBSCR_LIST_INT STORE_SUBSCR;
    203 TO_BOOL_ALWAYS_TRUE TO_BOOL;
    204 TO_BOOL_BOOL TO_BOOL;
    205 TO_BOOL_INT TO_BOOL;
    206 TO_BOOL_LIST TO_BOOL;
    207 TO_BOOL_NONE TO_BOOL;
    208 TO_BOOL_STR TO_BOOL;
    209 UNPACK_SEQUENCE_LIST UNPACK_SEQUENCE;
    210 UNPACK_SEQUENCE_TUPLE UNPACK_SEQUENCE;
    211 UNPACK_SEQUENCE_TWO_TUPLE UNPACK_SEQUENCE;
    234 INSTRUMENTED_END_FOR END_FOR;
    235 INSTRUMENTED_POP_ITER POP_ITER;
    236 INSTRUMENTED_END_SEND END_SEND;
    237 INSTRUMENTED_FOR_ITER FOR_ITER;
    239 INSTRUMENTED_JUMP_FORWARD JUMP_FORWARD;
    240 INSTRUMENTED_NOT_TAKEN NOT_TAKEN;
    241 INSTRUMENTED_POP_JUMP_IF_TRUE POP_JUMP_IF_TRUE;
    242 INSTRUMENTED_POP_JUMP_IF_FALSE POP_JUMP_IF_FALSE;
    243 INSTRUMENTED_POP_JUMP_IF_NONE POP_JUMP_IF_NONE;
    244 INSTRUMENTED_POP_JUMP_IF_NOT_NONE POP_JUMP_IF_NOT_NONE;
    245 INSTRUMENTED_RESUME RESUME;
    246 INSTRUMENTED_RETURN_VALUE RETURN_VALUE;
    247 INSTRUMENTED_YIELD_VALUE YIELD_VALUE;
    248 INSTRUMENTED_END_ASYNC_FOR END_ASYNC_FOR;
    249 INSTRUMENTED_LOAD_SUPER_ATTR LOAD_SUPER_ATTR;
    250 INSTRUMENTED_CALL CALL;
    251 INSTRUMENTED_CALL_KW CALL_KW;
    252 INSTRUMENTED_CALL_FUNCTION_EX CALL_FUNCTION_EX;
    253 INSTRUMENTED_JUMP_BACKWARD JUMP_BACKWARD;
}
