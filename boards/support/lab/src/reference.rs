//! The check against outputs of the real pylissom: a folder of `.npy` files and an `index.json`.

mod activity;
mod cases;
mod files;
mod network;
mod topographica;

pub use activity::{Case, cases};

use lissom_experiment::{bounded, error::Error};
use lissom_npy as npy;
use serde_json::{Value, json};
use std::{fmt, fs, path::Path};

type Result<T> = std::result::Result<T, Error>;

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
    /// The largest difference of each case's settled activity from `f64`.
    pub fixed: Vec<Fixed>,
    /// How far fixed point drifts from `f64` in a training; these have no limit.
    pub drifts: Vec<Check>,
    /// Files that are not compared by themselves: random ones, and those of another kind.
    pub not_compared: usize,
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

    /// Every comparison for programs.
    pub fn results(&self) -> Vec<Value> {
        let checks = self.checks.iter().map(|Check { what, worst, limit }| {
            json!({ "what": what, "worst": worst, "limit": limit, "passes": worst <= limit })
        });
        let drifts = self
            .drifts
            .iter()
            .map(|Check { what, worst, .. }| json!({ "what": what, "worst": worst }));
        let fixed = self.fixed.iter().map(|Fixed { case, bits8, bits16, bits32 }| {
            json!({ "case": case, "fixed8": bits8, "fixed16": bits16, "fixed32": bits32 })
        });
        let beyond = self.beyond();
        let all = json!({ "passes": self.passes(), "beyond_limit": beyond });
        checks.chain(drifts).chain(fixed).chain([all]).collect()
    }

    /// Everything within its limit, and anything compared at all.
    pub fn passes(&self) -> bool {
        !self.checks.is_empty() && self.beyond() == 0
    }

    /// How many comparisons, and means and worst differences in fixed point, are beyond their
    /// limit.
    pub fn beyond(&self) -> usize {
        let checks = self.checks.iter().filter(|check| check.worst > check.limit).count();
        let fixed = self.fixed_limits().into_iter();
        checks + fixed.map(|(_, pairs)| pairs.iter().filter(|(a, b)| a > b).count()).sum::<usize>()
    }

    /// The mean and the worst difference with 8-bit weights, in 16 and in 32 bits, and their
    /// limits.
    fn fixed_limits(&self) -> [(&'static str, [(f64, f64); 3]); 2] {
        const OF: [fn(&Fixed) -> f64; 3] =
            [|case| case.bits8, |case| case.bits16, |case| case.bits32];
        let [mean8, mean16, mean32] = OF.map(|of| self.mean(of));
        let [worst8, worst16, worst32] = OF.map(|of| self.worst(of));
        let means = [(mean8, Self::MEAN_8), (mean16, Self::MEAN_16), (mean32, Self::WORST_32)];
        let worst = [(worst8, Self::WORST_8), (worst16, Self::WORST_16), (worst32, Self::WORST_32)];
        [("mean over cases", means), ("worst", worst)]
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
pub fn distance(ours: &[f64], theirs: &[f64]) -> f64 {
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
        for Check { what, worst, .. } in &self.drifts {
            writeln!(f, "{what:<62} {worst:9.2e}")?;
        }
        if self.fixed.is_empty() {
            return write!(
                f,
                "{} comparisons, {} beyond their limit",
                self.checks.len(),
                self.beyond()
            );
        }
        let title = "settled activity against f64, largest difference";
        writeln!(f, "\n{title:<48} {:>9}  {:>9}  {:>9}", "fixed8", "fixed16", "fixed32")?;
        for Fixed { case, bits8, bits16, bits32 } in &self.fixed {
            line(f, case, [*bits8, *bits16, *bits32])?;
        }
        for (what, pairs) in self.fixed_limits() {
            line(f, what, pairs.map(|(found, _)| found))?;
            line(f, "    may be", pairs.map(|(_, limit)| limit))?;
            let verdicts = pairs.map(|(found, limit)| if found > limit { "FAILS" } else { "ok" });
            let [bits8, bits16, bits32] = verdicts;
            writeln!(f, "{:<48} {bits8:>9}  {bits16:>9}  {bits32:>9}", "")?;
        }
        if self.not_compared > 0 {
            let files = self.not_compared;
            writeln!(f, "{files} files are not compared: they follow from no formula")?;
        }
        if self.checks.is_empty() {
            writeln!(f, "FAILS: nothing is compared with what pylissom computed")?;
        }
        let (all, beyond) = (self.checks.len() + self.fixed.len(), self.beyond());
        write!(f, "{all} comparisons, {beyond} beyond their limit")
    }
}

/// The most numbers that are computed of one file or stage.
const MOST: usize = 1 << 25;

/// Compares everything in a folder; `progress` is told what comes next and how many remain.
///
/// # Errors
///
/// Where a file is missing, cannot be read, or has another size than the sides say, and where the
/// index says nothing that is understood.
pub fn check(folder: &Path, progress: &mut dyn FnMut(&str, usize)) -> Result<Report> {
    if folder.join(topographica::PARAMS).is_file() {
        return topographica::check(folder, progress);
    }
    let index = index(folder)?;
    let mut report = Report::default();
    let [files, cases] = [list(&index, "files")?, list(&index, "cases")?];
    for (done, file) in files.iter().enumerate() {
        let path = text(file, "path")?;
        progress(path, files.len() + cases.len() - done);
        let full = folder.join(path);
        fs::metadata(&full).map_err(|error| Error::file(&full, error))?;
        let is_compared = files::check(folder, path, file, &mut report)
            .map_err(|error| if error.line().contains(path) { error } else { error.of(&full) })?;
        report.not_compared += usize::from(!is_compared);
    }
    for (done, case) in cases.iter().enumerate() {
        let id = text(case, "id")?;
        progress(id, cases.len() - done);
        cases::check(folder, &index, case, &mut report)
            .map_err(|error| Error::new(format!("{id}: {}", error.line())))?;
    }
    if report.checks.is_empty() && report.fixed.is_empty() {
        let why = "its index.json names nothing that can be compared";
        return Err(Error::file(folder, why));
    }
    Ok(report)
}

fn index(folder: &Path) -> Result<Value> {
    let path = folder.join("index.json");
    if folder.is_dir() && !path.exists() {
        let why = "no index.json in it, which says what the reference outputs are";
        return Err(Error::file(folder, why));
    }
    fs::metadata(folder).map_err(|error| Error::file(folder, error))?;
    let text = bounded::read_text(&path)?;
    let index: Value = serde_json::from_str(&text).map_err(|error| Error::file(&path, error))?;
    if !["files", "cases"].iter().any(|key| index[key].is_array()) {
        return Err(Error::file(&path, "has neither a list `files` nor a list `cases`"));
    }
    Ok(index)
}

/// A list of the index, which may be missing.
fn list<'a>(index: &'a Value, key: &str) -> Result<&'a [Value]> {
    match &index[key] {
        Value::Array(all) => Ok(all),
        Value::Null => Ok(&[]),
        _ => Err(Error::new(format!("index.json: {key} is no list"))),
    }
}

