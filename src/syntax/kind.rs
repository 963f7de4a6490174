//! The kinds of tokens and nodes. Made from `python.ungram` by `tests/suite/codegen.rs`; do not edit.

/// The kind of a token or node of the concrete syntax tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "a kind is its own name")]
#[expect(non_camel_case_types, reason = "kinds are written as in the grammar")]
#[repr(u8)]
pub enum SyntaxKind {
    L_PAREN,
    R_PAREN,
    L_BRACKET,
    R_BRACKET,
    L_BRACE,
    R_BRACE,
    COLON,
    COMMA,
    SEMICOLON,
    PLUS,
    MINUS,
    STAR,
    SLASH,
    PIPE,
    AMPERSAND,
    LESS,
    GREATER,
    EQUAL,
    DOT,
    PERCENT,
    TILDE,
    CARET,
    AT,
    EXCLAMATION,
    BACKTICK,
    EQ_EQUAL,
    NOT_EQUAL,
    LESS_GREATER,
    LESS_EQUAL,
    GREATER_EQUAL,
    LEFT_SHIFT,
    RIGHT_SHIFT,
    DOUBLE_STAR,
    PLUS_EQUAL,
    MINUS_EQUAL,
    STAR_EQUAL,
    SLASH_EQUAL,
    PERCENT_EQUAL,
    AMPERSAND_EQUAL,
    PIPE_EQUAL,
    CARET_EQUAL,
    LEFT_SHIFT_EQUAL,
    RIGHT_SHIFT_EQUAL,
    DOUBLE_STAR_EQUAL,
    DOUBLE_SLASH,
    DOUBLE_SLASH_EQUAL,
    AT_EQUAL,
    ARROW,
    ELLIPSIS,
    COLON_EQUAL,
    FALSE_KW,
    NONE_KW,
    TRUE_KW,
    AND_KW,
    AS_KW,
    ASSERT_KW,
    ASYNC_KW,
    AWAIT_KW,
    BREAK_KW,
    CLASS_KW,
    CONTINUE_KW,
    DEF_KW,
    DEL_KW,
    ELIF_KW,
    ELSE_KW,
    EXCEPT_KW,
    FINALLY_KW,
    FOR_KW,
    FROM_KW,
    GLOBAL_KW,
    IF_KW,
    IMPORT_KW,
    IN_KW,
    IS_KW,
    LAMBDA_KW,
    NONLOCAL_KW,
    NOT_KW,
    OR_KW,
    PASS_KW,
    RAISE_KW,
    RETURN_KW,
    TRY_KW,
    WHILE_KW,
    WITH_KW,
    YIELD_KW,
    CASE_KW,
    EXEC_KW,
    LAZY_KW,
    MATCH_KW,
    PRINT_KW,
    TYPE_KW,
    NAME,
    NUMBER,
    STRING,
    FSTRING_START,
    FSTRING_MIDDLE,
    FSTRING_END,
    TSTRING_START,
    TSTRING_MIDDLE,
    TSTRING_END,
    NEWLINE,
    INDENT,
    DEDENT,
    ENDMARKER,
    WHITESPACE,
    COMMENT,
    NL,
    LINE_CONTINUATION,
    ERROR_TOKEN,
    ERROR,
    MODULE,
    EXPRESSION_INPUT,
    FUNC_TYPE_INPUT,
    BLOCK,
    FUNCTION_DEF,
    CLASS_DEF,
    IF_STMT,
    WHILE_STMT,
    FOR_STMT,
    TRY_STMT,
    WITH_STMT,
    MATCH_STMT,
    EXPR_STMT,
    ASSIGN_STMT,
    AUG_ASSIGN_STMT,
    ANN_ASSIGN_STMT,
    RETURN_STMT,
    DELETE_STMT,
    PASS_STMT,
    BREAK_STMT,
    CONTINUE_STMT,
    RAISE_STMT,
    GLOBAL_STMT,
    NONLOCAL_STMT,
    ASSERT_STMT,
    IMPORT_STMT,
    IMPORT_FROM_STMT,
    TYPE_ALIAS_STMT,
    PRINT_STMT,
    EXEC_STMT,
    DECORATOR,
    TYPE_PARAM_LIST,
    PARAM_LIST,
    ARG_LIST,
    PARAM,
    POSITIONAL_ONLY_MARKER,
    KEYWORD_ONLY_MARKER,
    TYPE_PARAM,
    ELIF_CLAUSE,
    ELSE_CLAUSE,
    EXCEPT_CLAUSE,
    FINALLY_CLAUSE,
    WITH_ITEM,
    MATCH_BLOCK,
    CASE_CLAUSE,
    GUARD,
    IMPORT_ALIAS,
    DOTTED_NAME,
    NAME_EXPR,
    LITERAL,
    STRING_EXPR,
    PAREN_EXPR,
    TUPLE_EXPR,
    LIST_EXPR,
    SET_EXPR,
    DICT_EXPR,
    LIST_COMP,
    SET_COMP,
    DICT_COMP,
    GENERATOR_EXPR,
    ATTRIBUTE,
    CALL,
    SUBSCRIPT,
    SLICE_EXPR,
    AWAIT_EXPR,
    UNARY_EXPR,
    BINARY_EXPR,
    BOOL_EXPR,
    COMPARE_EXPR,
    IF_EXPR,
    LAMBDA_EXPR,
    NAMED_EXPR,
    STARRED_EXPR,
    YIELD_EXPR,
    YIELD_FROM_EXPR,
    REPR_EXPR,
    FSTRING,
    TSTRING,
    INTERPOLATION,
    CONVERSION,
    FORMAT_SPEC,
    DICT_ITEM,
    DOUBLE_STARRED,
    COMPREHENSION,
    COMPREHENSION_IF,
    KEYWORD_ARG,
    VALUE_PATTERN,
    CAPTURE_PATTERN,
    PAREN_PATTERN,
    SEQUENCE_PATTERN,
    STAR_PATTERN,
    MAPPING_PATTERN,
    CLASS_PATTERN,
    AS_PATTERN,
    OR_PATTERN,
    MAPPING_PATTERN_ITEM,
    DOUBLE_STAR_PATTERN,
    KEYWORD_PATTERN,
}

