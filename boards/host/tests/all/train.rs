//! `train`, `map` and `compare`, run as a user runs them.

use crate::command::{Folder, QUICK, accepted, refused, trace};
use std::{fs, path::PathBuf};

/// 16 presentations at once and in two halves end in the same trace and the same bytes.
#[test]
fn a_resumed_training_is_the_same() {
    for (preset, number) in
        [("lissom-or", "16"), ("gcal", "fixed16"), ("notebook", "f64"), ("lissom-or", "fixed8")]
    {
        let folder = Folder::new();
        let (whole, halves) = (folder.at("whole"), folder.at("halves"));
        let common = [&["train"], &QUICK[..], &["--presentations"]].concat();
        let start =
            ["--preset", preset, "--number", number, "--side", "11", "--seed", "5", "--out"];
        let at_once = accepted(&[&common[..], &["16"], &start, &[&whole]].concat());
        let first = accepted(&[&common[..], &["8"], &start, &[&halves]].concat());
        let middle = folder.at("halves/000008.snapshot");
        let resumed =
            accepted(&[&common[..], &["16", "--resume", &middle, "--out", &halves]].concat());
        assert_eq!(trace(&at_once), trace(&resumed), "{preset} {number}");
        assert_ne!(trace(&first), trace(&resumed), "{preset} {number}");
        let bytes = folder.bytes("whole/000016.snapshot");
        assert!(bytes == folder.bytes("halves/000016.snapshot"), "{preset} {number}");
        assert!(bytes != folder.bytes("halves/000008.snapshot"), "{preset} {number}");
        assert!(bytes != folder.bytes("whole/000000.snapshot"), "{preset} {number}");
    }
}

#[test]
fn every_moment_has_its_files() {
    let folder = Folder::new();
    let out = folder.at("out");
    let network = ["train", "--side", "12", "--preset", "lissom-or", "--out", &out];
    let text = accepted(
        &[&network[..], &QUICK, &["--presentations", "20", "--snapshots", "10,0"]].concat(),
    );
    let mut lines = text.lines();
    for start in ["     0: ", "    10: ", "    20: ", "lissom-or 12 fixed16: 20 presentations in "]
    {
        let line = lines.next().expect(start);
        assert!(line.starts_with(start), "{line}");
    }
    let files = ["map.png", "preference.npy", "selectivity.npy", "histogram.npy"];
    let weights = ["afferent-0.npy", "afferent-1.npy", "excitatory.npy", "inhibitory.npy"];
    for moment in ["000000", "000010", "000020"] {
        for file in files.iter().chain(&weights) {
            assert!(folder.0.join(format!("out/{moment}-{file}")).exists(), "{moment}-{file}");
        }
        assert!(folder.bytes(&format!("out/{moment}.snapshot")).starts_with(b"LSOM"));
        let read = |name| lissom_npy::read(&folder.0.join(format!("out/{moment}-{name}")));
        let preferences = read("preference.npy").expect("it is an array");
        assert_eq!(preferences.len(), 144);
        assert!(preferences.iter().all(|degrees| (0.0..180.0).contains(degrees)));
        let afferent = read("afferent-0.npy").expect("it is an array").iter().sum::<f64>()
            + read("afferent-1.npy").expect("it is an array").iter().sum::<f64>();
        assert!((afferent - 144.0).abs() < 0.2, "{afferent}"); // 1 for each unit
    }
    assert!(folder.bytes("out/maps.png").starts_with(b"\x89PNG\r\n\x1a\n"));
    let movie = folder.bytes("out/maps.gif");
    assert!(movie.starts_with(b"GIF89a"));
    assert!(folder.bytes("out/000000-map.png") != folder.bytes("out/000020-map.png"));

    let last = folder.at("out/000020.snapshot");
    let measured = accepted(&[&["map", &last, "--out", &out], &QUICK[..]].concat());
    assert_eq!(trace(&measured), trace(&text));
    assert!(folder.bytes("out/map-map.png") == folder.bytes("out/000020-map.png"));
    let units: u32 = measured
        .lines()
        .filter_map(|line| line.split_once('°'))
        .map(|(_, units)| units.trim().parse::<u32>().expect(units))
        .sum();
    assert_eq!(units, 144, "{measured}");
}

