//! The engine with the rules that the settings select.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::Glob;

use super::Rewriter;
use crate::cli::config::{
    ConfigError, ImportStyle as ConfiguredStyle, Origin, Rename as ConfiguredRename, Settings, Sourced,
};
use crate::cli::rule::catalog::add_folder;
use crate::rewrite::engine::{Engine, EngineOptions};
use crate::rewrite::rule_file::{Case, CaseBody};
use crate::rewrite::rule_set::{ArgumentChange, Catalog, Choice, Listing, Rename, Selection};
use crate::rewrite::{
    Approver, Detail, EngineFault, ImportOptions, ImportStyle, NameKind, Outcome, Rule, StubSignatures,
    VouchedBy,
};
use crate::rules;
use crate::semantic::stubs;
use crate::text::SourceFile;
use crate::verify::CodeJudge;

/// What folders have in common: their settings differ, and yet most have the same rules.
#[derive(Default)]
pub(in crate::cli) struct Shared {
    /// By the folders of rules and the renames that are beside the shipped rules.
    catalogs: Vec<(Vec<PathBuf>, Vec<ConfiguredRename>, Arc<Catalog>)>,
    /// By the catalog and the ids of its rules that are selected, in their order.
    engines: Vec<(Arc<Catalog>, Vec<String>, Arc<Engine>)>,
}

impl Shared {
    fn catalog(&mut self, settings: &Settings) -> Result<Arc<Catalog>, ConfigError> {
        let folders = &settings.rules_dir.value;
        let is_same =
            |renames: &[ConfiguredRename]| renames.iter().eq(settings.renames.iter().map(|it| &it.value));
        let known = self.catalogs.iter().find(|(dirs, renames, _)| dirs == folders && is_same(renames));
        if let Some((.., catalog)) = known {
            return Ok(Arc::clone(catalog));
        }
        let new = Arc::new(catalog(settings)?);
        let renames = settings.renames.iter().map(|it| it.value.clone()).collect();
        self.catalogs.push((folders.clone(), renames, Arc::clone(&new)));
        Ok(new)
    }

    fn engine(&mut self, catalog: &Arc<Catalog>, listings: &[&Listing]) -> Result<Arc<Engine>, ConfigError> {
        let is_same = |ids: &[String]| ids.iter().eq(listings.iter().map(|it| &it.id));
        let known = self.engines.iter().find(|(of, ids, _)| Arc::ptr_eq(of, catalog) && is_same(ids));
        if let Some((.., engine)) = known {
            return Ok(Arc::clone(engine));
        }
        let rules = listings.iter().map(|listing| ready(listing)).collect::<Result<Vec<_>, _>>()?;
        let new = Arc::new(Engine::new(rules));
        let ids = listings.iter().map(|it| it.id.clone()).collect();
        self.engines.push((Arc::clone(catalog), ids, Arc::clone(&new)));
        Ok(new)
    }
}

/// Rules and what applies to all files with the same settings.
pub(super) struct EngineRewriter {
    engine: Arc<Engine>,
    catalog: Arc<Catalog>,
    settings: Settings,
    named_rules: HashSet<String>,
    vouched: Vec<(globset::GlobMatcher, VouchedBy)>,
    judge: CodeJudge,
}

impl EngineRewriter {
    /// Selects the rules and makes them ready. The error names the setting.
    pub(super) fn new(settings: &Settings, shared: &mut Shared) -> Result<Self, ConfigError> {
        let catalog = shared.catalog(settings)?;
        let selection = selection(settings);
        let listings = catalog.select(&selection).map_err(|error| in_setting(&settings.select, error))?;
        let engine = shared.engine(&catalog, &listings)?;
        let selectors = selection.select.iter().chain(&selection.extend_select);
        let named_rules = selectors
            .filter(|it| catalog.rule(&it.selector).is_some())
            .map(|it| it.selector.clone())
            .collect();
        let vouched = settings.assume.iter().map(vouched).collect::<Result<_, _>>()?;
        let judge = CodeJudge { target: settings.target_version.value };
        Ok(Self { engine, settings: settings.clone(), named_rules, vouched, judge, catalog })
    }

    fn options<'a>(
        &'a self,
        path: &'a Path,
        off: &[&str],
        detail: Detail,
        approver: &'a dyn Approver,
    ) -> EngineOptions<'a> {
        let settings = &self.settings;
        let style = match settings.import_style.value {
            ConfiguredStyle::Auto => ImportStyle::ByKind,
            ConfiguredStyle::From => ImportStyle::From,
            ConfiguredStyle::Module => ImportStyle::Module,
        };
        let line_length = settings.line_length.value as usize;
        let is_package = path.file_name().is_some_and(|name| name == "__init__.py");
        let rule_options = settings.options.iter();
        EngineOptions {
            acceptance: settings.accept.value,
            target: settings.target_version.value,
            vouched: self.vouched.clone(),
            named_rules: self.named_rules.clone(),
            imports: ImportOptions {
                style,
                line_length,
                is_package,
                kind_of: &kind_of,
                ..ImportOptions::default()
            },
            detail,
            line_length,
            off: self.off(off),
            rule_options: rule_options
                .map(|((rule, option), value)| (rule.clone(), option.clone(), value.value.clone()))
                .collect(),
            signatures: &StubSignatures,
            judge: &self.judge,
            approver,
        }
    }

    /// The ids of the rules that selectors mean.
    fn off(&self, selectors: &[&str]) -> HashSet<String> {
        let mut off = HashSet::new();
        for selector in selectors {
            let selector = if *selector == "*" { "ALL" } else { selector };
            // What a per-file ignore misspells, it does not ignore; the configuration was checked for it before.
            for listing in self.catalog.matching(selector).unwrap_or_default() {
                off.insert(listing.id.clone());
            }
        }
        off
    }
}

