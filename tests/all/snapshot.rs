//! Snapshots: all that was saved comes back, and whatever is not that snapshot is refused whole.

use crate::learned::{State, map};
use lissom::{
    Fixed8, Fixed16, Fixed32, Params,
    number::Weight,
    random::Pcg32,
    snapshot::{self, Checker, Identity, Loader, Section, SnapshotError, Tag, Writer},
};

lissom::network!(mod small = Params::notebook(6));
lissom::network!(mod two = Params::notebook(12), channels 2);

fn comes_back<W: Weight>() {
    let mut state = State::<W>::new(1);
    let bytes = state.bytes();
    let mut later = State::<W>::empty();
    later.weights.dog = state.weights.dog.clone(); // never changes
    let identity = State::<W>::identity();
    later.with_sections(|sections| snapshot::load(identity, sections, &bytes)).unwrap();
    assert_eq!(later, state);
    assert_eq!(later.bytes(), bytes);

    // in pieces of any size, written and read
    for size in [1, 2, 3, 7, 31, 32, 33, 1000, bytes.len()] {
        let written = state.with_sections(|sections| {
            let mut writer = Writer::new(State::<W>::identity(), sections).unwrap();
            let (mut piece, mut written) = (vec![0; size], Vec::new());
            loop {
                match writer.fill(&mut piece) {
                    0 => return written,
                    filled => written.extend_from_slice(&piece[..filled]),
                }
            }
        });
        assert_eq!(written, bytes, "in pieces of {size}");
        let mut later = State::<W>::empty();
        later.weights.dog = state.weights.dog.clone();
        later.with_sections(|sections| {
            let mut checker = Checker::new(State::<W>::identity(), sections).unwrap();
            bytes.chunks(size).for_each(|piece| checker.feed(piece).unwrap());
            checker.finish().unwrap();
            let mut loader = Loader::new(sections);
            bytes.chunks(size).for_each(|piece| loader.feed(piece));
            loader.finish().unwrap();
        });
        assert_eq!(later, state, "in pieces of {size}");
    }
}

#[test]
fn what_was_saved_comes_back() {
    comes_back::<Fixed16>();
    comes_back::<Fixed8>();
    comes_back::<Fixed32>();
    comes_back::<f32>();
    comes_back::<f64>();
}

#[test]
fn every_flipped_bit_is_refused() {
    let identity = Identity::new::<Fixed16>(&small::PARAMS, small::CHANNELS);
    let mut weights = small::Weights::<Fixed16>::new();
    weights.fill().unwrap();
    let (random, presentation) = (Pcg32::new(8, 9), 20_000_u64);
    let weights = weights.sections();
    let sections: [(Tag, &dyn Section); 4] = [
        (*b"AFF0", &weights.afferent[0]),
        (*b"INHI", &weights.inhibitory),
        (*b"RAND", &random),
        (*b"TIME", &presentation),
    ];
    let mut bytes = Vec::new();
    snapshot::save(identity, &sections, |piece| {
        bytes.extend_from_slice(piece);
        Ok::<_, SnapshotError>(())
    })
    .unwrap();
    let mut later = small::Weights::<Fixed16>::new();
    let (mut later_random, mut later_presentation) = (Pcg32::new(0, 0), 0_u64);
    let (mut refused, mut magic) = (0, 0);
    for bit in 0..8 * bytes.len() {
        bytes[bit / 8] ^= 1 << (bit % 8);
        let mut later = later.sections();
        let sections: &mut [(Tag, &mut dyn Section)] = &mut [
            (*b"AFF0", &mut later.afferent[0]),
            (*b"INHI", &mut later.inhibitory),
            (*b"RAND", &mut later_random),
            (*b"TIME", &mut later_presentation),
        ];
        match snapshot::load(identity, sections, &bytes) {
            Err(SnapshotError::Checksum) if bit >= 32 => {}
            Err(SnapshotError::NotASnapshot) if bit < 32 => magic += 1,
            other => panic!("bit {bit}: {other:?}"),
        }
        refused += 1;
        bytes[bit / 8] ^= 1 << (bit % 8);
    }
    assert_eq!((later, later_random, later_presentation), {
        (small::Weights::new(), Pcg32::new(0, 0), 0) // nothing of any was loaded
    });
    println!("{refused} snapshots with one flipped bit, {refused} refused, {magic} by their magic");
}

#[test]
fn other_lengths_are_refused() {
    are_refused(|len| (0..80).chain((80..len - 40).step_by(97)).chain(len - 40..len).collect());
}

#[test]
#[ignore = "seconds without optimisation"]
fn every_length_is_refused() {
    are_refused(|len| (0..len).collect());
}

fn are_refused(lengths: impl Fn(usize) -> Vec<usize>) {
    let bytes = State::<Fixed16>::new(3).bytes();
    for len in lengths(bytes.len()) {
        let (expected, found) = (bytes.len() as u64, len as u64);
        let error = SnapshotError::Length { expected, found };
        assert_eq!(State::<Fixed16>::refusal(&bytes[..len]), Some(error));
    }
    let longer = [&bytes[..], &[0]].concat();
    assert!(matches!(State::<Fixed16>::refusal(&longer), Some(SnapshotError::Length { .. })));
    assert_eq!(State::<Fixed16>::refusal(&[0xff; 100]), Some(SnapshotError::NotASnapshot));
}

