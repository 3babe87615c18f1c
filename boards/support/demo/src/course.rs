//! A training that outlasts a power cut, and begins anew when someone asks for it.

use crate::{
    board::{Buttons, Clock, Log, Screen},
    development::Development,
    keeper::Keeper,
    workspace::Workspace,
};
use embedded_storage::nor_flash::NorFlash;
use lissom::{
    Fixed16,
    input::Stream,
    learning::{Learn, Progress, Trainer},
    side::Const,
    snapshot::Section,
};

/// Presentations after which the log says `done`, and the first snapshot is saved.
const DONE: u32 = 300;
/// Presentations from one snapshot to the next.
const SAVE: u32 = 1000;

/// Goes on from the last snapshot, if it is to, and learns until someone asks for a reset. Saves a
/// snapshot after 300 presentations, and every thousandth.
pub fn learn<W, F, S, C, L, B, const SIDE: usize, const CHANNELS: usize>(
    show: &mut Development<S, C, L, B>,
    keeper: &mut Keeper<F>,
    goes_on: bool,
    trainer: &mut Trainer<'_, W, Const<SIDE>, Const<SIDE>, Const<SIDE>, Const<CHANNELS>>,
    pictures: &mut (impl Stream<Fixed16, Const<SIDE>> + Section),
    workspace: &mut Workspace<SIDE, SIDE, SIDE>,
) where
    W: Learn<Activity = Fixed16>,
    F: NorFlash,
    S: Screen,
    C: Clock,
    L: Log,
    B: Buttons,
{
    learn_and(show, keeper, goes_on, trainer, pictures, workspace, |_, _, _| {});
}

/// The same, and calls `after` with the log, the pictures and the progress each time the network
/// has learned from a picture.
pub fn learn_and<W, F, S, C, L, B, P, const SIDE: usize, const CHANNELS: usize>(
    show: &mut Development<S, C, L, B>,
    keeper: &mut Keeper<F>,
    goes_on: bool,
    trainer: &mut Trainer<'_, W, Const<SIDE>, Const<SIDE>, Const<SIDE>, Const<CHANNELS>>,
    pictures: &mut P,
    workspace: &mut Workspace<SIDE, SIDE, SIDE>,
    mut after: impl FnMut(&mut L, &P, &Progress),
) where
    W: Learn<Activity = Fixed16>,
    F: NorFlash,
    S: Screen,
    C: Clock,
    L: Log,
    B: Buttons,
    P: Stream<Fixed16, Const<SIDE>> + Section,
{
    if goes_on {
        match keeper.load(trainer, pictures) {
            Ok(true) => show.log.training("loaded", trainer.progress.presentations()),
            Ok(false) => {}
            Err(error) => show.log.failed("loaded", &error),
        }
    }
    while !show.asks_reset() {
        let before = trainer.progress.presentations();
        if show.turn(trainer, pictures, workspace).is_err() {
            show.log.failed("shown", &"the display fails");
        }
        let presentations = trainer.progress.presentations();
        if presentations == before {
            continue; // someone has asked that nothing is learned
        }
        after(&mut show.log, pictures, trainer.progress);
        if presentations == DONE || presentations.is_multiple_of(SAVE) {
            match keeper.save(trainer, pictures) {
                Ok(()) => show.log.training("saved", presentations),
                Err(error) => show.log.failed("saved", &error),
            }
        }
        if presentations == DONE {
            show.log.training("done", presentations);
        }
    }
    show.log.training("reset", trainer.progress.presentations());
}

/// Writes what firmware needs besides [`learner!`] of a course that it goes on with after a power
/// cut: `TRAINING`; `Course`, whose size is that of its RAM; and `learn(show, keeper, goes_on)`,
/// which never returns and begins anew after each reset. The board depends on `static_cell`.
///
/// Attributes, if there are any, are those of the `static` in RAM, such as its section.
#[macro_export]
macro_rules! course {
    ($(#[$place:meta])*) => {
        static TRAINING: $crate::BoardTraining<Number, SIDE> = $crate::BoardTraining::new(PRESET);
        /// The weights before learning, in flash.
        static UNTRAINED: Weights = Weights::of_bytes(START);
        $(#[$place])*
        static COURSE: static_cell::ConstStaticCell<Course> =
            static_cell::ConstStaticCell::new(Course::NEW);

        /// What a network that learns has in RAM.
        struct Course {
            weights: Weights,
            thresholds: Thresholds,
            workspace: $crate::Workspace<SIDE, SIDE, SIDE>,
        }

        impl Course {
            const NEW: Self = Self {
                weights: Weights::new(),
                thresholds: UNSET,
                workspace: $crate::Workspace::new(),
            };
        }

        /// Learns for ever; at first it goes on from the last snapshot, if it is to.
        fn learn(
            mut show: $crate::Development<
                impl $crate::Screen,
                impl $crate::Clock,
                impl $crate::Log,
                impl $crate::Buttons,
            >,
            mut keeper: $crate::Keeper<impl $crate::NorFlash>,
            mut goes_on: bool,
        ) -> ! {
            let Course { weights, thresholds, workspace } = COURSE.take();
            loop {
                weights.copy_from(&UNTRAINED);
                let mut progress = TRAINING.start(thresholds);
                let mut pictures = TRAINING.pictures.clone();
                let trainer = weights.frozen_trainer(TRAINING.schedule(), &mut progress);
                let mut trainer = TRAINING.equip(trainer, thresholds);
                let loads = core::mem::take(&mut goes_on);
                let (show, keeper) = (&mut show, &mut keeper);
                $crate::learn(show, keeper, loads, &mut trainer, &mut pictures, workspace);
            }
        }
    };
}
