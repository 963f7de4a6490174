//! Flow graph and assembler: from recorded instruction sequences of CPython 3.14 to its code objects.
//!
//! `testdata/compiler/flow/units.jsonl` has one code unit a line: what CPython's code generation made, and the code
//! object that its other passes made of that. `record.py` beside it records them from `sources.txt`.

use std::fs;
use std::sync::Arc;

use num_bigint::BigInt;
use reskin::bytecode::{CodeObject, Complex, Constant, Opcode, SharedStr};
use reskin::compiler::assemble::Assembler;
use reskin::compiler::instruction::{Instruction, InstructionSequence, Label, Location, Op, Unit};
use rustpython_wtf8::Wtf8;
use serde_json::Value;

use crate::cases::root;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2);
    digits.map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn number(value: &Value) -> i32 {
    i32::try_from(value.as_i64().unwrap()).unwrap()
}

fn double(value: &Value) -> f64 {
    f64::from_bits(u64::from_str_radix(text(value), 16).unwrap())
}

fn strings(value: &Value) -> Vec<SharedStr> {
    value.as_array().unwrap().iter().map(|it| text(it).into()).collect()
}

fn constants(value: &Value) -> Vec<Constant> {
    value.as_array().unwrap().iter().map(constant).collect()
}

fn constant(value: &Value) -> Constant {
    let Some((kind, value)) = value.as_object().and_then(|it| it.iter().next()) else {
        return value.as_bool().map_or(Constant::None, Constant::Bool);
    };
    match kind.as_str() {
        "int" => Constant::int(BigInt::parse_bytes(text(value).as_bytes(), 10).unwrap()),
        "float" => Constant::Float(double(value)),
        "complex" => Constant::Complex(Complex { real: double(&value[0]), imag: double(&value[1]) }),
        "str" => Constant::Str(Wtf8::from_bytes(&unhex(text(value))).unwrap().to_owned()),
        "bytes" => Constant::Bytes(unhex(text(value))),
        "tuple" => Constant::Tuple(constants(value)),
        "frozenset" => Constant::FrozenSet(constants(value)),
        "slice" => Constant::Slice(Box::new(constants(value).try_into().unwrap())),
        // Inner code objects only have to be told apart.
        "code" => Constant::Code(Arc::new(CodeObject { name: text(value).into(), ..CodeObject::default() })),
        "ellipsis" => Constant::Ellipsis,
        kind => panic!("no constant is a {kind}"),
    }
}

/// The instructions of a recorded unit; targets are indices, so that each has a label of its own number.
fn sequence(unit: &Value) -> InstructionSequence {
    let mut sequence = InstructionSequence::default();
    for it in unit["instructions"].as_array().unwrap() {
        let [op, arg, line, end_line, column, end_column] = [0, 1, 2, 3, 4, 5].map(|at| number(&it[at]));
        let label = sequence.new_label();
        sequence.place(label);
        let op = Op::from_number(u16::try_from(op).unwrap()).unwrap();
        let location = Location::new(line, end_line, column, end_column);
        sequence.instructions.push(Instruction { op, arg: u32::try_from(arg).unwrap_or(0), location });
    }
    sequence
}

fn metadata(unit: &Value) -> Unit {
    let args = [0, 1, 2].map(|at| number(&unit["args"][at]) as u32);
    Unit {
        first_line: number(&unit["firstlineno"]),
        arg_count: args[0],
        posonly_arg_count: args[1],
        kwonly_arg_count: args[2],
        flags: number(&unit["flags"]) as u32,
        consts: constants(&unit["given"]),
        names: strings(&unit["names"]),
        varnames: strings(&unit["varnames"]),
        cellvars: strings(&unit["cells"]),
        freevars: strings(&unit["frees"]),
        hidden: strings(&unit["hidden"]).into_iter().collect(),
        ..Unit::default()
    }
}

fn disassembled(code: &[u8]) -> Vec<String> {
    let name = |number: u8| Opcode::from_number(u16::from(number)).map_or("?", Opcode::name);
    code.chunks(2).map(|unit| format!("{} {}", name(unit[0]), unit[1])).collect()
}

fn names<'a>(names: impl Iterator<Item = &'a Wtf8>) -> Vec<SharedStr> {
    names.map(|it| it.to_owned().into()).collect()
}

fn check(assembler: &mut Assembler, unit: &Value) {
    let case = text(&unit["case"]);
    let code = assembler.assemble(metadata(unit), &sequence(unit)).unwrap();
    assert_eq!(disassembled(&code.code), disassembled(&unhex(text(&unit["code"]))), "{case}: code");
    assert_eq!(code.consts, constants(&unit["consts"]), "{case}: constants");
    assert_eq!(hex(&code.linetable), text(&unit["linetable"]), "{case}: line table");
    assert_eq!(hex(&code.exceptiontable), text(&unit["exceptiontable"]), "{case}: exception table");
    assert_eq!(code.stacksize, number(&unit["stacksize"]), "{case}: stack size");
    assert_eq!(names(code.varnames()), strings(&unit["varnames"]), "{case}: local variables");
    assert_eq!(names(code.cellvars()), strings(&unit["cellvars"]), "{case}: cells");
    assert_eq!(names(code.freevars()), strings(&unit["freevars"]), "{case}: free variables");
}

#[test]
fn recorded_units_become_the_same_code() {
    let units = fs::read_to_string(root().join("testdata/compiler/flow/units.jsonl")).unwrap();
    assert!(!units.is_empty());
    // One assembler for all: nothing of a unit may show in the next, nor of one that fails.
    let mut assembler = Assembler::default();
    for line in units.lines() {
        check(&mut assembler, &serde_json::from_str(line).unwrap());
        assert!(assembler.assemble(Unit::default(), &without_stack()).is_err());
    }
}

#[test]
fn a_jump_to_nowhere_is_an_error() {
    let mut sequence = InstructionSequence::default();
    sequence.push_jump(Op::JUMP, Label(7), Location::NONE);
    assert!(Assembler::default().assemble(Unit::default(), &sequence).is_err());
}

#[test]
fn a_stack_that_does_not_work_out_is_an_error() {
    assert!(Assembler::default().assemble(Unit::default(), &without_stack()).is_err());
}

/// Takes from an empty stack while two blocks have yet to be looked at.
fn without_stack() -> InstructionSequence {
    let mut sequence = InstructionSequence::default();
    let label = sequence.new_label();
    sequence.push(Op::LOAD_CONST, 0, Location::NONE);
    sequence.push_jump(Op::POP_JUMP_IF_TRUE, label, Location::NONE);
    sequence.push(Op::POP_TOP, 0, Location::NONE);
    sequence.place(label);
    sequence.push(Op::POP_TOP, 0, Location::NONE);
    sequence.push(Op::RETURN_VALUE, 0, Location::NONE);
    sequence
}

#[test]
fn a_long_chain_of_folded_constants_takes_linear_time() {
    let mut sequence = InstructionSequence::default();
    let unit = Unit { consts: vec![Constant::Float(1.5), Constant::Float(0.5)], ..Unit::default() };
    sequence.push(Op::LOAD_CONST, 0, Location::NONE);
    for _ in 0..100_000 {
        sequence.push(Op::LOAD_CONST, 1, Location::NONE);
        sequence.push(Op::BINARY_OP, 0, Location::NONE);
    }
    sequence.push(Op::RETURN_VALUE, 0, Location::NONE);
    let code = Assembler::default().assemble(unit, &sequence).unwrap();
    assert_eq!(code.consts, [Constant::Float(1.5), Constant::Float(50_001.5)]);
}
