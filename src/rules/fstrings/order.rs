//! Whether operands may be evaluated where they are printed.
//!
//! `%` and `str.format` evaluate all operands first and format them after that; an f-string takes turns. The two are
//! told apart where formatting an operand, or raising from it, can be noticed by an operand that is evaluated later,
//! where operands change places, are evaluated again, or no longer at all:
//!
//! ```text
//! '%s %d' % (log, log.append(1) or 2)      the list prints with the 1, in the f-string without
//! '{1} {0}'.format(f(), g())               g() would run first
//! '{0} {0}'.format(next(it))               it would advance twice
//! ```

use super::known_type::Effect;
use crate::ast::{Ast, Expr, ExprId, NodeId, UnaryOperator};
use crate::rewrite::{Claim, FileModel, Refusal};
use crate::semantic::{Answer, Resolution, ScopeKind};

use super::template::refuse;

/// How evaluating an operand may be noticed, or depend on other code that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Evaluation {
    /// A constant, or a variable of the function that no other code reaches: it may happen at any time, or not at all.
    Fixed,
    /// A variable that other code may bind, but reading does not.
    Reads,
    /// Attributes of a variable: no code runs unless there is a property or `__getattr__`.
    Attributes,
    /// Anything.
    Any,
}

/// What an f-string does, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// It evaluates the operand with this 0-based place.
    Evaluate(usize),
    /// It formats one; how that may be noticed.
    Format(Effect),
}

/// The assumption that formatting an operand runs no code that matters.
const FORMATTING: &str = "formatting-has-no-effects";
/// The assumption that reading an attribute runs no code that matters.
const ATTRIBUTES: &str = "attributes-have-no-effects";

/// How evaluating each of `operands` may be noticed.
pub(super) fn evaluations(file: &FileModel<'_>, operands: &[ExprId]) -> Vec<Evaluation> {
    let of = |expr: &ExprId| file.ast().walk((*expr).into());
    let is_walrus =
        |node: NodeId| matches!(node, NodeId::Expr(it) if matches!(file.ast()[it], Expr::NamedExpr(_)));
    let any_walrus = operands.iter().flat_map(of).any(is_walrus);
    let all = operands.iter().map(|it| evaluation(file, *it));
    // An assignment expression binds the very variables that others read.
    all.map(|it| if any_walrus && it > Evaluation::Fixed { Evaluation::Any } else { it })
        .zip(operands)
        .map(|(it, expr)| if any_walrus && !is_constant(file.ast(), *expr) { Evaluation::Any } else { it })
        .collect()
}

/// How evaluating `expr` may be noticed.
pub(super) fn evaluation(file: &FileModel<'_>, expr: ExprId) -> Evaluation {
    let ast = file.ast();
    if is_constant(ast, expr) {
        return Evaluation::Fixed;
    }
    let mut at = expr;
    while let Expr::Attribute(it) = ast[at] {
        at = it.value;
    }
    match ast[at] {
        Expr::Name(_) if at != expr => Evaluation::Attributes,
        Expr::Name(_) => of_name(file, expr),
        _ => Evaluation::Any,
    }
}

fn is_constant(ast: &Ast, expr: ExprId) -> bool {
    match ast[expr] {
        Expr::Constant(_) => true,
        Expr::UnaryOp(it) => {
            matches!(it.op, UnaryOperator::USub | UnaryOperator::UAdd)
                && matches!(ast[it.operand], Expr::Constant(_))
        }
        _ => false,
    }
}

fn of_name(file: &FileModel<'_>, expr: ExprId) -> Evaluation {
    let Expr::Name(name) = file.ast()[expr] else { return Evaluation::Any };
    let Some(reference) = file.model.names.reference(expr) else { return Evaluation::Any };
    let scope = &file.model.scopes[reference.scope];
    let is_fast = matches!(scope.kind, ScopeKind::Function | ScopeKind::Lambda | ScopeKind::Comprehension(_));
    let resolution = scope.symbol(name.id).map(|it| it.resolution);
    if is_fast && resolution == Some(Resolution::Local) { Evaluation::Fixed } else { Evaluation::Reads }
}

