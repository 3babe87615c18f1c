//! `train`: lets an orientation map develop.

mod moment;
mod run;

use crate::{
    changes::Changes,
    choice::Choice,
    figure::{Caption, add_second},
    files::Files,
    measurement::Measurement,
    outcome::Outcome,
    thread_args::Threads,
};
use clap::Args;
use lissom_experiment::{
    error::Error,
    experiment::{Assignment, Experiment},
    format::Format,
    image_set::{ImageParams, Shown},
    pictures::Pictures,
};
use lissom_lab::{
    any_training::AnyTraining,
    images,
    results::{Results, moment, save},
    saved::{Saved, load_with_images},
    second_map::SecondMap,
    training::begin,
};
pub use moment::write;
use moment::{Moment, development, stability, write_map};
use run::Run;
use serde_json::{Value, json};
use std::{fmt::Write, path::PathBuf};

/// The options of `train`.
#[derive(Debug, Clone, Args)]
pub struct Train {
    /// A file of an experiment, as `lissom params` prints one, `-` for standard input; options come
    /// before what it says
    #[arg(value_name = "EXPERIMENT")]
    file: Option<PathBuf>,
    #[command(flatten)]
    choice: Choice,
    /// The number format [default: fixed16]
    #[arg(long, value_enum)]
    number: Option<Format>,
    #[command(flatten)]
    changes: Changes,
    /// Presentations from the beginning to the end [default: the preset's]
    #[arg(long)]
    presentations: Option<u32>,
    /// Presentations after which to measure and save, such as 0,100,1000; the end is always one
    /// [default: 0]
    #[arg(long, value_delimiter = ',')]
    snapshots: Option<Vec<u32>>,
    /// Go on from a snapshot. The experiment.toml beside it tells all of it; without that, unequal
    /// sides must be named again, and so must the files of images
    #[arg(long, value_name = "FILE")]
    #[arg(conflicts_with_all = ["file", "preset", "number", "seed", "stream", "window"])]
    resume: Option<PathBuf>,
    /// Save a checkpoint every N presentations, from which the same command goes on if it was ended
    /// [default: once a minute]
    #[arg(long, value_name = "N")]
    every: Option<u32>,
    /// Replace what another experiment, or an earlier training, has left in the folder
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    measurement: Measurement,
    #[command(flatten)]
    threads: Threads,
    /// The folder for snapshots, maps, weights, and the pictures of the development
    #[arg(long, value_name = "DIR", default_value = "training")]
    out: PathBuf,
}

impl Train {
    /// Trains, writes the files of each moment as it comes, and prints what became of the map.
    pub fn run(&self) -> Result<Outcome, Error> {
        let (experiment, mut training, is_told) = self.begin()?;
        self.check(&experiment, training.progress().presentations())?;
        let results = Results::open(&self.out)?;
        results.claim(&experiment, self.force)?;
        if self.resume.is_none() {
            let images = training.fingerprint();
            results.resume(&mut *training, experiment.presentations)?;
            if training.fingerprint() != images {
                return Err(Error::file(&self.out, "has seen other pictures than the files have"));
            }
        }
        if is_told {
            results.tell(&experiment)?;
        }
        let begun = training.progress().presentations();
        let moments = moments(&experiment, begun);
        let mut before = results.moments()?;
        before.retain(|moment| *moment <= begun && !moments.contains(moment));
        let mut earlier = if before.is_empty() { None } else { Some(again(&experiment)?) };
        let team = self.threads.start(experiment.params.cortex)?;
        let mut run = Run::new(&mut *training, &experiment, &results, [&before, &moments])?;
        let (mut developed, mut count) = (Vec::new(), usize::from(is_told));
        let mut second = None;
        let caption = |at| Caption::new(&experiment, experiment.number, is_told, at);
        for presentations in before {
            let Some(earlier) = &mut earlier else { break };
            earlier.resume(&results.snapshot(presentations))?;
            let map = team.run(|parts| run.measure_of(&mut **earlier, parts))?;
            developed.push(Moment { presentations, map });
        }
        drop(earlier);
        for presentations in moments {
            if !team.run(|parts| run.present_until(presentations, parts))? {
                return run.stop(&self.out);
            }
            run.bar.between("writing files");
            save(run.training, &results.snapshot(presentations))?;
            let map = team.run(|parts| run.measure(parts))?;
            second = team.run(|parts| run.measure_second(parts))?;
            let caption = caption(presentations);
            count += 1 + write_map(run.training, &map, &caption, &self.out)?;
            if let Some(second) = &second {
                let mut files = Files::default();
                add_second(&mut files, &moment(presentations), &caption, second)?;
                count += files.write(results.folder())?;
            }
            developed.push(Moment { presentations, map });
        }
        results.complete()?;
        let (took, seconds) = (run.summary(), run.seconds());
        drop(run);
        count += development(&caption(begun), &developed)?.write(results.folder())?;

        let mut text = String::new();
        let Some(last) = developed.last() else { return Ok(Outcome::new(text)) };
        let (name, number) = (experiment.name(), experiment.number.name());
        let mut all = Vec::new();
        for Moment { presentations, map } in &developed {
            let (summary, similarity) = (map.summary(), map.similarity(&last.map)?);
            all.push(map.result(json!({
                "experiment": name, "number": number, "presentations": presentations,
                "similarity_to_last": similarity,
            })));
            writeln!(text, "{presentations:6}: {summary}, similarity to the last {similarity:.3}")?;
        }
        let stability = stability(&developed)?;
        let (trace, summary) = (training.progress().trace(), last.map.summary());
        writeln!(text, "{name} {number}: {took}, trace {trace:08x}, {summary}")?;
        if let Some(stability) = stability {
            writeln!(
                text,
                "stability {stability:.3}: how similar the earlier maps are to the last"
            )?;
        }
        if let Some(second) = &second {
            writeln!(text, "{}", second.summary())?;
        }
        writeln!(text, "{count} files in {}", self.out.display())?;
        if let Some(Value::Object(end)) = all.last_mut() {
            if let Some(Value::Object(of)) = second.as_ref().map(SecondMap::result) {
                end.extend(of);
            }
            let hash = format!("{:016x}", experiment.hash()?);
            end.insert("trace".to_owned(), format!("{trace:08x}").into());
            if is_told {
                end.insert("experiment_hash".to_owned(), hash.into());
            }
            end.insert("stability".to_owned(), stability.into());
            end.insert("seconds".to_owned(), seconds.into());
            end.insert("folder".to_owned(), json!(self.out));
        }
        Ok(Outcome::new(text).with(all))
    }

