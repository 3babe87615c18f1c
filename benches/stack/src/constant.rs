//! Networks of constant sides.

use crate::{
    call::{Call, GAIN_CONTROL, GAUSSIANS, Number, by_projection, by_side, draw_noise, keep},
    saved::by_learned,
};
use lissom::{
    Lissom, Params, Sheet, State,
    input::Gaussians,
    learning::{Phase, Progress, Trainer, TrainingParams},
    model::GainControl,
    side::Const,
    snapshot::Identity,
};
use std::hint::black_box;

/// A network of side 255 with short connections: the stack depends on the side alone.
pub const LARGE: Params = Params {
    r_l: 6.0,
    sigma_center: 0.5,
    sigma_surround: 2.0,
    r_a: 1.0,
    r_e: 1.0,
    r_i: 1.0,
    steps: 1,
    ..Params::notebook(255)
};

macro_rules! side {
    ($name:ident, $params:expr) => {
        pub mod $name {
            use super::*;

            lissom::network!(mod map = $params);

            /// A call of a function by its name.
            pub fn call<W: Number>(function: &str) -> Option<Call> {
                if function == "Weights::boxed" {
                    return Some(Box::new(|| drop(black_box(map::Weights::<W>::boxed()))));
                }
                let by_side = by_side::<W, _>(Const::<{ map::CORTEX }>, function);
                if by_side.is_some() {
                    return by_side;
                }
                let weights = Box::leak(map::Weights::<W>::boxed());
                if function == "Weights::fill" {
                    return Some(Box::new(|| weights.fill().expect("valid")));
                }
                weights.fill().expect("valid");
                if function == "present" {
                    let course = TrainingParams::notebook(&map::PARAMS);
                    let schedule = keep(Phase::all(&course.phases).expect("valid"));
                    let progress = keep(Progress::new(1));
                    return Some(present(weights.trainer(schedule, progress).expect("valid")));
                }
                if function.contains("::save") || function.contains("::load") {
                    let identity = Identity::new::<W>(&map::PARAMS, map::CHANNELS);
                    return by_learned(keep(weights.sections()), identity, function);
                }
                by_lissom(weights.lissom().expect("valid"), function)
            }
        }
    };
}
side!(side12, Params::notebook(12));
side!(side24, Params::notebook(24));
side!(side36, Params::notebook(36));
side!(side255, LARGE);

fn present<W: Number, const N: usize>(
    trainer: Trainer<'static, W, Const<N>, Const<N>, Const<N>>,
) -> Call {
    let (trainer, stream) = (keep(trainer), keep(Gaussians::new(&GAUSSIANS, 1).expect("valid")));
    let (retina, state) = (keep(Sheet::new()), keep(State::new()));
    Box::new(|| {
        trainer.present(stream, retina, state, &mut ());
    })
}

fn by_lissom<W: Number, const N: usize>(
    lissom: Lissom<'static, W, Const<N>, Const<N>, Const<N>>,
    function: &str,
) -> Option<Call> {
    let by_projection = by_projection(lissom.cortex.inhibitory, function);
    if by_projection.is_some() {
        return by_projection;
    }
    let (lissom, retina) = (keep(lissom), keep(Sheet::new()));
    let state: &mut State<_, _, _> = keep(State::new());
    draw_noise(retina);
    Some(match function {
        "Lgn::respond" => Box::new(|| lissom.lgn.respond(&mut (), retina, &mut state.lgn, &mut ())),
        "Lgn::respond, gain control" => {
            let control = keep(GainControl::new(Const, &GAIN_CONTROL, &LARGE).expect("valid"));
            let lgn = keep(lissom.lgn.with_gain_control(&*control));
            Box::new(|| lgn.respond(&mut (), retina, &mut state.lgn, &mut ()))
        }
        "Cortex::settle" => {
            lissom.lgn.respond(&mut (), retina, &mut state.lgn, &mut ());
            Box::new(|| {
                lissom.cortex.settle(&mut (), [&state.lgn.sum], &mut state.cortex, &mut ());
            })
        }
        "settle" => Box::new(|| {
            lissom.settle(retina, state, &mut ());
        }),
        _ => return None,
    })
}
