//! Import statements.

use super::Lowerer;
use crate::ast::{Alias, AliasId, ImportFrom, List, Name, Stmt};
use crate::syntax::{SyntaxKind::*, T, outline::Node as Syntax};

impl<'t> Lowerer<'t> {
    pub(super) fn import_from(&mut self, node: Syntax<'t>) -> Stmt {
        let mut level = 0;
        for token in node.tokens().take_while(|it| it.kind != T![import]) {
            level += match token.kind {
                T![.] => 1,
                T![...] => 3,
                _ => 0,
            };
        }
        let module = node.nodes().find(|it| it.kind == DOTTED_NAME).map(|it| self.dotted_name(it));
        let names = self.aliases(node);
        Stmt::ImportFrom(ImportFrom { module, names, level })
    }

    pub(super) fn aliases(&mut self, node: Syntax<'t>) -> List<AliasId> {
        let mut aliases = Vec::new();
        for alias in node.nodes().filter(|it| it.kind == IMPORT_ALIAS) {
            let name = match alias.nodes().find(|it| it.kind == DOTTED_NAME) {
                Some(name) => self.dotted_name(name),
                None => self.ast.intern("*"),
            };
            let asname = alias.has(T![as]).then(|| self.name_in(alias));
            aliases.push(self.add(Alias { name, asname }, alias));
        }
        self.ast.add_list(aliases)
    }

    /// The names with dots between, whatever stands between them in the text.
    fn dotted_name(&mut self, node: Syntax<'t>) -> Name {
        let mut names = node.tokens().filter(|it| it.kind == NAME);
        let first = names.next().map_or("", |it| it.text());
        let Some(second) = names.next() else { return self.identifier(first) };
        let mut text = first.to_owned();
        for name in std::iter::once(second).chain(names) {
            text.push('.');
            text.push_str(name.text());
        }
        self.identifier(&text)
    }
}
