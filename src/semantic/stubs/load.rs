//! Reads the lines of a module of the stubs.

use rustc_hash::FxHashMap;

use super::type_expr::{Reader, TypeExpr};
use super::{Class, Function, Item, Member, MethodKind, Module, Param, ParamKind, Signature};

/// The module `name` whose lines, without its own, are `text`.
pub(super) fn module(name: &'static str, text: &'static str) -> Module {
    let mut lines = Lines { rest: text };
    let mut module = Module { name, items: FxHashMap::default(), aliases: FxHashMap::default() };
    while let Some((_, line)) = lines.next_of(0) {
        let (mark, rest) = line.split_at(1);
        let mut reader = Reader::new(rest);
        let item = reader.name(false);
        match mark {
            "=" => {
                reader.eat("=");
                module.aliases.insert(item, reader.rest());
            }
            "t" => {
                reader.eat("=");
                module.items.insert(item, Item::TypeAlias(leaked(type_or_unknown(&mut reader))));
            }
            "v" => {
                reader.eat(":");
                module.items.insert(item, Item::Value(leaked(type_or_unknown(&mut reader))));
            }
            "f" => add_function(&mut module.items, name, item, &mut reader),
            "c" => {
                let class = class(format!("{name}.{item}"), &mut reader, &mut lines, 1);
                module.items.insert(item, Item::Class(leaked(class)));
            }
            _ => {}
        }
    }
    module
}

/// What is read from the stubs lives as long as the program: their text is part of it.
fn leaked<T>(it: T) -> &'static T {
    Box::leak(Box::new(it))
}

/// Lines with their depths.
struct Lines {
    rest: &'static str,
}

impl Lines {
    /// The next line if it is `depth` deep, without its indentation.
    fn next_of(&mut self, depth: usize) -> Option<(usize, &'static str)> {
        let line = self.rest.split_inclusive('\n').next()?;
        let inner = line.trim_end_matches('\n');
        let found = inner.len() - inner.trim_start_matches(' ').len();
        if found < depth || inner.len() < 2 {
            return None;
        }
        self.rest = &self.rest[line.len()..];
        Some((found, &inner[found..]))
    }
}

fn type_or_unknown(reader: &mut Reader<'_>) -> TypeExpr {
    reader.type_expr().unwrap_or(TypeExpr::Unknown)
}

fn add_function(
    items: &mut FxHashMap<&'static str, Item>,
    module: &str,
    name: &'static str,
    reader: &mut Reader<'_>,
) {
    let signature = signature(reader);
    let mut overloads = Vec::new();
    if let Some(Item::Function(function)) = items.get(name) {
        overloads.clone_from(&function.overloads);
    }
    overloads.push(signature);
    let function = Function { qualified: format!("{module}.{name}"), overloads };
    items.insert(name, Item::Function(leaked(function)));
}

/// The class whose name has been read, with the members on the lines after it.
fn class(qualified: String, reader: &mut Reader<'_>, lines: &mut Lines, depth: usize) -> Class {
    let mut params = Vec::new();
    if reader.eat("[") {
        while !reader.eat("]") {
            reader.eat("~");
            params.push(reader.name(false).into());
            if !reader.eat(",") && !reader.rest().starts_with(']') {
                break;
            }
        }
    }
    let mut bases = Vec::new();
    reader.eat("(");
    while !reader.eat(")") {
        bases.push(type_or_unknown(reader));
        if !reader.eat(",") && !reader.rest().starts_with(')') {
            break;
        }
    }
    let is_final = reader.eat("!");
    let is_named_tuple = reader.eat("n");
    let metaclass = reader.name(true);
    let mut class = Class {
        metaclass: (!metaclass.is_empty()).then(|| metaclass.into()),
        qualified,
        params,
        bases,
        is_final,
        is_named_tuple,
        members: FxHashMap::default(),
        mro: std::sync::OnceLock::new(),
    };
    while let Some((_, line)) = lines.next_of(depth) {
        add_member(&mut class, line, lines, depth);
    }
    class
}

fn add_member(class: &mut Class, line: &'static str, lines: &mut Lines, depth: usize) {
    let (mark, rest) = line.split_at(1);
    let mut reader = Reader::new(rest);
    let name = reader.name(false);
    let kind = match mark {
        "m" => MethodKind::Instance,
        "s" => MethodKind::Static,
        "k" => MethodKind::Class,
        "=" => {
            reader.eat("=");
            class.members.insert(name, Member::SameAs(reader.rest()));
            return;
        }
        "p" | "v" => {
            reader.eat(":");
            let type_ = type_or_unknown(&mut reader);
            let is_property = mark == "p";
            class.members.insert(name, Member::Value { type_, is_property });
            return;
        }
        "c" => {
            let inner = self::class(format!("{}.{name}", class.qualified), &mut reader, lines, depth + 1);
            class.members.insert(name, Member::Class(leaked(inner)));
            return;
        }
        _ => return,
    };
    let signature = signature(&mut reader);
    match class.members.get_mut(name) {
        Some(Member::Method { overloads, .. }) => overloads.push(signature),
        _ => {
            class.members.insert(name, Member::Method { kind, overloads: vec![signature] });
        }
    }
}

/// A signature from its opening parenthesis on.
fn signature(reader: &mut Reader<'_>) -> Signature {
    let mut signature = Signature { receiver: None, params: Vec::new(), returns: TypeExpr::Unknown };
    reader.eat("(");
    signature.receiver = receiver(reader);
    let mut kind = ParamKind::PositionalOrKeyword;
    while !reader.eat(")") {
        if !param(reader, &mut signature.params, &mut kind) {
            return signature;
        }
    }
    if reader.eat("->") {
        signature.returns = type_or_unknown(reader);
    }
    signature
}

/// What the first parameter must be for the overload to hold: a type that ends in `;`.
fn receiver(reader: &mut Reader<'_>) -> Option<TypeExpr> {
    let mut ahead = Reader::new(reader.rest());
    let type_ = ahead.type_expr().ok()?;
    if !ahead.eat(";") {
        return None;
    }
    let len = reader.rest().len() - ahead.rest().len();
    let skipped = &reader.rest()[..len];
    reader.eat(skipped);
    Some(type_)
}

/// Reads a parameter, or a mark between parameters, and what separates it from the next.
fn param(reader: &mut Reader<'_>, params: &mut Vec<Param>, kind: &mut ParamKind) -> bool {
    if reader.eat("/") {
        for param in params.iter_mut().filter(|it| it.kind == ParamKind::PositionalOrKeyword) {
            param.kind = ParamKind::PositionalOnly;
        }
        reader.eat(",");
        return true;
    }
    let stars = if reader.eat("**") { 2 } else { usize::from(reader.eat("*")) };
    let name = reader.name(false);
    let own_kind = match stars {
        2 => ParamKind::VarKeyword,
        1 => {
            *kind = ParamKind::KeywordOnly;
            ParamKind::VarPositional
        }
        _ => *kind,
    };
    if name.is_empty() && stars != 1 {
        return false;
    }
    let type_ = if reader.eat(":") { type_or_unknown(reader) } else { TypeExpr::Unknown };
    let has_default = reader.eat("=");
    if !name.is_empty() {
        params.push(Param { name: name.into(), kind: own_kind, has_default, type_ });
    }
    reader.eat(",");
    true
}
