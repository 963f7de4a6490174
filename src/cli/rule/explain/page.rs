//! What a rule's page says, whatever it is written as.

use crate::rewrite::rule_file::{
    Assume, Case, CaseBody, Condition, Counterexample, Example, Let, LetForm, Observed, Program, RuleFile,
    RuleOption, Text, When, Witness,
};

/// What a rule's page says, in the order in which it says it.
pub(super) struct Page {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) rationale: String,
    /// `level`, `sets` and the like, with what they are; those that the rule has.
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) cases: Vec<CasePart>,
    /// Conditions of all cases, in words.
    pub(super) conditions: Vec<String>,
    pub(super) assumptions: Vec<Assumption>,
    pub(super) options: Vec<OptionPart>,
    pub(super) examples: Vec<Shown>,
    pub(super) keeps_off: Vec<KeepsOff>,
    pub(super) links: Vec<String>,
}

pub(super) struct CasePart {
    pub(super) name: Option<String>,
    /// Pattern and template, or the native's name.
    pub(super) from: String,
    pub(super) to: String,
    /// `with style = aware`, its level, its versions, its conditions, its computed parts: one a line.
    pub(super) notes: Vec<String>,
}

pub(super) struct Assumption {
    pub(super) id: String,
    pub(super) because: String,
    /// Where it holds by itself, where it does not, and until when it is needed: one a line.
    pub(super) notes: Vec<String>,
}

pub(super) struct OptionPart {
    pub(super) name: String,
    pub(super) choices: Vec<String>,
    pub(super) default: String,
    pub(super) help: String,
}

pub(super) struct Shown {
    pub(super) name: Option<String>,
    pub(super) options: String,
    pub(super) before: String,
    pub(super) after: String,
    /// All lines of both, those that go behind `-`, those that come behind `+`, the others behind a blank.
    pub(super) diff: String,
}

pub(super) struct KeepsOff {
    pub(super) why: String,
    pub(super) source: String,
}

impl Page {
    pub(super) fn of(file: &RuleFile) -> Self {
        let header = &file.header;
        Self {
            id: file.id().to_owned(),
            title: header.title.value.clone(),
            rationale: header.rationale.value.clone(),
            facts: facts(file),
            cases: file.cases.iter().map(case).collect(),
            conditions: file.conditions.iter().flat_map(conditions).collect(),
            assumptions: file.assumes.iter().map(assumption).collect(),
            options: options(file),
            examples: examples(file),
            keeps_off: keeps_off(file),
            links: texts(&header.links),
        }
    }
}

fn texts(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|it| it.value.clone()).collect()
}

fn facts(file: &RuleFile) -> Vec<(&'static str, String)> {
    let header = &file.header;
    let level = match file.safety.level {
        level if file.safety.ignore.is_empty() => level.word().to_owned(),
        level => {
            let ignored: Vec<_> = file.safety.ignore.iter().map(|it| it.word()).collect();
            format!("{}, not comparing {}", level.word(), ignored.join(", "))
        }
    };
    let versions = match (file.min_version(), header.max_version) {
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("{min} and later"),
        (None, Some(max)) => format!("up to {max}"),
        (None, None) => "any".to_owned(),
    };
    let facts = [
        ("level", level),
        ("sets", texts(&header.sets).join(", ")),
        ("tags", texts(&header.tags).join(", ")),
        ("versions", versions),
        ("requires", texts(&header.requires).join(", ")),
        ("supersedes", texts(&header.supersedes).join(", ")),
        ("file", file.name.clone()),
    ];
    facts.into_iter().filter(|(_, it)| !it.is_empty()).collect()
}

fn case(case: &Case) -> CasePart {
    let (from, to) = match &case.body {
        CaseBody::Pattern { from, to, .. } => (from.value.clone(), to.value.clone()),
        CaseBody::LeftAlone { from, .. } => (from.value.clone(), "(left alone)".to_owned()),
        CaseBody::Native(native) => (format!("(`{}`, in Rust)", native.name.value), String::new()),
    };
    let mut notes: Vec<_> = case.when.iter().map(|it| format!("with {}", setting(it))).collect();
    notes.extend(case.level.map(|it| format!("level {}", it.word())));
    notes.extend(case.min_version.map(|it| format!("for Python {it} and later")));
    notes.extend(case.max_version.map(|it| format!("for Python up to {it}")));
    notes.extend(case.lets.iter().flat_map(computed));
    notes.extend(case.also.iter().map(|it| format!("and there `{}` -> `{}`", it.from.value, it.to.value)));
    notes.extend(case.conditions.iter().flat_map(conditions).map(|it| format!("if {it}")));
    match &case.body {
        CaseBody::Native(native) => notes.extend(refusals(&native.refuses)),
        CaseBody::LeftAlone { refuse, .. } => {
            notes.push(format!("{}: {}", refuse.reason.value, refuse.because.value));
        }
        CaseBody::Pattern { .. } => {}
    }
    CasePart { name: case.name.as_ref().map(|it| it.value.clone()), from, to, notes }
}

fn setting(when: &When) -> String {
    format!("{} = {}", when.option.value, when.choice.value)
}

