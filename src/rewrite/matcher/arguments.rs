//! Arguments of a call: by parameter where the signature is known, by place and name elsewhere.

use super::{Bound, Matcher};
use crate::ast::{Ast, Call, Expr, ExprId, Field, KeywordId, NodeId};
use crate::semantic::Qualified;

/// An argument and the parameter that it goes to.
type Argument = (String, ExprId);

impl Matcher<'_> {
    pub(super) fn call(&mut self, wanted: Call, call: Call) -> bool {
        let mark = self.bindings.bound.len();
        if !self.expr(wanted.func, call.func) {
            return false;
        }
        let after_callee = self.bindings.bound.len();
        if let Some(parameters) = self.parameters(wanted, call)
            && let Some(expected) = arguments(self.pattern.ast(), wanted, &parameters)
            && let Some(given) = arguments(self.file.ast(), call, &parameters)
        {
            if self.by_parameter(&expected, &given) {
                return true;
            }
            self.bindings.bound.truncate(after_callee);
        }
        if self.by_place(wanted, call) {
            return true;
        }
        self.bindings.bound.truncate(mark);
        false
    }

    /// The parameters of the callee, if they are known and the pattern's arguments can go by them.
    fn parameters(&self, wanted: Call, call: Call) -> Option<Vec<String>> {
        if self.pattern.options.has_exact_arguments {
            return None;
        }
        let ast = self.pattern.ast();
        let has_sequence =
            ast[wanted.args].iter().any(|arg| self.sequence_of(Field::Node((*arg).into())).is_some());
        if has_sequence {
            return None;
        }
        if let Expr::Attribute(method) = ast[wanted.func]
            && let Some(var) = self.pattern.expr_metavar(method.value)
        {
            let (_, class) = self.receivers.iter().find(|(name, _)| name == var.name)?;
            let module = if class.contains('.') { "" } else { "builtins." };
            return self.signatures.parameters(&format!("{module}{class}.{}", ast.name(method.attr)));
        }
        match self.file.qualified_name(call.func) {
            Qualified::Name(name) => self.signatures.parameters(&name),
            Qualified::Other | Qualified::Unknown => None,
        }
    }

    /// Whether each parameter that one call gives, the other gives too, and they match.
    fn by_parameter(&mut self, wanted: &[Argument], given: &[Argument]) -> bool {
        wanted.len() == given.len()
            && wanted.iter().all(|(parameter, expected)| {
                let found = given.iter().find(|(name, _)| name == parameter);
                found.is_some_and(|(_, found)| self.expr(*expected, *found))
            })
    }

    /// Positional arguments by place, others by name. What a sequence at the end leaves, in the order of the text, is
    /// its own.
    fn by_place(&mut self, wanted: Call, call: Call) -> bool {
        let (pattern_ast, ast) = (self.pattern.ast(), self.file.ast());
        let mut others: Vec<KeywordId> = ast[call.keywords].to_vec();
        for keyword in &pattern_ast[wanted.keywords] {
            let expected = pattern_ast[*keyword];
            let name = expected.arg.map(|name| pattern_ast.name(name));
            let place = others.iter().position(|other| ast[*other].arg.map(|name| ast.name(name)) == name);
            let Some(place) = place else { return false };
            if !self.expr(expected.value, ast[others.remove(place)].value) {
                return false;
            }
        }
        let expected: Vec<NodeId> = pattern_ast[wanted.args].iter().map(|arg| NodeId::from(*arg)).collect();
        let last = expected.last().and_then(|last| self.sequence_of(Field::Node(*last)));
        if last.is_none() && !others.is_empty() {
            return false;
        }
        let args: Vec<NodeId> = ast[call.args].iter().map(|arg| NodeId::from(*arg)).collect();
        if self.prefix_of_all(&expected, &args).is_none() {
            return false;
        }
        if let Some(name) = last {
            self.extend_sequence(&name, &others);
        }
        true
    }

    fn prefix_of_all(&mut self, wanted: &[NodeId], items: &[NodeId]) -> Option<()> {
        // A sequence at the end takes all that is left, not as little as it can.
        let (last, front) = match wanted.split_last() {
            Some((last, front)) if self.sequence_of(Field::Node(*last)).is_some() => (Some(*last), front),
            _ => (None, wanted),
        };
        let Some(last) = last else { return (self.prefix(wanted, items)? == items.len()).then_some(()) };
        let taken = self.prefix(front, items)?;
        let name = self.sequence_of(Field::Node(last))?;
        if !name.is_empty() {
            self.bindings.bind(&name, Bound::Sequence(items[taken..].to_vec()));
        }
        Some(())
    }

    /// Adds keyword arguments to what a sequence holds.
    fn extend_sequence(&mut self, name: &str, keywords: &[KeywordId]) {
        let ranges = |node: &NodeId| node.range(self.file.ast()).start();
        let found = self.bindings.bound.iter_mut().find(|(it, _)| it == name);
        if let Some((_, Bound::Sequence(items))) = found {
            items.extend(keywords.iter().map(|keyword| NodeId::from(*keyword)));
            items.sort_by_key(ranges);
        }
    }
}

/// The arguments of a call by parameter; none if `*` or `**` is among them or one goes nowhere.
fn arguments(ast: &Ast, call: Call, parameters: &[String]) -> Option<Vec<Argument>> {
    let mut out = Vec::new();
    for (idx, arg) in ast[call.args].iter().enumerate() {
        if matches!(ast[*arg], Expr::Starred(_)) {
            return None;
        }
        out.push((parameters.get(idx)?.clone(), *arg));
    }
    for keyword in &ast[call.keywords] {
        let name = ast.name(ast[*keyword].arg?);
        if !parameters.iter().any(|parameter| parameter == name) {
            return None;
        }
        out.push((name.to_owned(), ast[*keyword].value));
    }
    Some(out)
}
