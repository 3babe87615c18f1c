//! Where things are on a display of any size.

use embedded_graphics::{
    mono_font::{
        MonoFont,
        ascii::{FONT_4X6, FONT_5X8, FONT_6X10},
    },
    prelude::*,
    primitives::Rectangle,
};

/// How many pixels a unit has, or units a pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zoom {
    /// A unit is a square of this many pixels' side.
    In(u32),
    /// A pixel is the brightest of a square of this many units' side.
    Out(u32),
}

impl Zoom {
    /// The largest at which `side` units fit into `pixels`; at least one pixel is drawn.
    pub const fn fit(side: u32, pixels: u32) -> Self {
        let pixels = if pixels == 0 { 1 } else { pixels };
        if side <= pixels {
            Self::In(pixels / if side == 0 { 1 } else { side })
        } else {
            Self::Out(side.div_ceil(pixels))
        }
    }

    /// Pixels of `side` units.
    pub const fn pixels(self, side: u32) -> u32 {
        match self {
            Self::In(pixels) => side * pixels,
            Self::Out(units) => side.div_ceil(units),
        }
    }

    const fn next_smaller(self) -> Self {
        match self {
            Self::In(1) => Self::Out(2),
            Self::In(pixels) => Self::In(pixels - 1),
            Self::Out(units) => Self::Out(units + 1),
        }
    }
}

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
    /// Three small squares and a large one; or on displays of less than 16 pixels' height or width
    /// one and the same four times, for one sheet after the other.
    pub squares: [Square; 4],
    /// The font of the titles above the squares.
    pub title: Option<&'static MonoFont<'static>>,
    /// The font of the lines in `status`.
    pub text: Option<&'static MonoFont<'static>>,
    /// The place for text.
    pub status: Rectangle,
    /// Whether the squares have frames of one pixel.
    pub framed: bool,
}

/// What is the same for all arrangements on a display.
struct Style {
    display: Size,
    title: Option<&'static MonoFont<'static>>,
    text: &'static MonoFont<'static>,
    edge: u32,
    gap: u32,
}

/// Upper left pixels and sides of the cells (titles and frames included) of an arrangement.
struct Cells {
    places: [(u32, u32); 4],
    status: Rectangle,
    used: Size,
}

/// Reads better on a display where there is room for this much text.
const TEXT: Size = Size::new(8, 3);

impl Layout {
    /// For sheets of the side of the retina and the LGN in the small squares and of V1's in the
    /// large one, in the arrangement and at the scales that cover most pixels.
    pub fn new(display: Size, lgn: usize, v1: usize) -> Self {
        let (lgn, v1) = (lgn as u32, v1 as u32);
        if display.width.min(display.height) < 16 {
            return Self::one(display, v1);
        }
        let style = Style::new(display);
        let mut best = (0, Self::one(display, v1));
        let mut large = Zoom::fit(v1, display.width.max(display.height));
        while large.pixels(v1) > 3 {
            let mut small = Zoom::fit(lgn, large.pixels(v1));
            while small.pixels(lgn) > 3 {
                let sides = [small.pixels(lgn), large.pixels(v1)];
                for cells in [style.row(sides), style.block(sides), style.column(sides)] {
                    let score = style.score(&cells, sides);
                    if score > best.0 {
                        best = (score, style.layout(&cells, sides));
                    }
                }
                small = small.next_smaller();
            }
            large = large.next_smaller();
        }
        best.1
    }

    /// One square in the middle.
    fn one(display: Size, side: u32) -> Self {
        let room = display.width.min(display.height);
        let pixels = Zoom::fit(side, room).pixels(side);
        let corner = Point::zero() + (display - Size::new_equal(pixels)) / 2;
        let status = Rectangle::zero();
        let squares = [Square { corner, pixels }; 4];
        Self { squares, title: None, text: None, status, framed: false }
    }

    /// Whether the sheets share one square.
    pub fn is_single(&self) -> bool {
        self.squares[0] == self.squares[3]
    }
}

impl Style {
    fn new(display: Size) -> Self {
        let (title, text, edge, gap) = match display.height {
            ..32 => (None, &FONT_4X6, 0, 2),
            32..100 => (Some(&FONT_4X6), &FONT_5X8, 1, 0),
            _ => (Some(&FONT_6X10), &FONT_6X10, 1, 4),
        };
        Self { display, title, text, edge, gap }
    }

    /// The height of a title and the pixel row below it.
    fn title(&self) -> u32 {
        self.title.map_or(0, |font| font.character_size.height + 1)
    }

