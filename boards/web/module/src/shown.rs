//! What the visitor shows to the retina.

use lissom::{
    SheetOf, Stimulus,
    input::{Bar, Grating, GreyImage, OrientedGaussian},
    number::Activity,
    side::Side,
};
use lissom_experiment::error::{Error, finite};
use serde_json::Value;

/// A picture. Places and sizes are in cells of the retina, orientations in degrees.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// Darkness.
    Nothing,
    /// A Gaussian of this contrast.
    Gaussian(OrientedGaussian, f64),
    /// A bar of this contrast.
    Bar(Bar, f64),
    /// A grating of this contrast.
    Grating(Grating, f64),
    /// A square of grey pixels: what was drawn, dropped, or seen by a camera.
    Grey {
        /// Pixels in a row, at least the retina's side.
        side: usize,
        /// Row by row, 0 black.
        pixels: Vec<u8>,
    },
}

/// A stimulus, fainter.
struct Faint<S>(S, f64);

impl<S: Stimulus> Stimulus for Faint<S> {
    fn at(&self, row: f64, column: f64) -> f64 {
        self.1 * self.0.at(row, column)
    }
}

impl Shown {
    /// What a request says, with pixels beside it, for a retina of this side.
    ///
    /// # Errors
    ///
    /// No such picture, a number that is missing or no number, or too few pixels.
    pub fn read(request: &Value, pixels: &[u8], retina: usize) -> Result<Self, Error> {
        let number = |name: &str| match request[name].as_f64() {
            Some(number) => finite(name, number),
            None => Err(Error::new(format!("the picture has no {name}"))),
        };
        let size = |name: &str| number(name).map(|size| size.clamp(0.1, 1000.0));
        let contrast = number("contrast").unwrap_or(1.0).clamp(0.0, 1.0);
        Ok(match request["kind"].as_str() {
            Some("nothing") => Self::Nothing,
            Some("gaussian") => {
                let gaussian = OrientedGaussian {
                    row: number("row")?,
                    column: number("column")?,
                    sigma_row: size("width")?,
                    sigma_column: size("length")?,
                    orientation: number("orientation")?,
                };
                Self::Gaussian(gaussian, contrast)
            }
            Some("bar") => {
                let bar = Bar {
                    row: number("row")?,
                    column: number("column")?,
                    width: size("width")?,
                    length: size("length")?,
                    orientation: number("orientation")?,
                };
                Self::Bar(bar, contrast)
            }
            Some("grating") => {
                let grating = Grating {
                    side: retina,
                    frequency: number("frequency")?,
                    phase: number("phase")?,
                    orientation: number("orientation")?,
                };
                Self::Grating(grating, contrast)
            }
            Some("grey") => {
                let side = pixels.len().isqrt();
                if side * side != pixels.len() || side < retina || side > 255 {
                    let why = "pixels are no square with one for each cell of the retina, 255 × \
                               255 at most";
                    return Err(Error::new(format!("{} {why}", pixels.len())));
                }
                let level = |&pixel: &u8| (f64::from(pixel) * contrast).round() as u8;
                Self::Grey { side, pixels: pixels.iter().map(level).collect() }
            }
            other => {
                let other = other.unwrap_or_default();
                return Err(Error::new(format!(
                    "no picture {other}; there are nothing, gaussian, bar, grating and grey"
                )));
            }
        })
    }

    /// Puts it on a retina.
    pub fn paint<A: Activity, S: Side>(&self, retina: &mut SheetOf<A, S>) {
        match self {
            Self::Nothing => retina.fill_with(|_, _| A::ZERO),
            Self::Gaussian(gaussian, contrast) => retina.draw(&Faint(*gaussian, *contrast)),
            Self::Bar(bar, contrast) => retina.draw(&Faint(*bar, *contrast)),
            Self::Grating(grating, contrast) => retina.draw(&Faint(*grating, *contrast)),
            Self::Grey { side, pixels } => {
                if let Ok(image) = GreyImage::new(pixels, *side, *side, *side) {
                    retina.show(&image);
                }
            }
        }
    }

    /// The same in grey pixels, as a board is sent it: as it is, or a pixel for each cell.
    pub fn grey(&self, retina: usize) -> Self {
        let dim = |stimulus: &dyn Fn(f64, f64) -> f64, contrast: f64| {
            let cells = (0..retina).flat_map(|row| (0..retina).map(move |column| (row, column)));
            let level = |(row, column)| {
                (255.0 * contrast * stimulus(row as f64, column as f64)).round() as u8
            };
            cells.map(level).collect()
        };
        let pixels = match self {
            Self::Grey { .. } => return self.clone(),
            Self::Nothing => vec![0; retina * retina],
            Self::Gaussian(gaussian, contrast) => dim(&|r, c| gaussian.at(r, c), *contrast),
            Self::Bar(bar, contrast) => dim(&|r, c| bar.at(r, c), *contrast),
            Self::Grating(grating, contrast) => dim(&|r, c| grating.at(r, c), *contrast),
        };
        Self::Grey { side: retina, pixels }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::{Fixed16, Sheet};
    use serde_json::json;

    #[test]
    fn a_stimulus_has_the_bits_of_the_core() {
        let request = json!({"kind": "gaussian", "row": 6, "column": 5.5, "width": 1.5,
            "length": 1.5, "orientation": 0});
        let shown = Shown::read(&request, &[], 12).unwrap();
        let (mut ours, mut core) = (Sheet::<Fixed16, 12>::new(), Sheet::<Fixed16, 12>::new());
        shown.paint(&mut ours);
        core.draw(&OrientedGaussian::round(6.0, 5.5, 1.5));
        assert_eq!(ours, core);
        let mut grey = Sheet::<Fixed16, 12>::new();
        shown.grey(12).paint(&mut grey);
        let far = |row: usize, column: usize| {
            (grey.unit(row, column).to_num::<f64>() - core.unit(row, column).to_num::<f64>()).abs()
        };
        assert!((0..12).all(|row| (0..12).all(|column| far(row, column) < 1.0 / 255.0)));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let read = |request: Value, pixels: &[u8]| Shown::read(&request, pixels, 12);
        let says = |request, pixels: &[u8]| read(request, pixels).unwrap_err().line().to_owned();
        assert_eq!(says(json!({"kind": "bar", "row": 1}), &[]), "the picture has no column");
        assert!(says(json!({"kind": "fish"}), &[]).starts_with("no picture fish; there are"));
        assert!(says(json!({"kind": "grey"}), &[0; 143]).starts_with("143 pixels are no square"));
        assert!(read(json!({"kind": "grey", "contrast": 0.5}), &[255; 144]).is_ok());
    }
}
