use super::*;
use std::{collections::BTreeSet, vec::Vec};

#[test]
fn hues_go_round() {
    let step = |a: Rgb888, b: Rgb888| {
        a.r().abs_diff(b.r()).max(a.g().abs_diff(b.g())).max(a.b().abs_diff(b.b()))
    };
    let hue = |orientation, level| Rgb888::hue(orientation, level, Point::zero());
    for orientation in 0..=255_u8 {
        let (color, next) = (hue(orientation, 255), hue(orientation.wrapping_add(1), 255));
        assert!((1..=7).contains(&step(color, next)), "{orientation}");
        let all = (0..=255).filter(|&other| hue(other, 255) == color).count();
        assert_eq!(all, 1, "{orientation}");
        assert_eq!(hue(orientation, 0), Rgb888::BLACK);
    }
    let grey = |orientation| Gray8::hue(orientation, 255, Point::zero()).luma();
    for orientation in 0..=255_u8 {
        assert!(grey(orientation).abs_diff(grey(orientation.wrapping_add(1))) <= 2);
    }
    assert_eq!([grey(0), grey(64), grey(128), grey(192)], [255, 127, 1, 127]);
}

#[test]
fn colors_are_the_nearest() {
    fn check<C: HeatColor + From<Rgb888> + core::fmt::Debug>() {
        let zero = Point::zero();
        for (level, other) in (0..=255).flat_map(|a| (0..=255).map(move |b| (a, b))) {
            for map in [ColorMap::Grey, ColorMap::Diverging, ColorMap::Perceptual] {
                assert_eq!(C::heat(level, map, zero), map.color(level).into());
            }
            assert_eq!(C::hue(other, level, zero), Rgb888::hue(other, level, zero).into());
        }
    }
    [check::<Rgb555>, check::<Rgb565>, check::<Rgb666>].iter().for_each(|check| check());
    [check::<Bgr555>, check::<Bgr565>, check::<Bgr666>, check::<Bgr888>]
        .iter()
        .for_each(|check| check());
}

#[test]
fn dimming_is_exact() {
    for (channel, level) in (0..=255).flat_map(|c| (0..=255).map(move |level| (c, level))) {
        let exact = (u32::from(channel) * u32::from(level) + 127) / 255;
        assert_eq!(u32::from(dimmed(channel, level)), exact);
    }
}

#[test]
fn dithering_counts() {
    let square = || (0..64).map(|i| Point::new(i % 8, i / 8));
    assert_eq!(square().map(rank).collect::<BTreeSet<_>>().len(), 64);
    assert_eq!(
        (0..8).map(|x| rank(Point::new(x, 0))).collect::<Vec<_>>(),
        [0, 32, 8, 40, 2, 34, 10, 42]
    );
    assert_eq!(rank(Point::new(-8, 16)), 0);
    for level in 0..=255 {
        let on =
            square().filter(|&at| BinaryColor::heat(level, ColorMap::Grey, at).is_on()).count();
        assert_eq!(on, (usize::from(level) + 2) / 4);
    }
}

fn ends<C: HeatColor + core::fmt::Debug>() {
    let heat = |level, map| C::heat(level, map, Point::new(3, 5));
    for map in [ColorMap::Grey, ColorMap::Perceptual] {
        assert_eq!([heat(0, map), heat(255, map)], [C::DARK, C::LIGHT]);
    }
    assert_ne!(heat(0, ColorMap::Diverging), heat(255, ColorMap::Diverging));
}

#[test]
fn every_color_spans_the_levels() {
    ends::<BinaryColor>();
    [ends::<Gray2>, ends::<Gray4>, ends::<Gray8>].iter().for_each(|check| check());
    [ends::<Rgb555>, ends::<Rgb565>, ends::<Rgb666>, ends::<Rgb888>]
        .iter()
        .for_each(|check| check());
    [ends::<Bgr555>, ends::<Bgr565>, ends::<Bgr666>, ends::<Bgr888>]
        .iter()
        .for_each(|check| check());
    assert_eq!(Gray4::heat(0x7f, ColorMap::Grey, Point::zero()), Gray4::new(7));
}
