//! The JSON schema of a rule file, from the words that the loader knows.
//!
//! It says what an editor can check and complete. What needs the whole file, such as whether a metavariable is bound,
//! the loader alone says.

use serde_json::{Value, json};

use crate::rewrite::rule_file::registry::{context_names, predicate_names};
use crate::rewrite::rule_file::{CaseKind, Ignored, Isomorphism, Level, NodeKind, UsedAs};

pub(super) fn schema() -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A rule of reskin",
        "type": "object",
        "additionalProperties": false,
        "required": ["schema", "rule", "rewrite", "safety", "example"],
        "properties": {
            "schema": { "const": 1 },
            "rule": header(),
            "options": { "type": "object", "additionalProperties": option() },
            "where": { "$ref": "#/definitions/conditions" },
            "rewrite": { "type": "array", "minItems": 1, "items": case() },
            "imports": imports(),
            "safety": safety(),
            "assume": { "type": "array", "items": assume() },
            "example": { "type": "array", "minItems": 1, "items": example() },
            "counterexample": { "type": "array", "items": counterexample() },
        },
        "definitions": {
            "version": { "type": "string", "pattern": r"^3\.([0-9]|1[0-5])$" },
            "settings": { "type": "object", "additionalProperties": text("the value of an option") },
            "conditions": { "type": "object", "additionalProperties": condition() },
            "predicates": object(&[], predicates()),
            "constant": constant(),
            "context": context(),
        },
    })
}

fn text(about: &str) -> Value {
    json!({ "type": "string", "description": about })
}

fn texts(about: &str) -> Value {
    json!({ "type": "array", "items": { "type": "string" }, "description": about })
}

fn text_or_texts(about: &str) -> Value {
    json!({ "oneOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" }, "minItems": 1 }], "description": about })
}

fn version(about: &str) -> Value {
    json!({ "allOf": [{ "$ref": "#/definitions/version" }], "description": about })
}

fn one_of(words: impl Iterator<Item = &'static str>, about: &str) -> Value {
    json!({ "enum": words.collect::<Vec<_>>(), "description": about })
}

fn some_of(words: impl Iterator<Item = &'static str>, about: &str) -> Value {
    let word = json!({ "enum": words.collect::<Vec<_>>() });
    json!({ "oneOf": [word, { "type": "array", "items": word, "minItems": 1 }], "description": about })
}

/// An object with these keys and no others.
fn object(required: &[&str], properties: Value) -> Value {
    json!({ "type": "object", "additionalProperties": false, "required": required, "properties": properties })
}

