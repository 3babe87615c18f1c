//! Networks of the largest side in threads with little stack; `benches/stack` measures how little
//! suffices.

use lissom::{
    Fixed16, Network, Params,
    input::{GaussianParams, Gaussians, Stream},
    learning::{Learn, Phase, Progress, TrainingParams},
    network::Training,
    number::{Activity, WideOf},
    snapshot::{self, Element, Identity, Section, SnapshotError, Tag},
};
use std::{sync::Mutex, thread};

/// Few connections, since the stack depends on the sides.
const PARAMS: Params =
    Params { r_l: 6.0, r_a: 1.0, r_e: 1.0, r_i: 1.0, steps: 1, ..Params::notebook(255) };
lissom::network!(mod map = PARAMS);
lissom::network!(mod wide = Params { retina: 64, lgn: 64, cortex: 64, r_l: 60.0, ..PARAMS });

const STACK: usize = if cfg!(debug_assertions) { 256 } else { 64 } << 10;

const PICTURES: GaussianParams = GaussianParams {
    sigma_across: 2.0,
    sigma_along: 60.0,
    count: 2,
    separation: 0.0,
    margin: 0.0,
    contrast: [1.0, 1.0],
};

fn with_little_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let little = thread::Builder::new().stack_size(STACK);
        little.spawn_scoped(scope, work).unwrap().join().unwrap()
    })
}

fn save(identity: Identity, sections: &[(Tag, &dyn Section)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    snapshot::save(identity, sections, |piece| {
        bytes.extend_from_slice(piece);
        Ok::<_, SnapshotError>(())
    })
    .unwrap();
    bytes
}

/// All that a network of constant sides does, with its sheets in a `static`.
macro_rules! constant {
    ($name:ident, $weight:ty) => {
        #[test]
        fn $name() {
            static SHEETS: Mutex<(map::Retina<$weight>, map::State<$weight>)> =
                Mutex::new((map::Retina::new(), map::State::new()));
            const IDENTITY: Identity = Identity::new::<$weight>(&PARAMS, 1);
            let mut weights = map::Weights::<$weight>::boxed();
            with_little_stack(|| weights.fill().unwrap());
            let (retina, state) = &mut *SHEETS.lock().unwrap();
            Gaussians::new(&PICTURES, 1).unwrap().draw(retina);
            let settled = with_little_stack(|| {
                let v1 = weights.lissom().unwrap().settle(retina, state, &mut ());
                assert!(v1.units().iter().any(|&unit| unit > <$weight>::ZERO));
                v1.hash()
            });
            assert_eq!(owned::<$weight>(), settled);
            with_little_stack(|| {
                let schedule = Phase::all(&TrainingParams::notebook(&PARAMS).phases).unwrap();
                let mut progress = Progress::new(1);
                let mut trainer = weights.trainer(&schedule, &mut progress).unwrap();
                let mut pictures = Gaussians::new(&PICTURES, 1).unwrap();
                trainer.present(&mut pictures, retina, state, &mut ());
            });
            let mut learned = map::Weights::<$weight>::boxed();
            learned.copy_from(&weights);
            let bytes = with_little_stack(|| {
                let learned = weights.sections();
                save(
                    IDENTITY,
                    &[
                        (*b"AFF0", &learned.afferent[0]),
                        (*b"EXCI", &learned.excitatory),
                        (*b"INHI", &learned.inhibitory),
                    ],
                )
            });
            weights.fill().unwrap();
            with_little_stack(|| {
                let mut initial = weights.sections();
                let [afferent] = &mut initial.afferent;
                let sections: &mut [(Tag, &mut dyn Section)] = &mut [
                    (*b"AFF0", afferent),
                    (*b"EXCI", &mut initial.excitatory),
                    (*b"INHI", &mut initial.inhibitory),
                ];
                snapshot::load(IDENTITY, sections, &bytes).unwrap();
            });
            assert!(weights == learned);
        }
    };
}
constant!(constant_sides_in_16_bits, Fixed16);
constant!(constant_sides_in_f64, f64);

/// All that a network of run-time sides does; the hash of the first settled V1.
fn owned<W: Learn>() -> u32
where
    WideOf<W>: Element,
{
    let mut network = with_little_stack(|| Network::<W>::new(&PARAMS, 1).unwrap());
    let (mut retina, mut state) = (network.retina(), network.state());
    let mut pictures = Gaussians::new(&PICTURES, 1).unwrap();
    pictures.draw(&mut retina);
    with_little_stack(|| network.interleave());
    let settled =
        with_little_stack(|| network.settle(&retina, &mut state, &mut ()).unwrap().hash());
    let phases = TrainingParams::notebook(&PARAMS).phases;
    let mut training = with_little_stack(|| Training::new(network, &phases, None, 1).unwrap());
    with_little_stack(|| {
        training.present(&mut (), &mut pictures, &mut retina, &mut state, &mut ()).unwrap();
    });
    let identity = Identity::new::<W>(&PARAMS, 1);
    with_little_stack(|| {
        let bytes = save(identity, &training.sections(&[]));
        snapshot::load(identity, &mut training.sections_mut([]), &bytes).unwrap();
    });
    settled
}

/// Not even the table of the LGN's shared kernel, 300 KB here.
#[test]
fn boxed_weights_do_not_pass_the_stack() {
    let zero = with_little_stack(|| {
        let weights = wide::Weights::<f64>::boxed();
        assert!(size_of_val(&weights.dog) > 300 << 10);
        weights.dog.view().radius() == 0.0 && weights.inhibitory.packed().iter().all(|&w| w == 0.0)
    });
    assert!(zero);
}
