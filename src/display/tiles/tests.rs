use super::*;
use crate::{
    display::testing::{check_clipping, drawn},
    field,
    geometry::Field,
    number::{Fixed16, Fixed32},
    weights::Weights,
};
use embedded_graphics::pixelcolor::*;

type Shape = field!(3, 2, 1.0);
static SHAPE: Shape = Field::new(1.0);
const CONNECTIONS: usize = Shape::CONNECTIONS;

fn weights<W: Weight>(values: [f64; CONNECTIONS]) -> Weights<W, CONNECTIONS> {
    let mut weights = Weights::new();
    weights.load(&SHAPE, &values.map(|value| value / 64.0)).unwrap();
    weights
}

const RISING: [f64; CONNECTIONS] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 12.0, 14.0, 15.0];

#[test]
fn every_format_draws_the_same() {
    fn check<W: Weight>() {
        let weights = weights::<W>(RISING);
        let tiles = ConnectionFields::<_, _, _, Gray8>::new(weights.on(&SHAPE));
        drawn(&tiles.shared_range(true)).assert_pattern(&[
            "1200045", //
            "3000006", //
            "0000000", //
            "0000000", //
            "0000000", //
            "700000C", //
            "89000EF", //
        ]);
        let each = drawn(&tiles.gap(0));
        let at = |x, y| each.get_pixel(Point::new(x, y)).map(|color| color.luma());
        assert_eq!([at(0, 0), at(1, 0), at(2, 2)], [Some(85), Some(170), Some(0)]);
        assert_eq!([at(5, 1), at(1, 5), at(5, 5)], [Some(255); 3]);
        check_clipping(&tiles.scale(3).gap(2));
        check_clipping(&tiles.scale(2).gap(5).shared_range(true));
    }
    [check::<f32>, check::<f64>, check::<Fixed16>, check::<Fixed32>]
        .iter()
        .for_each(|check| check());
}

#[test]
fn cells_are_the_weights() {
    type Wide = field!(9, 4, 2.5);
    static WIDE: Wide = Field::new(2.5);
    let mut weights = Weights::<f64, { Wide::CONNECTIONS }>::new();
    let values: std::vec::Vec<_> =
        (0..Wide::CONNECTIONS).map(|i| (i % 13) as f64 / 255.0).collect();
    weights.load(&WIDE, &values).unwrap();
    let projection = weights.on(&WIDE);
    let picture =
        drawn(&ConnectionFields::<_, _, _, Gray8>::new(projection).gap(3).shared_range(true));
    for (unit, cell) in (0..16).flat_map(|unit| (0..81).map(move |cell| (unit, cell))) {
        let (i, j, row, column) = (unit / 4, unit % 4, cell / 9, cell % 9);
        let at = Point::new((12 * j + column) as i32, (12 * i + row) as i32);
        let level = projection.connection_field(i, j).weight(row, column) * 255.0 / 12.0 * 255.0;
        assert_eq!(f64::from(picture.get_pixel(at).unwrap().luma()), libm::round(level));
    }
}

#[test]
fn signed_weights() {
    let mut values = [0.0; CONNECTIONS];
    (values[0], values[1], values[3]) = (-4.0, 2.0, 1.0);
    let weights = weights::<Fixed16>(values);
    let tiles = ConnectionFields::<_, _, _, Rgb888>::new(weights.on(&SHAPE))
        .symmetric()
        .color_map(ColorMap::Diverging);
    for (tiles, second) in [(tiles, 1), (tiles.shared_range(true), 191)] {
        let picture = drawn(&tiles);
        let at = |x, y| picture.get_pixel(Point::new(x, y)).unwrap();
        assert_eq!(
            [at(0, 0), at(2, 2), at(3, 0)],
            [Rgb888::new(1, 1, 255), Rgb888::WHITE, Rgb888::BLACK]
        );
        assert_eq!(at(1, 0), Rgb888::new(255, 129, 129));
        assert_eq!(at(5, 0), Rgb888::new(255, second, second));
        check_clipping(&tiles);
    }
}

#[test]
fn empty_and_odd() {
    let zero = Weights::<Fixed16, CONNECTIONS>::new();
    let tiles = ConnectionFields::<_, _, _, BinaryColor>::new(zero.on(&SHAPE)).scale(0);
    drawn(&tiles).assert_pattern(&["......."; 7]);
    type Point1 = field!(1, 1, 0.5);
    static POINT: Point1 = Field::new(0.5);
    let one = Weights::<f32, { Point1::CONNECTIONS }>::new();
    let tiles = ConnectionFields::<_, _, _, Gray8>::new(one.on(&POINT)).gap(9).scale(2);
    drawn(&tiles).assert_pattern(&["00", "00"]);
}
