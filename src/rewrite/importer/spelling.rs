//! Chooses how every qualified name is spelled.

use rustc_hash::{FxHashMap, FxHashSet};

use super::binding::{self, Origin, Place, Use};
use super::context::Context;
use super::place::scope_at;
use super::removal::Released;
use super::stdlib::{self, Parts};
use super::{ImportNeed, ImportStyle, statement};
use crate::rewrite::site::Site;
use crate::rewrite::verdict::Refusal;
use crate::semantic::{Answer, ScopeId, VariableId};
use crate::text::TextRange;

/// An import that has to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The module.
    pub(super) module: String,
    /// The name that is taken out of it; none for `import module`.
    pub(super) name: Option<String>,
    /// The first unit of the module's that needs it.
    pub(super) before_unit: usize,
}

/// The spellings of all needs.
#[derive(Debug, Default)]
pub(super) struct Spelled {
    pub(super) texts: Vec<Vec<String>>,
    pub(super) refused: Vec<(usize, Refusal)>,
    pub(super) wanted: Vec<Wanted>,
    /// Variables whose imports go, and whose names are imported from elsewhere instead.
    pub(super) renewed: Vec<VariableId>,
}

/// Chooses the spellings of the needs of some sites.
pub(super) struct Speller<'a> {
    ctx: &'a Context<'a>,
    /// Needs of one qualified name, in the order in which the names are first met.
    groups: Vec<(&'a str, Vec<Need>)>,
    /// What the first names of new imports will be bound to; none for builtins that are needed.
    planned: FxHashMap<String, Option<String>>,
    /// Variables that imports of one thing alone bind, and that thing.
    imported: Vec<(VariableId, String)>,
    /// Variables of the module whose imports go if no spelling needs them.
    going: Vec<VariableId>,
    out: Spelled,
}

/// One need.
#[derive(Debug, Clone, Copy)]
struct Need {
    site_idx: usize,
    need_idx: usize,
    place: Place,
}

/// A possible spelling.
#[derive(Debug, Clone)]
struct Candidate {
    /// Its first name.
    root: String,
    /// What that has to be bound to.
    bound_to: String,
    /// The module that has to be loaded.
    module: String,
    /// The spelling.
    text: String,
    /// What would be imported for it: the name out of the module, or the module; none if nothing can be.
    import: Option<Option<String>>,
}

impl<'a> Speller<'a> {
    pub(super) fn new(ctx: &'a Context<'a>, sites: &[&'a Site], going: &[Released]) -> Self {
        let mut groups: Vec<(&str, Vec<Need>)> = Vec::new();
        let mut group_of: FxHashMap<&str, usize> = FxHashMap::default();
        for (site_idx, site) in sites.iter().enumerate() {
            for (need_idx, need) in site.imports.iter().enumerate() {
                let idx = *group_of.entry(&need.qualified).or_insert_with(|| {
                    groups.push((need.qualified.as_str(), Vec::new()));
                    groups.len() - 1
                });
                groups[idx].1.push(Need { site_idx, need_idx, place: place_of(ctx, site, need) });
            }
        }
        let texts = sites.iter().map(|site| vec![String::new(); site.imports.len()]).collect();
        let out = Spelled { texts, ..Spelled::default() };
        let imported = if groups.is_empty() { Vec::new() } else { imported(ctx) };
        let of_module = |id: &VariableId| ctx.names()[*id].scope == ScopeId::MODULE;
        let going = going.iter().map(|(id, _)| *id).filter(of_module).collect();
        Self { ctx, groups, planned: FxHashMap::default(), imported, going, out }
    }

    pub(super) fn spell(mut self) -> Spelled {
        let groups = std::mem::take(&mut self.groups);
        let (builtins, others): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(name, _)| is_builtin(name));
        for (name, needs) in builtins {
            self.spell_builtin(name.rsplit('.').next().unwrap_or(name), &needs);
        }
        for (name, needs) in others {
            self.spell_imported(name, &needs);
        }
        let mut seen = FxHashSet::default();
        self.out.refused.sort_by_key(|(idx, _)| *idx);
        self.out.refused.retain(|(idx, _)| seen.insert(*idx));
        for (idx, _) in &self.out.refused {
            self.out.texts[*idx].iter_mut().for_each(String::clear);
        }
        self.out
    }

