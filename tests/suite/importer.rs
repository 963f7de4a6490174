//! Imports: `testdata/rewrite/importer`, and what holds for any set of needs.
//!
//! A case is a source in which `⟦old→new⟧` is a site that replaces `old` by `new`, where `‹pathlib.Path›` is a qualified
//! name that it needs. A section `with` has the options and what all sites release.

use std::fs;

use proptest::prelude::*;
use reskin::ast::NodeId;
use reskin::rewrite::importer::{self, ImportOptions, ImportPlan, ImportStyle, ImportedName};
use reskin::rewrite::{FileModel, ImportNeed, Site, Verdict, Write};
use reskin::semantic::Qualified;
use reskin::text::{Edits, TextEdit, TextRange, TextSize};

use crate::cases::{expect_file, files, root, sections};

/// A source without its marks, and the sites that they were.
fn read_marks(marked: &str, releases: &[String]) -> (String, Vec<Site>) {
    let (mut text, mut sites) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('⟦') {
        let (mark, behind) = after.split_once('⟧').expect("a mark is closed");
        let (old, new) = mark.split_once('→').expect("a mark has an arrow");
        text.push_str(before);
        sites.push(site(size(&text), old, new, releases));
        text.push_str(old);
        rest = behind;
    }
    (text + rest, sites)
}

fn size(text: &str) -> TextSize {
    TextSize::of(text)
}

fn site(start: TextSize, old: &str, new: &str, releases: &[String]) -> Site {
    let range = TextRange::at(start, size(old));
    let (mut insert, mut imports) = (String::new(), Vec::new());
    let mut rest = new;
    while let Some((before, after)) = rest.split_once('‹') {
        let (qualified, behind) = after.split_once('›').expect("a name is closed");
        insert.push_str(before);
        let at = TextRange::at(size(&insert), size(qualified));
        imports.push(ImportNeed { qualified: qualified.to_owned(), write_idx: 0, at });
        insert.push_str(qualified);
        rest = behind;
    }
    insert.push_str(rest);
    Site {
        rule: "rule".to_owned(),
        case_idx: 0,
        range,
        writes: vec![Write { edit: TextEdit { range, insert } }],
        reads: Vec::new(),
        imports,
        unhides: Vec::new(),
        releases: releases.to_vec(),
        verdict: Verdict::Assumed(Vec::new()),
        evidence: Vec::new(),
    }
}

/// The text after `plan`, where the spelled names are in it, and the sites that are in it.
fn applied(text: &str, sites: &[&Site], plan: &ImportPlan) -> (String, Vec<(String, TextRange)>) {
    // The name of each need stands at a known place of its write, which is moved by all edits before it.
    let mut all: Vec<(TextEdit, Option<usize>)> =
        plan.edits.iter().map(|edit| (edit.clone(), None)).collect();
    for (idx, site) in sites.iter().enumerate() {
        all.extend(importer::spell(site, &plan.spellings[idx]).into_iter().map(|edit| (edit, Some(idx))));
    }
    all.sort_by_key(|(edit, _)| (edit.range.start(), edit.range.end()));
    let edits = Edits::new(all.iter().map(|(edit, _)| edit.clone()).collect()).expect("edits are disjoint");
    let new = edits.apply(text).expect("edits are of the text");
    let mut names = Vec::new();
    let mut moved: i64 = 0;
    for (edit, site_idx) in &all {
        let start = i64::from(u32::from(edit.range.start())) + moved;
        moved += edit.insert.len() as i64 - i64::from(u32::from(edit.range.len()));
        let Some(site_idx) = site_idx else { continue };
        let mut shift: i64 = 0;
        for (need, spelled) in sites[*site_idx].imports.iter().zip(&plan.spellings[*site_idx]) {
            let at = start + i64::from(u32::from(need.at.start())) + shift;
            shift += spelled.len() as i64 - i64::from(u32::from(need.at.len()));
            let range = TextRange::at(TextSize::new(u32::try_from(at).unwrap()), size(spelled));
            assert_eq!(&new[range], spelled, "a name is where it should be");
            names.push((need.qualified.clone(), range));
        }
    }
    (new, names)
}

