//! The network that the options choose: a preset's before learning, or that of a snapshot.

use crate::{
    any_network::AnyNetwork,
    error::Error,
    expectation::{self, MOST},
    experiment::Changes,
    format::Format,
    plan::{NetworkArgs, Plan},
    saved::{Saved, load},
    training::{AnyTraining, begin},
};
use clap::Args;
use lissom::{learning::Learn, number::WideOf, snapshot::Element};
use serde_json::{Value, json};
use std::path::PathBuf;

/// The options that choose a network before learning or a snapshot's.
#[derive(Debug, Clone, Args)]
pub struct ChoiceArgs {
    /// Take the network of a snapshot of `train`, as it has learned, instead of a preset's. The
    /// experiment.toml beside it tells all of it; without that, unequal sides must be named
    #[arg(long, value_name = "FILE")]
    #[arg(conflicts_with_all = ["preset", "number", "channels", "steps", "seed", "no_noise"])]
    pub snapshot: Option<PathBuf>,
    /// The preset's.
    #[command(flatten)]
    pub network: NetworkArgs,
}

/// A network that is to be built, or one that has learned.
pub struct Chosen {
    /// What it is built from.
    pub plan: Plan,
    /// Its number format.
    pub format: Format,
    trained: Option<Trained>,
}

struct Trained {
    path: PathBuf,
    saved: Saved,
    training: Box<dyn AnyTraining>,
}

impl std::fmt::Debug for Chosen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Chosen").field("plan", &self.plan).field("format", &self.format).finish()
    }
}

impl ChoiceArgs {
    /// The chosen network; a snapshot is read and checked.
    ///
    /// # Errors
    ///
    /// The snapshot's, or where sides or keys are not those of the snapshot.
    pub fn chosen(&self) -> Result<Chosen, Error> {
        let Self { snapshot, network } = self;
        let Some(path) = snapshot else {
            return Ok(Chosen { plan: network.plan()?, format: network.number, trained: None });
        };
        let changes = Changes { set: network.set.clone() };
        let saved = Saved::open(path, &changes, &network.sides)?;
        let saved = saved.with(path, &changes, &network.sides)?;
        let (experiment, format) = (&saved.experiment, saved.format);
        let training = load(path, experiment, format)?;
        let plan = Plan {
            preset: experiment.preset,
            params: experiment.params,
            channels: experiment.sheets() as u8,
        };
        Ok(Chosen { plan, format, trained: Some(Trained { path: path.clone(), saved, training }) })
    }
}

impl Chosen {
    /// Builds the network, or takes what has learned, in its own number format.
    pub fn build<W: Learn>(self) -> Result<AnyNetwork<W>, Error>
    where
        WideOf<W>: Element,
    {
        let Some(Trained { training, .. }) = self.trained else { return self.plan.build() };
        let training = training.into_training::<W>();
        let training = training.ok_or_else(|| Error::new("a training of another number format"))?;
        Ok(AnyNetwork::Trained(Box::new(training)))
    }

    /// The same network in `f64`, with what it has learned; none where it has more than [`MOST`]
    /// connections.
    pub fn exact(&self) -> Result<Option<AnyNetwork<f64>>, Error> {
        let Some(Trained { saved, training, .. }) = &self.trained else {
            return expectation::exact(&self.plan);
        };
        if expectation::connections(&self.plan)? > MOST {
            return Ok(None);
        }
        let mut exact = begin(&saved.experiment, Format::F64, saved.experiment.seeds)?;
        exact.take(&**training)?;
        Ok(exact.into_training().map(|training| AnyNetwork::Trained(Box::new(training))))
    }

    /// Whether it is a snapshot's.
    pub const fn is_trained(&self) -> bool {
        self.trained.is_some()
    }

    /// Where it has learned, what and for how long, as a line for people.
    pub fn title(&self) -> Option<String> {
        let Trained { saved, training, .. } = self.trained.as_ref()?;
        let progress = training.progress();
        let (presentations, trace) = (progress.presentations(), progress.trace());
        let name = saved.name();
        Some(format!("{name}: {presentations} presentations, trace {trace:08x}\n"))
    }

