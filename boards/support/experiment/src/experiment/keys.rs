//! The keys of what an experiment has itself.

use super::Experiment;
use crate::key::{
    COUNT, Key,
    Range::{Seed, Whole, Words},
    TRUTH, key,
};

/// The keys before all sections.
pub static TOP: &[Key<Experiment>] = &[
    key("preset", "where it starts from", Words("a preset's name"), |e| &mut e.preset),
    key(
        "number",
        "the number format",
        Words("\"f64\", \"f32\", \"fixed8\", \"fixed16\" or \"fixed32\""),
        |e| &mut e.number,
    ),
    key("presentations", "presentations of the whole training", COUNT, |e| &mut e.presentations),
    key(
        "snapshots",
        "presentations after which to measure and save, beside all",
        Words("a list"),
        |e| &mut e.snapshots,
    ),
    key("every", "presentations between snapshots to go on from; 0 for one a minute", COUNT, |e| {
        &mut e.every
    }),
];

/// The section `seeds`.
pub static SEEDS: &[Key<Experiment>] = &[
    key(
        "weights",
        "seed of the initial weights' noise",
        Words("0 to 2⁶⁴ − 1, or \"none\" for smooth weights"),
        |e| &mut e.params.seed,
    ),
    key("pictures", "seed of the pictures", Seed, |e| &mut e.seeds.pictures),
    key("rounding", "seed of the rounding in fixed point", Seed, |e| &mut e.seeds.rounding),
];

/// More keys of the section `network`.
pub static AFFERENT: &[Key<Experiment>] = &[
    key(
        "channels",
        "afferent sheets of V1: 1 for ON + OFF, 2 for ON and OFF",
        Whole(1.0, 2.0),
        |e| &mut e.channels,
    ),
    key("shared_excitation", "one excitatory kernel for all units, which does not learn", TRUTH, {
        |e| &mut e.shared_excitation
    }),
];
