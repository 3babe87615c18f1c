//! Where pictures for the retina come from.

use lissom::{Fixed16, Sheet, input::OrientedGaussian};

/// A picture to present.
#[derive(Debug)]
pub struct Picture<'a, const SIDE: usize> {
    /// What it is called on the display and in the log.
    pub name: &'a str,
    /// The retina.
    pub retina: &'a Sheet<Fixed16, SIDE>,
    /// Something more to say on the display, such as how many frames were dropped.
    pub note: &'a str,
}

/// A source of pictures: stored ones, a camera, a cable.
pub trait Pictures<const SIDE: usize> {
    /// The picture to present now. `next` says that the one before has been seen long enough, or
    /// that a person asked for another; without it the source may keep to what it has.
    fn look(&mut self, next: bool) -> Picture<'_, SIDE>;

    /// The picture that was looked at has settled, in this many of the clock's ticks, to these
    /// units of V1, row by row. A source that answers, such as a cable, does it here: the
    /// picture is still to be dwelt on.
    fn settled(&mut self, _ticks: u32, _v1: &[Fixed16]) {}
}

/// A name and a picture, in flash.
pub type Stimulus<const SIDE: usize> = (&'static str, Sheet<Fixed16, SIDE>);

/// Stored pictures, one after the other, again and again.
#[derive(Debug)]
pub struct Gallery<const SIDE: usize> {
    pictures: &'static [Stimulus<SIDE>],
    current: usize,
}

impl<const SIDE: usize> Gallery<SIDE> {
    /// Starts with the first picture.
    pub const fn new(pictures: &'static [Stimulus<SIDE>]) -> Self {
        assert!(!pictures.is_empty(), "a gallery needs a picture");
        Self { pictures, current: 0 }
    }

    /// Whether the current picture is the last.
    pub const fn at_end(&self) -> bool {
        self.current + 1 == self.pictures.len()
    }
}

impl<const SIDE: usize> Pictures<SIDE> for Gallery<SIDE> {
    fn look(&mut self, next: bool) -> Picture<'_, SIDE> {
        if next {
            self.current = if self.at_end() { 0 } else { self.current + 1 };
        }
        let (name, retina) = &self.pictures[self.current];
        Picture { name, retina, note: "" }
    }
}

/// The boards' stimuli as pictures.
pub const fn stimuli<const SIDE: usize>() -> [Stimulus<SIDE>; 4] {
    let [one, two, three, four] = gaussians(SIDE);
    [drawn(one), drawn(two), drawn(three), drawn(four)]
}

const fn drawn<const SIDE: usize>(
    (name, gaussian): (&'static str, OrientedGaussian),
) -> Stimulus<SIDE> {
    (name, Sheet::<Fixed16, SIDE>::frozen(gaussian))
}

/// The boards' stimuli, in proportion to the retina's side: a round Gaussian in the middle, two
/// bars of different orientation and place, and a long one.
pub const fn gaussians(side: usize) -> [(&'static str, OrientedGaussian); 4] {
    let unit = side as f64 / 24.0;
    [
        ("gaussian", oriented(unit, [12.0, 12.0], [2.0, 2.0], 0.0)),
        ("bar30", oriented(unit, [12.0, 12.0], [0.75, 2.5], 30.0)),
        ("bar120", oriented(unit, [9.0, 15.0], [0.75, 2.5], 120.0)),
        ("long60", oriented(unit, [12.0, 11.0], [1.0, 6.0], 60.0)),
    ]
}

const fn oriented(
    unit: f64,
    [row, column]: [f64; 2],
    [sigma_row, sigma_column]: [f64; 2],
    orientation: f64,
) -> OrientedGaussian {
    OrientedGaussian {
        row: unit * row,
        column: unit * column,
        sigma_row: unit * sigma_row,
        sigma_column: unit * sigma_column,
        orientation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static PICTURES: [Stimulus<8>; 4] = stimuli();

    #[test]
    fn the_gallery_goes_round() {
        let mut gallery = Gallery::new(&PICTURES);
        let mut names = std::vec::Vec::<std::string::String>::new();
        for next in [false, false, true, true, true, true] {
            names.push(gallery.look(next).name.into());
        }
        assert_eq!(names, ["gaussian", "gaussian", "bar30", "bar120", "long60", "gaussian"]);
    }

    #[test]
    fn stimuli_differ_and_fit() {
        for (i, (name, picture)) in PICTURES.iter().enumerate() {
            assert!(picture.units().iter().any(|unit| unit.to_num::<f32>() > 0.5), "{name}");
            assert!(PICTURES[..i].iter().all(|(_, other)| other != picture), "{name}");
        }
    }
}
