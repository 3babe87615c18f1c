//! The least stack that suffices: a child process runs a function in a thread, and an overflow
//! aborts the child.

use crate::case::Case;
use std::{
    env,
    hint::black_box,
    process::{Command, Stdio},
    sync::Mutex,
    thread,
};

/// The child's first argument; a case's name and bytes of stack follow.
pub const RUN: &str = "--run";

/// The name of the empty function.
pub const NOTHING: &str = "nothing";

/// Bytes of a step.
pub const STEP: usize = 256;
const PAGE: usize = 4096;
/// A thread has at least some 16 KB of stack. What is measured has these above the function.
const ABOVE: usize = 24 * 1024;
/// The stack for what is made before: sheets pass it.
const BEFORE: usize = 1 << 28;

/// Calls `call` with `BYTES` less of the stack.
#[inline(never)]
fn with_less<const BYTES: usize>(call: impl FnOnce()) {
    let bytes = [0_u8; BYTES];
    black_box(&bytes);
    call();
    black_box(&bytes);
}

/// The same with less than a page, in steps.
fn with_steps_less(steps: usize, call: impl FnOnce()) {
    macro_rules! choose {
        ($($steps:literal)*) => {
            match steps {
                $($steps => with_less::<{ $steps * STEP }>(call),)*
                _ => unreachable!("less than a page"),
            }
        };
    }
    choose!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
}

/// The child: calls a case's function in a thread with some bytes of stack. Ends with 2 where the
/// network has no such function.
pub fn run(case: &str, bytes: &str) {
    let bytes: usize = bytes.parse().expect("bytes");
    let case = case.to_owned();
    let make = move || match Case::named(&case) {
        Some(case) => case.call(),
        None => Some(Box::new(|| {}) as crate::call::Call),
    };
    let Some(call) = within(BEFORE, make) else { std::process::exit(2) };
    let whole = bytes.next_multiple_of(PAGE);
    let steps = (whole - bytes) / STEP;
    within(whole + ABOVE, move || with_less::<ABOVE>(|| with_steps_less(steps, call)));
}

fn within<T: Send + 'static>(stack: usize, work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = thread::Builder::new().stack_size(stack).spawn(work).expect("a thread");
    thread.join().expect("no panic")
}

/// Whether some bytes suffice; none where the network has no such function.
pub fn suffices(name: &str, bytes: usize) -> Option<bool> {
    let mut child = Command::new(env::current_exe().expect("this program"));
    child.args([RUN, name, &bytes.to_string()]).stderr(Stdio::null());
    let status = child.status().expect("a child process");
    if status.code() == Some(2) { None } else { Some(status.success()) }
}

/// The least bytes that suffice.
fn least(name: &str) -> Option<usize> {
    let (mut few, mut enough) = (0, PAGE);
    while !suffices(name, enough)? {
        assert!(enough < BEFORE, "{name} fails with any stack");
        (few, enough) = (enough, 2 * enough);
    }
    while enough - few > STEP {
        let middle = (few + enough) / 2 / STEP * STEP;
        if suffices(name, middle)? { enough = middle } else { few = middle }
    }
    Some(enough)
}

/// Bytes of stack of the empty function.
pub fn nothing() -> usize {
    least(NOTHING).expect("it is there")
}

/// Bytes of stack of these functions.
pub fn measured(functions: &[&str]) -> Vec<(Case, usize)> {
    let nothing = nothing();
    in_threads(functions, |case| Some(least(&case.to_string())?.saturating_sub(nothing)))
}

/// What `work` makes of every case of these functions, in their order, a thread for each core.
pub fn in_threads<T: Send>(
    functions: &[&str],
    work: impl Fn(Case) -> Option<T> + Sync,
) -> Vec<(Case, T)> {
    let cases: Vec<Case> = Case::all().filter(|case| functions.contains(&case.function)).collect();
    let (next, found) = (Mutex::new(0..cases.len()), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(index) = { next.lock().expect("no panic").next() } {
                    if let Some(result) = work(cases[index]) {
                        found.lock().expect("no panic").push((index, result));
                    }
                }
            });
        }
    });
    let mut found = found.into_inner().expect("no panic");
    found.sort_by_key(|&(index, _)| index);
    found.into_iter().map(|(index, result)| (cases[index], result)).collect()
}
