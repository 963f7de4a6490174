//! What is executed, and what it is compared by.

use serde::{Deserialize, Serialize};

use crate::rewrite::rule_file::{Ignored, RuleFile};

/// Seconds for one program; examples are small, and a rule that makes one hang must not hang the test.
const SECONDS_PER_JOB: u32 = 10;

/// A program to execute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Job {
    pub(super) setup: Option<String>,
    pub(super) code: String,
    pub(super) inputs: Vec<String>,
    pub(super) ignore: Vec<&'static str>,
    pub(super) seconds: u32,
    /// As `python -O`: 0 or 1.
    pub(super) optimize: u8,
}

/// What came of one step of a program.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Step {
    /// The class of an exception.
    #[serde(default)]
    raises: Option<String>,
    /// Its arguments.
    #[serde(default)]
    args: String,
    /// The class of a value.
    #[serde(default, rename = "type")]
    type_: String,
    #[serde(default)]
    repr: String,
    #[serde(default)]
    str: String,
    #[serde(default)]
    stdout: String,
    /// Categories and messages, sorted.
    #[serde(default)]
    warnings: Vec<(String, String)>,
}

impl Job {
    pub(super) fn new(file: &RuleFile, code: &str, setup: Option<&str>, inputs: Vec<String>) -> Self {
        Self {
            setup: setup.map(str::to_owned),
            code: code.to_owned(),
            inputs,
            ignore: file.safety.ignore.iter().map(|it: &Ignored| it.word()).collect(),
            seconds: SECONDS_PER_JOB,
            optimize: 0,
        }
    }

    /// The same as under `python -O`, if so.
    pub(super) fn optimized(self, is_optimized: bool) -> Self {
        Self { optimize: u8::from(is_optimized), ..self }
    }
}

impl Step {
    /// What kept a program from being executed at all, if something did.
    pub(super) fn fault(&self) -> Option<String> {
        let raises = self.raises.as_ref()?;
        let is_fault = raises.starts_with("setup: ")
            || matches!(raises.as_str(), "the process ended" | "__main__.OutOfTime" | "builtins.SyntaxError");
        is_fault.then(|| self.in_words())
    }

    pub(super) fn is_missing_module(&self) -> bool {
        matches!(self.raises.as_deref(), Some("builtins.ModuleNotFoundError" | "builtins.ImportError"))
    }

    pub(super) fn in_words(&self) -> String {
        let mut words = match &self.raises {
            Some(class) => format!("{class}{}", self.args),
            None => format!("{} ({})", self.repr, self.type_),
        };
        if !self.stdout.is_empty() {
            words.push_str(&format!(", printing {:?}", self.stdout));
        }
        for (category, message) in &self.warnings {
            words.push_str(&format!(", with {category}: {message}"));
        }
        words
    }
}
