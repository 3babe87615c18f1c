//! What the retina is shown: a stimulus by its formula, an image file, or raw bytes.

use crate::{
    bounded,
    error::{Error, finite},
};
use clap::{Args, Command, FromArgMatches, ValueEnum};
use image::DynamicImage;
use lissom::{
    SheetOf, Stimulus,
    input::{
        Bar, BlurredLine, Border, Brightest, Grating, GreyImage, OrientedGaussian, Rotated,
        ThreeDots,
    },
    number::Activity,
    side::Side,
};
use std::path::PathBuf;

/// The kinds of stimuli.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// An oriented Gaussian.
    Gaussian,
    /// Two Gaussians, a quarter of the retina left and right of the place.
    Two,
    /// Two eyes and a mouth.
    Face,
    /// A sine grating.
    Grating,
    /// A bar, three cells wide.
    Bar,
    /// pylissom's blurred line across the retina.
    Line,
    /// The same intensity everywhere.
    Uniform,
}

/// The options that choose a scene.
#[derive(Debug, Clone, Args)]
pub struct View {
    /// What to show
    #[arg(long, value_enum, default_value = "gaussian")]
    pub stimulus: Kind,
    /// Row of its centre [default: the retina's middle]
    #[arg(long, allow_negative_numbers = true)]
    pub row: Option<f64>,
    /// Column of its centre [default: the retina's middle]
    #[arg(long, allow_negative_numbers = true)]
    pub column: Option<f64>,
    /// σ along the rows' axis, in cells
    #[arg(long, default_value_t = 2.0, allow_negative_numbers = true)]
    pub sigma: f64,
    /// σ along the columns' axis [default: the same]
    #[arg(long, allow_negative_numbers = true)]
    pub sigma_column: Option<f64>,
    /// Degrees
    #[arg(long, default_value_t = 0.0, allow_negative_numbers = true)]
    pub orientation: f64,
    /// Periods of the grating across the retina
    #[arg(long, default_value_t = 3.0, allow_negative_numbers = true)]
    pub frequency: f64,
    /// Phase of the grating, radians
    #[arg(long, default_value_t = 0.0, allow_negative_numbers = true)]
    pub phase: f64,
    /// Intensity of the uniform picture, 0 to 1
    #[arg(long, default_value_t = 0.5, allow_negative_numbers = true)]
    pub intensity: f64,
    /// Rotate the sampled image about its centre, as pylissom does, instead of the formula
    #[arg(long)]
    pub pylissom_rotation: bool,
    /// Show an 8-bit grey PNG or PGM instead
    #[arg(long, value_name = "FILE", conflicts_with = "raw")]
    pub image: Option<PathBuf>,
    /// Show raw 8-bit grey bytes instead
    #[arg(long, value_name = "FILE", requires_all = ["width", "height"])]
    pub raw: Option<PathBuf>,
    /// Pixels in a row of the raw image
    #[arg(long, requires = "raw")]
    pub width: Option<usize>,
    /// Rows of the raw image
    #[arg(long, requires = "raw")]
    pub height: Option<usize>,
    /// Bytes from one row of the raw image to the next [default: the width]
    #[arg(long, requires = "raw")]
    pub stride: Option<usize>,
}

/// What the retina is shown.
pub enum Scene {
    /// A stimulus.
    Formula(Box<dyn Stimulus>),
    /// Bytes, width, height and stride of a grey image.
    Grey(Vec<u8>, usize, usize, usize),
}

impl std::fmt::Debug for Scene {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Formula(_) => write!(f, "Formula"),
            Self::Grey(_, width, height, _) => write!(f, "Grey({width} × {height})"),
        }
    }
}

impl Scene {
    /// A round Gaussian in the middle of a retina of this side.
    pub fn gaussian(side: usize, sigma: f64) -> Self {
        let middle = (side / 2) as f64;
        Self::Formula(Box::new(OrientedGaussian::round(middle, middle, sigma)))
    }

    /// Draws it on a retina.
    pub fn paint<A: Activity, S: Side>(&self, retina: &mut SheetOf<A, S>) -> Result<(), Error> {
        match self {
            Self::Formula(stimulus) => retina.draw(&&**stimulus),
            Self::Grey(bytes, width, height, stride) => {
                retina.show(&GreyImage::new(bytes, *width, *height, *stride)?);
            }
        }
        Ok(())
    }
}

struct Uniform(f64);

impl Stimulus for Uniform {
    fn at(&self, _: f64, _: f64) -> f64 {
        self.0
    }
}

struct Pair([OrientedGaussian; 2]);

impl Stimulus for Pair {
    fn at(&self, row: f64, column: f64) -> f64 {
        Brightest(&self.0).at(row, column)
    }
}