    /// The training, and whether all of it is known: nobody knows the seeds of a snapshot that is
    /// alone.
    fn begin(&self) -> Result<(Experiment, Box<dyn AnyTraining>, bool), Error> {
        if let Some(path) = &self.resume {
            let sides = self.choice.sides.named();
            let changes = self.changes.assignments()?;
            let saved = Saved::open(path, &changes, sides)?;
            let Saved { mut experiment, format, is_told } = saved.with(path, &changes, sides)?;
            self.course().iter().try_for_each(|one| experiment.assign(one))?;
            experiment.number = format;
            let pictures = &self.choice.pictures;
            let mut framing = pictures.assignments()?;
            framing.retain(|one| ["pictures.fit", "pictures.background"].contains(&&*one.key));
            framing.iter().try_for_each(|one| experiment.assign(one))?;
            let training = load_with_images(path, &mut experiment, format, &pictures.images)?;
            if let (Some(fit), Pictures::Images(ImageParams { shown: Shown::Parts, .. })) =
                (pictures.fit, &experiment.pictures)
            {
                let why = format!("--fit {}: it has seen parts of pictures", fit.name());
                return Err(Error::file(path, why));
            }
            return Ok((experiment, training, is_told));
        }
        let mut all = match &self.file {
            Some(file) => Experiment::assignments_of(file)?,
            None => Vec::new(),
        };
        let number =
            self.number.map(|number| Assignment::option("--number", "number", number.name()));
        let others = number.into_iter().chain(self.course());
        all.extend(self.choice.assignments(others, &self.changes)?);
        let experiment = images::read_all(Experiment::resolve(&all)?)?;
        let training = again(&experiment)?;
        Ok((experiment, training, true))
    }

    /// What the options say of the course of the training, and of its maps.
    fn course(&self) -> Vec<Assignment> {
        let mut all = self.measurement.assignments();
        all.extend(
            self.presentations
                .map(|count| Assignment::option("--presentations", "presentations", count)),
        );
        all.extend(
            self.snapshots
                .as_deref()
                .map(|snapshots| Assignment::option("--snapshots", "snapshots", snapshots)),
        );
        all.extend(self.every.map(|every| Assignment::option("--every", "every", every)));
        all
    }

    /// Whether the moments and the end are in the future of a training that begins or goes on.
    fn check(&self, experiment: &Experiment, begun: u32) -> Result<(), Error> {
        let end = experiment.presentations;
        let asked_for = self.snapshots.as_deref().unwrap_or_default();
        if let Some(late) = asked_for.iter().find(|&&snapshot| snapshot > end) {
            let message = format!("--snapshots {late}: the training ends at {end} presentations");
            return Err(Error::new(message));
        }
        if begun > end {
            let message = format!("--presentations {end}: the snapshot has seen {begun}");
            return Err(Error::new(message));
        }
        Ok(())
    }
}

/// The moments still to come, in order, and the end.
fn moments(experiment: &Experiment, begun: u32) -> Vec<u32> {
    let end = experiment.presentations;
    let still = |moment: &u32| (begun..end).contains(moment);
    let mut moments: Vec<_> =
        experiment.snapshots.iter().copied().filter(still).chain([end]).collect();
    moments.sort_unstable();
    moments.dedup();
    moments
}

/// The training before its first presentation.
fn again(experiment: &Experiment) -> Result<Box<dyn AnyTraining>, Error> {
    begin(experiment, experiment.number, experiment.seeds)
}
