//! The entry: a tree to a code object, and what CPython says on the way.

use crate::ast::{Ast, ModId, OptimizeLevel, StmtId, finally_exits};
use crate::bytecode::{CodeObject, SharedStr};
use crate::semantic::{self, ScopeOptions};
use crate::text::{ErrorClass, ErrorSpan, LineIndex, SyntaxError, SyntaxWarning};

use super::error::CompileWarning;
use super::future::future_flags;
use super::generator::Generator;
use super::instruction::Location;

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InputKind {
    /// A module: mode `exec`.
    #[default]
    Exec,
    /// An expression: mode `eval`.
    Eval,
    /// What is typed at a prompt: mode `single`.
    Single,
}

/// What the compiler is told beside the tree.
#[derive(Debug, Clone)]
pub struct Options {
    /// `co_filename`.
    pub filename: SharedStr,
    /// What the text is.
    pub kind: InputKind,
    /// How much is optimised.
    pub optimize: OptimizeLevel,
    /// Flags of `__future__` features that are in force already.
    pub flags: u32,
}

impl Options {
    /// A module without optimisation.
    pub fn new(filename: impl Into<SharedStr>) -> Self {
        Self { filename: filename.into(), kind: InputKind::Exec, optimize: OptimizeLevel::Zero, flags: 0 }
    }
}

/// What comes of a program that parses.
#[derive(Debug)]
pub struct Compiled {
    /// The code object, or the error that CPython raises.
    pub code: Result<CodeObject, SyntaxError>,
    /// SyntaxWarnings in CPython's order; those before an error too.
    pub warnings: Vec<SyntaxWarning>,
}

/// Compiles the tree of `text`, which is preprocessed on the way.
pub fn compile(ast: &mut Ast, root: ModId, text: &str, options: &Options) -> Compiled {
    let lines = LineIndex::new(text);
    let place = Place { text, lines: &lines };
    let flags = match future_flags(ast, root) {
        Ok(flags) => flags | options.flags,
        Err(unknown) => {
            let error = place.error(place.location(unknown.range), unknown.message);
            return Compiled { code: Err(error), warnings: Vec::new() };
        }
    };
    let mut warnings: Vec<SyntaxWarning> = finally_exits(ast)
        .into_iter()
        .map(|(stmt, keyword)| place.exit_warning(ast, stmt, keyword))
        .collect();
    ast.preprocess(options.optimize);
    let scope_options = ScopeOptions {
        future_annotations: flags & crate::bytecode::code_flags::FUTURE_ANNOTATIONS != 0,
        ..ScopeOptions::default()
    };
    let scopes = match semantic::analyze(ast, root, text, scope_options) {
        Ok(model) => model.scopes,
        Err(error) => return Compiled { code: Err(error.to_syntax_error(text)), warnings },
    };
    let generator = Generator::new(ast, &scopes, options, flags, &lines);
    let (code, compile_warnings) = generator.module(root);
    warnings.extend(compile_warnings.into_iter().map(|it| place.warning(it)));
    Compiled { code: code.map_err(|it| place.error(it.location, it.message)), warnings }
}

/// A text and its lines.
struct Place<'a> {
    text: &'a str,
    lines: &'a LineIndex,
}

impl Place<'_> {
    fn location(&self, range: crate::text::TextRange) -> Location {
        let unit = crate::text::ColumnUnit::Bytes;
        let start = self.lines.line_column(self.text, range.start(), unit);
        let end = self.lines.line_column(self.text, range.end(), unit);
        let [line, end_line, column, end_column] =
            [start.line, end.line, start.column, end.column].map(u32::cast_signed);
        Location::new(line, end_line, column, end_column)
    }

    /// The compiler's columns count bytes of UTF-8, unlike those of the parser.
    fn error(&self, loc: Location, message: String) -> SyntaxError {
        let span = ErrorSpan {
            line: loc.line,
            column: loc.column + 1,
            end_line: loc.end_line,
            end_column: loc.end_column + 1,
        };
        let line = u32::try_from(loc.line).ok();
        let text = line.and_then(|line| self.lines.line_text(self.text, line)).map(str::to_owned);
        SyntaxError { class: ErrorClass::Syntax, message, span: Some(span), text }
    }

    fn warning(&self, it: CompileWarning) -> SyntaxWarning {
        let line = u32::try_from(it.location.line).unwrap_or_default();
        let as_error = self.error(it.location, it.message.clone());
        SyntaxWarning { message: it.message, line, as_error }
    }

    fn exit_warning(&self, ast: &Ast, stmt: StmtId, keyword: &str) -> SyntaxWarning {
        let message = format!("'{keyword}' in a 'finally' block");
        self.warning(CompileWarning { location: self.location(ast.range(stmt)), message })
    }
}
