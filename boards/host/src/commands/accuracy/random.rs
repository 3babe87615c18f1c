//! How far every format is from `f64` in many random settings, and what tells it beforehand.

use super::{
    distribution::{Distribution, LARGE},
    setting::{Setting, options},
};
use crate::progress::Progress;
use lissom_experiment::{error::Error, format::Format};
use lissom_lab::{
    accuracy::{FORMATS, Sample},
    expectation::BISTABLE,
};
use rayon::prelude::*;
use std::fmt::Write;

/// All settings, in the order of their numbers.
#[derive(Debug, Clone)]
pub struct RandomStudy {
    seed: u64,
    samples: Vec<Sample>,
}

/// What settings have in common.
struct Group {
    name: &'static str,
    has: fn(&Sample) -> bool,
}

macro_rules! groups {
    ($($name:literal: |$sample:ident| $has:expr;)*) => {
        &[$(Group { name: $name, has: |$sample| $has }),*]
    };
}

/// All settings, by the amplification that is measured, and by what can be computed by hand: the
/// [loop gain](Sample::loop_gain) and the steps.
const GROUPS: &[Group] = groups![
    "all": |_sample| true;
    "amplification below 10": |sample| sample.amplification < 10.0;
    "amplification 10 to 100": |sample| (10.0..100.0).contains(&sample.amplification);
    "amplification 100 to 1000": |sample| (100.0..BISTABLE).contains(&sample.amplification);
    "amplification from 1000 on": |sample| sample.amplification >= BISTABLE;
    "loop gain below 1": |sample| sample.loop_gain() < 1.0;
    "loop gain 1 to 1.5": |sample| (1.0..1.5).contains(&sample.loop_gain());
    "loop gain 1.5 to 2": |sample| (1.5..2.0).contains(&sample.loop_gain());
    "loop gain 2 to 3": |sample| (2.0..3.0).contains(&sample.loop_gain());
    "loop gain from 3 on": |sample| sample.loop_gain() >= 3.0;
    "steps 1 to 4": |sample| sample.params.steps < 5;
    "steps 5 to 9": |sample| (5..10).contains(&sample.params.steps);
    "steps 10 to 20": |sample| sample.params.steps >= 10;
    "loop gain below 1, 1 to 9 steps": |sample| sample.loop_gain() < 1.0 && sample.params.steps < 10;
    "loop gain below 1.5, 1 to 4 steps": |sample| sample.loop_gain() < 1.5 && sample.params.steps < 5;
];

/// Settings between two looks at the progress bar.
const AT_ONCE: u64 = 64;

/// Settles the setting with this number.
fn sample(seed: u64, number: u64) -> Result<Sample, Error> {
    let options = options(seed, number);
    let (plan, scene) = Setting::of(&options)?.build()?;
    Sample::of(&plan, &scene)
        .map_err(|error| Error::new(format!("{}: {}", options.join(" "), error.line())))
}

impl RandomStudy {
    /// Settles the first `count` settings of a seed, on all cores.
    pub fn of(seed: u64, count: u64) -> Result<Self, Error> {
        let (mut progress, mut samples) = (Progress::new(count), Vec::new());
        for first in (0..count).step_by(AT_ONCE as usize) {
            progress.at(first, "random settings");
            let numbers = first..count.min(first + AT_ONCE);
            let some = numbers.into_par_iter().map(|number| sample(seed, number));
            samples.extend(some.collect::<Result<Vec<_>, _>>()?);
        }
        Ok(Self { seed, samples })
    }

    fn distribution(&self, format: usize, group: &Group) -> Distribution {
        let samples = self.samples.iter().filter(|sample| (group.has)(sample));
        Distribution::of(samples.map(|sample| sample.formats[format].error))
    }

    /// The distribution of each format's differences, its bound, and its worst setting.
    pub fn table(&self) -> Result<String, Error> {
        let Self { seed, samples } = self;
        let mut text = format!(
            "V1's settled activity against f64, the largest difference in each of {} random settings\n\
             of seed {seed}; amplification is that of ±2^-14 in what V1 receives, loop gain is\n\
             gamma_e/(theta_upper - theta_lower)\n\n\
             format   settings                            number  median    90 %    99 %  99.9 %   worst  \
             >{LARGE:.0e}\n",
            samples.len()
        );
        for (index, format) in FORMATS.into_iter().enumerate() {
            for group in GROUPS {
                let distribution = self.distribution(index, group);
                let (format, name) = (format.name(), group.name);
                writeln!(text, "{format:7}  {name:33}  {distribution}")?;
            }
        }
        writeln!(
            text,
            "\nbound: (1 + a)*size, where a is the amplification of ±size in what V1 receives\n\
             format   size  within the bound  worst, in bounds"
        )?;
        for (index, format) in FORMATS.into_iter().enumerate() {
            let ratios = samples.iter().map(|sample| &sample.formats[index]);
            let ratios = Distribution::of(ratios.map(|far| far.error / far.bound));
            let (power, within) =
                (format.rounding().unwrap_or(1.0).log2(), 100.0 * (1.0 - ratios.above(1.0)));
            let (name, worst) = (format.name(), ratios.quantile(1.0));
            writeln!(text, "{name:7}  2^{power:<3}  {within:14.2} %  {worst:16.2}")?;
        }
        writeln!(text, "\nthe worst setting of each format:")?;
        for (index, format) in FORMATS.into_iter().enumerate() {
            if let Some((number, sample)) = self.worst(index) {
                let (name, error) = (format.name(), sample.formats[index].error);
                let (amplification, options) =
                    (sample.amplification, options(*seed, number).join(" "));
                writeln!(text, "{name} {error:.1e}, amplification {amplification:.1}:")?;
                writeln!(text, "  cargo run --release -- settle --number={name} {options}")?;
            }
        }
        Ok(text)
    }

