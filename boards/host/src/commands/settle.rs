//! `settle`: shows a network one picture.

use crate::{
    choice_args::ChoiceArgs, files::Files, outcome::Outcome, picture, progress::Progress,
    view::View,
};
use clap::Args;
use lissom_experiment::{error::Error, format::Format};
use lissom_lab::{
    chosen::Chosen,
    expectation::{Exact, Expectation, too_large},
    reference::distance,
    scene::Scene,
    trace::{Trace, name},
    whole_file,
};
use serde_json::{Value, json};
use std::{fmt::Write, path::PathBuf};

/// The options of `settle`.
#[derive(Debug, Clone, Args)]
pub struct Settle {
    #[command(flatten)]
    network: ChoiceArgs,
    #[command(flatten)]
    view: View,
    /// Write v1.png, stages.png and every stage as .npy into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Show the stages in a window
    #[arg(long)]
    window: bool,
}

impl Settle {
    /// Settles; writes files; prints V1's hash after every step, and how exact V1 is.
    pub fn run(&self) -> Result<Outcome, Error> {
        if self.window && !cfg!(feature = "window") {
            let message = "--window: not built in; build with --features window (needs SDL2)";
            return Err(Error::new(message));
        }
        self.out.iter().try_for_each(|folder| whole_file::check(folder))?;
        let chosen = self.network.chosen()?;
        let scene = self.view.scene(chosen.plan.params.retina)?;
        let exact = chosen.exact()?;
        let about = About::of(&chosen);
        let mut bar = Progress::new(0);
        let trace = chosen.run(&scene, &mut |step, steps| {
            bar.remaining((steps - step).into(), "settling");
        })?;
        drop(bar);
        let exactness = match &exact {
            Some(exact) => exactness(&trace, exact, &scene, about.format)?,
            None => (too_large(), Value::Null),
        };
        self.report(&trace, about, exactness)
    }

    fn report(
        &self,
        trace: &Trace,
        About { format, title, origin }: About,
        (exactness, exact): (String, Value),
    ) -> Result<Outcome, Error> {
        let mut text = title.unwrap_or_default();
        for (step, hash) in &trace.hashes {
            writeln!(text, "hash {} {step} {hash:08x}", self.view.name())?;
        }
        writeln!(text, "{exactness}")?;
        if let Some(folder) = &self.out {
            let count = files(trace).write(folder)?;
            writeln!(text, "{count} files in {}", folder.display())?;
        }
        #[cfg(feature = "window")]
        if self.window {
            use embedded_graphics_simulator::{OutputSettings, Window};
            Window::new("lissom", &OutputSettings::default())
                .show_static(&picture::stages(trace, 108));
        }
        let hashes: Vec<_> = trace.hashes.iter().map(|(_, hash)| format!("{hash:08x}")).collect();
        let result = json!({
            "snapshot": origin, "stimulus": self.view.name(), "number": format.name(),
            "hashes": hashes, "against_f64": exact,
        });
        Ok(Outcome::new(text).with([result]))
    }
}

/// What a report says of a network.
struct About {
    format: Format,
    title: Option<String>,
    origin: Value,
}

impl About {
    fn of(chosen: &Chosen) -> Self {
        Self { format: chosen.format, title: chosen.title(), origin: chosen.origin() }
    }
}

/// How much the network amplifies, and how far V1 is from `f64`.
fn exactness(
    trace: &Trace,
    exact: &Exact,
    scene: &Scene,
    format: Format,
) -> Result<(String, Value), Error> {
    let expectation = exact.expectation(scene, format)?;
    let (mut text, mut found) = (expectation.to_string(), None);
    if let (Some(v1), true) = (trace.v1(), format != Format::F64) {
        let far = distance(&v1.output.numbers, &exact.v1(scene)?);
        write!(text, "; found {far:.1e}")?;
        found = Some(far);
    }
    let Expectation { factor, bound, .. } = expectation;
    let result = json!({ "amplification": factor, "bound": bound, "difference": found });
    Ok((text, result))
}

fn files(trace: &Trace) -> Files {
    let mut files = Files::default();
    let shape = |side: usize| vec![side as u64; 2];
    if let Some(v1) = trace.v1() {
        files.png("v1", picture::activity(&v1.output.numbers, 288));
        files.npy("v1", shape(v1.output.side()), v1.output.numbers.clone());
    }
    files.png("stages", picture::stages(trace, 108));
    let digits = (trace.records.len() - 1).to_string().len().max(2);
    for (i, record) in trace.records.iter().enumerate() {
        let file = format!("{i:0digits$}-{}", name(record.stage));
        files.npy(&file, shape(record.output.side()), record.output.numbers.clone());
    }
    files
}
