//! Grey images of any sizes, strides and parts, of 8 and 16 bits: what is shown on a sheet of any
//! side is the mean of each cell's box, by a formula in `f64`, or interpolated, and what does not
//! fit is an error. Automatic gain shows it in 0..=1.
//!
//! An input is sizes, the sides of sheets and a part, then the pixels.

use crate::{formats::check_activities, input::Input};
use lissom::{
    DynSheet, Error, Fixed16, Fixed32,
    input::{AutoGain, GreyImage, Patches, Sample, Stream},
    number::Activity,
    side::Dyn,
};

/// Runs an input.
pub fn run(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let [width, height, stride] = [(); 3].map(|()| size(&mut input));
    let (side, window, seed) = (1 + input.below(40), size(&mut input), input.any());
    let corner = [(); 2].map(|()| size(&mut input));
    let [part_height, part_width] = [(); 2].map(|()| size(&mut input));
    let pixels = input.rest();
    let found = GreyImage::new(pixels, width, height, stride);
    let fits = needed(width, height, stride).is_some_and(|needed| needed <= pixels.len());
    assert_eq!(found.is_ok(), fits, "{found:?}");
    let Ok(image) = found else {
        return assert!(found.unwrap_err().to_string().len() < 200);
    };
    check_shown(&image, side, |row, column| pixels[row * stride + column]);
    let [row, column] = corner;
    let part = image.part(row, column, part_height, part_width);
    let inside = part_height > 0
        && part_width > 0
        && row.checked_add(part_height).is_some_and(|end| end <= height)
        && column.checked_add(part_width).is_some_and(|end| end <= width);
    assert_eq!(part.is_ok(), inside, "{part:?}");
    if let Ok(part) = part {
        assert_eq!((part.width(), part.height()), (part_width, part_height));
        check_shown(&part, side, |i, j| pixels[(row + i) * stride + column + j]);
    }
    check_wide(pixels, [width, height, stride], side);
    check_patches(&[image], side, window, seed);
    check_patches(&[image, part.unwrap_or(image)], side, window, seed);
}

/// The most pixels in a row, and rows.
const MOST: usize = 32_767;

/// A small size, or one of those at which sums overflow.
fn size(input: &mut Input<'_>) -> usize {
    match input.any::<u8>() {
        small @ 0..250 => small.into(),
        250 => usize::MAX,
        251 => usize::MAX / 2 + 1,
        252 => 1 << 32,
        _ => input.any::<u16>().into(),
    }
}

/// The bytes up to the last pixel, of an image that has pixels.
fn needed(width: usize, height: usize, stride: usize) -> Option<usize> {
    let rows = height.checked_sub(1)?;
    let right = (1..=MOST).contains(&width) && height <= MOST && stride >= width;
    stride.checked_mul(rows)?.checked_add(width).filter(|_| right)
}

/// The same bytes as pixels of 16 bits.
fn check_wide(bytes: &[u8], [width, height, stride]: [usize; 3], side: usize) {
    let pairs = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let samples: Vec<u16> = pairs.collect();
    let Ok(image) = GreyImage::new(&samples, width, height, stride) else { return };
    check_shown(&image, side, |row, column| samples[row * stride + column]);
}

