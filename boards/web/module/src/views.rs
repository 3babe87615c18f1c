//! The pictures of a session: sheets, maps, weights.

use crate::{measured::Measured, rgba::Rgba, session::AnySession};
use embedded_graphics::pixelcolor::Rgb888;
use lissom::{
    Signal, Stage,
    display::{ColorMap, HeatMap, HueMap, Range},
    network::ProjectionName,
    orientation::Topology,
};
use lissom_experiment::error::Error;
use serde_json::{Value, json};

/// What a view shows: values of a square sheet, and how.
struct Sheet {
    values: Vec<f64>,
    range: Range<f64>,
    colors: ColorMap,
}

fn missing(what: &str) -> Error {
    Error::new(format!("there is no {what} to be drawn"))
}

/// The projection that a request names.
pub fn projection(name: &str) -> Option<ProjectionName> {
    match name {
        "afferent-0" => Some(ProjectionName::Afferent(0)),
        "afferent-1" => Some(ProjectionName::Afferent(1)),
        "excitatory" => Some(ProjectionName::Excitatory),
        "inhibitory" => Some(ProjectionName::Inhibitory),
        _ => None,
    }
}

/// The values of a view at a settling step.
pub fn values(session: &dyn AnySession, view: &str, step: u16) -> Result<Vec<f64>, Error> {
    let recording = session.recording();
    let found = match view {
        "retina" => recording.stage(Stage::Retina).map(<[f64]>::to_vec),
        "on" => recording.stage(Stage::LgnOn).map(<[f64]>::to_vec),
        "off" => recording.stage(Stage::LgnOff).map(<[f64]>::to_vec),
        "afferent" => recording.afferent(),
        "excitatory" => recording.stage(Stage::Excitatory(step)).map(<[f64]>::to_vec),
        "inhibitory" => recording.stage(Stage::Inhibitory(step)).map(<[f64]>::to_vec),
        "v1" => recording.stage(Stage::V1(step)).map(<[f64]>::to_vec),
        "selectivity" => session.measured().map(|measured| measured.map.selectivities()),
        "preference" => session.measured().map(|measured| measured.map.preferences()),
        _ => None,
    };
    found.ok_or_else(|| missing(view))
}

/// A unit's weights: `afferent` is ON − OFF, or the sum's where there is one sheet.
fn weights(session: &dyn AnySession, request: &Value) -> Result<Sheet, Error> {
    let place = |name: &str| request[name].as_u64().map(|place| place as usize);
    let side = session.experiment().params.cortex;
    let (Some(row), Some(column)) = (place("row"), place("column")) else {
        return Err(Error::new("a unit has a row and a column"));
    };
    if row >= side || column >= side {
        return Err(Error::new(format!("V1 has no unit {row}, {column}: its side is {side}")));
    }
    let name = request["field"].as_str().unwrap_or_default();
    let of = |name: &str| session.field(projection(name)?, row, column);
    if name == "afferent" {
        let mut values = of("afferent-0").ok_or_else(|| missing(name))?;
        if let Some(off) = of("afferent-1") {
            values.iter_mut().zip(off).for_each(|(on, off)| *on -= off);
            return Ok(Sheet { values, range: Range::Symmetric, colors: ColorMap::Diverging });
        }
        return Ok(Sheet { values, range: Range::Auto, colors: ColorMap::Perceptual });
    }
    let values = of(name).ok_or_else(|| missing(name))?;
    Ok(Sheet { values, range: Range::Auto, colors: ColorMap::Perceptual })
}

fn sheet(session: &dyn AnySession, request: &Value) -> Result<Sheet, Error> {
    if request["field"].is_string() {
        return weights(session, request);
    }
    let view = request["view"].as_str().unwrap_or_default();
    let last = session.recording().steps().unwrap_or(0);
    let step = request["step"].as_u64().map_or(last, |step| last.min(step as u16));
    let values = values(session, view, step)?;
    let (range, colors) = match view {
        "retina" | "selectivity" => (Range::Fixed(0.0, 1.0), ColorMap::Grey),
        "on" | "off" => (Range::Auto, ColorMap::Grey),
        "afferent" | "excitatory" | "inhibitory" => (Range::Auto, ColorMap::Perceptual),
        _ => (Range::Fixed(0.0, 1.0), ColorMap::Perceptual),
    };
    Ok(Sheet { values, range, colors })
}

/// Draws a view and describes it.
///
/// # Errors
///
/// Where there is no such view, or nothing was settled or measured yet.
pub fn draw(session: &dyn AnySession, request: &Value) -> Result<(Value, Rgba), Error> {
    let scale = request["scale"].as_u64().unwrap_or(1).clamp(1, 64) as u32;
    if request["view"] == "map" {
        let measured = session.measured().ok_or_else(|| missing("map"))?;
        let map =
            HueMap::<Rgb888, _>::new(measured.map.orientations()).scale(scale).gain(gain(measured));
        let pinwheels = request["pinwheels"].as_bool().unwrap_or(true);
        let picture = Rgba::of(&if pinwheels { map.pinwheels(Topology::Plane) } else { map });
        return Ok((json!({"width": picture.width()}), picture));
    }
    let Sheet { values, range, colors } = sheet(session, request)?;
    Ok((about(&values), plain(&values, range, colors, scale)))
}

/// Draws values of a square sheet.
pub fn plain(values: &[f64], range: Range<f64>, colors: ColorMap, scale: u32) -> Rgba {
    let map = HeatMap::<f64, Rgb888>::new(Signal::Response(values));
    Rgba::of(&map.range(range).color_map(colors).scale(scale))
}

/// Width, peak, its place, and how many units are active.
pub fn about(values: &[f64]) -> Value {
    let side = values.len().isqrt().max(1);
    let peak = values.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
    let (unit, peak) = peak.map_or((0, 0.0), |(unit, &peak)| (unit, peak));
    let active = values.iter().filter(|&&value| value > 0.0).count();
    json!({"width": side, "peak": peak, "row": unit / side, "column": unit % side,
        "active": active, "units": values.len()})
}

/// So that a map of the mean selectivity is seen: half as bright as can be.
fn gain(measured: &Measured) -> u8 {
    (0.5 / measured.map.selectivity.max(0.02)).round().clamp(1.0, 8.0) as u8
}
