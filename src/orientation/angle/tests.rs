use super::*;
use crate::random::Pcg32;

#[test]
fn angles_and_lengths_are_those_of_floats() {
    let mut random = Pcg32::new(5, 5);
    let (mut angle_error, mut length_error) = (0.0_f64, 0.0_f64);
    for i in 0..200_000 {
        let bits = i % 29 + 2;
        let mut next = || (random.next_u32() as i32) >> (31 - bits);
        let (x, y) = (next(), next());
        let (orientation, length) = Orientation::of(x, y);
        let (x, y) = (f64::from(x), f64::from(y));
        let exact = libm::hypot(x, y);
        length_error = length_error.max((f64::from(length) - exact).abs() - exact * 1e-7);
        if exact > 0.0 {
            let steps = libm::atan2(y, x) / PI * 32_768.0 - f64::from(orientation.0);
            angle_error = angle_error.max((steps - (steps / 65_536.0).round() * 65_536.0).abs());
        }
    }
    assert!(angle_error < 0.6, "{angle_error}");
    assert!(length_error <= 1.0, "{length_error}");
    assert_eq!(Orientation::of(0, 0), (Orientation(0), 0));
    let far = 1 << 30;
    assert_eq!(Orientation::of(-far, 0), (Orientation(1 << 15), far as u32));
}

#[test]
fn degrees_wrap() {
    assert_eq!(Orientation::from_degrees(-45.0), Orientation::from_degrees(135.0));
    assert_eq!(Orientation::from_degrees(180.0), Orientation(0));
    assert_eq!(Orientation::step(3, 4).degrees(), 135.0);
    assert_eq!(Orientation::step(3, 0), Orientation(0));
    let turn = Orientation::from_degrees(170.0).turn_from(Orientation::from_degrees(10.0));
    assert_eq!(turn, Orientation::from_degrees(-20.0).0 as i16);
    let (cos, sin) = Orientation(1 << 14).doubled();
    assert_eq!((cos, sin), (0, 1 << 24)); // 45°
    assert_eq!(Orientation(1 << 15).direction(), (0, 1 << 24)); // 90°
    Orientation::from_degrees(f64::NAN);
}
