//! Automatic gain for the frames of sensors.

use super::{GreyImage, Sample, image::STEPS};
use crate::{error::Error, number::Activity, sheet::SheetOf, side::Side};

/// The range of a sensor's samples, which is shown as 0..=1 and follows the scene.
///
/// It starts as the first frame's smallest and largest sample. From frame to frame, an end beyond
/// which there are samples moves half the way to the outermost of these; otherwise it comes back by
/// a 32nd of the way, in steps of 1/256 sample. A range that is smaller than the least one, as of a
/// flat scene, is widened about its middle: there noise stays as small as it is, about 0.5.
///
/// ```
/// use lissom::{Sheet, input::{AutoGain, GreyImage}};
/// let mut gain = AutoGain::new(8)?; // noise is far below 8
/// let mut retina = Sheet::<f32, 2>::new();
/// gain.show(&GreyImage::new(&[2931_u16, 2939, 2931, 2971], 2, 2, 2)?, &mut retina);
/// assert_eq!(retina.0, [[0.0, 0.2], [0.0, 1.0]]);
/// let mut gain = AutoGain::new(8)?;
/// gain.show(&GreyImage::new(&[2931_u16, 2932, 2931, 2932], 2, 2, 2)?, &mut retina);
/// assert_eq!(retina.0[0], [0.4375, 0.5625]);
/// # Ok::<(), lissom::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AutoGain {
    /// All in 1/[`STEPS`] of a sample.
    least: i32,
    range: Option<[i32; 2]>,
}

impl AutoGain {
    /// Before the first frame. Differences of `least`, 1..=65535 samples, and larger ones are shown
    /// as 0..=1 at most.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] if `least` is 0.
    pub const fn new(least: u16) -> Result<Self, Error> {
        if least == 0 {
            let (what, allowed) = ("least range", "a number of 1..=65535");
            return Err(Error::OutOfRange { what, value: 0.0, allowed });
        }
        Ok(Self { least: least as i32 * STEPS, range: None })
    }

    /// Lets the range follow a frame and [shows](SheetOf::show) it in that range. Reads every
    /// sample once more.
    pub fn show<P: Sample, A: Activity, S: Side>(
        &mut self,
        frame: &GreyImage<'_, P>,
        retina: &mut SheetOf<A, S>,
    ) {
        let (mut seen, samples) = ([i32::MAX, 0], frame.rows().flatten());
        for &sample in samples {
            let sample: u16 = sample.into();
            let level = i32::from(sample) * STEPS;
            seen = [seen[0].min(level), seen[1].max(level)];
        }
        let [low, high] = self.range.unwrap_or(seen);
        let [low, high] = [low - outwards(low - seen[0]), high + outwards(seen[1] - high)];
        self.range = Some([low, high]);
        let span = (high - low).max(self.least);
        let black = (low + high - span) / 2;
        retina.show_between(frame, [black, black + span]);
    }
}

/// How far an end of the range moves outwards where samples lie so far beyond it.
const fn outwards(beyond: i32) -> i32 {
    if beyond > 0 { (beyond + 1) / 2 } else { beyond / 32 }
}
