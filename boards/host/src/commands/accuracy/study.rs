//! How far V1's activity is from that in `f64`, in every format, case and settling step.

use crate::progress::Progress;
use lissom_experiment::{error::Error, format::Format};
use lissom_lab::{
    accuracy::{ACTIVITIES, Bits, FORMATS, Kind, ROUNDINGS, WEIGHTS},
    reference,
};
use std::{fmt::Write, path::Path};

/// The largest difference from `f64` at a step of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Whose difference it is.
    pub kind: Kind,
    /// The case's place in [`Study::cases`].
    pub case: usize,
    /// The settling step.
    pub step: usize,
    /// The unit's row and column.
    pub unit: (usize, usize),
    /// How much.
    pub error: f64,
}

/// All differences.
#[derive(Debug, Clone, Default)]
pub struct Study {
    /// The names of the cases.
    pub cases: Vec<String>,
    /// One for each kind, case and step.
    pub differences: Vec<Difference>,
}

impl Study {
    /// Settles every case of a folder in every kind of number.
    pub fn of(folder: &Path) -> Result<Self, Error> {
        let cases = reference::cases(folder).map_err(|error| error.of(folder))?;
        if cases.is_empty() {
            return Err(Error::file(folder, "there are no cases"));
        }
        let kinds = Kind::all();
        let mut progress = Progress::new((cases.len() * kinds.len()) as u64);
        let (mut study, mut done) = (Self::default(), 0);
        for (index, case) in cases.iter().enumerate() {
            let exact = Kind::Format(Format::F64).v1(case)?;
            for &kind in &kinds {
                progress.at(done, &case.id);
                study.add(kind, index, case.side, &kind.v1(case)?, &exact);
                done += 1;
            }
            study.cases.push(case.id.clone());
        }
        Ok(study)
    }

    /// Adds a difference for each step.
    fn add(&mut self, kind: Kind, case: usize, side: usize, ours: &[f64], exact: &[f64]) {
        let steps = ours.chunks(side * side).zip(exact.chunks(side * side));
        for (step, (ours, exact)) in steps.enumerate() {
            let differences = ours.iter().zip(exact).map(|(a, b)| (a - b).abs()).enumerate();
            let (unit, error) = differences.fold((0, 0.0), |worst, (unit, difference)| {
                if difference > worst.1 { (unit, difference) } else { worst }
            });
            let unit = (unit / side, unit % side);
            self.differences.push(Difference { kind, case, step, unit, error });
        }
    }

    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(move |difference| difference.kind == kind)
    }

    /// The largest difference of a kind.
    pub fn worst(&self, kind: Kind) -> Option<&Difference> {
        self.of_kind(kind).max_by(|a, b| a.error.total_cmp(&b.error))
    }

    /// The mean over the cases of a kind's largest differences.
    pub fn mean(&self, kind: Kind) -> f64 {
        let mut worst = vec![0.0_f64; self.cases.len()];
        for difference in self.of_kind(kind) {
            worst[difference.case] = worst[difference.case].max(difference.error);
        }
        worst.iter().sum::<f64>() / worst.len() as f64
    }

    /// The largest difference of a kind at each step.
    pub fn steps(&self, kind: Kind) -> Vec<f64> {
        let mut worst = Vec::new();
        for difference in self.of_kind(kind) {
            if worst.len() <= difference.step {
                worst.resize(difference.step + 1, 0.0_f64);
            }
            worst[difference.step] = worst[difference.step].max(difference.error);
        }
        worst
    }

    /// A line for each difference.
    pub fn csv(&self) -> Result<String, Error> {
        let mut text =
            "format,weight_bits,activity_bits,rounding,case,step,row,column,error\n".to_owned();
        for Difference { kind, case, step, unit: (row, column), error } in &self.differences {
            match kind {
                Kind::Format(format) => write!(text, "{},,,", format.name())?,
                Kind::Bits(Bits { weight, activity, rounding }) => {
                    let name = ROUNDINGS.iter().find(|(_, other)| other == rounding);
                    let name = name.map_or("", |(name, _)| name);
                    write!(text, ",{weight},{activity},{name}")?;
                }
            }
            writeln!(text, ",{},{step},{row},{column},{error:e}", self.cases[*case])?;
        }
        Ok(text)
    }

    /// The worst and the mean of every kind, and where the formats are worst.
    pub fn table(&self) -> Result<String, Error> {
        let mut text = format!(
            "V1's activity against f64 at every settling step of {} cases:\n\
             the largest difference, and in brackets the mean over the cases of each one's largest\n\n",
            self.cases.len()
        );
        let names = ROUNDINGS.map(|(name, _)| format!("  {name:16}")).concat();
        writeln!(text, "weights  activities{}", names.trim_end())?;
        for weight in WEIGHTS {
            for activity in ACTIVITIES {
                let pairs = ROUNDINGS.map(|(_, rounding)| {
                    let kind = Kind::Bits(Bits { weight, activity, rounding });
                    let worst = self.worst(kind).map_or(0.0, |worst| worst.error);
                    let pair = format!("{worst:.1e} ({:.1e})", self.mean(kind));
                    format!("  {pair:16}")
                });
                let pairs = pairs.concat();
                writeln!(text, "{weight:2} bits  {activity:2} bits   {}", pairs.trim_end())?;
            }
        }
        writeln!(text, "\nformat   worst    mean     the worst: case, step, unit")?;
        for format in FORMATS {
            let kind = Kind::Format(format);
            let Some(Difference { case, step, unit, error, .. }) = self.worst(kind) else {
                continue;
            };
            let (name, mean, case) = (format.name(), self.mean(kind), &self.cases[*case]);
            writeln!(text, "{name:7}  {error:.1e}  {mean:.1e}  {case}, step {step}, {unit:?}")?;
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_is_named() {
        let (mut study, kind) = (Study::default(), Kind::Format(Format::Fixed8));
        study.cases = vec!["a".to_owned(), "b".to_owned()];
        study.add(kind, 0, 2, &[0.0, 0.1, 0.2, 0.3, 0.0, 0.1, 0.2, 0.5], &[0.0; 8]);
        study.add(kind, 1, 2, &[0.0, 0.9, 0.2, 0.3, 0.0, 0.1, 0.2, 0.4], &[0.0; 8]);
        let worst = study.worst(kind).unwrap();
        assert_eq!((worst.case, worst.step, worst.unit, worst.error), (1, 0, (0, 1), 0.9));
        assert_eq!(study.mean(kind), 0.7);
        assert_eq!(study.steps(kind), [0.9, 0.5]);
        assert!(study.csv().unwrap().ends_with("fixed8,,,,b,1,1,1,4e-1\n"));
        assert!(study.table().unwrap().contains("fixed8   9.0e-1  7.0e-1  b, step 0, (0, 1)"));
    }
}
