//! Networks of run-time sides.

use crate::{
    call::{Call, GAIN_CONTROL, GAUSSIANS, Number, by_projection, by_side, draw_noise, keep},
    constant::LARGE,
    saved::by_learned,
};
use lissom::{
    Network, Params,
    geometry::OwnedField,
    input::Gaussians,
    learning::TrainingParams,
    network::{ProjectionName, Training},
    side::Dyn,
    snapshot::Identity,
};
use std::hint::black_box;

fn params(side: usize) -> Params {
    if side == LARGE.cortex { LARGE } else { Params::notebook(side) }
}

/// A call of a function by its name.
pub fn call<W: Number>(side: usize, function: &str) -> Option<Call> {
    let params = params(side);
    let dynamic = Dyn::new(side).expect("a side");
    if let Some(call) = by_side::<W, _>(dynamic, function) {
        return Some(call);
    }
    let new = move || Network::<W>::new(&params, 1).expect("the preset is valid");
    match function {
        "Network::new" => return Some(Box::new(move || drop(black_box(new())))),
        "OwnedField::new" => {
            return Some(Box::new(move || {
                drop(black_box(OwnedField::new(dynamic, dynamic, params.r_a)));
            }));
        }
        "Network::interleave"
        | "settle"
        | "settle, interleaved"
        | "Lgn::respond, gain control"
        | "ConnectionFields"
        | "present"
        | "snapshot::save"
        | "snapshot::load"
        | "Storage::save"
        | "Storage::load" => {}
        _ => return None,
    }
    let network = keep(new());
    let (retina, state) = (keep(network.retina()), keep(network.state()));
    draw_noise(retina);
    Some(match function {
        "Network::interleave" => Box::new(|| network.interleave()),
        "ConnectionFields" => {
            let inhibitory = network.projection(ProjectionName::Inhibitory).expect("there");
            return by_projection(inhibitory, function);
        }
        "settle" | "settle, interleaved" | "Lgn::respond, gain control" => {
            if function == "settle, interleaved" {
                network.interleave();
            } else if function != "settle" {
                *network = new().with_gain_control(&GAIN_CONTROL).expect("valid");
            }
            Box::new(|| {
                network.settle(retina, state, &mut ()).expect("its sheets");
            })
        }
        _ => {
            let course = TrainingParams::notebook(&params);
            let training = keep(Training::new(new(), &course.phases, None, 1).expect("valid"));
            if function != "present" {
                return by_learned(training, Identity::new::<W>(&params, 1), function);
            }
            let stream = keep(Gaussians::new(&GAUSSIANS, 1).expect("valid"));
            Box::new(|| {
                training.present(&mut (), stream, retina, state, &mut ()).expect("its sheets");
            })
        }
    })
}
