//! CPython 3.14's node classes, each declared once.
//!
//! The one table below makes the structs, the sum types of the sorts, their ids, and the generic views by which
//! dump, comparison, visitor and transformer work. Classes and fields have CPython's names (`Parser/Python.asdl`);
//! classes that it writes in lower case are in upper case here (`arg` is [`Arg`]), `type` is `type_`, and classes
//! with the same fields share a struct (`AsyncFor` holds a [`For`]).

use super::Ast;
use super::arena::{Arena, Index, List};
use super::field::{Field, FieldType, Fields};
use super::names::Name;
use super::transform::Transformer;
use super::value::{StrId, Value};
use crate::text::TextRange;

macro_rules! nodes {
    (
        classes { $( $(#[$class_doc:meta])* $class:ident { $( $field:ident : $field_ty:ty ),* $(,)? } )* }
        sums { $( $(#[$sum_doc:meta])* $sum:ident, $sum_id:ident, $sum_arena:ident, $sum_located:literal {
            $( $variant:ident ( $payload:ident ) ),* $(,)?
        } )* }
        products { $( $product:ident, $product_id:ident, $product_arena:ident, $product_located:literal, $product_name:literal; )* }
    ) => {
        $(
            $(#[$class_doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            #[allow(missing_docs, reason = "fields are documented by Python's `ast` module; some classes have none")]
            #[allow(clippy::empty_structs_with_brackets, reason = "a class may have no fields")]
            pub struct $class { $( pub $field: $field_ty ),* }

            impl $class {
                fn fields(&self) -> Fields {
                    Fields::new([ $( (field_name(stringify!($field)), self.$field.read()) ),* ])
                }

                fn each_child<F: FnMut(NodeId)>(&self, ast: &Ast, each: &mut F) {
                    let _ = (ast, &each);
                    $( self.$field.each_node(ast, each); )*
                }

                fn map_fields<T: Transformer + ?Sized>(self, ast: &mut Ast, transformer: &mut T) -> Self {
                    let _ = (&ast, &transformer);
                    Self { $( $field: self.$field.map_field(ast, transformer) ),* }
                }
            }
        )*

        $(
            $(#[$sum_doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            #[expect(missing_docs, reason = "a variant is its class")]
            pub enum $sum { $( $variant($payload) ),* }

            impl Node for $sum {
                type Id = $sum_id;
                const LOCATED: bool = $sum_located;

                fn class(&self) -> &'static str {
                    match self { $( Self::$variant(_) => stringify!($variant) ),* }
                }

                fn number(&self) -> NodeClass {
                    match self { $( Self::$variant(_) => NodeClass::$variant ),* }
                }

                fn fields(&self) -> Fields {
                    match self { $( Self::$variant(it) => it.fields() ),* }
                }

                fn each_child<F: FnMut(NodeId)>(&self, ast: &Ast, each: &mut F) {
                    match self { $( Self::$variant(it) => it.each_child(ast, each) ),* }
                }

                fn map_fields<T: Transformer + ?Sized>(self, ast: &mut Ast, transformer: &mut T) -> Self {
                    match self { $( Self::$variant(it) => Self::$variant(it.map_fields(ast, transformer)) ),* }
                }

                fn column<T>(table: &mut SideTable<T>) -> &mut Vec<T> { &mut table.$sum_arena }
                fn arena(arenas: &Arenas) -> &Arena<Self> { &arenas.$sum_arena }
                fn arena_mut(arenas: &mut Arenas) -> &mut Arena<Self> { &mut arenas.$sum_arena }
            }

            nodes!(@id $sum, $sum_id);
        )*

        $(
            impl Node for $product {
                type Id = $product_id;
                const LOCATED: bool = $product_located;

                fn class(&self) -> &'static str { $product_name }
                fn number(&self) -> NodeClass { NodeClass::$product }
                fn fields(&self) -> Fields { self.fields() }

                fn each_child<F: FnMut(NodeId)>(&self, ast: &Ast, each: &mut F) {
                    self.each_child(ast, each);
                }

                fn map_fields<T: Transformer + ?Sized>(self, ast: &mut Ast, transformer: &mut T) -> Self {
                    self.map_fields(ast, transformer)
                }

                fn column<T>(table: &mut SideTable<T>) -> &mut Vec<T> { &mut table.$product_arena }
                fn arena(arenas: &Arenas) -> &Arena<Self> { &arenas.$product_arena }
                fn arena_mut(arenas: &mut Arenas) -> &mut Arena<Self> { &mut arenas.$product_arena }
            }

            nodes!(@id $product, $product_id);
        )*

        /// The nodes of a file by sort.
        #[derive(Debug, Clone, Default)]
        #[doc(hidden)]
        pub struct Arenas {
            $( pub(super) $sum_arena: Arena<$sum>, )*
            $( pub(super) $product_arena: Arena<$product>, )*
        }

        impl Arenas {
            /// How many nodes of each sort there are.
            pub(super) fn lens(&self) -> Vec<usize> {
                vec![$( self.$sum_arena.nodes.len(), )* $( self.$product_arena.nodes.len(), )*]
            }

            /// The ranges of the nodes behind the first so many of each sort; where `lens` ends, of all.
            pub(super) fn each_range_from(&mut self, lens: &[usize], mut each: impl FnMut(&mut TextRange)) {
                let mut lens = lens.iter();
                let mut first = || lens.next().copied().unwrap_or(0);
                $( self.$sum_arena.ranges[first()..].iter_mut().for_each(&mut each); )*
                $( self.$product_arena.ranges[first()..].iter_mut().for_each(&mut each); )*
            }
        }

        /// The class of a node as a number, for tables.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "a variant is its class")]
        pub enum NodeClass {
            $( $( $variant, )* )*
            $( $product, )*
        }

        /// One `T` for each node, by its id.
        #[derive(Debug, Clone)]
        pub struct SideTable<T> {
            $( $sum_arena: Vec<T>, )*
            $( $product_arena: Vec<T>, )*
        }

        impl<T> Default for SideTable<T> {
            fn default() -> Self {
                Self { $( $sum_arena: Vec::new(), )* $( $product_arena: Vec::new() ),* }
            }
        }

        impl<T> SideTable<T> {
            /// What belongs to the node, unless the table ends before it.
            pub fn get(&self, id: NodeId) -> Option<&T> {
                match id {
                    $( NodeId::$sum(id) => self.$sum_arena.get(id.0.get()), )*
                    $( NodeId::$product(id) => self.$product_arena.get(id.0.get()), )*
                }
            }

            /// One `it` for each node that `ast` has now.
            pub fn filled(ast: &Ast, it: T) -> Self
            where
                T: Clone,
            {
                Self {
                    $( $sum_arena: vec![it.clone(); ast.arenas.$sum_arena.nodes.len()], )*
                    $( $product_arena: vec![it.clone(); ast.arenas.$product_arena.nodes.len()], )*
                }
            }

            /// What belongs to the node, to be changed; nothing if the table ends before it.
            pub fn get_mut(&mut self, id: NodeId) -> Option<&mut T> {
                match id {
                    $( NodeId::$sum(id) => self.$sum_arena.get_mut(id.0.get()), )*
                    $( NodeId::$product(id) => self.$product_arena.get_mut(id.0.get()), )*
                }
            }

            /// Makes room for what belongs to `n_nodes` more nodes of the sort `N`.
            pub fn reserve<N: Node>(&mut self, n_nodes: usize) {
                N::column(self).reserve(n_nodes);
            }

            /// Adds what belongs to the next node of the sort `N`.
            pub fn push<N: Node>(&mut self, it: T) {
                N::column(self).push(it);
            }

            /// Every node and what belongs to it.
            pub fn iter(&self) -> impl Iterator<Item = (NodeId, &T)> {
                let all = std::iter::empty();
                $( let all = all.chain(
                    self.$sum_arena.iter().enumerate().map(|(idx, it)| (NodeId::$sum($sum_id(Index::new(idx))), it))
                ); )*
                $( let all = all.chain(
                    self.$product_arena.iter().enumerate()
                        .map(|(idx, it)| (NodeId::$product($product_id(Index::new(idx))), it))
                ); )*
                all
            }
        }

        /// The id of a node of any sort.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "a variant is its sort")]
        pub enum NodeId {
            $( $sum($sum_id), )*
            $( $product($product_id), )*
        }

        impl NodeId {
            /// The class of the node, by CPython's name.
            pub fn class(self, ast: &Ast) -> &'static str {
                match self {
                    $( Self::$sum(id) => ast[id].class(), )*
                    $( Self::$product(id) => ast[id].class(), )*
                }
            }

            /// The class of the node, for tables.
            pub fn number(self, ast: &Ast) -> NodeClass {
                match self {
                    $( Self::$sum(id) => ast[id].number(), )*
                    $( Self::$product(id) => ast[id].number(), )*
                }
            }

            /// The fields of the node, in CPython's order.
            pub fn fields(self, ast: &Ast) -> Fields {
                match self {
                    $( Self::$sum(id) => Node::fields(&ast[id]), )*
                    $( Self::$product(id) => Node::fields(&ast[id]), )*
                }
            }

            /// Hands each child of the node to `each`, in the order of its fields.
            pub fn each_child(self, ast: &Ast, mut each: impl FnMut(NodeId)) {
                match self {
                    $( Self::$sum(id) => Node::each_child(&ast[id], ast, &mut each), )*
                    $( Self::$product(id) => Node::each_child(&ast[id], ast, &mut each), )*
                }
            }

            /// Where the node is, in bytes of the text. Nodes without positions in CPython have one here too.
            pub fn range(self, ast: &Ast) -> TextRange {
                match self {
                    $( Self::$sum(id) => ast.range(id), )*
                    $( Self::$product(id) => ast.range(id), )*
                }
            }

            /// Whether CPython gives nodes of this sort `lineno` and its sisters.
            pub fn is_located(self) -> bool {
                match self {
                    $( Self::$sum(_) => $sum_located, )*
                    $( Self::$product(_) => $product_located, )*
                }
            }

            /// Replaces every child by what `transformer` makes of it.
            pub fn map_children<T: Transformer + ?Sized>(self, ast: &mut Ast, transformer: &mut T) {
                match self {
                    $( Self::$sum(id) => map_children(id, ast, transformer), )*
                    $( Self::$product(id) => map_children(id, ast, transformer), )*
                }
            }
        }
    };
    (@id $node:ident, $id:ident) => {
        #[doc = concat!("The id of a [`", stringify!($node), "`] in its [`Ast`].")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id(Index);

        impl NodeIndex for $id {
            type Node = $node;
            fn from_index(idx: Index) -> Self { Self(idx) }
            fn index(self) -> Index { self.0 }
        }

        impl From<$id> for NodeId {
            fn from(id: $id) -> Self { Self::$node(id) }
        }

        impl std::ops::Index<$id> for Ast {
            type Output = $node;
            fn index(&self, id: $id) -> &$node { &<$node>::arena(&self.arenas).nodes[id.0.get()] }
        }

        impl std::ops::IndexMut<$id> for Ast {
            fn index_mut(&mut self, id: $id) -> &mut $node {
                &mut <$node>::arena_mut(&mut self.arenas).nodes[id.0.get()]
            }
        }
    };
}

/// What all nodes have.
pub trait Node: Copy + Sized {
    /// What names a node of this sort.
    type Id: NodeIndex<Node = Self>;
    /// Whether CPython gives it `lineno` and its sisters.
    const LOCATED: bool;
    /// The class, by CPython's name.
    fn class(&self) -> &'static str;
    /// The class, for tables.
    fn number(&self) -> NodeClass;
    /// The fields, in CPython's order.
    fn fields(&self) -> Fields;
    /// Hands each child to `each`, in the order of the fields.
    fn each_child<F: FnMut(NodeId)>(&self, ast: &Ast, each: &mut F);
    /// The node with every child replaced by what `transformer` makes of it.
    fn map_fields<T: Transformer + ?Sized>(self, ast: &mut Ast, transformer: &mut T) -> Self;
    /// What a table has for nodes of this sort.
    #[doc(hidden)]
    fn column<T>(table: &mut SideTable<T>) -> &mut Vec<T>;
    /// The nodes of this sort.
    #[doc(hidden)]
    fn arena(arenas: &Arenas) -> &Arena<Self>;
    /// The nodes of this sort.
    #[doc(hidden)]
    fn arena_mut(arenas: &mut Arenas) -> &mut Arena<Self>;
}

/// What all ids have.
pub trait NodeIndex: Copy + Into<NodeId> + 'static {
    /// The node that it names.
    type Node: Node<Id = Self>;
    /// The id of the node at `idx` of its arena.
    #[doc(hidden)]
    fn from_index(idx: Index) -> Self;
    /// The place in the arena.
    #[doc(hidden)]
    fn index(self) -> Index;
}

fn map_children<I, T>(id: I, ast: &mut Ast, transformer: &mut T)
where
    I: NodeIndex,
    T: Transformer + ?Sized,
{
    let node = I::Node::arena(&ast.arenas).nodes[id.index().get()];
    let mapped = node.map_fields(ast, transformer);
    I::Node::arena_mut(&mut ast.arenas).nodes[id.index().get()] = mapped;
}

/// CPython's name of a field: ours without the underscore that keeps it from being a keyword.
fn field_name(name: &'static str) -> &'static str {
    name.strip_suffix('_').unwrap_or(name)
}

nodes! {
    classes {
        /// `Module`: a file.
        Module { body: List<StmtId>, type_ignores: List<TypeIgnoreId> }
        /// `Interactive`: what is typed at a prompt.
        Interactive { body: List<StmtId> }
        /// `Expression`: the argument of `eval`.
        Expression { body: ExprId }
        /// `FunctionType`: the type comment of a function.
        FunctionType { argtypes: List<ExprId>, returns: ExprId }

        /// `FunctionDef` and `AsyncFunctionDef`.
        FunctionDef {
            name: Name, args: ArgumentsId, body: List<StmtId>, decorator_list: List<ExprId>,
            returns: Option<ExprId>, type_comment: Option<Name>, type_params: List<TypeParamId>,
        }
        /// `ClassDef`.
        ClassDef {
            name: Name, bases: List<ExprId>, keywords: List<KeywordId>, body: List<StmtId>,
            decorator_list: List<ExprId>, type_params: List<TypeParamId>,
        }
        /// `Return`.
        Return { value: Option<ExprId> }
        /// `Delete`.
        Delete { targets: List<ExprId> }
        /// `Assign`.
        Assign { targets: List<ExprId>, value: ExprId, type_comment: Option<Name> }
        /// `TypeAlias`.
        TypeAlias { name: ExprId, type_params: List<TypeParamId>, value: ExprId }
        /// `AugAssign`.
        AugAssign { target: ExprId, op: Operator, value: ExprId }
        /// `AnnAssign`; `simple` says that the target is a name without parentheses.
        AnnAssign { target: ExprId, annotation: ExprId, value: Option<ExprId>, simple: bool }
        /// `For` and `AsyncFor`.
        For {
            target: ExprId, iter: ExprId, body: List<StmtId>, orelse: List<StmtId>, type_comment: Option<Name>,
        }
        /// `While`.
        While { test: ExprId, body: List<StmtId>, orelse: List<StmtId> }
        /// `If`.
        If { test: ExprId, body: List<StmtId>, orelse: List<StmtId> }
        /// `With` and `AsyncWith`.
        With { items: List<WithItemId>, body: List<StmtId>, type_comment: Option<Name> }
        /// `Match`.
        Match { subject: ExprId, cases: List<MatchCaseId> }
        /// `Raise`.
        Raise { exc: Option<ExprId>, cause: Option<ExprId> }
        /// `Try` and `TryStar`.
        Try {
            body: List<StmtId>, handlers: List<ExceptHandlerId>, orelse: List<StmtId>, finalbody: List<StmtId>,
        }
        /// `Assert`.
        Assert { test: ExprId, msg: Option<ExprId> }
        /// `Import`.
        Import { names: List<AliasId> }
        /// `ImportFrom`.
        ImportFrom { module: Option<Name>, names: List<AliasId>, level: u32 }
        /// `Global`.
        Global { names: List<Name> }
        /// `Nonlocal`.
        Nonlocal { names: List<Name> }
        /// `Expr`: an expression as a statement.
        ExprStmt { value: ExprId }
        /// `Pass`.
        Pass {}
        /// `Break`.
        Break {}
        /// `Continue`.
        Continue {}

        /// `BoolOp`.
        BoolOp { op: BoolOperator, values: List<ExprId> }
        /// `NamedExpr`.
        NamedExpr { target: ExprId, value: ExprId }
        /// `BinOp`.
        BinOp { left: ExprId, op: Operator, right: ExprId }
        /// `UnaryOp`.
        UnaryOp { op: UnaryOperator, operand: ExprId }
        /// `Lambda`.
        Lambda { args: ArgumentsId, body: ExprId }
        /// `IfExp`.
        IfExp { test: ExprId, body: ExprId, orelse: ExprId }
        /// `Dict`; a key is absent where a mapping is unpacked.
        Dict { keys: List<Option<ExprId>>, values: List<ExprId> }
        /// `Set`.
        Set { elts: List<ExprId> }
        /// `ListComp`.
        ListComp { elt: ExprId, generators: List<ComprehensionId> }
        /// `SetComp`.
        SetComp { elt: ExprId, generators: List<ComprehensionId> }
        /// `DictComp`.
        DictComp { key: ExprId, value: ExprId, generators: List<ComprehensionId> }
        /// `GeneratorExp`.
        GeneratorExp { elt: ExprId, generators: List<ComprehensionId> }
        /// `Await`.
        Await { value: ExprId }
        /// `Yield`.
        Yield { value: Option<ExprId> }
        /// `YieldFrom`.
        YieldFrom { value: ExprId }
        /// `Compare`; `ops` and `comparators` have the same length.
        Compare { left: ExprId, ops: List<CmpOperator>, comparators: List<ExprId> }
        /// `Call`.
        Call { func: ExprId, args: List<ExprId>, keywords: List<KeywordId> }
        /// `FormattedValue`; `conversion` is a character's code point, or -1.
        FormattedValue { value: ExprId, conversion: i32, format_spec: Option<ExprId> }
        /// `Interpolation`; `str` is the source of the value, `conversion` a character's code point, or -1.
        Interpolation { value: ExprId, str: StrId, conversion: i8, format_spec: Option<ExprId> }
        /// `JoinedStr`.
        JoinedStr { values: List<ExprId> }
        /// `TemplateStr`.
        TemplateStr { values: List<ExprId> }
        /// `Constant`.
        Constant { value: Value, kind: Option<ConstantKind> }
        /// `Attribute`.
        Attribute { value: ExprId, attr: Name, ctx: ExprContext }
        /// `Subscript`.
        Subscript { value: ExprId, slice: ExprId, ctx: ExprContext }
        /// `Starred`.
        Starred { value: ExprId, ctx: ExprContext }
        /// `Name`.
        NameExpr { id: Name, ctx: ExprContext }
        /// `List`.
        ListExpr { elts: List<ExprId>, ctx: ExprContext }
        /// `Tuple`.
        Tuple { elts: List<ExprId>, ctx: ExprContext }
        /// `Slice`.
        Slice { lower: Option<ExprId>, upper: Option<ExprId>, step: Option<ExprId> }

        /// `MatchValue`.
        MatchValue { value: ExprId }
        /// `MatchSingleton`.
        MatchSingleton { value: Value }
        /// `MatchSequence`.
        MatchSequence { patterns: List<PatternId> }
        /// `MatchMapping`.
        MatchMapping { keys: List<ExprId>, patterns: List<PatternId>, rest: Option<Name> }
        /// `MatchClass`.
        MatchClass {
            cls: ExprId, patterns: List<PatternId>, kwd_attrs: List<Name>, kwd_patterns: List<PatternId>,
        }
        /// `MatchStar`.
        MatchStar { name: Option<Name> }
        /// `MatchAs`.
        MatchAs { pattern: Option<PatternId>, name: Option<Name> }
        /// `MatchOr`.
        MatchOr { patterns: List<PatternId> }

        /// `TypeVar`.
        TypeVar { name: Name, bound: Option<ExprId>, default_value: Option<ExprId> }
        /// `ParamSpec`.
        ParamSpec { name: Name, default_value: Option<ExprId> }
        /// `TypeVarTuple`.
        TypeVarTuple { name: Name, default_value: Option<ExprId> }

        /// `comprehension`: one `for` of a comprehension.
        Comprehension { target: ExprId, iter: ExprId, ifs: List<ExprId>, is_async: bool }
        /// `ExceptHandler`.
        ExceptHandler { type_: Option<ExprId>, name: Option<Name>, body: List<StmtId> }
        /// `arguments`: the parameters of a function. `kw_defaults` has an item for each of `kwonlyargs`,
        /// `defaults` belong to the last of `posonlyargs` and `args`.
        Arguments {
            posonlyargs: List<ArgId>, args: List<ArgId>, vararg: Option<ArgId>, kwonlyargs: List<ArgId>,
            kw_defaults: List<Option<ExprId>>, kwarg: Option<ArgId>, defaults: List<ExprId>,
        }
        /// `arg`: a parameter.
        Arg { arg: Name, annotation: Option<ExprId>, type_comment: Option<Name> }
        /// `keyword`: an argument with a name, or `**` of a mapping.
        Keyword { arg: Option<Name>, value: ExprId }
        /// `alias`: one name of an import.
        Alias { name: Name, asname: Option<Name> }
        /// `withitem`.
        WithItem { context_expr: ExprId, optional_vars: Option<ExprId> }
        /// `match_case`.
        MatchCase { pattern: PatternId, guard: Option<ExprId>, body: List<StmtId> }
        /// `TypeIgnore`: a `# type: ignore` comment; `lineno` is 1-based.
        TypeIgnore { lineno: u32, tag: Name }
    }
    sums {
        /// `mod`: a whole input.
        Mod, ModId, mods, false {
            Module(Module), Interactive(Interactive), Expression(Expression), FunctionType(FunctionType),
        }
        /// `stmt`: a statement.
        Stmt, StmtId, stmts, true {
            FunctionDef(FunctionDef), AsyncFunctionDef(FunctionDef), ClassDef(ClassDef), Return(Return),
            Delete(Delete), Assign(Assign), TypeAlias(TypeAlias), AugAssign(AugAssign), AnnAssign(AnnAssign),
            For(For), AsyncFor(For), While(While), If(If), With(With), AsyncWith(With), Match(Match),
            Raise(Raise), Try(Try), TryStar(Try), Assert(Assert), Import(Import), ImportFrom(ImportFrom),
            Global(Global), Nonlocal(Nonlocal), Expr(ExprStmt), Pass(Pass), Break(Break), Continue(Continue),
        }
        /// `expr`: an expression.
        Expr, ExprId, exprs, true {
            BoolOp(BoolOp), NamedExpr(NamedExpr), BinOp(BinOp), UnaryOp(UnaryOp), Lambda(Lambda), IfExp(IfExp),
            Dict(Dict), Set(Set), ListComp(ListComp), SetComp(SetComp), DictComp(DictComp),
            GeneratorExp(GeneratorExp), Await(Await), Yield(Yield), YieldFrom(YieldFrom), Compare(Compare),
            Call(Call), FormattedValue(FormattedValue), Interpolation(Interpolation), JoinedStr(JoinedStr),
            TemplateStr(TemplateStr), Constant(Constant), Attribute(Attribute), Subscript(Subscript),
            Starred(Starred), Name(NameExpr), List(ListExpr), Tuple(Tuple), Slice(Slice),
        }
        /// `pattern`: what a `case` matches.
        Pattern, PatternId, patterns, true {
            MatchValue(MatchValue), MatchSingleton(MatchSingleton), MatchSequence(MatchSequence),
            MatchMapping(MatchMapping), MatchClass(MatchClass), MatchStar(MatchStar), MatchAs(MatchAs),
            MatchOr(MatchOr),
        }
        /// `type_param`: a type parameter.
        TypeParam, TypeParamId, type_params, true {
            TypeVar(TypeVar), ParamSpec(ParamSpec), TypeVarTuple(TypeVarTuple),
        }
    }
    products {
        Comprehension, ComprehensionId, comprehensions, false, "comprehension";
        ExceptHandler, ExceptHandlerId, handlers, true, "ExceptHandler";
        Arguments, ArgumentsId, arguments, false, "arguments";
        Arg, ArgId, args, true, "arg";
        Keyword, KeywordId, keywords, true, "keyword";
        Alias, AliasId, aliases, true, "alias";
        WithItem, WithItemId, withitems, false, "withitem";
        MatchCase, MatchCaseId, cases, false, "match_case";
        TypeIgnore, TypeIgnoreId, type_ignores, false, "TypeIgnore";
    }
}

macro_rules! operators {
    ($( $(#[$doc:meta])* $name:ident { $( $variant:ident $text:literal ),* $(,)? } )*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            #[expect(missing_docs, reason = "a variant is its class")]
            pub enum $name { $( $variant ),* }

            impl $name {
                /// The class, by CPython's name.
                pub fn class(self) -> &'static str {
                    match self { $( Self::$variant => stringify!($variant) ),* }
                }

                /// How it is written.
                pub fn text(self) -> &'static str {
                    match self { $( Self::$variant => $text ),* }
                }
            }

            impl FieldType for $name {
                fn read(self) -> Field { Field::Operator(self.class()) }
            }
        )*
    };
}

operators! {
    /// `boolop`.
    BoolOperator { And "and", Or "or" }
    /// `operator`.
    Operator {
        Add "+", Sub "-", Mult "*", MatMult "@", Div "/", Mod "%", Pow "**", LShift "<<", RShift ">>",
        BitOr "|", BitXor "^", BitAnd "&", FloorDiv "//",
    }
    /// `unaryop`.
    UnaryOperator { Invert "~", Not "not", UAdd "+", USub "-" }
    /// `cmpop`.
    CmpOperator {
        Eq "==", NotEq "!=", Lt "<", LtE "<=", Gt ">", GtE ">=", Is "is", IsNot "is not", In "in",
        NotIn "not in",
    }
    /// `expr_context`: what is done with the value of a target. Its text is empty.
    ExprContext { Load "", Store "", Del "" }
}

/// The `kind` of a constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConstantKind {
    /// `u`: a string with that prefix.
    U,
}

impl FieldType for ConstantKind {
    fn read(self) -> Field {
        Field::Text("u")
    }
}