    fn cell(&self, pixels: u32) -> u32 {
        pixels + 2 * self.edge
    }

    /// Side by side: three small squares above the text, the large one at their right.
    fn row(&self, [small, large]: [u32; 2]) -> Cells {
        let (s, v, gap, title) = (self.cell(small), self.cell(large), self.gap, self.title());
        let left = 3 * (s + gap);
        let top = title + s + 2;
        let lines = TEXT.height * self.text.character_size.height;
        let height = (title + v).max((top + lines).min(self.display.height));
        let used = Size::new(left + v, height.max(title + s));
        let below = Rectangle::new(
            Point::new(0, top as i32),
            Size::new(left.saturating_sub(gap), used.height.saturating_sub(top)),
        );
        let free = self.display.width.saturating_sub(used.width + 2 * gap);
        let right = Rectangle::new(
            Point::new((used.width + 2 * gap) as i32, 0),
            Size::new(free, self.display.height),
        );
        let places = [(0, 0), (s + gap, 0), (2 * (s + gap), 0), (left, 0)];
        if self.characters(below.size) >= self.characters(right.size) {
            Cells { places, status: below, used }
        } else {
            let used = Size::new(self.display.width, used.height.max(self.display.height));
            Cells { places, status: right, used }
        }
    }

    /// A block of two by two: three small squares and the text, the large one at their right.
    fn block(&self, [small, large]: [u32; 2]) -> Cells {
        let (s, v, gap, title) = (self.cell(small), self.cell(large), self.gap, self.title());
        let (across, down) = (s + gap, title + s + gap);
        let used = Size::new(2 * across + v, (2 * down - gap).max(title + v));
        let status = Rectangle::new(
            Point::new(across as i32, (down + title) as i32),
            Size::new(s, used.height.saturating_sub(down + title)),
        );
        Cells { places: [(0, 0), (across, 0), (0, down), (2 * across, 0)], status, used }
    }

    /// Three small squares above the large one, the text at its right or below.
    fn column(&self, [small, large]: [u32; 2]) -> Cells {
        let (s, v, gap, title) = (self.cell(small), self.cell(large), self.gap, self.title());
        let (across, down) = (s + gap, title + s + gap);
        let mut used = Size::new((3 * across - gap).max(v), down + title + v);
        let right = Rectangle::new(
            Point::new((v + 2 * gap) as i32, (down + title) as i32),
            Size::new(used.width.saturating_sub(v + 2 * gap), v),
        );
        let lines = TEXT.height * self.text.character_size.height;
        let below =
            Rectangle::new(Point::new(0, (used.height + gap) as i32), Size::new(used.width, lines));
        let status = if right.size.width >= TEXT.width * self.text.character_size.width {
            right
        } else {
            used.height += gap + lines;
            below
        };
        Cells { places: [(0, 0), (across, 0), (2 * across, 0), (0, down)], status, used }
    }

    /// How much text there is room for; none where lines are too short to be read.
    fn characters(&self, room: Size) -> u32 {
        let glyph = self.text.character_size;
        let across = room.width / glyph.width;
        if across < TEXT.width { 0 } else { across * (room.height / glyph.height) }
    }

    /// The pixels covered, V1's twice; half as much without room for text, or with V1 above twice
    /// the others' side. 0 where it does not fit.
    fn score(&self, cells: &Cells, [small, large]: [u32; 2]) -> u32 {
        if cells.used.width > self.display.width || cells.used.height > self.display.height {
            return 0;
        }
        let (room, glyph) = (cells.status.size, self.text.character_size);
        let text = room.width >= TEXT.width * glyph.width && room.height >= 2 * glyph.height;
        let covered = 3 * small * small + 2 * large * large;
        let balanced = 2 * small >= large;
        covered << (u32::from(text) + u32::from(balanced))
    }

    fn layout(&self, cells: &Cells, [small, large]: [u32; 2]) -> Layout {
        let offset = (self.display - cells.used) / 2;
        let inside = offset + Size::new(self.edge, self.title() + self.edge);
        let mut squares = [Square { corner: Point::zero(), pixels: small }; 4];
        squares[3].pixels = large;
        for (square, &(x, y)) in squares.iter_mut().zip(&cells.places) {
            square.corner = Point::new(x as i32, y as i32) + inside;
        }
        Layout {
            squares,
            title: self.title,
            text: Some(self.text),
            status: Rectangle::new(cells.status.top_left + offset, cells.status.size),
            framed: self.edge > 0,
        }
    }
}
