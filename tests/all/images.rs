//! Images and frames of sensors on retinas of any side, beside plain `f64`.

use lissom::{
    Fixed16, Fixed32, Sheet, SheetOf,
    input::{AutoGain, GreyImage, Sample},
    number::Activity,
    random::Pcg32,
    side::Side,
};

/// Samples from `size` pixels at the centre of a cell, clamped at the border, or their mean over
/// it.
fn along(pixel: impl Fn(usize) -> f64, size: usize, side: usize, cell: usize) -> f64 {
    let scale = size as f64 / side as f64;
    if size < side {
        let place = ((cell as f64 + 0.5) * scale - 0.5).clamp(0.0, size as f64 - 1.0);
        let (first, part) = (place.floor(), place.fract());
        let next = (first as usize + 1).min(size - 1);
        return (1.0 - part) * pixel(first as usize) + part * pixel(next);
    }
    let (from, to) = (cell as f64 * scale, (cell as f64 + 1.0) * scale);
    let share = |at: usize| (to.min(at as f64 + 1.0) - from.max(at as f64)).max(0.0);
    (0..size).map(|at| share(at) * pixel(at)).sum::<f64>() / scale
}

/// Compares all cells with the formula: to rounding.
fn check<P: Sample, const N: usize>(image: &GreyImage<'_, P>, pixel: impl Fn(usize, usize) -> u16) {
    let white: u16 = P::WHITE.into();
    let (mut exact, mut fixed) = (Sheet::<f64, N>::new(), Sheet::<Fixed16, N>::new());
    let mut fine = Sheet::<Fixed32, N>::new();
    exact.show(image);
    fixed.show(image);
    fine.show(image);
    for (row, column) in (0..N * N).map(|cell| (cell / N, cell % N)) {
        let across =
            |y| along(|x| f64::from(pixel(y, x)), image.width(), N, column) / f64::from(white);
        let mean = along(across, image.height(), N, row);
        let [exact, fixed, fine] =
            [exact.0[row][column], fixed.0[row][column].to_f64(), fine.0[row][column].to_f64()];
        let what = format!("{} × {} on {N}", image.width(), image.height());
        assert!((exact - mean).abs() < 1e-11, "{what}: {exact} {mean}");
        // half a step; the largest number is a whole one below 1
        let nearest = (mean * 32_768.0).round().min(32_767.0) / 32_768.0;
        assert!((fixed - nearest).abs() <= 1.0 / 32_768.0, "{what}: {fixed} {mean}");
        assert!((fixed - mean.min(32_767.0 / 32_768.0)).abs() < 0.5001 / 32_768.0, "{what}");
        assert!((fine - mean).abs() < 2f64.powi(-24), "{what}: {fine} {mean}");
    }
}

/// Random pixels, with some of the extremes; the parts between rows are none of the picture's.
fn check_sides<P: Sample>(random: &mut Pcg32, sizes: [usize; 2], any: impl Fn(u32) -> P) {
    let [width, height] = sizes;
    let stride = width + random.below(5) as usize;
    let samples: Vec<P> = (0..stride * height)
        .map(|_| match random.below(8) {
            0 => any(0),
            1 => P::WHITE,
            _ => any(random.next_u32()),
        })
        .collect();
    let image = GreyImage::new(&samples, width, height, stride).unwrap();
    let pixel = |row: usize, column: usize| -> u16 { samples[row * stride + column].into() };
    check::<P, 1>(&image, pixel);
    check::<P, 3>(&image, pixel);
    check::<P, 8>(&image, pixel);
    check::<P, 24>(&image, pixel);
    check::<P, 36>(&image, pixel);
}

#[test]
fn they_are_shown_as_by_the_formula() {
    let mut random = Pcg32::new(5, 8);
    for sizes in [[1, 1], [1, 40], [40, 1], [2, 2], [8, 8], [24, 24], [36, 35], [3, 100]] {
        check_sides(&mut random, sizes, |bits| bits as u8);
        check_sides(&mut random, sizes, |bits| bits as u16);
    }
    for _ in 0..12 {
        let sizes = [0; 2].map(|_| 1 + random.below(60) as usize);
        check_sides(&mut random, sizes, |bits| bits as u8);
        check_sides(&mut random, sizes, |bits| bits as u16);
    }
}

