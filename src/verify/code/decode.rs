//! Instructions with what their arguments stand for.
//!
//! A [`Flow`] is a code object as a list of [`Step`]s: indices into tables are replaced by what is there, jumps and
//! handlers lead to steps, instructions that are two in one are two, prefixes and caches are gone. Which of two forms of
//! a test was chosen is gone, too: a branch has the steps for yes and for no.

use rustpython_wtf8::Wtf8;

use crate::bytecode::{
    ArgKind, CodeObject, Constant, ExceptionEntry, Opcode, code_flags, read_exception_table,
};

/// A code object's instructions.
#[derive(Clone)]
pub(super) struct Flow<'a> {
    pub(super) code: &'a CodeObject,
    pub(super) steps: Vec<Step<'a>>,
}

/// One instruction, or half of one that is two.
#[derive(Clone)]
pub(super) struct Step<'a> {
    /// The opcode as it stands in the code.
    pub(super) opcode: Opcode,
    pub(super) action: Action<'a>,
    /// Where it stands, in code units.
    pub(super) unit: u32,
    /// Who takes an exception that it raises.
    pub(super) handler: Option<Handler>,
}

/// An exception handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Handler {
    /// Its first step.
    pub(super) target: usize,
    pub(super) depth: u32,
    pub(super) lasti: bool,
}

/// What a step does, and where it leads; to the next step if nothing is said.
#[derive(Clone, Copy)]
pub(super) enum Action<'a> {
    /// Nothing.
    Silent,
    /// Goes to a step.
    Jump(usize),
    /// Pushes a constant.
    Constant(Value<'a>),
    /// Pushes the line of the class, which is a location and no constant.
    FirstLine,
    /// Does something with a variable of the frame; loads of all sorts are `LOAD_FAST`.
    Local { opcode: Opcode, slot: usize },
    /// Goes to either of two steps.
    Branch { on: Test, yes: usize, no: usize },
    /// Leaves the frame.
    Exit { opcode: Opcode, arg: u32 },
    /// Does what the opcode does with its argument, or the name that it stands for and what else it says.
    Other { opcode: Opcode, name: Option<&'a Wtf8>, arg: u32 },
}

/// A constant; small integers have no place in a table.
#[derive(Clone, Copy)]
pub(super) enum Value<'a> {
    Int(i64),
    Table(&'a Constant),
}

/// What a branch depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Test {
    True,
    None,
    /// Yes: the iterator has another item.
    Next,
    /// Yes: the generator has yielded.
    Sent,
}

/// The steps of `code`. `None` if it is no code that a compiler makes: unknown opcodes, indices or targets that point
/// nowhere.
pub(super) fn decode(code: &CodeObject) -> Option<Flow<'_>> {
    let raw = read(&code.code)?;
    let mut step_of_unit = vec![usize::MAX; code.code.len() / 2 + 1];
    let mut n_steps = 0;
    for it in &raw {
        *step_of_unit.get_mut(it.start as usize)? = n_steps;
        n_steps += if it.opcode.arg_kind() == ArgKind::LocalPair { 2 } else { 1 };
    }
    let step_at = |unit: i64| -> Option<usize> {
        let step = *step_of_unit.get(usize::try_from(unit).ok()?)?;
        (step != usize::MAX).then_some(step)
    };
    let entries: Vec<ExceptionEntry> = read_exception_table(&code.exceptiontable).collect();
    let mut steps = Vec::with_capacity(n_steps);
    for it in &raw {
        // Entries are sorted and disjoint.
        let entry = entries.get(entries.partition_point(|entry| entry.end <= it.unit));
        let handler = match entry.filter(|entry| entry.start <= it.unit) {
            Some(entry) => {
                let target = step_at(entry.target.into())?;
                Some(Handler { target, depth: entry.depth, lasti: entry.lasti })
            }
            None => None,
        };
        let mut push = |action| steps.push(Step { opcode: it.opcode, action, unit: it.unit, handler });
        if it.opcode.arg_kind() == ArgKind::LocalPair {
            let [first, second] = halves(it.opcode)?;
            push(local(code, first, it.arg >> 4)?);
            push(local(code, second, it.arg & 15)?);
        } else {
            let idx = step_of_unit[it.start as usize];
            let target = match it.opcode.arg_kind() {
                ArgKind::Jump => step_at(it.end() + i64::from(it.arg)),
                ArgKind::JumpBackward => step_at(it.end() - i64::from(it.arg)),
                _ => None,
            };
            push(action(code, it, idx + 1, target)?);
        }
    }
    mark_first_line(code, &mut steps);
    Some(Flow { code, steps })
}

/// An instruction as it is stored.
struct Raw {
    opcode: Opcode,
    arg: u32,
    /// Of the prefixes that extend the argument, in code units.
    start: u32,
    /// Of the opcode.
    unit: u32,
}

impl Raw {
    /// Behind the caches, from where jumps count.
    fn end(&self) -> i64 {
        i64::from(self.unit) + 1 + self.opcode.cache_entries() as i64
    }
}

