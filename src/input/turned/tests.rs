use super::*;
use crate::sheet::Sheet;

/// A picture whose grey is that of a slope: its gradient tells by how much it was turned.
fn slope() -> std::vec::Vec<u16> {
    (0..200 * 200).map(|i| (i % 200 * 300) as u16).collect()
}

#[test]
fn parts_are_turned_by_all_angles_alike_and_keep_their_scale() {
    let pixels = slope();
    let image = GreyImage::new(&pixels, 200, 200, 200).unwrap();
    let mut random = Pcg32::new(1, 0);
    let mut retina = Sheet::<f64, 40>::new();
    let mut quarters = [0_u32; 16];
    const PICTURES: u32 = 1600;
    for _ in 0..PICTURES {
        retina.show_turned(&image, 80, &mut random).unwrap();
        let cells = &retina.0;
        let scale = 65_535.0 / 300.0 / 2.0 / 38.0; // two pixels a cell
        let down = (cells[39][20] - cells[1][20]) * scale;
        let right = (cells[20][39] - cells[20][1]) * scale;
        assert!((down.hypot(right) - 1.0).abs() < 0.01, "{down} {right}");
        let angle = libm::atan2(down, right) / core::f64::consts::TAU + 1.0;
        quarters[(angle * 16.0) as usize % 16] += 1;
    }
    // 100 each; χ² of 15 degrees of freedom is below 37.7 in 99.9 %
    let chi: f64 = quarters.iter().map(|&n| (f64::from(n) - 100.0).powi(2) / 100.0).sum();
    assert!(chi < 37.7, "{quarters:?}: {chi}");
}

/// Every place that the part can have is as likely, and all of it is in the image.
#[test]
fn places_are_uniform() {
    let pixels = slope();
    let image = GreyImage::new(&pixels, 200, 200, 200).unwrap();
    let mut random = Pcg32::new(2, 0);
    let mut retina = Sheet::<f64, 9>::new();
    let (mut sum, mut squares) = (0.0, 0.0);
    const PICTURES: u32 = 4000;
    for _ in 0..PICTURES {
        retina.show_turned(&image, 60, &mut random).unwrap();
        let column = retina.0[4][4] * 65_535.0 / 300.0;
        sum += column;
        squares += column * column;
    }
    let mean = sum / f64::from(PICTURES);
    let deviation = (squares / f64::from(PICTURES) - mean * mean).sqrt();
    // uniform over 199 − 60·√2 pixels
    let width = 199.0 - 60.0 * core::f64::consts::SQRT_2;
    assert!((mean - 99.5).abs() < 2.5, "{mean}");
    assert!((deviation * 12.0_f64.sqrt() / width - 1.0).abs() < 0.04, "{deviation}");
}

#[test]
fn only_what_fits_is_turned() {
    let pixels = [0_u8; 30 * 20];
    let image = GreyImage::new(&pixels, 30, 20, 30).unwrap();
    for (window, fits) in [(0, false), (1, true), (13, true), (14, false), (20, false)] {
        assert_eq!(image.check_turned(window).is_ok(), fits, "{window}");
    }
    let one = GreyImage::new(&pixels[..1], 1, 1, 1).unwrap();
    assert!(one.check_turned(1).is_err());
}
