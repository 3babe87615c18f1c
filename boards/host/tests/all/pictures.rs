//! Trainings of other pictures than the preset's Gaussians, run as a user runs them.

use crate::command::{Folder, QUICK, accepted, refused, trace};
use std::fs;

/// An 8-bit grey PGM in which every pixel differs a little from its neighbours.
fn pgm(width: usize, height: usize, turn: usize) -> Vec<u8> {
    let pixels = (0..width * height).map(|i| ((i * i / 7 + turn * i) % 256) as u8);
    format!("P5\n{width} {height}\n255\n").bytes().chain(pixels).collect()
}

/// The same with other pictures than the preset's. A resumed training knows faces by itself and the
/// window of parts; a map can be measured without the files.
#[test]
fn other_pictures_resume_too() {
    let folder = Folder::new();
    fs::create_dir(folder.0.join("pictures")).expect("a folder can be made");
    folder.file("pictures/b.pgm", &pgm(40, 30, 3));
    folder.file("pictures/a.pgm", &pgm(25, 20, 1));
    let (pictures, a) = (folder.at("pictures"), folder.at("pictures/a.pgm"));
    let mut traces = vec![];
    for (name, stream, again) in [
        ("gaussians", &["--stream", "gaussians"][..], &[][..]),
        ("faces", &["--stream", "faces"], &[]),
        ("images", &["--stream", "images", "--images", &pictures], &["--images", &pictures]),
        ("window", &["--images", &a, "--window", "20"], &["--images", &a]),
        ("crop", &["--images", &pictures, "--fit", "crop"], &[]),
        ("pad", &["--images", &pictures, "--fit", "pad", "--background", "0"], &[]),
    ] {
        let (whole, halves) = (folder.at(name), folder.at(&format!("{name}-halves")));
        let common = [&["train"], &QUICK[..], &["--presentations"]].concat();
        let start = [&["--side", "11", "--number", "16", "--out"], &[&*whole][..], stream].concat();
        let text = accepted(&[&common[..], &["8"], &start, &["--snapshots", "4"]].concat());
        let middle = folder.at(&format!("{name}/000004.snapshot"));
        let resume = ["8", "--snapshots", "8", "--resume", &middle, "--out", &halves];
        let resumed = accepted(&[&common[..], &resume, again].concat());
        assert_eq!(trace(&text), trace(&resumed), "{name}");
        let [at_once, resumed] = [name, &format!("{name}-halves")]
            .map(|name| folder.bytes(&format!("{name}/000008.snapshot")));
        assert!(at_once == resumed, "{name}");
        let measured = accepted(&[&["map", &middle], &QUICK[..]].concat());
        assert!(measured.contains("4 presentations"), "{measured}");
        traces.push(trace(&text).to_owned());
    }
    traces.sort_unstable();
    traces.dedup();
    assert_eq!(traces.len(), 6, "each stream shows something else");

    // the files' names may be others, but not their order, nor any pixel
    let [images, faces, window] =
        ["images", "faces", "window"].map(|name| folder.at(&format!("{name}/000004.snapshot")));
    let (b, out) = (folder.at("pictures/b.pgm"), folder.at("same"));
    let resume = ["train", "--resume", &images, "--presentations", "10", "--out", &out, "--images"];
    accepted(&[&resume[..], &[&a, "--images", &b], &QUICK].concat());
    refused(&[&resume[..], &[&b, "--images", &a]].concat(), "it has seen pictures of hash");
    let mut changed = pgm(40, 30, 3);
    changed[500] ^= 1;
    folder.file("pictures/b.pgm", &changed);
    refused(&[&resume[..], &[&pictures]].concat(), "it has seen pictures of hash");
    let alone = folder.file("alone.snapshot", &folder.bytes("images/000004.snapshot"));
    refused(&["train", "--resume", &alone], "it has seen pictures of files");
    refused(&["train", "--resume", &faces, "--images", &pictures], "its pictures are not of files");
    refused(&["train", "--resume", &faces, "--stream", "faces"], "--stream");
    refused(&["train", "--resume", &window, "--window", "20"], "--window");
    refused(&["train", "--resume", &window, "--fit", "pad"], "it has seen parts of pictures");
    let small = folder.file("small.pgm", &pgm(40, 19, 1));
    refused(&["train", "--resume", &window, "--images", &small], "no part of 20 × 20");
}

#[test]
fn bad_pictures_are_refused_in_one_line() {
    let folder = Folder::new();
    fs::create_dir(folder.0.join("none")).expect("a folder can be made");
    folder.file("none/readme.txt", b"no picture");
    let (none, missing) = (folder.at("none"), folder.at("missing"));
    let small = folder.file("small.pgm", &pgm(40, 30, 1));
    let broken = folder.file("broken.png", b"no picture");
    let raw = folder.file("oblong.raw", &[7; 600]);
    for (options, why) in [
        (&["--images", &*missing][..], &*missing),
        (&["--images", &none], "no picture in it; their names end with .png, .jpg"),
        (&["--images", &small], "40 × 30 pixels, no part of 36 × 36"),
        (&["--images", &small, "--window", "31"], "40 × 30 pixels, no part of 31 × 31"),
        (&["--images", &small, "--window", "0"], "0 is not in 1.."),
        (&["--images", &broken], "broken.png"),
        (&["--images", &raw, "--window", "5"], "600 bytes are no square"),
        (&["--stream", "images"], "--images says where they are"),
        (&["--stream", "faces", "--images", &small], "pictures.files: the stream faces has none"),
        (&["--window", "9"], "pictures.window: the stream gaussians has none"),
        (&["--stream", "noise"], "'noise'"),
        (&["--fit", "pad"], "pictures.fit: the stream gaussians has none"),
        (&["--images", &small, "--fit", "pad", "--window", "9"], "cannot be used with"),
        (&["--images", &small, "--fit", "whole"], "crop, pad, stretch"),
        (&["--images", &small, "--background", "2"], "--background 2 is not a number of 0..=1"),
        (&["--stream", "faces", "--side", "8", "--set", "r_a=2.4"], "too small to train"),
    ] {
        refused(&[&["train", "--out", &folder.at("out")], options].concat(), why);
        refused(&[&["compare"], options].concat(), why);
    }
    assert!(!folder.0.join("out").exists(), "nothing is written where something is wrong");
}
