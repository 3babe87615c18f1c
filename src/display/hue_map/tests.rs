use super::*;
use crate::{
    display::testing::{check_clipping, drawn},
    orientation::Orientation,
    side::Const,
};
use core::f64::consts::PI;
use embedded_graphics::pixelcolor::*;

fn pinwheel<const SIDE: usize>(sign: f64) -> OrientationMap<Const<SIDE>> {
    let middle = (SIDE as f64 - 1.0) / 2.0;
    let mut map = OrientationMap::new();
    map.fill_with(|row, column| {
        let angle = libm::atan2(row as f64 - middle, column as f64 - middle);
        let orientation = Orientation::from_degrees(sign * angle * 90.0 / PI);
        Preference { orientation, selectivity: u16::MAX }
    });
    map
}

#[test]
fn every_color_draws() {
    fn check<C: HeatColor>() {
        let map = pinwheel::<6>(1.0);
        for scale in [1, 3, 8] {
            let picture = HueMap::<C, _>::new(&map).scale(scale);
            check_clipping(&picture);
            check_clipping(&picture.bars().pinwheels(Topology::Plane));
        }
    }
    check::<BinaryColor>();
    check::<Gray2>();
    check::<Gray8>();
    check::<Rgb565>();
    check::<Rgb888>();
}

#[test]
fn pinwheels_are_marked() {
    for (sign, color) in [(1.0, Rgb888::WHITE), (-1.0, Rgb888::BLACK)] {
        let map = pinwheel::<4>(sign);
        let picture = drawn(&HueMap::<Rgb888, _>::new(&map).scale(4).pinwheels(Topology::Plane));
        let marked = Rectangle::new(Point::zero(), Size::new_equal(16))
            .points()
            .filter(|&at| picture.get_pixel(at) == Some(color));
        assert!(marked.eq(Rectangle::new(Point::new(7, 7), Size::new(2, 2)).points()));
    }
}

#[test]
fn bars_lie_as_preferred() {
    let mut map = OrientationMap::<Const<2>>::new();
    map.fill_with(|row, column| Preference {
        orientation: Orientation::step((2 * row + column) as u16, 4),
        selectivity: u16::MAX,
    });
    drawn(&HueMap::<BinaryColor, _>::new(&map).scale(7).bars()).assert_pattern(&[
        "..............", //
        "............#.", //
        "...........#..", //
        "#######...#...", //
        ".........#....", //
        "........#.....", //
        "..............", //
        "...#..........", //
        "...#....#.....", //
        "...#.....#....", //
        "...#......#...", //
        "...#.......#..", //
        "...#........#.", //
        "...#..........", //
    ]);
}

#[test]
fn brightness_is_selectivity() {
    let mut map = OrientationMap::<Const<4>>::new();
    map.fill_with(|row, column| Preference {
        orientation: Orientation::step(row as u16, 4),
        selectivity: (u16::MAX / 3) * column as u16,
    });
    let grey = |picture: HueMap<Gray8, Const<4>>| {
        let picture = drawn(&picture);
        let at = |x, y| picture.get_pixel(Point::new(x, y)).map_or(0, |color| color.luma());
        [0, 1, 2, 3].map(|y| [0, 1, 2, 3].map(|x| at(x, y)))
    };
    let levels = [[0, 85, 170, 255], [0, 42, 85, 127], [0, 0, 1, 1], [0, 42, 85, 127]];
    assert_eq!(grey(HueMap::new(&map)), levels);
    let levels = [[0, 255, 255, 255], [0, 127, 127, 127], [0, 1, 1, 1], [0, 127, 127, 127]];
    assert_eq!(grey(HueMap::new(&map).gain(3)), levels);
}

#[cfg(feature = "alloc")]
#[test]
fn run_time_sides_draw_the_same() {
    let map = pinwheel::<6>(1.0);
    let mut dynamic = OrientationMap::with_side(crate::side::Dyn::new(6).unwrap());
    dynamic.fill_with(|row, column| map.0[row][column]);
    let picture = drawn(&HueMap::<Rgb888, _>::new(&map).scale(4).pinwheels(Topology::Torus));
    let dynamic = HueMap::<Rgb888, _>::new(&dynamic).scale(4).pinwheels(Topology::Torus);
    drawn(&dynamic).assert_eq(&picture);
}
