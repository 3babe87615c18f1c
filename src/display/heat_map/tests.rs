use super::*;
use crate::{
    display::testing::{check_clipping, drawn},
    number::{Fixed16, Fixed32, FixedWide},
    sheet::Sheet,
};
use embedded_graphics::pixelcolor::*;

fn sixteenths<A: Activity>() -> Sheet<A, 4> {
    let mut sheet = Sheet::new();
    sheet.fill_with(|row, column| A::ratio((4 * row + column) as u64, 15));
    sheet
}

#[test]
fn every_format_draws_the_same() {
    fn check<A: Activity>() {
        let sheet = sixteenths::<A>();
        let heat_map = HeatMap::<_, Gray8>::new(&sheet);
        drawn(&heat_map).assert_pattern(&["0123", "4567", "89AB", "CDEF"]);
        drawn(&heat_map.range(Range::Auto)).assert_pattern(&["0123", "4567", "89AB", "CDEF"]);
        let tripled = drawn(&heat_map.scale(3));
        for at in Rectangle::new(Point::zero(), Size::new_equal(12)).points() {
            assert_eq!(tripled.get_pixel(at), drawn(&heat_map).get_pixel(at / 3));
        }
        check_clipping(&heat_map.scale(3));
    }
    [check::<f32>, check::<f64>, check::<Fixed16>, check::<Fixed32>]
        .iter()
        .for_each(|check| check());
}

#[test]
fn every_color_draws() {
    fn check<C: HeatColor>() {
        let sheet = sixteenths::<Fixed16>();
        for map in [ColorMap::Grey, ColorMap::Diverging, ColorMap::Perceptual] {
            let heat_map = HeatMap::<_, C>::new(&sheet).scale(3).color_map(map);
            assert_eq!(drawn(&heat_map).affected_area().size, Size::new_equal(12));
            check_clipping(&heat_map);
        }
    }
    check::<BinaryColor>();
    [check::<Gray2>, check::<Gray4>, check::<Gray8>].iter().for_each(|check| check());
    [check::<Rgb555>, check::<Rgb565>, check::<Rgb666>, check::<Rgb888>]
        .iter()
        .for_each(|check| check());
    [check::<Bgr555>, check::<Bgr565>, check::<Bgr666>, check::<Bgr888>]
        .iter()
        .for_each(|check| check());
}

#[test]
fn dithers() {
    let sheet = Sheet::from_rows([[0.0, 0.25], [0.5, 1.0_f32]]);
    drawn(&HeatMap::<_, BinaryColor>::new(&sheet).scale(4)).assert_pattern(&[
        "....#.#.", //
        "........", //
        "....#.#.", //
        "........", //
        "#.#.####", //
        ".#.#####", //
        "#.#.####", //
        ".#.#####", //
    ]);
}

#[test]
fn responses_and_their_ranges() {
    let sheet = Sheet::from_rows([[-4, -2], [0, 4]].map(|row| row.map(FixedWide::from_num)));
    let heat_map = HeatMap::<Fixed16, Gray8>::new(Signal::response(&sheet));
    drawn(&heat_map).assert_pattern(&["00", "0F"]);
    let auto = drawn(&heat_map.range(Range::Auto));
    assert_eq!(auto.get_pixel(Point::new(1, 0)), Some(Gray8::new(64)));
    let heat_map = HeatMap::<Fixed16, Rgb888>::new(Signal::response(&sheet));
    let symmetric = drawn(&heat_map.range(Range::Symmetric).color_map(ColorMap::Diverging));
    assert_eq!(symmetric.get_pixel(Point::new(0, 1)), Some(Rgb888::WHITE));
    assert_eq!(symmetric.get_pixel(Point::new(1, 1)), Some(Rgb888::new(255, 1, 1)));
}

#[test]
fn odd_sheets() {
    let constant = Sheet::<f32, 2>::filled(0.5);
    drawn(&HeatMap::<_, Gray8>::new(&constant).range(Range::Auto).scale(0))
        .assert_pattern(&["00", "00"]);
    let nan = Sheet::from_rows([[f32::NAN, 1.0], [0.0, f32::INFINITY]]);
    drawn(&HeatMap::<_, Gray8>::new(&nan)).assert_pattern(&["0F", "0F"]);
    drawn(&HeatMap::<f32, Gray8>::new(Signal::Activity(&[]))).assert_pattern(&[]);
    // what does not fill a square is left out
    let five = [1.0, 0.0, 0.0, 1.0, 9.0_f32];
    let heat_map = HeatMap::<f32, Gray8>::new(Signal::Activity(&five)).range(Range::Auto);
    drawn(&heat_map).assert_pattern(&["F0", "0F"]);
}