impl Kind {
    /// The name.
    pub fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

impl View {
    /// A stimulus as the options' defaults say.
    pub fn usual(kind: Kind) -> Result<Self, Error> {
        let command = Self::augment_args(Command::new("picture").no_binary_name(true));
        let matches = command.try_get_matches_from([format!("--stimulus={}", kind.name())])?;
        Ok(Self::from_arg_matches(&matches)?)
    }

    /// The scene's name in the output.
    pub fn name(&self) -> String {
        match (&self.image, &self.raw) {
            (Some(_), _) => "image".into(),
            (_, Some(_)) => "raw".into(),
            _ => self.stimulus.name(),
        }
    }

    /// The scene for a retina of this side; images are read and checked.
    pub fn scene(&self, side: usize) -> Result<Scene, Error> {
        if let Some(path) = &self.image {
            let read = || image::ImageReader::open(path)?.with_guessed_format()?.decode();
            return match read().map_err(|error| Error::file(path, error))? {
                DynamicImage::ImageLuma8(grey) => {
                    let (width, height) = (grey.width() as usize, grey.height() as usize);
                    checked(grey.into_raw(), width, height, width)
                }
                _ => Err(Error::file(path, "not an 8-bit grey image")),
            };
        }
        if let (Some(path), Some(width), Some(height)) = (&self.raw, self.width, self.height) {
            return checked(bounded::read(path)?, width, height, self.stride.unwrap_or(width));
        }
        self.formula(side)
    }

    fn formula(&self, side: usize) -> Result<Scene, Error> {
        let middle = (side / 2) as f64;
        let row = finite("row", self.row.unwrap_or(middle))?;
        let column = finite("column", self.column.unwrap_or(middle))?;
        let degrees = finite("orientation", self.orientation)? % 360.0;
        let sigma_row = sigma(self.sigma)?;
        let sigma_column = sigma(self.sigma_column.unwrap_or(self.sigma))?;
        let frequency = wave("frequency", self.frequency)?;
        let phase = wave("phase", self.phase)?;
        let orientation = if self.pylissom_rotation { 0.0 } else { degrees };
        let gaussian =
            |row, column| OrientedGaussian { row, column, sigma_row, sigma_column, orientation };
        let turned = Turn { side, degrees, image: self.pylissom_rotation, border: Border::Dark };
        Ok(match self.stimulus {
            Kind::Gaussian => turned.scene(gaussian(row, column)),
            Kind::Two => {
                let apart = side as f64 / 4.0;
                turned.scene(Pair([gaussian(row, column - apart), gaussian(row, column + apart)]))
            }
            // without a formula for other orientations
            Kind::Face => Turn { image: degrees != 0.0, ..turned }.scene(ThreeDots {
                row,
                column,
                sigma: sigma_row,
            }),
            Kind::Grating => Turn { border: Border::Mirrored, ..turned }.scene(Grating {
                side,
                frequency,
                phase,
                orientation,
            }),
            Kind::Bar => {
                turned.scene(Bar { row, column, width: 3.0, length: f64::INFINITY, orientation })
            }
            Kind::Line => {
                let shift = (row - middle).clamp(-1e6, 1e6);
                if shift.fract() != 0.0 {
                    return Err(Error::new(format!("row {row} of a line is not a whole number")));
                }
                Turn { image: degrees != 0.0, border: Border::Mirrored, ..turned }
                    .scene(BlurredLine { side, shift: shift as isize })
            }
            Kind::Uniform if (0.0..=1.0).contains(&self.intensity) => {
                Scene::Formula(Box::new(Uniform(self.intensity)))
            }
            Kind::Uniform => {
                let intensity = self.intensity;
                return Err(Error::new(format!("intensity {intensity} is outside 0..=1")));
            }
        })
    }
}

fn sigma(sigma: f64) -> Result<f64, Error> {
    if sigma > 0.0 && sigma.is_finite() {
        Ok(sigma)
    } else {
        Err(Error::new(format!("sigma {sigma} is not a finite number > 0")))
    }
}

/// Sines are exact up to 10⁵, which is more than this times √2·π.
const MAX_WAVE: f64 = 1000.0;

fn wave(name: &str, number: f64) -> Result<f64, Error> {
    if number.abs() <= MAX_WAVE {
        Ok(number)
    } else {
        let message = format!("{name} {number} is outside -{MAX_WAVE}..={MAX_WAVE}");
        Err(Error::new(message))
    }
}

fn checked(bytes: Vec<u8>, width: usize, height: usize, stride: usize) -> Result<Scene, Error> {
    GreyImage::new(&bytes, width, height, stride)?;
    Ok(Scene::Grey(bytes, width, height, stride))
}

struct Turn {
    side: usize,
    degrees: f64,
    image: bool,
    border: Border,
}

impl Turn {
    fn scene(self, stimulus: impl Stimulus + 'static) -> Scene {
        let Self { side, degrees, image, border } = self;
        Scene::Formula(if image {
            Box::new(Rotated { stimulus, side, degrees, border })
        } else {
            Box::new(stimulus)
        })
    }
}
