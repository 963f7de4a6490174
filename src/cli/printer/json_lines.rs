//! A finding a line, as the objects of the array.

use super::json::{finding_json, push};
use super::{FileView, Printer};
use crate::rewrite::Detail;

pub(super) struct JsonLinesPrinter;

impl Printer for JsonLinesPrinter {
    fn detail(&self) -> Detail {
        Detail::Reasons
    }

    fn file(&self, view: &FileView<'_>, out: &mut Vec<u8>) {
        for finding in view.findings {
            push(out, &finding_json(view, finding));
            out.push(b'\n');
        }
    }
}
