//! Work in parts: the same bits however often it is split, and in whatever order the halves run.

use crate::fast::fast;
use lissom::{
    Fixed8, Fixed16, Fixed32, Join, Params, Sheet,
    input::Gaussians,
    learning::{Learn, Phase, Progress, TrainingParams},
    number::{Activity, FixedWide, Wide},
    side::Const,
    weights::Pool,
};

lissom::network!(mod map = Params { cortex: 15, ..Params::lissom_or(12) }, channels 2);

/// LISSOM's schedule a hundred times as fast, with connections that are pruned.
const TRAINING: TrainingParams<11> = fast(TrainingParams::lissom_or(&map::PARAMS, 2), 100, 9);

/// Splits as often, the lower half first, and counts the parts.
struct Splits {
    left: u32,
    parts: u32,
}

impl Join for Splits {
    type Half = Self;

    fn is_parallel(&self) -> bool {
        self.left > 0
    }

    fn join(
        &mut self,
        first: impl FnOnce(&mut Self) + Send,
        second: impl FnOnce(&mut Self) + Send,
    ) {
        let half = || Self { left: self.left - 1, parts: 1 };
        let [mut upper, mut lower] = [half(), half()];
        second(&mut lower);
        first(&mut upper);
        self.parts = upper.parts + lower.parts;
    }
}

/// Weights, state and progress after a training.
type Trained<W, A> = (Box<map::Weights<W>>, Box<map::State<A>>, Progress);

fn trained<W: Learn>(join: &mut impl Join) -> Trained<W, W::Activity> {
    let mut weights = Box::new(map::Weights::new());
    weights.fill().unwrap();
    let schedule = Phase::all(&TRAINING.phases).unwrap();
    let mut stream = Gaussians::new(&TRAINING.pictures, 7).unwrap();
    let (mut retina, mut state) = (Sheet::new(), Box::new(map::State::new()));
    let mut progress = Progress::new(1);
    let mut trainer = weights.trainer(&schedule, &mut progress).unwrap();
    for _ in 0..40 {
        trainer.present_in(join, &mut stream, &mut retina, &mut state, &mut ());
    }
    (weights, state, progress)
}

fn same_bits<W: Learn>() {
    let whole = trained::<W>(&mut ());
    assert!(whole.1.v1().units().iter().any(|unit| unit.to_f64() > 0.0));
    for left in [0, 1, 2, 3, 9] {
        let mut splits = Splits { left, parts: 1 };
        assert!(trained::<W>(&mut splits) == whole, "{} split {left} times", W::NAME);
        assert_eq!(splits.parts, 15.min(1 << left), "no part is without a row");
    }
}

#[test]
fn trainings_in_parts_have_the_same_bits() {
    same_bits::<Fixed16>();
}

#[test]
#[ignore = "seconds without optimisation"]
fn trainings_in_parts_have_the_same_bits_in_the_other_formats() {
    same_bits::<Fixed32>();
    same_bits::<Fixed8>();
    same_bits::<f32>();
}

#[test]
fn pools_in_parts_have_the_same_bits() {
    let pool = Pool::<Fixed16, _>::new(Const::<13>, 1.5, 4.0).unwrap();
    let (gain, mut source) = (FixedWide::from_f64(0.9), Sheet::new());
    source.fill_with(|i, j| Activity::from_f64(((5 * i + 3 * j) % 11) as f64 / 16.0));
    let [mut whole, mut parts] = [(); 2].map(|()| Sheet::filled(FixedWide::ZERO));
    pool.respond(&mut (), gain, &source, &mut whole);
    for left in [1, 2, 9] {
        let mut splits = Splits { left, parts: 1 };
        pool.respond(&mut splits, gain, &source, &mut parts);
        assert!(parts == whole && splits.parts > 1);
    }
}
