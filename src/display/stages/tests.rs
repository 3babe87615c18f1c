use super::*;
use crate::{
    display::testing::{check_clipping, drawn},
    number::{Fixed16, Fixed32},
    sheet::Sheet,
};
use embedded_graphics::pixelcolor::*;

#[test]
fn every_format_draws_the_same() {
    fn check<A: Activity>() {
        let (small, large) = (Sheet::<A, 5>::filled(A::ratio(1, 3)), Sheet::<A, 6>::filled(A::ONE));
        let panels = [Panel::new("IL", &small), Panel::new("L", &large), Panel::new("x", &small)];
        let stages = Stages::<_, Gray8>::new(&panels).columns(2).gap(1);
        drawn(&stages).assert_pattern(&[
            "000000000000", //
            "0FFF00F00000", //
            "00F000F00000", //
            "00F000F00000", //
            "00F000F00000", //
            "00F000F00000", //
            "0FFF00FFFF00", //
            "000000000000", //
            "000000000000", //
            "555550FFFFFF", //
            "555550FFFFFF", //
            "555550FFFFFF", //
            "555550FFFFFF", //
            "555550FFFFFF", //
            "000000FFFFFF", //
            "000000000000", //
            "000000000000", //
            "000000000000", //
            "000000000000", //
            "F00F00000000", //
            "0FF000000000", //
            "0FF000000000", //
            "F00F00000000", //
            "000000000000", //
            "000000000000", //
            "555550000000", //
            "555550000000", //
            "555550000000", //
            "555550000000", //
            "555550000000", //
        ]);
        check_clipping(&stages);
        check_clipping(&stages.columns(3));
    }
    [check::<f32>, check::<f64>, check::<Fixed16>, check::<Fixed32>]
        .iter()
        .for_each(|check| check());
}

#[test]
fn panels_are_heat_maps() {
    let sheet = Sheet::from_rows([[-1.0, 0.5], [f32::NAN, 1.0]]);
    let panel = Panel {
        range: Range::Symmetric,
        color_map: ColorMap::Diverging,
        ..Panel::<f32>::new("", Signal::response(&sheet))
    };
    let panels = [panel];
    let whole = drawn(&Stages::<_, Rgb565>::new(&panels).scale(4).columns(0));
    let heat_map = HeatMap::<_, Rgb565>::new(panel.signal).range(panel.range).scale(4);
    let heat_map = drawn(&heat_map.color_map(panel.color_map));
    for at in Rectangle::new(Point::zero(), Size::new_equal(8)).points() {
        assert_eq!(whole.get_pixel(at + Size::new(0, TITLE)), heat_map.get_pixel(at));
    }
}

#[test]
fn titles_are_cut() {
    let sheet = Sheet::<Fixed16, 11>::new();
    let picture = |title| drawn(&Stages::<_, BinaryColor>::new(&[Panel::new(title, &sheet)]));
    picture("I tell").assert_eq(&picture("I "));
    picture("é\n√").assert_eq(&picture("??"));
    picture("").assert_pattern(&["..........."; 20]);
    assert_eq!([cut("añb", 2), cut("añb", 3), cut("añb", 0), cut("", 4)], ["añ", "añb", "", ""]);
}

#[test]
fn no_panels() {
    assert_eq!(Stages::<f32, Rgb888>::new(&[]).size(), Size::zero());
    let nothing = [Panel::<f32>::new("title", Signal::Activity(&[]))];
    assert_eq!(Stages::<_, Rgb888>::new(&nothing).size(), Size::new(0, TITLE));
}
