//! GCAL as published: V1 with margins around it, half-rectified activities, a disc for a pool.

use lissom::{
    Fixed16, Network, Params, Sheet, disc_gain_control,
    geometry::Placement,
    input::{Gaussians, Stream},
    learning::{Homeostasis, Phase, Progress, TrainingParams},
    model::GainControlParams,
    network::Training,
    number::Activity,
    side::Dyn,
};

const SMALL: Params = Params { seed: Some(3), ..Params::gcal_2013(40, 16) };
const GAIN: GainControlParams = GainControlParams::gcal_2013(40);
const TRAINING: TrainingParams<1> = TrainingParams::gcal_2013(&SMALL);
const STORED: TrainingParams<1> = TRAINING.stored(&SMALL);
lissom::network!(mod small = SMALL, channels 2);
type Control = disc_gain_control!(Fixed16, small::LGN, GAIN.radius);

/// What a chip computes, with tables, gains, schedule and pool of the compiler.
fn trace_of_constants(presentations: u32) -> u32 {
    static PHASES: [Phase<Fixed16>; 1] = Phase::frozen_all(&STORED.phases);
    static CONTROL: Control = Control::frozen(&GAIN, &SMALL);
    const HOMEOSTASIS: Homeostasis<Fixed16> = match STORED.homeostasis {
        Some(params) => Homeostasis::<Fixed16>::frozen(params),
        None => panic!("GCAL has homeostasis"),
    };
    assert_eq!(CONTROL, Control::new(&GAIN, &SMALL).unwrap());
    let mut weights = Box::new(small::Weights::<Fixed16>::new());
    weights.fill().unwrap();
    #[allow(long_running_const_eval)] // that of the afferent weights
    static FROZEN: small::Weights<Fixed16> = small::Weights::frozen();
    assert!(*weights == FROZEN);
    let (mut progress, mut thresholds) = (Progress::new(1), small::Thresholds::new());
    thresholds.reset(&HOMEOSTASIS);
    let mut stream = Gaussians::new(&TRAINING.pictures, 7).unwrap();
    let (mut retina, mut state) = (Sheet::new(), Box::new(small::State::new()));
    let mut trainer = weights.frozen_trainer(&PHASES, &mut progress);
    trainer.lgn = trainer.lgn.with_gain_control(&CONTROL);
    trainer.homeostasis = Some((HOMEOSTASIS, &mut thresholds));
    for _ in 0..presentations {
        trainer.present(&mut stream, &mut retina, &mut state, &mut ());
    }
    trainer.progress.trace()
}

/// What the host computes.
fn trained(presentations: u32) -> Training<Fixed16> {
    let network = Network::<Fixed16>::new(&SMALL, 2).unwrap().with_gain_control(&GAIN).unwrap();
    let (mut retina, mut state) = (network.retina(), network.state());
    let homeostasis = TRAINING.homeostasis.as_ref();
    let mut training = Training::new(network, &TRAINING.phases, homeostasis, 1).unwrap();
    let mut stream = Gaussians::new(&TRAINING.pictures, 7).unwrap();
    for _ in 0..presentations {
        training.present(&mut (), &mut stream, &mut retina, &mut state, &mut ()).unwrap();
    }
    training
}

#[test]
fn host_and_chip_have_the_same_trace() {
    let trace = trace_of_constants(100);
    assert_eq!(trained(100).progress().trace(), trace);
    assert_eq!(trace, 0x37ed_4976, "{trace:08x}");
}

/// The fields of Topographica's rule, by hand: no field is cut, all have the same connections.
#[test]
fn margins_keep_fields_whole() {
    let Placement::Cells { margin } = SMALL.placement else { panic!("it has margins") };
    assert_eq!((SMALL.retina, SMALL.lgn, SMALL.cortex, margin), (50, 40, 16, 10));
    let network = Network::<f64>::new(&SMALL, 2).unwrap();
    let (_, afferent) = network.projections().remove(0);
    let field = afferent.field();
    let taps: Vec<_> = field.all_taps().collect();
    assert!(taps.iter().all(|&taps| taps == 37), "{taps:?}");
    // unit 0 lies in cell 10 + 20/32, unit 15 in cell 10 + 620/32
    assert_eq!([0, 15].map(|unit| field.span(unit).first_row), [7, 26]);
}

/// The Gaussians' centres keep their distance from the border.
#[test]
fn centres_keep_the_margin() {
    let pictures = TRAINING.pictures;
    assert_eq!(pictures.count, 4);
    let sharp = lissom::input::GaussianParams {
        sigma_across: 0.5,
        sigma_along: 0.5,
        margin: 6.0,
        ..pictures
    };
    let mut stream = Gaussians::new(&sharp, 1).unwrap();
    let mut retina = lissom::DynSheet::<f64>::with_side(Dyn::new(20).unwrap(), 0.0);
    let (mut inside, mut most) = (0.0, 0_usize);
    for _ in 0..300 {
        stream.draw(&mut retina);
        let bright = |value: &f64| value.to_f64() > 0.5;
        most = most.max(retina.units().iter().filter(|value| bright(value)).count());
        for (unit, value) in retina.units().iter().enumerate().filter(|(_, value)| bright(value)) {
            let place = [unit / 20, unit % 20];
            assert!(place.iter().all(|at| (5..15).contains(at)), "{place:?} {value}");
            inside += value;
        }
    }
    assert!(inside > 300.0 && most > 4, "{inside} {most}");
}
