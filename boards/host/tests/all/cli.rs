//! The command itself, run as a user runs it.

use crate::command::{Folder, accepted, refused};
use std::fs;

#[test]
fn lying_images_are_refused() {
    let folder = Folder::new();
    let raw = folder.file("raw", &[7; 60]);
    let shown = |more: &[&str], why| {
        refused(&[&["settle", "--side", "8", "--raw", &raw], more].concat(), why);
    };
    shown(&["--width", "6", "--height", "11"], "60 bytes are not 11 rows of 6: 66");
    shown(&["--width", "6", "--height", "9"], "60 bytes are not 9 rows of 6: 54");
    shown(&["--width", "6", "--height", "10", "--stride", "5"], "--stride 5 is below --width 6");
    shown(&["--width", "6", "--height", "8", "--stride", "7"], "60 bytes are not 8 rows of 6, one");
    shown(&["--width", "0", "--height", "10"], "width");
    let huge = usize::MAX.to_string();
    shown(&["--width", &huge, "--height", &huge], "60 bytes are not");
    accepted(&["settle", "--side", "8", "--raw", &raw, "--width", "6", "--height", "10"]);

    let pgm = |name: &str, header: &str, len: usize| {
        folder.file(name, &[header.as_bytes(), &vec![99; len]].concat())
    };
    let image = |path: &str, why| refused(&["settle", "--side", "8", "--image", path], why);
    image(&pgm("short.pgm", "P5\n40 30\n255\n", 12), "short.pgm");
    image(&folder.file("text.png", b"no image"), "text.png");
    image(&folder.file("empty", b""), "empty");
    image(folder.path(), folder.path());
    image("/no/such/file", "/no/such/file");
    for (name, header, len) in [
        ("one.pgm", "P5\n1 1\n255\n", 1),
        ("color.ppm", "P6\n2 2\n255\n", 12),
        ("wide.pgm", "P5\n2 2\n65535\n", 8),
        ("large.pgm", "P5\n4000 3000\n255\n", 12_000_000),
    ] {
        let path = pgm(name, header, len);
        let hashes = accepted(&["settle", "--side", "8", "--image", &path]);
        assert!(hashes.starts_with("hash image 0 "));
    }
}

/// Nothing is read that does not end.
#[cfg(unix)]
#[test]
fn endless_files_are_refused() {
    let folder = Folder::new();
    let endless = |name: &str| {
        std::os::unix::fs::symlink("/dev/zero", folder.0.join(name)).expect("a link can be made");
        folder.at(name)
    };
    let (raw, zero) = (endless("zero.raw"), "/dev/zero");
    endless("index.json"); // what `verify` reads first
    let more = "more than the 64 MiB that are read";
    for (arguments, why) in [
        (&["settle", "--raw", zero, "--width", "8", "--height", "8"][..], more),
        (&["train", "--images", &raw], more),
        (&["verify", folder.path()], more),
        (&["cost", zero], more),
        (&["map", zero], "not a snapshot"),
        (&["train", "--resume", zero], "not a snapshot"),
        (&["compare", zero, zero], "not a snapshot"),
        (&["settle", "--image", zero], zero),
    ] {
        refused(arguments, why);
    }
}

#[test]
fn extremes_settle() {
    for set in ["r_a=1e9", "r_e=inf", "r_l=0", "r_i=0", "sigma_a=1e-300", "sigma_i=1e300"] {
        for number in ["fixed16", "f64"] {
            accepted(&["settle", "--side", "8", "--number", number, "--set", set]);
        }
    }
    for stimulus in ["gaussian", "two", "face", "grating", "bar", "line", "uniform"] {
        let common = ["settle", "--side", "8", "--stimulus", stimulus];
        for more in [
            &["--row", "-3"][..],
            &["--row", "1e300"],
            &["--column", "-1e300", "--sigma", "1e-300"],
            &["--sigma-column", "1e300"],
            &["--orientation", "30"],
            &["--orientation", "-1e308", "--pylissom-rotation"],
            &["--frequency", "1000", "--phase", "-1000"],
            &["--intensity", "1"],
        ] {
            let has = match more[0] {
                "--row" => !["grating", "uniform"].contains(&stimulus),
                "--column" => ["gaussian", "two", "face"].contains(&stimulus),
                "--sigma-column" => ["gaussian", "two"].contains(&stimulus),
                "--frequency" => stimulus == "grating",
                "--intensity" => stimulus == "uniform",
                _ => stimulus != "uniform",
            };
            let arguments = [&common, more].concat();
            if has {
                let hashes = accepted(&arguments);
                assert!(hashes.starts_with(&format!("hash {stimulus} 0 ")));
            } else {
                refused(&arguments, &format!("no effect on {stimulus}, only on "));
            }
        }
    }
}

