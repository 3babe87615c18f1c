#![no_std]
#![no_main]
//! Instructions of each kernel on an emulated core.

mod counter;

use core::hint::black_box;
use lissom::{Fixed16, Number, Params, Projection, Sheet, number::FixedWide, sheet::hash, stimulus::OrientedGaussian};
use semihosting::println;

lissom::network!(mod map = Params::notebook(36));
static mut WEIGHTS: map::Weights<Fixed16> = map::Weights::new();

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
fn main() -> ! {
    counter::start();
    // SAFETY: the only reference, made once
    let weights = unsafe { &mut *(&raw mut WEIGHTS) };
    weights.fill().expect("the preset is valid");
    let lissom = weights.lissom().expect("the preset is valid");
    let mut picture = map::Retina::new();
    picture.draw(&OrientedGaussian::round(18.0, 18.0, 2.0));
    let mut dense = Sheet::<Fixed16, 36>::new();
    let mut state = 1_u32;
    dense.fill_with(|_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Fixed16::from_bits((state >> 17) as i16 | 1)
    });
    let v1 = &lissom.cortex;
    report("r = 9.5", &v1.afferent[0], &dense);
    report("r = 8", &v1.inhibitory, &dense);
    report("r = 3.6", &v1.excitatory, &dense);

    let mut activity = map::Activity::new();
    let instructions = counter::count(|| lissom.lgn.respond(black_box(&dense), &mut activity.lgn, &mut ()));
    println!("LGN 0 {} {:08x}", instructions, hash(activity.lgn.on.units()));
    let instructions = counter::count(|| {
        lissom.settle(black_box(&picture), &mut activity, &mut ());
    });
    println!("frame 0 {} {:08x}", instructions, activity.v1().hash());
    semihosting::process::exit(0)
}

fn report(name: &str, projection: &Projection<'_, Fixed16, 36, 36>, source: &Sheet<Fixed16, 36>) {
    let mut response = Sheet::filled(Fixed16::WIDE_ZERO);
    let gain = FixedWide::ONE;
    let instructions = counter::count(|| {
        projection.respond(black_box(gain), black_box(source), black_box(&mut response));
    });
    let connections = projection.field().connections();
    let bits = response.units().iter().fold(0x811c_9dc5, |hash: u32, unit| {
        (hash ^ unit.to_bits() as u32).wrapping_mul(0x0100_0193)
    });
    println!(
        "{name} {connections} {instructions} {}.{:03} {bits:08x}",
        instructions / connections as u32,
        u64::from(instructions) * 1000 / connections as u64 % 1000,
    );
}