impl Rewriter for EngineRewriter {
    fn rewrite(
        &self,
        path: &Path,
        file: &SourceFile,
        off: &[&str],
        detail: Detail,
        approver: &dyn Approver,
    ) -> Result<Outcome, EngineFault> {
        let shown = path.to_string_lossy().replace('\\', "/");
        self.engine.rewrite(file.text(), &shown, &self.options(path, off, detail, approver))
    }

    fn cases(&self, rule: &str) -> Vec<String> {
        let file = self.catalog.rule(rule).and_then(|it| it.load().ok());
        let described = |case: &Case| match &case.body {
            CaseBody::Pattern { from, .. } | CaseBody::LeftAlone { from, .. } => {
                from.value.split_whitespace().collect::<Vec<_>>().join(" ")
            }
            CaseBody::Native(native) => native.name.value.clone(),
        };
        file.iter().flat_map(|file| &file.cases).map(described).collect()
    }

    fn title(&self, rule: &str) -> Option<String> {
        self.catalog.rule(rule).map(|it| it.title.clone())
    }
}

fn ready(listing: &Listing) -> Result<Rule, ConfigError> {
    let fail = |message: String| ConfigError { place: listing.file.clone(), line: None, message };
    let file = listing.load().map_err(|error| fail(error.to_string()))?;
    Rule::new(file, rules::natives()).map_err(|error| fail(error.to_string()))
}

/// Our rules, and those of the project.
fn catalog(settings: &Settings) -> Result<Catalog, ConfigError> {
    let mut catalog = Catalog::shipped().map_err(|error| in_setting(&settings.rules_dir, error))?;
    for folder in &settings.rules_dir.value {
        let folder: &PathBuf = folder;
        add_folder(&mut catalog, folder)
            .map_err(|error| in_setting(&settings.rules_dir, format!("{error:#}")))?;
    }
    for it in &settings.renames {
        let change = |to: &Option<String>| match to {
            Some(name) => ArgumentChange::Rename(name.clone()),
            None => ArgumentChange::Drop,
        };
        let rename = Rename {
            from: it.value.from.clone(),
            to: it.value.to.clone(),
            args: it.value.args.iter().map(|(name, to)| (name.clone(), change(to))).collect(),
            since: it.value.since.clone(),
        };
        catalog.add_rename(&rename).map_err(|error| in_setting(it, error))?;
    }
    Ok(catalog)
}

fn selection(settings: &Settings) -> Selection {
    let choice = |selector: &String, origin: &Origin| match origin {
        Origin::CommandLine(_) => Choice::on_command_line(selector.clone()),
        _ => Choice::configured(selector.clone()),
    };
    let all = |list: &Sourced<Vec<String>>| list.value.iter().map(|it| choice(it, &list.origin)).collect();
    Selection {
        select: all(&settings.select),
        extend_select: settings.extend_select.iter().map(|it| choice(&it.value, &it.origin)).collect(),
        ignore: all(&settings.ignore),
        tier: settings.tier.as_ref().map(|it| it.value),
        target: Some(settings.target_version.value),
        acceptance: Some(settings.accept.value),
        dependencies: settings.dependencies.iter().cloned().collect(),
    }
}

fn vouched(it: &Sourced<String>) -> Result<(globset::GlobMatcher, VouchedBy), ConfigError> {
    let glob = Glob::new(&it.value).map_err(|error| in_setting(it, error))?;
    let by = match it.origin {
        Origin::CommandLine(_) => VouchedBy::CommandLine,
        _ => VouchedBy::Project,
    };
    Ok((glob.compile_matcher(), by))
}

/// What a qualified name of the library is.
pub(super) fn kind_of(qualified: &str) -> Option<NameKind> {
    Some(match stubs::lookup(qualified)? {
        stubs::Item::Class(_) => NameKind::Class,
        stubs::Item::Module(_) => NameKind::Module,
        stubs::Item::Function(_) | stubs::Item::Value(_) | stubs::Item::TypeAlias(_) => NameKind::Other,
    })
}

/// What is wrong with a setting, at its place.
fn in_setting<T>(setting: &Sourced<T>, message: impl std::fmt::Display) -> ConfigError {
    let message = message.to_string();
    match &setting.origin {
        Origin::File { file, line } => ConfigError { place: file.to_string(), line: Some(*line), message },
        Origin::Project(place) => ConfigError { place: place.clone(), line: None, message },
        Origin::CommandLine(option) => ConfigError { place: (*option).to_owned(), line: None, message },
        Origin::Default => ConfigError { place: "the configuration".to_owned(), line: None, message },
    }
}