/// Plans, again without the sites that were refused.
fn planned<'s>(
    file: &FileModel<'_>,
    sites: &'s [Site],
    options: &ImportOptions<'_>,
) -> (Vec<&'s Site>, ImportPlan, Vec<String>) {
    let mut left: Vec<&Site> = sites.iter().collect();
    let mut refused = Vec::new();
    loop {
        let plan = importer::plan(file, &left, options);
        let Some((idx, refusal)) = plan.refused.first() else { return (left, plan, refused) };
        assert!(plan.edits.is_empty());
        refused.push(format!("refused {}: {}", refusal.reason, refusal.because));
        left.remove(*idx);
    }
}

/// Whether every spelled name means in `new` what it should.
fn check_names(new: &str, names: &[(String, TextRange)]) {
    let file = FileModel::new(new).unwrap_or_else(|| panic!("the result is Python:\n{new}"));
    let all: Vec<NodeId> = file.ast().walk(file.lowered.root.into()).collect();
    for (qualified, range) in names {
        let expr = all.iter().find_map(|node| match node {
            NodeId::Expr(expr) if file.range(*expr) == *range => Some(*expr),
            _ => None,
        });
        let expr = expr.unwrap_or_else(|| panic!("`{}` is an expression in\n{new}", &new[*range]));
        let wanted =
            if qualified.contains('.') { qualified.clone() } else { format!("builtins.{qualified}") };
        match file.qualified_name(expr) {
            Qualified::Name(name) => assert_eq!(name, wanted, "in\n{new}"),
            // A file with `import *` has no names for certain.
            other => assert!(!file.model.names.star_imports().is_empty(), "{qualified}: {other:?} in\n{new}"),
        }
    }
}

fn import(it: &ImportedName) -> String {
    let asname = it.asname.as_ref().map_or(String::new(), |name| format!(" as {name}"));
    match &it.name {
        Some(name) => format!("from {} import {name}{asname}", it.module),
        None => format!("import {}{asname}", it.module),
    }
}

/// The options in a section `with`, a line each.
struct With {
    options: Vec<(String, Vec<String>)>,
}

impl With {
    fn new(text: &str) -> Self {
        let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let lines = text.lines().map(words).filter(|words| !words.is_empty());
        Self { options: lines.map(|words| (words[0].clone(), words[1..].to_vec())).collect() }
    }

    fn get(&self, key: &str) -> &[String] {
        self.options.iter().find(|(name, _)| name == key).map_or(&[], |(_, values)| values)
    }

    fn has(&self, key: &str) -> bool {
        self.options.iter().any(|(name, _)| name == key)
    }
}

fn run(marked: &str, with: &With) -> String {
    let marked = if with.has("crlf") { marked.replace('\n', "\r\n") } else { marked.to_owned() };
    let marked = if with.has("unfinished") { marked.trim_end().to_owned() } else { marked };
    let marked = marked.replace('␌', "\x0c");
    let (text, sites) = read_marks(&marked, with.get("release"));
    let file = FileModel::new(&text).unwrap_or_else(|| panic!("a case is Python:\n{text}"));
    let exported = with.get("exported");
    let options = ImportOptions {
        style: match with.get("style").first().map(String::as_str) {
            Some("from") => ImportStyle::From,
            Some("module") => ImportStyle::Module,
            _ => ImportStyle::ByKind,
        },
        line_length: with.get("length").first().map_or(88, |it| it.parse().unwrap()),
        module: with.get("module").first().map(String::as_str),
        is_package: with.has("package"),
        first_party: with.get("first-party"),
        is_imported_elsewhere: &|name| exported.iter().any(|it| it == name || it == "*"),
        ..ImportOptions::default()
    };
    let (left, plan, refused) = planned(&file, &sites, &options);
    let (new, names) = applied(&text, &left, &plan);
    check_names(&new, &names);
    let mut out = format!("### after\n{}", new.replace("\r\n", "␍\n").replace('\x0c', "␌"));
    if !out.ends_with('\n') {
        out.push_str("␄\n");
    }
    let added = plan.added.iter().map(|it| format!("+ {}", import(it)));
    let removed = plan.removed.iter().map(|it| format!("- {}", import(it)));
    let lines: Vec<String> = added.chain(removed).chain(refused).collect();
    if !lines.is_empty() {
        out.push_str(&format!("### plan\n{}\n", lines.join("\n")));
    }
    out
}

