//! A part of an image.

use embedded_graphics::{image::ImageDrawable, prelude::*, primitives::Rectangle};

/// Draws what an area shows of an image, the area's corner at the origin. It may lie anywhere.
pub(super) fn draw_part<I: ImageDrawable, D: DrawTarget<Color = I::Color>>(
    image: &I,
    target: &mut D,
    area: &Rectangle,
) -> Result<(), D::Error> {
    let seen = |start: i32, length: u32, side: u32| {
        let end = i64::from(start) + i64::from(length);
        let (from, to) = (i64::from(start.max(0)), end.min(side.into()));
        (from < to).then_some((from as i32, (to - from) as u32))
    };
    let Rectangle { top_left: Point { x, y }, size } = *area;
    let columns = seen(x, size.width, image.size().width);
    let rows = seen(y, size.height, image.size().height);
    if let (Some((left, width)), Some((top, height))) = (columns, rows)
        // else it is farther away than a display has pixels
        && let (Some(right), Some(down)) = (x.checked_neg(), y.checked_neg())
    {
        let part = Rectangle::new(Point::new(left, top), Size::new(width, height));
        image.draw(&mut target.translated(Point::new(right, down)).clipped(&part))?;
    }
    Ok(())
}
