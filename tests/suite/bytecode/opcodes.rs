//! The opcode table, against CPython's own.

use reskin::bytecode::{ArgKind, Opcode, VARIANTS};

use crate::cases::root;

/// What `record_opcodes.py` calls the properties that follow from the kind of an argument.
fn properties(opcode: Opcode) -> Vec<&'static str> {
    let more: &[&str] = match opcode.arg_kind() {
        ArgKind::None => return Vec::new(),
        ArgKind::Constant => &["const"],
        ArgKind::Name | ArgKind::NameAndNull | ArgKind::NameAndSelf | ArgKind::SuperAttr => &["name"],
        ArgKind::Jump | ArgKind::JumpBackward => &["jump"],
        // CPython files this one under locals; for what the argument indexes that makes no difference.
        ArgKind::Free if opcode == Opcode::LOAD_DEREF => &["local"],
        ArgKind::Free => &["free"],
        ArgKind::Local | ArgKind::LocalPair => &["local"],
        ArgKind::Handler => &["exc"],
        ArgKind::Extended
        | ArgKind::SmallInt
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
        | ArgKind::Place => &[],
    };
    ["arg"].iter().chain(more).copied().collect()
}

fn line_of(opcode: Opcode, arguments: &[u32]) -> String {
    let properties = properties(opcode);
    let properties = if properties.is_empty() { "-".to_owned() } else { properties.join(",") };
    let arguments = if opcode.has_arg() { arguments } else { &[0] };
    let join = |effect: &dyn Fn(u32) -> i64| {
        arguments.iter().map(|&arg| effect(arg).to_string()).collect::<Vec<_>>().join(" ")
    };
    let plain = join(&|arg| opcode.stack_effect(arg));
    let jump = join(&|arg| opcode.stack_effect_on_jump(arg));
    let effects = if plain == jump { plain } else { format!("{plain} | {jump}") };
    let (number, name, caches) = (opcode.number(), opcode.name(), opcode.cache_entries());
    format!("{number} {name} {caches} {properties} : {effects}")
}

#[test]
fn the_table_is_cpythons() {
    let recorded = std::fs::read_to_string(root().join("testdata/bytecode/opcodes.txt")).unwrap();
    let first = recorded.lines().next().unwrap();
    let arguments: Vec<u32> = first.split(' ').skip(2).map(|number| number.parse().unwrap()).collect();
    let mut ours = vec![first.to_owned()];
    ours.extend(Opcode::ALL.iter().map(|&opcode| line_of(opcode, &arguments)));
    let specialised = VARIANTS.iter().filter(|it| !it.name.starts_with("INSTRUMENTED_"));
    let mut specialised: Vec<_> = specialised.collect();
    specialised.sort_by_key(|it| it.number);
    ours.extend(specialised.iter().map(|it| format!("variant {} {} {}", it.number, it.name, it.base.name())));
    let recorded: Vec<_> = recorded.lines().collect();
    assert_eq!(ours, recorded);
}

#[test]
fn numbers_and_opcodes_go_both_ways() {
    for number in 0..=u16::MAX {
        if let Some(opcode) = Opcode::from_number(number) {
            assert_eq!(opcode.number(), number);
        }
    }
    assert!(Opcode::ALL.iter().all(|&it| Opcode::from_number(it.number()) == Some(it)));
}
