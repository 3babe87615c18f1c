//! Faults of all kinds, one after the other, on flashes of several kinds.

use crate::{
    bench::{Bench, Tally},
    nor::CUTS,
};
use lissom::random::Pcg32;

fn step<const W: usize, const P: usize>(bench: &mut Bench<W, P>, random: &mut Pcg32) {
    let mut below = |bound: usize| random.next_u32() as usize % bound;
    match below(9) {
        0 | 1 => {
            let cut = CUTS[below(CUTS.len())];
            bench.cut(below(bench.words() + 4) as u64, cut);
        }
        2 | 3 => bench.rot(below(bench.bits())),
        4 => bench.fail_read(below(16) as u64),
        5 => bench.fail_erase(below(3) as u64),
        6 if below(8) == 0 => bench.overwrite(below(2), below(1 << 30) as u64),
        7 if below(8) == 0 => bench.save_other(),
        7 if below(8) == 0 => bench.change_version(below(2), below(1 << 16) as u16 | 2),
        _ => bench.save_well(),
    }
    bench.load();
}

fn torment<const W: usize, const P: usize>(
    pages: usize,
    weights: usize,
    corrects: bool,
    faults: u32,
) -> Tally {
    let seed = (W * P + weights) as u64;
    let mut bench = Bench::<W, P>::new(pages, weights, corrects, seed);
    let mut random = Pcg32::new(seed, 9);
    while bench.tally.faults() < faults {
        step(&mut bench, &mut random);
    }
    bench.tally
}

fn torment_all(faults: u32) {
    for corrects in [false, true] {
        for tally in [
            torment::<4, 256>(4, 60, corrects, faults),
            torment::<1, 256>(2, 20, corrects, faults),
            torment::<8, 512>(4, 100, corrects, faults),
            torment::<32, 1024>(2, 90, corrects, faults),
        ] {
            println!("{tally:?}: 0 lost, 0 wrong, 0 bricked");
            assert!(tally.faults() >= faults);
        }
    }
}

#[test]
fn faults_of_all_kinds_lose_nothing() {
    torment_all(400);
}

/// `cargo test --release --features storage --test storage -- --ignored --nocapture`
#[test]
#[ignore = "200,000 faults: seconds in release mode"]
fn many_faults_of_all_kinds_lose_nothing() {
    torment_all(25_000);
}
