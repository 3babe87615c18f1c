//! Networks of any parameters, within their ranges and beyond, in every number format: a parameter
//! that is not allowed is an error, and with those that are the network is trained. All activities
//! stay within 0..=1, and the bits are the same however the work is split; in fixed point the
//! portable engine and this machine's agree.
//!
//! An input is the format, a preset, the parameters to be replaced, and what the training adds.

use crate::{
    cells::Cells,
    formats::by_format,
    halves::Halves,
    input::{Input, numbers},
    portable::Portable,
};
use lissom::{
    Error, Fixed8, Fixed16, Fixed32, Network, Observer, Params, Signal, Stage,
    learning::{HomeostasisParams, Learn, PhaseParams, Rate},
    model::{GainControlParams, PoolShape},
    network::Training,
};

/// The most presentations, settling steps and units of a side.
const PRESENTATIONS: usize = 4;
const STEPS: u16 = 5;
const SIDE: usize = 12;

/// A network and its training.
#[derive(Debug)]
struct Plan {
    params: Params,
    channels: usize,
    gain_control: Option<GainControlParams>,
    shares_excitation: bool,
    homeostasis: Option<HomeostasisParams>,
    phases: Vec<PhaseParams>,
    seed: u16,
    sparsity: u8,
    presentations: usize,
}

/// Runs an input.
pub fn run(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let format = input.below(5);
    let plan = Plan::read(&mut input);
    let trained = by_format!(format, train(&plan));
    let portable = match format {
        0 => train::<Portable<Fixed16>>(&plan),
        1 => train::<Portable<Fixed8>>(&plan),
        2 => train::<Portable<Fixed32>>(&plan),
        _ => return,
    };
    assert_eq!(trained, portable, "the portable engine computes other bits");
}

/// The trace of the training and the bits of its weights, or why it cannot be.
fn train<W: Learn>(plan: &Plan) -> Result<(u32, Vec<u64>), String> {
    let mut training = match build::<W>(plan) {
        Ok(training) => training,
        Err(error) => {
            let text = error.to_string();
            assert!(text.len() < 200, "{text}");
            assert!(!matches!(error, Error::Side { .. } | Error::Length { .. }), "{error}");
            return Err(text);
        }
    };
    assert_eq!(plan.wrong(), None, "it is not allowed");
    let mut split = training.clone();
    let network = training.network();
    assert!(!network.to_string().is_empty());
    let (mut retina, mut state) = (network.retina(), network.state());
    let (mut pictures, mut same) = (plan.pictures(), plan.pictures());
    for _ in 0..plan.presentations {
        let trace = training.present(&mut (), &mut pictures, &mut retina, &mut state, &mut Within);
        let again = split.present(&mut Halves, &mut same, &mut retina, &mut state, &mut ());
        assert_eq!(trace, again, "split work has other bits");
    }
    let settled =
        training.settle(&mut (), &retina, &mut state, &mut ()).expect("its own sheets").hash();
    split.interleave();
    let interleaved =
        split.settle(&mut Halves, &retina, &mut state, &mut ()).expect("its own sheets");
    assert_eq!(settled, interleaved.hash(), "interleaved weights give other bits");
    let mut bits = Vec::new();
    for (name, projection) in training.network().projections() {
        for (index, weight) in projection.packed().iter().enumerate() {
            assert!(weight.value(0).is_finite(), "{name} {index} is {weight:?}");
            bits.push(weight.to_bits());
        }
    }
    Ok((settled ^ training.progress().trace(), bits))
}

fn build<W: Learn>(plan: &Plan) -> Result<Training<W>, Error> {
    let mut network = Network::<W>::new(&plan.params, plan.channels)?;
    if let Some(params) = &plan.gain_control {
        network = network.with_gain_control(params)?;
    }
    if plan.shares_excitation {
        network = network.with_shared_excitation()?;
    }
    Training::new(network, &plan.phases, plan.homeostasis.as_ref(), plan.seed.into())
}

/// Panics where a stage's activities are not within 0..=1, or a response is no number.
#[derive(Debug)]
struct Within;

