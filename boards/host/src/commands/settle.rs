//! `settle`: shows a network one picture.

use crate::{
    by_format,
    error::Error,
    files::Files,
    outcome::Outcome,
    picture,
    plan::NetworkArgs,
    scene::View,
    trace::{Trace, name},
};
use clap::Args;
use lissom::number::Activity;
use std::{fmt::Write, path::PathBuf};

/// The options of `settle`.
#[derive(Debug, Clone, Args)]
pub struct Settle {
    #[command(flatten)]
    network: NetworkArgs,
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
    /// Settles; writes files; prints V1's hash after every step.
    pub fn run(&self) -> Result<Outcome, Error> {
        if self.window && !cfg!(feature = "window") {
            let message = "--window: not built in; build with --features window (needs SDL2)";
            return Err(Error::new(message));
        }
        let plan = self.network.plan()?;
        let scene = self.view.scene(plan.params.retina)?;
        by_format!(self.network.number, W => self.report(&plan.run::<W>(&scene)?))
    }

    fn report<A: Activity>(&self, trace: &Trace<A>) -> Result<Outcome, Error> {
        let mut text = String::new();
        for (step, hash) in &trace.hashes {
            writeln!(text, "hash {} {step} {hash:08x}", self.view.name())?;
        }
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
        Ok(Outcome::new(text))
    }
}

fn files<A: Activity>(trace: &Trace<A>) -> Files {
    let mut files = Files::default();
    let shape = |side: usize| vec![side as u64; 2];
    if let Some(v1) = trace.v1() {
        let signal = v1.output.signal();
        files.png("v1", picture::activity(signal, 288));
        files.npy("v1", shape(signal.side()), v1.output.to_f64());
    }
    files.png("stages", picture::stages(trace, 108));
    let digits = (trace.records.len() - 1).to_string().len().max(2);
    for (i, record) in trace.records.iter().enumerate() {
        let file = format!("{i:0digits$}-{}", name(record.stage));
        files.npy(&file, shape(record.output.signal().side()), record.output.to_f64());
    }
    files
}
