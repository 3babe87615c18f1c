//! A snapshot's network as arrays, each computed while it is written.

use crate::{
    arrays::{dense, indices, packed, sides, starts},
    error::Error,
    experiment::Experiment,
    npy,
    plan::Plan,
    projection::{Name, ProjectionPlan},
};
use lissom::{
    Projection,
    learning::Learn,
    network::Training,
    number::{Weight, Wide},
    side::Dyn,
    weights::OwnedProjection,
};
use std::io::{self, Write};

/// A named array.
pub struct Array<'a> {
    /// Its name: that of its file without `.npy`.
    pub name: String,
    #[allow(clippy::type_complexity)]
    write: Box<dyn Fn(&mut dyn Write) -> io::Result<()> + 'a>,
}

impl<'a> Array<'a> {
    /// An array of numbers that come one after the other.
    fn new<N: npy::Number, I: IntoIterator<Item = N>>(
        name: impl Into<String>,
        shape: impl Into<Vec<u64>>,
        numbers: impl Fn() -> I + 'a,
    ) -> Self {
        let shape = shape.into();
        Self {
            name: name.into(),
            write: Box::new(move |output| npy::encode(output, &shape, numbers())),
        }
    }

    /// An array of a map.
    pub fn of_numbers((name, shape, numbers): (String, Vec<u64>, Vec<f64>)) -> Self {
        Self::new(name, shape, move || numbers.clone())
    }

    /// Writes it as `.npy`.
    pub fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        (self.write)(output)
    }
}

/// The LGN's ON weights, which do not learn.
pub fn lgn_on<W: Weight>(experiment: &Experiment) -> Result<OwnedProjection<W::Activity>, Error> {
    let plan = Plan {
        preset: experiment.preset,
        params: experiment.params,
        channels: experiment.channels as u8,
    };
    ProjectionPlan::of(&plan, Name::Lgn)?.build()
}

/// All that a training has learned, where it stands, and the LGN's ON weights.
pub fn of_training<'a, W: Learn>(
    training: &'a Training<W>,
    lgn_on: &'a OwnedProjection<W::Activity>,
    is_packed: bool,
) -> Vec<Array<'a>> {
    let mut all = of_projection("lgn-on", lgn_on.view(), is_packed);
    for (name, projection) in training.network().projections() {
        all.extend(of_projection(&name.to_string(), projection, is_packed));
    }
    let side = training.network().params().cortex as u64;
    if let Some(thresholds) = training.thresholds() {
        let [theta, mean] = [thresholds.theta(), thresholds.average()];
        for (name, sheet) in [("thresholds", theta), ("mean-activity", mean)] {
            all.push(Array::new(name, [side; 2], || sheet.units().iter().map(|x| x.to_f64())));
        }
    }
    let (dynamics, progress) = (training.dynamics(), training.progress());
    let theta = [dynamics.sigmoid().lower(), dynamics.sigmoid().upper()];
    let presentations = i64::from(progress.presentations());
    let (gains, steps) = (dynamics.gammas(), i64::from(dynamics.steps()));
    all.push(Array::new("presentations", [], move || [presentations]));
    all.push(Array::new("steps", [], move || [steps]));
    all.push(Array::new("sigmoid", [2], move || theta));
    all.push(Array::new("gains", [3], move || gains));
    all
}

/// Dense: unit's row, unit's column, cell's row, cell's column. Packed: a CSR matrix of a row for each
/// unit and a column for each cell. Weights that 24 bits hold are `float32`, others `float64`.
fn of_projection<'a, W: Weight>(
    name: &str,
    projection: Projection<'a, W, Dyn, Dyn>,
    is_packed: bool,
) -> Vec<Array<'a>> {
    let [input, output] = sides(projection).map(|side| side as u64);
    let is_short = size_of::<W>() <= 2 || W::NAME == "f32";
    let connections = projection.packed().len() as u64;
    let weights = |shape: Vec<u64>| match (is_packed, is_short) {
        (true, true) => {
            Array::new(name, shape, move || packed(projection).map(|weight| weight as f32))
        }
        (true, false) => Array::new(name, shape, move || packed(projection)),
        (false, true) => {
            Array::new(name, shape, move || dense(projection).map(|weight| weight as f32))
        }
        (false, false) => Array::new(name, shape, move || dense(projection)),
    };
    if !is_packed {
        return vec![weights(vec![output, output, input, input])];
    }
    let units = output * output;
    vec![
        weights(vec![connections]),
        Array::new(format!("{name}-indices"), [connections], move || indices(projection)),
        Array::new(format!("{name}-indptr"), [units + 1], move || starts(projection)),
    ]
}
