//! What is on the display.

use crate::{
    board::Screen,
    layout::{Layout, Zoom},
    panel::{Panel, hash},
    shrunk::Shrunk,
    text::Line,
};
use embedded_graphics::{
    image::Image,
    mono_font::{MonoFont, MonoTextStyleBuilder},
    prelude::*,
    text::{Baseline, Text},
};
use lissom::{
    ConnectionField, Fixed16,
    display::{ColorMap, HeatColor, HueMap},
    number::{Activity, Weight},
    orientation::{OrientationMap, Topology},
    side::Const,
};

/// What is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// Retina, ON, OFF, and V1 as it settles.
    #[default]
    Stages,
    /// V1 settled, and the afferent, excitatory and inhibitory connection fields of its most active
    /// unit.
    Fields,
}

/// The titles of the four sheets, long and short.
pub(crate) type Titles = [(&'static str, &'static str); 4];

impl View {
    const fn titles(self) -> Titles {
        match self {
            Self::Stages => [("retina", "in"), ("ON", "ON"), ("OFF", "OFF"), ("V1", "V1")],
            Self::Fields => {
                [("V1", "V1"), ("excitatory", "E"), ("inhibitory", "I"), ("afferent", "A")]
            }
        }
    }

    pub(crate) const fn next(self) -> Self {
        match self {
            Self::Stages => Self::Fields,
            Self::Fields => Self::Stages,
        }
    }
}

/// Lines of text.
const LINES: usize = 3;

/// Sheets and text on a screen. It keeps the display's first error until it is asked for.
#[derive(Debug)]
pub(crate) struct Scene<S: Screen> {
    pub(crate) screen: S,
    pub(crate) color_map: ColorMap,
    view: View,
    titles: Titles,
    panels: [Panel; 4],
    lines: [u32; LINES],
    /// `None` until the view's titles and frames are drawn.
    layout: Option<Layout>,
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
            lines: [0; LINES],
            layout: None,
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
        self.layout.is_some_and(|layout| layout.is_single())
    }

    /// Clears the display for a new view and draws what does not change: titles and frames.
    pub(crate) fn draw_static(&mut self, lgn: usize, v1: usize) {
        if self.layout.is_none() {
            let layout = Layout::new(self.screen.size(), lgn, v1);
            self.layout = Some(layout);
            self.attempt(|scene| scene.draw_layout(layout));
        }
    }

    /// Shows a sheet: 0 to 2 are the small squares, 3 is the large one.
    pub(crate) fn sheet(&mut self, index: usize, side: usize, level: impl Fn(usize, usize) -> u8) {
        let index = if self.is_single() { 0 } else { index };
        self.attempt(|Self { panels, color_map, screen, .. }| {
            panels[index].draw(side, *color_map, level, screen)
        });
    }

    /// Shows activities, row by row.
    pub(crate) fn activity(&mut self, index: usize, units: &[Fixed16]) {
        let side = units.len().isqrt();
        self.sheet(index, side, |row, column| units[row * side + column].level());
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
        self.sheet(index, IN, |row, column| {
            let run = field.row(row);
            let weight = run.and_then(|(start, run)| run.get(column.checked_sub(start)?));
            weight.map_or(0, |weight| (bits(weight) * 255 / peak) as u8)
        });
    }

    /// Shows an orientation map in the large square; a selectivity of 1/`gain` is fully bright.
    pub(crate) fn map<const SIDE: usize>(&mut self, map: &OrientationMap<Const<SIDE>>, gain: u8) {
        let Some(square) = self.layout.map(|layout| layout.squares[3]) else { return };
        let zoom = Zoom::fit(SIDE as u32, square.pixels);
        let margin = Size::new_equal(square.pixels - zoom.pixels(SIDE as u32)) / 2;
        self.attempt(|scene| {
            let mut place = scene.screen.translated(square.corner + margin);
            let picture = HueMap::new(map).gain(gain);
            match zoom {
                Zoom::In(scale) => {
                    let marked = picture.scale(scale).pinwheels(Topology::Plane);
                    Image::new(&marked, Point::zero()).draw(&mut place)
                }
                Zoom::Out(step) => {
                    Image::new(&picture, Point::zero()).draw(&mut Shrunk::new(&mut place, step))
                }
            }
        });
    }

    /// Writes those lines that have changed and have room.
    pub(crate) fn text(&mut self, lines: [Line; LINES]) {
        self.attempt(|scene| scene.write_lines(lines));
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
        self.lines = [0; LINES];
        let places = layout.squares.into_iter().zip(self.titles);
        for (panel, (square, (long, short))) in self.panels.iter_mut().zip(places) {
            panel.place(square);
            if layout.framed {
                panel.frame(&mut self.screen)?;
            }
            if let Some(font) = layout.title {
                let edge = Size::new_equal(u32::from(layout.framed));
                let at = square.corner - edge - Size::new(0, font.character_size.height + 1);
                let room = (square.pixels / font.character_size.width) as usize;
                write(if long.len() <= room { long } else { short }, at, font, &mut self.screen)?;
            }
        }
        self.screen.flush()
    }

    fn write_lines(&mut self, lines: [Line; LINES]) -> Result<(), S::Error> {
        let Some((layout, font)) = self.layout.and_then(|layout| Some((layout, layout.text?)))
        else {
            return Ok(());
        };
        let glyph = font.character_size;
        let Size { width, height } = layout.status.size;
        let room = (height / glyph.height) as usize;
        let mut place = layout.status.top_left;
        for (line, shown) in lines.iter().zip(&mut self.lines).take(room) {
            let text = line.padded((width / glyph.width) as usize);
            let hash = hash(text.as_bytes());
            if core::mem::replace(shown, hash) != hash {
                write(text, place, font, &mut self.screen)?;
            }
            place.y += glyph.height as i32;
        }
        Ok(())
    }
}

/// Text over whatever was there.
fn write<D: DrawTarget<Color: HeatColor>>(
    text: &str,
    at: Point,
    font: &MonoFont<'_>,
    target: &mut D,
) -> Result<(), D::Error> {
    let style = MonoTextStyleBuilder::new()
        .font(font)
        .text_color(D::Color::LIGHT)
        .background_color(D::Color::DARK)
        .build();
    Text::with_baseline(text, at, style, Baseline::Top).draw(target).map(drop)
}
