//! The show on a display so small that its sheets share one square.

use embedded_graphics::{pixelcolor::Rgb888, prelude::*};
use lissom::{Fixed16, Params};
use lissom_demo::{Gallery, Screen, Show, Stimulus};
use std::convert::Infallible;

lissom::network!(mod map = Params::notebook(12));
static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();
static PICTURES: [Stimulus<12>; 4] = lissom_demo::stimuli();

/// In one square for all sheets each has a hue, from black to full, and the retina none.
#[test]
fn one_square_has_a_hue_a_sheet() {
    /// What is shown, and all that was.
    struct Pages([Rgb888; 64], Vec<[Rgb888; 64]>);
    impl OriginDimensions for Pages {
        fn size(&self) -> Size {
            Size::new(8, 8)
        }
    }
    impl DrawTarget for Pages {
        type Color = Rgb888;
        type Error = Infallible;
        fn draw_iter<I: IntoIterator<Item = Pixel<Rgb888>>>(
            &mut self,
            pixels: I,
        ) -> Result<(), Infallible> {
            let all = self.bounding_box();
            for Pixel(at, color) in pixels.into_iter().filter(|pixel| all.contains(pixel.0)) {
                self.0[(8 * at.y + at.x) as usize] = color;
            }
            Ok(())
        }
    }
    impl Screen for Pages {
        fn flush(&mut self) -> Result<(), Infallible> {
            self.1.push(self.0);
            Ok(())
        }
    }
    let mut show = Show::new(Pages([Rgb888::BLACK; 64], Vec::new()), (), (), ());
    let (lissom, mut state) = (WEIGHTS.frozen_lissom(), map::State::new());
    show.turn(&lissom, &mut Gallery::new(&PICTURES), &mut state).unwrap();
    // cleared; letter and sheet of retina, ON and OFF; V1's letter, its ten steps, and V1 settled
    let pages = &show.screen().1;
    assert_eq!(pages.len(), 1 + 2 * 3 + 1 + 10 + 1);
    let hues = |page: &[Rgb888]| {
        let channel = |of: fn(&Rgb888) -> u8| page.iter().any(|color| of(color) > 3);
        [channel(|color| color.r()), channel(|color| color.g()), channel(|color| color.b())]
    };
    let [white, red, green, blue] =
        [[true; 3], [true, false, false], [false, true, false], [false, false, true]];
    let expected = [[false; 3], white, white, red, red, blue, blue, green];
    assert!(pages[..8].iter().map(|page| hues(page)).eq(expected));
    assert_eq!(hues(&pages[18]), green);
    // a white dot goes round while V1 settles
    let white = |page: &[Rgb888]| page.iter().position(|&color| color == Rgb888::WHITE);
    let dots: Vec<_> = pages[8..].iter().map(|page| white(page)).collect();
    let border = [0, 1, 2, 3, 4, 5, 6, 7, 15, 23].map(Some);
    assert_eq!(dots, [&border[..], &[None]].concat());
    // and the letters differ from one another and from the sheets
    for (i, j) in [(1, 3), (1, 5), (3, 5), (1, 2), (3, 4), (5, 6)] {
        let lit = |page: usize| pages[page].iter().map(|&color| color != Rgb888::BLACK);
        assert!(lit(i).ne(lit(j)), "{i} {j}");
    }
}
