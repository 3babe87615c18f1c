//! What is shown at which presentation, and to which eye.

use crate::{error::Error, picture_stream::PictureStream, pictures::Pictures, waves::Waves};
use lissom::{
    SheetOf,
    input::{NoisyDiscs, Stream},
    number::Activity,
    random::Pcg32,
    side::Side,
    snapshot::{Section, Tag},
};

/// Two eyes, whose pictures are of one stream.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Eyes {
    /// The part of all presentations in which both see the same, 0 to 1; otherwise each sees its
    /// own.
    pub correlation: f64,
}

/// One eye at several moments.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Motion {
    /// How far a Gaussian moves across its long axis from one to the next, in retina cells, 0 to
    /// 255.
    pub speed: f64,
    /// How many moments V1 sees at once, 2 to 4.
    pub frames: u32,
}

/// What V1 sees besides the first picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Second {
    /// What the other eye sees.
    Eye(Eyes),
    /// What the same eye has seen before.
    Moment(Motion),
}

impl Second {
    /// How many pictures V1 sees at once, 2 to 4.
    pub const fn pictures(&self) -> usize {
        match self {
            Self::Eye(_) => 2,
            Self::Moment(motion) => motion.frames as usize,
        }
    }

    /// All its numbers.
    pub fn numbers(&self) -> Vec<f64> {
        match *self {
            Self::Eye(Eyes { correlation }) => vec![4.0, correlation],
            Self::Moment(Motion { speed, frames }) => vec![5.0, speed, frames.into()],
        }
    }
}

/// The pictures of a training, one after the other.
#[derive(Debug, Clone)]
pub struct Course {
    pictures: PictureStream,
    waves: Option<(u32, NoisyDiscs)>,
    second: Option<(Second, Pcg32)>,
    /// Whether the next picture is one of the waves.
    is_wave: bool,
}

const PICTURES: Tag = *b"PICT";
const WAVES: Tag = *b"WAVE";
const EYES: Tag = *b"EYES";

/// Parts of one in which correlations are counted.
const PARTS: u32 = 1 << 24;

impl Course {
    /// The pictures of a seed.
    ///
    /// # Errors
    ///
    /// Where a parameter is out of its range.
    pub fn new(
        pictures: &Pictures,
        waves: Option<&Waves>,
        second: Option<Second>,
        seed: u64,
    ) -> Result<Self, Error> {
        let waves = waves.map(|waves| {
            let discs = NoisyDiscs::new(&waves.discs, seed);
            let discs = discs.map_err(|error| Error::new(format!("waves.{error}")))?;
            Ok::<_, Error>((waves.presentations, discs))
        });
        Ok(Self {
            pictures: pictures.stream(seed)?,
            waves: waves.transpose()?,
            second: second.map(|second| (second, Pcg32::new(seed, 8))),
            is_wave: false,
        })
    }

    /// Goes to the picture that follows `presentations`.
    pub fn go_to(&mut self, presentations: u32) {
        self.is_wave = self.waves.as_ref().is_some_and(|(until, _)| presentations < *until);
    }

    /// Draws what V1 sees of the next picture, and what it sees besides it.
    pub fn draw_all<A: Activity, S: Side>(&mut self, retinas: &mut [SheetOf<A, S>]) {
        if let (PictureStream::Gaussians(stream), Some((Second::Moment(motion), _)), false) =
            (&mut self.pictures, &self.second, self.is_wave)
        {
            return stream.draw_moving(motion.speed, retinas);
        }
        let is_same = match &mut self.second {
            Some((Second::Eye(eyes), random)) => {
                random.below(PARTS) < (eyes.correlation * f64::from(PARTS)).round() as u32
            }
            _ => true,
        };
        let Some((first, others)) = retinas.split_first_mut() else { return };
        self.draw(first);
        for other in others {
            if is_same {
                other.units_mut().copy_from_slice(first.units());
            } else {
                self.draw(other);
            }
        }
    }

    /// What a snapshot holds of it.
    pub fn sections(&self) -> Vec<(Tag, &dyn Section)> {
        let mut all = vec![(PICTURES, self.pictures.section())];
        if let Some((_, discs)) = &self.waves {
            all.push((WAVES, discs));
        }
        if let Some((_, random)) = &self.second {
            all.push((EYES, random));
        }
        all
    }

    /// What a snapshot changes of it.
    pub fn sections_mut(&mut self) -> Vec<(Tag, &mut dyn Section)> {
        let mut all = vec![(PICTURES, self.pictures.section_mut())];
        if let Some((_, discs)) = &mut self.waves {
            all.push((WAVES, discs));
        }
        if let Some((_, random)) = &mut self.second {
            all.push((EYES, random));
        }
        all
    }
}

