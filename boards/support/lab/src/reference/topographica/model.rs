//! Topographica's parameters as those of a network and its training.

use super::{PARAMS, Result};
use lissom::{
    Params,
    geometry::Placement,
    learning::{HomeostasisParams, PhaseParams, Rate},
    model::{GainControlParams, PoolShape},
    weights::disc_taps,
};
use lissom_experiment::{bounded, error::Error};
use serde_json::Value;
use std::path::Path;

/// A sheet of the original: a square of cells.
#[derive(Debug, Clone, Copy)]
pub struct Area {
    /// Cells a side.
    pub side: usize,
    /// Half its width, in units of length.
    pub radius: f64,
    /// Cells a unit of length.
    pub density: f64,
}

impl Area {
    fn new(numbers: &Numbers<'_>, name: &str) -> Result<Self> {
        let [radius, nominal] =
            ["radius", "density"].map(|what| numbers.get(&format!("{name}_{what}")));
        let (radius, nominal) = (radius?, nominal?);
        let side = (nominal * 2.0 * radius) as usize;
        if !(1..=255).contains(&side) {
            return Err(numbers.wrong(&format!("{name} has {side} cells a side, not 1 to 255")));
        }
        Ok(Self { side, radius, density: side as f64 / (2.0 * radius) })
    }

    /// The disc of a radius in units of length, in cells: it ends half a cell beyond the last whole
    /// one, and places have ten decimals there.
    fn reach(&self, radius: f64) -> f64 {
        let rounded = |x: f64| (x * 1e10).round() / 1e10;
        let middle = self.side / 2;
        let place = rounded((middle as f64 + 0.5) / self.density - self.radius);
        let edge = ((place + radius + self.radius) * self.density + 0.5).floor();
        (edge - middle as f64 - 1.0).max(1.0) + 0.5
    }
}

/// The network and its training.
#[derive(Debug, Clone)]
pub struct Model {
    /// The network.
    pub params: Params,
    /// The LGN's gain control, if any.
    pub gain_control: Option<GainControlParams>,
    /// What changes when.
    pub phases: Vec<PhaseParams>,
    /// How thresholds adapt, if they do.
    pub homeostasis: Option<HomeostasisParams>,
    /// The sheets: retina, LGN, V1.
    pub areas: [Area; 3],
    /// The Gaussians' σ across, how many times longer they are, and their contrast.
    pub pattern: [f64; 3],
    /// Whether initial excitation is noisy.
    pub excitation_is_noisy: bool,
    /// The presentations, from 1, of which V1 is known as the program computes it now.
    pub times: Vec<u32>,
    /// Those of the program's own regression data.
    pub compared: Vec<u32>,
}

/// The numbers of a file.
struct Numbers<'a> {
    path: &'a Path,
    all: &'a Value,
}

impl Numbers<'_> {
    fn wrong(&self, why: &str) -> Error {
        Error::file(self.path, why)
    }

    fn get(&self, key: &str) -> Result<f64> {
        self.all[key].as_f64().ok_or_else(|| self.wrong(&format!("model: no number {key:?}")))
    }

    /// Two numbers; none where the value is null.
    fn pair(&self, key: &str) -> Result<Option<[f64; 2]>> {
        let value = &self.all[key];
        if value.is_null() {
            return Ok(None);
        }
        let pair = value.as_array().map(|pair| pair.iter().filter_map(Value::as_f64).collect());
        let pair = pair.and_then(|pair: Vec<_>| <[f64; 2]>::try_from(pair).ok());
        pair.map(Some).ok_or_else(|| self.wrong(&format!("model: {key:?} is no pair of numbers")))
    }
}

impl Model {
    /// Reads a folder's parameters.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = &folder.join(PARAMS);
        let file: Value = serde_json::from_str(&bounded::read_text(path)?)
            .map_err(|error| Error::file(path, error))?;
        let numbers = Numbers { path, all: &file["model"] };
        let areas = ["retina", "lgn", "v1"].map(|name| Area::new(&numbers, name));
        let [retina, lgn, v1] = areas;
        let areas = [retina?, lgn?, v1?];
        let get = |key: &str| numbers.get(key);
        let bounds = numbers.pair("bounds")?;
        let params = params(&numbers, &areas, bounds)?;
        let times = |value: &Value| -> Vec<u32> {
            let all = value.as_array().into_iter().flatten();
            all.filter_map(Value::as_u64).filter_map(|time| time.try_into().ok()).collect()
        };
        let per_lgn = areas[1].density;
        Ok(Self {
            params,
            gain_control: if numbers.all["pool_radius"].is_null() {
                None
            } else {
                Some(GainControlParams {
                    gamma_o: get("dog_strength")?,
                    gamma_s: get("pool_strength")?,
                    k: get("pool_constant")?,
                    sigma: get("pool_size")? / 2.0 * per_lgn,
                    radius: areas[1].reach(get("pool_radius")?),
                    shape: PoolShape::Disc,
                })
            },
            phases: phases(&numbers, &areas, &params)?,
            homeostasis: match bounds {
                Some(_) => None,
                None => Some(HomeostasisParams {
                    theta: get("theta_init")?,
                    mean: get("target")?,
                    smoothing: get("smoothing")?,
                    rate: get("theta_rate")?,
                }),
            },
            pattern: [
                get("pattern_size")? / 2.0 * areas[0].density,
                get("pattern_aspect")?,
                get("contrast")?,
            ],
            excitation_is_noisy: numbers.all["exc_noise"].as_bool().unwrap_or_default(),
            times: times(&file["v1_program_times"]),
            compared: times(&file["compare"]["times"]),
            areas,
        })
    }
}

