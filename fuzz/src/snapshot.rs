//! Snapshots with right checksums and any contents: loaded whole, and then the training goes on, or
//! refused, and then nothing has changed.
//!
//! An input is the format's index and either a whole snapshot or changes of one that was saved.

use crate::{formats::by_format, input::Input, learner::Learner};
use crc::{CRC_32_ISO_HDLC, Crc};
use lissom::{Fixed8, Fixed16, Fixed32, learning::Learn, number::WideOf, snapshot::Element};

const CRC32: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);
const HEADER: usize = 32;
const FORMATS: usize = 5;

/// Runs an input.
pub fn run(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let (format, whole) = (input.below(FORMATS), input.flag());
    by_format!(format, check(&mut input, whole));
}

fn check<W: Learn>(input: &mut Input<'_>, whole: bool)
where
    WideOf<W>: Element,
{
    let mut learner = Learner::<W>::new(1);
    let before = learner.save();
    let mut snapshot = if whole { input.rest().to_vec() } else { changed(before.clone(), input) };
    make_checksums_right(&mut snapshot);
    match learner.load(&snapshot) {
        Err(error) => {
            assert!(error.to_string().len() < 200, "{error}");
            assert_eq!(learner.save(), before, "refused, and yet something has changed: {error}");
        }
        Ok(()) => {
            assert_eq!(learner.save(), snapshot, "saved again it is another snapshot");
            let had_weights = learner.has_weights();
            learner.train(5);
            if !had_weights {
                return;
            }
            assert!(learner.has_weights());
            let later = learner.save();
            let mut other = Learner::<W>::new(2);
            other.load(&later).expect("what a training saves is a snapshot");
            assert_eq!(other.save(), later);
        }
    }
}

/// A snapshot in which places were overwritten: each by a few bytes, once or many times in a row.
fn changed(mut snapshot: Vec<u8>, input: &mut Input<'_>) -> Vec<u8> {
    while !input.is_empty() {
        let at = usize::from(input.any::<u16>()) % snapshot.len();
        let how: u8 = input.any();
        let piece = input.piece(usize::from(how % 16));
        let repeats = usize::from(how / 16).pow(2) + 1;
        let places = snapshot[at..].iter_mut().zip(piece.iter().cycle());
        places.take(repeats * piece.len()).for_each(|(place, byte)| *place = *byte);
    }
    snapshot
}

fn make_checksums_right(snapshot: &mut [u8]) {
    if let Some((header, _)) = snapshot.split_first_chunk_mut::<HEADER>() {
        let sum = CRC32.checksum(&header[..HEADER - 4]).to_le_bytes();
        header[HEADER - 4..].copy_from_slice(&sum);
    }
    if let Some((before, trailer)) = snapshot.split_last_chunk_mut::<4>() {
        *trailer = CRC32.checksum(before).to_le_bytes();
    }
}

/// Trainings of every format as they are saved, and changes of a new one.
pub fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    fn saved<W: Learn>(format: u8, presentations: u32) -> Vec<u8>
    where
        WideOf<W>: Element,
    {
        let mut learner = Learner::<W>::new(7);
        learner.train(presentations);
        [vec![format, 1], learner.save()].concat()
    }
    vec![
        ("fixed16", saved::<Fixed16>(0, 8)),
        ("fixed8", saved::<Fixed8>(1, 2)),
        ("fixed32", saved::<Fixed32>(2, 4)),
        ("f32", saved::<f32>(3, 1)),
        ("f64", saved::<f64>(4, 6)),
        ("weights-0", vec![0, 0, 40, 0, 0xf8, 0, 0, 0, 0, 0, 0, 0, 0]),
        ("version-2", vec![2, 0, 4, 0, 1, 2]),
    ]
}
