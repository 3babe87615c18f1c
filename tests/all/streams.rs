//! Training pictures: the formula, all formats alike, and hashes that other machines must find.

use crate::helpers::units;
use lissom::{
    Error, Fixed16, Fixed32, Sheet,
    input::{
        FaceParams, Faces, GaussianParams, Gaussians, GreyImage, OrientedGaussian, Patches, Stream,
    },
    number::Activity,
    random::Pcg32,
    sheet::hash,
    side::Const,
};

const ONE: GaussianParams = GaussianParams {
    sigma_across: 1.06,
    sigma_along: 4.95,
    count: 1,
    separation: 0.0,
    margin: 0.0,
    contrast: [1.0, 1.0],
};
const TWO: GaussianParams =
    GaussianParams { count: 2, separation: 14.3, contrast: [0.1, 1.0], ..ONE };

const FACE: FaceParams =
    FaceParams { size: [6.0, 12.0], sigma: 0.2, tilt: 30.0, contrast: [0.1, 1.0] };

/// The hash of each picture's hash.
fn trace<A: Activity>(stream: &mut impl Stream<A, Const<24>>, pictures: usize) -> u32 {
    let mut retina = Sheet::<A, 24>::new();
    let hashes = (0..pictures).map(|_| {
        stream.draw(&mut retina);
        Fixed32::from_bits(retina.hash() as i32)
    });
    hash(&hashes.collect::<Vec<_>>())
}

#[test]
fn all_formats_see_the_same() {
    all_see_the_same(&Gaussians::new(&TWO, 5).unwrap());
    all_see_the_same(&Faces::new(&FACE, 5).unwrap());
}

fn all_see_the_same<S>(stream: &S)
where
    S: Clone
        + Stream<f64, Const<24>>
        + Stream<f32, Const<24>>
        + Stream<Fixed32, Const<24>>
        + Stream<Fixed16, Const<24>>,
{
    let mut streams = [(); 4].map(|()| stream.clone());
    for _ in 0..100 {
        let (mut a, mut b, mut c, mut d) = (
            Sheet::<f64, 24>::new(),
            Sheet::<f32, 24>::new(),
            Sheet::<Fixed32, 24>::new(),
            Sheet::<Fixed16, 24>::new(),
        );
        streams[0].draw(&mut a);
        streams[1].draw(&mut b);
        streams[2].draw(&mut c);
        streams[3].draw(&mut d);
        for unit in 0..24 * 24 {
            let exact = a.units()[unit];
            assert_eq!(f64::from(b.units()[unit]), exact);
            assert_eq!(c.units()[unit], Fixed32::from_f64(exact));
            assert_eq!(d.units()[unit], Fixed16::from_f64(exact));
        }
    }
}

#[test]
fn traces() {
    let bytes: Vec<u8> = (0..60 * 40).map(|i| (i * i / 7 % 256) as u8).collect();
    let image = GreyImage::new(&bytes, 50, 40, 60).unwrap();
    let two = [image, image.part(3, 5, 30, 26).unwrap()];
    let traces = [
        trace::<Fixed16>(&mut Gaussians::new(&ONE, 1).unwrap(), 1000),
        trace::<Fixed16>(&mut Gaussians::new(&TWO, 1).unwrap(), 1000),
        trace::<Fixed16>(&mut Faces::new(&FACE, 1).unwrap(), 1000),
        trace::<Fixed16>(&mut Patches::new(&[image], 24, 1).unwrap(), 1000),
        trace::<Fixed16>(&mut Patches::new(&two, 24, 1).unwrap(), 1000),
    ];
    assert_eq!(
        traces,
        [0x01e7_550a, 0xcfd0_099d, 0x62f2_7370, 0x6b10_297e, 0x9ffb_b081],
        "{traces:08x?}"
    );
}

/// Recovers place and orientation from the moments of a picture, and compares with the formula.
#[test]
fn pictures_are_gaussians() {
    let mut stream = Gaussians::new(&ONE, 3).unwrap();
    let (mut inside, mut angles) = (0, [0; 4]);
    for _ in 0..2000 {
        let mut retina = Sheet::<f64, 48>::new();
        stream.draw(&mut retina);
        let cells = || units(48).map(|(i, j)| (i as f64, j as f64));
        let mean = |f: &dyn Fn(f64, f64) -> f64| {
            let units = retina.units();
            cells().zip(units).map(|((i, j), w)| w * f(i, j)).sum::<f64>()
                / units.iter().sum::<f64>()
        };
        let (row, column) = (mean(&|i, _| i), mean(&|_, j| j));
        if !(18.0..30.0).contains(&row) || !(18.0..30.0).contains(&column) {
            continue; // the border may cut it
        }
        inside += 1;
        let [yy, xx, xy] = [
            mean(&|i, _| (i - row).powi(2)),
            mean(&|_, j| (j - column).powi(2)),
            mean(&|i, j| (i - row) * (j - column)),
        ];
        // along its own axes the variances are σ²
        let spread = ((xx - yy) / 2.0).hypot(xy);
        assert!(((xx + yy) / 2.0 + spread - 4.95 * 4.95).abs() < 0.05);
        assert!(((xx + yy) / 2.0 - spread - 1.06 * 1.06).abs() < 0.01);
        let orientation = f64::atan2(-2.0 * xy, xx - yy).to_degrees() / 2.0;
        angles[((orientation + 90.0) / 45.0) as usize % 4] += 1;
        let exact =
            OrientedGaussian { row, column, sigma_row: 1.06, sigma_column: 4.95, orientation };
        for ((i, j), ours) in cells().zip(retina.units()) {
            assert!((exact.intensity(i, j) - ours).abs() < 2e-3, "{exact:?} at {i} {j}: {ours}");
        }
    }
    println!("{inside} inside, orientations {angles:?}");
    assert!(inside > 80 && angles.iter().all(|&n| n > inside / 8));
}