impl<A: Activity, S: Side> Stream<A, S> for Course {
    fn draw(&mut self, retina: &mut SheetOf<A, S>) {
        match &mut self.waves {
            Some((_, discs)) if self.is_wave => discs.draw(retina),
            _ => self.pictures.draw(retina),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::{Sheet, input::GaussianParams};

    const GAUSSIAN: GaussianParams = GaussianParams {
        sigma_across: 1.0,
        sigma_along: 4.0,
        count: 1,
        separation: 0.0,
        margin: 12.0,
        contrast: [1.0; 2],
    };

    fn course(waves: Option<&Waves>, second: Option<Second>) -> Course {
        Course::new(&Pictures::Gaussians(GAUSSIAN), waves, second, 1).unwrap()
    }

    /// The waves end at their presentation, wherever a training goes on from.
    #[test]
    fn pictures_follow_waves() {
        let waves = Waves { presentations: 3, ..Waves::usual(6.5) };
        let mut course = course(Some(&waves), None);
        let mut retina = Sheet::<f64, 36>::new();
        let noisy: Vec<_> = [0, 1, 2, 3, 4, 2]
            .map(|presentations| {
                course.go_to(presentations);
                course.draw(&mut retina);
                retina.0[0].iter().filter(|&&cell| cell > 0.0).count() > 30
            })
            .into();
        assert_eq!(noisy, [true, true, true, false, false, true]);
    }

    /// Pearson's correlation of what two eyes see, over all cells and pictures.
    fn correlation(second: Second) -> f64 {
        // over all of the retina, so that no cell's mean is another's
        let pictures = Pictures::Gaussians(GaussianParams { margin: 0.0, ..GAUSSIAN });
        let mut course = Course::new(&pictures, None, Some(second), 1).unwrap();
        let mut retinas = [Sheet::<f64, 36>::new(), Sheet::new()];
        let (mut n, mut sums, mut products) = (0.0, [0.0; 2], [0.0; 3]);
        for _ in 0..1500 {
            course.draw_all(&mut retinas);
            for (&a, &b) in retinas[0].units().iter().zip(retinas[1].units()) {
                n += 1.0;
                sums = [sums[0] + a, sums[1] + b];
                products = [products[0] + a * a, products[1] + b * b, products[2] + a * b];
            }
        }
        let [a, b] = sums.map(|sum| sum / n);
        (products[2] / n - a * b) / ((products[0] / n - a * a) * (products[1] / n - b * b)).sqrt()
    }

    #[test]
    fn eyes_have_their_correlation() {
        for wanted in [0.0, 0.3, 0.7, 1.0] {
            let found = correlation(Second::Eye(Eyes { correlation: wanted }));
            assert!((found - wanted).abs() < 0.05, "{wanted}: {found}");
        }
    }

    /// A Gaussian moves by its speed, across its long axis, to either side alike.
    #[test]
    fn motion_has_its_speed() {
        let mut course = course(None, Some(Second::Moment(Motion { speed: 3.0, frames: 3 })));
        let mut retinas = [Sheet::<f64, 48>::new(), Sheet::new(), Sheet::new()];
        let mut downwards = 0;
        for _ in 0..400 {
            course.draw_all(&mut retinas);
            let moments = |retina: &Sheet<f64, 48>| {
                let mut all = [0.0; 6];
                for (i, &cell) in retina.units().iter().enumerate() {
                    let (y, x) = ((i / 48) as f64, (i % 48) as f64);
                    for (sum, factor) in all.iter_mut().zip([1.0, y, x, y * y, x * x, x * y]) {
                        *sum += cell * factor;
                    }
                }
                let [n, y, x, ..] = all;
                let (y, x) = (y / n, x / n);
                [y, x, all[3] / n - y * y, all[4] / n - x * x, all[5] / n - x * y]
            };
            let [[y, x, yy, xx, xy], before, earlier] = retinas.each_ref().map(moments);
            let (down, right) = (y - before[0], x - before[1]);
            assert!((down.hypot(right) - 3.0).abs() < 0.05, "{down} {right}");
            // it goes straight on
            let [down_before, right_before] = [0, 1].map(|axis| before[axis] - earlier[axis]);
            assert!((down - down_before).hypot(right - right_before) < 0.05, "{down} {right}");
            // the variance along the motion is that across the long axis
            let along = (down * down * yy + right * right * xx + 2.0 * down * right * xy) / 9.0;
            assert!((along - 1.0).abs() < 0.1, "{along}");
            downwards += usize::from(down > 0.0);
        }
        assert!((150..250).contains(&downwards), "{downwards}");
    }
}
