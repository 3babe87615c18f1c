//! Pictures and tables of all kinds, run as a user runs them.

use crate::command::{Folder, QUICK, accepted, refused};
use image::{ExtendedColorType, ImageFormat};
use lissom::{Fixed16, Sheet, input::Stream};
use lissom_experiment::{
    framing::Fit,
    image_set::{ImageParams, Shown},
    image_stream::ImageStream,
    part::PartParams,
};
use lissom_lab::images;
use lissom_npy as npy;
use std::{
    io::{Cursor, Write},
    path::PathBuf,
    process::{Command, Stdio},
};

const SIDE: usize = 8;

/// A file of these bytes, which are pixels of a kind.
fn encoded(bytes: &[u8], size: [u32; 2], color: ExtendedColorType, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image::write_buffer_with_format(&mut file, bytes, size[0], size[1], color, format)
        .expect("it can be encoded");
    file.into_inner()
}

/// A disc left of the middle of a bright ground, each pixel as the bytes that `pixel` makes of it.
fn disc([width, height]: [u32; 2], pixel: impl Fn(bool) -> Vec<u8>) -> Vec<u8> {
    let near = |x: u32, y: u32| {
        let (dx, dy) = (x.abs_diff(width * 2 / 5), y.abs_diff(height / 2));
        25 * (dx * dx + dy * dy) < height * height
    };
    (0..width * height).flat_map(|at| pixel(near(at % width, at / width))).collect()
}

/// Pictures of every kind that is read, by the names of their files.
fn pictures() -> Vec<(&'static str, Vec<u8>)> {
    use ExtendedColorType::{L8, L16, La8, Rgb8, Rgb16, Rgba8};
    use ImageFormat::{Gif, Jpeg, Png, WebP};
    let grey = |dark| vec![if dark { 30 } else { 220 }];
    let rgb = |dark| if dark { vec![200, 10, 30] } else { vec![90, 250, 255] };
    let (small, wide, tall) = ([40, 40], [400, 200], [90, 130]);
    let deep = |bytes: &[u8]| -> Vec<u8> {
        let levels = bytes.iter().map(|&byte| 200 * u16::from(byte) + 77);
        levels.flat_map(u16::to_ne_bytes).collect()
    };
    vec![
        ("g16.png", encoded(&deep(&disc(small, grey)), small, L16, Png)),
        ("circle.png", encoded(&disc(wide, grey), wide, L8, Png)),
        ("colour.png", encoded(&disc(tall, rgb), tall, Rgb8, Png)),
        ("deep.png", encoded(&deep(&disc(wide, rgb)), wide, Rgb16, Png)),
        ("300x1.png", encoded(&disc([300, 1], grey), [300, 1], L8, Png)),
        (
            "transparent.png",
            encoded(&disc(small, |dark| vec![0, 0, 0, 255 * u8::from(dark)]), small, Rgba8, Png),
        ),
        ("alpha.png", encoded(&disc(tall, |dark| vec![9, 77 + u8::from(dark)]), tall, La8, Png)),
        ("photo.jpg", encoded(&disc(wide, rgb), wide, Rgb8, Jpeg)),
        ("photo.webp", encoded(&disc(tall, rgb), tall, Rgb8, WebP)),
        ("palette.gif", encoded(&disc(small, rgb), small, Rgb8, Gif)),
        (
            "glued.pgm",
            b"P2\n12# feep\n10#\n15# feep\n"
                .iter()
                .copied()
                .chain((0..120).flat_map(|i: u32| format!("{} ", i % 16).into_bytes()))
                .collect(),
        ),
        ("plain.pbm", b"P1 3 2 010 111".to_vec()),
    ]
}

/// `settle`, `train --images` and, through the wire, a board are shown the same of every file.
#[test]
fn every_kind_is_shown_alike() {
    let folder = Folder::new();
    for (name, bytes) in pictures() {
        let path = folder.file(name, &bytes);
        let all = [(Fit::Crop, "crop"), (Fit::Pad, "pad"), (Fit::Stretch, "stretch")];
        let fits = if name == "deep.png" { &all[..] } else { &all[..1] };
        for &(fit, option) in fits {
            let (side, out) = (SIDE.to_string(), folder.at("out"));
            let settle = ["settle", "--steps", "0", "--side", &side, "--out", &out, "--image"];
            accepted(&[&settle[..], &[&path, "--fit", option]].concat());
            let settled = npy::read(&folder.0.join("out/00-retina.npy")).expect("it is an array");
            let params = ImageParams {
                files: vec![PathBuf::from(&path)],
                shown: Shown::Whole(fit),
                parts: PartParams::usual(SIDE),
                background: 1.0,
                set: None,
            };
            let set = images::read(&params, SIDE).expect(name);
            let mut retina = Sheet::<Fixed16, SIDE>::new();
            ImageStream::new(set, 1).draw(&mut retina);
            let trained: Vec<_> = retina.units().iter().map(|unit| unit.to_num::<f64>()).collect();
            assert_eq!(settled, trained, "{name} {option}");
            assert!(settled.iter().any(|&cell| cell < 0.999), "{name} {option}: all white");
        }
    }
}

