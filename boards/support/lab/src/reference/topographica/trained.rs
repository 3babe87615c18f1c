//! The orientation map of the original's fields, measured twice: by a network that has these
//! weights, as every map is measured, and by plain sums over the original's own arrays.

use super::{
    Result, initial,
    model::Model,
    read_any,
    replay::{PROJECTIONS, network},
};
use crate::reference::Report;
use lissom::{
    Params,
    orientation::{Probe, Protocol},
};
use lissom_experiment::{
    error::Error,
    measured_map::MeasuredMap,
    method::{Method, Response},
    responses::{Afferent, Responses},
};
use std::{collections::BTreeSet, f64::consts::TAU, ffi::OsString, fs, path::Path};

const ORIENTATIONS: u16 = 16;
const PHASES: u16 = 8;
/// Periods of the gratings in a unit of length.
const FREQUENCY: f64 = 2.4;

/// The largest difference of a preferred orientation, in degrees.
const PREFERENCE: f64 = 0.01;
/// The largest difference of a selectivity, 0 to 1.
const SELECTIVITY: f64 = 1e-4;

/// Compares the maps of all trained afferent fields that the folder has.
pub fn check(folder: &Path, model: &Model, report: &mut Report) -> Result<()> {
    let Some(plain) = Plain::read(folder, model)? else { return Ok(()) };
    for time in times(folder)? {
        let fields = ["on", "off"].map(|name| read_any(&folder.join(format!("{name}_{time}.npy"))));
        let [Some(on), Some(off)] = [fields[0].clone()?, fields[1].clone()?] else { continue };
        let expected = plain.centres.len() * plain.connections();
        if on.len() != expected || off.len() != expected {
            let why =
                format!("ON and OFF fields of presentation {time}: not {expected} weights each");
            return Err(Error::file(folder, why));
        }
        let ours = by_network(model, [&on, &off])?;
        let theirs = plain.measure(model, [&on, &off]);
        let what = format!("map after {time} presentations ({})", ours.summary());
        let apart = ours.preferences().into_iter().zip(&theirs).map(|(ours, [theirs, _])| {
            let turned = (ours - theirs).rem_euclid(180.0);
            turned.min(180.0 - turned)
        });
        let (apart, none): (Vec<_>, Vec<_>) = apart.map(|apart| (apart, 0.0)).unzip();
        report.check(format!("{what}: preference, degrees"), &apart, &none, PREFERENCE);
        let theirs: Vec<_> = theirs.iter().map(|&[_, selectivity]| selectivity).collect();
        let name = format!("map after {time} presentations: selectivity");
        report.check(name, &ours.selectivities(), &theirs, SELECTIVITY);
    }
    Ok(())
}

/// The presentations whose ON fields are in the folder, but for those before the first.
fn times(folder: &Path) -> Result<BTreeSet<u32>> {
    let wrong = |error| Error::file(folder, error);
    let names = fs::read_dir(folder).map_err(wrong)?;
    let names = names.map(|entry| Ok(entry.map_err(wrong)?.file_name()));
    let names = names.collect::<Result<Vec<_>>>()?;
    let time =
        |name: &OsString| name.to_str()?.strip_prefix("on_")?.strip_suffix(".npy")?.parse().ok();
    Ok(names.iter().filter_map(time).filter(|&time: &u32| time > 0).collect())
}

fn period(model: &Model) -> f64 {
    model.areas[0].density / FREQUENCY
}

fn by_network(model: &Model, fields: [&[f64]; 2]) -> Result<MeasuredMap> {
    let params = Params { steps: 0, ..model.params };
    let mut network = network::<f64>(&Model { params, ..model.clone() })?;
    for ((name, projection), weights) in PROJECTIONS.into_iter().zip(fields) {
        network.set(projection, &initial::packed(model, name, weights)?)?;
    }
    let protocol = Protocol::build(Probe::grating(period(model)), ORIENTATIONS, PHASES)?;
    let mut method = Method::of(protocol, params.cortex);
    method.response = Response::Afferent;
    let (mut retina, mut state) = (network.retina(), network.state());
    let (mut responses, mut afferent) = (Responses::new(&method)?, Afferent::default());
    for presentation in method.presentations() {
        presentation.draw(&mut retina);
        network.settle(&retina, &mut state, &mut afferent)?;
        responses.record(afferent.0.iter().copied());
    }
    MeasuredMap::of(responses)
}

/// The original's arrays as they are.
struct Plain {
    /// The LGN's weights, and gain control's, of one cell: squares.
    dog: Vec<f64>,
    pool: Option<Vec<f64>>,
    /// Which cells of the square around a unit's centre its field has.
    disc: Vec<f64>,
    /// The LGN's row and column in the middle of each unit's field.
    centres: Vec<[f64; 2]>,
}

impl Plain {
    fn read(folder: &Path, model: &Model) -> Result<Option<Self>> {
        let file = |name: &str| read_any(&folder.join(name));
        let names = ["dog_on.npy", "disc_aff.npy", "centre_aff.npy"];
        let [Some(dog), Some(disc), Some(centres)] =
            [file(names[0])?, file(names[1])?, file(names[2])?]
        else {
            return Ok(None);
        };
        let centres = centres.as_chunks().0.to_vec();
        if centres.len() != model.params.cortex.pow(2) {
            return Err(Error::file(
                &folder.join(names[2]),
                "not a row and a column for each unit",
            ));
        }
        Ok(Some(Self { dog, pool: file("pool.npy")?, disc, centres }))
    }

