//! Cases as Rust source, and how many of them fit a chip.

use crate::{Result, trace};
use lissom::{Fixed16, Observer, Sheet, Signal, Stage};
use std::env;

/// The hash of each stage.
#[derive(Default)]
pub struct Trace(pub Vec<u32>);

impl Observer<Fixed16> for Trace {
    fn stage(&mut self, _: Stage, _: Signal<'_, Fixed16>, output: Signal<'_, Fixed16>) {
        self.0.push(trace::hash(output));
    }
}

/// One `Case`. `pylissom` holds settling steps and V1 at them, in 2⁻¹⁵.
pub fn case<const SIDE: usize>(
    name: &str,
    picture: &Sheet<Fixed16, SIDE>,
    stages: Vec<u32>,
    pylissom: &[(usize, Vec<i16>)],
) -> String {
    let bits = picture.0.map(|row| row.map(Fixed16::to_bits));
    let known: Vec<_> = pylissom
        .iter()
        .map(|(step, v1)| format!("check::Known {{ step: {step}, v1: &{v1:?} }}"))
        .collect();
    format!(
        "check::Case {{ name: {name:?}, picture: check::picture({bits:?}), stages: &{stages:?}, \
         pylissom: &[{}] }},\n",
        known.join(", ")
    )
}

/// Whether `FAIL=1` asks for one wrong hash of each test, to see it fail.
fn fail() -> bool {
    println!("cargo:rerun-if-env-changed=FAIL");
    env::var_os("FAIL").is_some()
}

/// The hashes; the last one wrong with `FAIL=1`.
pub fn hashes<const N: usize>(mut hashes: [u32; N]) -> [u32; N] {
    if let Some(last) = hashes.last_mut()
        && fail()
    {
        *last = !*last;
    }
    hashes
}

/// A table of cases; the last one's first hash is wrong with `FAIL=1`.
pub fn cases(name: &str, side: usize, mut cases: Vec<String>) -> String {
    if let Some(last) = cases.last_mut()
        && fail()
    {
        *last = last.replacen("stages: &[", "stages: &[!", 1);
    }
    format!("static {name}: [check::Case<{side}>; {}] = [\n{}];\n", cases.len(), cases.concat())
}

/// A chip's, in bytes.
pub struct Memory {
    pub flash: usize,
    pub ram: usize,
}

impl Memory {
    /// Code and names: 8.3 KB on a Cortex-M0.
    const CODE: usize = 9 * 1024;
    /// The stack with embedded-test's buffer of 1 KB.
    const STACK: usize = 3 * 1024;

    /// From a linker script.
    pub fn parse(script: &str) -> Result<Self> {
        let length = |region: &str| -> Result<usize> {
            let missing = || format!("memory.x: no length of {region}");
            let line = script.lines().find(|line| line.trim().starts_with(region));
            let length = line.and_then(|line| line.split("LENGTH =").nth(1)).ok_or_else(missing)?;
            let digits = length.trim().trim_end_matches(['K', 'M']);
            let unit = if length.contains('M') { 1 << 20 } else { 1 << 10 };
            Ok(digits.parse::<usize>()? * unit)
        };
        Ok(Self { flash: length("FLASH")?, ram: length("RAM")? })
    }

    /// How many cases of a side fit beside a network whose tables are in flash.
    pub fn frozen(&self, tables: usize, state: usize, side: usize) -> usize {
        Self::room(self.flash, self.ram, tables, state, side)
    }

    /// The same for one whose weights are filled or loaded in RAM. Twice the tables cover the
    /// reference's weights, which are of 32 bits.
    pub fn filled(&self, tables: usize, state: usize, side: usize) -> usize {
        Self::room(self.flash, self.ram, 2 * tables, tables + state, side)
    }

    /// Whether RAM has room for `bytes`; there is flash enough for all that learns in it.
    pub fn holds(&self, bytes: usize) -> bool {
        bytes + Self::STACK <= self.ram
    }

    fn room(flash: usize, ram: usize, tables: usize, state: usize, side: usize) -> usize {
        let case = 2 * side * side + 4 * 32 + 64; // picture, hashes, name and pointers
        match flash.checked_sub(tables + Self::CODE) {
            Some(rest) if state + Self::STACK <= ram => rest / case,
            _ => 0,
        }
    }
}
