//! Storage in an emulated NOR flash with faults of all kinds: a snapshot that is certainly whole is
//! never lost, none that was not saved is ever loaded, and a save without a fault always succeeds.
//!
//! An input is a kind of flash and a sequence of faults.

use crate::{bench::Bench, input::Input, nor::CUTS};

/// The most faults of an input.
const STEPS: usize = 64;

/// Runs an input.
pub fn run(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let (corrects, seed) = (input.flag(), input.any::<u8>().into());
    match input.below(4) {
        0 => torment(Bench::<4, 256>::new(4, 60, corrects, seed), &mut input),
        1 => torment(Bench::<1, 256>::new(2, 20, corrects, seed), &mut input),
        2 => torment(Bench::<8, 512>::new(4, 100, corrects, seed), &mut input),
        _ => torment(Bench::<32, 1024>::new(2, 90, corrects, seed), &mut input),
    }
}

fn torment<const W: usize, const P: usize>(mut bench: Bench<W, P>, input: &mut Input<'_>) {
    for _ in 0..STEPS {
        if input.is_empty() {
            break;
        }
        match input.below(8) {
            0 => {
                let cut = input.one_of(&CUTS);
                bench.cut(input.below(bench.words() + 4) as u64, cut);
            }
            1 => bench.rot(input.below(bench.bits())),
            2 => bench.fail_read(input.below(32) as u64),
            3 => bench.fail_erase(input.below(4) as u64),
            4 => bench.overwrite(input.below(2), input.any::<u8>().into()),
            5 => bench.save_other(),
            6 => bench.change_version(input.below(2), input.any::<u16>() | 2),
            _ => bench.save_well(),
        }
        bench.load();
    }
    bench.save_well();
}

/// A few saves and faults on every kind of flash.
pub fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let [save, cut, rot, read, erase, overwrite, other, version] =
        [&[7][..], &[0, 1, 20, 0], &[1, 200, 3], &[2, 3], &[3, 1], &[4, 1, 9], &[5], &[6, 0, 2, 0]];
    let seed = |flash: [u8; 3], steps: &[&[u8]]| [&flash, &*steps.concat()].concat();
    vec![
        ("cuts", seed([0, 1, 0], &[save, cut, save, save, cut, cut])),
        ("rot", seed([0, 2, 1], &[save, save, rot, rot, save, cut])),
        ("corrected", seed([1, 3, 2], &[save, read, save, rot, erase, save])),
        ("others", seed([1, 4, 3], &[save, other, save, version, overwrite, save, save, other])),
    ]
}
