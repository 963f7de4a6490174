//! Parallel work whose results come out in order.
//!
//! Workers take indices in order. None runs further ahead of the last result that came out than [`WINDOW`], so that
//! memory is bounded by that many results however uneven the work is. No worker waits for ever: the one with the
//! lowest index never has to.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Condvar, Mutex, PoisonError, mpsc};

use anyhow::Context as _;
use rayon::prelude::*;

use crate::syntax::DEEP_STACK_BYTES;

/// Results that wait for one before them, at most.
const WINDOW: usize = 64;

/// Hands the result of `work` for each index below `n` to `sink`, in order. `threads` of 0 is one a processor. A sink
/// that fails ends it all.
pub(super) fn in_order<T: Send>(
    n: usize,
    threads: usize,
    work: impl Fn(usize) -> T + Sync,
    mut sink: impl FnMut(usize, T) -> io::Result<()>,
) -> anyhow::Result<()> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.min(n.max(1)))
        .stack_size(DEEP_STACK_BYTES)
        .build()
        .context("cannot start threads")?;
    let gate = Gate::default();
    let (sender, receiver) = mpsc::channel();
    let written = pool.in_place_scope(|scope| {
        let (gate, work) = (&gate, &work);
        scope.spawn(move |_| {
            (0..n).par_bridge().for_each(|idx| {
                if gate.wait_for(idx) {
                    // Nobody listens any more only if the sink failed.
                    let _ = sender.send((idx, work(idx)));
                }
            });
        });
        drain(&receiver, gate, &mut sink)
    });
    Ok(written?)
}

/// Puts results in order.
fn drain<T>(
    receiver: &mpsc::Receiver<(usize, T)>,
    gate: &Gate,
    sink: &mut impl FnMut(usize, T) -> io::Result<()>,
) -> io::Result<()> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (idx, result) in receiver {
        early.insert(idx, result);
        while let Some(result) = early.remove(&next) {
            if let Err(error) = sink(next, result) {
                gate.move_to(None);
                return Err(error);
            }
            next += 1;
        }
        gate.move_to(Some(next));
    }
    Ok(())
}

/// Holds back workers that are too far ahead.
struct Gate {
    /// The lowest index whose result has not come out; `None` once nothing is wanted any more.
    next: Mutex<Option<usize>>,
    moved: Condvar,
}

impl Default for Gate {
    fn default() -> Self {
        Self { next: Mutex::new(Some(0)), moved: Condvar::new() }
    }
}

impl Gate {
    /// Waits until `idx` is near enough. Whether its result is wanted.
    fn wait_for(&self, idx: usize) -> bool {
        let next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let is_far = |next: &mut Option<usize>| next.is_some_and(|next| idx >= next + WINDOW);
        let next = self.moved.wait_while(next, is_far).unwrap_or_else(PoisonError::into_inner);
        next.is_some()
    }

    fn move_to(&self, next: Option<usize>) {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) = next;
        self.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_come_out_in_order_however_long_each_takes() {
        for threads in [1, 2, 5] {
            let mut seen = Vec::new();
            let work = |idx: usize| {
                std::thread::sleep(Duration::from_micros(if idx.is_multiple_of(7) { 900 } else { 10 }));
                idx * 2
            };
            in_order(300, threads, work, |idx, result| {
                seen.push((idx, result));
                Ok(())
            })
            .unwrap();
            assert_eq!(seen, (0..300).map(|idx| (idx, idx * 2)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn nobody_runs_further_ahead_than_the_window() {
        let out = AtomicUsize::new(0);
        let furthest = AtomicUsize::new(0);
        let work = |idx: usize| {
            if idx == 0 {
                std::thread::sleep(Duration::from_millis(50));
            }
            furthest.fetch_max(idx - out.load(Ordering::SeqCst).min(idx), Ordering::SeqCst);
        };
        in_order(1_000, 4, work, |_, ()| {
            out.fetch_add(1, Ordering::SeqCst);
            Ok(())
        })
        .unwrap();
        assert!(furthest.load(Ordering::SeqCst) <= 2 * WINDOW);
    }

    #[test]
    fn a_sink_that_fails_ends_the_work() {
        let n_done = AtomicUsize::new(0);
        let work = |_| {
            n_done.fetch_add(1, Ordering::SeqCst);
        };
        let failed = in_order(100_000, 2, work, |idx, ()| {
            if idx == 10 { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
        });
        assert!(failed.is_err());
        assert!(n_done.load(Ordering::SeqCst) < 1_000);
    }
}
