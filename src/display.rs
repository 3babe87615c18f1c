//! Drawables for any `embedded-graphics` display.
//!
//! A [`HeatMap`] is one sheet, [`ConnectionFields`] are the weights of a projection, [`Stages`] are
//! several sheets side by side with titles, and a [`HueMap`] is an orientation map. Each is an
//! [`ImageDrawable`](embedded_graphics::image::ImageDrawable): it lies at the origin and an
//! [`Image`](embedded_graphics::image::Image) moves it to its place.
//!
//! They stream their pixels straight from the sheet or the weights, draw each pixel once, and hold
//! no picture in memory. A number becomes one of 256 levels by a [`Range`], in integers where the
//! number is fixed point; a [`ColorMap`] makes the level a colour, on two-colour displays a
//! dithered one. Here alone places are `(x, y)`: `x` is the column, `y` the row.

mod cells;
mod color;
mod heat_map;
mod hue_map;
mod range;
mod stages;
#[cfg(test)]
mod testing;
mod tiles;

pub use color::{ColorMap, HeatColor};
pub use heat_map::HeatMap;
pub use hue_map::HueMap;
pub use range::Range;
pub use stages::{Panel, Stages};
pub use tiles::ConnectionFields;
