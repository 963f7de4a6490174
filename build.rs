//! Loads every rule of `rules/` with the loader that the program has, so that a broken one fails the build, and writes
//! the table of them that is embedded in the program.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

// The loader names these of the crate, and nothing else.
mod text {
    pub(crate) use text_size::{TextRange, TextSize};
}
#[allow(dead_code, unreachable_pub)]
#[path = "src/syntax/version.rs"]
mod version;
mod syntax {
    pub(crate) use crate::version::PythonVersion;
}
#[allow(dead_code, unreachable_pub, unused_imports)]
#[path = "src/rewrite/rule_file/mod.rs"]
mod rule_file;

use self::rule_file::RuleFile;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=src/rewrite/rule_file");
    println!("cargo::rerun-if-changed=src/syntax/version.rs");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the package's folder"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder for what is made"));
    let mut paths = Vec::new();
    rule_paths(&root.join("rules"), &mut paths);
    let mut table = String::from("&[\n");
    let mut broken = Vec::new();
    for path in paths {
        let name = path.strip_prefix(&root).unwrap_or(&path).display().to_string().replace('\\', "/");
        let source = fs::read_to_string(&path).unwrap_or_else(|error| panic!("cannot read {name}: {error}"));
        match rule_file::load(&name, &source) {
            Ok(file) => push_entry(&mut table, &path, &file),
            Err(errors) => broken.push(errors.to_string()),
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
    table.push_str("]\n");
    fs::write(out.join("shipped_rules.rs"), table).expect("cargo's folder can be written");
}

/// The rule files below `dir`: all files in the folders of sets, sorted.
fn rule_paths(dir: &Path, out: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(dir).unwrap_or_else(|error| panic!("cannot read {}: {error}", dir.display()));
    let mut paths: Vec<_> = entries.filter_map(|it| it.ok().map(|it| it.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            rule_paths(&path, out);
        } else if path.extension().is_some_and(|it| it == "toml")
            && path.file_name().is_some_and(|it| it != "sets.toml")
        {
            out.push(path);
        }
    }
}

fn push_entry(table: &mut String, path: &Path, file: &RuleFile) {
    let header = &file.header;
    let texts =
        |texts: &[rule_file::Text]| -> Vec<String> { texts.iter().map(|it| it.value.clone()).collect() };
    let minor = |version: Option<syntax::PythonVersion>| version.map(syntax::PythonVersion::minor);
    let _ = writeln!(
        table,
        "    Shipped {{ file: {:?}, id: {:?}, title: {:?}, sets: &{:?}, tags: &{:?}, requires: &{:?}, min_minor: {:?}, \
         max_minor: {:?}, level: Level::{:?}, tier: {}, prefilter: &{:?}, text: include_str!({:?}) }},",
        file.name,
        header.id.value,
        header.title.value,
        texts(&header.sets),
        texts(&header.tags),
        texts(&header.requires),
        minor(file.min_version()),
        minor(header.max_version),
        file.mildest_level(),
        file.tier(),
        file.prefilter(),
        path,
    );
}