#[test]
fn imports_are_edited_as_recorded() {
    for path in files(&root().join("testdata/rewrite/importer"), "txt") {
        let text = fs::read_to_string(&path).unwrap();
        let mut cases: Vec<(String, String, String)> = Vec::new();
        for (name, body) in sections(&text) {
            match (name.as_str(), cases.last_mut()) {
                ("after" | "plan", _) => {}
                ("with", Some(case)) => case.2 = body.trim_end().to_owned() + "\n",
                (_, _) => cases.push((name, body.trim_end().to_owned() + "\n", String::new())),
            }
        }
        let case = |(name, source, with): &(String, String, String)| {
            let header = if with.is_empty() { String::new() } else { format!("### with\n{with}") };
            format!("### {name}\n{source}{header}{}", run(source, &With::new(with)))
        };
        let out: Vec<String> = cases.iter().map(case).collect();
        expect_file(&path, &out.join("\n"));
    }
}

/// Lines that files begin with.
const HEADER: &[&str] = &[
    "#!/usr/bin/env python3",
    "# -*- coding: utf-8 -*-",
    "# A comment.",
    "",
    "__version__ = '1'",
    "import os",
    "import os.path",
    "import os, sys",
    "import sys; import re",
    "import numpy as np",
    "import pathlib as pl",
    "from pathlib import Path",
    "from pathlib import Path as P, PurePath",
    "from pathlib import (\n    PosixPath,\n    PurePath,  # a comment\n)",
    "from pathlib import PosixPath, \\\n    PurePath",
    "from datetime import (datetime,\n                      date)",
    "from . import x",
    "from typing import TYPE_CHECKING",
    "if TYPE_CHECKING:\n    from pathlib import Path",
    "try:\n    import json\nexcept ImportError:\n    json = None",
    "try:\n    from pathlib import Path\nexcept ImportError:\n    from pathlib2 import Path",
    "datetime = 1",
    "def g(): pass",
    "class C: Path = 1",
    "print(len(x))",
    "from somewhere import *",
];

/// Functions that need something.
const BODY: &[&str] = &[
    "def f(x):\n    return ⟦os.path.exists(x)→‹pathlib.Path›(x).exists()⟧",
    "def f(Path, x):\n    return ⟦x→‹pathlib.Path›(x)⟧",
    "def f(x, pathlib=None):\n    return [⟦x→‹pathlib.Path›(x)⟧ for y in x]",
    "def f(x):\n    import pathlib\n    return ⟦x→‹pathlib.Path›(x)⟧",
    "x = ⟦1→‹datetime.datetime›.now(‹datetime.timezone.utc›)⟧",
    "class D:\n    datetime = ⟦1→‹datetime.datetime.now›()⟧",
    "def f(x):\n    return ⟦os.path.join(x)→‹os.path.join›(x)⟧",
    "def f(x):\n    return ⟦x→‹functools.reduce›(x, ‹collections.deque›)⟧",
    "def f(x):\n    return ⟦len(x)→‹str›(x)⟧",
    "async def f(x):\n    return lambda date: ⟦x→‹datetime.date›(x)⟧",
    "f = ⟦1→‹pytest.mark.skip›⟧; g = ⟦1→‹zipfile.Path›⟧",
];

fn file() -> impl Strategy<Value = String> {
    let docstring = prop::sample::select(vec![
        "",
        "\"\"\"Doc.\"\"\"\n",
        "\"\"\"Doc.\n\"\"\"\n\nfrom __future__ import annotations\n",
    ]);
    let header = prop::collection::vec(prop::sample::select(HEADER), 0..8);
    let body = prop::collection::vec(prop::sample::select(BODY), 1..5);
    (docstring, header, body).prop_map(|(docstring, header, body)| {
        let header: Vec<&str> = header.into_iter().chain(body).collect();
        format!("{docstring}{}\n", header.join("\n"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_needs_are_spelled_by_what_they_mean(marked in file(), crlf in any::<bool>()) {
        let marked = if crlf { marked.replace('\n', "\r\n") } else { marked };
        let releases = ["os".to_owned(), "os.path".to_owned(), "pathlib".to_owned()];
        let (text, sites) = read_marks(&marked, &releases);
        let Some(file) = FileModel::new(&text) else { return Ok(()) };
        let (left, plan, _) = planned(&file, &sites, &ImportOptions::default());
        let (new, names) = applied(&text, &left, &plan);
        check_names(&new, &names);
        let after = FileModel::new(&new).expect("it was read before");
        let again = importer::plan(&after, &[], &ImportOptions::default());
        prop_assert!(again.edits.is_empty());
    }
}
