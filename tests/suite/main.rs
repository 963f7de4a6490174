//! All integration tests are this one binary: each further binary would link the whole crate again.

mod codegen;
mod tidy;