fn computed(it: &Let) -> Vec<String> {
    let name = &it.name.value;
    match &it.form {
        LetForm::Fold { step, over, init } => vec![format!(
            "`${name}` is `{}`, then for each of `$...{}` in turn `{}`",
            init.value, over.value, step.value
        )],
        LetForm::Map { each, over } => {
            vec![format!("`$...{name}` is `{}` for each of `$...{}`", each.value, over.value)]
        }
        LetForm::Template { template, conditions: its, otherwise } => {
            let otherwise = otherwise.as_ref().map_or(String::new(), |it| format!(", else `{}`", it.value));
            let its: Vec<_> = its.iter().flat_map(conditions).collect();
            let condition = if its.is_empty() { String::new() } else { format!(" if {}", its.join(" and ")) };
            vec![format!("`${name}` is `{}`{condition}{otherwise}", template.value)]
        }
        LetForm::Native { name: native, refuses, .. } => {
            let mut notes = vec![format!("`${name}` is made by `{}`, in Rust", native.value)];
            notes.extend(refusals(refuses));
            notes
        }
    }
}

fn refusals(refuses: &[Text]) -> Option<String> {
    (!refuses.is_empty()).then(|| format!("refuses: {}", texts(refuses).join(", ")))
}

fn conditions(condition: &Condition) -> Vec<String> {
    let var = match condition.var.as_str() {
        Condition::MATCH => "it".to_owned(),
        var => format!("`${var}`"),
    };
    condition.tests.iter().map(|it| format!("{var} {}", it.predicate.in_words())).collect()
}

fn assumption(assume: &Assume) -> Assumption {
    let mut notes = Vec::new();
    if let Some(fact) = &assume.fact {
        let var = fact.var.as_ref().map_or("it".to_owned(), |it| format!("`${}`", it.value));
        let words = fact.tests.iter().map(|it| it.predicate.in_words());
        notes.push(format!("holds where {var} {}", words.collect::<Vec<_>>().join(" and ")));
    }
    let how = if assume.is_optimized { " under `python -O`" } else { "" };
    notes.extend(assume.witness.as_ref().map(|it| format!("does not hold{how} for {}", witness(it))));
    if let Some(program) = &assume.program {
        notes.push(format!("does not hold{how} in\n{}", whole(program)));
    }
    notes.extend(assume.until.map(|it| format!("not needed from Python {it} on")));
    Assumption { id: assume.id.value.clone(), because: assume.because.value.clone(), notes }
}

/// The program with what is run before it, and what is evaluated after it.
fn whole(program: &Program) -> String {
    let parts = program.setup.iter().chain([&program.source]).map(|it| it.value.trim_matches('\n'));
    let inputs: Vec<_> = program.inputs.iter().map(Text::as_str).collect();
    let inputs = inputs.join("\n");
    let parts = parts.chain([inputs.as_str()]).filter(|it| !it.is_empty());
    parts.collect::<Vec<_>>().join("\n\n")
}

fn witness(witness: &Witness) -> String {
    let value = |(var, value): &(Text, Observed)| match value {
        Observed::One(text) => format!("{} = {}", var.value, text.value),
        Observed::Many(items) => format!("{} = [{}]", var.value, texts(items).join(", ")),
    };
    witness.values.iter().map(value).collect::<Vec<_>>().join(", ")
}

fn options(file: &RuleFile) -> Vec<OptionPart> {
    let option = |it: &RuleOption| OptionPart {
        name: it.name.value.clone(),
        choices: texts(&it.choices),
        default: it.default.value.clone(),
        help: it.help.value.clone(),
    };
    file.options.iter().map(option).collect()
}

fn examples(file: &RuleFile) -> Vec<Shown> {
    let example = |it: &Example| Shown {
        name: it.name.as_ref().map(|it| it.value.clone()),
        options: it.options.iter().map(setting).collect::<Vec<_>>().join(", "),
        before: it.before.value.clone(),
        after: it.after.value.clone(),
        diff: diff(&it.before.value, &it.after.value),
    };
    file.examples.iter().map(example).collect()
}

fn diff(before: &str, after: &str) -> String {
    let lines = |text: &'_ str| text.trim_matches('\n').lines().map(str::to_owned).collect::<Vec<_>>();
    let (old, new) = (lines(before), lines(after));
    let mut out = String::new();
    for op in similar::capture_diff_slices(similar::Algorithm::Myers, &old, &new) {
        let mut push = |mark: char, lines: &[String]| {
            for line in lines {
                let line = format!("{mark} {line}");
                out.push_str(&format!("{}\n", line.trim_end()));
            }
        };
        if op.tag() == similar::DiffTag::Equal {
            push(' ', &old[op.old_range()]);
        } else {
            push('-', &old[op.old_range()]);
            push('+', &new[op.new_range()]);
        }
    }
    out
}

fn keeps_off(file: &RuleFile) -> Vec<KeepsOff> {
    let keeps_off =
        |it: &Counterexample| KeepsOff { why: it.why.value.clone(), source: it.source.value.clone() };
    file.counterexamples.iter().map(keeps_off).collect()
}

/// The text, with its further lines behind `indent`, but for those without anything.
pub(super) fn indented(text: &str, indent: &str) -> String {
    let mut out = String::new();
    for (idx, line) in text.trim().split('\n').enumerate() {
        if idx > 0 {
            out.push('\n');
            out.push_str(if line.is_empty() { "" } else { indent });
        }
        out.push_str(line);
    }
    out
}
