//! Where things are on a display of any size.

use crate::{
    arrangement::{Arrangement, Sides, Style},
    zoom::Zoom,
};
use embedded_graphics::{mono_font::MonoFont, prelude::*, primitives::Rectangle};

/// A square for a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Square {
    /// The upper left pixel.
    pub corner: Point,
    /// Its side.
    pub pixels: u32,
}

/// Where the sheets and the text are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Layout {
    /// Three small squares and a large one; or on the smallest displays one and the same four
    /// times, for one sheet after the other.
    pub squares: [Square; 4],
    /// The places for the squares' titles.
    pub titles: [Rectangle; 4],
    /// The font of the titles.
    pub title: Option<&'static MonoFont<'static>>,
    /// Whether titles stand in the middle of their places, so that neighbours do not touch.
    pub centred: bool,
    /// The place for text.
    pub status: Rectangle,
    /// The font of the text.
    pub text: Option<&'static MonoFont<'static>>,
    /// A font for text with longer words.
    pub smaller: Option<&'static MonoFont<'static>>,
    /// Whether the squares have frames of one pixel; else lines are between them.
    pub framed: bool,
}

impl Layout {
    /// For sheets of the side of the retina and the LGN in the small squares and of V1's in the
    /// large one, in the arrangement and at the scales that cover most pixels.
    #[inline(never)] // so that what it needs of the stack is free while V1 settles
    pub fn new(display: Size, lgn: usize, v1: usize) -> Self {
        let (lgn, v1) = (lgn as u32, v1 as u32);
        let mut best = (0, Self::one(display));
        if is_single(display) {
            return best.1;
        }
        let style = Style::new(display);
        let mut large = Zoom::fit(v1, style.room.width.max(style.room.height));
        while large.pixels(v1) > 3 {
            let mut small = Zoom::fit(lgn, large.pixels(v1));
            while small.pixels(lgn) > 3 {
                let sides = Sides { small: small.pixels(lgn), large: large.pixels(v1) };
                for arrangement in style.arrangements(sides).into_iter().flatten() {
                    let score = score(&style, &arrangement, sides);
                    if score > best.0 {
                        best = (score, Self::arranged(&style, &arrangement, sides));
                    }
                }
                small = small.next_smaller(lgn);
            }
            large = large.next_smaller(v1);
        }
        best.1
    }

    /// One square in the middle.
    fn one(display: Size) -> Self {
        let pixels = display.width.min(display.height);
        let corner = Point::zero() + (display - Size::new_equal(pixels)) / 2;
        Self {
            squares: [Square { corner, pixels }; 4],
            titles: [Rectangle::zero(); 4],
            title: None,
            centred: false,
            status: Rectangle::zero(),
            text: None,
            smaller: None,
            framed: false,
        }
    }

    /// In the middle of the display.
    fn arranged(style: &Style, arrangement: &Arrangement, sides: Sides) -> Self {
        let Arrangement { corners, titles, title, status, text, used } = *arrangement;
        let offset = (style.room - used) / 2 + Size::new_equal(style.margin);
        let moved = |place: Rectangle| Rectangle::new(place.top_left + offset, place.size);
        let mut squares = corners.map(|(x, y)| Square {
            corner: Point::new(x as i32, y as i32) + offset,
            pixels: sides.small,
        });
        squares[3].pixels = sides.large;
        Self {
            squares,
            titles: titles.map(moved),
            title,
            centred: style.between == 1,
            status: moved(status),
            text,
            smaller: Some(style.fonts[1]),
            framed: style.edge > 0,
        }
    }

    /// Whether the sheets share one square.
    pub fn is_single(&self) -> bool {
        self.squares[0] == self.squares[3]
    }
}

/// Whether on a display of this size the sheets share one square. Of the size alone, so that the
/// compiler leaves out what a board's display does not need.
pub(crate) fn is_single(display: Size) -> bool {
    display.height < 16 || display.width < 32 || display.width.max(display.height) <= 32
}

/// The pixels covered, V1's twice; half as much without room for text, or with V1 above three and a
/// half times the others' side. 0 where it does not fit.
fn score(style: &Style, arrangement: &Arrangement, Sides { small, large }: Sides) -> u32 {
    let Arrangement { used, text, .. } = arrangement;
    if used.width > style.room.width || used.height > style.room.height {
        return 0;
    }
    let covered = 3 * small * small + 2 * large * large;
    let balanced = 7 * small >= 2 * large;
    covered << (u32::from(text.is_some()) + u32::from(balanced))
}