use SyntaxKind::*;

impl SyntaxKind {
    /// Every kind, in order of its number.
    pub const ALL: &[Self] = &[
        L_PAREN,
        R_PAREN,
        L_BRACKET,
        R_BRACKET,
        L_BRACE,
        R_BRACE,
        COLON,
        COMMA,
        SEMICOLON,
        PLUS,
        MINUS,
        STAR,
        SLASH,
        PIPE,
        AMPERSAND,
        LESS,
        GREATER,
        EQUAL,
        DOT,
        PERCENT,
        TILDE,
        CARET,
        AT,
        EXCLAMATION,
        BACKTICK,
        EQ_EQUAL,
        NOT_EQUAL,
        LESS_GREATER,
        LESS_EQUAL,
        GREATER_EQUAL,
        LEFT_SHIFT,
        RIGHT_SHIFT,
        DOUBLE_STAR,
        PLUS_EQUAL,
        MINUS_EQUAL,
        STAR_EQUAL,
        SLASH_EQUAL,
        PERCENT_EQUAL,
        AMPERSAND_EQUAL,
        PIPE_EQUAL,
        CARET_EQUAL,
        LEFT_SHIFT_EQUAL,
        RIGHT_SHIFT_EQUAL,
        DOUBLE_STAR_EQUAL,
        DOUBLE_SLASH,
        DOUBLE_SLASH_EQUAL,
        AT_EQUAL,
        ARROW,
        ELLIPSIS,
        COLON_EQUAL,
        FALSE_KW,
        NONE_KW,
        TRUE_KW,
        AND_KW,
        AS_KW,
        ASSERT_KW,
        ASYNC_KW,
        AWAIT_KW,
        BREAK_KW,
        CLASS_KW,
        CONTINUE_KW,
        DEF_KW,
        DEL_KW,
        ELIF_KW,
        ELSE_KW,
        EXCEPT_KW,
        FINALLY_KW,
        FOR_KW,
        FROM_KW,
        GLOBAL_KW,
        IF_KW,
        IMPORT_KW,
        IN_KW,
        IS_KW,
        LAMBDA_KW,
        NONLOCAL_KW,
        NOT_KW,
        OR_KW,
        PASS_KW,
        RAISE_KW,
        RETURN_KW,
        TRY_KW,
        WHILE_KW,
        WITH_KW,
        YIELD_KW,
        CASE_KW,
        EXEC_KW,
        LAZY_KW,
        MATCH_KW,
        PRINT_KW,
        TYPE_KW,
        NAME,
        NUMBER,
        STRING,
        FSTRING_START,
        FSTRING_MIDDLE,
        FSTRING_END,
        TSTRING_START,
        TSTRING_MIDDLE,
        TSTRING_END,
        NEWLINE,
        INDENT,
        DEDENT,
        ENDMARKER,
        WHITESPACE,
        COMMENT,
        NL,
        LINE_CONTINUATION,
        ERROR_TOKEN,
        ERROR,
        MODULE,
        EXPRESSION_INPUT,
        FUNC_TYPE_INPUT,
        BLOCK,
        FUNCTION_DEF,
        CLASS_DEF,
        IF_STMT,
        WHILE_STMT,
        FOR_STMT,
        TRY_STMT,
        WITH_STMT,
        MATCH_STMT,
        EXPR_STMT,
        ASSIGN_STMT,
        AUG_ASSIGN_STMT,
        ANN_ASSIGN_STMT,
        RETURN_STMT,
        DELETE_STMT,
        PASS_STMT,
        BREAK_STMT,
        CONTINUE_STMT,
        RAISE_STMT,
        GLOBAL_STMT,
        NONLOCAL_STMT,
        ASSERT_STMT,
        IMPORT_STMT,
        IMPORT_FROM_STMT,
        TYPE_ALIAS_STMT,
        PRINT_STMT,
        EXEC_STMT,
        DECORATOR,
        TYPE_PARAM_LIST,
        PARAM_LIST,
        ARG_LIST,
        PARAM,
        POSITIONAL_ONLY_MARKER,
        KEYWORD_ONLY_MARKER,
        TYPE_PARAM,
        ELIF_CLAUSE,
        ELSE_CLAUSE,
        EXCEPT_CLAUSE,
        FINALLY_CLAUSE,
        WITH_ITEM,
        MATCH_BLOCK,
        CASE_CLAUSE,
        GUARD,
        IMPORT_ALIAS,
        DOTTED_NAME,
        NAME_EXPR,
        LITERAL,
        STRING_EXPR,
        PAREN_EXPR,
        TUPLE_EXPR,
        LIST_EXPR,
        SET_EXPR,
        DICT_EXPR,
        LIST_COMP,
        SET_COMP,
        DICT_COMP,
        GENERATOR_EXPR,
        ATTRIBUTE,
        CALL,
        SUBSCRIPT,
        SLICE_EXPR,
        AWAIT_EXPR,
        UNARY_EXPR,
        BINARY_EXPR,
        BOOL_EXPR,
        COMPARE_EXPR,
        IF_EXPR,
        LAMBDA_EXPR,
        NAMED_EXPR,
        STARRED_EXPR,
        YIELD_EXPR,
        YIELD_FROM_EXPR,
        REPR_EXPR,
        FSTRING,
        TSTRING,
        INTERPOLATION,
        CONVERSION,
        FORMAT_SPEC,
        DICT_ITEM,
        DOUBLE_STARRED,
        COMPREHENSION,
        COMPREHENSION_IF,
        KEYWORD_ARG,
        VALUE_PATTERN,
        CAPTURE_PATTERN,
        PAREN_PATTERN,
        SEQUENCE_PATTERN,
        STAR_PATTERN,
        MAPPING_PATTERN,
        CLASS_PATTERN,
        AS_PATTERN,
        OR_PATTERN,
        MAPPING_PATTERN_ITEM,
        DOUBLE_STAR_PATTERN,
        KEYWORD_PATTERN,
    ];

