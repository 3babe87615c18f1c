//! What is on the display.

use crate::{
    arrangement::characters,
    board::Screen,
    fact::{self, Fact},
    ink::{self, Ink},
    layout::{self, Layout},
    panel::{Level, Panel, brightest},
    shown::Shown,
    shrunk::Shrunk,
    text::CHARACTERS,
    title::{Titles, write},
    view::View,
    zoom::Zoom,
};
use embedded_graphics::{image::Image, pixelcolor::Gray8, prelude::*, primitives::Rectangle};
use lissom::{
    ConnectionField, Fixed16,
    display::{ColorMap, HeatColor, HueMap},
    number::{Activity, Weight},
    orientation::{OrientationMap, Topology},
    side::Const,
};

/// Facts beside the sheets.
const FACTS: usize = 3;
/// Lines of text that they may take.
const LINES: usize = 2 * FACTS;
const BLANK: [[u8; CHARACTERS]; LINES] = [[b' '; CHARACTERS]; LINES];

/// Sheets and text on a screen. It keeps the display's first error until it is asked for.
#[derive(Debug)]
pub(crate) struct Scene<S: Screen> {
    pub(crate) screen: S,
    pub(crate) color_map: ColorMap,
    view: View,
    titles: Titles,
    panels: [Panel; 4],
    shown: Shown,
    /// The lines of text that are seen.
    lines: [[u8; CHARACTERS]; LINES],
    /// `None` until the view's titles and frames are drawn.
    layout: Option<Layout>,
    paused: bool,
    failed: Option<S::Error>,
}

impl<S: Screen> Scene<S> {
    pub(crate) const fn new(screen: S) -> Self {
        Self {
            screen,
            color_map: ColorMap::Grey,
            view: View::Stages,
            titles: View::Stages.titles(),
            panels: [const { Panel::new() }; 4],
            shown: Shown::new(),
            lines: BLANK,
            layout: None,
            paused: false,
            failed: None,
        }
    }

    /// With sheets of its own instead of a [`View`]'s.
    pub(crate) const fn titled(screen: S, titles: Titles) -> Self {
        let mut scene = Self::new(screen);
        scene.titles = titles;
        scene
    }

    pub(crate) const fn view(&self) -> View {
        self.view
    }

    pub(crate) fn set_view(&mut self, view: View) {
        (self.view, self.titles, self.layout) = (view, view.titles(), None);
    }

    /// The display's first error since the last call.
    pub(crate) fn outcome(&mut self) -> Result<(), S::Error> {
        self.failed.take().map_or(Ok(()), Err)
    }

    /// Whether the sheets share one square.
    pub(crate) fn is_single(&self) -> bool {
        layout::is_single(self.screen.size())
    }

    /// Clears the display for a new view and draws what does not change: titles and frames.
    pub(crate) fn draw_static(&mut self, lgn: usize, v1: usize) {
        if self.layout.is_none() {
            let layout = Layout::new(self.screen.size(), lgn, v1);
            self.layout = Some(layout);
            self.attempt(|scene| scene.draw_layout(layout));
        }
    }

    /// Whether time stands still: frames are bright then.
    pub(crate) fn set_paused(&mut self, paused: bool) {
        self.paused = paused;
        if !self.is_single() {
            self.attempt(|scene| {
                scene.draw_frames()?;
                scene.screen.flush()
            });
        }
    }

    /// In a shared square, the letter of the sheet that comes next. Whether there was one.
    pub(crate) fn letter(&mut self, index: usize) -> bool {
        let alone = self.is_single();
        if alone {
            let (letter, ink) = (self.titles[index].letter, self.ink(index, 0, || 0));
            self.attempt(|Self { panels: [panel, ..], screen, .. }| {
                panel.letter(letter, ink, screen)?;
                screen.flush()
            });
        }
        alone
    }

