//! The generic view of nodes: a field is one of few things, whatever its class.
//!
//! Dump, comparison and the walks use it; code that knows its classes matches on them instead.

use super::Ast;
use super::arena::List;
use super::names::Name;
use super::nodes::{
    AliasId, ArgId, ArgumentsId, CmpOperator, ComprehensionId, ExceptHandlerId, ExprId, KeywordId,
    MatchCaseId, ModId, NodeId, PatternId, StmtId, TypeIgnoreId, TypeParamId, WithItemId,
};
use super::transform::Transformer;
use super::value::{StrId, Value};

/// What a field of a node, or an item of such a field, holds.
#[derive(Debug, Clone, Copy)]
pub enum Field {
    /// `None` of an optional field, or in a list.
    Absent,
    /// A node.
    Node(NodeId),
    /// An identifier, module name or type comment.
    Name(Name),
    /// The value of a constant.
    Value(Value),
    /// A string.
    Str(StrId),
    /// A fixed string.
    Text(&'static str),
    /// A number.
    Int(i64),
    /// A node without fields, shared by all that hold it: its class.
    Operator(&'static str),
    /// A list.
    List(FieldList),
}

impl Field {
    /// The nodes that it holds, in order.
    pub fn nodes(self, ast: &Ast) -> impl DoubleEndedIterator<Item = NodeId> {
        let one = if let Self::Node(id) = self { Some(id) } else { None };
        let list = if let Self::List(list) = self { list } else { FieldList::EMPTY };
        let node = |item| if let Self::Node(id) = item { Some(id) } else { None };
        one.into_iter().chain(list.items(ast).filter_map(node))
    }
}

/// A list field.
#[derive(Debug, Clone, Copy)]
pub struct FieldList {
    start: u32,
    len: u32,
    get: fn(&Ast, usize) -> Field,
}

impl FieldList {
    const EMPTY: Self = Self { start: 0, len: 0, get: |_, _| Field::Absent };

    /// How many items it has.
    pub fn len(self) -> usize {
        self.len as usize
    }

    /// Whether it has no items.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// The items, in order.
    pub fn items(self, ast: &Ast) -> impl DoubleEndedIterator<Item = Field> + ExactSizeIterator {
        let span = self.start as usize..self.start as usize + self.len as usize;
        span.map(move |idx| (self.get)(ast, idx))
    }
}

/// No class has more fields.
const MAX_FIELDS: usize = 7;

/// The fields of a node, by name and in CPython's order.
#[derive(Debug, Clone)]
pub struct Fields {
    fields: [(&'static str, Field); MAX_FIELDS],
    next: usize,
    end: usize,
}

impl Fields {
    pub(super) fn new<const N: usize>(fields: [(&'static str, Field); N]) -> Self {
        let mut all = [("", Field::Absent); MAX_FIELDS];
        all[..N].copy_from_slice(&fields);
        Self { fields: all, next: 0, end: N }
    }
}

impl Iterator for Fields {
    type Item = (&'static str, Field);

    fn next(&mut self) -> Option<Self::Item> {
        let field = *self.fields[..self.end].get(self.next)?;
        self.next += 1;
        Some(field)
    }
}

impl DoubleEndedIterator for Fields {
    fn next_back(&mut self) -> Option<Self::Item> {
        let field = *self.fields[self.next..self.end].last()?;
        self.end -= 1;
        Some(field)
    }
}

/// What the table of nodes has as the type of a field.
pub(super) trait FieldType: Copy {
    /// The generic view.
    fn read(self) -> Field;

    /// Hands each node that it holds to `each`, in order.
    fn each_node<F: FnMut(NodeId)>(self, ast: &Ast, each: &mut F) {
        let _ = (ast, each);
    }

    /// The field with nodes replaced by what `transformer` makes of them.
    fn map_field<T: Transformer + ?Sized>(self, ast: &mut Ast, transformer: &mut T) -> Self {
        let _ = (ast, transformer);
        self
    }
}

/// What lists hold; the items of all lists of one type lie in one vector.
pub trait Pooled: Copy + 'static {
    /// The vector.
    #[doc(hidden)]
    fn pool(pools: &Pools) -> &Vec<Self>;
    /// The vector.
    #[doc(hidden)]
    fn pool_mut(pools: &mut Pools) -> &mut Vec<Self>;
    /// The generic view of an item.
    #[doc(hidden)]
    fn read_item(self) -> Field;
    /// Hands the node that an item is to `each`.
    #[doc(hidden)]
    fn each_node_of_item<F: FnMut(NodeId)>(self, ast: &Ast, each: &mut F);
    /// The list of what `transformer` makes of the items.
    #[doc(hidden)]
    fn map_list<T: Transformer + ?Sized>(list: List<Self>, ast: &mut Ast, transformer: &mut T) -> List<Self>;
}

macro_rules! pools {
    ($( $pool:ident : $item:ty ),* $(,)?) => {
        /// The items of all lists of a file.
        #[derive(Debug, Clone, Default)]
        #[doc(hidden)]
        pub struct Pools { $( $pool: Vec<$item>, )* }

        $(
            impl Pooled for $item {
                fn pool(pools: &Pools) -> &Vec<Self> { &pools.$pool }
                fn pool_mut(pools: &mut Pools) -> &mut Vec<Self> { &mut pools.$pool }
                fn read_item(self) -> Field { self.read() }
                fn each_node_of_item<F: FnMut(NodeId)>(self, ast: &Ast, each: &mut F) {
                    self.each_node(ast, each);
                }
                fn map_list<T: Transformer + ?Sized>(
                    list: List<Self>,
                    ast: &mut Ast,
                    transformer: &mut T,
                ) -> List<Self> {
                    pools!(@map $pool, list, ast, transformer)
                }
            }
        )*
    };
    // A statement may become none or several, any other item stays one.
    (@map stmts, $list:ident, $ast:ident, $transformer:ident) => {{
        let mut out = Vec::with_capacity($list.len());
        for idx in $list.span() {
            let item = $ast.pools.stmts[idx];
            $transformer.stmt($ast, item, &mut out);
        }
        if out.len() == $list.len() {
            $ast.pools.stmts[$list.span()].copy_from_slice(&out);
            return $list;
        }
        $ast.add_list(out)
    }};
    (@map $pool:ident, $list:ident, $ast:ident, $transformer:ident) => {{
        for idx in $list.span() {
            let item = $ast.pools.$pool[idx];
            $ast.pools.$pool[idx] = item.map_field($ast, $transformer);
        }
        $list
    }};
}

pools! {
    stmts: StmtId,
    exprs: ExprId,
    opt_exprs: Option<ExprId>,
    patterns: PatternId,
    type_params: TypeParamId,
    comprehensions: ComprehensionId,
    handlers: ExceptHandlerId,
    args: ArgId,
    keywords: KeywordId,
    aliases: AliasId,
    withitems: WithItemId,
    cases: MatchCaseId,
    type_ignores: TypeIgnoreId,
    cmp_operators: CmpOperator,
    names: Name,
}

impl<P: Pooled> FieldType for List<P> {
    fn read(self) -> Field {
        Field::List(FieldList {
            start: self.start,
            len: self.len,
            get: |ast, idx| P::pool(&ast.pools)[idx].read_item(),
        })
    }

    fn each_node<F: FnMut(NodeId)>(self, ast: &Ast, each: &mut F) {
        for item in &ast[self] {
            item.each_node_of_item(ast, each);
        }
    }

    fn map_field<T: Transformer + ?Sized>(self, ast: &mut Ast, transformer: &mut T) -> Self {
        P::map_list(self, ast, transformer)
    }
}

impl<F: FieldType> FieldType for Option<F> {
    fn read(self) -> Field {
        self.map_or(Field::Absent, FieldType::read)
    }

    fn each_node<E: FnMut(NodeId)>(self, ast: &Ast, each: &mut E) {
        if let Some(it) = self {
            it.each_node(ast, each);
        }
    }

    fn map_field<T: Transformer + ?Sized>(self, ast: &mut Ast, transformer: &mut T) -> Self {
        self.map(|it| it.map_field(ast, transformer))
    }
}

impl FieldType for ExprId {
    fn read(self) -> Field {
        Field::Node(self.into())
    }

    fn each_node<F: FnMut(NodeId)>(self, _ast: &Ast, each: &mut F) {
        each(self.into());
    }

    fn map_field<T: Transformer + ?Sized>(self, ast: &mut Ast, transformer: &mut T) -> Self {
        transformer.expr(ast, self)
    }
}

impl FieldType for StmtId {
    fn read(self) -> Field {
        Field::Node(self.into())
    }

    fn each_node<F: FnMut(NodeId)>(self, _ast: &Ast, each: &mut F) {
        each(self.into());
    }
}

macro_rules! node_fields {
    ($( $id:ty ),*) => {
        $(
            impl FieldType for $id {
                fn read(self) -> Field {
                    Field::Node(self.into())
                }

                fn each_node<F: FnMut(NodeId)>(self, _ast: &Ast, each: &mut F) {
                    each(self.into());
                }

                fn map_field<T: Transformer + ?Sized>(self, ast: &mut Ast, transformer: &mut T) -> Self {
                    transformer.node(ast, self.into());
                    self
                }
            }
        )*
    };
}

node_fields!(
    ModId,
    PatternId,
    TypeParamId,
    ComprehensionId,
    ExceptHandlerId,
    ArgumentsId,
    ArgId,
    KeywordId,
    AliasId,
    WithItemId,
    MatchCaseId,
    TypeIgnoreId
);

macro_rules! leaf_fields {
    ($( $ty:ty, $it:ident => $field:expr; )*) => {
        $(
            impl FieldType for $ty {
                fn read(self) -> Field {
                    let $it = self;
                    $field
                }
            }
        )*
    };
}

leaf_fields! {
    Name, it => Field::Name(it);
    Value, it => Field::Value(it);
    StrId, it => Field::Str(it);
    bool, it => Field::Int(it.into());
    u32, it => Field::Int(it.into());
    i32, it => Field::Int(it.into());
    i8, it => Field::Int(it.into());
}
