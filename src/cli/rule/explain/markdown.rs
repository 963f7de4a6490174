//! A rule's page as Markdown.

use super::page::{Page, indented};

pub(super) fn render(page: &Page) -> String {
    let mut out = format!("# `{}`\n\n`{}`\n\n{}\n\n", page.id, page.title, page.rationale);
    for (name, value) in &page.facts {
        out.push_str(&format!("* {name}: {value}\n"));
    }
    out.push_str("\n## Rewrites\n\n");
    for case in &page.cases {
        let name = case.name.as_ref().map_or(String::new(), |it| format!("{it}: "));
        let (from, to) = (case.from.trim(), case.to.trim());
        let is_short = !from.contains('\n') && !to.contains('\n') && !to.is_empty();
        match is_short {
            true => out.push_str(&format!("* {name}`{from}` becomes `{to}`\n")),
            false => out.push_str(&format!("* {name}{from} {to}\n")),
        }
        items(&mut out, "  ", &case.notes);
    }
    if !page.conditions.is_empty() {
        out.push_str("\n## Only if\n\n");
        items(&mut out, "", &page.conditions);
    }
    if !page.assumptions.is_empty() {
        out.push_str("\n## Assumes\n\n");
    }
    for it in &page.assumptions {
        out.push_str(&format!("* `{}`: {}\n", it.id, it.because));
        items(&mut out, "  ", &it.notes);
    }
    if !page.options.is_empty() {
        out.push_str("\n## Options\n\n");
    }
    for it in &page.options {
        let choices: Vec<_> = it.choices.iter().map(|it| format!("`{it}`")).collect();
        out.push_str(&format!(
            "* `{}`: {}; default `{}`. {}\n",
            it.name,
            choices.join(" or "),
            it.default,
            it.help
        ));
    }
    if !page.examples.is_empty() {
        out.push_str("\n## Examples\n");
    }
    for it in &page.examples {
        let name = it.name.as_ref().map_or(String::new(), |it| format!("\n{it}:\n"));
        let options =
            if it.options.is_empty() { String::new() } else { format!("\nWith `{}`:\n", it.options) };
        out.push_str(&format!("{name}{options}\n```diff\n{}```\n", it.diff));
    }
    if !page.keeps_off.is_empty() {
        out.push_str("\n## Left alone\n");
    }
    for it in &page.keeps_off {
        out.push_str(&format!("\n{}:\n\n```python\n{}\n```\n", it.why, it.source.trim_matches('\n')));
    }
    if !page.links.is_empty() {
        out.push_str("\n## See\n\n");
        items(&mut out, "", &page.links);
    }
    out
}

/// List items; further lines of one are code.
fn items(out: &mut String, indent: &str, items: &[String]) {
    for item in items {
        match item.split_once('\n') {
            None => out.push_str(&format!("{indent}* {item}\n")),
            Some((first, code)) => {
                let code = indented(code, &format!("{indent}  "));
                out.push_str(&format!(
                    "{indent}* {first}\n\n{indent}  ```python\n{indent}  {code}\n{indent}  ```\n"
                ));
            }
        }
    }
}
