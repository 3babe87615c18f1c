//! What a training shows.

use crate::{
    error::Error,
    experiment::Assignment,
    framing::{BACKGROUND, BackgroundArgs, Fit},
    image_set::{Fingerprint, ImageSet, ImageStream},
    key::Value,
};
use clap::{Args, ValueEnum};
use lissom::{
    Params, SheetOf,
    input::{FaceParams, Faces, GaussianParams, Gaussians, Stream},
    learning::faces,
    number::Activity,
    random::Pcg32,
    side::Side,
    snapshot::Section,
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
        Ok(all)
    }
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Gaussians, Self::Faces, Self::Images];

    /// The name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gaussians => "gaussians",
            Self::Faces => "faces",
            Self::Images => "images",
        }
    }
}

/// What a training sees of the images in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Parts, at random places.
    Parts,
    /// All of each, made a square.
    Whole(Fit),
}

/// The images in files that a training sees.
#[derive(Debug, Clone, PartialEq)]
pub struct ImageParams {
    /// Files, and folders of them.
    pub files: Vec<PathBuf>,
    /// What it sees of them.
    pub shown: Shown,
    /// Pixels across and down a part.
    pub window: u32,
    /// What lies under transparent pixels and beside padded pictures, 0 to 1.
    pub background: f64,
    /// The images, once they are read; without them a map can be measured, but no training go on.
    pub set: Option<ImageSet>,
}

impl ImageParams {
    /// Pixels across and down a part; 0 for whole images.
    pub const fn window(&self) -> u32 {
        match self.shown {
            Shown::Parts => self.window,
            Shown::Whole(_) => 0,
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
}

impl Pictures {
    /// The pictures of a kind for a network, if the preset's Gaussians are these.
    pub fn new(kind: Kind, params: &Params, gaussians: GaussianParams) -> Self {
        match kind {
            Kind::Gaussians => Self::Gaussians(gaussians),
            Kind::Faces => {
                Self::Faces(FaceParams { contrast: gaussians.contrast, ..faces(params) })
            }
            Kind::Images => {
                let window = params.retina as u32; // so that a cell sees a pixel
                Self::Images(ImageParams {
                    files: Vec::new(),
                    shown: Shown::Parts,
                    window,
                    background: BACKGROUND,
                    set: None,
                })
            }
        }
    }

    /// Their kind.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Gaussians(_) => Kind::Gaussians,
            Self::Faces(_) => Kind::Faces,
            Self::Images(_) => Kind::Images,
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
            Self::Images(_) => None,
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
            Self::Images(_) => vec![2.0],
        }
    }

    /// The fingerprint of the images in files; zeros while they are missing.
    pub fn fingerprint(&self) -> Result<Option<Fingerprint>, Error> {
        match self {
            Self::Images(ImageParams { set: Some(set), .. }) => set.fingerprint().map(Some),
            Self::Images(_) => Ok(Some(Fingerprint::default())),
            Self::Gaussians(_) | Self::Faces(_) => Ok(None),
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
            Self::Images(_) => PictureStream::Missing(Pcg32::new(seed, 0)),
        })
    }
}

/// A stream of pictures whose kind is known at run time.
#[derive(Debug, Clone)]
pub enum PictureStream {
    /// Gaussians.
    Gaussians(Gaussians),
    /// Faces.
    Faces(Faces),
    /// Parts of the images in files.
    Images(ImageStream),
    /// The generator of pictures that are missing: darkness.
    Missing(Pcg32),
}

impl PictureStream {
    /// What a snapshot holds of it.
    pub fn section(&self) -> &dyn Section {
        match self {
            Self::Gaussians(stream) => stream,
            Self::Faces(stream) => stream,
            Self::Images(stream) => stream.section(),
            Self::Missing(random) => random,
        }
    }

    /// What a snapshot changes of it.
    pub fn section_mut(&mut self) -> &mut dyn Section {
        match self {
            Self::Gaussians(stream) => stream,
            Self::Faces(stream) => stream,
            Self::Images(stream) => stream.section_mut(),
            Self::Missing(random) => random,
        }
    }
}

impl<A: Activity, S: Side> Stream<A, S> for PictureStream {
    fn draw(&mut self, retina: &mut SheetOf<A, S>) {
        match self {
            Self::Gaussians(stream) => stream.draw(retina),
            Self::Faces(stream) => stream.draw(retina),
            Self::Images(stream) => stream.draw(retina),
            Self::Missing(_) => retina.fill_with(|_, _| A::ZERO),
        }
    }
}
