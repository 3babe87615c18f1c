//! The study as charts.

use super::{
    quantised::Bits,
    study::{ACTIVITIES, FORMATS, Kind, ROUNDINGS, Study, WEIGHTS},
};
use crate::plot::{Axis, Chart, Line, Panel};

/// The worst difference by the bits of weights, of activities, and by rounding.
pub fn by_bits(study: &Study) -> Chart {
    let worst = |kind| study.worst(kind).map_or(0.0, |worst| worst.error);
    let panels: Vec<_> = ACTIVITIES
        .map(|activity| Panel {
            title: format!("{activity}-bit activities"),
            lines: ROUNDINGS
                .map(|(name, rounding)| {
                    let bits = |weight| Kind::Bits(Bits { weight, activity, rounding });
                    let point = |weight: u32| (f64::from(weight), worst(bits(weight)));
                    Line { name: name.to_owned(), points: WEIGHTS.map(point).into() }
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
    let line = |format: crate::format::Format| {
        let steps = study.steps(Kind::Format(format));
        let points = steps.into_iter().enumerate().map(|(step, error)| (step as f64, error));
        Line { name: format.name().to_owned(), points: points.collect() }
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
        panels: vec![Panel { title: String::new(), lines }],
    }
}
