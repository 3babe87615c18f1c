//! What the tests of all drawables share.

use embedded_graphics::{
    image::{Image, ImageDrawable, ImageDrawableExt},
    mock_display::MockDisplay,
    prelude::*,
    primitives::Rectangle,
};

/// The picture at the origin; panics where a pixel is drawn twice or outside.
pub fn drawn<I: ImageDrawable>(image: &I) -> MockDisplay<I::Color> {
    let mut display = MockDisplay::new();
    Image::new(image, Point::zero()).draw(&mut display).unwrap();
    let size = image.size();
    if size != Size::zero() {
        let missing = image.bounding_box().points().find(|&at| display.get_pixel(at).is_none());
        assert_eq!(missing, None, "a pixel is not drawn");
    }
    display
}

/// Through windows, over the edges and as a sub-image the picture is the same, cut.
pub fn check_clipping<I: ImageDrawable>(image: &I) {
    let whole = drawn(image);
    let size = image.size();
    let part = |area: Rectangle, at: Point| {
        let mut expected = MockDisplay::new();
        for point in area.intersection(&image.bounding_box()).points() {
            let moved = point - area.top_left + at;
            if expected.bounding_box().contains(moved) {
                expected.set_pixel(moved, whole.get_pixel(point));
            }
        }
        expected
    };
    let (x, y) = (size.width as i32, size.height as i32);
    let windows =
        [(0, 0, 1, 1), (1, 2, 5, 4), (x / 2, y / 2, 64, 64), (x - 1, 0, 1, 64), (2, y - 1, 7, 1)];
    for (x, y, width, height) in windows {
        let area = Rectangle::new(Point::new(x, y), Size::new(width, height));
        let mut display = MockDisplay::new();
        Image::new(image, Point::zero()).draw(&mut display.clipped(&area)).unwrap();
        assert!(display == part(area, area.top_left), "{area:?}");

        let area = area.intersection(&image.bounding_box());
        let mut display = MockDisplay::new();
        Image::new(&image.sub_image(&area), Point::new(1, 0)).draw(&mut display).unwrap();
        assert!(display == part(area, Point::new(1, 0)), "sub-image {area:?}");
    }
    for corner in [i32::MIN, i32::MIN + 1, -x, x, i32::MAX] {
        for size in [0, 1, u32::MAX] {
            // nothing of the image, or nothing that the display has
            let area = Rectangle::new(Point::new_equal(corner), Size::new_equal(size));
            let mut display = MockDisplay::new();
            let seen = corner == -x && size > 1;
            display.set_allow_out_of_bounds_drawing(seen);
            image.draw_sub_image(&mut display, &area).unwrap();
            assert!(seen || display == MockDisplay::new(), "{area:?}");
        }
    }
    for at in [(-1, -1), (-x / 2, 3), (60, 1 - y), (61, 62), (-x, -y), (100, 100)] {
        let at = Point::from(at);
        let mut display = MockDisplay::new();
        display.set_allow_out_of_bounds_drawing(true);
        Image::new(image, at).draw(&mut display).unwrap();
        assert!(display == part(image.bounding_box(), at), "at {at:?}");
    }
}
