//! What several tests need.

/// The rows and columns of a sheet's units, row by row.
pub fn units(side: usize) -> impl Iterator<Item = (usize, usize)> + Clone {
    (0..side * side).map(move |unit| (unit / side, unit % side))
}

/// In the tests' threads of 2 MB large weights do not fit onto the stack on their way to the heap.
pub fn on_large_stack<R: Send>(f: impl FnOnce() -> R + Send) -> R {
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(64 << 20);
        builder.spawn_scoped(scope, f).unwrap().join().unwrap()
    })
}
