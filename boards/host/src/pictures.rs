//! What a training shows.

use crate::{
    album::{Album, Mark},
    failure::Failure,
};
use clap::{Args, ValueEnum};
use lissom::{
    Number, Params, Sheet,
    random::Pcg32,
    snapshot::Section,
    stream::{FaceParams, Faces, GaussianParams, Gaussians, Patches, Stream},
    train::faces,
};
use std::path::PathBuf;

/// A kind of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// The preset's Gaussians.
    Gaussians,
    /// Faces of three dots.
    Faces,
    /// Parts of the pictures of files.
    Images,
}

/// The options that choose the pictures.
#[derive(Debug, Clone, Args)]
pub struct Exhibition {
    /// What the pictures show [default: gaussians, or with --images images]
    #[arg(long, value_enum)]
    pub stream: Option<Kind>,
    /// PNG, PGM or square raw files, or folders of them, to show parts of
    #[arg(long, value_name = "FILE_OR_DIR", num_args = 1..)]
    pub images: Vec<PathBuf>,
    /// Pixels across and down a part [default: the side, so that a cell sees a pixel]
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(1..))]
    pub window: Option<u32>,
}

impl Exhibition {
    /// The chosen kind of pictures.
    pub fn kind(&self) -> Result<Kind, Failure> {
        let files = !self.images.is_empty();
        let kind = self.stream.unwrap_or(if files { Kind::Images } else { Kind::Gaussians });
        match (kind, files) {
            (Kind::Images, false) => {
                Err(Failure::new("--stream images: --images says where they are"))
            }
            (Kind::Gaussians | Kind::Faces, true) => {
                Err(Failure::new("--images: only --stream images shows them"))
            }
            (Kind::Gaussians | Kind::Faces, false) if self.window.is_some() => {
                Err(Failure::new("--window: only --stream images has parts of that size"))
            }
            _ => Ok(kind),
        }
    }

    /// The pictures of the files, for a retina of this side.
    pub fn album(&self, side: usize) -> Result<Album, Failure> {
        Album::read(&self.images, self.window.map_or(side, |pixels| pixels as usize))
    }
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Gaussians, Self::Faces, Self::Images];
}

/// The pictures of a training.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pictures {
    /// Gaussians.
    Gaussians(GaussianParams),
    /// Faces of three dots.
    Faces(FaceParams),
    /// Parts of the pictures of files; without them a map can be measured, but no training go on.
    Images(Option<Album>),
}

impl Pictures {
    /// The pictures of a kind for a network, if the preset's Gaussians are these.
    pub fn new(kind: Kind, params: &Params, gaussians: GaussianParams) -> Self {
        match kind {
            Kind::Gaussians => Self::Gaussians(gaussians),
            Kind::Faces => {
                Self::Faces(FaceParams { contrast: gaussians.contrast, ..faces(params) })
            }
            Kind::Images => Self::Images(None),
        }
    }

    /// Their name in the output, if they are not the preset's.
    pub const fn name(&self) -> Option<&'static str> {
        match self {
            Self::Gaussians(_) => None,
            Self::Faces(_) => Some("faces"),
            Self::Images(_) => Some("images"),
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

    /// All that they have in common but the pictures of files, which a snapshot knows by their mark.
    pub fn numbers(&self) -> Vec<f64> {
        match *self {
            Self::Gaussians(GaussianParams {
                sigma_across,
                sigma_along,
                count,
                separation,
                contrast: [low, high],
            }) => vec![sigma_across, sigma_along, count.into(), separation, low, high],
            Self::Faces(FaceParams { size, sigma, tilt, contrast: [low, high] }) => {
                vec![1.0, size[0], size[1], sigma, tilt, low, high]
            }
            Self::Images(_) => vec![2.0],
        }
    }

    /// The mark of the pictures of files; zeros while they are missing.
    pub fn mark(&self) -> Result<Option<Mark>, Failure> {
        let Self::Images(album) = self else { return Ok(None) };
        Ok(Some(album.map(Album::mark).transpose()?.unwrap_or_default()))
    }

    /// The pictures of a seed.
    pub fn stream(&self, seed: u64) -> Result<Shown, Failure> {
        Ok(match self {
            Self::Gaussians(params) => Shown::Gaussians(Gaussians::new(params, seed)?),
            Self::Faces(params) => Shown::Faces(Faces::new(params, seed)?),
            Self::Images(Some(album)) => Shown::Patches(album.patches(seed)?),
            Self::Images(None) => Shown::Missing(Pcg32::new(seed, 0)),
        })
    }
}

/// A stream of pictures whose kind is known at run time.
#[derive(Debug, Clone)]
pub enum Shown {
    /// Gaussians.
    Gaussians(Gaussians),
    /// Faces.
    Faces(Faces),
    /// Parts of the pictures of files.
    Patches(Patches<'static>),
    /// The generator of pictures that are missing: darkness.
    Missing(Pcg32),
}

impl Shown {
    /// What a snapshot holds of it.
    pub fn section(&self) -> &dyn Section {
        match self {
            Self::Gaussians(stream) => stream,
            Self::Faces(stream) => stream,
            Self::Patches(stream) => stream,
            Self::Missing(random) => random,
        }
    }

    /// What a snapshot changes of it.
    pub fn section_mut(&mut self) -> &mut dyn Section {
        match self {
            Self::Gaussians(stream) => stream,
            Self::Faces(stream) => stream,
            Self::Patches(stream) => stream,
            Self::Missing(random) => random,
        }
    }
}

impl<T: Number, const SIDE: usize> Stream<T, SIDE> for Shown {
    fn draw(&mut self, retina: &mut Sheet<T, SIDE>) {
        match self {
            Self::Gaussians(stream) => stream.draw(retina),
            Self::Faces(stream) => stream.draw(retina),
            Self::Patches(stream) => stream.draw(retina),
            Self::Missing(_) => retina.fill_with(|_, _| T::ZERO),
        }
    }
}
