//! The ways in which three small squares, a large one and text share a display.

use embedded_graphics::{
    mono_font::{
        MonoFont,
        ascii::{FONT_4X6, FONT_5X7, FONT_6X10, FONT_7X13},
    },
    prelude::*,
    primitives::Rectangle,
};

type Font = &'static MonoFont<'static>;

/// The longest title.
const TITLE: u32 = 10;
/// Characters that a title in a line with the text needs, and the space after it.
const SHORT_TITLE: u32 = 4;

/// Sides of the small squares and of the large one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sides {
    pub(crate) small: u32,
    pub(crate) large: u32,
}

/// What all arrangements on a display have in common.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// The display without its margin.
    pub(crate) room: Size,
    /// Pixels left free at each border.
    pub(crate) margin: u32,
    /// Of the titles, if there are any.
    pub(crate) title: Option<Font>,
    /// For the text, the larger first.
    pub(crate) fonts: [Font; 2],
    /// The width of a frame, 0 or 1.
    pub(crate) edge: u32,
    /// Pixels between neighbouring squares, their frames included; frames share their lines where
    /// it is 1.
    pub(crate) between: u32,
}

/// Where things are in an arrangement, from its own upper left pixel on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arrangement {
    pub(crate) corners: [(u32, u32); 4],
    pub(crate) titles: [Rectangle; 4],
    pub(crate) title: Option<Font>,
    /// The place for text, and its font if any is readable there.
    pub(crate) status: Rectangle,
    pub(crate) text: Option<Font>,
    pub(crate) used: Size,
}

impl Style {
    pub(crate) fn new(display: Size) -> Self {
        let (margin, title, fonts, edge, between) = match display.width.min(display.height) {
            ..32 => (0, None, [&FONT_4X6; 2], 0, 3),
            32..100 => (1, Some(&FONT_4X6), [&FONT_5X7, &FONT_4X6], 1, 1),
            _ => (1, Some(&FONT_6X10), [&FONT_7X13, &FONT_6X10], 1, 6),
        };
        let room = display.saturating_sub(Size::new_equal(2 * margin));
        Self { room, margin, title, fonts, edge, between }
    }

    /// The arrangements for squares of these sides that suit the display's shape, which are found
    /// from its size alone: the compiler leaves out the others.
    pub(crate) fn arrangements(&self, sides: Sides) -> [Option<Arrangement>; 3] {
        let wide = self.room.width > self.room.height;
        let spacious = wide && self.room.height >= 100;
        [
            spacious.then(|| self.stack(sides)),
            Some(if wide { self.row(sides) } else { self.column(sides) }),
            spacious.then(|| self.block(sides)),
        ]
    }

    /// The height of a title above a square, with the pixel row below it.
    fn title_height(&self) -> u32 {
        self.title.map_or(0, |font| font.character_size.height + 1)
    }

    /// Pixels between the frames of neighbours.
    const fn gap(&self) -> u32 {
        self.between.saturating_sub(2 * self.edge)
    }

    /// Side by side: three small squares, the large one at their right; the text below the small
    /// ones or at the right of all.
    fn row(&self, Sides { small, large }: Sides) -> Arrangement {
        let Self { room, edge, between, .. } = *self;
        let (step, top) = (small + between, self.title_height() + edge);
        let corners =
            [(edge, top), (edge + step, top), (edge + 2 * step, top), (edge + 3 * step, top)];
        let width = 2 * edge + 3 * step + large;
        let height = top + large + edge;
        let (end, after) = (top + small + edge + 2, width + between.max(3));
        let rest = room.height.max(height).saturating_sub(end);
        let below = rectangle(0, end, 3 * small + 2 * between, rest);
        let right = rectangle(after, 0, room.width.saturating_sub(after), room.height);
        let arrangement = |status: Rectangle| {
            let end = status.top_left + status.size;
            let used = Size::new(width.max(end.x as u32), height.max(end.y as u32));
            self.arrangement(corners, [small, large], status, used)
        };
        let (below, right) = (arrangement(below), arrangement(right));
        if below.text.is_none() && right.text.is_some() { right } else { below }
    }

    /// Two by two: three small squares and the text, the large one at their right.
    fn block(&self, Sides { small, large }: Sides) -> Arrangement {
        let Self { room, edge, between, .. } = *self;
        let (across, top) = (small + between, self.title_height() + edge);
        let down = small + edge + self.gap() + top;
        let width = 2 * edge + 2 * across + large;
        let wider = room.width.saturating_sub(width).min(small);
        let corners = [
            (edge, top),
            (edge + across, top),
            (edge, top + down),
            (edge + 2 * across + wider, top),
        ];
        let used = Size::new(width + wider, (top + large + edge).max(top + down + small + edge));
        let status = rectangle(edge + across, down, small + wider, top + small);
        self.arrangement(corners, [small, large], status, used)
    }