#[test]
fn two_keep_their_distance() {
    let params =
        GaussianParams { sigma_across: 0.5, sigma_along: 0.5, separation: 12.0, count: 2, ..ONE };
    let mut stream = Gaussians::new(&params, 3).unwrap();
    let mut seen = 0;
    for _ in 0..200 {
        let mut retina = Sheet::<f64, 24>::new();
        stream.draw(&mut retina);
        let lit: Vec<_> = units(24).filter(|&(i, j)| retina.0[i][j] > 0.5).collect();
        let square = |a: (usize, usize), b: (usize, usize)| {
            a.0.abs_diff(b.0).pow(2) + a.1.abs_diff(b.1).pow(2)
        };
        for &a in &lit {
            assert!(lit.iter().all(|&b| square(a, b) <= 8 || square(a, b) >= 10 * 10));
        }
        seen += usize::from(lit.iter().any(|&a| square(a, lit[0]) >= 100));
    }
    assert!(seen > 150, "{seen}");
}

/// The numbers of each face as the generator gives them, and its dots by the formula: eyes a size
/// apart, the mouth a size below the middle between them, turned about the middle of all.
#[test]
fn faces_have_three_dots() {
    for (params, limit) in [
        (FaceParams { tilt: 0.0, ..FACE }, 0.5_f64.powi(14)),
        (FaceParams { tilt: 180.0, ..FACE }, 8e-3), // 1/64 cell at a slope of 0.61/σ
    ] {
        let mut random = Pcg32::new(9, 5);
        let mut faces = Faces::new(&params, 9).unwrap();
        let (mut worst, mut turned, mut brightest) = (0.0_f64, [0; 4], 0.0_f64);
        for _ in 0..500 {
            let mut retina = Sheet::<f64, 24>::new();
            faces.draw(&mut retina);
            let place = |random: &mut Pcg32| f64::from(random.below(24 * 64)) / 64.0 - 0.5;
            let middle = [place(&mut random), place(&mut random)];
            let size = 6.0 + f64::from(random.below(6 * 64 + 1)) / 64.0;
            let most = params.tilt / 180.0 * 1024.0;
            let tilt = f64::from(random.below(2 * most as u32 + 1)) - most;
            let (sin, cos) = (tilt * std::f64::consts::PI / 1024.0).sin_cos();
            let contrast = f64::from(3277 + random.below(32_768 - 3277 + 1)) / 32_768.0;
            let dots = [[-0.5, -0.5], [-0.5, 0.5], [0.5, 0.0]].map(|[down, right]| {
                let turned = [cos * down - sin * right, sin * down + cos * right];
                // on the next 1/64 cell
                [0, 1].map(|axis| middle[axis] + (turned[axis] * size * 64.0 + 0.5).floor() / 64.0)
            });
            for ((row, column), ours) in units(24).zip(retina.units()) {
                let (row, column) = (row as f64, column as f64);
                let square = |dot: [f64; 2]| (row - dot[0]).powi(2) + (column - dot[1]).powi(2);
                let nearest = dots.map(square).into_iter().fold(f64::INFINITY, f64::min);
                let exact = contrast * (-nearest / (2.0 * (0.2 * size).powi(2))).exp();
                worst = worst.max((exact - ours).abs());
                brightest = brightest.max(*ours);
            }
            turned[((tilt + 1024.0) / 512.0) as usize % 4] += 1;
        }
        println!("tilt {}°: worst {worst:.1e}, quarters {turned:?}", params.tilt);
        assert!(worst <= limit && brightest > 0.95, "{worst} {brightest}");
        assert_eq!(turned.iter().all(|&faces| faces > 80), params.tilt > 0.0, "{turned:?}");
    }
}

