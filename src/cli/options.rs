//! The options that `check`, `diff`, `fix` and others have in common.

use std::path::PathBuf;

use clap::{ArgAction, ValueEnum};

use super::config::{ConfigChoice, ConfigError, ExcludePattern, Layer, Origin, Resolver, Sourced};
use crate::rewrite::Acceptance;
use crate::syntax::PythonVersion;

/// What is on top of every configuration file.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Rules and configuration")]
pub(super) struct ConfigArgs {
    /// Rules to use, instead of those of the configuration: ids, sets, tags, globs, or `ALL`
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Rules to use beside those of the configuration
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) extend_select: Vec<String>,
    /// Rules not to use
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// How far to climb: 1 syntax alone, 2 with types, 3 under assumptions, 4 what changes behavior
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=4))]
    pub(super) tier: Option<u8>,
    /// What is known of a rewrite that is applied, at least
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(super) accept: Option<AcceptArg>,
    /// Assumptions to vouch for, by id or pattern such as `*/p.type`
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(super) assume: Vec<String>,
    /// The oldest Python that the code is to run on, such as 3.10
    #[arg(long, value_name = "VERSION")]
    pub(super) target_version: Option<PythonVersion>,
    /// A value of the configuration, such as `line-length=100` or `options.RULE.NAME=VALUE`; or a file to use instead
    /// of the nearest
    #[arg(long, value_name = "KEY=VALUE|FILE")]
    pub(super) config: Vec<String>,
    /// Do not read configuration files
    #[arg(long)]
    pub(super) isolated: bool,
    /// Files and folders to leave out beside those of the configuration: names, or globs with a `/`
    #[arg(long, value_name = "GLOB", value_delimiter = ',')]
    pub(super) exclude: Vec<String>,
    /// Leave out excluded files also where they are given by name
    #[arg(long)]
    pub(super) force_exclude: bool,
    /// Look also at what git ignores
    #[arg(long)]
    pub(super) no_respect_gitignore: bool,
}

/// What is known of a rewrite that is applied, at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum AcceptArg {
    /// Only what is proved
    Proved,
    /// What is proved, or what agreed in every run
    Verified,
    /// Also what holds under assumptions, or has no evidence against it
    Assumed,
    /// Also what is meant to change behavior
    Changes,
}

impl ConfigArgs {
    /// What finds the settings of each folder.
    pub(super) fn resolver(&self) -> Result<Resolver, ConfigError> {
        let mut choice = if self.isolated { ConfigChoice::Isolated } else { ConfigChoice::Nearest };
        let mut layer = Layer::default();
        for text in &self.config {
            if !text.contains('=') && std::path::Path::new(text).is_file() {
                choice = ConfigChoice::File(super::discover::absolute(std::path::Path::new(text)));
            } else {
                layer = Resolver::parse_option("--config", text)?.over(layer);
            }
        }
        Ok(Resolver::new(choice, self.layer()?.over(layer)))
    }

    fn layer(&self) -> Result<Layer, ConfigError> {
        let some_list = |list: &Vec<String>, option| {
            (!list.is_empty()).then(|| Sourced { value: list.clone(), origin: Origin::CommandLine(option) })
        };
        let each = |list: &[String], option| -> Vec<Sourced<String>> {
            let sourced = |it: &String| Sourced { value: it.clone(), origin: Origin::CommandLine(option) };
            list.iter().map(sourced).collect()
        };
        let flag = |is_on: bool, value, option| {
            is_on.then_some(Sourced { value, origin: Origin::CommandLine(option) })
        };
        Ok(Layer {
            select: some_list(&self.select, "--select"),
            extend_select: each(&self.extend_select, "--extend-select"),
            ignore: some_list(&self.ignore, "--ignore"),
            tier: self.tier.map(|value| Sourced { value, origin: Origin::CommandLine("--tier") }),
            accept: self
                .accept
                .map(|it| Sourced { value: it.into(), origin: Origin::CommandLine("--accept") }),
            assume: each(&self.assume, "--assume"),
            target_version: self
                .target_version
                .map(|value| Sourced { value, origin: Origin::CommandLine("--target-version") }),
            extend_exclude: self.exclude.iter().map(|it| exclude_pattern(it)).collect::<Result<_, _>>()?,
            force_exclude: flag(self.force_exclude, true, "--force-exclude"),
            respect_gitignore: flag(self.no_respect_gitignore, false, "--no-respect-gitignore"),
            ..Layer::default()
        })
    }
}

fn exclude_pattern(text: &str) -> Result<Sourced<ExcludePattern>, ConfigError> {
    let origin = Origin::CommandLine("--exclude");
    let here = std::env::current_dir().unwrap_or_default();
    match ExcludePattern::new(text, &here) {
        Ok(value) => Ok(Sourced { value, origin }),
        Err(error) => {
            let message = format!("expected a glob: {error}");
            Err(ConfigError { place: "--exclude".to_owned(), line: None, message })
        }
    }
}

impl From<AcceptArg> for Acceptance {
    fn from(arg: AcceptArg) -> Self {
        match arg {
            AcceptArg::Proved => Self::Proved,
            AcceptArg::Verified => Self::Verified,
            AcceptArg::Assumed => Self::Assumed,
            AcceptArg::Changes => Self::Changes,
        }
    }
}

/// Which files are looked at, and how the work is done and shown.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct RunArgs {
    /// Files and folders; the current folder if there is none, standard input if it is `-`
    #[arg(value_name = "PATHS")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
    /// The name to show for standard input, and whose configuration counts
    #[arg(long, value_name = "PATH", help_heading = "Files")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Only lines that differ from this commit, by `git diff`
    #[arg(long, value_name = "REV", help_heading = "Files")]
    pub(super) diff_base: Option<String>,
    /// Let refused, assumed, unverified and refuted rewrites count for the exit status too
    #[arg(long, help_heading = "Output")]
    pub(super) strict: bool,
    /// Where to write instead of standard output
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(super) output_file: Option<PathBuf>,
    /// When output is colored
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto, help_heading = "Output")]
    pub(super) color: Color,
    /// Say nothing but findings and errors
    #[arg(long, short, help_heading = "Output", conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say which files were skipped and why, and what was decided for each folder
    #[arg(long, short, help_heading = "Output", action = ArgAction::SetTrue)]
    pub(super) verbose: bool,
    /// Taken for the sake of command lines of other tools: nothing is cached
    #[arg(long, help_heading = "Work")]
    pub(super) no_cache: bool,
    /// How many threads; 0 is as many as there are processors
    #[arg(long, short, value_name = "N", default_value_t = 0, help_heading = "Work")]
    pub(super) jobs: usize,
}

/// When output is colored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    Always,
    Never,
}

impl Color {
    /// Has everything that is written obey.
    pub(super) fn apply(self) {
        match self {
            Self::Auto => {}
            Self::Always => anstream::ColorChoice::Always.write_global(),
            Self::Never => anstream::ColorChoice::Never.write_global(),
        }
    }
}