fn check_shown<P: Sample>(
    image: &GreyImage<'_, P>,
    side: usize,
    pixel: impl Fn(usize, usize) -> P,
) {
    let (white, value): (u16, _) = (P::WHITE.into(), |i, j| -> u16 { pixel(i, j).into() });
    let sheet = |side| Dyn::new(side).expect("a small side");
    let mut exact = DynSheet::<f64>::with_side(sheet(side), 0.0);
    exact.show(image);
    check_activities(exact.units(), "f64");
    // a box as large as the cell and at least a pixel, within the image
    let share = |index: usize, size: usize, pixel: usize| {
        let (size, scale) = (size as f64, size as f64 / side as f64);
        let width = scale.max(1.0);
        let middle = (index as f64 + 0.5) * scale;
        let from = (middle - width / 2.0).max(0.0).min(size - width);
        let (left, right) = (from.max(pixel as f64), (from + width).min(pixel as f64 + 1.0));
        (right - left).max(0.0) / width
    };
    let (width, height) = (image.width(), image.height());
    if width * height * side < 1 << 12 {
        for (unit, &shown) in exact.units().iter().enumerate() {
            let mut sum = 0.0;
            for (i, j) in (0..height).flat_map(|i| (0..width).map(move |j| (i, j))) {
                let shares = share(unit / side, height, i) * share(unit % side, width, j);
                sum += shares * f64::from(value(i, j));
            }
            let mean = sum / f64::from(white);
            assert!((shown - mean).abs() < 1e-12, "{width} × {height} on {side}: {shown}, {mean}");
        }
    }
    check_format::<Fixed16>(image, &exact, 1.0 / 32_768.0);
    check_format::<Fixed32>(image, &exact, 1e-9);
    check_format::<f32>(image, &exact, 1e-7);
    // the range of a first frame is that of its samples
    let mut gain = AutoGain::new(1).expect("it is not 0");
    gain.show(image, &mut exact);
    check_activities(exact.units(), "with gain");
    // the hash is that of the pixels, wherever they lie
    let copied: Vec<P> = (0..height)
        .flat_map(|i| (0..width).map(move |j| (i, j)))
        .map(|(i, j)| pixel(i, j))
        .collect();
    let copy = GreyImage::new(&copied, width, height, width).expect("it is whole");
    assert_eq!(copy.hash(), image.hash());
}

fn check_format<A: Activity>(
    image: &GreyImage<'_, impl Sample>,
    exact: &DynSheet<f64>,
    tolerance: f64,
) {
    let mut sheet = DynSheet::<A>::with_side(exact.side(), A::ZERO);
    sheet.show(image);
    for (unit, exact) in sheet.units().iter().zip(exact.units()) {
        assert!((unit.to_f64() - exact).abs() <= tolerance, "{unit:?} {exact}");
    }
}

fn check_patches(images: &[GreyImage<'_>], side: usize, window: usize, seed: u64) {
    let fits = |image: &GreyImage<'_>| (1..=image.width().min(image.height())).contains(&window);
    let stream = Patches::new(images, window, seed);
    assert_eq!(stream.is_ok(), images.iter().all(fits), "{stream:?}");
    let Ok(mut stream) = stream else {
        return assert!(matches!(stream, Err(Error::Window { .. })));
    };
    let (mut again, side) = (stream.clone(), Dyn::new(side).expect("a small side"));
    let mut sheets = [(); 2].map(|()| DynSheet::<Fixed16>::with_side(side, Fixed16::ZERO));
    for _ in 0..3 {
        let [one, other] = &mut sheets;
        stream.draw(one);
        again.draw(other);
        check_activities(one.units(), "patch");
        assert_eq!(one, other);
    }
    assert_eq!(stream.hash(), again.hash());
}

/// Parts of a face and of a grating, as the reference data has them.
pub fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let grey = |bytes: &[u8]| -> Vec<u8> {
        let cells = lissom_npy::decode(bytes, bytes.len() as u64).expect("it is a sheet");
        cells.iter().map(|cell| (cell * 255.0).round() as u8).collect()
    };
    let face = grey(include_bytes!("../../tests/data/stimuli/face36.npy"));
    let grating = grey(include_bytes!("../../tests/data/stimuli/grating36.npy"));
    let image = |sizes: [u8; 5], part: [u8; 4], pixels: &[u8]| {
        let [width, height, stride, side, window] = sizes;
        let seed = [7, 0, 0, 0, 0, 0, 0, 0];
        [&[width, height, stride, side, window][..], &seed, &part, pixels].concat()
    };
    vec![
        ("face", image([36, 36, 36, 23, 12], [3, 4, 20, 30], &face)),
        ("grating", image([30, 20, 36, 6, 20], [0, 0, 20, 30], &grating)),
        ("enlarged", image([5, 3, 7, 39, 2], [1, 1, 1, 1], &face[300..330])),
        ("huge", image([5, 250, 251, 3, 2], [250, 1, 1, 252], &face[300..310])),
    ]
}
