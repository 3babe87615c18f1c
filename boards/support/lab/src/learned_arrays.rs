//! A snapshot's network as arrays, each computed while it is written.

use crate::{
    any_projection::{AnyProjection, Named},
    any_training::{About, AnyTraining},
};
use lissom_npy as npy;
use std::{
    io::{self, Write},
    rc::Rc,
};

/// A named array.
pub struct Array<'a> {
    /// Its name: that of its file without `.npy`.
    pub name: String,
    shape: Vec<u64>,
    numbers: Numbers<'a>,
}

/// The numbers of an array, those of a projection one after the other.
enum Numbers<'a> {
    Weights { of: Rc<dyn AnyProjection + 'a>, is_dense: bool },
    Indices(Rc<dyn AnyProjection + 'a>),
    Whole(Vec<i64>),
    Floats(Vec<f64>),
}

impl std::fmt::Debug for Array<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of shape {:?}", self.name, self.shape)
    }
}

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
            Numbers::Weights { of, is_dense } => {
                let weights = if *is_dense { of.dense() } else { of.packed() };
                match of.is_short() {
                    // which holds them exactly
                    true => npy::encode(output, shape, weights.map(|weight| weight as f32)),
                    false => npy::encode(output, shape, weights),
                }
            }
            Numbers::Indices(of) => npy::encode(output, shape, of.indices()),
            Numbers::Whole(numbers) => npy::encode(output, shape, numbers.iter().copied()),
            Numbers::Floats(numbers) => npy::encode(output, shape, numbers.iter().copied()),
        }
    }
}

/// All that a training has learned, where it stands, and the LGN's ON weights.
pub fn of_training<'a>(
    training: &'a dyn AnyTraining,
    lgn_on: Box<dyn AnyProjection>,
    is_packed: bool,
) -> Vec<Array<'a>> {
    let mut all = of_projection("lgn-on", lgn_on.into(), is_packed);
    for Named { name, weights } in training.projections() {
        all.extend(of_projection(&name, weights.into(), is_packed));
    }
    for (name, sheet) in
        [("thresholds", training.thresholds()), ("mean-activity", training.averages())]
    {
        let array = |numbers: Vec<f64>| {
            Array::new(name, [numbers.len().isqrt() as u64; 2], Numbers::Floats(numbers))
        };
        all.extend(sheet.map(array));
    }
    let About { steps, theta, gains, .. } = training.about();
    let presentations = vec![training.progress().presentations().into()];
    all.push(Array::new("presentations", [], Numbers::Whole(presentations)));
    all.push(Array::new("steps", [], Numbers::Whole(vec![steps.into()])));
    all.push(Array::new("sigmoid", [2], Numbers::Floats(theta.to_vec())));
    all.push(Array::new("gains", [3], Numbers::Floats(gains.to_vec())));
    all
}

/// Dense: unit's row, unit's column, cell's row, cell's column. Packed: a CSR matrix of a row for
/// each unit and a column for each cell. Weights that 24 bits hold are `float32`, others `float64`.
fn of_projection<'a>(
    name: &str,
    projection: Rc<dyn AnyProjection + 'a>,
    is_packed: bool,
) -> Vec<Array<'a>> {
    let [input, output] = projection.sides().map(|side| side as u64);
    let weights = |is_dense| Numbers::Weights { of: projection.clone(), is_dense };
    if !is_packed {
        return vec![Array::new(name, [output, output, input, input], weights(true))];
    }
    let connections = projection.count() as u64;
    vec![
        Array::new(name, [connections], weights(false)),
        Array::new(format!("{name}-indices"), [connections], Numbers::Indices(projection.clone())),
        Array::new(
            format!("{name}-indptr"),
            [output * output + 1],
            Numbers::Whole(projection.starts()),
        ),
    ]
}
