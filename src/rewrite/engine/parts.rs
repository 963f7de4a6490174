//! The parts of a file that a judge looks at: the module's own statements around sites.

use super::Round;
use super::evaluate::Found;
use crate::ast::{Mod, Stmt, StmtId};
use crate::rewrite::file::FileModel;
use crate::rewrite::importer::whole_range;
use crate::rewrite::judge::Part;
use crate::rewrite::outcome::Detail;
use crate::rewrite::site::Site;
use crate::text::TextRange;

/// Asks a judge of the sites that it wants, part by part. A site that needs imports, or writes outside of the module's
/// statements, is no matter of one part.
pub(super) fn judge(round: &Round<'_>, found: &mut [Found]) {
    let (file, judge) = (round.file, round.options.judge);
    let statements = Statements::new(file);
    let wanted = (0..found.len()).filter(|idx| {
        let site = &found[*idx].site;
        is_open(round, site)
            && site.imports.is_empty()
            && !site.writes.is_empty()
            && judge.wants(site, file.text)
    });
    let mut placed: Vec<(TextRange, usize)> =
        wanted.filter_map(|idx| Some((statements.around(&found[idx].site)?, idx))).collect();
    placed.sort_by_key(|(range, idx)| (range.start(), range.end(), *idx));
    for group in placed.chunk_by(|a, b| a.0 == b.0) {
        let part = Part {
            future: &statements.future,
            text: file.text,
            range: group[0].0,
            sites: group.iter().map(|(_, idx)| &found[*idx].site).collect(),
        };
        let verdicts = judge.judge(&part);
        for ((_, idx), verdict) in group.iter().zip(verdicts) {
            found[*idx].site.verdict = verdict;
        }
    }
}

/// Whether the judge's word changes anything that is wanted.
fn is_open(round: &Round<'_>, site: &Site) -> bool {
    round.options.detail >= Detail::Reasons || !site.verdict.is_accepted(round.options.acceptance)
}

/// The module's own statements.
struct Statements {
    /// Sorted.
    ranges: Vec<TextRange>,
    /// The future imports, a line each.
    future: String,
}

impl Statements {
    fn new(file: &FileModel<'_>) -> Self {
        let ast = file.ast();
        let body: &[StmtId] = match ast[file.lowered.root] {
            Mod::Module(it) => &ast[it.body],
            Mod::Interactive(_) | Mod::Expression(_) | Mod::FunctionType(_) => &[],
        };
        let is_future = |stmt: &&StmtId| match ast[**stmt] {
            Stmt::ImportFrom(it) => it.module.is_some_and(|module| ast.name(module) == "__future__"),
            _ => false,
        };
        let future = body.iter().filter(is_future).map(|stmt| format!("{}\n", file.source(*stmt)));
        Self { ranges: body.iter().map(|stmt| whole_range(ast, *stmt)).collect(), future: future.collect() }
    }

    /// The statements that a site writes in.
    fn around(&self, site: &Site) -> Option<TextRange> {
        let writes = site.writes.iter().map(|write| write.edit.range);
        let all = writes.fold(site.range, TextRange::cover);
        let first = self.ranges.partition_point(|it| it.end() < all.start());
        let last = self.ranges.partition_point(|it| it.start() < all.end()).checked_sub(1)?;
        let range = self.ranges.get(first)?.cover(*self.ranges.get(last)?);
        range.contains_range(all).then_some(range)
    }
}