    /// The setting where a format is furthest from `f64`, with its number.
    fn worst(&self, format: usize) -> Option<(u64, &Sample)> {
        let error = |(_, sample): &(u64, &Sample)| sample.formats[format].error;
        (0..).zip(&self.samples).max_by(|a, b| error(a).total_cmp(&error(b)))
    }

    /// A line for each setting.
    pub fn csv(&self) -> Result<String, Error> {
        let mut text = "setting,steps,gamma_e,gamma_i,theta_range,amplification".to_owned();
        for name in FORMATS.map(Format::name) {
            write!(text, ",{name},{name}_bound")?;
        }
        text += ",options\n";
        for (number, sample) in (0..).zip(&self.samples) {
            let Sample { params, amplification, formats } = sample;
            let (steps, range) = (params.steps, params.theta_upper - params.theta_lower);
            let (e, i) = (params.gamma_e, params.gamma_i);
            write!(text, "{number},{steps},{e},{i},{range:.3},{amplification:e}")?;
            for far in formats {
                write!(text, ",{:e},{:e}", far.error, far.bound)?;
            }
            writeln!(text, ",{}", options(self.seed, number).join(" "))?;
        }
        Ok(text)
    }

    /// Amplification and difference of a format in every setting.
    pub fn points(&self, format: usize) -> impl Iterator<Item = (f64, f64)> {
        self.samples.iter().map(move |sample| (sample.amplification, sample.formats[format].error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::settle::Settle;
    use clap::{Args, Command, FromArgMatches};

    #[test]
    fn the_worst_setting_repeats_with_the_printed_command() {
        let study = RandomStudy::of(3, 12).unwrap();
        let table = study.table().unwrap();
        let mut seen = 0;
        for (index, format) in FORMATS.into_iter().enumerate() {
            let line = format!("settle --number={} ", format.name());
            let (_, options) = table.split_once(&line).unwrap();
            let options = options.lines().next().unwrap().split(' ');
            let number = format!("--number={}", format.name());
            let command = Settle::augment_args(Command::new("settle").no_binary_name(true));
            let matches = command.get_matches_from(options.chain([number.as_str()]));
            let text = Settle::from_arg_matches(&matches).unwrap().run().unwrap().text;
            let (_, sample) = study.worst(index).unwrap();
            let found = format!("; found {:.1e}\n", sample.formats[index].error);
            assert!(text.ends_with(&found), "{text} {found}");
            assert!(text.contains(&format!("amplification {:.1}", sample.amplification)), "{text}");
            seen += 1;
        }
        assert_eq!(seen, FORMATS.len());
    }

    #[test]
    fn a_seed_gives_the_same_settings_however_many() {
        let (few, more) = (RandomStudy::of(1, 3).unwrap(), RandomStudy::of(1, 5).unwrap());
        assert_eq!(few.samples, more.samples[..3]);
        let csv = more.csv().unwrap();
        assert_eq!(csv.lines().count(), 6);
        assert!(csv.lines().all(|line| line.split(',').count() == 6 + 2 * FORMATS.len() + 1));
    }

    #[test]
    fn every_setting_is_in_one_group_of_each_kind() {
        let sample = sample(1, 0).unwrap();
        for (amplification, gamma_e, steps) in
            [(0.0, 0.5, 1), (10.0, 1.0, 4), (99.9, 1.5, 5), (1e3, 2.0, 9), (1e4, 3.0, 20)]
        {
            let mut sample = Sample { amplification, ..sample.clone() };
            let params = &mut sample.params;
            (params.theta_lower, params.theta_upper) = (0.0, 1.0);
            (params.gamma_e, params.steps) = (gamma_e, steps);
            for kind in ["all", "amplification", "loop gain", "steps"] {
                let groups = GROUPS.iter().filter(|group| {
                    group.name.starts_with(kind)
                        && !group.name.contains(',')
                        && (group.has)(&sample)
                });
                assert_eq!(groups.count(), 1, "{kind} {amplification} {gamma_e} {steps}");
            }
        }
    }
}
