//! What a training shows.

use crate::{
    error::Error,
    framing::BACKGROUND,
    image_set::{Fingerprint, ImageParams, ImageSet, Shown},
    image_stream::ImageStream,
    leaves::LeafParams,
    part::PartParams,
    picture_stream::PictureStream,
    waves::Waves,
};
use lissom::{
    DynSheet, Params,
    input::{FaceParams, Faces, GaussianParams, Gaussians, NoisyDiscParams, NoisyDiscs, Stream},
    learning::faces,
    random::Pcg32,
    side::Dyn,
};

/// A kind of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
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

    /// The kind of this name.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == text)
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

    /// The first pictures of a seed on a retina of this side, row by row.
    pub fn first(&self, count: usize, seed: u64, side: usize) -> Result<Vec<Vec<f64>>, Error> {
        let mut stream = self.stream(seed)?;
        let mut retina = DynSheet::with_side(Dyn::new(side)?, 0.0_f64);
        let next = |_| {
            stream.draw(&mut retina);
            retina.units().to_vec()
        };
        Ok((0..count).map(next).collect())
    }

    /// The pictures of a seed.
    pub fn stream(&self, seed: u64) -> Result<PictureStream, Error> {
        Ok(match self {
            Self::Gaussians(params) => PictureStream::Gaussians(Gaussians::new(params, seed)?),
            Self::Faces(params) => PictureStream::Faces(Faces::new(params, seed)?),
            Self::Images(ImageParams { set: Some(set), .. }) => {
                PictureStream::Images(ImageStream::new(set.clone(), seed))
            }
            Self::Leaves(leaves) => {
                PictureStream::Images(ImageStream::new(ImageSet::of_leaves(leaves)?, seed))
            }
            Self::Discs(params) => PictureStream::Discs(NoisyDiscs::new(params, seed)?),
            Self::Images(_) => PictureStream::Missing(Pcg32::new(seed, 0)),
        })
    }
}
