//! A rule's page for a terminal.

use super::page::{Page, indented};

pub(super) fn render(page: &Page) -> String {
    let mut out = format!("{}: {}\n\n{}\n\n", page.id, page.title, page.rationale);
    for (name, value) in &page.facts {
        out.push_str(&format!("{name:10}  {value}\n"));
    }
    out.push_str("\nRewrites\n");
    for case in &page.cases {
        let name = case.name.as_ref().map_or(String::new(), |it| format!("  # {it}"));
        out.push_str(&format!("  {}{name}\n", indented(&case.from, "  ")));
        if !case.to.is_empty() {
            out.push_str(&format!("    -> {}\n", indented(&case.to, "       ")));
        }
        notes(&mut out, &case.notes);
    }
    list(&mut out, "Only if", page.conditions.iter());
    if !page.assumptions.is_empty() {
        out.push_str("\nAssumes\n");
    }
    for it in &page.assumptions {
        out.push_str(&format!("  {}: {}\n", it.id, it.because));
        notes(&mut out, &it.notes);
    }
    if !page.options.is_empty() {
        out.push_str("\nOptions\n");
    }
    for it in &page.options {
        let choices = it.choices.join(" | ");
        out.push_str(&format!("  {} = {choices}  (default {})\n    {}\n", it.name, it.default, it.help));
    }
    for it in &page.examples {
        let name = it.name.as_ref().map_or(String::new(), |it| format!(": {it}"));
        let options = if it.options.is_empty() { String::new() } else { format!(" ({})", it.options) };
        out.push_str(&format!("\nExample{name}{options}\n"));
        out.extend(it.diff.lines().map(|line| format!("{}\n", format!("  {line}").trim_end())));
    }
    for it in &page.keeps_off {
        out.push_str(&format!("\nLeft alone: {}\n", it.why));
        push_code(&mut out, &it.source);
    }
    list(&mut out, "See", page.links.iter());
    out
}

fn list<'a>(out: &mut String, title: &str, items: impl Iterator<Item = &'a String>) {
    for (idx, item) in items.enumerate() {
        if idx == 0 {
            out.push_str(&format!("\n{title}\n"));
        }
        out.push_str(&format!("  {item}\n"));
    }
}

fn notes(out: &mut String, notes: &[String]) {
    for note in notes {
        out.push_str(&format!("    {}\n", indented(note, "      ")));
    }
}

fn push_code(out: &mut String, code: &str) {
    for line in code.trim_matches('\n').lines() {
        let line = format!("    {line}");
        out.push_str(&format!("{}\n", line.trim_end()));
    }
}
