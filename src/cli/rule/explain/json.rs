//! A rule's page for a program.

use serde_json::{Value, json};

use super::page::Page;

pub(super) fn render(page: &Page) -> String {
    let facts: serde_json::Map<String, Value> =
        page.facts.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    let page = json!({
        "id": page.id,
        "title": page.title,
        "rationale": page.rationale,
        "facts": facts,
        "cases": page.cases.iter().map(|it| json!({
            "name": it.name, "from": it.from, "to": it.to, "notes": it.notes,
        })).collect::<Vec<_>>(),
        "conditions": page.conditions,
        "assumptions": page.assumptions.iter().map(|it| json!({
            "id": it.id, "because": it.because, "notes": it.notes,
        })).collect::<Vec<_>>(),
        "options": page.options.iter().map(|it| json!({
            "name": it.name, "choices": it.choices, "default": it.default, "help": it.help,
        })).collect::<Vec<_>>(),
        "examples": page.examples.iter().map(|it| json!({
            "name": it.name, "options": it.options, "before": it.before, "after": it.after,
        })).collect::<Vec<_>>(),
        "counterexamples": page.keeps_off.iter().map(|it| json!({
            "why": it.why, "source": it.source,
        })).collect::<Vec<_>>(),
        "links": page.links,
    });
    format!("{page:#}\n")
}
