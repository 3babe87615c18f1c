//! Networks of sides known at run time: the bits of constant ones, any sides, nothing leaked.

#[path = "../all/fast.rs"]
mod fast;

use fast::fast;
use lissom::{
    Error, Fixed8, Fixed16, Fixed32, Network, Params,
    input::{GaussianParams, Gaussians, OrientedGaussian, Stimulus},
    learning::{Learn, Phase, Progress, TrainingParams},
    network::{ProjectionName, ReducedNetwork, Training},
    number::Activity,
    orientation::{Probe, Protocol},
    snapshot::{Element, Identity, SnapshotError, load, save},
};
use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    thread,
};

/// Counts the bytes that this thread has.
struct Counting;

thread_local! {
    static BYTES: Cell<isize> = const { Cell::new(0) };
}

// SAFETY: the system's allocator does the work
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = BYTES.try_with(|bytes| bytes.set(bytes.get() + layout.size() as isize));
        // SAFETY: the caller's
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        let _ = BYTES.try_with(|bytes| bytes.set(bytes.get() - layout.size() as isize));
        // SAFETY: the caller's
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const PARAMS: Params = Params { retina: 20, ..Params::pylissom(14, 17) };
lissom::network!(mod map = PARAMS);
lissom::network!(mod two = Params { cortex: 15, ..Params::lissom_or(12) }, channels 2);

fn picture() -> impl Stimulus {
    OrientedGaussian { row: 9.0, column: 7.5, sigma_row: 1.5, sigma_column: 4.0, orientation: 30.0 }
}

/// Retina, LGN and V1 of different sides, settled by weights whose sides the compiler knows and by
/// the owner, before and after it has interleaved them.
fn settles_alike<W: Learn>() {
    let mut weights = map::Weights::<W>::boxed();
    weights.fill().unwrap();
    let (mut retina, mut state) = (map::Retina::new(), map::State::new());
    retina.draw(&picture());
    let constant = weights.lissom().unwrap().settle(&retina, &mut state, &mut ()).hash();
    let mut network = Network::<W>::new(&PARAMS, 1).unwrap();
    let (mut retina, mut state) = (network.retina(), network.state());
    retina.draw(&picture());
    for _ in 0..2 {
        let owned = network.settle(&retina, &mut state, &mut ()).unwrap();
        assert_eq!(owned.hash(), constant, "{}", W::NAME);
        assert!(owned.units().iter().any(|&unit| unit > <W::Activity as Activity>::ZERO));
        network.interleave();
    }
}

#[test]
fn the_owner_has_the_bits_of_constant_sides() {
    settles_alike::<f64>();
    settles_alike::<f32>();
    settles_alike::<Fixed32>();
    settles_alike::<Fixed16>();
    settles_alike::<Fixed8>();
}

/// A training with two afferent sheets: the same trace, and the same snapshot.
fn learns_alike<W: Learn>() {
    let course = fast(TrainingParams::lissom_or(&two::PARAMS, 2), 100, 1);
    let mut weights = Box::new(two::Weights::<W>::new());
    weights.fill().unwrap();
    let (phases, mut progress) = (Phase::all(&course.phases).unwrap(), Progress::new(3));
    let mut trainer = weights.trainer(&phases, &mut progress).unwrap();
    let mut stream = Gaussians::new(&course.pictures, 1).unwrap();
    let (mut retina, mut state) = (two::Retina::new(), two::State::new());

    let network = Network::<W>::new(&two::PARAMS, 2).unwrap();
    let mut training = Training::new(network, &course.phases, None, 3).unwrap();
    let mut own_stream = Gaussians::new(&course.pictures, 1).unwrap();
    let (mut own_retina, mut own_state) = (training.network().retina(), training.network().state());
    for presentation in 0..40 {
        let constant = trainer.present(&mut stream, &mut retina, &mut state, &mut ());
        let owned = training
            .present(&mut (), &mut own_stream, &mut own_retina, &mut own_state, &mut ())
            .unwrap();
        assert_eq!(owned, constant, "{} {presentation}", W::NAME);
    }
    let inhibitory = training.network().projection(ProjectionName::Inhibitory).unwrap();
    assert_eq!(inhibitory.packed(), weights.inhibitory.packed());
}

#[test]
fn the_owner_learns_like_constant_sides() {
    learns_alike::<f64>();
    learns_alike::<f32>();
    learns_alike::<Fixed32>();
    learns_alike::<Fixed16>();
    learns_alike::<Fixed8>();
}

#[test]
fn a_training_goes_on_from_its_snapshot() {
    fn check<W: Learn<Activity: Activity<Wide: Element>>>() {
        let params = Params { cortex: 13, ..Params::gcal(11) };
        let course = TrainingParams::gcal(&params);
        let begin = || {
            let network = Network::<W>::new(&params, 2).unwrap().with_shared_excitation().unwrap();
            Training::new(network, &course.phases, course.homeostasis.as_ref(), 1).unwrap()
        };
        let mut training = begin();
        let mut stream = Gaussians::new(&course.pictures, 1).unwrap();
        let (mut retina, mut state) = (training.network().retina(), training.network().state());
        let mut present = |training: &mut Training<W>, stream: &mut Gaussians| {
            training.present(&mut (), stream, &mut retina, &mut state, &mut ()).unwrap()
        };
        for _ in 0..5 {
            present(&mut training, &mut stream);
        }
        let (identity, mut bytes) = (Identity::new::<W>(&params, 2), Vec::new());
        save(identity, &training.sections(&[(*b"PICT", &stream)]), |piece| {
            bytes.extend_from_slice(piece);
            Ok::<_, SnapshotError>(())
        })
        .unwrap();
        let mut later = begin();
        later
            .network()
            .settle(&later.network().retina(), &mut later.network().state(), &mut ())
            .unwrap();
        let mut later_stream = Gaussians::new(&course.pictures, 99).unwrap();
        let pictures: [(_, &mut dyn lissom::snapshot::Section); 1] =
            [(*b"PICT", &mut later_stream)];
        load(identity, &mut later.sections_mut(pictures), &bytes).unwrap();
        let trace = present(&mut training, &mut stream);
        assert_eq!(present(&mut later, &mut later_stream), trace, "{}", W::NAME);
        let protocol = Protocol::new(Probe::grating(5.0), 4, 2);
        let maps = [&mut training, &mut later].map(|one| one.measure(&mut (), protocol).hash());
        assert_eq!(maps[0], maps[1]);
    }
    check::<Fixed16>();
    check::<Fixed8>();
    check::<f32>();
}

