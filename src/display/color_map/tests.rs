use super::*;
use embedded_graphics::prelude::*;

#[test]
fn perceptual_brightness_is_the_level() {
    let cubehelix = |level: usize| ColorMap::Perceptual.color(level as u8);
    let brightness = |level: usize| {
        let color = cubehelix(level);
        0.30 * f64::from(color.r()) + 0.59 * f64::from(color.g()) + 0.11 * f64::from(color.b())
    };
    for level in 0..256 {
        assert!((brightness(level) - level as f64).abs() <= 0.6, "{level}: {}", brightness(level));
        assert!(level == 0 || brightness(level) > brightness(level - 1), "{level}");
    }
    assert_eq!([cubehelix(0), cubehelix(255)], [Rgb888::BLACK, Rgb888::WHITE]);
}

#[test]
fn diverging_is_symmetric() {
    for level in 0..=255 {
        let (low, high) =
            (ColorMap::Diverging.color(level), ColorMap::Diverging.color(255 - level));
        assert_eq!((low.r(), low.g(), low.b()), (high.b(), high.g(), high.r()));
    }
    let ends = [0, 127, 128, 255].map(|level| ColorMap::Diverging.color(level));
    assert_eq!(
        ends,
        [Rgb888::new(1, 1, 255), Rgb888::WHITE, Rgb888::WHITE, Rgb888::new(255, 1, 1)]
    );
}
