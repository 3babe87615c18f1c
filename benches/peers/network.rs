//! The notebook's 36 × 36 network for `peers.py`: writes its weights, its picture and its settled
//! V1 as `.npy` into a directory, then answers each line `what format` with the least nanoseconds
//! of some runs.

use lissom::{
    Fixed16, Fixed32, InitialWeights, Lissom, Params, Projection, Sheet,
    input::{Gaussians, OrientedGaussian},
    learning::{Learn, Phase, Progress, TrainingParams},
    number::{Activity, Weight, Wide},
    side::{Dyn, Side},
    weights::OwnedProjection,
};
use lissom_npy::write;
use std::{env, error::Error, hint::black_box, io, path::Path, time::Instant};

lissom::network!(mod map = Params::notebook(36));
const TRAINING: TrainingParams<1> = TrainingParams::notebook(&map::PARAMS);
const SIDE: usize = map::CORTEX;
/// Cells of a sheet.
const CELLS: u64 = (SIDE * SIDE) as u64;
/// Runs of which the fastest counts.
const RUNS: usize = 10;

/// Pictures of a training that are presented in turn, each time to the weights of its beginning.
const PICTURES: u128 = 10;

/// Measurements by name.
type Answers = Vec<(String, Box<dyn FnMut() -> u128>)>;

fn main() -> Result<(), Box<dyn Error>> {
    let directory = env::args().nth(1).ok_or("usage: peers DIRECTORY")?;
    let directory = Path::new(&directory);
    let mut answers: Answers = vec![("peak fixed16".into(), Box::new(peak::nanoseconds))];
    network::<f64>(directory, &mut answers)?;
    network::<f32>(directory, &mut answers)?;
    network::<Fixed32>(directory, &mut answers)?;
    network::<Fixed16>(directory, &mut answers)?;
    println!("ready {}", peak::PRODUCTS);
    for line in io::stdin().lines() {
        let line = line?;
        let (_, answer) =
            answers.iter_mut().find(|(name, _)| *name == line).ok_or("no such measurement")?;
        println!("{}", (0..RUNS).map(|_| answer()).min().unwrap_or_default());
    }
    Ok(())
}

/// A network's files and measurements. It lives as long as the program.
fn network<W: Learn>(directory: &Path, answers: &mut Answers) -> Result<(), Box<dyn Error>> {
    let weights: &'static mut map::Weights<W> = Box::leak(Box::new(map::Weights::new()));
    weights.fill()?;
    let weights = &*weights;
    let learning = Box::leak(Box::new(map::Weights::<W>::new()));
    learning.copy_from(weights);
    let mut picture = map::Retina::<W::Activity>::new();
    picture.draw(&OrientedGaussian::round(18.0, 18.0, 2.0));
    let packed = weights.lissom()?;
    let copies = packed.cortex.interleaved_copies().leak(); // not read where that is no faster
    let lissom = Lissom { cortex: packed.cortex.with_interleaved(copies)?, ..packed };
    let mut state = Box::new(map::State::<W::Activity>::new());
    lissom.settle(&picture, &mut state, &mut ());
    write(&directory.join(format!("v1.{}.npy", W::NAME)), &[1, CELLS], sheet(state.v1()))?;
    if W::NAME == "f64" {
        write(&directory.join("picture.npy"), &[1, CELLS], sheet(&picture))?;
        dense(directory, "afferent", weights.afferent[0].on(&map::AFFERENT))?;
        dense(directory, "excitatory", weights.excitatory.on(&map::EXCITATORY))?;
        dense(directory, "inhibitory", weights.inhibitory.on(&map::INHIBITORY))?;
        let Params { r_l, sigma_center, sigma_surround, .. } = map::PARAMS;
        let (side, initial) =
            (Dyn::new(SIDE)?, InitialWeights::difference(sigma_center, sigma_surround));
        let lgn = OwnedProjection::<f64>::new(side, side, r_l, initial)?;
        dense(directory, "lgn", lgn.view())?;
    }

    let (afferent, input) = (lissom.cortex.afferent[0], state.lgn.sum.clone());
    let mut response = Sheet::filled(Wide::ZERO);
    answers.push((
        format!("afferent {}", W::NAME),
        Box::new(move || {
            let gain = Wide::from_f64(1.0);
            time(|| afferent.respond(&mut (), gain, black_box(&input), &mut response))
        }),
    ));
    for (what, lissom) in [("settle", lissom), ("packed", packed)] {
        let (settled, mut state) = (picture.clone(), state.clone());
        answers.push((
            format!("{what} {}", W::NAME),
            Box::new(move || {
                time(|| {
                    black_box(lissom.settle(black_box(&settled), &mut state, &mut ()));
                })
            }),
        ));
    }
    let schedule = Phase::all(&TRAINING.phases)?;
    let mut state = Box::new(map::State::<W::Activity>::new());
    answers.push((
        format!("present {}", W::NAME),
        Box::new(move || {
            learning.copy_from(weights);
            let mut progress = Progress::new(1);
            let trainer = learning.trainer(&schedule, &mut progress);
            let stream = Gaussians::new(&TRAINING.pictures, 1);
            let (Ok(mut trainer), Ok(mut stream)) = (trainer, stream) else { return u128::MAX };
            let mut present =
                || _ = trainer.present(&mut stream, &mut picture, &mut state, &mut ());
            time(|| (0..PICTURES).for_each(|_| present())) / PICTURES
        }),
    ));
    Ok(())
}