#[test]
fn enlarged_they_are_interpolated_between_centres() {
    let mut retina = Sheet::<f64, 4>::new();
    retina.show(&GreyImage::new(&[0_u8, 255, 255, 0], 2, 2, 2).unwrap());
    assert_eq!(retina.0[0], [0.0, 0.25, 0.75, 1.0]);
    assert_eq!(retina.0[3], [1.0, 0.75, 0.25, 0.0]);
    assert_eq!(retina.0.map(|row| row[0]), [0.0, 0.25, 0.75, 1.0]);
}

#[test]
fn rows_are_downwards_and_columns_to_the_right() {
    for side in [5, 12] {
        let samples: Vec<u16> = (0..8 * 8).map(|i| (i / 8 * 1000 + i % 8) as u16).collect();
        let image = GreyImage::new(&samples, 8, 8, 8).unwrap();
        let mut retina = [[0.0; 12]; 12];
        if side == 5 {
            let mut sheet = Sheet::<f64, 5>::new();
            sheet.show(&image);
            for (to, from) in retina.iter_mut().zip(sheet.0) {
                to[..5].copy_from_slice(&from);
            }
        } else {
            let mut sheet = Sheet::<f64, 12>::new();
            sheet.show(&image);
            retina = sheet.0;
        }
        assert!(retina[0][side - 1] > retina[0][0] && retina[1][0] > retina[0][side - 1]);
        assert!(retina[side - 1][0] > retina[side - 2][side - 1]);
    }
}

#[test]
fn the_largest_do_not_overflow() {
    let mut retina = Sheet::<Fixed32, 255>::new();
    let white = vec![u16::MAX; 32_767];
    for [width, height] in [[32_767, 1], [1, 32_767], [181, 181]] {
        retina.show(&GreyImage::new(&white, width, height, width).unwrap());
        assert!(retina.units().iter().all(|&unit| unit == Fixed32::ONE), "{width} × {height}");
    }
    let row = vec![u16::MAX; 32_767 * 4];
    retina.show(&GreyImage::new(&row, 32_767, 4, 32_767).unwrap());
    assert!(retina.units().iter().all(|&unit| unit == Fixed32::ONE));
}

#[test]
fn what_is_no_image_is_refused() {
    let samples = [0_u16; 10];
    let refused = |width, height, stride| GreyImage::new(&samples, width, height, stride);
    let text = |width, height, stride| refused(width, height, stride).unwrap_err().to_string();
    assert_eq!(text(0, 1, 1), "width 0 is not a number of 1..=32767");
    assert_eq!(text(1, 32_768, 1), "height 32768 is not a number of 1..=32767");
    assert_eq!(text(4, 2, 3), "stride 3 is below the image's width 4");
    assert_eq!(text(4, 2, 7), "image of 10 samples where its size needs 11");
    assert!(refused(2, 32_767, usize::MAX).is_err());
    assert!(refused(4, 2, 6).is_ok());
    assert_eq!(
        AutoGain::new(0).unwrap_err().to_string(),
        "least range 0 is not a number of 1..=65535"
    );
}

/// A frame whose samples are `low`, `high`, and the middle, as it is shown.
fn shown(gain: &mut AutoGain, low: u16, high: u16) -> [f64; 3] {
    let samples = [low, high, u16::midpoint(low, high), low];
    let mut retina = Sheet::<f64, 2>::new();
    gain.show(&GreyImage::new(&samples, 2, 2, 2).unwrap(), &mut retina);
    let [[low, high], [middle, _]] = retina.0;
    [low, high, middle]
}

#[test]
fn a_scene_fills_the_range() {
    for (low, high) in [(0, 64), (100, 164), (2000, 65_000), (0, 65_535), (65_471, 65_535)] {
        let mut gain = AutoGain::new(64).unwrap();
        for _ in 0..100 {
            let [black, white, middle] = shown(&mut gain, low, high);
            assert_eq!([black, white], [0.0, 1.0]);
            assert!((middle - 0.5).abs() < 0.01);
        }
    }
}

/// Noise of two samples on a flat scene, at the ends and in the middle of the samples' range.
#[test]
fn a_flat_scene_is_grey_and_its_noise_is_small() {
    for level in [0, 1, 300, 65_000, 65_533] {
        let mut gain = AutoGain::new(64).unwrap();
        let mut random = Pcg32::new(1, 2);
        for _ in 0..1000 {
            let noise = random.below(3) as u16;
            for grey in shown(&mut gain, level, level + noise) {
                assert!((grey - 0.5).abs() <= 2.0 / 64.0 + 1e-9, "{level}: {grey}");
            }
        }
    }
}