#[test]
fn settle_writes_every_stage() {
    let folder = Folder::new();
    let out = folder.0.join("made");
    let count = |preset: &[&str]| {
        let path = out.to_str().expect("the path is text");
        let text = accepted(&[&["settle", "--steps", "3", "--out", path], preset].concat());
        assert_eq!(text.lines().filter(|line| line.starts_with("hash gaussian ")).count(), 4);
        let files = fs::read_dir(&out).expect("the folder is there").count();
        assert!(
            ["v1.png", "v1.npy", "stages.png", "00-retina.npy"]
                .iter()
                .all(|name| out.join(name).exists())
        );
        let v1 = lissom_npy::read(&out.join("v1.npy")).expect("it is an array");
        assert!(v1.iter().all(|x| (0.0..=1.0).contains(x)));
        fs::remove_dir_all(&out).expect("it can be removed");
        (files, v1.len())
    };
    assert_eq!(count(&["--side", "12"]), (3 + 5 + 3 * 3, 144));
    assert_eq!(count(&["--side", "12", "--channels", "2"]), (3 + 6 + 3 * 3, 144));
    assert_eq!(count(&["--preset", "reduced", "--side", "16"]), (3 + 3 + 3 * 3, 256));
    assert_eq!(count(&["--preset", "reduced", "--retina", "9", "--v1", "11"]), (15, 121));
    assert_eq!(count(&["--retina", "9", "--lgn", "13", "--v1", "11"]), (3 + 5 + 3 * 3, 121));
    assert_eq!(count(&["--preset", "lissom-or", "--side", "7"]), (3 + 6 + 3 * 3, 49));
    assert_eq!(count(&["--preset", "config", "--lgn", "6", "--v1", "37"]), (17, 37 * 37));
    refused(&["settle", "--out", out.to_str().expect("text"), "--set", "gamma_a=-1"], "gamma_a");
    assert!(!out.exists(), "nothing is written where something is wrong");
}

#[test]
fn weights_and_sizes() {
    let folder = Folder::new();
    let path = folder.path();
    accepted(&["weights", "--kernel", "cortex", "--radius", "5", "--dir", path]);
    let dense = lissom_npy::read(&folder.0.join("weights.npy")).expect("it is an array");
    assert_eq!(dense.len(), 25 * 625);
    for unit in dense.chunks(625) {
        assert!((unit.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
    accepted(&["weights", "--side", "8", "--projection", "lgn", "--number", "f64", "--dir", path]);
    assert!(folder.0.join("weights.png").exists());
    let sides = ["--retina", "9", "--lgn", "6", "--v1", "7"];
    for (projection, [units, cells]) in
        [("lgn", [36, 81]), ("afferent", [49, 36]), ("inhibitory", [49, 49])]
    {
        accepted(&[&["weights", "--projection", projection, "--dir", path], &sides[..]].concat());
        let dense = lissom_npy::read(&folder.0.join("weights.npy")).expect("it is an array");
        assert_eq!(dense.len(), units * cells, "{projection}");
    }
    accepted(&["weights", "--kernel", "gaussian", "--in", "255", "--out", "2", "--dir", path]);
    accepted(&["weights", "--kernel", "dog", "--in", "1", "--out", "64", "--dir", path]);
    let info = accepted(&["info", "--side", "24"]);
    assert!(info.contains("227932 B (flash when frozen)"), "{info}");
    assert!(info.contains("sigma_center 0.500 and sigma_surround 2.000 cells of the retina"));
    let book = accepted(&["info", "--lgn", "36", "--v1", "142", "--number", "f64"]);
    assert!(book.contains("retina 36×36 → LGN 36×36 → V1 142×142"), "{book}");
    assert!(accepted(&["info", "--preset", "reduced", "--side", "8"]).contains("ReducedLissom"));
    let eight = accepted(&["info", "--side", "24", "--number", "fixed8"]);
    assert!(eight.contains("116712 B (flash when frozen)"), "{eight}");
    let boards = accepted(&["info", "--boards"]);
    assert!(boards.lines().any(|line| line.starts_with("pico ") && line.contains("41 49")));
    let counts = b"fields,side,connections,instructions\na,10,100,900\na,20,1600,9600\n";
    let counts = folder.file("counts", counts);
    assert!(accepted(&["cost", &counts, "--out", path]).contains("from side 20 on"));
    let chart = fs::read_to_string(folder.0.join("cost.svg")).expect("it is a text");
    assert!(chart.contains("side of all sheets") && folder.0.join("cost.png").exists());
    for arguments in [&["--help"][..], &["--version"], &["settle", "--help"]] {
        assert!(accepted(arguments).lines().count() > 0);
    }
}
