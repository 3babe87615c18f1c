//! Instructions of the response of a projection of radius 9.5, and of V1's three in the notebook's
//! network, whose radii grow with the side, at sides from 12 to 96 on an emulated RV32IMC: `run.sh`
//! runs it. All source cells are active. The weights are 0, which changes no count.
#![no_std]
#![no_main]

#[path = "../../instructions/src/counter.rs"]
mod counter;

use core::hint::black_box;
use lissom::{
    Error, FieldView, Fixed16, Params, ProjectionMut, Sheet,
    geometry::{Placement, Run, Span, rows},
    number::FixedWide,
    side::Const,
};
use semihosting::println;

/// The weights of any of the projections: at side 96 there are 14 million afferent ones.
static mut WEIGHTS: [Fixed16; 16 << 20] = [Fixed16::ZERO; 16 << 20];

/// Connections of a projection, and the instructions of its response.
fn count<const SIDE: usize>(weights: &mut [Fixed16], radius: f64) -> Result<(usize, u32), Error> {
    let (mut spans, mut profiles) = ([Span::default(); SIDE], [[[Run::default(); SIDE]; SIDE]; 2]);
    let profiles = &mut profiles.as_flattened_mut()[..rows(SIDE, SIDE, radius)];
    let field = FieldView::build(
        Const::<SIDE>,
        Const::<SIDE>,
        Placement::Corners,
        radius,
        &mut spans,
        profiles,
    )?;
    let mut source = Sheet::<Fixed16, SIDE>::new();
    source.fill_with(|i, j| Fixed16::from_bits(((i * 911 + j * 3581) % 32_749 + 1) as i16));
    let mut response = Sheet::filled(FixedWide::ZERO);
    let mut exponent = 0;
    let packed = &mut weights[..field.connections()];
    let projection = ProjectionMut::new(field, packed, &mut exponent)?;
    let instructions = counter::count(|| {
        let gain = black_box(FixedWide::ONE);
        projection.view().respond(&mut (), gain, black_box(&source), black_box(&mut response));
    });
    Ok((field.connections(), instructions))
}

/// Lines for one projection of the notebook's largest radius at side 36, and for the notebook's
/// network.
fn report<const SIDE: usize>(weights: &mut [Fixed16]) -> Result<(), Error> {
    let (connections, instructions) = count::<SIDE>(weights, 9.5)?;
    println!("r = 9.5,{SIDE},{connections},{instructions}");
    let params = Params::notebook(SIDE);
    let (mut connections, mut instructions) = (0, 0);
    for radius in [params.r_a, params.r_e, params.r_i] {
        let (more, counted) = count::<SIDE>(weights, radius)?;
        connections += more;
        instructions += counted;
    }
    println!("notebook,{SIDE},{connections},{instructions}");
    Ok(())
}

fn all() -> Result<(), Error> {
    // SAFETY: the only reference, made once
    let weights = unsafe { &mut *(&raw mut WEIGHTS) };
    report::<12>(weights)?;
    report::<16>(weights)?;
    report::<24>(weights)?;
    report::<36>(weights)?;
    report::<48>(weights)?;
    report::<72>(weights)?;
    report::<96>(weights)
}

#[riscv_rt::entry]
fn main() -> ! {
    counter::start();
    all().expect("the preset is valid");
    semihosting::process::exit(0)
}
