//! Three rewrites by tokens alone, in the place of the engine.

use std::path::Path;

use super::Rewriter;
use crate::cli::config::{Origin, Settings};
use crate::rewrite::{
    Approver, Assumption, EngineFault, Evidence, Finding, ImportNeed, LookedAt, Outcome, Proof, Refusal,
    Site, Verdict, VouchedBy, Write,
};
use crate::semantic::Answer;
use crate::syntax::lexer::{Tokens, lex};
use crate::syntax::{self, SyntaxKind};
use crate::text::{Edits, SourceFile, TextEdit, TextRange};

/// `IOError` is proved, `os.path.exists` assumed, `os.path.isdir` refused.
pub(super) struct StandIn {
    vouched: Option<VouchedBy>,
    ignored: Vec<String>,
    selected: Vec<String>,
}

impl StandIn {
    pub(super) fn new(settings: &Settings) -> Self {
        let it = settings.assume.iter().find(|it| it.value == "path-not-empty");
        let by = |origin: &Origin| match origin {
            Origin::CommandLine(_) => VouchedBy::CommandLine,
            _ => VouchedBy::Project,
        };
        Self {
            vouched: it.map(|it| by(&it.origin)),
            ignored: settings.ignore.value.clone(),
            selected: settings.select.value.clone(),
        }
    }

    fn is_on(&self, rule: &str, off: &[&str]) -> bool {
        let is_named = |list: &[String]| list.iter().any(|it| it == rule || it == "default" || it == "ALL");
        is_named(&self.selected)
            && !self.ignored.iter().any(|it| it == rule)
            && !off.iter().any(|it| *it == rule || *it == "*")
    }

    fn exists_verdict(&self) -> (Verdict, Vec<Evidence>) {
        let because = "os.path.exists('') is False, Path('') is the current directory".to_owned();
        let evidence = vec![
            Evidence {
                claim: "p is str".into(),
                answer: Answer::Yes,
                vouched_by: None,
                because: "annotation in line 1".into(),
                witness: None,
            },
            Evidence {
                claim: "path-not-empty".into(),
                answer: Answer::Unknown,
                vouched_by: self.vouched,
                because: because.clone(),
                witness: Some("p = \"\": False, then True".into()),
            },
        ];
        let verdict = match self.vouched {
            Some(_) => Verdict::Proved(Proof::ByRule),
            None => Verdict::Assumed(vec![Assumption { id: "path-not-empty".into(), because }]),
        };
        (verdict, evidence)
    }
}

impl Rewriter for StandIn {
    fn rewrite(
        &self,
        _path: &Path,
        file: &SourceFile,
        off: &[&str],
        approver: &dyn Approver,
    ) -> Result<Outcome, EngineFault> {
        let text = file.text();
        if !text.contains("IOError") && !text.contains("os.path.") {
            return Ok(Outcome::default());
        }
        if text.contains("# reskin: ignore-file") {
            return Ok(Outcome { looked_at: LookedAt::Suppressed, ..Outcome::default() });
        }
        let parse = syntax::parse(text);
        if !parse.errors().is_empty() {
            return Err(EngineFault::DoesNotParse);
        }
        let tokens = lex(text);
        let mut outcome = Outcome { looked_at: LookedAt::Searched, rounds: 1, ..Outcome::default() };
        let mut applied = Vec::new();
        let mut needs_path = false;
        for idx in 0..tokens.len() {
            let Some((site, message)) = self.site_at(text, &tokens, idx) else { continue };
            if !self.is_on(&site.rule, off) || is_suppressed(text, &site) {
                continue;
            }
            let is_applied = !site.writes.is_empty() && approver.approves(&site, text);
            let mut edits: Vec<TextEdit> = site.writes.iter().map(|it| it.edit.clone()).collect();
            if is_applied {
                applied.extend(edits.clone());
                needs_path |= !site.imports.is_empty();
            }
            if !site.imports.is_empty() {
                edits.push(import_edit());
            }
            outcome.findings.push(Finding {
                rule: site.rule,
                case_idx: 0,
                message,
                range: site.range,
                verdict: site.verdict,
                evidence: site.evidence,
                edits: Edits::new(edits).unwrap_or_default(),
                is_applied,
                round: 1,
            });
        }
        if needs_path {
            applied.push(import_edit());
        }
        outcome.edits = Edits::new(applied).unwrap_or_default();
        Ok(outcome)
    }

    fn title(&self, rule: &str) -> Option<String> {
        Some(match rule {
            "ioerror-alias" => "IOError -> OSError".to_owned(),
            "os-path-exists" => "os.path.exists(p) -> Path(p).exists()".to_owned(),
            "os-path-isdir" => "os.path.isdir(p) -> Path(p).is_dir()".to_owned(),
            _ => return None,
        })
    }
}

fn import_edit() -> TextEdit {
    TextEdit { range: TextRange::default(), insert: "from pathlib import Path\n".into() }
}

fn is_suppressed(text: &str, site: &Site) -> bool {
    let rest = &text[usize::from(site.range.start())..];
    rest.lines().next().is_some_and(|it| it.contains(&format!("# reskin: ignore[{}]", site.rule)))
}

impl StandIn {
    fn site_at(&self, text: &str, tokens: &Tokens, idx: usize) -> Option<(Site, String)> {
        if tokens.kind(idx) != SyntaxKind::NAME {
            return None;
        }
        let token = |idx: usize| (idx < tokens.len()).then(|| &text[tokens.range(idx)]);
        let is = |words: &[&str]| words.iter().enumerate().all(|(at, word)| token(idx + at) == Some(word));
        let site = |rule: &str, range, writes: Vec<TextEdit>, (verdict, evidence)| Site {
            rule: rule.to_owned(),
            case_idx: 0,
            range,
            writes: writes.into_iter().map(|edit| Write { edit }).collect(),
            reads: Vec::new(),
            imports: Vec::new(),
            releases: Vec::new(),
            verdict,
            evidence,
        };
        if is(&["IOError"]) {
            let range = tokens.range(idx);
            let edit = TextEdit { range, insert: "OSError".into() };
            let proved = (Verdict::Proved(Proof::ByRule), Vec::new());
            return Some((site("ioerror-alias", range, vec![edit], proved), "IOError -> OSError".into()));
        }
        let call = |name: &str| is(&["os", ".", "path", ".", name, "("]) && token(idx + 7) == Some(")");
        let head = |end: usize| TextRange::new(tokens.range(idx).start(), tokens.range(idx + end).end());
        if call("exists") {
            let end = tokens.range(idx + 7).end();
            let writes = vec![
                TextEdit { range: head(4), insert: "Path".into() },
                TextEdit { range: TextRange::empty(end), insert: ".exists()".into() },
            ];
            let mut site = site("os-path-exists", head(7), writes, self.exists_verdict());
            let at = TextRange::up_to(4.into());
            site.imports.push(ImportNeed { qualified: "pathlib.Path".into(), write_idx: 0, at });
            return Some((site, "os.path.exists(p) -> Path(p).exists()".into()));
        }
        if call("isdir") {
            let refusal = Refusal { reason: "p.type".into(), because: "p is bytes".into() };
            let site = site("os-path-isdir", head(7), Vec::new(), (Verdict::Refused(refusal), Vec::new()));
            return Some((site, "os.path.isdir(p) -> Path(p).is_dir()".into()));
        }
        None
    }
}
