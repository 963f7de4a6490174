//! Signatures of the builtins and the standard library.

use super::Signatures;
use crate::semantic::stubs::{self, ParamKind, Signature};

/// The signatures of the stubs.
#[derive(Debug, Clone, Copy, Default)]
pub struct StubSignatures;

impl Signatures for StubSignatures {
    fn parameters(&self, qualified: &str) -> Option<Vec<String>> {
        // Of several signatures the first that names all of its parameters: others add forms that no pattern means.
        let is_plain = |it: &&Signature| {
            it.params
                .iter()
                .all(|param| !matches!(param.kind, ParamKind::VarPositional | ParamKind::VarKeyword))
        };
        let signature = stubs::signatures(qualified).iter().find(is_plain)?;
        Some(signature.params.iter().map(|param| param.name.to_string()).collect())
    }
}