    /// In a shared square, a dot that goes round its border with each step.
    pub(crate) fn dot(&mut self, step: u16) {
        if self.is_single() {
            self.attempt(|Self { panels: [panel, ..], screen, .. }| panel.dot(step, screen));
        }
    }

    /// What a sheet of `side` units is drawn with. Where pixels are on or off, dots need room: at
    /// fewer than 2 × 2 pixels a unit all is on from half the sheet's peak.
    fn ink(&self, index: usize, side: u32, peak: impl FnOnce() -> u8) -> Ink {
        let hue = self.titles[index].hue.filter(|_| ink::has_hues::<S::Color>());
        let pixels = self.layout.map_or(0, |layout| layout.squares[index].pixels);
        match hue {
            _ if ink::is_binary::<S::Color>() && pixels < 2 * side => Ink::from_peak(peak()),
            Some(hue) if self.is_single() => Ink::Hue(hue),
            None if self.is_single() => Ink::Map(ColorMap::Grey),
            _ => Ink::Map(self.color_map),
        }
    }

    /// Shows a sheet: 0 to 2 are the small squares, 3 is the large one.
    fn sheet(&mut self, index: usize, side: usize, level: Level<'_>) {
        let ink = self.ink(index, side as u32, || brightest(level, 0..side, 0..side));
        let index = if self.is_single() { 0 } else { index };
        self.attempt(|Self { panels, shown, screen, .. }| {
            panels[index].draw(side, ink, level, shown, screen)
        });
    }

    /// Shows activities, row by row.
    pub(crate) fn activity(&mut self, index: usize, units: &[Fixed16]) {
        let side = units.len().isqrt();
        self.sheet(index, side, &|row, column| units[row * side + column].level());
    }

    /// Shows a connection field, its largest weight in the lightest colour.
    pub(crate) fn connection_field<
        W: Weight<Activity = Fixed16>,
        const IN: usize,
        const OUT: usize,
    >(
        &mut self,
        index: usize,
        field: ConnectionField<'_, W, Const<IN>, Const<OUT>>,
    ) {
        // of 16, so that none overflows
        let bits = |weight: &W| (weight.widen().to_bits() >> 9).max(0);
        let peak = field.weights().iter().map(bits).max().unwrap_or(0).max(1);
        self.sheet(index, IN, &|row, column| {
            let run = field.row(row);
            let weight = run.and_then(|(start, run)| run.get(column.checked_sub(start)?));
            weight.map_or(0, |weight| (bits(weight) * 255 / peak) as u8)
        });
    }

    /// Shows an orientation map in the large square; a selectivity of 1/`gain` is fully bright.
    /// Where pixels are on or off, those units are on that prefer less than 45°.
    pub(crate) fn map<const SIDE: usize>(&mut self, map: &OrientationMap<Const<SIDE>>, gain: u8) {
        if ink::is_binary::<S::Color>() {
            let index = if self.is_single() { 0 } else { 3 };
            let level = |row, column| {
                let hue = (map.unit(row, column).orientation.0 >> 8) as u8;
                Gray8::hue(hue, u8::MAX, Point::zero()).luma()
            };
            return self.attempt(|Self { panels, shown, screen, .. }| {
                panels[index].draw(SIDE, Ink::From(128), &level, shown, screen)
            });
        }
        let Some(square) = self.layout.map(|layout| layout.squares[3]) else { return };
        let side = SIDE as u32;
        let zoom = Zoom::fit(side, square.pixels);
        let margin = Size::new_equal(square.pixels - zoom.pixels(side)) / 2;
        self.attempt(|scene| {
            let mut place = scene.screen.translated(square.corner + margin);
            let picture = HueMap::new(map).gain(gain);
            match zoom {
                Zoom::In(scale) => {
                    let marked = picture.scale(scale).pinwheels(Topology::Plane);
                    Image::new(&marked, Point::zero()).draw(&mut place)
                }
                Zoom::Out(pixels) => Image::new(&picture, Point::zero())
                    .draw(&mut Shrunk::new(&mut place, side, pixels)),
            }
        });
    }

