//! Training pictures: the formula, all formats alike, and hashes that other machines must find.

use lissom::{
    Error, Fixed16, Fixed32, Number, Sheet,
    image::GreyImage,
    sheet::hash,
    stream::{GaussianParams, Gaussians, Patches, Stream},
};

const ONE: GaussianParams = GaussianParams {
    sigma_across: 1.06,
    sigma_along: 4.95,
    count: 1,
    separation: 0.0,
    contrast: [1.0, 1.0],
};
const TWO: GaussianParams =
    GaussianParams { count: 2, separation: 14.3, contrast: [0.1, 1.0], ..ONE };

/// The hash of each picture's hash.
fn trace<T: Number>(stream: &mut impl Stream<T, 24>, pictures: usize) -> u32 {
    let mut retina = Sheet::new();
    let hashes = (0..pictures).map(|_| {
        stream.draw(&mut retina);
        Fixed32::from_bits(retina.hash() as i32)
    });
    hash(&hashes.collect::<Vec<_>>())
}

#[test]
fn all_formats_see_the_same() {
    let mut streams = [(); 4].map(|()| Gaussians::new(&TWO, 5).unwrap());
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

/// The same on a chip: the firmware prints these hashes.
#[test]
fn traces() {
    let bytes: Vec<u8> = (0..60 * 40).map(|i| (i * i / 7 % 256) as u8).collect();
    let image = GreyImage::new(&bytes, 50, 40, 60).unwrap();
    let traces = [
        trace::<Fixed16>(&mut Gaussians::new(&ONE, 1).unwrap(), 1000),
        trace::<Fixed16>(&mut Gaussians::new(&TWO, 1).unwrap(), 1000),
        trace::<Fixed16>(&mut Patches::new(image, 24, 1).unwrap(), 1000),
    ];
    assert_eq!(traces, [0x01e7_550a, 0xcfd0_099d, 0x6b10_297e], "{traces:08x?}");
}

/// Recovers place and orientation from the moments of a picture, and compares with the formula.
#[test]
fn pictures_are_gaussians() {
    let mut stream = Gaussians::new(&ONE, 3).unwrap();
    let (mut inside, mut angles) = (0, [0; 4]);
    for _ in 0..2000 {
        let mut retina = Sheet::<f64, 48>::new();
        stream.draw(&mut retina);
        let cells = || (0..48 * 48).map(|cell| ((cell / 48) as f64, (cell % 48) as f64));
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
        let exact = lissom::stimulus::OrientedGaussian {
            row,
            column,
            sigma_row: 1.06,
            sigma_column: 4.95,
            orientation,
        };
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
        let lit: Vec<_> =
            (0..576).filter(|&c| retina.units()[c] > 0.5).map(|c| (c / 24, c % 24)).collect();
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

#[test]
fn wrong_parameters_are_errors() {
    let wrong = |params: GaussianParams| Gaussians::new(&params, 1).map(|_| ());
    assert_eq!(wrong(GaussianParams { sigma_across: 0.4, ..ONE }), Err(Error::Sigma(0.4)));
    for params in [
        GaussianParams { count: 0, ..ONE },
        GaussianParams { count: 3, ..ONE },
        GaussianParams { separation: f64::NAN, ..ONE },
        GaussianParams { contrast: [0.5, 0.4], ..ONE },
        GaussianParams { contrast: [0.5, 1.1], ..ONE },
    ] {
        assert_eq!(wrong(params), Err(Error::Stream));
    }
    let image = GreyImage::new(&[0; 12], 4, 3, 4).unwrap();
    assert!(Patches::new(image, 3, 1).is_ok());
    let error = Error::Window { row: 0, column: 0, height: 4, width: 4 };
    assert_eq!(Patches::new(image, 4, 1).map(|_| ()), Err(error));
    assert!(image.part(2, 3, 1, 1).is_ok() && image.part(3, 0, 1, 1).is_err());
    assert!(image.part(0, 0, 0, 1).is_err() && image.part(0, 1, 1, usize::MAX).is_err());
}