fn params(
    numbers: &Numbers<'_>,
    [retina, lgn, v1]: &[Area; 3],
    bounds: Option<[f64; 2]>,
) -> Result<Params> {
    let get = |key: &str| numbers.get(key);
    let margin = (lgn.radius - v1.radius) * lgn.density;
    if (margin - margin.round()).abs() > 1e-3 || !(0.0..128.0).contains(&margin) {
        let why = format!("V1 begins at cell {margin} of the LGN: only whole cells are possible");
        return Err(numbers.wrong(&why));
    }
    // LISSOM's LGN and V1 stop at 1; GCAL's are to have room
    let is_gcal = bounds.is_none();
    let [theta_lower, theta_upper] = bounds.unwrap_or([0.0, 4.0]);
    Ok(Params {
        retina: retina.side,
        placement: Placement::Cells { margin: margin.round() as u8 },
        r_l: retina.reach(get("dog_radius")?),
        sigma_center: get("centre_size")? / 2.0 * retina.density,
        sigma_surround: get("surround_size")? / 2.0 * retina.density,
        gamma_l: if is_gcal { 1.0 } else { get("dog_strength")? },
        r_a: lgn.reach(get("aff_radius")?),
        r_e: v1.reach(get("exc_radius")?),
        r_i: v1.reach(get("inh_radius")?),
        sigma_a: get("aff_size")? / 2.0 * lgn.density,
        sigma_e: get("exc_size")? / 2.0 * v1.density,
        sigma_i: get("inh_size")? / 2.0 * v1.density,
        gamma_a: get("aff_strength")?,
        gamma_e: get("exc_strength")?,
        gamma_i: get("inh_strength")?,
        theta_lower,
        theta_upper,
        lgn_ceiling: if is_gcal { 2.0 } else { 1.0 },
        v1_ceiling: if is_gcal { 4.0 } else { 1.0 },
        steps: get("activations")? as u16 - 1,
        seed: None,
        ..Params::pylissom(lgn.side, v1.side)
    })
}

fn phases(
    numbers: &Numbers<'_>,
    [_, lgn, v1]: &[Area; 3],
    params: &Params,
) -> Result<Vec<PhaseParams>> {
    let schedule = numbers.all["schedule"].as_object().into_iter().flatten();
    let mut times: Vec<_> =
        schedule.filter_map(|(time, change)| Some((time.parse().ok()?, change))).collect();
    times.sort_by_key(|(time, _): &(u32, _)| *time);
    let mut model = numbers.all.clone();
    let mut phases = Vec::new();
    let none = Value::Null;
    for (from, change) in [(0, &none)].into_iter().chain(times) {
        for (key, value) in change.as_object().into_iter().flatten() {
            model[key] = value.clone();
        }
        let now = Numbers { path: numbers.path, all: &model };
        let get = |key: &str| now.get(key);
        let r_e = v1.reach(get("exc_radius")?);
        let cells = |side, radius| disc_taps(side, radius) as f64;
        let excitatory = match get("exc_rate")? {
            0.0 => get("exc_each")?,
            rate => rate / cells(v1.side, r_e),
        };
        let [theta_lower, theta_upper] =
            now.pair("bounds")?.unwrap_or([params.theta_lower, params.theta_upper]);
        phases.push(PhaseParams {
            from,
            r_e,
            theta_lower,
            theta_upper,
            rate_a: Rate::Connection(get("aff_rate")? / cells(lgn.side, params.r_a)),
            rate_e: Rate::Connection(excitatory),
            rate_i: Rate::Connection(get("inh_rate")? / cells(v1.side, params.r_i)),
            steps: get("activations")? as u16 - 1,
            prune: 0.0,
        });
    }
    Ok(phases)
}