/// Retina, LGN and V1 of unequal sides; a snapshot of them needs them named.
#[test]
fn sides_may_differ() {
    let folder = Folder::new();
    for (name, preset, sides, title) in [
        ("odd", "lissom-or", &["--side", "13"][..], "lissom-or 13 fixed16: "),
        ("dense", "lissom-or", &["--lgn", "12", "--v1", "17"], "lissom-or 17 LGN 12 fixed16: "),
        (
            "apart",
            "gcal",
            &["--retina", "15", "--lgn", "12", "--v1", "10"],
            "gcal 10 LGN 12 retina 15 fixed16: ",
        ),
    ] {
        let (whole, halves) = (folder.at(name), folder.at(&format!("{name}-halves")));
        let common = [&["train", "--preset", preset], &QUICK[..]].concat();
        let start = [&common[..], sides, &["--out", &whole, "--presentations"]].concat();
        let text = accepted(&[&start[..], &["12", "--snapshots", "6"]].concat());
        assert!(text.contains(title), "{text}");
        let middle = folder.at(&format!("{name}/000006.snapshot"));
        let resume = ["--out", &halves, "--presentations", "12", "--resume"];
        let resume = [&["train"], &QUICK[..], &resume].concat();
        // without the experiment beside it
        let bytes = folder.bytes(&format!("{name}/000006.snapshot"));
        let alone = folder.file("alone.snapshot", &bytes);
        if name != "odd" {
            let why = "name unequal sides by --retina, --lgn and --v1";
            refused(&[&resume[..], &[&alone]].concat(), why);
            refused(&["map", &alone], why);
        }
        let named = if name == "odd" { &[] } else { sides };
        let resumed = accepted(&[&resume[..], &[&alone], named].concat());
        assert!(!PathBuf::from(&halves).join("experiment.toml").exists(), "its seeds are unknown");
        assert_eq!(trace(&text), trace(&resumed), "{name}");
        let [at_once, resumed] = [name, &format!("{name}-halves")]
            .map(|name| folder.bytes(&format!("{name}/000012.snapshot")));
        assert!(at_once == resumed, "{name}");
        let measured = accepted(&[&["map", &alone], named, &QUICK[..]].concat());
        assert!(measured.contains("6 presentations"), "{measured}");
        let told = accepted(&[&["map", &middle], &QUICK[..]].concat());
        assert_eq!(told.replace(", seed 1", ""), measured);
        let end = folder.at(&format!("{name}/000012.snapshot"));
        let compared = accepted(&[&["compare", &middle, &end], &QUICK[..]].concat());
        assert!(compared.contains("similarity to the first"), "{compared}");
    }
    let apart = folder.at("apart/000012-preference.npy");
    let preferences = lissom_npy::read(&PathBuf::from(apart)).expect("it is an array");
    assert_eq!(preferences.len(), 100);
}

#[test]
fn thresholds_adapt() {
    let folder = Folder::new();
    let out = folder.at("out");
    let train =
        ["train", "--preset", "gcal", "--side", "12", "--presentations", "10", "--out", &out];
    accepted(&[&train[..], &QUICK].concat());
    let read = |name: &str| lissom_npy::read(&folder.0.join(name)).expect("it is an array");
    assert!(read("out/000000-thresholds.npy").iter().all(|theta| (theta - 0.15).abs() < 1e-7));
    let thresholds = read("out/000010-thresholds.npy");
    assert_eq!(thresholds.len(), 144);
    assert!(thresholds.iter().any(|theta| *theta != thresholds[0]));
    assert!(!folder.0.join("out/000010-excitatory.npy").exists(), "one kernel, which is frozen");
}

#[test]
fn formats_are_compared() {
    let similarities = |text: &str| -> Vec<f64> {
        let lines = text.lines().filter_map(|line| line.split_once("to the first "));
        lines.map(|(_, number)| number.parse().expect(number)).collect()
    };
    let train = ["compare", "--side", "11", "--presentations", "10", "--formats"];
    let text = accepted(&[&train[..], &["f64,f64,32,16"], &QUICK].concat());
    let [same, long, short] = similarities(&text)[..] else { panic!("{text}") };
    assert_eq!(same, 1.0);
    assert!(long > 0.99 && short > 0.9, "{text}");
    assert!(text.contains("afferent-1: rms difference 0.00e0, 0.0000 of the mean weight"));

    let folder = Folder::new();
    let out = folder.at("out");
    let train = ["train", "--side", "12", "--presentations", "10", "--out", &out];
    accepted(&[&train[..], &QUICK].concat());
    let [start, end] = ["out/000000.snapshot", "out/000010.snapshot"].map(|name| folder.at(name));
    let text = accepted(&[&["compare", &start, &end, &start, "--out", &out], &QUICK[..]].concat());
    assert!(folder.bytes("out/maps.png").starts_with(b"\x89PNG\r\n\x1a\n"));
    let [developed, same] = similarities(&text)[..] else { panic!("{text}") };
    assert!(developed < 1.0 && same == 1.0, "{text}");
}

