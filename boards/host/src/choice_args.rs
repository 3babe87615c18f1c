//! The options that choose a network before learning or a snapshot's.

use crate::{changes::Changes, network_args::NetworkArgs};
use clap::Args;
use lissom_experiment::error::Error;
use lissom_lab::chosen::Chosen;
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

impl ChoiceArgs {
    /// The chosen network; a snapshot is read and checked.
    ///
    /// # Errors
    ///
    /// The snapshot's, or where sides or keys are not those of the snapshot.
    pub fn chosen(&self) -> Result<Chosen, Error> {
        let Self { snapshot, network } = self;
        let Some(path) = snapshot else {
            return Ok(Chosen::new(network.plan()?, network.number));
        };
        let changes = Changes { set: network.set.clone() };
        Chosen::read(path, &changes.assignments()?, network.sides.named())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choice::Choice;
    use clap::Parser;
    use lissom::input::OrientedGaussian;
    use lissom_experiment::{experiment::FILE, format::Format};
    use lissom_lab::{any_training::AnyTraining, scene::Scene, threads::Parts, training::begin};
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
                let mut steps = Vec::new();
                let trace = found.run(&scene, &mut |step, all| steps.push((step, all))).unwrap();
                let last = trace.steps();
                assert_eq!(steps, (0..=last).map(|step| (step, last)).collect::<Vec<_>>());
                let v1 = trace.v1().unwrap().output.numbers.clone();
                let trace: Vec<_> = trace.hashes.iter().map(|&(_, hash)| hash).collect();
                assert_eq!(trace, hashes, "{options}");
                let is_exact = training.format() == Format::F64;
                assert_eq!(exact.v1(&scene).unwrap() == v1, is_exact, "{options}");
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
