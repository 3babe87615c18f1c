//! The notebook's 36 × 36 network in 16 bits: a presentation and its parts, to be timed by whoever
//! calls it. `run.mjs` does so in node, and the program `lissom-native` without it.

use lissom::{
    Error, Fixed16, Lissom, Params, Sheet,
    input::{Gaussians, OrientedGaussian},
    learning::{Phase, Progress, TrainingParams},
    number::Wide,
};
use std::cell::RefCell;

lissom::network!(mod map = Params::notebook(36));
const TRAINING: TrainingParams<1> = TrainingParams::notebook(&map::PARAMS);

/// What can be timed.
pub const PARTS: [&str; 6] =
    ["afferent rows", "LGN", "learning step", "forward", "forward, interleaved", "presentation"];

/// Runs a part as many times as it is told and returns a hash of its last result.
type Part = Box<dyn FnMut(u32) -> u32>;

/// All parts. They live as long as the program.
///
/// # Errors
///
/// None: the preset is valid.
pub fn parts() -> Result<[Part; 6], Error> {
    let weights: &'static mut map::Weights<Fixed16> = Box::leak(map::Weights::boxed());
    weights.fill()?;
    let weights = &*weights;
    let packed = weights.lissom()?;
    let copies = packed.cortex.interleaved_copies().leak();
    let interleaved = Lissom { cortex: packed.cortex.with_interleaved(copies)?, ..packed };
    let mut retina = map::Retina::new();
    retina.draw(&OrientedGaussian::round(18.0, 18.0, 2.0));
    let retina: &'static _ = Box::leak(Box::new(retina));
    let mut state = Box::new(map::State::new());
    packed.settle(retina, &mut state, &mut ());

    // every cell active: the most that a projection can cost
    let full = Sheet::<Fixed16, { map::LGN }>::filled(Fixed16::from_num(0.5));
    let mut response = Sheet::filled(Wide::ZERO);
    let afferent = packed.cortex.afferent[0];
    let rows = move |times| {
        (0..times)
            .for_each(|_| afferent.respond(&mut (), Wide::from_f64(1.0), &full, &mut response));
        response
            .units()
            .iter()
            .fold(0, |hash: u32, unit| hash.rotate_left(5) ^ unit.to_bits() as u32)
    };
    let mut seen = state.clone();
    let lgn = move |times| {
        (0..times).for_each(|_| packed.lgn.respond(&mut (), retina, &mut seen.lgn, &mut ()));
        seen.lgn.on.hash() ^ seen.lgn.off.hash().rotate_left(1)
    };
    let schedule: &'static _ = Box::leak(Box::new(Phase::all(&TRAINING.phases)?));
    let learning: &'static mut map::Weights<Fixed16> = Box::leak(map::Weights::boxed());
    learning.copy_from(weights);
    let progress = Box::leak(Box::new(Progress::new(1)));
    let mut trainer = learning.trainer(schedule, progress)?;
    let (mut settled, mut pictures) = (state.clone(), Gaussians::new(&TRAINING.pictures, 1)?);
    let mut picture = retina.clone();
    trainer.present(&mut pictures, &mut picture, &mut settled, &mut ()); // the phase has begun
    trainer.lissom().settle(retina, &mut settled, &mut ());
    let learn = move |times| {
        (0..times).for_each(|_| trainer.learn(&mut (), &settled));
        trainer.lissom().settle(retina, &mut settled, &mut ()).hash()
    };
    let forward = |lissom: Lissom<'static, Fixed16, _, _, _, _>| {
        let mut state = state.clone();
        move |times| {
            (0..times).for_each(|_| _ = lissom.settle(retina, &mut state, &mut ()));
            state.v1().hash()
        }
    };
    let (packed, interleaved) = (forward(packed), forward(interleaved));
    let mut learning = map::Weights::<Fixed16>::boxed();
    learning.copy_from(weights);
    let first_pictures = Gaussians::new(&TRAINING.pictures, 1)?;
    let mut pictures = first_pictures.clone();
    let (mut progress, mut state) = (Progress::new(1), state.clone());
    let present = move |times| {
        if times == 0 {
            learning.copy_from(weights);
            (progress, pictures) = (Progress::new(1), first_pictures.clone());
        }
        let Ok(mut trainer) = learning.trainer(schedule, &mut progress) else { return 0 };
        let mut present = || trainer.present(&mut pictures, &mut picture, &mut state, &mut ());
        (0..times).fold(0, |_, _| present())
    };
    Ok([
        Box::new(rows),
        Box::new(lgn),
        Box::new(learn),
        Box::new(packed),
        Box::new(interleaved),
        Box::new(present),
    ])
}

thread_local! {
    static ALL: RefCell<Option<[Part; 6]>> = const { RefCell::new(None) };
}

/// Runs a part of [`PARTS`] `times` times and returns a hash of its state after that. 0 begins the
/// presentations anew.
#[allow(unsafe_code)] // a name that no other part of the program has
#[unsafe(no_mangle)]
pub extern "C" fn run(part: u32, times: u32) -> u32 {
    ALL.with_borrow_mut(|all| {
        let all = all.get_or_insert_with(|| parts().expect("the preset is valid"));
        all[part as usize](times)
    })
}