    /// The same for programs: null for a network before learning.
    pub fn origin(&self) -> Value {
        self.trained.as_ref().map_or(Value::Null, |Trained { path, saved, training }| {
            let progress = training.progress();
            let trace = format!("{:08x}", progress.trace());
            json!({
                "file": path, "experiment": saved.experiment.name(),
                "presentations": progress.presentations(), "trace": trace,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        by_format,
        experiment::{Choice, FILE},
        scene::Scene,
        threads::Parts,
    };
    use clap::Parser;
    use lissom::input::OrientedGaussian;
    use std::{
        env, fs,
        path::Path,
        sync::atomic::{AtomicU32, Ordering},
    };

    #[derive(Parser)]
    struct Training {
        #[command(flatten)]
        choice: Choice,
        #[command(flatten)]
        changes: Changes,
    }

    #[derive(Parser)]
    struct Network {
        #[command(flatten)]
        choice: ChoiceArgs,
    }

    const PICTURE: OrientedGaussian = OrientedGaussian {
        row: 5.0,
        column: 6.5,
        sigma_row: 3.0,
        sigma_column: 1.0,
        orientation: 30.0,
    };

    /// Trains, saves and calls `check` with the training and the snapshot's path.
    fn trained(options: &str, check: impl FnOnce(Box<dyn AnyTraining>, &Path)) {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("lissom-chosen-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let Training { choice, changes } =
            Training::parse_from(["train"].into_iter().chain(options.split(' ')));
        let experiment = choice.experiment(&changes).unwrap();
        let mut training = begin(&experiment, experiment.number, experiment.seeds).unwrap();
        for _ in 0..4 {
            training.present(&mut Parts::default()).unwrap();
        }
        fs::write(folder.join(FILE), experiment.file().unwrap()).unwrap();
        let path = folder.join("000004.snapshot");
        training.save(&mut fs::File::create(&path).unwrap()).unwrap();
        check(training, &path);
        fs::remove_dir_all(&folder).unwrap();
    }

    fn chosen(options: &[&str]) -> Result<Chosen, Error> {
        let options = ["settle"].iter().chain(options);
        Network::try_parse_from(options)?.choice.chosen()
    }

    /// What a snapshot's network makes of a picture is bit for bit what the training's own makes of
    /// it, in every format; so is its twin in `f64` where the training is in `f64`.
    #[test]
    fn a_snapshot_settles_as_the_training_itself() {
        for options in [
            "--preset gcal --side 12 --set number=fixed16",
            "--preset gcal --side 12 --set number=f64",
            "--preset gcal --side 12 --set number=fixed32",
            "--preset lissom-or --side 12 --set number=fixed8",
            "--retina 14 --lgn 12 --v1 13 --set number=f32 --set phase.0.steps=5",
            "--retina 14 --lgn 12 --v1 13 --set number=f64 --set gain_control=true",
        ] {
            trained(options, |mut training, path| {
                let hashes = training.settle(PICTURE).unwrap();
                let scene = Scene::Formula(Box::new(PICTURE));
                let found = chosen(&["--snapshot", path.to_str().unwrap()]).unwrap();
                assert_eq!(found.format, training.format());
                let exact = found.exact().unwrap().unwrap();
                let trace = by_format!(found.format, W => {
                    let network = found.build::<W>().unwrap();
                    let trace = network.run(&scene).unwrap();
                    assert_eq!(network.steps(), trace.steps(), "{options}");
                    trace.hashes.iter().map(|&(_, hash)| hash).collect::<Vec<_>>()
                });
                assert_eq!(trace, hashes, "{options}");
                let exact = exact.run(&scene).unwrap();
                let exact: Vec<_> = exact.hashes.iter().map(|&(_, hash)| hash).collect();
                let is_exact = training.format() == Format::F64;
                assert_eq!(exact == hashes, is_exact, "{options}");
            });
        }
    }

    #[test]
    fn options_against_the_snapshot_are_refused() {
        trained("--preset gcal --side 12", |_, path| {
            let path = path.to_str().unwrap();
            for (options, why) in [
                (&["--side", "13"][..], "snapshot of a network of retina 12, LGN 12 and V1 12"),
                (&["--set", "gamma_a=1.25"], "snapshot of a training whose network.gamma_a is 1.5"),
                (&["--preset", "lissom-or"], "cannot be used with"),
                (&["--number", "f64"], "cannot be used with"),
                (&["--channels", "2"], "cannot be used with"),
                (&["--steps", "9"], "cannot be used with"),
                (&["--seed", "1"], "cannot be used with"),
                (&["--no-noise"], "cannot be used with"),
            ] {
                let error = chosen(&[&["--snapshot", path], options].concat()).unwrap_err();
                assert!(error.line().contains(why), "{options:?}: {}", error.line());
            }
            assert!(chosen(&["--snapshot", path, "--side", "12"]).is_ok());
        });
    }
}
