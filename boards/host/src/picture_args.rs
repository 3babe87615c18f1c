//! The options that choose the pictures.

use crate::framing_args::BackgroundArgs;
use clap::Args;
use lissom_experiment::{
    error::Error, experiment::Assignment, framing::Fit, key::Value, pictures::Kind,
};
use std::path::PathBuf;

/// The options that choose the pictures.
#[derive(Debug, Clone, Args)]
pub struct PictureArgs {
    /// What the pictures show [default: gaussians, or with --images images]
    #[arg(long, value_enum)]
    pub stream: Option<Kind>,
    /// Pictures to show parts of, or whole with --fit: PNG, JPEG, WebP, GIF, PBM, PGM, PPM, PAM,
    /// square raw files, or folders of them. Colours become their luma by Rec. 709
    #[arg(long, value_name = "FILE_OR_DIR", num_args = 1..)]
    pub images: Vec<PathBuf>,
    /// Pixels across and down a part [default: the retina's side, so that a cell sees a pixel]
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(1..))]
    pub window: Option<u32>,
    /// Show whole pictures in place of parts: of those that are no square the middle, all of it on
    /// the background, or all of it out of proportion
    #[arg(long, value_enum, conflicts_with = "window")]
    pub fit: Option<Fit>,
    /// Turn each part by a random angle
    #[arg(long, conflicts_with = "fit")]
    pub turned: bool,
    /// Show noisy discs, waves in the retina, in place of the first N pictures
    #[arg(long, value_name = "N")]
    pub waves: Option<u32>,
    /// Give V1 a second eye, which sees the same in this part of all presentations, 0 to 1
    #[arg(long, value_name = "CORRELATION")]
    pub eyes: Option<f64>,
    /// Give V1 what the eye has seen a moment before, too, when each Gaussian was CELLS retina
    /// cells away
    #[arg(long, value_name = "CELLS", conflicts_with = "eyes")]
    pub motion: Option<f64>,
    /// What lies behind pictures.
    #[command(flatten)]
    pub background: BackgroundArgs,
}

impl PictureArgs {
    /// What the options say.
    pub fn assignments(&self) -> Result<Vec<Assignment>, Error> {
        let mut all = Vec::new();
        if let Some(kind) = self.stream {
            all.push(Assignment::option("--stream", "pictures.stream", kind.name()));
        }
        if !self.images.is_empty() {
            let files = self.images.iter().map(|path| Value::from(&*path.to_string_lossy()));
            let files = Value::List(files.collect());
            all.push(Assignment::option("--images", "pictures.files", files));
        }
        all.extend(
            self.window.map(|window| Assignment::option("--window", "pictures.window", window)),
        );
        all.extend(self.fit.map(|fit| Assignment::option("--fit", "pictures.fit", fit.name())));
        let background = self.background.chosen()?.map(Value::Float);
        all.extend(
            background
                .map(|level| Assignment::option("--background", "pictures.background", level)),
        );
        all.extend(
            self.turned
                .then(|| Assignment::option("--turned", "pictures.turned", Value::Truth(true))),
        );
        let waves = self.waves;
        all.extend(waves.map(|n| Assignment::option("--waves", "waves.presentations", n)));
        for (option, key, number) in
            [("--eyes", "eyes.correlation", self.eyes), ("--motion", "motion.speed", self.motion)]
        {
            let number = number.map(Value::Float);
            all.extend(number.map(|number| Assignment::option(option, key, number)));
        }
        Ok(all)
    }
}