#[test]
fn bad_input_is_refused_in_one_line() {
    let folder = Folder::new();
    let out = folder.at("out");
    let train = ["train", "--side", "12", "--presentations", "4", "--out", &out];
    accepted(&[&train[..], &QUICK].concat());
    let good = folder.bytes("out/000004.snapshot");
    let file = |name: &str, change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = good.clone();
        change(&mut bytes);
        let path = folder.at(name);
        fs::write(&path, bytes).expect("a file can be written");
        path
    };
    let flipped = file("flipped", &|bytes| bytes[1000] ^= 4);
    let header = file("header", &|bytes| bytes[20] ^= 4);
    let short = file("short", &|bytes| bytes.truncate(500));
    let empty = file("empty", &Vec::clear);
    let other = file("other", &|bytes| bytes[0] = b'M');
    for (path, why) in [
        (&flipped, "the snapshot's checksum is wrong"),
        (&header, "the snapshot's checksum is wrong"),
        (&short, "snapshot of 500 bytes where"),
        (&empty, "snapshot of 0 bytes where"),
        (&other, "not a snapshot"),
    ] {
        refused(&["map", path], why);
        refused(&["train", "--resume", path], why);
        refused(&["compare", path, &folder.at("out/000000.snapshot")], why);
    }
    let changed = folder.at("changed");
    let set = ["--set", "gamma_a=1.25"];
    let train = ["train", "--side", "12", "--presentations", "1", "--out", &changed];
    accepted(&[&train[..], &set, &QUICK].concat());
    let snapshot = folder.at("changed/000001.snapshot");
    accepted(&[&["map", &snapshot], &QUICK[..]].concat());
    refused(&["map", &snapshot, "--set", "gamma_a=1"], "whose network.gamma_a is 1.25");
    let snapshot = folder.file("alone.snapshot", &folder.bytes("changed/000001.snapshot"));
    refused(&["map", &snapshot], "no preset's");
    accepted(&[&["map", &snapshot], &set[..], &QUICK].concat());

    let good = folder.at("out/000004.snapshot");
    for (arguments, why) in [
        (&["train", "--side", "0"][..], "1..=255"),
        (&["train", "--side", "256"], "1..=255"),
        (&["train", "--v1", "256"], "1..=255"),
        (&["train", "--side", "8"], "too small to train"),
        (&["train", "--set", "r_a=2"], "too small to train"),
        (&["train", "--preset", "reduced"], "lissom-or"),
        (&["train", "--number", "12"], "'12'"),
        (&["train", "--set", "no_such=1"], "no key no_such; `lissom params` lists them"),
        (&["train", "--set", "sigma=1"], "sigma of gain_control.sigma or pictures.sigma?"),
        (&["train", "--set", "phase.11.steps=1"], "the last phase is phase.10"),
        (&["train", "--resume", &good, "--set", "gamma_e=1"], "whose network.gamma_e is 0.9"),
        (&["train", "--side", "12", "--set", "theta_upper=0"], "theta_upper 0 is not above"),
        (&["train", "--presentations", "9", "--snapshots", "3,10"], "ends at 9"),
        (&["train", "--snapshots", "1,x"], "'x'"),
        (&["train", "--orientations", "65"], "65 is not in 1..=64"),
        (&["train", "--phases", "0"], "0 is not in 1..=256"),
        (&["train", "--period", "nan"], "period NaN"),
        (&["train", "--period", "1"], "period 1 is not a finite number ≥ 2"),
        (&["train", "--resume", &good, "--presentations", "3", "--snapshots", "3"], "has seen 4"),
        (&["train", "--resume", &good, "--seed", "3"], "--seed"),
        (&["train", "--resume", &good, "--side", "24"], "a network of retina 12, LGN 12 and V1 12"),
        (&["map", &good, "--v1", "24"], "a network of retina 12, LGN 12 and V1 12"),
        (&["map", "/no/such/file"], "/no/such/file"),
        (&["map"], "<FILE>"),
        (&["compare", &good], "2"),
        (&["compare", "--formats", "f64,f8"], "'f8'"),
    ] {
        refused(arguments, why);
    }
    assert!(!PathBuf::from("training").exists(), "nothing is written where something is wrong");
}