/// The header with other bytes from `at` on, and good checksums.
fn forged(bytes: &[u8], at: usize, with: &[u8]) -> Vec<u8> {
    let crc = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);
    let mut bytes = bytes.to_vec();
    bytes[at..at + with.len()].copy_from_slice(with);
    let header = crc.checksum(&bytes[..28]).to_le_bytes();
    bytes[28..32].copy_from_slice(&header);
    let end = bytes.len() - 4;
    let whole = crc.checksum(&bytes[..end]).to_le_bytes();
    bytes[end..].copy_from_slice(&whole);
    bytes
}

#[test]
fn another_snapshot_is_refused_by_name() {
    let bytes = State::<Fixed16>::new(4).bytes();
    let refusal = |bytes: &[u8]| State::<Fixed16>::refusal(bytes);
    assert_eq!(forged(&bytes, 4, &1_u16.to_le_bytes()), bytes);
    assert_eq!(refusal(&bytes), None);

    let version = forged(&bytes, 4, &2_u16.to_le_bytes());
    assert_eq!(refusal(&version), Some(SnapshotError::Version { found: 2 }));

    let long = State::<Fixed32>::new(4).bytes();
    let found = *b"fixed32\0";
    assert_eq!(refusal(&long), Some(SnapshotError::NumberFormat { found }));

    let expected = State::<Fixed16>::identity().network();
    let others = [
        Identity::new::<Fixed16>(&Params::notebook(13), 1),
        Identity::new::<Fixed16>(&map::PARAMS, 2),
        Identity::new::<Fixed16>(&Params { gamma_e: 0.900_001, ..map::PARAMS }, 1),
        Identity::new::<Fixed16>(&Params { steps: 10, ..map::PARAMS }, 1),
        State::<Fixed16>::identity().and(7),
    ];
    for other in others {
        let network = SnapshotError::Network { expected: other.network(), found: expected };
        assert_eq!(State::<Fixed16>::refusal_as(other, &bytes), Some(network));
    }
    // another seed is the same network
    let seed = Identity::new::<Fixed16>(&Params { seed: Some(99), ..map::PARAMS }, 1);
    assert_eq!(State::<Fixed16>::refusal_as(seed, &bytes), None);

    let longer = forged(&bytes, 24, &(bytes.len() as u32 + 1).to_le_bytes());
    let (expected, found) = (bytes.len() as u64, bytes.len() as u64 + 1);
    assert_eq!(refusal(&longer), Some(SnapshotError::Length { expected, found }));

    let tag = forged(&bytes, 32, b"AFF1");
    assert_eq!(refusal(&tag), Some(SnapshotError::Section { index: 0 }));
    let exponent = 32 + 8 + 2 * map::AfferentField::CONNECTIONS;
    let value = forged(&bytes, exponent, &[17]);
    assert_eq!(refusal(&value), Some(SnapshotError::Value { index: 0 }));
    // a weight of −1, and weights whose sum the accumulator does not hold
    for weights in [&[0, 128][..], &[255, 127].repeat(5)] {
        let value = forged(&bytes, 40, weights);
        assert_eq!(refusal(&value), Some(SnapshotError::Value { index: 0 }));
    }
    let averages = bytes.len() - 4 - 16 - 16 - 8 - 4 * 144;
    let value = forged(&bytes, averages, &f32::NAN.to_le_bytes());
    assert_eq!(refusal(&value), Some(SnapshotError::Value { index: 4 }));
}

#[test]
fn sections_of_another_network_are_refused() {
    let bytes = State::<Fixed16>::new(5).bytes();
    let mut weights = two::Weights::<Fixed16>::new();
    let [on, off] = &mut weights.sections().afferent;
    let sections: &mut [(Tag, &mut dyn Section)] = &mut [(*b"AFF0", on), (*b"AFF1", off)];
    let error = snapshot::load(State::<Fixed16>::identity(), sections, &bytes);
    assert!(matches!(error, Err(SnapshotError::Length { .. })), "{error:?}");
}

#[test]
fn errors_say_what_is_wrong() {
    let errors = [
        (SnapshotError::NotASnapshot, "not a snapshot"),
        (SnapshotError::Version { found: 3 }, "snapshot of version 3, not 1"),
        (
            SnapshotError::NumberFormat { found: *b"fixed32\0" },
            "snapshot in the number format fixed32",
        ),
        (
            SnapshotError::Length { expected: 10, found: 9 },
            "snapshot of 9 bytes where 10 are needed",
        ),
        (SnapshotError::Checksum, "the snapshot's checksum is wrong"),
        (SnapshotError::Section { index: 2 }, "section 2 has an unexpected tag or length"),
    ];
    for (error, text) in errors {
        assert_eq!(error.to_string(), text);
    }
}