    fn spell_builtin(&mut self, name: &str, needs: &[Need]) {
        self.planned.insert(name.to_owned(), None);
        for need in needs {
            match binding::builtin_is_visible(self.ctx.file, need.place.scope, name) {
                Answer::Yes => self.set(need, name.to_owned()),
                Answer::No => self.refuse(need, format!("the builtin `{name}` is hidden here")),
                Answer::Unknown => self.refuse(need, format!("the builtin `{name}` may be hidden here")),
            }
        }
    }

    fn spell_imported(&mut self, qualified: &str, needs: &[Need]) {
        let parts = stdlib::parts(qualified, self.ctx.options);
        if self.ctx.options.module == Some(parts.module) {
            for need in needs {
                self.refuse(need, format!("`{qualified}` is of this module itself"));
            }
            return;
        }
        let added = self.new_imports(qualified, &parts);
        let existing = self.existing(qualified, &parts);
        if let Some(found) = self.fits_all(&existing, &added, needs) {
            for need in needs {
                self.take(&found, need);
            }
            return;
        }
        for need in needs {
            let of_all = || existing.iter().chain(&added);
            let bound = of_all().find(|it| self.usable(it, need) == Use::Bound);
            match bound.or_else(|| added.iter().find(|it| self.usable(it, need) == Use::Free)).cloned() {
                Some(found) => self.take(&found, need),
                None => self.refuse(need, shadowed(&added)),
            }
        }
    }

    /// The candidate that fits all needs: without a new import if there is one.
    fn fits_all(&self, existing: &[Candidate], added: &[Candidate], needs: &[Need]) -> Option<Candidate> {
        let all = |it: &Candidate, ok: fn(Use) -> bool| needs.iter().all(|need| ok(self.usable(it, need)));
        let bound = existing.iter().find(|it| all(it, |it| it == Use::Bound));
        bound.or_else(|| added.iter().find(|it| all(it, |it| it != Use::Shadowed))).cloned()
    }

    fn usable(&self, candidate: &Candidate, need: &Need) -> Use {
        if self.planned.get(&candidate.root).is_some_and(|it| it.as_deref() != Some(&*candidate.bound_to)) {
            return Use::Shadowed;
        }
        if binding::is_mangled(self.ctx, &candidate.text, need.place.scope) {
            return Use::Shadowed;
        }
        let origin = Origin { root: &candidate.bound_to, module: &candidate.module };
        let found = match binding::usable(self.ctx, &candidate.root, &origin, need.place) {
            Use::Shadowed if self.going(candidate, need).is_some() => Use::Free,
            it => it,
        };
        match found {
            // There is no place for an import above a docstring, a future import or `import *`.
            Use::Free if !statement::has_room(self.ctx, self.ctx.unit_at(need.place.offset)) => Use::Shadowed,
            Use::Free if candidate.import.is_none() => Use::Shadowed,
            it => it,
        }
    }

    /// The variable that the candidate's first name means there, if its imports go and the name can be imported anew.
    fn going(&self, candidate: &Candidate, need: &Need) -> Option<VariableId> {
        let id = binding::variable(self.ctx, &candidate.root, need.place.scope)?;
        (candidate.import.is_some() && self.going.contains(&id)).then_some(id)
    }

    fn take(&mut self, candidate: &Candidate, need: &Need) {
        let free = self.usable(candidate, need) == Use::Free;
        match (binding::variable(self.ctx, &candidate.root, need.place.scope), free) {
            (Some(id), true) if self.going.contains(&id) && !self.out.renewed.contains(&id) => {
                self.out.renewed.push(id);
            }
            // What is spelled by an import keeps it.
            (Some(id), false) => self.going.retain(|it| *it != id),
            _ => {}
        }
        if let (true, Some(name)) = (free, &candidate.import) {
            self.planned.insert(candidate.root.clone(), Some(candidate.bound_to.clone()));
            let before_unit = self.ctx.unit_at(need.place.offset);
            let same = |it: &&mut Wanted| it.module == candidate.module && it.name == *name;
            match self.out.wanted.iter_mut().find(same) {
                Some(known) => known.before_unit = known.before_unit.min(before_unit),
                None => {
                    let (module, name) = (candidate.module.clone(), name.clone());
                    self.out.wanted.push(Wanted { module, name, before_unit });
                }
            }
        }
        self.set(need, candidate.text.clone());
    }