impl<A: lissom::number::Activity> Observer<A> for Within {
    fn stage(&mut self, stage: Stage, _: Signal<'_, A>, output: Signal<'_, A>) {
        let activities = output.activity().is_some();
        for x in output.to_f64() {
            assert!(x.is_finite(), "{stage:?}: {x}");
            assert!(!activities || (0.0..=1.0).contains(&x), "{stage:?}: {x}");
        }
    }
}

impl Plan {
    fn read(input: &mut Input<'_>) -> Self {
        let params = params(input);
        let channels = input.one_of(&[1, 2, 1, 2, 1, 2, 0, 3]);
        let gain_control = input.flag().then(|| gain_control(&params, input));
        let shares_excitation = input.flag();
        let homeostasis = input.flag().then(|| homeostasis(input));
        let phases = (0..1 + input.below(3)).map(|index| phase(&params, index, input)).collect();
        Self {
            params,
            channels,
            gain_control,
            shares_excitation,
            homeostasis,
            phases,
            seed: input.any(),
            sparsity: input.any(),
            presentations: input.below(PRESENTATIONS + 1),
        }
    }

    fn pictures(&self) -> Cells {
        Cells::new(self.seed, self.sparsity)
    }

    /// A parameter that is not allowed.
    fn wrong(&self) -> Option<&'static str> {
        let Params { retina, lgn, cortex, .. } = self.params;
        let p = &self.params;
        let positive = |x: f64| (f64::MIN_POSITIVE..=f64::MAX).contains(&x);
        let share = |x: f64| (0.0..=1.0).contains(&x);
        let thresholds =
            |lower: f64, upper: f64| lower >= -127.0 && lower < upper && upper <= 127.0;
        let phases = self.phases.iter().all(|phase| {
            let (Rate::Connection(a) | Rate::Field(a)) = phase.rate_a;
            phase.r_e >= 0.0
                && thresholds(phase.theta_lower, phase.theta_upper)
                && (0.0..=16.0).contains(&a)
                && share(phase.prune)
        });
        let rising = self.phases[0].from == 0 && self.phases.is_sorted_by(|a, b| a.from < b.from);
        let sigmas = [p.sigma_center, p.sigma_surround, p.sigma_a, p.sigma_e, p.sigma_i];
        let gains = [p.gamma_l, p.gamma_a, p.gamma_e, p.gamma_i];
        let homeostasis = self.homeostasis.is_none_or(|h| {
            (-1.0..=1.0).contains(&h.theta) && [h.mean, h.smoothing, h.rate].into_iter().all(share)
        });
        let gain_control = self.gain_control.is_none_or(|g| {
            [g.gamma_o, g.gamma_s, g.k, g.sigma].into_iter().all(positive) && g.radius >= 0.0
        });
        [
            ("sides", [retina, lgn, cortex].into_iter().all(|side| (1..=255).contains(&side))),
            ("channels", (1..=2).contains(&self.channels)),
            ("radii", [p.r_l, p.r_a, p.r_e, p.r_i].into_iter().all(|radius| radius >= 0.0)),
            ("sigmas", sigmas.into_iter().all(positive)),
            ("gains", gains.into_iter().all(|gain| (0.0..=32.0).contains(&gain))),
            ("theta", thresholds(p.theta_lower, p.theta_upper)),
            ("lgn_theta", thresholds(p.lgn_theta_lower, p.lgn_theta_upper)),
            ("homeostasis", homeostasis),
            ("gain control", gain_control),
            ("phases", phases && rising),
        ]
        .into_iter()
        .find_map(|(what, allowed)| (!allowed).then_some(what))
    }
}

fn side(input: &mut Input<'_>) -> usize {
    match input.any::<u8>() {
        side @ 0..250 => 1 + usize::from(side) % SIDE,
        250 => 0,
        251 => usize::MAX,
        _ => 256,
    }
}

