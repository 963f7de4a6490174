//! Sites counted by rule and verdict, in the place of findings.

use std::cmp::Reverse;
use std::io::{self, Write};

use super::{FileView, Printer};
use crate::cli::run::{Counts, Total, VERDICTS};

pub(in crate::cli) struct StatisticsPrinter {
    /// Whether an array of objects is wanted.
    pub(in crate::cli) is_json: bool,
}

impl Printer for StatisticsPrinter {
    fn file(&self, _view: &FileView<'_>, _out: &mut Vec<u8>) {}

    fn end(&self, total: &Total, out: &mut dyn Write) -> io::Result<()> {
        let mut rules: Vec<_> = total.tally.by_rule.iter().collect();
        rules.sort_by_key(|(rule, counts)| (Reverse(counts.n_sites()), *rule));
        if self.is_json { write_json(&rules, out) } else { write_table(&rules, out) }
    }
}

fn write_json(rules: &[(&String, &Counts)], out: &mut dyn Write) -> io::Result<()> {
    let object = |(rule, counts): &(&String, &Counts)| {
        let mut object =
            serde_json::json!({ "rule": rule, "sites": counts.n_sites(), "applied": counts.n_applied });
        for (word, n) in VERDICTS.iter().zip(counts.by_verdict) {
            object[*word] = n.into();
        }
        object
    };
    let array: serde_json::Value = rules.iter().map(object).collect();
    writeln!(out, "{array}")
}

fn write_table(rules: &[(&String, &Counts)], out: &mut dyn Write) -> io::Result<()> {
    if rules.is_empty() {
        return Ok(());
    }
    let width = rules.iter().map(|(rule, _)| rule.len()).max().unwrap_or(0).max("rule".len());
    write!(out, "{:width$}  {:>8}", "rule", "sites")?;
    for word in VERDICTS {
        write!(out, "  {word:>10}")?;
    }
    writeln!(out, "  {:>8}", "applied")?;
    for (rule, counts) in rules {
        write!(out, "{rule:width$}  {:>8}", counts.n_sites())?;
        for n in counts.by_verdict {
            write!(out, "  {n:>10}")?;
        }
        writeln!(out, "  {:>8}", counts.n_applied)?;
    }
    Ok(())
}
