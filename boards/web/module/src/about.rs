//! What a page says of a session: its experiment, its map, a unit.

use crate::{keys, measured::Measured, session::AnySession, views};
use lissom_experiment::error::Error;
use serde_json::{Value, json};

/// What a page shows of the experiment.
///
/// # Errors
///
/// Where no address tells it.
pub fn experiment(session: &dyn AnySession) -> Result<Value, Error> {
    let experiment = session.experiment();
    let params = &experiment.params;
    let phase = experiment.phases.first();
    let projections: Vec<_> =
        session.projections().into_iter().map(|name| name.to_string()).collect();
    let contrast = keys::all(experiment).into_iter().find(|key| key["key"] == "pictures.contrast");
    let (presentations, trace) = session.progress();
    Ok(json!({
        "name": experiment.name(), "preset": experiment.preset.name(),
        "number": experiment.number.name(), "retina": params.retina, "lgn": params.lgn,
        "v1": params.cortex, "channels": experiment.channels, "steps": params.steps,
        "gamma_a": params.gamma_a, "gamma_e": params.gamma_e, "gamma_i": params.gamma_i,
        "theta_lower": params.theta_lower, "theta_upper": params.theta_upper,
        "r_a": params.r_a, "r_e": params.r_e, "r_i": params.r_i,
        "phases": experiment.phases.len(), "rate_a": phase.map(|p| format!("{:?}", p.rate_a)),
        "homeostasis": experiment.homeostasis.is_some(),
        "gain_control": experiment.gain_control.is_some(),
        "shared_excitation": experiment.shared_excitation,
        "contrast": contrast.map(|key| key["value"].clone()),
        "address": keys::address(experiment)?, "projections": projections,
        "bytes": session.bytes(), "presentations": presentations,
        "trace": format!("{trace:08x}"), "best_period": experiment.best_period(),
    }))
}

/// What a page shows of a map.
pub fn map(Measured { map, presentations }: &Measured) -> Value {
    let positive = map.pinwheels.iter().filter(|one| one.sign > 0).count();
    json!({
        "selectivity": map.selectivity, "pinwheels": map.pinwheels.len(), "positive": positive,
        "period": map.period, "rho": map.rho, "clarity": map.ring.clarity.to_string(),
        "presentations": presentations, "hash": format!("{:08x}", map.hash),
    })
}

/// What a page shows of a unit.
pub fn unit(session: &dyn AnySession, request: &Value) -> Value {
    let side = session.experiment().params.cortex;
    let place = |name: &str| request[name].as_u64().map_or(0, |at| (at as usize).min(side - 1));
    let (row, column) = (place("row"), place("column"));
    let steps = session.recording().steps().unwrap_or(0);
    let activity = views::values(session, "v1", steps)
        .ok()
        .and_then(|v1| v1.get(row * side + column).copied());
    let mut text = json!({"row": row, "column": column, "activity": activity,
            "threshold": session.threshold(row, column)});
    // of a whole V1 alone: a region has other places
    if let Some(Measured { map, .. }) =
        session.measured().filter(|found| found.map.units().len() == side * side)
    {
        let (unit, tuning) = (map.orientations().unit(row, column), &map.tuning);
        let (at, count) = (row * side + column, tuning.orientations);
        let one = |of: &[f64]| of.get(at).copied().filter(|x| x.is_finite());
        text["tuning"] = json!({
            "preference": unit.exists().then(|| unit.orientation.degrees()),
            "selectivity": f64::from(unit.selectivity) / f64::from(u16::MAX),
            "curve": tuning.curves.get(at * count..(at + 1) * count),
            "half_width": one(&tuning.half_width), "phase": one(&tuning.phase),
            "modulation": one(&tuning.modulation), "period": one(&tuning.best_period),
        });
    }
    text
}