fn params(input: &mut Input<'_>) -> Params {
    let preset = input.below(4);
    let [retina, lgn, cortex] = [(); 3].map(|()| side(input));
    let known = lgn.clamp(1, SIDE);
    let mut params = match preset {
        0 => Params::pylissom(known, cortex.clamp(1, SIDE)),
        1 => Params::lissom_or(known),
        2 => Params::gcal(known),
        _ => Params::reduced(known),
    };
    (params.retina, params.lgn, params.cortex) = (retina, lgn, cortex);
    if input.flag() {
        (params.retina, params.lgn, params.cortex) = (lgn, lgn, lgn);
    }
    params.steps = input.any::<u8>() as u16 % (STEPS + 1);
    params.seed = input.flag().then(|| input.any());
    for _ in 0..input.below(18) {
        let fields = [
            &mut params.r_l,
            &mut params.sigma_center,
            &mut params.sigma_surround,
            &mut params.gamma_l,
            &mut params.lgn_theta_lower,
            &mut params.lgn_theta_upper,
            &mut params.r_a,
            &mut params.r_e,
            &mut params.r_i,
            &mut params.sigma_a,
            &mut params.sigma_e,
            &mut params.sigma_i,
            &mut params.gamma_a,
            &mut params.gamma_e,
            &mut params.gamma_i,
            &mut params.theta_lower,
            &mut params.theta_upper,
        ];
        let field = input.below(fields.len());
        for (index, value) in fields.into_iter().enumerate() {
            if index == field {
                *value = input.number();
            }
        }
    }
    params
}

fn gain_control(params: &Params, input: &mut Input<'_>) -> GainControlParams {
    let published = GainControlParams::gcal(params.r_a / 6.5);
    let mut any = |value: f64| if input.flag() { input.number() } else { value };
    GainControlParams {
        gamma_o: any(published.gamma_o),
        gamma_s: any(published.gamma_s),
        k: any(published.k),
        sigma: any(published.sigma),
        radius: any(published.radius),
        shape: if input.flag() { PoolShape::Square } else { PoolShape::Disc },
    }
}

fn homeostasis(input: &mut Input<'_>) -> HomeostasisParams {
    let published = HomeostasisParams::GCAL;
    let mut any = |value: f64| if input.flag() { input.number() } else { value };
    HomeostasisParams {
        theta: any(published.theta),
        mean: any(published.mean),
        smoothing: any(published.smoothing),
        rate: any(published.rate),
    }
}

fn phase(params: &Params, index: usize, input: &mut Input<'_>) -> PhaseParams {
    let mut any = |value: f64| if input.flag() { input.number() } else { value };
    let (r_e, prune) = (any(params.r_e), any(0.0));
    let (theta_lower, theta_upper) = (any(params.theta_lower), any(params.theta_upper));
    let rates = [any(0.959), any(2.5), any(1.8)];
    let [rate_a, rate_e, rate_i] =
        rates.map(|rate| if input.flag() { Rate::Connection(rate) } else { Rate::Field(rate) });
    let steps = input.any::<u8>() as u16 % (STEPS + 1);
    let from = if input.flag() { input.below(4) } else { index } as u32;
    PhaseParams { from, r_e, theta_lower, theta_upper, rate_a, rate_e, rate_i, steps, prune }
}

/// The presets in every format, and parameters beyond their ranges.
pub fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let seed = |head: &[u8], replaced: &[(u8, f64)], training: &[u8]| {
        let mut bytes = [head, &[replaced.len() as u8]].concat();
        for &(field, value) in replaced {
            bytes.push(field);
            bytes.extend(numbers(&[value]));
        }
        [bytes, training.to_vec()].concat()
    };
    // two sheets; no gain control; own excitation; no homeostasis; one phase as it is
    let plain = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 5, 0, 3, 3];
    let gcal =
        [1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 7, 0, 2, 4];
    vec![
        ("fixed16", seed(&[0, 0, 9, 9, 9, 1, 3, 1, 1, 0, 0, 0, 0, 0, 0, 0], &[], &plain)),
        ("fixed8", seed(&[1, 1, 7, 7, 7, 1, 3, 0], &[(8, 3.0)], &plain)),
        ("fixed32", seed(&[2, 2, 11, 11, 11, 1, 3, 0], &[], &gcal)),
        ("f32", seed(&[3, 3, 11, 8, 6, 0, 2, 0], &[(7, f64::INFINITY)], &plain)),
        ("f64", seed(&[4, 2, 11, 9, 7, 0, 2, 0], &[(13, 32.0), (14, 32.0)], &gcal)),
        ("wrong", seed(&[0, 0, 9, 9, 9, 1, 3, 0], &[(15, 1e300), (0, f64::NAN)], &plain)),
    ]
}