#[test]
fn it_opens_in_a_few_frames_and_closes_in_many() {
    let mut gain = AutoGain::new(64).unwrap();
    shown(&mut gain, 1000, 2000);
    // an end moves half the way a frame
    let mut frames = 0;
    while shown(&mut gain, 1000, 9000)[2] > 0.51 {
        frames += 1;
    }
    assert_eq!(frames, 5);
    // and comes back by 1/32: half of it in 22 frames
    let closing: Vec<f64> = (0..400).map(|_| shown(&mut gain, 1000, 2000)[1]).collect();
    assert!(closing.is_sorted());
    let expected = |frame: i32| 1000.0 / (1000.0 + 7000.0 * (31.0_f64 / 32.0).powi(frame + 1));
    for (frame, &white) in (0..).zip(&closing) {
        assert!((white - expected(frame)).abs() < 0.02, "{frame}: {white} {}", expected(frame));
    }
    // one frame with an outlier does not blind it
    shown(&mut gain, 1000, 60_000);
    assert!(shown(&mut gain, 1000, 2000)[1] > 1000.0 / 31_000.0);
}

/// The state is all that there is between frames.
#[test]
fn equal_gains_show_equal_pictures() {
    let mut gain = AutoGain::new(5).unwrap();
    shown(&mut gain, 7, 9000);
    let mut other = gain;
    assert_eq!(shown(&mut gain, 30, 400), shown(&mut other, 30, 400));
    assert_eq!(gain, other);
}

/// Frames that move through all kinds of ranges.
fn trace<P: Sample, A: Activity, S: Side>(
    retina: &mut SheetOf<A, S>,
    sizes: [usize; 2],
    any: impl Fn(u32) -> P,
) -> u32 {
    let (mut gain, mut random) = (AutoGain::new(9).unwrap(), Pcg32::new(3, 4));
    let [width, height] = sizes;
    (0..50).fold(0, |trace: u32, frame| {
        let samples: Vec<P> =
            (0..width * height).map(|_| any(random.below(1 + 40 * frame) + frame)).collect();
        let image = GreyImage::new(&samples, width, height, width).unwrap();
        retina.show(&image);
        let shown = retina.hash();
        gain.show(&image, retina);
        trace.rotate_left(7) ^ shown ^ retina.hash().rotate_left(16)
    })
}

/// The same bits everywhere.
#[test]
fn traces() {
    let traces = [
        trace(&mut Sheet::<Fixed16, 24>::new(), [8, 8], |bits| bits as u16),
        trace(&mut Sheet::<Fixed16, 24>::new(), [35, 31], |bits| bits as u8),
        trace(&mut Sheet::<Fixed32, 7>::new(), [8, 8], |bits| bits as u16),
        trace(&mut Sheet::<f32, 12>::new(), [5, 30], |bits| bits as u8),
    ];
    assert_eq!(traces, [0xe884_945d, 0x1a9a_8ce3, 0x3e36_f204, 0x460d_1bf2], "{traces:08x?}");
}

#[cfg(feature = "alloc")]
#[test]
fn the_side_may_be_known_at_run_time() {
    use lissom::{DynSheet, side::Dyn};
    let mut retina = DynSheet::with_side(Dyn::new(24).unwrap(), Fixed16::ZERO);
    let known = trace(&mut Sheet::<Fixed16, 24>::new(), [8, 8], |bits| bits as u16);
    assert_eq!(trace(&mut retina, [8, 8], |bits| bits as u16), known);
}

/// FNV-1a of the size and of "foobar", which is cut out of a larger image.
#[test]
fn hash_is_fnv_1a() {
    let fnv = |bytes: &[u8]| {
        let step = |hash: u32, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        bytes.iter().fold(0x811c_9dc5, step)
    };
    assert_eq!(fnv(b"foobar"), 0xbf9c_f968); // the published one
    let foobar = GreyImage::new(b".foo..bar", 4, 2, 5).unwrap().part(0, 1, 2, 3).unwrap();
    assert_eq!(foobar.hash(), fnv(b"\x03\0\0\0\x02\0\0\0foobar"));
    assert_ne!(GreyImage::new(b"foobar", 2, 3, 2).unwrap().hash(), foobar.hash());
    let wide = [0x6f66_u16, 0x626f, 0x7261];
    let wide = GreyImage::new(&wide, 3, 1, 3).unwrap();
    assert_eq!(wide.hash(), fnv(b"\x03\0\0\0\x01\0\0\0foobar"));
}
