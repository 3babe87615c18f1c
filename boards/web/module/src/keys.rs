//! The keys of an experiment as an address has them: those of `lissom params`, and two that stand
//! for several.

use lissom_experiment::{
    error::Error,
    experiment::{Assignment, Experiment, Source, with_all_sides},
    key::Value,
    pictures::Kind,
};
use serde_json::{Value as Json, json};
use std::path::Path;

/// Shifts θ_l and θ_u of V1, in the network and in every phase.
const THETA: &str = "theta";
/// The settling steps of the network and of every phase.
const STEPS: &str = "steps";

/// The largest shift to either side.
const MOST_SHIFT: f64 = 1.0;
/// The most settling steps.
const MOST_STEPS: f64 = 1000.0;

/// The experiment of keys and their values.
///
/// # Errors
///
/// A key that there is not, or a value out of its range.
pub fn experiment(keys: &[(String, String)]) -> Result<Experiment, Error> {
    let (own, keys): (Vec<_>, Vec<_>) =
        keys.iter().partition(|(key, _)| key == THETA || key == STEPS);
    let assignment = |(key, value): &(String, String)| {
        if !Experiment::has_key(key) {
            return Err(Error::new(format!("there is no key {key} in an experiment")));
        }
        let text = format!("{key}={value}");
        let (_, value) = Value::assignment(&text).map_err(Error::new)?;
        let source = "this experiment".to_owned();
        Ok(Assignment { source, key: key.clone(), value, follows: false })
    };
    let all = keys.into_iter().map(assignment).collect::<Result<Vec<_>, Error>>()?;
    let mut experiment = Experiment::resolve(&with_all_sides(all))?;
    for (key, value) in own {
        apply(&mut experiment, key, value)?;
    }
    Ok(experiment)
}

/// Sets what a key of this file stands for.
fn apply(experiment: &mut Experiment, key: &str, value: &str) -> Result<(), Error> {
    let Experiment { params, phases, .. } = experiment;
    let number = value.parse::<f64>().ok();
    let wrong = |allowed: String| Err(Error::new(format!("{key} {value} is not {allowed}")));
    if key == THETA {
        let Some(shift) = number.filter(|shift| shift.abs() <= MOST_SHIFT) else {
            return wrong(format!("a number of -{MOST_SHIFT}..={MOST_SHIFT}"));
        };
        params.theta_lower += shift;
        params.theta_upper += shift;
        for phase in phases {
            phase.theta_lower += shift;
            phase.theta_upper += shift;
        }
    } else {
        let whole = |steps: &f64| steps.fract() == 0.0 && (0.0..=MOST_STEPS).contains(steps);
        let Some(steps) = number.filter(whole) else {
            return wrong(format!("a whole number of 0..={MOST_STEPS}"));
        };
        params.steps = steps as u16;
        phases.iter_mut().for_each(|phase| phase.steps = steps as u16);
    }
    Ok(())
}

/// The experiment of a file's text.
///
/// # Errors
///
/// With the file's name and the line.
pub fn of_file(text: &str) -> Result<Experiment, Error> {
    let path = Path::new(lissom_experiment::experiment::FILE);
    Experiment::resolve(&Source { path, text }.assignments()?)
}

/// Preset, sides, and the keys in which an experiment differs from them: what an address needs.
pub fn address(experiment: &Experiment) -> Result<Vec<(String, String)>, Error> {
    let short = |key: &str, value: String| (key.to_owned(), value.trim_matches('"').to_owned());
    let [retina, lgn, v1] =
        [experiment.params.retina, experiment.params.lgn, experiment.params.cortex];
    let mut keys = vec![short("preset", experiment.preset.name().to_owned())];
    if retina == lgn && lgn == v1 {
        keys.push(short("network.side", v1.to_string()));
    } else {
        for (key, side) in [("network.retina", retina), ("network.lgn", lgn), ("network.v1", v1)] {
            keys.push(short(key, side.to_string()));
        }
    }
    let stream = experiment.pictures.kind();
    if stream != Kind::Gaussians {
        keys.push(short("pictures.stream", stream.name().to_owned()));
    }
    let differences = experiment.differences(&self::experiment(&keys)?);
    let ours = differences.into_iter().filter_map(|(key, own, _)| Some((key, own?)));
    keys.extend(ours.map(|(key, value)| short(&key, value)));
    Ok(keys)
}

/// Every key with its value, its meaning and what it may be.
pub fn all(experiment: &Experiment) -> Vec<Json> {
    let mut own = experiment.clone();
    let row = |name: String| {
        let (about, field) = own.entry(&name)?;
        let value = field.toml();
        let range = format!("{:#}", about.range);
        Some(json!({"key": name, "value": value, "meaning": about.meaning, "range": range}))
    };
    experiment.names().into_iter().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect()
    }

    #[test]
    fn an_address_tells_the_experiment() {
        for preset in ["notebook", "lissom-or", "gcal"] {
            let keys = keys(&[
                ("preset", preset),
                ("network.side", "20"),
                ("number", "f32"),
                ("seeds.weights", "7"),
                ("network.gamma_e", "0.8"),
                ("theta", "0.01"),
                ("steps", "4"),
            ]);
            let wanted = experiment(&keys).unwrap();
            assert_eq!((wanted.params.gamma_e, wanted.params.steps), (0.8, 4));
            assert_eq!(experiment(&address(&wanted).unwrap()).unwrap(), wanted);
            assert_eq!(of_file(&wanted.file().unwrap()).unwrap(), wanted);
        }
    }

    #[test]
    fn a_mistake_is_a_sentence() {
        let says = |pair| experiment(&keys(&[pair])).unwrap_err().line().to_owned();
        let gain = says(("network.gamma_a", "33"));
        assert_eq!(gain, "this experiment: network.gamma_a 33 is not a number of 0..=32");
        assert_eq!(says(("network.gama", "3")), "there is no key network.gama in an experiment");
        assert_eq!(says(("theta", "x")), "theta x is not a number of -1..=1");
        assert_eq!(says(("steps", "1.5")), "steps 1.5 is not a whole number of 0..=1000");
        assert!(says(("preset", "gcall")).contains("did you mean gcal?"));
        let file = of_file("preset = \"gcal\"\n[network]\ngamma_a = 33\n").unwrap_err();
        assert!(file.line().starts_with("experiment.toml:3: "), "{file:?}");
    }
}