fn time(run: impl FnOnce()) -> u128 {
    let start = Instant::now();
    run();
    start.elapsed().as_nanos()
}

fn sheet<A: Activity>(sheet: &Sheet<A, SIDE>) -> Vec<f64> {
    sheet.units().iter().map(|unit| unit.to_f64()).collect()
}

/// All weights between two sheets, 0 where there is no connection.
fn dense<W: Weight, S: Side>(
    directory: &Path,
    name: &str,
    weights: Projection<'_, W, S, S>,
) -> io::Result<()> {
    let mut all = vec![0.0; SIDE.pow(4)];
    for (unit, all) in all.chunks_mut(SIDE * SIDE).enumerate() {
        let field = weights.connection_field(unit / SIDE, unit % SIDE);
        for (row, cells) in all.chunks_mut(SIDE).enumerate() {
            if let Some((start, run)) = field.row(row) {
                for (cell, weight) in cells[start..].iter_mut().zip(run) {
                    *cell = weight.value(field.exponent());
                }
            }
        }
    }
    write(&directory.join(format!("{name}.npy")), &[CELLS; 2], all)
}

/// The most products of 16-bit numbers that the processor adds up: weights from L2, cells from
/// registers.
mod peak {
    use std::hint::black_box;

    /// Weights, 512 KB.
    const WEIGHTS: usize = 1 << 18;
    /// Times that they are added up.
    const TIMES: usize = 8;
    pub const PRODUCTS: usize = WEIGHTS * TIMES;

    pub fn nanoseconds() -> u128 {
        let weights = vec![3_i16; WEIGHTS];
        let run = || (0..TIMES).map(|_| sum(black_box(&weights))).fold(0, i32::wrapping_add);
        run(); // the weights are in L2 now
        super::time(|| {
            black_box(run());
        })
    }

    #[cfg(target_arch = "x86_64")]
    #[allow(unsafe_code)] // a measurement, not a part of the crate
    fn sum(weights: &[i16]) -> i32 {
        use std::arch::x86_64::*;

        #[target_feature(enable = "avx512f,avx512vnni")]
        fn vnni(weights: &[i16]) -> i32 {
            let cells = _mm512_set1_epi16(5);
            let mut sums = [_mm512_setzero_si512(); 8];
            for chunk in weights.chunks_exact(8 * 32) {
                for (lane, sum) in sums.iter_mut().enumerate() {
                    // SAFETY: 32 weights of a chunk of 8 · 32
                    let weights =
                        unsafe { _mm512_loadu_si512(chunk.as_ptr().add(32 * lane).cast()) };
                    *sum = _mm512_dpwssd_epi32(*sum, cells, weights);
                }
            }
            sums.into_iter().map(|sum| _mm512_reduce_add_epi32(sum)).fold(0, i32::wrapping_add)
        }

        #[target_feature(enable = "avx2")]
        fn avx2(weights: &[i16]) -> i32 {
            plain(weights)
        }

        if is_x86_feature_detected!("avx512vnni") && is_x86_feature_detected!("avx512f") {
            // SAFETY: the processor has the instructions
            unsafe { vnni(weights) }
        } else if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has the instructions
            unsafe { avx2(weights) }
        } else {
            plain(weights)
        }
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn sum(weights: &[i16]) -> i32 {
        plain(weights)
    }

    #[inline(always)]
    fn plain(weights: &[i16]) -> i32 {
        let cells = black_box([5_i16; 32]);
        let products = weights.iter().zip(cells.iter().cycle());
        products.fold(0, |sum, (&w, &x)| sum.wrapping_add(i32::from(w) * i32::from(x)))
    }
}
