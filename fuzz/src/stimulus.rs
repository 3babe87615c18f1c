//! Stimuli and streams of any parameters, numbers or not: what is drawn is within 0..=1 in every
//! format, and a stream's parameter that is not allowed is an error.
//!
//! An input is a side, a stimulus and its parameters.

use crate::{
    formats::check_activities,
    input::{Input, numbers},
};
use lissom::{
    DynSheet, Error, Fixed16, Fixed32,
    input::{
        Bar, BlurredLine, Border, Brightest, FaceParams, Faces, GaussianParams, Gaussians, Grating,
        OrientedGaussian, Rotated, Stimulus, Stream, ThreeDots,
    },
    number::Activity,
    side::Dyn,
};

/// Runs an input.
pub fn run(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let side = 1 + input.below(24);
    match input.below(8) {
        0 => check(gaussian(&mut input), side, &mut input),
        1 => {
            let all: Vec<_> = (0..input.below(4)).map(|_| gaussian(&mut input)).collect();
            check(Brightest(&all), side, &mut input);
        }
        2 => {
            let [row, column, sigma] = [(); 3].map(|()| input.number());
            check(ThreeDots { row, column, sigma }, side, &mut input);
        }
        3 => {
            let [frequency, phase, orientation] = [(); 3].map(|()| input.number());
            let side = any_side(side, &mut input);
            check(Grating { side, frequency, phase, orientation }, side, &mut input);
        }
        4 => {
            let [row, column, width, length, orientation] = [(); 5].map(|()| input.number());
            check(Bar { row, column, width, length, orientation }, side, &mut input);
        }
        5 => {
            let line = BlurredLine { side: any_side(side, &mut input), shift: input.any() };
            check(line, side, &mut input);
        }
        6 => check_gaussians(side, &mut input),
        _ => check_faces(side, &mut input),
    }
}

/// The sheet's side, or any.
fn any_side(side: usize, input: &mut Input<'_>) -> usize {
    if input.flag() { input.any() } else { side }
}

fn gaussian(input: &mut Input<'_>) -> OrientedGaussian {
    let [row, column, sigma_row, sigma_column, orientation] = [(); 5].map(|()| input.number());
    OrientedGaussian { row, column, sigma_row, sigma_column, orientation }
}

/// A stimulus as it is, and rotated as an image.
fn check(stimulus: impl Stimulus + Copy, side: usize, input: &mut Input<'_>) {
    check_drawn(&stimulus, side, input);
    let border = if input.flag() { Border::Mirrored } else { Border::Dark };
    let (image, degrees) = (any_side(side, input), input.number());
    check_drawn(&Rotated { stimulus, side: image, degrees, border }, side, input);
}

fn check_drawn(stimulus: &impl Stimulus, side: usize, input: &mut Input<'_>) {
    let side = side.min(24);
    check_format::<Fixed16>(stimulus, side);
    check_format::<Fixed32>(stimulus, side);
    check_format::<f32>(stimulus, side);
    check_format::<f64>(stimulus, side);
    let (row, column) = (input.number(), input.number());
    let far = stimulus.at(row, column);
    assert!((0.0..=1.0).contains(&far), "({row}, {column}): {far}");
}

fn check_format<A: Activity>(stimulus: &impl Stimulus, side: usize) {
    let side = Dyn::new(side.max(1)).expect("a small side");
    let mut sheet = DynSheet::<A>::with_side(side, A::ZERO);
    sheet.draw(stimulus);
    check_activities(sheet.units(), "stimulus");
}

/// Draws some pictures in two formats, or looks at the error.
fn check_stream<S>(stream: Result<S, Error>, allowed: bool, side: usize)
where
    S: Stream<Fixed16, Dyn> + Stream<f64, Dyn> + Clone,
{
    assert_eq!(stream.is_ok(), allowed);
    let mut stream = match stream {
        Ok(stream) => stream,
        Err(error) => return assert!(error.to_string().len() < 200, "{error}"),
    };
    let (mut other, side) = (stream.clone(), Dyn::new(side).expect("a small side"));
    let mut fixed = DynSheet::<Fixed16>::with_side(side, Fixed16::ZERO);
    let mut float = DynSheet::<f64>::with_side(side, 0.0);
    for _ in 0..4 {
        stream.draw(&mut fixed);
        other.draw(&mut float);
        check_activities(fixed.units(), "stream");
        check_activities(float.units(), "stream");
        for (fixed, float) in fixed.units().iter().zip(float.units()) {
            assert!((Activity::to_f64(*fixed) - float).abs() <= 1.0 / 32_768.0);
        }
    }
}

fn rising([low, high]: [f64; 2], most: f64) -> bool {
    0.0 <= low && low <= high && high <= most
}

fn check_gaussians(side: usize, input: &mut Input<'_>) {
    let [sigma_across, sigma_along, separation, margin, low, high] =
        [(); 6].map(|()| input.number());
    let (count, contrast) = (input.any::<u8>() % 11, [low, high]);
    let params = GaussianParams { sigma_across, sigma_along, count, separation, margin, contrast };
    let sigma = |sigma: f64| (0.5..=f64::MAX).contains(&sigma);
    let allowed = sigma(sigma_across)
        && sigma(sigma_along)
        && (1..=8).contains(&count)
        && (0.0..=255.0).contains(&margin)
        && (0.0..=1e6).contains(&separation)
        && rising(contrast, 1.0);
    check_stream(Gaussians::new(&params, input.any()), allowed, side);
}

fn check_faces(side: usize, input: &mut Input<'_>) {
    let [least, most, sigma, tilt, low, high] = [(); 6].map(|()| input.number());
    let (size, contrast) = ([least, most], [low, high]);
    let params = FaceParams { size, sigma, tilt, contrast };
    let allowed = rising(size, 255.0)
        && sigma * least >= 0.5
        && sigma <= 1.0
        && (0.0..=180.0).contains(&tilt)
        && rising(contrast, 1.0);
    check_stream(Faces::new(&params, input.any()), allowed, side);
}

/// Each stimulus as the documentation shows it.
pub fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let seed = |kind: u8, parameters: &[f64], rest: &[u8]| {
        let place = numbers(&[3.0, -1e9]);
        [vec![17, kind], numbers(parameters), rest.to_vec(), place.clone(), vec![0, 0], place]
            .concat()
    };
    vec![
        ("gaussian", seed(0, &[8.5, 8.5, 2.0, 4.0, 30.0], &[])),
        ("dots", seed(2, &[6.0, 8.0, 1.5], &[])),
        ("grating", seed(3, &[3.0, 0.5, 60.0], &[0])),
        ("bar", seed(4, &[8.0, 8.0, 2.0, f64::INFINITY, 45.0], &[])),
        ("line", seed(5, &[], &[0, 253, 255, 255, 255, 255, 255, 255, 255])),
        ("gaussians", seed(6, &[1.0, 4.0, 5.0, 0.1, 1.0], &[2])),
        ("faces", seed(7, &[4.0, 8.0, 0.2, 10.0, 0.5, 1.0], &[])),
    ]
}