    /// The one text of a token of this kind, if it has one.
    pub const fn text(self) -> Option<&'static str> {
        Some(match self {
            L_PAREN => "(",
            R_PAREN => ")",
            L_BRACKET => "[",
            R_BRACKET => "]",
            L_BRACE => "{",
            R_BRACE => "}",
            COLON => ":",
            COMMA => ",",
            SEMICOLON => ";",
            PLUS => "+",
            MINUS => "-",
            STAR => "*",
            SLASH => "/",
            PIPE => "|",
            AMPERSAND => "&",
            LESS => "<",
            GREATER => ">",
            EQUAL => "=",
            DOT => ".",
            PERCENT => "%",
            TILDE => "~",
            CARET => "^",
            AT => "@",
            EXCLAMATION => "!",
            BACKTICK => "`",
            EQ_EQUAL => "==",
            NOT_EQUAL => "!=",
            LESS_GREATER => "<>",
            LESS_EQUAL => "<=",
            GREATER_EQUAL => ">=",
            LEFT_SHIFT => "<<",
            RIGHT_SHIFT => ">>",
            DOUBLE_STAR => "**",
            PLUS_EQUAL => "+=",
            MINUS_EQUAL => "-=",
            STAR_EQUAL => "*=",
            SLASH_EQUAL => "/=",
            PERCENT_EQUAL => "%=",
            AMPERSAND_EQUAL => "&=",
            PIPE_EQUAL => "|=",
            CARET_EQUAL => "^=",
            LEFT_SHIFT_EQUAL => "<<=",
            RIGHT_SHIFT_EQUAL => ">>=",
            DOUBLE_STAR_EQUAL => "**=",
            DOUBLE_SLASH => "//",
            DOUBLE_SLASH_EQUAL => "//=",
            AT_EQUAL => "@=",
            ARROW => "->",
            ELLIPSIS => "...",
            COLON_EQUAL => ":=",
            FALSE_KW => "False",
            NONE_KW => "None",
            TRUE_KW => "True",
            AND_KW => "and",
            AS_KW => "as",
            ASSERT_KW => "assert",
            ASYNC_KW => "async",
            AWAIT_KW => "await",
            BREAK_KW => "break",
            CLASS_KW => "class",
            CONTINUE_KW => "continue",
            DEF_KW => "def",
            DEL_KW => "del",
            ELIF_KW => "elif",
            ELSE_KW => "else",
            EXCEPT_KW => "except",
            FINALLY_KW => "finally",
            FOR_KW => "for",
            FROM_KW => "from",
            GLOBAL_KW => "global",
            IF_KW => "if",
            IMPORT_KW => "import",
            IN_KW => "in",
            IS_KW => "is",
            LAMBDA_KW => "lambda",
            NONLOCAL_KW => "nonlocal",
            NOT_KW => "not",
            OR_KW => "or",
            PASS_KW => "pass",
            RAISE_KW => "raise",
            RETURN_KW => "return",
            TRY_KW => "try",
            WHILE_KW => "while",
            WITH_KW => "with",
            YIELD_KW => "yield",
            CASE_KW => "case",
            EXEC_KW => "exec",
            LAZY_KW => "lazy",
            MATCH_KW => "match",
            PRINT_KW => "print",
            TYPE_KW => "type",
            _ => return None,
        })
    }

    /// Whether this is a reserved word of Python 3.14.
    pub const fn is_keyword(self) -> bool {
        (self as u8) >= (FALSE_KW as u8) && (self as u8) <= (YIELD_KW as u8)
    }

    /// Whether this is a word that is a keyword only in some places.
    pub const fn is_soft_keyword(self) -> bool {
        matches!(self, CASE_KW | EXEC_KW | LAZY_KW | MATCH_KW | PRINT_KW | TYPE_KW)
    }

    /// Whether the parser passes over tokens of this kind.
    pub const fn is_trivia(self) -> bool {
        matches!(self, WHITESPACE | COMMENT | NL | LINE_CONTINUATION)
    }

    /// Whether this is the kind of a token, and not of a node.
    pub const fn is_token(self) -> bool {
        (self as u8) <= (ERROR_TOKEN as u8)
    }

    /// The keyword, soft or not, with this text.
    pub fn from_keyword(word: &str) -> Option<Self> {
        Some(match word {
            "False" => FALSE_KW,
            "None" => NONE_KW,
            "True" => TRUE_KW,
            "and" => AND_KW,
            "as" => AS_KW,
            "assert" => ASSERT_KW,
            "async" => ASYNC_KW,
            "await" => AWAIT_KW,
            "break" => BREAK_KW,
            "class" => CLASS_KW,
            "continue" => CONTINUE_KW,
            "def" => DEF_KW,
            "del" => DEL_KW,
            "elif" => ELIF_KW,
            "else" => ELSE_KW,
            "except" => EXCEPT_KW,
            "finally" => FINALLY_KW,
            "for" => FOR_KW,
            "from" => FROM_KW,
            "global" => GLOBAL_KW,
            "if" => IF_KW,
            "import" => IMPORT_KW,
            "in" => IN_KW,
            "is" => IS_KW,
            "lambda" => LAMBDA_KW,
            "nonlocal" => NONLOCAL_KW,
            "not" => NOT_KW,
            "or" => OR_KW,
            "pass" => PASS_KW,
            "raise" => RAISE_KW,
            "return" => RETURN_KW,
            "try" => TRY_KW,
            "while" => WHILE_KW,
            "with" => WITH_KW,
            "yield" => YIELD_KW,
            "case" => CASE_KW,
            "exec" => EXEC_KW,
            "lazy" => LAZY_KW,
            "match" => MATCH_KW,
            "print" => PRINT_KW,
            "type" => TYPE_KW,
            _ => return None,
        })
    }
}

