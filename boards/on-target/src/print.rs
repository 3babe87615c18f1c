//! Output to the host without `core::fmt`, whose code would take a small chip's flash from the
//! pictures.

use semihosting::io::{self, Write};

pub fn text(text: &str) {
    if let Ok(mut host) = io::stdout() {
        let _ = host.write_all(text.as_bytes()); // nobody to tell
    }
}

/// A name and a decimal number.
pub fn decimal(name: &str, number: u32) {
    labelled(name, number, 10, 1);
}

/// A name and a number of eight hex digits.
pub fn hex(name: &str, number: u32) {
    labelled(name, number, 16, 8);
}

fn labelled(name: &str, mut number: u32, base: u32, least: usize) {
    text(name);
    let mut digits = [b'0'; 10];
    let mut first = digits.len();
    while number > 0 || digits.len() - first < least {
        first -= 1; // a number has ten digits at most
        digits[first] = b"0123456789abcdef"[(number % base) as usize];
        number /= base;
    }
    if let Ok(digits) = str::from_utf8(&digits[first..]) {
        text(digits);
    }
}
