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
    trainer: &mut Trainer<'_, W, Const<SIDE>, Const<SIDE>, Const<SIDE>, CHANNELS>,
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
    trainer: &mut Trainer<'_, W, Const<SIDE>, Const<SIDE>, Const<SIDE>, CHANNELS>,
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