/// These drew noise from which ON and OFF took exponents of their own, and could not learn.
#[test]
fn sheets_that_share_a_sum_share_an_exponent() {
    let presets = [
        (Params::gcal(16), vec![4]),
        (Params::gcal(24), vec![1, 2]),
        (Params::lissom_or(16), vec![3, 5]),
    ];
    for (params, seeds) in presets {
        for seed in seeds {
            let network =
                Network::<Fixed8>::new(&Params { seed: Some(seed), ..params }, 2).unwrap();
            let phases = TrainingParams::lissom_or(&params, 2).phases;
            Training::new(network, &phases, None, 1).unwrap();
        }
    }
}

#[test]
fn wrong_sides_are_errors() {
    for (retina, lgn, cortex, name) in
        [(0, 12, 12, "retina"), (12, 256, 12, "lgn"), (12, 12, 1000, "cortex")]
    {
        let params = Params { retina, lgn, cortex, ..Params::notebook(12) };
        let error = Network::<Fixed16>::new(&params, 1).unwrap_err();
        let Error::OutOfRange { what, .. } = error else { panic!("{error}") };
        assert_eq!(what, name);
    }
    for (params, name) in [
        (Params { r_i: f64::NAN, ..PARAMS }, "r_i"),
        (Params { sigma_e: 0.0, ..PARAMS }, "sigma_e"),
        (Params { gamma_a: 33.0, ..PARAMS }, "gamma_a"),
        (Params { r_l: -1.0, ..PARAMS }, "r_l"),
    ] {
        let error = Network::<f32>::new(&params, 1).unwrap_err();
        let Error::OutOfRange { what, .. } = error else { panic!("{error}") };
        assert_eq!(what, name);
    }
    assert!(Network::<f32>::new(&PARAMS, 0).is_err() && Network::<f32>::new(&PARAMS, 3).is_err());
    let network = Network::<Fixed16>::new(&PARAMS, 1).unwrap();
    let other = Network::<Fixed16>::new(&Params::notebook(12), 1).unwrap();
    let (mut own, mut others) = (network.state(), other.state());
    let refused = network.settle(&other.retina(), &mut own, &mut ()).unwrap_err();
    assert_eq!(refused, Error::Side { expected: 20, found: 12 });
    let refused = network.settle(&network.retina(), &mut others, &mut ()).unwrap_err();
    assert_eq!(refused, Error::Side { expected: 14, found: 12 });
}

/// Two networks of different sides, alive and dropped again and again: memory is what it was.
#[test]
fn nothing_is_leaked() {
    let one = || Network::<Fixed16>::new(&Params::notebook(8), 1).unwrap();
    let two = || {
        let params = Params { retina: 7, ..Params::pylissom(6, 9) };
        let network = Network::<Fixed16>::new(&params, 2).unwrap();
        let phases = TrainingParams::lissom_or(&params, 1).phases;
        Training::new(network, &phases, None, 1).unwrap()
    };
    let reduced = || ReducedNetwork::<Fixed16>::new(&Params::reduced(6), 1).unwrap();
    let live = || {
        let (mut one, mut two, reduced) = (one(), two(), reduced());
        one.interleave();
        one.settle(&one.retina(), &mut one.state(), &mut ()).unwrap();
        let (mut retina, mut state) = (two.network().retina(), two.network().state());
        let pictures = TrainingParams::lissom_or(two.network().params(), 1).pictures;
        let pictures = GaussianParams { sigma_across: 0.5, sigma_along: 1.0, ..pictures };
        let mut stream = Gaussians::new(&pictures, 1).unwrap();
        two.present(&mut (), &mut stream, &mut retina, &mut state, &mut ()).unwrap();
        drop(reduced);
    };
    live();
    let before = BYTES.get();
    let rounds = if cfg!(debug_assertions) { 500 } else { 10_000 };
    for round in 0..rounds {
        live();
        assert_eq!(BYTES.get(), before, "bytes after round {round}");
    }
}

/// Large networks are made and settled in a thread with less stack than their weights take.
#[test]
fn large_weights_do_not_pass_the_stack() {
    let owned = || {
        let network = Network::<f64>::new(&Params::pylissom(40, 60), 1).unwrap();
        assert!(network.table_bytes() > 4 << 20);
        network.settle(&network.retina(), &mut network.state(), &mut ()).unwrap().hash()
    };
    let constant = || {
        assert!(size_of::<two::Weights<f64>>() > 128 << 10);
        let mut weights = two::Weights::<f64>::boxed();
        assert!(weights.inhibitory.packed().iter().all(|&weight| weight == 0.0));
        weights.fill().unwrap();
        weights
            .lissom()
            .unwrap()
            .settle(&two::Retina::new(), &mut two::State::new(), &mut ())
            .hash()
    };
    for run in [owned as fn() -> u32, constant] {
        let small = thread::Builder::new().stack_size(128 << 10);
        small.spawn(run).unwrap().join().unwrap();
    }
}
