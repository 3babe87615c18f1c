//! The options of what the retina is shown.

use crate::framing_args::FramingArgs;
use clap::{Args, Command, FromArgMatches, ValueEnum};
use lissom::input::{Bar, BlurredLine, Border, Grating, OrientedGaussian, ThreeDots};
use lissom_experiment::{
    error::{Error, finite, positive},
    framing::Fit,
};
use lissom_lab::{
    image_file,
    scene::{Pair, Scene, Turn, Uniform},
};
use std::path::{Path, PathBuf};

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

/// The options that choose a scene. Those of a stimulus or of an image alone are refused with
/// others.
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
    /// σ along the rows' axis, in cells [default: 2]
    #[arg(long, allow_negative_numbers = true)]
    pub sigma: Option<f64>,
    /// σ along the columns' axis [default: the same]
    #[arg(long, allow_negative_numbers = true)]
    pub sigma_column: Option<f64>,
    /// Degrees [default: 0]
    #[arg(long, allow_negative_numbers = true)]
    pub orientation: Option<f64>,
    /// Periods of the grating across the retina [default: 3]
    #[arg(long, allow_negative_numbers = true)]
    pub frequency: Option<f64>,
    /// Phase of the grating, radians [default: 0]
    #[arg(long, allow_negative_numbers = true)]
    pub phase: Option<f64>,
    /// Intensity of the uniform picture, 0 to 1 [default: 0.5]
    #[arg(long, allow_negative_numbers = true)]
    pub intensity: Option<f64>,
    /// Rotate the sampled image about its centre, as pylissom does, instead of the formula
    #[arg(long)]
    pub pylissom_rotation: bool,
    /// Show a picture instead, `-` for standard input: PNG, JPEG, WebP, GIF, PBM, PGM, PPM, PAM or
    /// a square raw file. Colours become their luma by Rec. 709
    #[arg(long, value_name = "FILE", conflicts_with_all = ["raw", "stimulus", "row", "column"])]
    #[arg(conflicts_with_all = ["sigma", "sigma_column", "orientation", "frequency", "phase"])]
    #[arg(conflicts_with_all = ["intensity", "pylissom_rotation"])]
    pub image: Option<PathBuf>,
    /// Show raw 8-bit grey bytes instead, `-` for standard input
    #[arg(long, value_name = "FILE", requires_all = ["width", "height"])]
    #[arg(conflicts_with_all = ["stimulus", "row", "column"])]
    #[arg(conflicts_with_all = ["sigma", "sigma_column", "orientation", "frequency", "phase"])]
    #[arg(conflicts_with_all = ["intensity", "pylissom_rotation"])]
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
    /// How pictures become squares.
    #[command(flatten)]
    pub framing: FramingArgs,
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

    /// The scene for a retina of this side; pictures are read and checked.
    pub fn scene(&self, side: usize) -> Result<Scene, Error> {
        let framing = self.framing.framing()?;
        let picture = |path: &Path, grey| {
            let square = framing.for_retina(grey, side).map_err(|error| error.of(path))?;
            Ok(Scene::Picture(square))
        };
        if let Some(path) = &self.image {
            return picture(path, image_file::read(path, None, framing.background)?);
        }
        if let (Some(path), Some(width), Some(height)) = (&self.raw, self.width, self.height) {
            if framing.fit != Fit::Pad && self.framing.given() == Some("--background") {
                return Err(Error::new("--background: no effect on raw bytes without --fit pad"));
            }
            let size = [width, height, self.stride.unwrap_or(width)];
            return picture(path, image_file::read_rows(path, size)?);
        }
        self.check()?;
        if let Some(option) = self.framing.given() {
            return Err(Error::new(format!("{option}: no effect without --image or --raw")));
        }
        self.formula(side)
    }

    /// Refuses options without an effect.
    fn check(&self) -> Result<(), Error> {
        use Kind::{Bar, Face, Gaussian, Grating, Line, Two, Uniform};
        let given = [
            ("--row", self.row.is_some(), &[Gaussian, Two, Face, Bar, Line][..]),
            ("--column", self.column.is_some(), &[Gaussian, Two, Face, Bar]),
            ("--sigma", self.sigma.is_some(), &[Gaussian, Two, Face]),
            ("--sigma-column", self.sigma_column.is_some(), &[Gaussian, Two]),
            (
                "--orientation",
                self.orientation.is_some(),
                &[Gaussian, Two, Face, Grating, Bar, Line],
            ),
            ("--frequency", self.frequency.is_some(), &[Grating]),
            ("--phase", self.phase.is_some(), &[Grating]),
            ("--intensity", self.intensity.is_some(), &[Uniform]),
            (
                "--pylissom-rotation",
                self.pylissom_rotation,
                &[Gaussian, Two, Face, Grating, Bar, Line],
            ),
        ];
        for (option, is_given, kinds) in given {
            if is_given && !kinds.contains(&self.stimulus) {
                let own = self.stimulus.name();
                let have: Vec<_> = kinds.iter().map(|kind| kind.name()).collect();
                let why = format!("{option}: no effect on {own}, only on {}", have.join(", "));
                return Err(Error::new(why));
            }
        }
        Ok(())
    }

    fn formula(&self, side: usize) -> Result<Scene, Error> {
        let middle = (side / 2) as f64;
        let row = finite("--row", self.row.unwrap_or(middle))?;
        let column = finite("--column", self.column.unwrap_or(middle))?;
        let degrees = finite("--orientation", self.orientation.unwrap_or(0.0))? % 360.0;
        let sigma_row = positive("--sigma", self.sigma.unwrap_or(2.0))?;
        let sigma_column = positive("--sigma-column", self.sigma_column.unwrap_or(sigma_row))?;
        let frequency = wave("--frequency", self.frequency.unwrap_or(3.0))?;
        let phase = wave("--phase", self.phase.unwrap_or(0.0))?;
        let intensity = self.intensity.unwrap_or(0.5);
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
                    return Err(Error::new(format!("--row {row} of a line is not a whole number")));
                }
                Turn { image: degrees != 0.0, border: Border::Mirrored, ..turned }
                    .scene(BlurredLine { side, shift: shift as isize })
            }
            Kind::Uniform if (0.0..=1.0).contains(&intensity) => {
                Scene::Formula(Box::new(Uniform(intensity)))
            }
            Kind::Uniform => {
                return Err(Error::new(format!("--intensity {intensity} is outside 0..=1")));
            }
        })
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
