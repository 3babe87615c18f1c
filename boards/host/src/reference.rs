//! The check against outputs of the real pylissom: a folder of `.npy` files and an `index.json`.

/// Evaluates an expression with a constant that stands for a side of the reference's networks.
macro_rules! of_side {
    ($side:expr, $constant:ident => $body:expr) => {{
        let side = $side;
        $crate::by_side!(@ [24 36] side, $constant => $body)
            .ok_or_else(|| format!("no network of side {side} is compiled in"))
    }};
}

mod activity;
mod cases;
mod files;

pub use activity::{Case, cases};

use serde_json::Value;
use std::{error::Error as StdError, fmt, fs, path::Path};

type Result<T> = std::result::Result<T, Box<dyn StdError>>;

/// One comparison: the largest difference, and what it may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// What was compared.
    pub what: String,
    /// The largest absolute difference.
    pub worst: f64,
    /// The largest that passes.
    pub limit: f64,
}

/// The largest differences of a case's settled activity in fixed point from that in `f64`.
#[derive(Debug, Clone, PartialEq)]
pub struct Fixed {
    /// The case.
    pub case: String,
    /// With 8-bit weights.
    pub bits8: f64,
    /// In 16 bits.
    pub bits16: f64,
    /// In 32 bits.
    pub bits32: f64,
}

/// All that a folder of references has to say.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Fields, weights, stimuli and the stages of every case in `f64` and `f32`.
    pub checks: Vec<Check>,
    /// Of each case the largest difference of the settled activity from `f64`.
    pub fixed: Vec<Fixed>,
}

impl Report {
    /// The largest mean over the cases of the differences with 8-bit weights.
    pub const MEAN_8: f64 = 5e-3;
    /// The largest difference with 8-bit weights.
    pub const WORST_8: f64 = 2e-2;
    /// The largest mean over the cases of the 16-bit differences.
    pub const MEAN_16: f64 = 2e-4;
    /// The largest 16-bit difference.
    pub const WORST_16: f64 = 1e-3;
    /// The largest 32-bit difference.
    pub const WORST_32: f64 = 1e-5;

    /// Everything within its limit, and anything compared at all.
    pub fn passes(&self) -> bool {
        let [mean8, mean16] = [self.mean(|case| case.bits8), self.mean(|case| case.bits16)];
        !self.checks.is_empty()
            && self.checks.iter().all(|check| check.worst <= check.limit)
            && mean8 <= Self::MEAN_8
            && mean16 <= Self::MEAN_16
            && self.worst(|case| case.bits8) <= Self::WORST_8
            && self.worst(|case| case.bits16) <= Self::WORST_16
            && self.worst(|case| case.bits32) <= Self::WORST_32
    }

    /// The mean over the cases of a format's differences.
    pub fn mean(&self, of: fn(&Fixed) -> f64) -> f64 {
        self.fixed.iter().map(of).sum::<f64>() / self.fixed.len().max(1) as f64
    }

    /// The largest of a format's differences.
    pub fn worst(&self, of: fn(&Fixed) -> f64) -> f64 {
        self.fixed.iter().map(of).fold(0.0, f64::max)
    }

    fn check(&mut self, what: impl Into<String>, ours: &[f64], theirs: &[f64], limit: f64) {
        let worst = if ours.len() == theirs.len() { distance(ours, theirs) } else { f64::INFINITY };
        self.checks.push(Check { what: what.into(), worst, limit });
    }
}

/// The largest absolute difference; infinite if it is not a number.
fn distance(ours: &[f64], theirs: &[f64]) -> f64 {
    ours.iter()
        .zip(theirs)
        .map(|(a, b)| (a - b).abs())
        .fold(0.0, |worst, d| if d.is_nan() { f64::INFINITY } else { d.max(worst) })
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Check { what, worst, limit } in &self.checks {
            let verdict = if worst <= limit { "ok" } else { "FAILS" };
            writeln!(f, "{what:<62} {worst:9.2e} ≤ {limit:8.1e} {verdict}")?;
        }
        let line = |f: &mut fmt::Formatter<'_>, what: &str, [bits8, bits16, bits32]: [f64; 3]| {
            writeln!(f, "{what:<48} {bits8:9.2e}  {bits16:9.2e}  {bits32:9.2e}")
        };
        let title = "settled activity against f64, largest difference";
        writeln!(f, "\n{title:<48} {:>9}  {:>9}  {:>9}", "fixed8", "fixed16", "fixed32")?;
        for Fixed { case, bits8, bits16, bits32 } in &self.fixed {
            line(f, case, [*bits8, *bits16, *bits32])?;
        }
        const OF: [fn(&Fixed) -> f64; 3] =
            [|case| case.bits8, |case| case.bits16, |case| case.bits32];
        line(f, "mean over cases", OF.map(|of| self.mean(of)))?;
        line(f, "    may be", [Self::MEAN_8, Self::MEAN_16, Self::WORST_32])?;
        line(f, "worst", OF.map(|of| self.worst(of)))?;
        line(f, "    may be", [Self::WORST_8, Self::WORST_16, Self::WORST_32])?;
        let failed = self.checks.iter().filter(|check| check.worst > check.limit).count();
        write!(
            f,
            "{} comparisons, {failed} beyond their limit",
            self.checks.len() + self.fixed.len()
        )
    }
}

/// Compares everything in a folder; `progress` is told what comes next and how many remain.
pub fn check(folder: &Path, mut progress: impl FnMut(&str, usize)) -> Result<Report> {
    let index: Value = serde_json::from_str(&fs::read_to_string(folder.join("index.json"))?)?;
    let mut report = Report::default();
    let empty = Vec::new();
    let files = index["files"].as_array().unwrap_or(&empty);
    let cases = index["cases"].as_array().unwrap_or(&empty);
    for (done, file) in files.iter().enumerate() {
        let path = file["path"].as_str().unwrap_or_default();
        progress(path, files.len() + cases.len() - done);
        files::check(folder, path, &file["params"], &mut report)?;
    }
    for (done, case) in cases.iter().enumerate() {
        let id = text(case, "id")?;
        progress(id, cases.len() - done);
        let net = &index["nets"][text(case, "net")?];
        let side = number(&net["params"], "cortex")? as usize;
        of_side!(side, S => cases::check::<S>(folder, &index, case, &mut report)?)
            .map_err(|why| format!("{id}: {why}"))?;
    }
    Ok(report)
}

fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str> {
    value[key].as_str().ok_or_else(|| format!("index.json: no text {key:?}").into())
}

fn number(value: &Value, key: &str) -> Result<f64> {
    value[key].as_f64().ok_or_else(|| format!("index.json: no number {key:?}").into())
}
