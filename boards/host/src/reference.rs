//! The check against outputs of the real pylissom: a folder of `.npy` files and an `index.json`.

mod cases;
mod files;

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

/// All that a folder of references has to say.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Fields, weights, stimuli and the stages of every case in `f64` and `f32`.
    pub checks: Vec<Check>,
    /// Of each case the largest difference of the settled activity from `f64`: 16 bits, 32 bits.
    pub fixed: Vec<(String, f64, f64)>,
}

impl Report {
    /// The largest mean over the cases of the 16-bit differences.
    pub const MEAN_16: f64 = 2e-4;
    /// The largest 16-bit difference.
    pub const WORST_16: f64 = 1e-3;
    /// The largest 32-bit difference.
    pub const WORST_32: f64 = 1e-5;

    /// Everything within its limit, and anything compared at all.
    pub fn passes(&self) -> bool {
        let [mean, worst16, worst32] = self.fixed_summary();
        !self.checks.is_empty()
            && self.checks.iter().all(|check| check.worst <= check.limit)
            && mean <= Self::MEAN_16
            && worst16 <= Self::WORST_16
            && worst32 <= Self::WORST_32
    }

    /// 16 bits: the mean over cases and the worst; 32 bits: the worst.
    pub fn fixed_summary(&self) -> [f64; 3] {
        let worst =
            |of: fn(&(String, f64, f64)) -> f64| self.fixed.iter().map(of).fold(0.0, f64::max);
        let sum = self.fixed.iter().map(|case| case.1).sum::<f64>();
        [sum / self.fixed.len().max(1) as f64, worst(|case| case.1), worst(|case| case.2)]
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
        writeln!(f, "\nsettled activity against f64, largest difference      16 bits    32 bits")?;
        for (case, bits16, bits32) in &self.fixed {
            writeln!(f, "{case:<52} {bits16:9.2e}  {bits32:9.2e}")?;
        }
        let [mean, worst16, worst32] = self.fixed_summary();
        writeln!(f, "{:<52} {mean:9.2e} ≤ {:.0e}", "mean over cases", Self::MEAN_16)?;
        writeln!(
            f,
            "{:<52} {worst16:9.2e}  {worst32:9.2e} ≤ {:.0e}, {:.0e}",
            "worst",
            Self::WORST_16,
            Self::WORST_32
        )?;
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
        match number(&net["params"], "cortex")? as usize {
            24 => cases::check::<24>(folder, &index, case, &mut report)?,
            36 => cases::check::<36>(folder, &index, case, &mut report)?,
            side => return Err(format!("{id}: no network of side {side} is compiled in").into()),
        }
    }
    Ok(report)
}

fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str> {
    value[key].as_str().ok_or_else(|| format!("index.json: no text {key:?}").into())
}

fn number(value: &Value, key: &str) -> Result<f64> {
    value[key].as_f64().ok_or_else(|| format!("index.json: no number {key:?}").into())
}
