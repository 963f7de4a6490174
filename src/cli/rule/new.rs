//! `reskin rule new`: a rule file that loads, with one example made from the pattern.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;

use super::super::exit_status::ExitStatus;
use super::usage;
use crate::rewrite::rule_file::{Metavariable, load, metavariables, qualified_names};
use crate::rewrite::rule_set::Catalog;

/// Write the file of a new rule
///
/// The file has one case and one example made from the pattern, and loads; `reskin rule test` says whether the example
/// is what becomes of it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Its name: lower-case words with hyphens between
    id: String,
    /// The pattern, such as `os.path.isdir($p)`
    #[arg(long, value_name = "PATTERN")]
    from: String,
    /// The template, such as `pathlib.Path($p).is_dir()`
    #[arg(long, value_name = "TEMPLATE")]
    to: String,
    /// The set that it belongs to
    #[arg(long, value_name = "NAME", default_value = "local")]
    set: String,
    /// The folder to write ID.toml to
    #[arg(long, value_name = "DIR", default_value = ".")]
    dir: PathBuf,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    let name = format!("{}.toml", args.id);
    if Catalog::shipped()?.rule(&args.id).is_some() {
        return usage(format!("`{}` is a rule of reskin; a new one needs a name of its own", args.id));
    }
    let text = rule_file(args);
    if let Err(errors) = load(&name, &text) {
        let errors = errors.0.iter().map(|it| it.problem.to_string());
        return usage(errors.collect::<Vec<_>>().join("\nreskin: "));
    }
    let path = args.dir.join(&name);
    let shown = path.display();
    let mut file = File::create_new(&path).with_context(|| format!("cannot write {shown}"))?;
    file.write_all(text.as_bytes()).with_context(|| format!("cannot write {shown}"))?;
    anstream::eprintln!(
        "wrote {shown}; `reskin rule test --rules-dir {} {}` tests it",
        args.dir.display(),
        args.id
    );
    Ok(ExitStatus::Success)
}

fn rule_file(args: &Args) -> String {
    let Args { id, from, to, set, .. } = args;
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "schema = 1\n\n[rule]\nid        = {}", quoted(id));
    let _ = writeln!(out, "title     = {}", quoted(&format!("{} -> {}", plain(from), plain(to))));
    let _ = writeln!(out, "rationale = {}", quoted("Say here why anyone should want it."));
    let _ = writeln!(out, "sets      = [{}]", quoted(set));
    if let Some(mark) = prefilter(from).filter(|it| !it.is_empty()) {
        let _ = writeln!(out, "prefilter = [{}]", quoted(&mark));
    }
    let _ = writeln!(out, "\n[[rewrite]]\nfrom = {}\nto   = {}\n", quoted(from), quoted(to));
    let released = modules(from);
    if !released.is_empty() {
        let _ = writeln!(
            out,
            "[imports]\nremove_unused = [{}]\n",
            released.iter().map(|it| quoted(it)).collect::<Vec<_>>().join(", ")
        );
    }
    let _ = writeln!(out, "[safety]\nlevel = \"exact\"\n\n[[example]]");
    let parameters = parameters(from);
    let _ = writeln!(out, "before = '''\n{}'''", program(&import_modules(from), &parameters, &plain(from)));
    let (imports, spelled) = import_names(to);
    let _ = writeln!(out, "after = '''\n{}'''", program(&imports, &parameters, &plain(&spelled)));
    out
}

/// A function that returns the expression.
fn program(imports: &[String], parameters: &[String], expression: &str) -> String {
    let mut out: String = imports.iter().map(|it| format!("{it}\n")).collect();
    if !out.is_empty() {
        out.push('\n');
    }
    let _ = writeln!(out, "def f({}):\n    return {expression}", parameters.join(", "));
    out
}

/// A TOML string; one without escapes if that can be.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// The pattern with names in place of its metavariables.
fn plain(pattern: &str) -> String {
    let mut out = String::new();
    let mut done = 0;
    for variable in metavariables(pattern) {
        out.push_str(&pattern[done..variable.at]);
        out.push_str(&name_of(&variable));
        done = variable.at + 1 + if variable.is_sequence { 3 } else { 0 } + variable.name.len();
    }
    out.push_str(&pattern[done..]);
    out
}

fn name_of(variable: &Metavariable<'_>) -> String {
    if variable.is_unnamed() { "_".to_owned() } else { variable.name.to_owned() }
}

fn parameters(pattern: &str) -> Vec<String> {
    let mut out = Vec::new();
    for variable in metavariables(pattern) {
        let name = name_of(&variable);
        if !out.contains(&name) {
            out.push(name);
        }
    }
    out
}

/// The modules of the qualified names of a pattern: what stands before the first part with a capital, or before the
/// last part.
fn modules(pattern: &str) -> Vec<String> {
    let mut out = Vec::new();
    for name in qualified_names(pattern) {
        let module = module_of(&name).to_owned();
        if !module.is_empty() && !out.contains(&module) {
            out.push(module);
        }
    }
    out
}

fn module_of(name: &str) -> &str {
    let is_class = |part: &str| part.starts_with(|it: char| it.is_uppercase());
    let mut end = 0;
    for part in name.split('.') {
        if is_class(part) {
            break;
        }
        end += part.len() + 1;
    }
    let module = name.get(..end.saturating_sub(1)).unwrap_or_default();
    if module.len() == name.len() { name.rsplit_once('.').map_or("", |(module, _)| module) } else { module }
}

fn import_modules(pattern: &str) -> Vec<String> {
    modules(pattern).iter().map(|it| format!("import {it}")).collect()
}

/// The imports of a template's names, classes by their names, and the template with those names.
fn import_names(template: &str) -> (Vec<String>, String) {
    let mut imports = Vec::new();
    let mut spelled = template.to_owned();
    for name in qualified_names(template) {
        let module = module_of(&name);
        let rest = name.get(module.len() + 1..).unwrap_or_default();
        let first = rest.split('.').next().unwrap_or_default();
        let import = if first.starts_with(|it: char| it.is_uppercase()) && !module.is_empty() {
            spelled = spelled.replace(&format!("{module}.{first}"), first);
            format!("from {module} import {first}")
        } else {
            format!("import {module}")
        };
        if !module.is_empty() && !imports.contains(&import) {
            imports.push(import);
        }
    }
    (imports, spelled)
}

/// What to look for in files, of a pattern that names nothing: its longest operator.
fn prefilter(pattern: &str) -> Option<String> {
    let variables = metavariables(pattern);
    let without: String = variables.iter().rev().fold(pattern.to_owned(), |text, it| {
        let end = it.at + 1 + if it.is_sequence { 3 } else { 0 } + it.name.len();
        format!("{} {}", &text[..it.at], &text[end..])
    });
    let is_word = |it: char| it.is_alphanumeric() || it == '_' || it == '"' || it == '\'';
    if without.contains(|it: char| it.is_alphabetic() || it == '_') {
        return None;
    }
    without.split(|it: char| it.is_whitespace() || is_word(it)).max_by_key(|it| it.len()).map(str::to_owned)
}