    /// Three small squares above the large one; the text at its right, below it, or in the line of
    /// its title.
    fn column(&self, Sides { small, large }: Sides) -> Arrangement {
        let Self { room, edge, between, .. } = *self;
        let (across, top) = (small + between, self.title_height() + edge);
        let down = top + small + edge + self.gap() + top;
        let corners = [(edge, top), (edge + across, top), (edge + 2 * across, top), (edge, down)];
        let used = Size::new(2 * edge + (3 * small + 2 * between).max(large), down + large + edge);
        let after = edge + large + between.max(3);
        let right = rectangle(after, down, room.width.saturating_sub(after), large);
        let end = used.height + self.gap() + 2;
        let below = rectangle(edge, end, used.width - 2 * edge, room.height.saturating_sub(end));
        let glyph = self.title.map_or(Size::zero(), |font| font.character_size);
        let title = SHORT_TITLE * glyph.width;
        let line = rectangle(edge + title, down - top, large.saturating_sub(title), glyph.height);
        let arrangement = |corners, status: Rectangle| {
            let end = status.top_left + status.size;
            let used = Size::new(used.width.max(end.x as u32), used.height.max(end.y as u32));
            self.arrangement(corners, [small, large], status, used)
        };
        let mut middle = corners;
        middle[3].0 = (used.width - large) / 2;
        let right = arrangement(corners, right);
        let mut line =
            arrangement(middle, line.translate(Point::new((middle[3].0 - edge) as i32, 0)));
        line.titles[3].size.width = line.titles[3].size.width.min(title);
        let places = [right, arrangement(middle, below), line];
        places.into_iter().find(|place| place.text.is_some()).unwrap_or(right)
    }

    /// Three small squares one below the other, their titles beside them; the large one at their
    /// right, the text below it.
    fn stack(&self, Sides { small, large }: Sides) -> Arrangement {
        let Self { room, edge, between, .. } = *self;
        let (down, top) = (small + between, self.title_height() + edge);
        let beside = 2 * edge + small + 3;
        let left = room.width.saturating_sub(beside + 2 * edge + large + 3);
        let widest = self.title.map_or(0, |font| TITLE * font.character_size.width);
        let words = left.min(widest);
        let corners = [
            (edge, edge),
            (edge, edge + down),
            (edge, edge + 2 * down),
            (beside + words + 3 + edge, top),
        ];
        let (x, below) = (beside + words + 3, top + large + edge + 3);
        let height = (2 * edge + 3 * small + 2 * between).max(room.height);
        let status = rectangle(x + edge, below, large, height.saturating_sub(below));
        let used = Size::new(x + 2 * edge + large, height.max(top + large + edge));
        let mut stack = self.arrangement(corners, [small, large], status, used);
        stack.title = [self.title, Some(self.fonts[1]), Some(&FONT_5X7)]
            .into_iter()
            .flatten()
            .find(|font| TITLE * font.character_size.width <= words);
        for (title, (_, y)) in stack.titles.iter_mut().zip(corners).take(3) {
            *title = rectangle(beside, y, words, self.title_height().saturating_sub(1));
        }
        if stack.title.is_none() {
            stack.used = room + Size::new_equal(1); // its titles do not fit
        }
        stack
    }

    /// With titles above the squares, and the largest font in which the text is readable.
    fn arrangement(
        &self,
        corners: [(u32, u32); 4],
        [small, large]: [u32; 2],
        status: Rectangle,
        used: Size,
    ) -> Arrangement {
        let height = self.title_height();
        let mut titles = corners.map(|(x, y)| {
            rectangle(x, y.saturating_sub(self.edge + height), small, height.saturating_sub(1))
        });
        titles[3].size.width = large;
        let text = self.fonts.into_iter().find(|font| self.is_readable(status.size, font));
        Arrangement { corners, titles, title: self.title, status, text, used }
    }

    /// Whether there is room for a name, a step and a time; where nothing has a title, for the
    /// first two.
    fn is_readable(&self, room: Size, font: Font) -> bool {
        let (across, rows) = characters(room, font);
        let least = match rows {
            0 => return false,
            1 => 25,
            2 if self.title.is_none() => 8,
            2 => 15,
            _ => 8,
        };
        across >= least
    }
}

/// Columns and rows of characters in a room.
pub(crate) fn characters(room: Size, font: &MonoFont<'_>) -> (u32, u32) {
    // a font is not empty, but the compiler does not know it, and would panic
    let many = |room: u32, glyph: u32| room.checked_div(glyph).unwrap_or(0);
    let glyph = font.character_size;
    (many(room.width, glyph.width), many(room.height, glyph.height))
}

const fn rectangle(x: u32, y: u32, width: u32, height: u32) -> Rectangle {
    Rectangle::new(Point::new(x as i32, y as i32), Size::new(width, height))
}
