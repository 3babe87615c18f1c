//! The weights before the first presentation: of files, or drawn as the original draws them.

use super::{
    Result,
    model::{Area, Model},
    read_any,
};
use lissom::geometry::Placement;
use lissom_experiment::error::Error;
use rand_mt::Mt;
use std::path::Path;

/// Weights in packed order: ON, OFF, excitatory and inhibitory.
pub type Initial = [Vec<f64>; 4];

/// The names of the projections in the folder.
pub const NAMES: [&str; 4] = ["on", "off", "exc", "inh"];

/// The discs of a projection.
struct Discs<'a> {
    source: &'a Area,
    v1: &'a Area,
    /// Source cells beyond V1.
    margin: f64,
    /// The cells of a whole disc around its middle, row by row.
    cells: Vec<[i32; 2]>,
    reach: i32,
}

impl<'a> Discs<'a> {
    fn new(model: &'a Model, name: &str) -> Self {
        let [_, lgn, v1] = &model.areas;
        let params = &model.params;
        let margin = match params.placement {
            Placement::Cells { margin } => f64::from(margin),
            Placement::Corners => 0.0,
        };
        let (source, margin, radius) = match name {
            "exc" => (v1, 0.0, params.r_e),
            "inh" => (v1, 0.0, params.r_i),
            _ => (lgn, margin, params.r_a),
        };
        let reach = radius as i32;
        let square =
            (-reach..=reach).flat_map(|down| (-reach..=reach).map(move |right| [down, right]));
        let inside =
            |[down, right]: &[i32; 2]| f64::from(down * down + right * right) <= radius * radius;
        Self { source, v1, margin, cells: square.filter(inside).collect(), reach }
    }

    fn units(&self) -> impl Iterator<Item = [usize; 2]> + use<> {
        let side = self.v1.side;
        (0..side * side).map(move |unit| [unit / side, unit % side])
    }

    /// The row or column in the middle of the fields of a row or column of units.
    fn middle(&self, index: usize) -> i32 {
        let covered = self.source.side as f64 - 2.0 * self.margin;
        let place = (index as f64 + 0.5) * covered / self.v1.side as f64;
        (self.margin + place).floor() as i32
    }

    fn is_inside(&self, place: i32) -> bool {
        (0..self.source.side as i32).contains(&place)
    }
}

/// The places of a sheet's columns from left to right in units of length, or of its rows from the
/// bottom; to ten decimals.
fn place(area: &Area, index: i32) -> f64 {
    (((f64::from(index) + 0.5) / area.density - area.radius) * 1e10).round() / 1e10
}

/// Rows of whole discs, 0 where the border cuts them, in packed order.
pub fn packed(model: &Model, name: &str, weights: &[f64]) -> Result<Vec<f64>> {
    let discs = Discs::new(model, name);
    let expected = discs.cells.len() * discs.v1.side.pow(2);
    if weights.len() != expected {
        let why = format!("{name}: {} weights and not {expected}", weights.len());
        return Err(Error::new(why));
    }
    let mut all = Vec::new();
    for ([row, column], weights) in discs.units().zip(weights.chunks(discs.cells.len())) {
        let (row, column) = (discs.middle(row), discs.middle(column));
        let own = discs.cells.iter().zip(weights).filter(|&(&[down, right], _)| {
            discs.is_inside(row + down) && discs.is_inside(column + right)
        });
        all.extend(own.map(|(_, &weight)| weight));
    }
    Ok(all)
}

/// Those of a folder's files, or where it has none, drawn from the original's one random stream.
pub fn weights(folder: &Path, model: &Model) -> Result<Initial> {
    let mut files = Vec::new();
    for name in NAMES {
        let path = folder.join(format!("{name}_0.npy"));
        if let Some(weights) = read_any(&path)? {
            files.push(packed(model, name, &weights)?);
        }
    }
    match files.try_into() {
        Ok(all) => Ok(all),
        Err(some) if some.is_empty() => Ok(drawn(model)),
        Err(_) => Err(Error::file(folder, "some of on_0, off_0, exc_0 and inh_0.npy are missing")),
    }
}

/// As NumPy's generator of the seed (500, 500) gives them.
fn drawn(model: &Model) -> Initial {
    let mut random = Mt::new_with_key([500, 500]);
    let mut all = NAMES.map(|name| draw(model, name, &mut random));
    let totals = all.each_ref().map(|(_, totals)| totals.clone());
    let [on, off, ..] = &totals;
    let both: Vec<_> = on.iter().zip(off).map(|(on, off)| on + off).collect();
    for ((weights, own), channel) in all.iter_mut().zip(0..) {
        normalise(weights, if channel < 2 { &both } else { own });
    }
    all.map(|(weights, _)| weights.into_iter().flatten().map(f64::from).collect())
}

/// A unit's weights in 32 bits over a sum.
fn normalise(weights: &mut [Vec<f32>], totals: &[f64]) {
    for (weights, total) in weights.iter_mut().zip(totals) {
        for weight in weights {
            *weight = (f64::from(*weight) * (1.0 / total)) as f32;
        }
    }
}

/// Each unit's weights, over their sum, and what that is after rounding.
fn draw(model: &Model, name: &str, random: &mut Mt) -> (Vec<Vec<f32>>, Vec<f64>) {
    let discs = Discs::new(model, name);
    let params = &model.params;
    let (sigma, is_noisy) = match name {
        "exc" => (params.sigma_e / discs.v1.density, model.excitation_is_noisy),
        "inh" => (params.sigma_i / discs.v1.density, true),
        _ => (params.sigma_a / discs.source.density, true),
    };
    let mut all = Vec::new();
    for [row, column] in discs.units() {
        let (middle, reach) = ([discs.middle(row), discs.middle(column)], discs.reach);
        let own = [row, column].map(|index| place(discs.v1, index as i32));
        let profile = |axis: usize, at: i32| {
            let d = (place(discs.source, at) - own[axis]) / sigma;
            -0.5 * d * d
        };
        let mut weights = Vec::new();
        for down in (-reach..=reach).filter(|down| discs.is_inside(middle[0] + down)) {
            for right in (-reach..=reach).filter(|right| discs.is_inside(middle[1] + right)) {
                let at = [middle[0] + down, middle[1] + right];
                let noise = if is_noisy { uniform(random) } else { 1.0 };
                if discs.cells.contains(&[down, right]) {
                    let gaussian = (profile(0, at[0]) + profile(1, at[1])).exp();
                    weights.push((gaussian * noise) as f32);
                }
            }
        }
        all.push(weights);
    }
    let sums = |all: &[Vec<f32>]| -> Vec<f64> {
        all.iter().map(|weights| weights.iter().map(|&weight| f64::from(weight)).sum()).collect()
    };
    let own = sums(&all);
    normalise(&mut all, &own);
    let totals = sums(&all);
    (all, totals)
}

/// 53 random bits, as NumPy takes them.
fn uniform(random: &mut Mt) -> f64 {
    let (high, low) = (random.next_u32() >> 5, random.next_u32() >> 6);
    (f64::from(high) * f64::from(1 << 26) + f64::from(low)) / (1_u64 << 53) as f64
}
