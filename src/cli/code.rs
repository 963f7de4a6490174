//! A file compiled, with what CPython says on the way.

use super::exit_status::ExitStatus;
use super::input::{Input, Source};
use super::report;
use super::tree::{Mode, Rejected, Rejection, TreeOptions, build_tree};
use crate::ast::OptimizeLevel;
use crate::bytecode::CodeObject;
use crate::compiler::{self, InputKind, Options};
use crate::syntax::PythonVersion;
use crate::text::SyntaxWarning;

/// What comes of compiling a file.
pub(super) struct Built {
    /// The code object, or why there is none.
    pub(super) code: Result<CodeObject, Rejection>,
    /// In CPython's order; those before an error too.
    pub(super) warnings: Vec<SyntaxWarning>,
    /// The text that the warnings are about.
    pub(super) text: String,
}

/// Compiles a module, without a word. `filename` is what its code objects say.
pub(super) fn build_code(source: Source, filename: &str, optimize: OptimizeLevel) -> anyhow::Result<Built> {
    let tree_options = TreeOptions {
        mode: Mode::Exec,
        type_comments: false,
        minor_version: PythonVersion::REFERENCE.minor(),
    };
    let (mut tree, mut warnings) = match build_tree(source, tree_options)? {
        Ok(built) => built,
        Err(Rejected { rejection, warnings, text }) => {
            return Ok(Built { code: Err(rejection), warnings, text });
        }
    };
    let text = tree.source.file.text();
    let options = Options { filename: filename.into(), kind: InputKind::Exec, optimize, flags: 0 };
    let compiled = compiler::compile(&mut tree.lowered.ast, tree.lowered.root, text, &options);
    warnings.extend(compiled.warnings);
    let code = compiled.code.map_err(Rejection::Compile);
    Ok(Built { code, warnings, text: tree.source.file.into_text() })
}

/// Compiles a module; prints its warnings, or its error, in which case there is only a status.
///
/// An error of the compiler comes without the source line, as from Python's `compile()` of a text.
pub(super) fn compile_input(
    input: Input,
    optimize: OptimizeLevel,
) -> anyhow::Result<Result<CodeObject, ExitStatus>> {
    let source = match input.decode()? {
        Ok(source) => source,
        Err(undecodable) => return Ok(Err(report::print_undecodable(&undecodable)?)),
    };
    let name = source.name.clone();
    let built = build_code(source, &name, optimize)?;
    if !matches!(built.code, Err(Rejection::Syntax(_)))
        && let Some(status) = report::print_warnings(&built.warnings, &name, &built.text)?
    {
        return Ok(Err(status));
    }
    match built.code {
        Ok(code) => Ok(Ok(code)),
        Err(rejection) => Ok(Err(rejection.without_line().print(&name)?)),
    }
}
