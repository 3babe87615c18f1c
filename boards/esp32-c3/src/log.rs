//! The log, as text over USB.

use core::fmt::Display;
use esp_println::println;

/// The lines of `lissom_demo::Defmt`.
pub struct Serial;

impl lissom_demo::Log for Serial {
    fn hash(&mut self, picture: &str, step: u16, hash: u32) {
        println!("hash {picture} {step} {hash:08x}");
    }

    fn settled(&mut self, picture: &str, ticks: u32) {
        println!("ticks {picture} {ticks}");
    }

    fn training(&mut self, what: &str, presentations: u32) {
        println!("{what} {presentations}");
    }

    fn failed(&mut self, what: &str, why: &dyn Display) {
        println!("not {what}: {why}");
    }

    fn trace(&mut self, presentations: u32, trace: u32) {
        println!("trace {presentations} {trace:08x}");
    }

    fn map(&mut self, presentations: u32, hash: u32, selectivity: u16, pinwheels: u32) {
        println!("map {presentations} {hash:08x} selectivity {selectivity} pinwheels {pinwheels}");
    }
}