    /// Writes what has changed of what there is room for.
    pub(crate) fn text(&mut self, facts: [Fact; FACTS]) {
        if !self.is_single() {
            self.attempt(|scene| scene.write_facts(facts));
        }
    }

    /// Makes all this visible.
    pub(crate) fn flush(&mut self) {
        self.attempt(|scene| scene.screen.flush());
    }

    fn attempt(&mut self, action: impl FnOnce(&mut Self) -> Result<(), S::Error>) {
        if let Err(error) = action(self) {
            self.failed.get_or_insert(error);
        }
    }

    fn draw_layout(&mut self, layout: Layout) -> Result<(), S::Error> {
        self.screen.clear(S::Color::DARK)?;
        self.lines = BLANK;
        for (sheet, (panel, square)) in self.panels.iter_mut().zip(layout.squares).enumerate() {
            panel.place(sheet, square);
        }
        if self.is_single() {
            return self.screen.flush();
        }
        self.draw_frames()?;
        for (title, place) in self.titles.into_iter().zip(layout.titles) {
            if let Some(font) = layout.title {
                let (room, width) = (place.size.width, font.character_size.width);
                let fits = title.long.len() as u32 * width <= room;
                let text = if fits { title.long } else { title.short };
                let free = room.saturating_sub(text.len() as u32 * width);
                let left = if layout.centred { free / 2 } else { 0 };
                write(text, place.top_left + Size::new(left, 0), font, &mut self.screen)?;
            }
        }
        self.screen.flush()
    }

    /// Frames around the squares, or where they take too much room, lines between them.
    fn draw_frames(&mut self) -> Result<(), S::Error> {
        let Some(layout) = self.layout else { return Ok(()) };
        if layout.framed {
            return self
                .panels
                .iter()
                .try_for_each(|panel| panel.frame(self.paused, &mut self.screen));
        }
        let (bright, height) = (self.paused, self.screen.size().height);
        for square in &layout.squares[..3] {
            let x = square.corner.x + square.pixels as i32 + 1;
            let line = Rectangle::new(Point::new(x, 0), Size::new(1, height));
            self.screen.draw_iter(line.points().map(|at| Pixel(at, ink::frame(at, bright))))?;
        }
        Ok(())
    }

    fn write_facts(&mut self, facts: [Fact; FACTS]) -> Result<(), S::Error> {
        let Some((layout, large)) = self.layout.and_then(|layout| Some((layout, layout.text?)))
        else {
            return Ok(());
        };
        let room = layout.status.size;
        let fits = fact::fit(&facts, characters(room, large).0 as usize);
        let font = layout.smaller.filter(|_| !fits).unwrap_or(large);
        let (glyph, (columns, rows)) = (font.character_size, characters(room, font));
        let (mut outcome, mut shown) = (Ok(()), self.lines.iter_mut());
        let screen = &mut self.screen;
        fact::place(facts, columns as usize, rows as usize, |piece| {
            let text = piece.line.padded(piece.width);
            let shown = shown.next().and_then(|shown| shown.get_mut(..text.len()));
            let Some(shown) = shown else { return };
            let mut differ = text.bytes().zip(&*shown).map(|(new, &old)| new != old);
            let Some(first) = differ.position(|differs| differs) else { return };
            let last = first + differ.rposition(|differs| differs).map_or(0, |more| more + 1);
            shown.iter_mut().zip(text.bytes()).for_each(|(shown, new)| *shown = new);
            let changed = text.get(first..=last).unwrap_or_default();
            if outcome.is_ok() {
                let top = (room.height - rows * glyph.height) / 2;
                let at = Size::new((piece.column + first) as u32, piece.row as u32);
                let at = at.component_mul(glyph) + Size::new(0, top);
                outcome = write(changed, layout.status.top_left + at, font, screen);
            }
        });
        outcome
    }
}
