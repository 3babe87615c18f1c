//! What a training shows.

use crate::{
    course::Waves,
    error::Error,
    experiment::Assignment,
    framing::{BACKGROUND, BackgroundArgs, Fit},
    image_set::{Fingerprint, ImageParams, ImageSet, PartParams, Shown},
    key::Value,
    leaves::LeafParams,
    picture_stream::PictureStream,
};
use clap::{Args, ValueEnum};
use lissom::{
    Params,
    input::{FaceParams, Faces, GaussianParams, Gaussians, NoisyDiscParams, NoisyDiscs},
    learning::faces,
    random::Pcg32,
};
use std::path::PathBuf;

/// A kind of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// The preset's Gaussians.
    Gaussians,
    /// Faces of three dots.
    Faces,
    /// Parts of the images in files.
    Images,
    /// Parts of synthetic natural images: dead leaves.
    Leaves,
    /// Noisy discs: waves in the retina.
    Discs,
}

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

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 5] =
        [Self::Gaussians, Self::Faces, Self::Images, Self::Leaves, Self::Discs];

    /// The name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gaussians => "gaussians",
            Self::Faces => "faces",
            Self::Images => "images",
            Self::Leaves => "leaves",
            Self::Discs => "discs",
        }
    }
}

/// The pictures of a training.
#[derive(Debug, Clone, PartialEq)]
pub enum Pictures {
    /// Gaussians.
    Gaussians(GaussianParams),
    /// Faces of three dots.
    Faces(FaceParams),
    /// Parts of the images in files.
    Images(ImageParams),
    /// Parts of dead leaves.
    Leaves(LeafParams),
    /// Noisy discs.
    Discs(NoisyDiscParams),
}

impl Pictures {
    /// The pictures of a kind for a network, if the preset's Gaussians are these.
    pub fn new(kind: Kind, params: &Params, gaussians: GaussianParams) -> Self {
        match kind {
            Kind::Gaussians => Self::Gaussians(gaussians),
            Kind::Faces => {
                Self::Faces(FaceParams { contrast: gaussians.contrast, ..faces(params) })
            }
            Kind::Images => Self::Images(ImageParams {
                files: Vec::new(),
                shown: Shown::Parts,
                parts: PartParams::usual(params.retina),
                background: BACKGROUND,
                set: None,
            }),
            Kind::Leaves => {
                let parts = PartParams { turned: true, ..PartParams::usual(params.retina) };
                let pixels = (2 * parts.window).max(256);
                Self::Leaves(LeafParams { images: 25, pixels, parts })
            }
            Kind::Discs => Self::Discs(Waves::usual(params.r_a).discs),
        }
    }

    /// Their kind.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Gaussians(_) => Kind::Gaussians,
            Self::Faces(_) => Kind::Faces,
            Self::Images(_) => Kind::Images,
            Self::Leaves(_) => Kind::Leaves,
            Self::Discs(_) => Kind::Discs,
        }
    }

    /// Their name in the output, if they are not the preset's.
    pub const fn name(&self) -> Option<&'static str> {
        match self {
            Self::Gaussians(_) => None,
            others => Some(others.kind().name()),
        }
    }

    /// The least σ, in cells.
    pub fn finest(&self) -> Option<f64> {
        match self {
            Self::Gaussians(gaussians) => Some(gaussians.sigma_across),
            Self::Faces(faces) => Some(faces.sigma * faces.size[0]),
            Self::Images(_) | Self::Leaves(_) | Self::Discs(_) => None,
        }
    }

    /// All their numbers, for a snapshot's identity. It knows the images in files by their
    /// fingerprint.
    pub fn numbers(&self) -> Vec<f64> {
        match *self {
            Self::Gaussians(GaussianParams {
                sigma_across,
                sigma_along,
                count,
                separation,
                margin,
                contrast: [low, high],
            }) => {
                let mut all = vec![sigma_across, sigma_along, count.into(), separation, low, high];
                all.extend((margin != 0.0).then_some(margin));
                all
            }
            Self::Faces(FaceParams { size, sigma, tilt, contrast: [low, high] }) => {
                vec![1.0, size[0], size[1], sigma, tilt, low, high]
            }
            // before there was more to say of them, this was all
            Self::Images(ref images) if images.parts.is_usual() => vec![2.0],
            Self::Images(ref images) => [&[2.0], &images.parts.numbers()[..]].concat(),
            Self::Leaves(LeafParams { images, pixels, parts }) => {
                let all = [6.0, images.into(), pixels.into(), parts.window.into()];
                [&all, &parts.numbers()[..]].concat()
            }
            Self::Discs(discs) => Waves { presentations: u32::MAX, discs }.numbers(),
        }
    }

    /// The fingerprint of the images in files; zeros while they are missing.
    pub fn fingerprint(&self) -> Result<Option<Fingerprint>, Error> {
        match self {
            Self::Images(ImageParams { set: Some(set), .. }) => set.fingerprint().map(Some),
            Self::Images(_) => Ok(Some(Fingerprint::default())),
            _ => Ok(None),
        }
    }

    /// The pictures of a seed.
    pub fn stream(&self, seed: u64) -> Result<PictureStream, Error> {
        Ok(match self {
            Self::Gaussians(params) => PictureStream::Gaussians(Gaussians::new(params, seed)?),
            Self::Faces(params) => PictureStream::Faces(Faces::new(params, seed)?),
            Self::Images(ImageParams { set: Some(set), .. }) => {
                PictureStream::Images(set.stream(seed))
            }
            Self::Leaves(leaves) => {
                PictureStream::Images(ImageSet::of_leaves(leaves)?.stream(seed))
            }
            Self::Discs(params) => PictureStream::Discs(NoisyDiscs::new(params, seed)?),
            Self::Images(_) => PictureStream::Missing(Pcg32::new(seed, 0)),
        })
    }
}