fn header() -> Value {
    object(
        &["id", "title", "rationale", "sets"],
        json!({
            "id": { "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "description": "the name of the file without its ending" },
            "title": text("one line: what becomes what"),
            "rationale": text("why anyone should want it"),
            "sets": { "type": "array", "items": { "type": "string" }, "minItems": 1, "description": "the first is its home" },
            "tags": texts("words to select it by"),
            "links": texts("web addresses"),
            "min_version": version("the oldest target version whose code may contain the replacement"),
            "max_version": version("the newest"),
            "requires": texts("distributions that the project must depend on, else the rule is on only by name"),
            "supersedes": texts("rules that this one takes the place of"),
            "before": texts("rules that this one goes before"),
            "after": texts("rules that this one goes after"),
            "prefilter": texts("texts of which one occurs in every file that the rule can change, if its patterns do not tell"),
        }),
    )
}

fn option() -> Value {
    object(
        &["choices", "default", "help"],
        json!({
            "choices": texts("the values that it may have"),
            "default": text("one of them"),
            "help": text("what it does"),
        }),
    )
}

fn case() -> Value {
    object(
        &[],
        json!({
            "from": text("the pattern"),
            "to": text("the template; empty to remove the match"),
            "refuse": object(&["reason", "because"], json!({
                "reason": text("the name of the reason"),
                "because": text("one sentence: why what matches is left alone, instead of a template"),
            })),
            "native": text("a function in Rust, instead of a pattern and a template"),
            "refuses": texts("the reasons for which the native may refuse"),
            "kind": one_of(CaseKind::words(), "what the pattern is a piece of"),
            "name": text("what the case is called in reports"),
            "when": { "$ref": "#/definitions/settings" },
            "level": one_of(Level::words(), "the level of this case, if it is not the rule's"),
            "min_version": version("the oldest target version of this case"),
            "max_version": version("the newest"),
            "args": { "enum": ["exact"], "description": "match arguments as they are written, not by signature" },
            "iso": some_of(Isomorphism::words(), "further forms that count as the same"),
            "where": { "$ref": "#/definitions/conditions" },
            "let": { "type": "object", "additionalProperties": computed() },
            "also": { "type": "array", "items": also() },
        }),
    )
}

fn computed() -> Value {
    let over = || text("the name of a sequence variable");
    json!({ "oneOf": [
        object(&["fold", "over", "init"], json!({
            "fold": text("a template over $acc and $item"),
            "over": over(),
            "init": text("a template of the first value"),
        })),
        object(&["map", "over"], json!({ "map": text("a template over $item"), "over": over() })),
        object(&["template"], json!({
            "template": text("a template"),
            "where": { "$ref": "#/definitions/conditions" },
            "else": text("what stands there if the conditions do not hold"),
        })),
        object(&["native"], json!({
            "native": text("a function in Rust"),
            "args": texts("the variables that it gets"),
            "refuses": texts("the reasons for which it may refuse"),
        })),
    ] })
}

fn also() -> Value {
    object(
        &["over", "from", "to"],
        json!({
            "over": { "type": "string", "pattern": r"^(references|definition|decorators|callers)\(\$\w+\)$" },
            "from": text("the pattern there"),
            "to": text("the template"),
            "complete": { "type": "boolean", "description": "a place that does not match refuses the site" },
        }),
    )
}

fn imports() -> Value {
    object(
        &[],
        json!({
            "remove_unused": texts("modules or symbols that the rule makes superfluous"),
            "add": texts("modules or symbols that it needs beside those that its templates name"),
            "style": { "enum": ["from", "module"] },
        }),
    )
}

fn safety() -> Value {
    object(
        &["level"],
        json!({
            "level": one_of(Level::words(), "what the rule claims"),
            "ignore": { "type": "array", "items": one_of(Ignored::words(), "what is not compared") },
        }),
    )
}

fn assume() -> Value {
    let mut fact = predicates();
    fact["var"] = text("the metavariable");
    object(
        &["id", "because"],
        json!({
            "id": text("a name, which rules may share"),
            "because": text("one sentence for the user"),
            "fact": object(&[], fact),
            "witness": { "type": "object", "additionalProperties": text_or_texts("a Python expression") },
            "program": object(&["source"], json!({
                "source": text("a program in which source and target differ"),
                "setup": text("run before it"),
                "inputs": texts("expressions that are evaluated after it"),
                "options": { "$ref": "#/definitions/settings" },
            })),
            "observe": text("an expression that looks at the result; $match is the matched code"),
            "optimized": { "type": "boolean", "description": "witness and program are compiled as under `python -O`" },
            "since": version("the oldest version that shows it to be needed"),
            "until": version("the target version from which on it is not needed"),
        }),
    )
}

fn example() -> Value {
    object(
        &["before", "after"],
        json!({
            "name": text("what it shows"),
            "before": text("the program"),
            "after": text("what becomes of it, byte for byte"),
            "setup": text("run before both, not rewritten"),
            "inputs": texts("expressions that are evaluated after each"),
            "options": { "$ref": "#/definitions/settings" },
            "differs": { "type": "boolean", "description": "the outcomes differ, instead of being equal" },
        }),
    )
}

fn counterexample() -> Value {
    object(
        &["source", "why"],
        json!({
            "source": text("a program that the rule leaves alone"),
            "why": text("why, after the name of the reason that is reported, if one is: `p.type: a file descriptor`"),
            "options": { "$ref": "#/definitions/settings" },
        }),
    )
}

fn condition() -> Value {
    let mut properties = predicates();
    properties["unknown"] =
        json!({ "enum": ["refuse", "assume"], "description": "what an unknown answer means" });
    properties["assume"] = text("the shared id of the assumption that an unknown answer becomes");
    object(&[], properties)
}

fn predicates() -> Value {
    let nested = || json!({ "oneOf": [{ "$ref": "#/definitions/predicates" }, one_of(predicate_names().into_iter(), "")] });
    let tables = json!({ "type": "array", "items": { "$ref": "#/definitions/predicates" } });
    let contexts = json!({ "oneOf": [{ "$ref": "#/definitions/context" }, { "type": "array", "items": { "$ref": "#/definitions/context" } }] });
    json!({
        "kind": some_of(NodeKind::words(), "it is one of these nodes"),
        "starred": { "type": "boolean" },
        "spelling": text_or_texts("a name that is spelled like this, whatever it means"),
        "matches": text("a regular expression, of an identifier or of the value of a string"),
        "const": { "$ref": "#/definitions/constant" },
        "const_in": { "type": "array", "items": { "$ref": "#/definitions/constant" } },
        "type": text_or_texts("its type is a subtype of one of these"),
        "is": some_of(predicate_names().into_iter(), "a named predicate; `reskin rule predicates` lists them"),
        "qualified": text_or_texts("it is this function or class"),
        "pure": { "enum": [true, "if-moved"], "description": "its evaluation has no effect" },
        "pattern": text("it matches this pattern"),
        "count": { "oneOf": [{ "type": "integer", "minimum": 0 }, object(&[], json!({
            "min": { "type": "integer", "minimum": 0 },
            "max": { "type": "integer", "minimum": 0 },
        }))] },
        "each": nested(),
        "any": nested(),
        "not": nested(),
        "any_of": tables,
        "used_as": some_of(UsedAs::words(), "every use of the value is one of these"),
        "inside": contexts,
        "not_inside": contexts,
        "parent": { "$ref": "#/definitions/context" },
        "enclosing_function": enclosing("async", json!({ "type": "boolean" })),
        "enclosing_class": enclosing("bases", text_or_texts("qualified names, of which one is a base")),
        "file": object(&[], json!({
            "path": text_or_texts("globs"),
            "imports": text_or_texts("modules"),
            "has_future": text_or_texts("names of __future__"),
        })),
        "class_does_not_call": text_or_texts("names of functions or methods"),
    })
}

fn enclosing(key: &str, value: Value) -> Value {
    let mut properties = json!({
        "decorators": { "oneOf": [{ "enum": ["none", "identity"] }, { "type": "array", "items": { "type": "string" } }] },
        "name": text_or_texts("its name is one of these"),
    });
    properties[key] = value;
    json!({ "oneOf": [{ "type": "boolean" }, object(&[], properties)] })
}

fn constant() -> Value {
    json!({ "oneOf": [
        { "type": ["string", "number", "boolean"] },
        object(&["python"], json!({ "python": text("a constant as Python writes it, such as None") })),
    ] })
}

fn context() -> Value {
    json!({ "anyOf": [one_of(context_names().into_iter(), "a named context"), text("a pattern")] })
}
