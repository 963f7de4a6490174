//! What nobody's compiler wrote: any value, any bytes.

use std::sync::Arc;
use std::thread;

use num_bigint::BigInt;
use proptest::prelude::*;
use reskin::bytecode::marshal::{dump, load};
use reskin::bytecode::pyc::{Provenance, Pyc};
use reskin::bytecode::{
    CodeObject, Complex, Constant, DisassemblyOptions, ExceptionEntry, Location, disassemble,
    read_exception_table, read_location_table, write_constant, write_exception_table, write_location_table,
};

use super::recorded::recorded_bytes;

/// What is said of `bytes` that do not read.
fn complaint(bytes: &[u8]) -> String {
    load(bytes).unwrap_err().to_string()
}

#[test]
fn errors_name_the_byte() {
    let cases: &[(&[u8], &str)] = &[
        (b"", "bad marshal data at byte 0: it ends within an object"),
        (b"i\x01\x00", "bad marshal data at byte 1: it ends within an object"),
        (b")\x02N", "bad marshal data at byte 2: it ends within an object"),
        (b"(\xff\xff\xff\xff", "bad marshal data at byte 5: a size out of range"),
        (b"(\xff\xff\xff\x7fN", "bad marshal data at byte 5: it ends within an object"),
        (b"s\xff\xff\xff\x7fN", "bad marshal data at byte 5: it ends within an object"),
        (b"q", "bad marshal data at byte 1: unknown type 0x71"),
        (b"[\x00\x00\x00\x00", "bad marshal data at byte 1: an object of type `[` in a code object"),
        (b"r\x00\x00\x00\x00", "bad marshal data at byte 5: a reference to no object"),
        (b"\xa9\x01r\x00\x00\x00\x00", "bad marshal data at byte 7: a reference to no object"),
        (
            b"l\x02\x00\x00\x00\x01\x00\x00\x00",
            "bad marshal data at byte 9: a digit out of range in a long integer",
        ),
        (b"l\x01\x00\x00\x00\x00\x80", "bad marshal data at byte 7: a digit out of range in a long integer"),
        (b"u\x01\x00\x00\x00\xff", "bad marshal data at byte 6: text that does not decode"),
        (b"z\x01\xc3", "bad marshal data at byte 3: text that does not decode"),
        (b"f\x01x", "bad marshal data at byte 3: a float that is no number"),
        (b"NN", "bad marshal data at byte 1: more data after the object"),
    ];
    for (bytes, expected) in cases {
        assert_eq!(complaint(bytes), *expected, "{bytes:?}");
    }
}

#[test]
fn a_field_of_another_type_is_named() {
    let mut bytes = b"c".to_vec();
    bytes.extend([0; 20]);
    bytes.push(b'N');
    assert_eq!(
        complaint(&bytes),
        "bad marshal data at byte 22: the field `co_code` of a code object is no bytes object"
    );
}

#[test]
fn objects_nest_as_deep_as_the_limit() {
    let run = || {
        let nested = |depth: usize| [b")\x01".repeat(depth), b"N".to_vec()].concat();
        let deepest = load(&nested(1999)).unwrap();
        assert_eq!(load(&dump(&deepest).unwrap()).unwrap(), deepest);
        assert_eq!(
            complaint(&nested(100_000)),
            "bad marshal data at byte 4001: objects nested more than 2000 deep"
        );
    };
    thread::Builder::new().stack_size(64 << 20).spawn(run).unwrap().join().unwrap();
}

#[test]
fn references_to_references_do_not_eat_memory() {
    // Each tuple is of two references to the one before: 2 to the 60th items, if each were made.
    let mut bytes = b"\xa9\x3d\xa9\x00".to_vec();
    for number in 1..=60u32 {
        bytes.extend(b"\xa9\x02");
        for _ in 0..2 {
            bytes.push(b'r');
            bytes.extend(number.to_le_bytes());
        }
    }
    assert!(complaint(&bytes).ends_with("references that stand for more than the limit"));
}

#[test]
fn sets_of_sets_are_written_in_linear_time() {
    let run = || {
        let mut value = Constant::Int(1);
        for number in 0..300 {
            value = Constant::FrozenSet(vec![value, Constant::Int(number)]);
        }
        assert_eq!(load(&dump(&value).unwrap()).unwrap(), value);
    };
    thread::Builder::new().stack_size(64 << 20).spawn(run).unwrap().join().unwrap();
}

#[test]
fn headers_of_all_kinds_read_back() {
    let code = Arc::new(CodeObject::default());
    let hash = *b"01234567";
    for provenance in [
        Provenance::Timestamp { seconds: 1_700_000_000, size: 12 },
        Provenance::Hash { hash, is_checked: false },
        Provenance::Hash { hash, is_checked: true },
    ] {
        let pyc = Pyc { provenance, code: Arc::clone(&code) };
        let bytes = pyc.write().unwrap();
        assert!(Pyc::is_like(&bytes));
        assert_eq!(Pyc::read(&bytes), Ok(pyc));
    }
}

