//! `ast.dump`.
