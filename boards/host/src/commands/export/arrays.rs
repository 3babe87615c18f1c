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
    shape: Vec<u64>,
    numbers: Numbers<'a>,
}

/// The numbers of an array, those of weights one after the other.
enum Numbers<'a> {
    Weights(Weights<'a>),
    /// As `float32`, which holds them exactly.
    ShortWeights(Weights<'a>),
    Indices(Box<dyn Fn() -> Box<dyn Iterator<Item = i32> + 'a> + 'a>),
    Whole(Vec<i64>),
    Floats(Vec<f64>),
}

type Weights<'a> = Box<dyn Fn() -> Box<dyn Iterator<Item = f64> + 'a> + 'a>;

impl<'a> Array<'a> {
    fn new(name: impl Into<String>, shape: impl Into<Vec<u64>>, numbers: Numbers<'a>) -> Self {
        Self { name: name.into(), shape: shape.into(), numbers }
    }

    /// An array of a map.
    pub fn of_numbers((name, shape, numbers): (String, Vec<u64>, Vec<f64>)) -> Self {
        Self::new(name, shape, Numbers::Floats(numbers))
    }

    /// Writes it as `.npy`.
    pub fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        let shape = &self.shape;
        match &self.numbers {
            Numbers::Weights(weights) => npy::encode(output, shape, weights()),
            Numbers::ShortWeights(weights) => {
                npy::encode(output, shape, weights().map(|weight| weight as f32))
            }
            Numbers::Indices(indices) => npy::encode(output, shape, indices()),
            Numbers::Whole(numbers) => npy::encode(output, shape, numbers.iter().copied()),
            Numbers::Floats(numbers) => npy::encode(output, shape, numbers.iter().copied()),
        }
    }
}

/// The LGN's ON weights, which do not learn.
pub fn lgn_on<W: Weight>(experiment: &Experiment) -> Result<OwnedProjection<W::Activity>, Error> {
    let plan = Plan {
        preset: experiment.preset,
        params: experiment.params,
        channels: experiment.sheets() as u8,
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
            let numbers = sheet.units().iter().map(|x| x.to_f64()).collect();
            all.push(Array::new(name, [side; 2], Numbers::Floats(numbers)));
        }
    }
    let (dynamics, progress) = (training.dynamics(), training.progress());
    let theta = vec![dynamics.sigmoid().lower(), dynamics.sigmoid().upper()];
    let (gains, steps) = (dynamics.gammas().to_vec(), vec![dynamics.steps().into()]);
    let presentations = vec![progress.presentations().into()];
    all.push(Array::new("presentations", [], Numbers::Whole(presentations)));
    all.push(Array::new("steps", [], Numbers::Whole(steps)));
    all.push(Array::new("sigmoid", [2], Numbers::Floats(theta)));
    all.push(Array::new("gains", [3], Numbers::Floats(gains)));
    all
}

/// Dense: unit's row, unit's column, cell's row, cell's column. Packed: a CSR matrix of a row for
/// each unit and a column for each cell. Weights that 24 bits hold are `float32`, others `float64`.
fn of_projection<'a, W: Weight>(
    name: &str,
    projection: Projection<'a, W, Dyn, Dyn>,
    is_packed: bool,
) -> Vec<Array<'a>> {
    let [input, output] = sides(projection).map(|side| side as u64);
    let weights: Weights<'a> = if is_packed {
        Box::new(move || Box::new(packed(projection)))
    } else {
        Box::new(move || Box::new(dense(projection)))
    };
    let is_short = size_of::<W>() <= 2 || W::NAME == "f32";
    let weights = if is_short { Numbers::ShortWeights(weights) } else { Numbers::Weights(weights) };
    if !is_packed {
        return vec![Array::new(name, [output, output, input, input], weights)];
    }
    let connections = projection.packed().len() as u64;
    let indices = Numbers::Indices(Box::new(move || Box::new(indices(projection))));
    let starts = Numbers::Whole(starts(projection));
    vec![
        Array::new(name, [connections], weights),
        Array::new(format!("{name}-indices"), [connections], indices),
        Array::new(format!("{name}-indptr"), [output * output + 1], starts),
    ]
}