#[test]
fn other_files_are_no_pyc_files() {
    let complaint = |bytes: &[u8]| Pyc::read(bytes).unwrap_err().to_string();
    assert_eq!(complaint(b"x = 1\n"), "it has 6 bytes, expected a header of 16");
    assert_eq!(complaint(&[0; 16]), "magic number 0, expected 3627 of CPython 3.14");
    assert_eq!(complaint(b"\x2b\x0e\r\n\x02\0\0\0\0\0\0\0\0\0\0\0N"), "unknown flags 0x2");
    assert_eq!(complaint(b"\x2b\x0e\r\n\0\0\0\0\0\0\0\0\0\0\0\0N"), "the object is no code object");
}

fn leaf() -> impl Strategy<Value = Constant> {
    prop_oneof![
        Just(Constant::None),
        Just(Constant::Ellipsis),
        any::<bool>().prop_map(Constant::Bool),
        any::<i64>().prop_map(Constant::Int),
        (-300i64..300).prop_map(Constant::Int),
        any::<Vec<u32>>()
            .prop_map(|digits| Constant::int(BigInt::from_slice(num_bigint::Sign::Minus, &digits))),
        any::<f64>().prop_map(Constant::Float),
        any::<(f64, f64)>().prop_map(|(real, imag)| Constant::Complex(Complex { real, imag })),
        any::<String>().prop_map(Constant::str),
        "[a-c_]{0,2}".prop_map(Constant::str),
        any::<Vec<u8>>().prop_map(Constant::Bytes),
    ]
}

fn constant() -> impl Strategy<Value = Constant> {
    leaf().prop_recursive(4, 40, 6, |inner| {
        let items = prop::collection::vec(inner.clone(), 0..6);
        prop_oneof![
            items.clone().prop_map(Constant::Tuple),
            items.prop_map(Constant::FrozenSet),
            [inner.clone(), inner.clone(), inner.clone()].prop_map(|it| Constant::Slice(Box::new(it))),
            prop::collection::vec(inner, 0..4).prop_map(|consts| {
                Constant::code(CodeObject { consts, code: vec![82, 0, 35, 0], ..CodeObject::default() })
            }),
        ]
    })
}

fn location() -> impl Strategy<Value = Location> {
    let small = -1..300;
    let of = |(line, lines, column, width): (i32, i32, i32, i32)| Location {
        line,
        end_line: line + lines,
        column,
        end_column: column + width,
    };
    prop_oneof![
        Just(Location::NONE),
        (0..2000, 0..3, 0..200, 0..200).prop_map(of),
        (0..2000).prop_map(|line| Location { line, end_line: line, column: -1, end_column: -1 }),
        (0..1_000_000, 0..100_000, small, 0..3).prop_map(of),
    ]
}

proptest! {
    #[test]
    fn any_value_reads_back(value in constant()) {
        let bytes = dump(&value).unwrap();
        prop_assert_eq!(&load(&bytes).unwrap(), &value);
        write_constant(&mut String::new(), &value);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        let _ = load(&bytes);
        let _ = Pyc::read(&bytes);
    }

    #[test]
    fn damaged_code_is_read_or_refused(case: prop::sample::Index, at: prop::sample::Index, byte: u8) {
        let all = recorded_bytes();
        let mut bytes = case.get(&all).clone();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let Ok(value) = load(&bytes) else { return Ok(()) };
        // A byte may turn a zero into a minus zero, or a string into an interned one: only what is read counts.
        prop_assert_eq!(&load(&dump(&value).unwrap()).unwrap(), &value);
        if let Constant::Code(code) = value {
            let options = DisassemblyOptions { show_caches: true, show_positions: true, ..Default::default() };
            disassemble(&code, options);
        }
    }

    #[test]
    fn any_locations_read_back(first in 0..1000, runs in prop::collection::vec((location(), 1usize..30), 0..20)) {
        let table = write_location_table(first, runs.iter().copied());
        let mut units = Vec::new();
        for (location, n_units) in read_location_table(&table, first) {
            units.extend(std::iter::repeat_n(location, n_units));
        }
        let expected: Vec<_> =
            runs.iter().flat_map(|&(location, n_units)| std::iter::repeat_n(location, n_units)).collect();
        prop_assert_eq!(units, expected);
    }

    #[test]
    fn units_without_a_place_get_the_next(
        first in 0..1000,
        runs in prop::collection::vec((prop_oneof![location(), Just(Location::NEXT)], 1usize..30), 0..20),
    ) {
        let mut following = Location::NONE;
        let mut placed = runs.clone();
        for (location, _) in placed.iter_mut().rev() {
            following = if *location == Location::NEXT { following } else { *location };
            *location = following;
        }
        prop_assert_eq!(write_location_table(first, runs), write_location_table(first, placed));
    }

    #[test]
    fn any_regions_read_back(regions: Vec<(u32, u16, u32, u16, bool)>) {
        let entries: Vec<_> = regions
            .into_iter()
            .map(|(start, length, target, depth, lasti)| {
                let start = start / 2;
                ExceptionEntry { start, end: start + u32::from(length), target, depth: depth.into(), lasti }
            })
            .collect();
        let table = write_exception_table(&entries);
        prop_assert_eq!(read_exception_table(&table).collect::<Vec<_>>(), entries);
    }
}