    /// Cells of a whole field.
    fn connections(&self) -> usize {
        self.disc.iter().filter(|&&inside| inside > 0.0).count()
    }

    /// What every unit prefers in degrees, and its selectivity.
    fn measure(&self, model: &Model, fields: [&[f64]; 2]) -> Vec<[f64; 2]> {
        let [retina, lgn, _] = model.areas.map(|area| area.side);
        let mut sums = vec![[0.0; 3]; self.centres.len()];
        for orientation in 0..ORIENTATIONS {
            let angle = f64::from(orientation) / f64::from(ORIENTATIONS) * TAU / 2.0;
            let mut largest = vec![0.0_f64; self.centres.len()];
            for phase in 0..PHASES {
                let shift = f64::from(phase) / f64::from(PHASES);
                let middle = (retina as f64 - 1.0) / 2.0;
                let picture: Vec<_> = (0..retina * retina)
                    .map(|cell| {
                        let [row, column] =
                            [cell / retina, cell % retina].map(|place| place as f64 - middle);
                        let across = row * angle.cos() + column * angle.sin();
                        0.5 + 0.5 * (TAU * (across / period(model) + shift)).sin()
                    })
                    .collect();
                let sheets = self.lgn(model, &picture, [retina, lgn]);
                for (unit, largest) in largest.iter_mut().enumerate() {
                    *largest = largest.max(self.afferent(unit, fields, &sheets, lgn));
                }
            }
            for (sums, response) in sums.iter_mut().zip(largest) {
                let (sine, cosine) = (2.0 * angle).sin_cos();
                let added = [response * cosine, response * sine, response];
                sums.iter_mut().zip(added).for_each(|(sum, added)| *sum += added);
            }
        }
        let of = |[x, y, all]: [f64; 3]| {
            [y.atan2(x).rem_euclid(TAU).to_degrees() / 2.0, x.hypot(y) / all.max(f64::MIN_POSITIVE)]
        };
        sums.into_iter().map(of).collect()
    }

    /// ON and OFF cells.
    fn lgn(&self, model: &Model, picture: &[f64], [retina, lgn]: [usize; 2]) -> [Vec<f64>; 2] {
        let drive = correlate(picture, retina, &self.dog, lgn);
        [1.0, -1.0].map(|sign| match (&self.pool, &model.gain_control) {
            (Some(pool), Some(control)) => {
                let drive: Vec<_> = drive.iter().map(|x| sign * control.gamma_o * x).collect();
                let first: Vec<_> = drive.iter().map(|x| (x / control.k).max(0.0)).collect();
                let pooled = correlate(&first, lgn, pool, lgn);
                let pairs = drive.iter().zip(pooled);
                pairs.map(|(x, pool)| (x / (control.gamma_s * pool + control.k)).max(0.0)).collect()
            }
            _ => drive.iter().map(|x| (sign * model.params.gamma_l * x).clamp(0.0, 1.0)).collect(),
        })
    }

    /// What a unit receives from both sheets.
    fn afferent(
        &self,
        unit: usize,
        fields: [&[f64]; 2],
        sheets: &[Vec<f64>; 2],
        lgn: usize,
    ) -> f64 {
        let side = self.disc.len().isqrt();
        let cells = self.disc.iter().enumerate().filter(|(_, inside)| **inside > 0.0);
        let connections = self.connections();
        let [row, column] = self.centres[unit].map(|place| place as isize - side as isize / 2);
        let place = |cell: usize| {
            let row = row + (cell / side) as isize;
            let column = column + (cell % side) as isize;
            let inside = |place: isize| (0..lgn as isize).contains(&place);
            (inside(row) && inside(column)).then_some(row as usize * lgn + column as usize)
        };
        cells
            .zip(unit * connections..)
            .filter_map(|((cell, _), weight)| Some((place(cell)?, weight)))
            .map(|(cell, weight)| {
                fields[0][weight] * sheets[0][cell] + fields[1][weight] * sheets[1][cell]
            })
            .sum()
    }
}

/// The sum over a square of weights around each cell in the middle of a sheet; beyond the sheet
/// there is nothing.
fn correlate(sheet: &[f64], side: usize, weights: &[f64], middle: usize) -> Vec<f64> {
    let square = weights.len().isqrt();
    let first = (side - middle) as isize / 2 - square as isize / 2;
    let sum = |cell: usize| {
        let [top, left] = [cell / middle, cell % middle].map(|place| first + place as isize);
        let rows = (0..square).filter_map(|k| {
            let row = usize::try_from(top + k as isize).ok().filter(|&row| row < side)?;
            Some((&sheet[row * side..][..side], &weights[k * square..][..square]))
        });
        rows.map(|(row, weights)| {
            let columns = weights.iter().zip(left..);
            let inside = columns.filter_map(|(weight, column)| {
                Some(weight * row.get(usize::try_from(column).ok()?)?)
            });
            inside.sum::<f64>()
        })
        .sum()
    };
    (0..middle * middle).map(sum).collect()
}
