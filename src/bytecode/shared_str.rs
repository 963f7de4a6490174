//! Strings that code objects share.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};
use std::sync::Arc;

use rustpython_wtf8::{Wtf8, Wtf8Buf};

/// A string that many code objects hold: a name, or the file. To clone it copies no text, and the names of a file lie
/// in one text.
///
/// It may have lone surrogates. Two are equal if their texts are.
///
/// ```
/// use reskin::bytecode::SharedStr;
///
/// let names = SharedStr::from("spameggs");
/// assert_eq!(names.part(4..8).part(1..4), SharedStr::from("ggs"));
/// ```
#[derive(Clone)]
pub struct SharedStr {
    whole: Arc<Wtf8>,
    /// Where in it this string is, in bytes.
    start: u32,
    end: u32,
}

impl SharedStr {
    /// A part of the string, in bytes; it shares the text. Both ends must be between characters.
    pub fn part(&self, range: Range<usize>) -> Self {
        let part = &self[range.clone()];
        let start = self.start + range.start as u32;
        Self { whole: Arc::clone(&self.whole), start, end: start + part.len() as u32 }
    }

    fn new(whole: Box<Wtf8>) -> Self {
        let end =
            u32::try_from(whole.len()).expect("a name is shorter than 4 GiB, as are all names of a file");
        Self { whole: Arc::from(whole), start: 0, end }
    }
}

impl Deref for SharedStr {
    type Target = Wtf8;

    fn deref(&self) -> &Wtf8 {
        &self.whole[self.start as usize..self.end as usize]
    }
}

impl Default for SharedStr {
    fn default() -> Self {
        Self::from("")
    }
}

impl PartialEq for SharedStr {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for SharedStr {}

impl Hash for SharedStr {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl From<&str> for SharedStr {
    fn from(text: &str) -> Self {
        Self::new(text.into())
    }
}

impl From<String> for SharedStr {
    fn from(text: String) -> Self {
        Self::new(text.into())
    }
}

impl From<Wtf8Buf> for SharedStr {
    fn from(text: Wtf8Buf) -> Self {
        Self::new(text.into_box())
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
