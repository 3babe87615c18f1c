//! The order in which pictures, or parts of them, are shown.

use crate::image_set::ImageSet;
use lissom::{
    SheetOf, input::Stream, number::Activity, random::Pcg32, side::Side, snapshot::Section,
};

/// An endless stream of parts, with the bits of [`Patches`](lissom::input::Patches), or of whole
/// pictures.
#[derive(Debug, Clone)]
pub struct ImageStream {
    images: ImageSet,
    random: Pcg32,
}

impl ImageStream {
    /// Pictures in the order of a seed.
    pub fn new(images: ImageSet, seed: u64) -> Self {
        Self { images, random: Pcg32::new(seed, 3) }
    }

    /// What a snapshot holds of it: the same bytes as of `Patches`.
    pub const fn section(&self) -> &dyn Section {
        &self.random
    }

    /// What a snapshot changes of it.
    pub const fn section_mut(&mut self) -> &mut dyn Section {
        &mut self.random
    }
}

impl<A: Activity, S: Side> Stream<A, S> for ImageStream {
    fn draw(&mut self, retina: &mut SheetOf<A, S>) {
        let Self { images: ImageSet { images, window, parts }, random } = self;
        let image = match &**images {
            [image] => image, // without drawing a number
            images => &images[random.below(images.len() as u32) as usize],
        };
        // the images were checked when they were read
        let _ = if *window == 0 {
            image.show(retina)
        } else if parts.turned {
            image.show_turned(*window, random, retina)
        } else {
            let mut place = |size: usize| {
                let places = (size - *window) as u64 + 1;
                ((u64::from(random.next_u32()) * places) >> 32) as usize
            };
            let [width, height] = image.size();
            let corner = [place(height), place(width)];
            image.show_part(corner, [*window; 2], retina)
        };
        if parts.contrast != [1.0; 2] {
            let [low, high] = parts.contrast.map(|contrast| (contrast * ONE).round() as u32);
            let white =
                i64::from(if low < high { low + random.below(high - low + 1) } else { low });
            for cell in retina.units_mut() {
                *cell = A::from_q24(((i64::from(cell.to_q24()) * white) >> 15) as i32);
            }
        }
    }
}

/// One in steps of a contrast.
const ONE: f64 = 32_768.0;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        grey::{Grey, Samples},
        part::PartParams,
    };
    use lissom::{
        Sheet,
        input::{GreyImage, Patches},
    };

    fn pixels(width: usize, height: usize) -> Vec<u8> {
        (0..width * height).map(|i| (i * i / 3 + width) as u8).collect()
    }

    fn grey(width: usize, height: usize) -> Grey {
        Grey::new(Samples::Eight(pixels(width, height)), width, height).unwrap()
    }

    #[test]
    fn a_stream_shows_what_patches_show() {
        let set = ImageSet {
            images: [grey(15, 20), grey(30, 10)].into(),
            window: 9,
            parts: PartParams::usual(9),
        };
        let mut ours = ImageStream::new(set.clone(), 7);
        let both = [(15, 20), (30, 10)].map(|(width, height)| pixels(width, height));
        let images = [
            GreyImage::new(&both[0], 15, 20, 15).unwrap(),
            GreyImage::new(&both[1], 30, 10, 30).unwrap(),
        ];
        let mut theirs = Patches::new(&images, 9, 7).unwrap();
        assert_eq!(set.fingerprint().unwrap(), [9, theirs.hash()]);
        for _ in 0..50 {
            let (mut a, mut b) = (Sheet::<f32, 9>::new(), Sheet::new());
            ours.draw(&mut a);
            theirs.draw(&mut b);
            assert_eq!(a, b);
        }
    }

    #[test]
    fn whole_pictures_are_shown_in_turn() {
        let images = [grey(15, 15), grey(30, 30)];
        let parts = PartParams::usual(9);
        let set = ImageSet { images: images.clone().into(), window: 0, parts };
        let mut ours = ImageStream::new(set, 7);
        let mut seen = [0, 0];
        for _ in 0..50 {
            let mut found = Sheet::<f32, 9>::new();
            ours.draw(&mut found);
            for (seen, image) in seen.iter_mut().zip(&images) {
                let mut whole = Sheet::<f32, 9>::new();
                image.show(&mut whole).unwrap();
                *seen += usize::from(whole == found);
            }
        }
        assert!(seen[0] + seen[1] == 50 && seen[0] > 15 && seen[1] > 15, "{seen:?}");
    }

    /// A range of contrasts is uniform, and a picture has one.
    #[test]
    fn contrasts_are_drawn() {
        let white = Grey::new(Samples::Eight(vec![255; 400]), 20, 20).unwrap();
        let parts = PartParams { window: 9, turned: true, contrast: [0.2, 0.8] };
        let set = ImageSet { images: [white].into(), window: 9, parts };
        let mut ours = ImageStream::new(set, 1);
        let mut found = Sheet::<f64, 9>::new();
        let all: Vec<_> = (0..800)
            .map(|_| {
                ours.draw(&mut found);
                assert!(found.units().iter().all(|&cell| cell == found.0[0][0]));
                found.0[0][0]
            })
            .collect();
        let mean = all.iter().sum::<f64>() / 800.0;
        let (least, most) = all.iter().fold((1.0_f64, 0.0_f64), |(a, b), &x| (a.min(x), b.max(x)));
        assert!((mean - 0.5).abs() < 0.02 && least < 0.21 && most > 0.79, "{mean} {least} {most}");
        assert!((0.2..=0.8 + 1e-9).contains(&least) && most < 0.8 + 1e-4);
    }
}
