//! Drawables for any `embedded-graphics` display.
//!
//! A [`HeatMap`] draws one sheet, [`ConnectionFields`] the weights of a projection, [`Stages`]
//! several sheets side by side with titles, and a [`HueMap`] an orientation map. Each is an
//! [`ImageDrawable`](embedded_graphics::image::ImageDrawable): it lies at the origin and an
//! [`Image`](embedded_graphics::image::Image) moves it to its place.
//!
//! They compute their pixels from the sheet or the weights, draw each pixel once, and hold no
//! picture in memory. A [`Range`] maps a number to one of 256 levels, for fixed-point numbers in
//! integers; a [`ColorMap`] maps the level to a colour, dithered on two-colour displays. Only in
//! this module are places `(x, y)`: `x` is the column, `y` the row.

mod cells;
mod color_map;
mod color;
mod heat_map;
mod hue_map;
mod part;
mod range;
mod stages;
#[cfg(test)]
mod testing;
mod tiles;

pub use cells::Cells;
pub use color::HeatColor;
pub use color_map::ColorMap;
pub use heat_map::HeatMap;
pub use hue_map::HueMap;
pub use range::Range;
pub use stages::{Panel, Stages};
pub use tiles::ConnectionFields;
