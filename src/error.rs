//! What can be wrong with a parameter, an image or a set of weights.

use crate::limits;
use core::fmt;

/// Why something could not be built. Nothing is built in part.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Error {
    /// A sheet's side is 0 or above [`MAX_SIDE`](crate::field::MAX_SIDE).
    Side(usize),
    /// A connection radius is negative or not a number.
    Radius(f64),
    /// A Gaussian's σ is not above 0 and finite.
    Sigma(f64),
    /// A gain is negative, above [`MAX_GAIN`](crate::number::MAX_GAIN) or not a number.
    Gain(f64),
    /// A learning rate is negative, above [`MAX_RATE`](crate::number::MAX_RATE) or not a number.
    Rate(f64),
    /// The piecewise sigmoid's upper threshold is not above its lower one.
    Thresholds {
        /// θ_l
        lower: f64,
        /// θ_u
        upper: f64,
    },
    /// A part of the mean weight, below which connections die, is outside 0..=1.
    Death(f64),
    /// A number of homeostasis is outside its range.
    Homeostasis,
    /// A number of gain control is outside its range.
    GainControl,
    /// The first phase of a schedule does not begin at presentation 0, or one not after the last.
    Schedule {
        /// The phase's place in the schedule.
        phase: usize,
    },
    /// The weights from two afferent sheets have different exponents, so they cannot share a sum.
    Exponents([i8; 2]),
    /// A unit has no connection: the radius ends before the nearest source cell.
    EmptyField {
        /// The unit's row.
        row: usize,
        /// The unit's column.
        column: usize,
    },
    /// A unit's weights add up to nothing, so they cannot be normalised.
    ZeroField {
        /// The unit's row.
        row: usize,
        /// The unit's column.
        column: usize,
    },
    /// A weight is not a finite number.
    Weight {
        /// Its place in packed order.
        index: usize,
    },
    /// A slice has another length than its field or sheet.
    Length {
        /// Elements needed.
        expected: usize,
        /// Elements given.
        found: usize,
    },
    /// A unit's weights are too large for the number format's accumulator.
    Overflow,
    /// A measurement has no orientation or more than
    /// [`MAX_ORIENTATIONS`](crate::orientation::MAX_ORIENTATIONS), or no place or more than 256.
    Presentations {
        /// Orientations.
        orientations: u16,
        /// Phases or places of each.
        places: u16,
    },
    /// An image has no pixels.
    EmptyImage,
    /// An image's stride is below its width.
    Stride {
        /// Bytes from one row to the next.
        stride: usize,
        /// Pixels in a row.
        width: usize,
    },
    /// A part of an image is empty or reaches beyond it.
    Window {
        /// Its first row.
        row: usize,
        /// Its first column.
        column: usize,
        /// Its rows.
        height: usize,
        /// Its columns.
        width: usize,
    },
    /// A number of [`GaussianParams`](crate::stream::GaussianParams) or
    /// [`FaceParams`](crate::stream::FaceParams) is outside its range.
    Stream,
    /// An image has fewer bytes than its size and stride say.
    ShortImage {
        /// Bytes needed.
        expected: usize,
        /// Bytes given.
        found: usize,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Side(side) => {
                write!(f, "side {side} is outside 1..={max}", max = limits::MAX_SIDE)
            }
            Self::Radius(radius) => write!(f, "radius {radius} is not a number ≥ 0"),
            Self::Sigma(sigma) => write!(f, "sigma {sigma} is not a finite number > 0"),
            Self::Gain(gain) => {
                write!(f, "gain {gain} is outside 0..={max}", max = limits::MAX_GAIN)
            }
            Self::Rate(rate) => {
                write!(f, "learning rate {rate} is outside 0..={max}", max = limits::MAX_RATE)
            }
            Self::Thresholds { lower, upper } => {
                write!(f, "upper threshold {upper} is not above the lower one, {lower}")
            }
            Self::Death(part) => write!(f, "part {part} of the mean weight is outside 0..=1"),
            Self::Homeostasis => write!(f, "a number of homeostasis is out of range"),
            Self::GainControl => write!(f, "a number of gain control is out of range"),
            Self::Schedule { phase } => {
                write!(f, "phase {phase} of the schedule does not begin where it should")
            }
            Self::Exponents([a, b]) => {
                write!(f, "exponents {a} and {b} of afferent weights that share a sum")
            }
            Self::EmptyField { row, column } => {
                write!(f, "empty connection field: unit ({row}, {column}) reaches no source cell")
            }
            Self::ZeroField { row, column } => {
                write!(f, "the weights of unit ({row}, {column}) add up to 0")
            }
            Self::Weight { index } => write!(f, "weight {index} is not a finite number"),
            Self::Length { expected, found } => {
                write!(f, "length {found} where {expected} is needed")
            }
            Self::Overflow => write!(f, "weights too large for the number format"),
            Self::Presentations { orientations, places } => write!(
                f,
                "{orientations} orientations at {places} places are outside 1..={max} at 1..=256",
                max = limits::MAX_ORIENTATIONS
            ),
            Self::EmptyImage => write!(f, "image without pixels"),
            Self::Stride { stride, width } => {
                write!(f, "stride {stride} is below the image's width {width}")
            }
            Self::Window { row, column, height, width } => {
                write!(f, "no part of {height} × {width} pixels at ({row}, {column}) in the image")
            }
            Self::Stream => write!(f, "a number of the training pictures is out of range"),
            Self::ShortImage { expected, found } => {
                write!(f, "image of {found} bytes where its size needs {expected}")
            }
        }
    }
}

impl core::error::Error for Error {}
