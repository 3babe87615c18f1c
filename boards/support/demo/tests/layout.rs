//! Layouts for displays and networks of all sizes.

mod sizes;

use embedded_graphics::{prelude::*, primitives::Rectangle};
use lissom_demo::Layout;
use sizes::SIZES;

const SIDES: [(usize, usize); 9] =
    [(8, 8), (12, 12), (20, 20), (24, 24), (25, 25), (32, 32), (36, 36), (48, 48), (24, 96)];

#[test]
fn everything_fits_and_nothing_overlaps() {
    for (width, height) in SIZES {
        for (lgn, v1) in SIDES {
            let display = Rectangle::new(Point::zero(), Size::new(width, height));
            let layout = Layout::new(display.size, lgn, v1);
            let what = format!("{width}×{height} {lgn} {v1} {layout:?}");
            let frame = u32::from(layout.framed);
            let squares = layout.squares.map(|square| {
                let corner = square.corner - Point::new_equal(frame as i32);
                Rectangle::new(corner, Size::new_equal(square.pixels + 2 * frame))
            });
            let single = height < 16 || width < 32 || width.max(height) <= 32;
            assert_eq!(layout.is_single(), single, "{what}");
            if single {
                assert_eq!(layout.squares[0].pixels, width.min(height), "{what}");
                assert_eq!(display.intersection(&squares[0]), squares[0], "{what}");
                continue;
            }
            let mut places = squares.to_vec();
            if layout.title.is_some() {
                places.extend(layout.titles);
            }
            if let Some(font) = layout.text {
                let (room, glyph) = (layout.status.size, font.character_size);
                assert!(room.width >= 8 * glyph.width && room.height >= glyph.height, "{what}");
                places.push(layout.status);
            } else {
                assert!(width.min(height) < 64, "{what}");
            }
            for (i, place) in places.iter().enumerate() {
                assert_eq!(display.intersection(place), *place, "{i} {what}");
                for (j, other) in places[..i].iter().enumerate() {
                    let shared = place.intersection(other).size;
                    // frames share a line
                    let most = if i < 4 { frame } else { 0 };
                    assert!(shared.width.min(shared.height) <= most, "{i} {j} {what}");
                }
            }
        }
    }
}

/// V1 is the largest, and no display that has titles leaves its border lit.
#[test]
fn v1_is_the_largest() {
    for (width, height) in SIZES {
        for (lgn, v1) in SIDES {
            let layout = Layout::new(Size::new(width, height), lgn, v1);
            let [small, .., large] = layout.squares;
            assert!(large.pixels >= small.pixels, "{width}×{height} {lgn} {v1} {layout:?}");
            if layout.framed {
                assert!(layout.squares.iter().all(|square| {
                    let end = square.corner + Size::new_equal(square.pixels);
                    square.corner.x >= 2 && end.x <= width as i32 - 2
                }));
            }
        }
    }
}

/// The scales that the displays of the boards have room for.
#[test]
fn displays_of_boards() {
    let scales = |width, height, side: usize| {
        let layout = Layout::new(Size::new(width, height), side, side);
        [layout.squares[0].pixels, layout.squares[3].pixels].map(|pixels| pixels / side as u32)
    };
    assert_eq!(scales(320, 240, 36), [2, 5]);
    assert_eq!(scales(240, 320, 36), [2, 6]);
    assert_eq!(scales(240, 240, 36), [2, 3]);
    assert_eq!(scales(240, 135, 24), [2, 5]);
    assert_eq!(scales(240, 135, 36), [1, 3]);
    assert_eq!(scales(128, 64, 24), [1, 2]);
    assert_eq!(
        Layout::new(Size::new(96, 16), 36, 36).squares.map(|square| square.pixels),
        [12, 12, 12, 16]
    );
}
