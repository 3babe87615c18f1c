//! The pictures: the reference's, and drawn ones of the same kinds.

use crate::{Result, npy};
use lissom::{
    Fixed16, Sheet, Stimulus,
    input::{
        Bar, BlurredLine, Border, Brightest, Grating, GreyImage, OrientedGaussian, Rotated,
        ThreeDots,
    },
    number::Activity,
    random::Pcg32,
};
use std::{collections::BTreeMap, fs, path::Path};

/// A name and a picture.
pub type Named<const SIDE: usize> = (String, Box<Sheet<Fixed16, SIDE>>);

/// All pictures of a side, the reference's first.
pub fn all<const SIDE: usize>(stimuli: &Path) -> Result<Vec<Named<SIDE>>> {
    let mut all = stored(stimuli)?;
    for (name, intensity) in [("zeros", Fixed16::ZERO), ("ones", Fixed16::ONE)] {
        all.push((name.into(), Box::new(Sheet::filled(intensity))));
    }
    all.extend(drawn());
    Ok(all)
}

/// A picture from a file's numbers.
pub fn sheet<const SIDE: usize>(cells: &[f64]) -> Box<Sheet<Fixed16, SIDE>> {
    let mut sheet = Box::new(Sheet::new());
    sheet.fill_with(|row, column| Fixed16::from_f64(cells[row * SIDE + column]));
    sheet
}

/// The files of a folder; those of another side as 8-bit images stretched to this one.
fn stored<const SIDE: usize>(folder: &Path) -> Result<Vec<Named<SIDE>>> {
    let mut files = BTreeMap::new(); // of a picture in both precisions, one
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        if let Some((name, "npy" | "f64.npy")) =
            path.file_name().and_then(|name| name.to_str()?.split_once('.'))
        {
            files.insert(name.to_owned(), path.clone());
        }
    }
    let mut pictures = Vec::new();
    for (name, path) in files {
        let cells = npy::read(&path)?;
        let side = cells.len().isqrt();
        if side * side != cells.len() {
            continue; // several pictures in a file
        }
        if side == SIDE {
            pictures.push((name, sheet(&cells)));
        } else {
            let bytes: Vec<_> = cells.iter().map(|cell| (cell * 255.0).round() as u8).collect();
            let mut picture = Box::new(Sheet::new());
            picture.show(&GreyImage::new(&bytes, side, side, side)?);
            pictures.push((name, picture));
        }
    }
    Ok(pictures)
}

fn drawn<const SIDE: usize>() -> Vec<Named<SIDE>> {
    let side = SIDE as f64;
    let mut all = Vec::new();
    let mut draw = |name: String, stimulus: &dyn Stimulus| {
        let mut picture = Box::new(Sheet::new());
        picture.draw(&stimulus);
        all.push((name, picture));
    };
    let gaussian = |row, column, sigma_row, sigma_column, orientation| OrientedGaussian {
        row: side * row,
        column: side * column,
        sigma_row,
        sigma_column,
        orientation,
    };
    for (orientation, row, column) in
        [(0, 0.5, 0.5), (30, 0.4, 0.6), (80, 0.5, 0.5), (90, 0.2, 0.7), (135, 0.75, 0.3)]
    {
        let upright = gaussian(row, column, side / 48.0, side / 14.0, 0.0);
        draw(
            format!("gaussian{orientation}"),
            &OrientedGaussian { orientation: orientation.into(), ..upright },
        );
    }
    draw("corner".into(), &OrientedGaussian::round(0.0, 0.0, side / 9.0));
    let pair = [gaussian(0.3, 0.3, 1.0, 2.5, 20.0), gaussian(0.7, 0.65, 0.8, side / 6.0, 110.0)];
    draw("two".into(), &Brightest(&pair));
    let face = ThreeDots { row: (side - 10.0) / 2.0, column: side / 2.0, sigma: side / 30.0 };
    draw("face".into(), &face);
    draw("face10".into(), &Rotated::new(face, SIDE, 10.0));
    for (orientation, frequency) in [(0, 3.5), (45, 2.0), (90, 5.0), (150, 1.0)] {
        draw(
            format!("grating{orientation}"),
            &Grating { side: SIDE, frequency, phase: 1.0, orientation: orientation.into() },
        );
    }
    for (orientation, length) in [(0, f64::INFINITY), (25, side / 2.0), (90, 4.0)] {
        let (row, column, width) = (side * 0.45, side * 0.55, 2.0);
        let orientation_degrees = orientation.into();
        draw(
            format!("bar{orientation}"),
            &Bar { row, column, width, length, orientation: orientation_degrees },
        );
    }
    for (degrees, shift) in [(0, -3), (60, 2)] {
        let line = BlurredLine { side: SIDE, shift };
        let turned = Rotated::new(line, SIDE, degrees.into());
        draw(format!("line{degrees}"), &Rotated { border: Border::Mirrored, ..turned });
    }
    for seed in [1, 2] {
        let mut random = Pcg32::new(seed, 36);
        let mut picture = Box::new(Sheet::new());
        picture.fill_with(|_, _| Fixed16::from_f64(random.next_f64()));
        all.push((format!("noise{seed}"), picture));
    }
    all
}
