//! Text, lines and shapes on a figure, in points that become one pixel or more.

use crate::colors::Rgb;
use plotters::{
    coord::Shift,
    prelude::*,
    style::{
        register_font,
        text_anchor::{HPos, Pos, VPos},
    },
};
use std::sync::Once;

/// What drawing comes to.
pub type Drawn<B> = Result<(), DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>>;

/// A place in points, from the left and from above.
pub type Place = (i32, i32);

/// The one font, which is compiled in.
pub const FONT: &str = "sans-serif";

/// Makes the font known to plotters.
pub fn with_font() {
    static FONTS: Once = Once::new();
    FONTS.call_once(|| {
        let _ = register_font(FONT, FontStyle::Normal, dejavu::sans::regular());
    });
}

/// Which part of a text is at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The middle of its left side.
    Left,
    /// The middle of its right side.
    Right,
    /// Its middle.
    Middle,
}

/// A part of a figure.
#[expect(missing_debug_implementations)] // plotters' areas have none
pub struct Canvas<'a, B: DrawingBackend> {
    area: &'a DrawingArea<B, Shift>,
    origin: Place,
    scale: i32,
}

impl<'a, B: DrawingBackend> Canvas<'a, B> {
    /// All of it, with some pixels for a point.
    pub fn new(area: &'a DrawingArea<B, Shift>, scale: u32) -> Self {
        Self { area, origin: (0, 0), scale: scale as i32 }
    }

    /// The part that begins at a place.
    pub fn at(&self, (x, y): (u32, u32)) -> Self {
        let origin = (self.origin.0 + x as i32, self.origin.1 + y as i32);
        Self { origin, ..*self }
    }

    /// Pixels for a point.
    pub fn scale(&self) -> u32 {
        self.scale as u32
    }

    fn pixel(&self, (x, y): Place) -> Place {
        ((self.origin.0 + x) * self.scale, (self.origin.1 + y) * self.scale)
    }

    /// A part of this size for a chart with axes.
    pub fn chart(&self, at: Place, (width, height): (u32, u32)) -> DrawingArea<B, Shift> {
        let size = (width * self.scale(), height * self.scale());
        self.area.clone().shrink(self.pixel(at), size)
    }

    /// A line of text.
    pub fn text(&self, at: Place, anchor: Anchor, size: u32, text: &str) -> Drawn<B> {
        let horizontal = match anchor {
            Anchor::Left => HPos::Left,
            Anchor::Right => HPos::Right,
            Anchor::Middle => HPos::Center,
        };
        let style = (FONT, size * self.scale()).into_font().color(&BLACK);
        let style = style.pos(Pos::new(horizontal, VPos::Center));
        self.area.draw(&Text::new(text.to_owned(), self.pixel(at), style))
    }

    /// A line of text as large as this, or smaller, so that it is no wider than `width`.
    pub fn fit(
        &self,
        at: Place,
        anchor: Anchor,
        (width, size): (u32, u32),
        text: &str,
    ) -> Drawn<B> {
        let fits = |size: &u32| self.width(*size, text).is_ok_and(|found| found <= width);
        let size = (SMALLEST..=size).rev().find(fits).unwrap_or(SMALLEST);
        self.text(at, anchor, size, text)
    }

    fn width(&self, size: u32, text: &str) -> Result<u32, DrawingAreaErrorKind<B::ErrorType>> {
        let style = (FONT, size * self.scale()).into_text_style(self.area);
        Ok(self.area.estimate_text_size(text, &style)?.0.div_ceil(self.scale()))
    }

    /// A line through some places.
    pub fn line(&self, places: &[Place], width: u32, color: Rgb) -> Drawn<B> {
        let pixels: Vec<_> = places.iter().map(|&place| self.pixel(place)).collect();
        self.area.draw(&PathElement::new(pixels, rgb(color).stroke_width(width * self.scale())))
    }

    /// A filled shape with a line around it.
    pub fn shape(&self, places: &[Place], fill: Rgb, line: Rgb) -> Drawn<B> {
        let pixels: Vec<_> = places.iter().map(|&place| self.pixel(place)).collect();
        self.area.draw(&Polygon::new(pixels.clone(), rgb(fill).filled()))?;
        let around: Vec<_> = pixels.iter().chain(pixels.first()).copied().collect();
        self.area.draw(&PathElement::new(around, rgb(line).stroke_width(self.scale())))
    }

    /// A filled disc with a line around it.
    pub fn disc(&self, at: Place, radius: u32, fill: Rgb, line: Rgb) -> Drawn<B> {
        let (at, radius) = (self.pixel(at), radius * self.scale());
        self.area.draw(&Circle::new(at, radius, rgb(fill).filled()))?;
        self.area.draw(&Circle::new(at, radius, rgb(line).stroke_width(self.scale())))
    }

    /// A circle.
    pub fn circle(&self, at: Place, radius: f64, width: u32, color: Rgb) -> Drawn<B> {
        let radius = (radius * f64::from(self.scale)).round() as u32;
        let style = rgb(color).stroke_width(width * self.scale());
        self.area.draw(&Circle::new(self.pixel(at), radius, style))
    }

    /// A frame around what is at a place.
    pub fn frame(&self, (x, y): Place, (width, height): (u32, u32)) -> Drawn<B> {
        let (right, below) = (x + width as i32, y + height as i32);
        let corners = [(x, y), (right, y), (right, below), (x, below), (x, y)];
        self.line(&corners, 1, FRAME)
    }
}

/// The smallest text that can be read.
const SMALLEST: u32 = 7;
const FRAME: Rgb = [90; 3];

/// plotters' colour.
pub const fn rgb([red, green, blue]: Rgb) -> RGBColor {
    RGBColor(red, green, blue)
}