/// Each image is as often shown as the others, and each place in it.
#[test]
fn patches_are_of_all_images() {
    let (white, grey) = ([255; 30], [99; 16]);
    let images =
        [GreyImage::new(&white, 6, 5, 6).unwrap(), GreyImage::new(&grey, 4, 4, 4).unwrap()];
    let mut stream = Patches::new(&images, 4, 1).unwrap();
    let whites = (0..1000).filter(|_| {
        let mut retina = Sheet::<f64, 4>::new();
        stream.draw(&mut retina);
        let [first, ..] = retina.units() else { unreachable!() };
        assert!(retina.units().iter().all(|unit| unit == first));
        *first == 1.0
    });
    assert!((430..570).contains(&whites.count()));

    let steps: Vec<u8> = (0..30).collect();
    let image = [GreyImage::new(&steps, 6, 5, 6).unwrap()];
    let (mut stream, mut seen) = (Patches::new(&image, 4, 1).unwrap(), [0; 30]);
    for _ in 0..600 {
        let mut retina = Sheet::<f64, 4>::new();
        stream.draw(&mut retina);
        seen[(retina.0[0][0] * 255.0).round() as usize] += 1;
    }
    for (corner, times) in seen.into_iter().enumerate() {
        let inside = corner / 6 < 2 && corner % 6 < 3;
        assert!(if inside { times > 60 } else { times == 0 }, "{seen:?}");
    }
}

/// What a snapshot knows the pictures by changes with any pixel, size, order and window.
#[test]
fn pictures_have_a_hash() {
    let (one, two) = ([7; 12], [7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8]);
    let [one, two] = [one, two].map(|bytes| bytes.to_vec());
    let image = |bytes, width| GreyImage::new(bytes, width, 12 / width, width).unwrap();
    let hash = |images: &[GreyImage<'_>], window| Patches::new(images, window, 1).unwrap().hash();
    let mut hashes = vec![
        hash(&[image(&one, 4)], 2),
        hash(&[image(&one, 4)], 3),
        hash(&[image(&one, 3)], 2),
        hash(&[image(&two, 4)], 2),
        hash(&[image(&one, 4), image(&two, 4)], 2),
        hash(&[image(&two, 4), image(&one, 4)], 2),
    ];
    assert_eq!(hashes[0], hash(&[image(&one, 4)], 2));
    hashes.sort_unstable();
    hashes.dedup();
    assert_eq!(hashes.len(), 6);
}

#[test]
fn wrong_parameters_are_errors() {
    let wrong = |params: GaussianParams| Gaussians::new(&params, 1).map(|_| ());
    let refused =
        |name, result| matches!(result, Err(Error::OutOfRange { what, .. }) if what == name);
    for (name, params) in [
        ("sigma_across", GaussianParams { sigma_across: 0.4, ..ONE }),
        ("sigma_along", GaussianParams { sigma_along: f64::NAN, ..ONE }),
        ("count", GaussianParams { count: 0, ..ONE }),
        ("count", GaussianParams { count: 9, ..ONE }),
        ("margin", GaussianParams { margin: -1.0, ..ONE }),
        ("margin", GaussianParams { margin: f64::NAN, ..ONE }),
        ("separation", GaussianParams { separation: f64::NAN, ..ONE }),
        ("contrast", GaussianParams { contrast: [0.5, 0.4], ..ONE }),
        ("contrast", GaussianParams { contrast: [0.5, 1.1], ..ONE }),
    ] {
        assert!(refused(name, wrong(params)), "{params:?}");
    }
    let wrong = |params: FaceParams| Faces::new(&params, 1).map(|_| ());
    assert_eq!(wrong(FaceParams { size: [2.5, 255.0], tilt: 180.0, ..FACE }), Ok(()));
    for (name, params) in [
        ("sigma", FaceParams { size: [2.4, 12.0], ..FACE }), // dots with a σ below 0.5 cells
        ("size", FaceParams { size: [6.0, 5.0], ..FACE }),
        ("size", FaceParams { size: [6.0, 256.0], ..FACE }),
        ("size", FaceParams { size: [6.0, f64::NAN], ..FACE }),
        ("sigma", FaceParams { sigma: 1.1, ..FACE }),
        ("sigma", FaceParams { sigma: f64::NAN, ..FACE }),
        ("tilt", FaceParams { tilt: -1.0, ..FACE }),
        ("tilt", FaceParams { tilt: 181.0, ..FACE }),
        ("contrast", FaceParams { contrast: [0.5, 1.1], ..FACE }),
    ] {
        assert!(refused(name, wrong(params)), "{params:?}");
    }
    let image = GreyImage::new(&[0; 12], 4, 3, 4).unwrap();
    assert!(Patches::new(&[image], 3, 1).is_ok());
    let error = Error::Window { row: 0, column: 0, height: 4, width: 4 };
    assert_eq!(Patches::new(&[image], 4, 1).map(|_| ()), Err(error));
    let none = Error::Window { row: 0, column: 0, height: 0, width: 0 };
    assert_eq!(Patches::new(&[image], 0, 1).map(|_| ()), Err(none));
    let small = image.part(0, 0, 2, 4).unwrap();
    assert!(Patches::new(&[image, small], 3, 1).is_err());
    assert_eq!(Patches::new(&[], 3, 1).map(|_| ()), Err(Error::EmptyImage));
    assert!(image.part(2, 3, 1, 1).is_ok() && image.part(3, 0, 1, 1).is_err());
    assert!(image.part(0, 0, 0, 1).is_err() && image.part(0, 1, 1, usize::MAX).is_err());
}
