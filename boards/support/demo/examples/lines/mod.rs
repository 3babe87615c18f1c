//! The lines of the boards.

use lissom_demo::Log;

/// Prints traces and maps as the boards log them.
pub struct Lines;

impl Log for Lines {
    fn hash(&mut self, _: &str, _: u16, _: u32) {}

    fn settled(&mut self, _: &str, _: u32) {}

    fn trace(&mut self, presentations: u32, trace: u32) {
        println!("trace {presentations} {trace:08x}");
    }

    fn map(&mut self, presentations: u32, hash: u32, selectivity: u16, pinwheels: u32) {
        println!("map {presentations} {hash:08x} selectivity {selectivity} pinwheels {pinwheels}");
    }
}
