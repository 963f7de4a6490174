//! A source, compiled when it is asked for.

use std::sync::OnceLock;

use super::compare::{Comparison, compare_code};
use super::difference::{Difference, Fact};
use crate::ast::{Ast, LowerOptions, ModId, OptimizeLevel, lower_module};
use crate::bytecode::{CodeObject, code_flags};
use crate::compiler::{InputKind, Options, compile};
use crate::syntax::{Outline, outline};
use crate::text::SyntaxError;

/// A module that compiles, with its code objects.
///
/// Comparing and compiling recurse as deep as the tree but for left spines, so a file of unknown depth wants a thread
/// with [`DEEP_STACK_BYTES`](crate::syntax::DEEP_STACK_BYTES).
#[derive(Debug)]
pub struct Program {
    text: String,
    ast: Ast,
    root: ModId,
    plain: CodeObject,
    /// `-O` and `-OO`; nothing where they do not compile.
    optimized: [OnceLock<Option<CodeObject>>; 2],
}

/// Why there is no program.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ProgramError {
    /// It does not parse; the parser's errors say where.
    #[error("it does not parse")]
    Unparsable,
    /// CPython's compiler rejects it.
    #[error("{}", .0.message)]
    Rejected(Box<SyntaxError>),
}

impl Program {
    /// Parses and compiles a text.
    pub fn from_text(text: &str) -> Result<Self, ProgramError> {
        Self::from_outline(&outline(text), text)
    }

    /// Compiles a text that is parsed already.
    pub fn from_outline(outline: &Outline, text: &str) -> Result<Self, ProgramError> {
        let lowered = lower_module(outline, text, LowerOptions::default());
        if !outline.errors().is_empty() || !lowered.errors.is_empty() {
            return Err(ProgramError::Unparsable);
        }
        Self::from_ast(lowered.ast, lowered.root, text)
    }

    /// Compiles a tree as lowering made it, nothing folded or rewritten, of the text `text`.
    pub fn from_ast(ast: Ast, root: ModId, text: &str) -> Result<Self, ProgramError> {
        let plain = compile_at(&ast, root, text, OptimizeLevel::Zero)
            .map_err(|error| ProgramError::Rejected(Box::new(error)))?;
        Ok(Self { text: text.to_owned(), ast, root, plain, optimized: Default::default() })
    }

    /// The module's code as `python` without options makes it.
    pub fn code(&self) -> &CodeObject {
        &self.plain
    }

    /// Whether `after` is the same program as this one, as far as code tells.
    pub fn compare(&self, after: &Self) -> Comparison {
        let mut answer = compare_code(&self.plain, &after.plain);
        for level in [OptimizeLevel::One, OptimizeLevel::Two] {
            if matches!(answer, Comparison::Different(_)) {
                break;
            }
            if self.depends_on(level) || after.depends_on(level) {
                let at_level = match (self.code_at(level), after.code_at(level)) {
                    (Some(a), Some(b)) => compare_code(a, b),
                    // No program is known that only some levels reject.
                    _ => {
                        let code = self.plain.qualname.to_string();
                        Comparison::Different(Box::new(Difference::of_name(code, Fact::Uncompiled)))
                    }
                };
                answer = answer.and(at_level.at(level));
            }
        }
        answer
    }

    /// Whether `level` may make other code than the level below it.
    ///
    /// A name may be spelled in other characters that NFKC makes ASCII, hence the test for those.
    fn depends_on(&self, level: OptimizeLevel) -> bool {
        match level {
            OptimizeLevel::Zero => true,
            OptimizeLevel::One => {
                !self.text.is_ascii() || self.text.contains("assert") || self.text.contains("__debug__")
            }
            OptimizeLevel::Two => has_docstring(&self.plain),
        }
    }

    fn code_at(&self, level: OptimizeLevel) -> Option<&CodeObject> {
        let idx = match level {
            OptimizeLevel::Zero => return Some(&self.plain),
            OptimizeLevel::One => 0,
            OptimizeLevel::Two => 1,
        };
        let compiled = || compile_at(&self.ast, self.root, &self.text, level).ok();
        self.optimized[idx].get_or_init(compiled).as_ref()
    }
}

fn compile_at(
    ast: &Ast,
    root: ModId,
    text: &str,
    optimize: OptimizeLevel,
) -> Result<CodeObject, SyntaxError> {
    let options = Options { filename: "<source>".into(), kind: InputKind::Exec, optimize, flags: 0 };
    compile(&mut ast.clone(), root, text, &options).code
}

/// Whether some function has a docstring, or something stores a `__doc__`, as the docstring of a module or class does.
fn has_docstring(code: &CodeObject) -> bool {
    code.flags & code_flags::HAS_DOCSTRING != 0
        || code.names.iter().any(|name| name.as_str() == Ok("__doc__"))
        || code.children().any(has_docstring)
}
