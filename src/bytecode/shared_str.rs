//! Strings that code objects share.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use rustpython_wtf8::{Wtf8, Wtf8Buf};

/// A string that many code objects hold: a name, or the file. To clone it copies no text.
///
/// It may have lone surrogates. Two are equal if their texts are.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SharedStr(Arc<Wtf8>);

impl Deref for SharedStr {
    type Target = Wtf8;

    fn deref(&self) -> &Wtf8 {
        &self.0
    }
}

impl Default for SharedStr {
    fn default() -> Self {
        Self::from("")
    }
}

impl From<&str> for SharedStr {
    fn from(text: &str) -> Self {
        Self(Arc::from(Box::<Wtf8>::from(text)))
    }
}

impl From<String> for SharedStr {
    fn from(text: String) -> Self {
        Self(Arc::from(Box::<Wtf8>::from(text)))
    }
}

impl From<Wtf8Buf> for SharedStr {
    fn from(text: Wtf8Buf) -> Self {
        Self(Arc::from(text.into_box()))
    }
}

impl fmt::Display for SharedStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}

impl fmt::Debug for SharedStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
