//! A `rename` of the configuration, as a rule: a function or class that has another name now, and perhaps other
//! arguments.

use std::fmt::Write as _;

/// `[[tool.reskin.rename]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rename {
    /// The old qualified name: `mylib.load_config`.
    pub from: String,
    /// The new one.
    pub to: String,
    /// Keyword arguments that go away or have another name; at most three.
    pub args: Vec<(String, ArgumentChange)>,
    /// The version of the library since which the new name is there.
    pub since: Option<String>,
}

/// What becomes of a keyword argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArgumentChange {
    /// It goes away; its value must have no effect.
    Drop,
    /// It has another name.
    Rename(String),
}

/// More would need too many cases, one for each order of each subset of them.
const MAX_CHANGED_ARGUMENTS: usize = 3;

/// What is wrong with a `rename`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenameError {
    /// A name that is no qualified name.
    #[error("rename: `{key}` is `{found}`, expected a qualified name such as `mylib.load_config`")]
    NotQualified {
        /// `from` or `to`.
        key: &'static str,
        /// The name.
        found: String,
    },
    /// An argument that is no name.
    #[error("rename of `{from}`: the argument `{found}` is no name")]
    NotAName {
        /// The old name.
        from: String,
        /// The argument.
        found: String,
    },
    /// Too many arguments change.
    #[error(
        "rename of `{from}`: {found} arguments change, expected at most {MAX_CHANGED_ARGUMENTS}; a rule file has no such limit"
    )]
    TooManyArguments {
        /// The old name.
        from: String,
        /// How many.
        found: usize,
    },
}

impl Rename {
    /// The id of its rule: `rename-mylib-load-config`.
    pub fn id(&self) -> String {
        let words = self.from.split(['.', '_']).filter(|it| !it.is_empty());
        let words: Vec<_> = words.map(str::to_ascii_lowercase).collect();
        format!("rename-{}", words.join("-"))
    }

    /// The name and the text of a rule file that does it.
    pub fn rule_file(&self) -> Result<(String, String), RenameError> {
        self.check()?;
        let id = self.id();
        let mut out = String::new();
        let since = self.since.as_ref().map_or(String::new(), |it| format!(" since {it}"));
        let (from, to) = (&self.from, &self.to);
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "schema = 1\n\n[rule]\nid = \"{id}\"\ntitle = \"{from} -> {to}\"\nrationale = {}\nsets = [\"local\"]\n",
            quoted(&format!("It is called `{to}`{since}.")),
        );
        for arguments in self.orders() {
            self.push_case(&mut out, &arguments);
        }
        let _ = writeln!(out, "[[rewrite]]\nfrom = \"{from}\"\nto = \"{to}\"\n");
        let (module, new_module) = (module_of(from), module_of(to));
        let _ = writeln!(out, "[imports]\nremove_unused = [\"{module}\", \"{from}\"]\n");
        let _ = writeln!(out, "[safety]\nlevel = \"assumes\"\n\n[[assume]]\nid = \"{id}\"");
        let because = format!("the project says that `{to}` does what `{from}` did");
        let _ = writeln!(out, "because = {}\n", quoted(&because));
        let _ = writeln!(out, "[[example]]\nbefore = '''\nimport {module}\n\nvalue = {from}\n'''");
        let _ = writeln!(out, "after = '''\nimport {new_module}\n\nvalue = {to}\n'''");
        Ok((format!("{id}.toml"), out))
    }

    fn check(&self) -> Result<(), RenameError> {
        for (key, name) in [("from", &self.from), ("to", &self.to)] {
            if !name.contains('.') || !name.split('.').all(is_identifier) {
                return Err(RenameError::NotQualified { key, found: name.clone() });
            }
        }
        for (name, change) in &self.args {
            let new = match change {
                ArgumentChange::Drop => None,
                ArgumentChange::Rename(new) => Some(new),
            };
            if let Some(found) = std::iter::once(name).chain(new).find(|it| !is_identifier(it)) {
                return Err(RenameError::NotAName { from: self.from.clone(), found: found.clone() });
            }
        }
        if self.args.len() > MAX_CHANGED_ARGUMENTS {
            return Err(RenameError::TooManyArguments { from: self.from.clone(), found: self.args.len() });
        }
        Ok(())
    }

    /// Every order of every subset of the arguments that change, the largest first, without the empty one.
    fn orders(&self) -> Vec<Vec<&(String, ArgumentChange)>> {
        let mut all: Vec<Vec<&(String, ArgumentChange)>> = vec![Vec::new()];
        let mut done = 0;
        while let Some(order) = all.get(done).cloned() {
            done += 1;
            let further = self.args.iter().filter(|it| order.iter().all(|has| has.0 != it.0));
            all.extend(further.map(|it| order.iter().copied().chain([it]).collect::<Vec<_>>()));
        }
        all.remove(0);
        all.sort_by_key(|it| std::cmp::Reverse(it.len()));
        all
    }

    fn push_case(&self, out: &mut String, arguments: &[&(String, ArgumentChange)]) {
        let (mut from, mut to) = (vec!["$...before".to_owned()], vec!["$...before".to_owned()]);
        for (idx, (name, change)) in arguments.iter().enumerate() {
            from.push(format!("{name}=${name}"));
            from.push(format!("$...after{idx}"));
            if let ArgumentChange::Rename(new) = change {
                to.push(format!("{new}=${name}"));
            }
            to.push(format!("$...after{idx}"));
        }
        let _ = writeln!(out, "[[rewrite]]\nfrom = \"{}({})\"", self.from, from.join(", "));
        let _ = writeln!(out, "to = \"{}({})\"\n", self.to, to.join(", "));
        for (name, change) in arguments {
            if *change == ArgumentChange::Drop {
                let _ = writeln!(out, "[rewrite.where.{name}]\npure = true\n");
            }
        }
    }
}

fn module_of(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(module, _)| module)
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// ASCII alone: the names stand in a pattern and in a TOML string, and `since` is the only free text.
fn is_identifier(name: &str) -> bool {
    let starts = name.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_');
    starts && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
}