/// The kind of a token, by its text: `T![while]`, `T!["("]`.
#[macro_export]
macro_rules! T {
["("] => { $crate::syntax::SyntaxKind::L_PAREN };
[")"] => { $crate::syntax::SyntaxKind::R_PAREN };
["["] => { $crate::syntax::SyntaxKind::L_BRACKET };
["]"] => { $crate::syntax::SyntaxKind::R_BRACKET };
["{"] => { $crate::syntax::SyntaxKind::L_BRACE };
["}"] => { $crate::syntax::SyntaxKind::R_BRACE };
[:] => { $crate::syntax::SyntaxKind::COLON };
[,] => { $crate::syntax::SyntaxKind::COMMA };
[;] => { $crate::syntax::SyntaxKind::SEMICOLON };
[+] => { $crate::syntax::SyntaxKind::PLUS };
[-] => { $crate::syntax::SyntaxKind::MINUS };
[*] => { $crate::syntax::SyntaxKind::STAR };
[/] => { $crate::syntax::SyntaxKind::SLASH };
[|] => { $crate::syntax::SyntaxKind::PIPE };
[&] => { $crate::syntax::SyntaxKind::AMPERSAND };
[<] => { $crate::syntax::SyntaxKind::LESS };
[>] => { $crate::syntax::SyntaxKind::GREATER };
[=] => { $crate::syntax::SyntaxKind::EQUAL };
[.] => { $crate::syntax::SyntaxKind::DOT };
[%] => { $crate::syntax::SyntaxKind::PERCENT };
[~] => { $crate::syntax::SyntaxKind::TILDE };
[^] => { $crate::syntax::SyntaxKind::CARET };
[@] => { $crate::syntax::SyntaxKind::AT };
[!] => { $crate::syntax::SyntaxKind::EXCLAMATION };
["`"] => { $crate::syntax::SyntaxKind::BACKTICK };
[==] => { $crate::syntax::SyntaxKind::EQ_EQUAL };
[!=] => { $crate::syntax::SyntaxKind::NOT_EQUAL };
[<>] => { $crate::syntax::SyntaxKind::LESS_GREATER };
[<=] => { $crate::syntax::SyntaxKind::LESS_EQUAL };
[>=] => { $crate::syntax::SyntaxKind::GREATER_EQUAL };
[<<] => { $crate::syntax::SyntaxKind::LEFT_SHIFT };
[>>] => { $crate::syntax::SyntaxKind::RIGHT_SHIFT };
[**] => { $crate::syntax::SyntaxKind::DOUBLE_STAR };
[+=] => { $crate::syntax::SyntaxKind::PLUS_EQUAL };
[-=] => { $crate::syntax::SyntaxKind::MINUS_EQUAL };
[*=] => { $crate::syntax::SyntaxKind::STAR_EQUAL };
[/=] => { $crate::syntax::SyntaxKind::SLASH_EQUAL };
[%=] => { $crate::syntax::SyntaxKind::PERCENT_EQUAL };
[&=] => { $crate::syntax::SyntaxKind::AMPERSAND_EQUAL };
[|=] => { $crate::syntax::SyntaxKind::PIPE_EQUAL };
[^=] => { $crate::syntax::SyntaxKind::CARET_EQUAL };
[<<=] => { $crate::syntax::SyntaxKind::LEFT_SHIFT_EQUAL };
[>>=] => { $crate::syntax::SyntaxKind::RIGHT_SHIFT_EQUAL };
[**=] => { $crate::syntax::SyntaxKind::DOUBLE_STAR_EQUAL };
["//"] => { $crate::syntax::SyntaxKind::DOUBLE_SLASH };
["//="] => { $crate::syntax::SyntaxKind::DOUBLE_SLASH_EQUAL };
[@=] => { $crate::syntax::SyntaxKind::AT_EQUAL };
[->] => { $crate::syntax::SyntaxKind::ARROW };
[...] => { $crate::syntax::SyntaxKind::ELLIPSIS };
[:=] => { $crate::syntax::SyntaxKind::COLON_EQUAL };
[False] => { $crate::syntax::SyntaxKind::FALSE_KW };
[None] => { $crate::syntax::SyntaxKind::NONE_KW };
[True] => { $crate::syntax::SyntaxKind::TRUE_KW };
[and] => { $crate::syntax::SyntaxKind::AND_KW };
[as] => { $crate::syntax::SyntaxKind::AS_KW };
[assert] => { $crate::syntax::SyntaxKind::ASSERT_KW };
[async] => { $crate::syntax::SyntaxKind::ASYNC_KW };
[await] => { $crate::syntax::SyntaxKind::AWAIT_KW };
[break] => { $crate::syntax::SyntaxKind::BREAK_KW };
[class] => { $crate::syntax::SyntaxKind::CLASS_KW };
[continue] => { $crate::syntax::SyntaxKind::CONTINUE_KW };
[def] => { $crate::syntax::SyntaxKind::DEF_KW };
[del] => { $crate::syntax::SyntaxKind::DEL_KW };
[elif] => { $crate::syntax::SyntaxKind::ELIF_KW };
[else] => { $crate::syntax::SyntaxKind::ELSE_KW };
[except] => { $crate::syntax::SyntaxKind::EXCEPT_KW };
[finally] => { $crate::syntax::SyntaxKind::FINALLY_KW };
[for] => { $crate::syntax::SyntaxKind::FOR_KW };
[from] => { $crate::syntax::SyntaxKind::FROM_KW };
[global] => { $crate::syntax::SyntaxKind::GLOBAL_KW };
[if] => { $crate::syntax::SyntaxKind::IF_KW };
[import] => { $crate::syntax::SyntaxKind::IMPORT_KW };
[in] => { $crate::syntax::SyntaxKind::IN_KW };
[is] => { $crate::syntax::SyntaxKind::IS_KW };
[lambda] => { $crate::syntax::SyntaxKind::LAMBDA_KW };
[nonlocal] => { $crate::syntax::SyntaxKind::NONLOCAL_KW };
[not] => { $crate::syntax::SyntaxKind::NOT_KW };
[or] => { $crate::syntax::SyntaxKind::OR_KW };
[pass] => { $crate::syntax::SyntaxKind::PASS_KW };
[raise] => { $crate::syntax::SyntaxKind::RAISE_KW };
[return] => { $crate::syntax::SyntaxKind::RETURN_KW };
[try] => { $crate::syntax::SyntaxKind::TRY_KW };
[while] => { $crate::syntax::SyntaxKind::WHILE_KW };
[with] => { $crate::syntax::SyntaxKind::WITH_KW };
[yield] => { $crate::syntax::SyntaxKind::YIELD_KW };
[case] => { $crate::syntax::SyntaxKind::CASE_KW };
[exec] => { $crate::syntax::SyntaxKind::EXEC_KW };
[lazy] => { $crate::syntax::SyntaxKind::LAZY_KW };
[match] => { $crate::syntax::SyntaxKind::MATCH_KW };
[print] => { $crate::syntax::SyntaxKind::PRINT_KW };
[type] => { $crate::syntax::SyntaxKind::TYPE_KW };
}
pub use T;
