//! Streams of pictures, trained with as a user does it: waves, leaves, discs, two eyes, motion.

use crate::command::{Folder, QUICK, accepted, refused, trace};

/// Each stream goes on from a snapshot with the bits of a training at once, also from the waves
/// into what follows them, and its map has what two pictures add.
#[test]
fn every_stream_goes_on() {
    let leaves = ["--stream", "leaves", "--set", "pictures.images=2"];
    for (options, says) in [
        (&["--stream", "discs"][..], ""),
        (&[&leaves[..], &["--waves", "10", "--set", "pictures.contrast=[0.5, 1]"]].concat(), ""),
        (&["--motion", "1", "--number", "f64"], "direction selectivity 0."),
        (&[&leaves[..], &["--eyes", "0.25", "--number", "fixed8"]].concat(), "ocular dominance 0."),
    ] {
        let folder = Folder::new();
        let (whole, halves) = (folder.at("whole"), folder.at("halves"));
        let train = |count: &str, out: &str| {
            let start = ["train", "--side", "12", "--presentations", count, "--snapshots", count];
            accepted(&[&start[..], &["--out", out], &QUICK, options].concat())
        };
        let at_once = train("16", &whole);
        let first = train("8", &halves);
        let second = train("16", &halves);
        assert!(trace(&first) != trace(&second), "{options:?}");
        assert_eq!(trace(&at_once), trace(&second), "{options:?}");
        let bytes = folder.bytes("whole/000016.snapshot");
        assert!(bytes == folder.bytes("halves/000016.snapshot"), "{options:?}");
        assert!(at_once.contains(says) && second.contains(says), "{options:?}: {at_once}");
        let map = accepted(
            &[&["map", &folder.at("whole/000016.snapshot"), "--out", &whole], &QUICK[..]].concat(),
        );
        assert!(map.contains(says), "{options:?}: {map}");
        for (what, of) in [("ocular-dominance", "ocular"), ("direction", "direction")] {
            for name in [format!("000016-{what}.npy"), format!("map-{what}-map.png")] {
                let is = folder.0.join("whole").join(&name).exists();
                assert_eq!(is, says.starts_with(of), "{options:?} {name}");
            }
        }
    }
}

/// The afferent weights of both eyes sum to 1 for each unit.
#[test]
fn two_eyes_share_a_sum() {
    let folder = Folder::new();
    let out = folder.at("out");
    let start = ["train", "--side", "12", "--presentations", "20", "--eyes", "0", "--out", &out];
    accepted(&[&start[..], &QUICK].concat());
    let sum = |channel: usize| {
        let path = folder.0.join(format!("out/000020-afferent-{channel}.npy"));
        lissom_npy::read(&path).expect("it is an array").iter().sum::<f64>()
    };
    let all = (0..4).map(sum).sum::<f64>();
    assert!((all - 144.0).abs() < 0.3, "{all}");
}

#[test]
fn what_does_not_fit_is_refused() {
    let folder = Folder::new();
    let out = folder.at("out");
    for (options, why) in [
        (&["--eyes", "1.5"][..], "--eyes: eyes.correlation 1.5 is not a number of 0..=1"),
        (&["--eyes", "0.5", "--motion", "1"], "--motion"),
        (&["--motion", "1", "--stream", "faces"], "motion: pictures.stream faces does not move"),
        (&["--eyes", "1", "--preset", "notebook"], "network.channels 1: eyes and motion need ON"),
        (&["--stream", "leaves", "--set", "window=200"], "no turned part of leaves of"),
        (&["--set", "waves.radius=0"], "waves.radius 0 is not a number of 0.5..=255"),
        (&["--set", "waves.edge=0.1"], "waves.edge 0.1 is not 0, or a number of 0.5..=255"),
    ] {
        refused(&[&["train", "--side", "12", "--out", &out], options].concat(), why);
    }
}
