//! How a picture becomes the square that a retina is shown.

use crate::{
    error::Error,
    grey::{Grey, MOST},
};

/// What becomes of a picture that is no square.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Fit {
    /// The square in its middle.
    #[default]
    Crop,
    /// All of it, in the middle of a square of the background.
    Pad,
    /// All of it, out of proportion.
    Stretch,
}

impl Fit {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Crop, Self::Pad, Self::Stretch];

    /// The name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Crop => "crop",
            Self::Pad => "pad",
            Self::Stretch => "stretch",
        }
    }
}

/// What lies under transparent pixels and beside padded pictures, unless something else is asked
/// for: white.
pub const BACKGROUND: f64 = 1.0;

/// Pictures that have more pixels across than this and than the retina has cells are reduced: it is
/// the most that boards take.
pub const USUAL: u8 = 64;

/// How pictures become squares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Framing {
    /// What becomes of those that are no square.
    pub fit: Fit,
    /// What lies under transparent pixels and beside padded pictures, 0 to 1.
    pub background: f64,
}

impl Default for Framing {
    fn default() -> Self {
        Self { fit: Fit::Crop, background: BACKGROUND }
    }
}

impl Framing {
    /// The square for a retina of this side: as large as the picture, or else as the larger of
    /// [`USUAL`] and the retina. `send`, which does not know the retina, sends the same for one of
    /// up to [`USUAL`] cells across.
    pub fn for_retina(self, grey: Grey, retina: usize) -> Result<Grey, Error> {
        let most = retina.clamp(USUAL.into(), u8::MAX.into());
        self.square(grey, |own| own.min(most) as u8)
    }

    /// The square of the side that `side` makes of its own.
    pub fn square(self, grey: Grey, side: impl FnOnce(usize) -> u8) -> Result<Grey, Error> {
        let [width, height] = grey.size();
        let (least, most) = (width.min(height), width.max(height));
        let (square, own) = match self.fit {
            Fit::Crop if width == height => (grey, least),
            Fit::Crop => {
                let corner = [(height - least) / 2, (width - least) / 2];
                (grey.part(corner, [least, least]), least)
            }
            Fit::Pad => {
                let bytes = grey.bytes() / least as u64 * most as u64;
                if bytes > MOST {
                    let why = format!("{width} × {height} pixels are too many to pad to a square");
                    return Err(Error::new(why));
                }
                (grey.padded(self.background), most)
            }
            Fit::Stretch => (grey, most),
        };
        let side = side(own);
        if square.size() == [usize::from(side); 2] { Ok(square) } else { square.scaled(side) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grey::Samples;

    #[test]
    fn oblong_pictures_become_squares() {
        let grey = |pixels: &[u8], width| {
            Grey::new(Samples::Eight(pixels.to_vec()), width, pixels.len() / width).unwrap()
        };
        let oblong = grey(&[10, 20, 30, 40, 50, 60, 70, 80], 4);
        for (fit, side, expected) in [
            (Fit::Crop, 2, &[20, 30, 60, 70][..]),
            (Fit::Crop, 1, &[45]),
            (Fit::Pad, 4, &[0, 0, 0, 0, 10, 20, 30, 40, 50, 60, 70, 80, 0, 0, 0, 0]),
            (Fit::Pad, 2, &[8, 18, 28, 38]),
            (Fit::Stretch, 2, &[15, 35, 55, 75]),
        ] {
            let framing = Framing { fit, background: 0.0 };
            let square = framing.square(oblong.clone(), |_| side).unwrap();
            assert_eq!(square, grey(expected, side.into()), "{fit:?} {side}");
        }
        let own = Framing { fit: Fit::Stretch, ..Framing::default() }.for_retina(oblong, 2);
        assert_eq!(own.unwrap().size(), [4, 4]);
        let large = grey(&[9; 30_000], 300);
        for (retina, side) in [(24, 64), (90, 90), (255, 100)] {
            let square = Framing::default().for_retina(large.clone(), retina).unwrap();
            assert_eq!(square.size(), [side; 2]);
        }
        let long = grey(&[0; 32_767], 32_767);
        assert_eq!(Framing::default().for_retina(long.clone(), 9).unwrap().size(), [1, 1]);
        let pad = Framing { fit: Fit::Pad, ..Framing::default() };
        assert!(pad.for_retina(long, 9).unwrap_err().line().contains("32767 × 1 pixels"));
    }
}
