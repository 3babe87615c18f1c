//! What can be wrong with a parameter, an image or a set of weights.

use crate::{limits, message::Message};
use core::fmt;

/// Why something could not be built. Nothing is left half-built.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Error {
    /// A parameter is outside its range, or not a number.
    OutOfRange {
        /// The parameter.
        what: &'static str,
        /// Its value.
        value: f64,
        /// What is allowed.
        allowed: &'static str,
    },
    /// The piecewise sigmoid's upper threshold is not above its lower one.
    Thresholds {
        /// θ_l
        lower: f64,
        /// θ_u
        upper: f64,
    },
    /// The first phase of a schedule must start at presentation 0, and each later one after its
    /// predecessor.
    Schedule {
        /// The phase's index in the schedule.
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
    /// A unit's weights add up to 0, so they cannot be normalised.
    ZeroField {
        /// The unit's row.
        row: usize,
        /// The unit's column.
        column: usize,
    },
    /// A weight is not a finite number.
    Weight {
        /// Its index in packed order.
        index: usize,
    },
    /// A sheet has another side than the network's.
    Side {
        /// The side needed.
        expected: usize,
        /// The side given.
        found: usize,
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
    /// There is no image.
    EmptyImage,
    /// An image's stride is below its width.
    Stride {
        /// Samples from one row to the next.
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
    /// An image has fewer samples than its size and stride say.
    ShortImage {
        /// Samples needed.
        expected: usize,
        /// Samples given.
        found: usize,
    },
}

/// The parameter itself if it is allowed.
impl Error {
    /// Between two numbers, both included.
    pub(crate) const fn within(
        what: &'static str,
        value: f64,
        [least, most]: [f64; 2],
        allowed: &'static str,
    ) -> Result<f64, Self> {
        if value >= least && value <= most {
            Ok(value)
        } else {
            Err(Self::OutOfRange { what, value, allowed })
        }
    }

    pub(crate) const fn side(side: usize) -> Result<usize, Self> {
        if side >= 1 && side <= limits::MAX_SIDE {
            Ok(side)
        } else {
            let allowed = "a number of 1..=255";
            Err(Self::OutOfRange { what: "side", value: side as f64, allowed })
        }
    }

    pub(crate) const fn pixels(what: &'static str, pixels: usize) -> Result<usize, Self> {
        if pixels >= 1 && pixels <= limits::MAX_PIXELS {
            Ok(pixels)
        } else {
            let allowed = "a number of 1..=32767";
            Err(Self::OutOfRange { what, value: pixels as f64, allowed })
        }
    }

    pub(crate) const fn radius(radius: f64) -> Result<f64, Self> {
        Self::within("radius", radius, [0.0, f64::INFINITY], "a number ≥ 0")
    }

    pub(crate) const fn sigma(sigma: f64) -> Result<f64, Self> {
        Self::within("sigma", sigma, [f64::MIN_POSITIVE, f64::MAX], "a finite number > 0")
    }

    pub(crate) const fn gain(what: &'static str, gain: f64) -> Result<f64, Self> {
        Self::within(what, gain, [0.0, limits::MAX_GAIN], "a number of 0..=32")
    }

    pub(crate) const fn ceiling(what: &'static str, ceiling: f64) -> Result<f64, Self> {
        Self::within(what, ceiling, [0.01, limits::MAX_GAIN], "a number of 0.01..=32")
    }

    pub(crate) const fn threshold(what: &'static str, threshold: f64) -> Result<f64, Self> {
        const MOST: f64 = limits::MAX_THRESHOLD;
        Self::within(what, threshold, [-MOST, MOST], "a number of -127..=127")
    }

    pub(crate) const fn fraction(what: &'static str, value: f64) -> Result<f64, Self> {
        Self::within(what, value, [0.0, 1.0], "a number of 0..=1")
    }

    /// The same error of a parameter with a name of its own.
    #[cfg(feature = "alloc")]
    pub(crate) fn named(self, name: &'static str) -> Self {
        match self {
            Self::OutOfRange { value, allowed, .. } => {
                Self::OutOfRange { what: name, value, allowed }
            }
            other => other,
        }
    }

    /// Fails with the error's text; in `const` that is a compile error.
    pub(crate) const fn panic(self) -> ! {
        match self {
            Self::OutOfRange { what, allowed, .. } => {
                Message::new().text(what).text(" is not ").text(allowed).panic()
            }
            Self::Thresholds { .. } => panic!("the upper threshold is not above the lower one"),
            Self::Schedule { .. } => {
                panic!("the first phase must start at 0 and each later one after its predecessor")
            }
            Self::EmptyField { .. } => panic!("the radius leaves a unit without connections"),
            Self::ZeroField { .. } => panic!("a unit's weights add up to 0"),
            Self::Overflow => panic!("weights too large for the number format"),
            _ => panic!("a length is not that of the network"),
        }
    }
}

/// A number that is shown with an exponent where it would have many zeros.
struct Short(f64);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(number) = *self;
        if number == 0.0 || !number.is_finite() || (1e-5..1e16).contains(&number.abs()) {
            write!(f, "{number}")
        } else {
            write!(f, "{number:e}")
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::OutOfRange { what, value, allowed } => {
                write!(f, "{what} {} is not {allowed}", Short(value))
            }
            Self::Thresholds { lower, upper } => {
                let [lower, upper] = [lower, upper].map(Short);
                write!(f, "upper threshold {upper} is not above the lower one, {lower}")
            }
            Self::Schedule { phase } => write!(
                f,
                "phase {phase} of the schedule: the first must start at 0 and each later one after \
                 its predecessor"
            ),
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
            Self::Side { expected, found } => {
                write!(f, "a sheet of side {found} where {expected} is needed")
            }
            Self::Length { expected, found } => {
                write!(f, "length {found} where {expected} is needed")
            }
            Self::Overflow => write!(f, "weights too large for the number format"),
            Self::EmptyImage => write!(f, "no image"),
            Self::Stride { stride, width } => {
                write!(f, "stride {stride} is below the image's width {width}")
            }
            Self::Window { row, column, height, width } => {
                write!(f, "no part of {height} × {width} pixels at ({row}, {column}) in the image")
            }
            Self::ShortImage { expected, found } => {
                write!(f, "image of {found} samples where its size needs {expected}")
            }
        }
    }
}

impl core::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    #[test]
    fn numbers_of_any_size_are_short() {
        for (value, shown) in [
            (1e300, "1e300"),
            (-1.797_693_134_862_315_7e308, "-1.7976931348623157e308"),
            (5e-324, "5e-324"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "inf"),
            (0.0, "0"),
            (-127.5, "-127.5"),
            (1_000_000.0, "1000000"),
            (0.000_1, "0.0001"),
        ] {
            let error = Error::OutOfRange { what: "theta_lower", value, allowed: "allowed" };
            assert_eq!(error.to_string(), std::format!("theta_lower {shown} is not allowed"));
            let error = Error::Thresholds { lower: value, upper: value };
            let text = "upper threshold {} is not above the lower one, {}".replace("{}", shown);
            assert_eq!(error.to_string(), text);
        }
    }
}