fn read(code: &[u8]) -> Option<Vec<Raw>> {
    let mut out = Vec::with_capacity(code.len() / 4);
    let (mut unit, mut start, mut extended) = (0usize, 0usize, 0u32);
    while let Some(&[number, low]) = code.get(unit * 2..unit * 2 + 2) {
        let opcode = Opcode::from_number(number.into())?;
        let arg = extended | u32::from(low);
        if opcode == Opcode::EXTENDED_ARG {
            extended = arg.checked_mul(256)?;
            unit += 1;
            continue;
        }
        out.push(Raw { opcode, arg, start: u32::try_from(start).ok()?, unit: u32::try_from(unit).ok()? });
        unit += 1 + opcode.cache_entries();
        (start, extended) = (unit, 0);
    }
    Some(out)
}

/// The two that an instruction with two variables stands for.
fn halves(opcode: Opcode) -> Option<[Opcode; 2]> {
    use Opcode::*;
    Some(match opcode {
        LOAD_FAST_LOAD_FAST | LOAD_FAST_BORROW_LOAD_FAST_BORROW => [LOAD_FAST, LOAD_FAST],
        STORE_FAST_LOAD_FAST => [STORE_FAST, LOAD_FAST],
        STORE_FAST_STORE_FAST => [STORE_FAST, STORE_FAST],
        _ => return None,
    })
}

fn local(code: &CodeObject, opcode: Opcode, arg: u32) -> Option<Action<'static>> {
    use Opcode::*;
    let slot = arg as usize;
    let opcode = match opcode {
        // A borrowed reference is one that need not be counted. An unchecked load is one of a variable that is bound
        // for certain, where the check finds nothing.
        LOAD_FAST_BORROW | LOAD_FAST_CHECK => LOAD_FAST,
        other => other,
    };
    (slot < code.localsplusnames.len()).then_some(Action::Local { opcode, slot })
}

fn action<'a>(code: &'a CodeObject, it: &Raw, next: usize, target: Option<usize>) -> Option<Action<'a>> {
    use Opcode::*;
    let Raw { opcode, arg, .. } = *it;
    let branch = |on, is_yes| {
        let target = target?;
        let (yes, no) = if is_yes { (target, next) } else { (next, target) };
        Some(Action::Branch { on, yes, no })
    };
    let named = |shift: u32| {
        let name = &**code.names.get((arg >> shift) as usize)?;
        Some(Action::Other { opcode, name: Some(name), arg: arg & ((1 << shift) - 1) })
    };
    match opcode {
        NOP | NOT_TAKEN => return Some(Action::Silent),
        JUMP_FORWARD | JUMP_BACKWARD | JUMP_BACKWARD_NO_INTERRUPT => return target.map(Action::Jump),
        POP_JUMP_IF_TRUE => return branch(Test::True, true),
        POP_JUMP_IF_FALSE => return branch(Test::True, false),
        POP_JUMP_IF_NONE => return branch(Test::None, true),
        POP_JUMP_IF_NOT_NONE => return branch(Test::None, false),
        FOR_ITER => return branch(Test::Next, false),
        SEND => return branch(Test::Sent, false),
        // Its argument says to tracing alone where it came from.
        END_ASYNC_FOR => return Some(Action::Other { opcode, name: None, arg: 0 }),
        RETURN_VALUE | RAISE_VARARGS | RERAISE => return Some(Action::Exit { opcode, arg }),
        _ => {}
    }
    match opcode.arg_kind() {
        ArgKind::Constant => Some(Action::Constant(match code.consts.get(arg as usize)? {
            Constant::Int(number) => Value::Int(*number),
            other => Value::Table(other),
        })),
        ArgKind::SmallInt => Some(Action::Constant(Value::Int(arg.into()))),
        ArgKind::Name => named(0),
        ArgKind::NameAndNull | ArgKind::NameAndSelf => named(1),
        ArgKind::SuperAttr => named(2),
        ArgKind::Local | ArgKind::Free => local(code, opcode, arg),
        // Jumps are dealt with; pseudo opcodes and prefixes are in no code.
        ArgKind::Jump | ArgKind::JumpBackward | ArgKind::Handler | ArgKind::Extended | ArgKind::LocalPair => {
            None
        }
        ArgKind::None
        | ArgKind::CommonConstant
        | ArgKind::Compare
        | ArgKind::BinaryOp
        | ArgKind::Invert
        | ArgKind::Intrinsic1
        | ArgKind::Intrinsic2
        | ArgKind::SpecialMethod
        | ArgKind::Conversion
        | ArgKind::FunctionAttribute
        | ArgKind::Interpolation
        | ArgKind::Count
        | ArgKind::Depth
        | ArgKind::Place => Some(Action::Other { opcode, name: None, arg }),
    }
}

/// Finds where a class body stores the line of the class: right behind its `__qualname__`, before any code of the
/// user's, and the number is the code object's own.
fn mark_first_line(code: &CodeObject, steps: &mut [Step<'_>]) {
    if code.flags & code_flags::OPTIMIZED != 0 {
        return;
    }
    let stores = |step: &Step<'_>, wanted: &str| {
        step.opcode == Opcode::STORE_NAME
            && matches!(step.action, Action::Other { name: Some(name), .. } if name == wanted)
    };
    let Some(at) = steps.iter().position(|it| stores(it, "__firstlineno__")) else { return };
    let is_prologue = at >= 2 && stores(&steps[at - 2], "__qualname__");
    if is_prologue
        && matches!(steps[at - 1].action, Action::Constant(Value::Int(n)) if n == i64::from(code.firstlineno))
    {
        steps[at - 1].action = Action::FirstLine;
    }
}
