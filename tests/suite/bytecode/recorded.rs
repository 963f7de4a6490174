//! Code objects that CPython 3.14 recorded: marshal, tables and listings.

use std::fs;

use reskin::bytecode::marshal::{dump, load};
use reskin::bytecode::{
    CodeObject, Constant, DisassemblyOptions, disassemble, read_exception_table, read_location_table,
    write_exception_table, write_location_table,
};

use crate::cases::{root, sections};

const PLAIN: &str = "-> dis";
const FULL: &str = "-> dis -C -O -P -S";

struct Recorded {
    name: String,
    marshalled: Vec<u8>,
    /// Plain, then with everything.
    listings: [String; 2],
}

fn recorded() -> Vec<Recorded> {
    let text = fs::read_to_string(root().join("testdata/bytecode/recorded.txt")).unwrap();
    let mut out: Vec<Recorded> = Vec::new();
    for (name, body) in sections(&text) {
        match (name.as_str(), out.last_mut()) {
            (PLAIN, Some(case)) => case.listings[0] = body,
            (FULL, Some(case)) => case.listings[1] = body,
            _ => out.push(Recorded { name, marshalled: unhex(&body), listings: Default::default() }),
        }
    }
    out
}

/// The marshalled code of each case.
pub(super) fn recorded_bytes() -> Vec<Vec<u8>> {
    recorded().into_iter().map(|case| case.marshalled).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(byte).collect()
}

fn value_of(case: &Recorded) -> Constant {
    load(&case.marshalled).unwrap_or_else(|error| panic!("{}: {error}", case.name))
}

#[test]
fn marshalled_code_is_written_as_it_was_read() {
    for case in &recorded() {
        let value = value_of(case);
        let bytes = dump(&value).unwrap();
        let first = bytes.iter().zip(&case.marshalled).position(|(a, b)| a != b);
        assert_eq!(first, None, "{}: first byte that differs", case.name);
        assert_eq!(bytes.len(), case.marshalled.len(), "{}", case.name);
    }
}

#[test]
fn tables_are_written_as_they_were_read() {
    fn check(code: &CodeObject) {
        let entries: Vec<_> = read_exception_table(&code.exceptiontable).collect();
        assert_eq!(write_exception_table(&entries), code.exceptiontable);
        let runs = read_location_table(&code.linetable, code.firstlineno);
        assert_eq!(write_location_table(code.firstlineno, runs), code.linetable);
        code.children().for_each(check);
    }
    for case in &recorded() {
        let Constant::Code(code) = value_of(case) else { panic!("{}: no code", case.name) };
        check(&code);
    }
}

#[test]
fn listings_are_those_of_dis() {
    let full =
        DisassemblyOptions { show_caches: true, show_offsets: true, show_positions: true, specialized: true };
    for case in &recorded() {
        let Constant::Code(code) = value_of(case) else { panic!("{}: no code", case.name) };
        for (options, expected) in [DisassemblyOptions::default(), full].into_iter().zip(&case.listings) {
            let found = disassemble(&code, options);
            for (ours, theirs) in found.lines().zip(expected.lines()) {
                assert_eq!(sort_sets(ours), sort_sets(theirs), "{}", case.name);
            }
            assert_eq!(found.lines().count(), expected.lines().count(), "{}", case.name);
        }
    }
}

/// The items of a frozenset come in the order of a hash table; here they are sorted as text.
fn sort_sets(line: &str) -> String {
    let Some((before, rest)) = line.split_once("frozenset({") else { return line.to_owned() };
    let Some((items, after)) = rest.split_once("})") else { return line.to_owned() };
    let mut items: Vec<_> = items.split(", ").collect();
    items.sort_unstable();
    format!("{before}frozenset({{{}}}){after}", items.join(", "))
}
