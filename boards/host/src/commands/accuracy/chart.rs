//! The study as charts.

use super::{distribution::Distribution, random::RandomStudy, study::Study};
use crate::plot::{Axis, Chart, Line, Panel};
use lissom_lab::accuracy::{ACTIVITIES, Bits, FORMATS, Kind, ROUNDINGS, WEIGHTS};
use std::collections::BTreeMap;

/// The worst difference by the bits of weights, of activities, and by rounding.
pub fn by_bits(study: &Study) -> Chart {
    let worst = |kind| study.worst(kind).map_or(0.0, |worst| worst.error);
    let panels: Vec<_> = ACTIVITIES
        .map(|activity| Panel {
            y: None,
            title: format!("{activity}-bit activities"),
            lines: ROUNDINGS
                .map(|(name, rounding)| {
                    let bits = |weight| Kind::Bits(Bits { weight, activity, rounding });
                    let point = |weight: u32| (f64::from(weight), worst(bits(weight)));
                    let points = WEIGHTS.map(point).into();
                    Line { name: name.to_owned(), points, ..Line::default() }
                })
                .into(),
        })
        .into();
    let errors = panels.iter().flat_map(|panel| &panel.lines).flat_map(|line| &line.points);
    Chart {
        title: "V1's activity against f64: the worst of all cases and settling steps".to_owned(),
        x: Axis {
            label: "bits of a weight".to_owned(),
            range: (7.5, 16.5),
            ticks: WEIGHTS.map(f64::from).into(),
            log: false,
        },
        y: Axis::decades("largest difference (1 is full activity)", errors.map(|point| point.1)),
        panels,
    }
}

/// The worst difference of the formats at each settling step.
pub fn by_step(study: &Study) -> Chart {
    let line = |format: lissom_experiment::format::Format| {
        let steps = study.steps(Kind::Format(format));
        let points = steps.into_iter().enumerate().map(|(step, error)| (step as f64, error));
        let points = points.collect();
        Line { name: format.name().to_owned(), points, ..Line::default() }
    };
    let lines: Vec<_> = FORMATS.map(line).into();
    let last = lines.iter().map(|line| line.points.len()).max().unwrap_or(1) - 1;
    let errors = lines.iter().flat_map(|line| &line.points).map(|point| point.1);
    Chart {
        title: "The worst of all cases at each settling step".to_owned(),
        x: Axis {
            label: "settling step".to_owned(),
            range: (-0.3, last as f64 + 0.3),
            ticks: (0..=last).map(|step| step as f64).collect(),
            log: false,
        },
        y: Axis::decades("largest difference (1 is full activity)", errors),
        panels: vec![Panel { lines, ..Panel::default() }],
    }
}

/// The lines of [`by_amplification`]: a share of the settings that differ less.
const SHARES: [(&str, f64); 3] = [("median", 0.5), ("99 %", 0.99), ("worst", 1.0)];

/// The differences of random settings by amplification, in bins of half a decade.
pub fn by_amplification(study: &RandomStudy) -> Chart {
    let panels: Vec<_> = FORMATS
        .into_iter()
        .enumerate()
        .map(|(index, format)| {
            let mut bins: BTreeMap<i32, Vec<f64>> = BTreeMap::new();
            for (amplification, error) in study.points(index) {
                let bin = (2.0 * amplification.max(1.0).log10()).floor() as i32;
                bins.entry(bin).or_default().push(error);
            }
            let bins: Vec<_> = bins
                .into_iter()
                .map(|(bin, errors)| {
                    let middle = 10_f64.powf((f64::from(bin) + 0.5) / 2.0);
                    (middle, Distribution::of(errors.into_iter()))
                })
                .collect();
            let lines = SHARES.map(|(name, share)| Line {
                name: name.to_owned(),
                points: bins.iter().map(|(x, errors)| (*x, errors.quantile(share))).collect(),
                ..Line::default()
            });
            let lines = lines.into();
            Panel { title: format.name().to_owned(), lines, ..Panel::default() }
        })
        .collect();
    let points = || panels.iter().flat_map(|panel| &panel.lines).flat_map(|line| &line.points);
    let x = Axis::decades("amplification", points().map(|point| point.0).chain([1.0]));
    let errors: Vec<_> = points().map(|point| point.1).collect();
    let y = Axis::decades("largest difference (1 is full activity)", errors.into_iter());
    let title = "Random settings by how much settling amplifies a difference".to_owned();
    Chart { title, x, y, panels }
}