/// What a file is does not depend on how its depth and colours are stored.
#[test]
fn kinds_agree() {
    use ExtendedColorType::{L8, L16, Rgb8, Rgba8};
    use ImageFormat::{Png, WebP};
    let folder = Folder::new();
    let size = [50, 30];
    let level = |dark| if dark { 30_u8 } else { 220 };
    let grey = disc(size, |dark| vec![level(dark)]);
    let rgb = disc(size, |dark| vec![level(dark); 3]);
    let rgba = disc(size, |dark| [vec![level(dark); 3], vec![255]].concat());
    let deep = disc(size, |dark| (257 * u16::from(level(dark))).to_ne_bytes().to_vec());
    let header = b"P5 50 30 255\n";
    let files = [
        ("grey.png", encoded(&grey, size, L8, Png)),
        ("rgb.png", encoded(&rgb, size, Rgb8, Png)),
        ("rgba.png", encoded(&rgba, size, Rgba8, Png)),
        ("deep.png", encoded(&deep, size, L16, Png)),
        ("rgb.webp", encoded(&rgb, size, Rgb8, WebP)),
        ("grey.pgm", [&header[..], &grey].concat()),
    ];
    let hashes = |path: &str| accepted(&["settle", "--side", "12", "--image", path]);
    let mut all = files.map(|(name, bytes)| (name, hashes(&folder.file(name, &bytes))));
    let raw = folder.file("grey.raw", &grey);
    let raw = ["settle", "--side", "12", "--raw", &raw, "--width", "50", "--height", "30"];
    all[0].1 = accepted(&raw).replace("hash raw", "hash image");
    for (name, hashes) in &all {
        assert_eq!(hashes, &all[1].1, "{name}");
    }
}

#[test]
fn standard_input_is_a_file_too() {
    let folder = Folder::new();
    let piped = |arguments: &[&str], bytes: &[u8]| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_lissom"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut input = child.stdin.take().expect("it has one");
        input.write_all(bytes).expect("it reads");
        drop(input);
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).expect("text")
    };
    let (_, circle) = pictures().swap_remove(1);
    let path = folder.file("circle.png", &circle);
    let settle = ["settle", "--side", "8", "--image"];
    assert_eq!(
        piped(&[&settle[..], &["-"]].concat(), &circle),
        accepted(&[&settle[..], &[&path]].concat())
    );
    let file = accepted(&["params", "gcal", "--side", "12"]);
    assert_eq!(piped(&["params", "-"], file.as_bytes()), file);
    let raw = ["settle", "--side", "8", "--width", "6", "--height", "6", "--raw"];
    let path = folder.file("some.raw", &[7; 36]);
    assert_eq!(
        piped(&[&raw[..], &["-"]].concat(), &[7; 36]),
        accepted(&[&raw[..], &[&path]].concat())
    );
}

#[test]
fn folders_of_pictures_are_read() {
    let folder = Folder::new();
    std::fs::create_dir(folder.0.join("in")).expect("a folder can be made");
    for (name, bytes) in pictures() {
        folder.file(&format!("in/{name}"), &bytes);
    }
    folder.file("in/notes.txt", b"no picture");
    let (inside, out) = (folder.at("in"), folder.at("out"));
    let train = ["train", "--side", "11", "--presentations", "1", "--fit", "crop", "--out", &out];
    let whole = [&train[..], &QUICK, &["--images", &inside]].concat();
    let output = Command::new(env!("CARGO_BIN_EXE_lissom")).args(&whole).output();
    let output = output.expect("it starts");
    let told = format!("lissom: {inside}: skipped notes.txt\n");
    assert_eq!(
        (output.status.code(), String::from_utf8_lossy(&output.stderr)),
        (Some(0), told.into())
    );
    accepted(&whole); // and --quiet does not say it
}

#[test]
fn pictures_that_are_too_large_are_refused() {
    let folder = Folder::new();
    let vast = folder.file("vast.pgm", b"P5 20000 20000 255\n");
    let why = "vast.pgm: 20000 × 20000 pixels take 382 MiB; at most 256 are read";
    for command in [&["settle", "--image"][..], &["train", "--images"], &["send", "--port", "x"]] {
        refused(&[command, &[&vast]].concat(), why);
    }
    let zero = folder.file("p5_zero.pgm", b"P5\n0 40\n255\n");
    refused(&["settle", "--image", &zero], "p5_zero.pgm: 0 × 40 pixels");
    let sparse = folder.file("sparse.jpg", b"\xff\xd8\xff\xe0");
    let file = std::fs::File::options().write(true).open(&sparse).expect("it is there");
    file.set_len(1 << 34).expect("it can grow");
    refused(&["settle", "--image", &sparse], "sparse.jpg: a file of 16384 MiB; at most 256 are");
    let bmp = folder.file("photo.bmp", &[&b"BM"[..], &[0; 60]].concat());
    refused(&["settle", "--image", &bmp], "photo.bmp: a picture of the kind bmp; read are PNG");
}

#[test]
fn tables_of_costs_are_understood_or_named() {
    let folder = Folder::new();
    let out = folder.at("out");
    let cost = |name: &str, text: &[u8]| {
        vec!["cost".into(), folder.file(name, text), "--out".into(), out.clone()]
    };
    let run = |arguments: &[String], why: Option<&str>| {
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        match why {
            Some(why) => refused(&arguments, why),
            None => assert_eq!(accepted(&arguments).matches("side^1.000, ").count(), 1),
        }
    };
    run(&cost("cnoh.csv", b"a,5,5,5\na,6,6,6\na,7,7,7\n"), None);
    run(&cost("cblank.csv", b"h\na,5,5,5\n\na,6,6,6\n"), None);
    let twice = b"fields,side,connections,instructions\na,10,100,3000\na,10,1600,16000\n";
    run(&cost("cdup.csv", twice), Some("cdup.csv: line 3: the side 10 of \"a\" a second time"));
    run(&cost("one.csv", b"a,5,5,5\n"), Some("one.csv: \"a\" has one side"));
}
