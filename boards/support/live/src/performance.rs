//! The show of live pictures, and what its log says of them.

use crate::pictures::{COUNTERS, Live};
use core::cell::Cell;
use lissom::{Engine, Fixed16, Lissom, State, side::Const};
use lissom_demo::{Buttons, Clock, Log, Screen, Show};
use lissom_link::Counters;

/// Shows for ever. Besides the show's own lines the log has `frame <picture> <µs>` from look to
/// answer, `unanswered <n>` if that has grown, `counters …` if frames came over USB, and once,
/// after the last stored picture, `done`.
pub fn perform<
    W,
    S,
    C,
    B,
    L,
    const SIDE: usize,
    const LGN: usize,
    const V1: usize,
    const N: usize,
>(
    show: &mut Show<S, C, B, L>,
    lissom: &Lissom<'_, W, Const<SIDE>, Const<LGN>, Const<V1>, Const<N>>,
    pictures: &mut Live<SIDE, V1>,
    state: &mut State<Fixed16, Const<LGN>, Const<V1>>,
) -> !
where
    W: Engine<Activity = Fixed16>,
    S: Screen,
    C: Clock,
    B: Buttons,
    L: Log,
{
    let (mut counters, mut unanswered, mut done) = (Counters::new(), 0, false);
    loop {
        if show.turn(lissom, pictures, state).is_err() {
            show.log.line(format_args!("the display fails"));
        }
        let micros = pictures.micros;
        show.log.line(format_args!("frame {} {micros}", pictures.name()));
        if core::mem::replace(&mut unanswered, pictures.unanswered) != pictures.unanswered {
            show.log.line(format_args!("unanswered {unanswered}"));
        }
        let now = COUNTERS.lock(Cell::get);
        if core::mem::replace(&mut counters, now) != now {
            show.log.line(format_args!("counters {now}"));
        }
        if pictures.at_end() && !core::mem::replace(&mut done, true) {
            show.log.line(format_args!("done"));
        }
    }
}