/// The numbers of a file that must hold `expected` of them.
fn read(path: &Path, expected: usize) -> Result<Vec<f64>> {
    let wrong = |found: &dyn fmt::Display| {
        Error::file(path, format!("{found} where the sides need {expected}"))
    };
    let bytes = fs::metadata(path).map_err(|error| Error::file(path, error))?.len();
    if bytes > 8 * expected as u64 + HEADER {
        return Err(wrong(&format_args!("{bytes} bytes of numbers and header")));
    }
    let numbers = npy::read(path).map_err(|error| Error::file(path, error))?;
    if numbers.len() == expected {
        Ok(numbers)
    } else {
        Err(wrong(&format_args!("{} numbers", numbers.len())))
    }
}

/// The longest header of a file of numbers: version 1.0 has no longer one.
const HEADER: u64 = 1 << 16;

/// Refuses to compute more than [`MOST`] numbers: the product of some sides.
fn bound(sides: &[usize]) -> Result<()> {
    let count = sides.iter().try_fold(1_usize, |count, &side| count.checked_mul(side));
    match count {
        Some(0..=MOST) => Ok(()),
        _ => Err(Error::new(format!("index.json: more than {MOST} numbers, {sides:?}"))),
    }
}

fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str> {
    value[key].as_str().ok_or_else(|| Error::new(format!("index.json: no text {key:?}")))
}

fn number(value: &Value, key: &str) -> Result<f64> {
    value[key].as_f64().ok_or_else(|| Error::new(format!("index.json: no number {key:?}")))
}