    fn set(&mut self, need: &Need, text: String) {
        self.out.texts[need.site_idx][need.need_idx] = text;
    }

    fn refuse(&mut self, need: &Need, because: String) {
        let refusal = Refusal { reason: "import-shadowed".to_owned(), because };
        self.out.refused.push((need.site_idx, refusal));
    }

    /// Spellings by what is imported already: of the thing itself first, then of the module that has it.
    fn existing(&self, qualified: &str, parts: &Parts<'_>) -> Vec<Candidate> {
        let whole = parts.module.len() + parts.name.map_or(0, |name| name.len() + 1);
        let mut out: Vec<(usize, Candidate)> = Vec::new();
        for (variable, path) in &self.imported {
            let Some(rest) = qualified.strip_prefix(path.as_str()) else { continue };
            if !(rest.is_empty() || rest.starts_with('.')) {
                continue;
            }
            let root = self.ctx.ast().name(self.ctx.names()[*variable].name).to_owned();
            let candidate = Candidate {
                text: format!("{root}{rest}"),
                root,
                bound_to: path.clone(),
                module: parts.module.to_owned(),
                import: None,
            };
            out.push((path.len().min(whole), candidate));
        }
        out.sort_by_key(|(len, _)| std::cmp::Reverse(*len));
        out.into_iter().map(|(_, candidate)| candidate).collect()
    }

    /// Spellings by imports that can be added, the preferred one first.
    fn new_imports(&self, qualified: &str, parts: &Parts<'_>) -> Vec<Candidate> {
        let top = parts.module.split('.').next().unwrap_or(parts.module);
        let module = Candidate {
            root: top.to_owned(),
            bound_to: top.to_owned(),
            module: parts.module.to_owned(),
            text: qualified.to_owned(),
            import: Some(None),
        };
        let Some(name) = parts.name else { return vec![module] };
        let from = Candidate {
            root: name.to_owned(),
            bound_to: format!("{}.{name}", parts.module),
            module: parts.module.to_owned(),
            text: format!("{name}{}", parts.rest),
            import: Some(Some(name.to_owned())),
        };
        let is_renewed = |root: &str| {
            binding::variable(self.ctx, root, ScopeId::MODULE).is_some_and(|id| self.going.contains(&id))
        };
        // What the code calls it already it goes on to be called.
        let prefers_from = match (is_renewed(name), is_renewed(top)) {
            (true, _) => true,
            (false, true) => false,
            (false, false) if statement::imports_names_from(self.ctx, parts.module) => true,
            (false, false) => match self.ctx.options.style {
                ImportStyle::ByKind => stdlib::is_class(parts.module, name, self.ctx.options),
                ImportStyle::From => true,
                ImportStyle::Module => false,
            },
        };
        if prefers_from { vec![from, module] } else { vec![module, from] }
    }
}

fn is_builtin(qualified: &str) -> bool {
    !qualified.contains('.') || qualified.starts_with("builtins.")
}

fn shadowed(candidates: &[Candidate]) -> String {
    let roots: Vec<String> = candidates.iter().map(|it| format!("`{}`", it.root)).collect();
    let verb = if roots.len() == 1 { "means" } else { "mean" };
    format!("{} {verb} something else here, or may", roots.join(" and "))
}

/// The variables that nothing but imports of one thing bind.
fn imported(ctx: &Context<'_>) -> Vec<(VariableId, String)> {
    let mut seen = FxHashSet::default();
    let mut out = Vec::new();
    for variable in ctx.names().bindings().map(|it| it.variable) {
        if !seen.insert(variable) {
            continue;
        }
        let paths = binding::bindings(ctx, variable);
        let mut paths = paths.iter().map(|it| binding::origin_of(ctx, it).map(|import| import.qualified));
        if let Some(Some(first)) = paths.next()
            && paths.all(|path| path.as_ref() == Some(&first))
        {
            out.push((variable, first));
        }
    }
    out
}

/// Where a need is to be spelled.
fn place_of(ctx: &Context<'_>, site: &Site, need: &ImportNeed) -> Place {
    let write = site.writes.get(need.write_idx).map_or(site.range, |write| write.edit.range);
    let range = TextRange::new(write.start(), write.end());
    Place { scope: scope_at(ctx.file, range, site.range), offset: range.start() }
}
