//! Sensors of 8 × 8 cells as sources of pictures.

use lissom::{
    SheetOf,
    input::{AutoGain, GreyImage, Stream},
    number::Activity,
    side::Side,
    snapshot::Section,
};

/// Cells in a row, and rows.
const CELLS: usize = 8;

/// What a sensor's cells measure, row by row; brighter is more.
pub type Frame = [u16; CELLS * CELLS];

/// A sensor of 8 × 8 cells.
pub trait Sensor {
    /// Why a frame was not read.
    type Error;

    /// Waits for the next frame.
    ///
    /// # Errors
    ///
    /// If the sensor does not answer, or wrongly. The next call tries again.
    fn read(&mut self, frame: &mut Frame) -> Result<(), Self::Error>;
}

/// A thermal camera's cell, from the register of an AMG8833: a temperature in quarters of a degree
/// Celsius, 12 bits in two's complement. Becomes that above −512 °C.
pub const fn warmth(register: u16) -> u16 {
    (register & 0xFFF) ^ 0x800
}

/// The range of [`warmth`] below which a scene is flat: 2 °C.
pub const WARMTH: u16 = 8;

/// A time-of-flight sensor's cell, in millimetres, if a target was seen: becomes how much nearer
/// than 4 m it is, the most that a VL53L5CX measures.
pub const fn nearness(distance: Option<i16>) -> u16 {
    match distance {
        Some(distance @ 0..4000) => 4000 - distance as u16,
        Some(..0) => 4000,
        _ => 0,
    }
}

/// The range of [`nearness`] below which a scene is flat: 10 cm.
pub const NEARNESS: u16 = 100;

/// Pictures from a sensor, with automatic gain: the newest frame each time. Where none could be
/// read, the last one stays.
#[derive(Debug)]
pub struct Sensed<S> {
    sensor: S,
    gain: AutoGain,
    frame: Frame,
    /// Frames that could not be read.
    pub failures: u32,
    /// The retina's hash as it was shown last.
    pub shown: u32,
}

impl<S: Sensor> Sensed<S> {
    /// Pictures whose range is at least `least`, such as [`WARMTH`] or [`NEARNESS`].
    ///
    /// # Errors
    ///
    /// [`OutOfRange`](lissom::Error::OutOfRange) if it is 0.
    pub fn new(sensor: S, least: u16) -> Result<Self, lissom::Error> {
        let gain = AutoGain::new(least)?;
        Ok(Self { sensor, gain, frame: [0; CELLS * CELLS], failures: 0, shown: 0 })
    }
}

impl<S: Sensor, A: Activity, R: Side> Stream<A, R> for Sensed<S> {
    fn draw(&mut self, retina: &mut SheetOf<A, R>) {
        if self.sensor.read(&mut self.frame).is_err() {
            self.failures = self.failures.saturating_add(1);
        }
        if let Ok(image) = GreyImage::new(&self.frame, CELLS, CELLS, CELLS) {
            self.gain.show(&image, retina);
        }
        self.shown = retina.hash();
    }
}

/// A snapshot keeps nothing of what a sensor sees: it sees it again.
impl<S> Section for Sensed<S> {
    fn size(&self) -> usize {
        0
    }

    fn copy_out(&self, _: usize, _: &mut [u8]) {}

    fn copy_in(&mut self, _: usize, _: &[u8]) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::Sheet;

    #[test]
    fn cells_are_brighter_where_there_is_more() {
        // the data sheet's examples: 125 °C, 25 °C, 0.25 °C, 0 °C, −0.25 °C, −55 °C
        let registers = [0x1F4, 0x064, 0x001, 0x000, 0xFFF, 0xF24];
        let quarters = registers.map(|register| i32::from(warmth(register)) - 2048);
        assert_eq!(quarters, [500, 100, 1, 0, -1, -220]);
        let distances = [None, Some(i16::MAX), Some(4000), Some(3999), Some(20), Some(0), Some(-9)];
        assert_eq!(distances.map(nearness), [0, 0, 0, 1, 3980, 4000, 4000]);
    }

    /// Gives its frames, and fails at 0.
    struct Played(std::vec::Vec<u16>);

    impl Sensor for Played {
        type Error = ();

        fn read(&mut self, frame: &mut Frame) -> Result<(), ()> {
            match self.0.remove(0) {
                0 => Err(()),
                first => {
                    *frame = core::array::from_fn(|cell| first + cell as u16 / 8);
                    Ok(())
                }
            }
        }
    }

    #[test]
    fn a_frame_that_fails_leaves_the_last() {
        let mut sensed = Sensed::new(Played(std::vec![100, 0, 100]), 7).unwrap();
        for failures in [0, 1, 1] {
            let mut retina = Sheet::<f64, 8>::new();
            sensed.draw(&mut retina);
            assert_eq!((sensed.failures, sensed.shown), (failures, retina.hash()));
            assert_eq!(retina.0[0], [0.0; 8]);
            assert_eq!(retina.0[7], [1.0; 8]);
        }
        assert!(Sensed::new(Played(std::vec![]), 0).is_err());
    }
}