/// The claims under which `events` may take the place of evaluating all operands, which may be noticed by
/// `evaluations`, and then formatting in the order of the events.
pub(super) fn check(evaluations: &[Evaluation], events: &[Event]) -> Result<Vec<Claim>, Refusal> {
    let mut order = Order { evaluations, events, claims: Vec::new() };
    order.dropped()?;
    order.repeated()?;
    order.moved()?;
    order.formatted_before();
    Ok(order.claims)
}

struct Order<'a> {
    evaluations: &'a [Evaluation],
    events: &'a [Event],
    claims: Vec<Claim>,
}

impl Order<'_> {
    fn dropped(&self) -> Result<(), Refusal> {
        for (operand, evaluation) in self.evaluations.iter().enumerate() {
            if *evaluation != Evaluation::Fixed && !self.events.contains(&Event::Evaluate(operand)) {
                let because = format!("operand {} is not printed, and evaluating it may matter", operand + 1);
                return Err(refuse("argument-dropped", because));
            }
        }
        Ok(())
    }

    fn repeated(&mut self) -> Result<(), Refusal> {
        for (idx, event) in self.events.iter().enumerate() {
            let Event::Evaluate(operand) = *event else { continue };
            let Some(first) = self.events[..idx].iter().position(|it| it == event) else { continue };
            let between = &self.events[first + 1..idx];
            let other_code = |it: &Event| matches!(it, Event::Evaluate(other) if self.evaluations[*other] >= Evaluation::Attributes && *other != operand);
            let is_formatted = between.contains(&Event::Format(Effect::Any));
            let evaluation = self.evaluations[operand];
            if evaluation == Evaluation::Fixed {
                continue;
            }
            if evaluation == Evaluation::Any || between.iter().any(other_code) {
                let because = format!("operand {} would be evaluated twice", operand + 1);
                return Err(refuse("argument-repeated", because));
            }
            if evaluation == Evaluation::Attributes {
                self.claim(ATTRIBUTES, "reading an attribute twice gives the same");
            }
            if is_formatted {
                self.claim_formatting();
            }
        }
        Ok(())
    }

    fn moved(&mut self) -> Result<(), Refusal> {
        let mut firsts = Vec::new();
        for event in self.events {
            if let Event::Evaluate(operand) = *event
                && !firsts.contains(&operand)
            {
                firsts.push(operand);
            }
        }
        for (idx, later) in firsts.iter().enumerate() {
            for earlier in firsts[idx + 1..].iter().filter(|it| *it < later) {
                self.swapped(*earlier, *later)?;
            }
        }
        Ok(())
    }

    fn swapped(&mut self, one: usize, other: usize) -> Result<(), Refusal> {
        let (a, b) = (self.evaluations[one], self.evaluations[other]);
        match (a.min(b), a.max(b)) {
            (Evaluation::Fixed, _) | (Evaluation::Reads, Evaluation::Reads) => Ok(()),
            (Evaluation::Reads | Evaluation::Attributes, Evaluation::Attributes) => {
                self.claim(ATTRIBUTES, "attributes may be read in another order");
                Ok(())
            }
            _ => {
                let because = format!("operand {} would be evaluated before operand {}", other + 1, one + 1);
                Err(refuse("argument-reordered", because))
            }
        }
    }

    /// Formatting that now happens before a later operand is evaluated.
    fn formatted_before(&mut self) {
        for (idx, event) in self.events.iter().enumerate() {
            let Event::Format(effect) = *event else { continue };
            let commutes = |later: &Event| match (effect, later) {
                (_, Event::Format(_)) | (Effect::Pure, _) => true,
                (_, Event::Evaluate(operand)) => match self.evaluations[*operand] {
                    Evaluation::Fixed => true,
                    Evaluation::Reads => effect == Effect::MayRaise,
                    Evaluation::Attributes | Evaluation::Any => false,
                },
            };
            if !self.events[idx + 1..].iter().all(commutes) {
                self.claim_formatting();
                return;
            }
        }
    }

    fn claim_formatting(&mut self) {
        self.claim(FORMATTING, "formatting one operand does not matter to the evaluation of another");
    }

    fn claim(&mut self, id: &str, claim: &str) {
        if self.claims.iter().any(|it| it.id == id) {
            return;
        }
        let because = "an f-string formats each operand before it evaluates the next".to_owned();
        self.claims.push(Claim {
            id: id.to_owned(),
            claim: claim.to_owned(),
            answer: Answer::Unknown,
            because,
        });
    }
}
