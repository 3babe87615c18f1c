//! What is said where something is wrong: one line that names the file or the parameter, what was
//! found, and what may be.

use crate::command::{Folder, refused};
use std::fs;

#[test]
fn parameters_are_named_with_what_they_may_be() {
    for (set, why) in [
        ("r_a=-1", "r_a -1 is not a number ≥ 0"),
        ("r_a=NaN", "r_a NaN"),
        ("sigma_a=0", "sigma_a 0"),
        ("sigma_e=-2", "sigma_e -2"),
        ("sigma_i=inf", "sigma_i inf is not a finite number"),
        ("sigma_center=1e400", "sigma_center inf is not a finite number > 0"),
        ("gamma_a=-1", "gamma_a -1 is not a number of 0..=32"),
        ("gamma_a=1e400", "gamma_a inf"),
        ("gamma_l=33", "gamma_l 33"),
        ("theta_upper=0.083", "theta_upper 0.083 is not above theta_lower, which is 0.083"),
        ("theta_upper=inf", "theta_upper inf is not a number of -127..=127"),
        ("theta_lower=nan", "theta_lower NaN"),
        ("theta_lower=-inf", "theta_lower -inf is not a number of -127..=127"),
        ("theta_lower=-1e39", "is not a number of -127..=127"),
        ("lgn_theta_upper=128", "lgn_theta_upper 128 is not a number of -127..=127"),
        ("lgn_theta_upper=-1", "lgn_theta_upper -1 is not above lgn_theta_lower, which is 0"),
        ("no_such=1", "r_a r_e r_i"),
        ("gama_a=1", "no such key; did you mean gamma_a?"),
        ("gamma_a", "KEY=VALUE"),
        ("gamma_a=much", "\"much\""),
        ("gamma_a=", "gamma_a \"\" is not a number of 0..=32"),
    ] {
        refused(&["settle", "--side", "8", "--set", set], why);
    }
    for (arguments, why) in [
        (&["settle", "--side", "256"][..], "'--side <N>': 256 is not in 1..=255"),
        (&["settle", "--retina", "0"], "'--retina <N>': 0 is not in 1..=255"),
        (&["settle", "--lgn", "-1"], "'--lgn <N>': -1 is not in 1..=255"),
        (&["settle", "--v1", "1000"], "'--v1 <N>': 1000 is not in 1..=255"),
        (&["settle", "--side", "3"], "r_i -0.25"),
        (&["settle", "--preset", "reduced", "--lgn", "8"], "no LGN"),
        (&["settle", "--preset", "gcal"], "lissom-or"),
        (&["settle", "--preset", "other"], "notebook"),
        (&["settle", "--preset", "config", "--side", "24"], "LGN 24"),
        (&["settle", "--preset", "reduced", "--channels", "2"], "no LGN"),
        (&["settle", "--channels", "3"], "1..=2"),
        (&["settle", "--steps", "65535"], "0..=1000"),
        (&["settle", "--row", "nan"], "row NaN"),
        (&["settle", "--column", "inf"], "column inf"),
        (&["settle", "--sigma", "-1"], "sigma -1"),
        (&["settle", "--stimulus", "grating", "--frequency", "1e300"], "-1000..=1000"),
        (&["settle", "--stimulus", "grating", "--phase", "nan"], "phase NaN"),
        (&["settle", "--stimulus", "line", "--row", "0.5"], "whole"),
        (&["settle", "--stimulus", "uniform", "--intensity", "2"], "0..=1"),
        (&["settle", "--raw", "x"], "--width"),
        (&["settle", "--bogus"], "--bogus"),
        (
            &["weights", "--kernel", "cloud", "--radius", "0", "--in", "24"],
            "empty connection field",
        ),
        (&["weights", "--kernel", "dog", "--radius", "nan"], "radius NaN"),
        (&["weights", "--kernel", "dog", "--sigma-surround", "0"], "--sigma-surround 0 is not a"),
        (&["weights", "--kernel", "dog", "--in", "0"], "1..=255"),
        (&["weights", "--kernel", "dog", "--v1", "8"], "--v1"),
        (&["weights", "--preset", "reduced", "--projection", "lgn"], "no LGN"),
        (&["weights", "--side", "8", "--set", "sigma_a=0"], "sigma_a 0"),
        (&["weights", "--in", "24"], "--kernel"),
        (&["info", "--side", "0"], "1..=255"),
        (&["info", "--side", "8", "--set", "r_l=-1"], "r_l -1"),
        (&["info", "--side", "8", "--set", "sigma_e=inf"], "sigma_e inf"),
        (&["info", "--boards", "--side", "24"], "--boards"),
        (&["--out", "x", "info", "--boards"], "--out: comes after the command"),
        (&["weights", "--json"], "--json: settle, train, sweep"),
        (&["accuracy", "--reference", "/no/such/folder"], "/no/such/folder"),
        (&["accuracy", "--side", "0"], "1..=255"),
        (&["accuracy", "--random", "0"], "1..=1000000"),
        (&["cost", "/no/such/file"], "/no/such/file"),
        (&["cost", "/dev/null"], "no line of fields,side"),
        (&["verify"], "<DIR>"),
        (&["verify", "/no/such/folder"], "/no/such/folder"),
        (&["bogus"], "no command 'bogus'"),
    ] {
        refused(arguments, why);
    }
    #[cfg(not(feature = "window"))]
    refused(&["settle", "--window"], "--features window");
}

/// Typing errors find what was meant.
#[test]
fn what_was_meant_is_asked() {
    for (arguments, meant) in [
        (&["settel"][..], "settle"),
        (&["board", "logg"], "log"),
        (&["settle", "--sid", "3"], "--side"),
        (&["train", "--snapshot", "3"], "--snapshots"),
        (&["settle", "--stimulus", "gausian"], "gaussian"),
        (&["settle", "--preset", "notebok"], "notebook"),
        (&["settle", "--number", "fixed61"], "fixed16"),
        (&["settle", "--set", "gama_a=1"], "gamma_a"),
        (&["train", "--set", "pictures.contarst=1"], "pictures.contrast"),
        (&["params", "gcall"], "gcal"),
    ] {
        refused(arguments, &format!("; did you mean {meant}?"));
    }
}

#[test]
fn numbers_are_told_from_words_and_options() {
    for (arguments, why) in [
        (&["settle", "--seed", "-1"][..], "'-1' for '--seed <SEED>': not a whole number ≥ 0"),
        (&["settle", "--side", "36.5"], "'36.5' for '--side <N>': not a whole number ≥ 0"),
        (&["settle", "--steps", "-1"], "'--steps <STEPS>': -1 is not in 0..=1000"),
        (&["settle", "--sigma", "x"], "'x' for '--sigma <SIGMA>': not a number"),
        (&["settle", "--seed", "99999999999999999999"], "<SEED>': a number that is too large"),
        (&["train", "--snapshots", "1,"], "'' for '--snapshots <SNAPSHOTS>': not a whole number"),
        (&["train", "--presentations", "-1"], "-1 is not in 0..="),
        (&["train", "--period", "nan"], "--period: analysis.period NaN is not a finite number ≥ 2"),
        (&["watch", "--port", "x", "--frames", "0"], "0 is not in 1..="),
        (&["send", "--port", "x", "x.png", "--baud", "0"], "'--baud <BAUD>': 0 is not in 1..="),
        (&["send", "--port", "x", "x.png", "--size", "0"], "0 is not in 1..=255"),
        (&["send", "--port", "x", "x.png", "--width", "0"], "0 is not in 1..="),
    ] {
        refused(arguments, why);
    }
}

/// An option that would change nothing is no option.
#[test]
fn options_without_effect_are_refused() {
    let folder = Folder::new();
    let (raw, pgm) = (folder.file("some.raw", &[7; 36]), folder.file("some.pgm", b"P1 1 1 1"));
    let size = ["--width", "6", "--height", "6"];
    let raw_shown = [&["settle", "--side", "8", "--raw", &raw], &size[..]].concat();
    for (arguments, why) in [
        (
            &["settle", "--image", &pgm, "--sigma", "nan"][..],
            "'--image <FILE>' cannot be used with",
        ),
        (&["settle", "--image", &pgm, "--stimulus", "face"], "cannot be used with '--stimulus"),
        (&[&raw_shown[..], &["--phase", "1"]].concat(), "cannot be used with '--phase"),
        (&[&raw_shown[..], &["--background", "0"]].concat(), "no effect on raw bytes"),
        (&["settle", "--fit", "pad"], "--fit: no effect without --image or --raw"),
        (&["settle", "--background", "0"], "--background: no effect without --image or --raw"),
        (&["settle", "--frequency", "2"], "--frequency: no effect on gaussian, only on grating"),
        (&["settle", "--stimulus", "uniform", "--row", "2"], "--row: no effect on uniform"),
        (&["settle", "--no-noise", "--seed", "3"], "cannot be used with '--seed <SEED>'"),
        (&["settle", "--width", "3"], "missing: --height <HEIGHT> --raw <FILE>"),
        (&["weights", "--kernel", "dog", "--sigma", "3"], "--sigma: no effect on the kernel dog"),
        (&["weights", "--steps", "3"], "--steps: no effect on weights"),
        (
            &["settle", "--preset", "reduced", "--set", "gamma_l=1"],
            "--set gamma_l=1: the reduced preset has no LGN",
        ),
        (&["watch", "--port", "tcp:h:1", "--baud", "9600"], "--baud: no effect on --port tcp:h:1"),
        (&["weights", "--radius", "3"], "missing: --kernel <KERNEL>"),
        (&["train", "--window", "9"], "pictures.window: the stream gaussians has none"),
        (&["compare", &raw, &raw, "--formats", "f64"], "cannot be used with '--formats"),
        (&["compare", &raw, &raw, "--threads", "2"], "cannot be used with '--threads <N>'"),
        (&["compare", &raw, &raw, "--fit", "pad"], "cannot be used with '--fit"),
        (&["accuracy", "--presentations", "9"], "missing: --train"),
        (&["accuracy", "--phases", "9"], "--phases: no effect without --train"),
        (&["accuracy", "--v1", "9"], "--v1: no effect without --train"),
        (&["accuracy", "--images", &pgm], "--images: no effect without --train"),
        (&["accuracy", "--preset", "gcal"], "--preset: no effect without --train"),
        (&["accuracy", "--seed", "9"], "--seed: no effect without --random or --train"),
        (&["watch", "--port", "x", "--once", "--frames", "2"], "cannot be used with '--frames"),
        (&["send", "--port", "x", &pgm, "--width", "3"], "none of the files ends with .raw"),
    ] {
        refused(arguments, why);
    }
}

/// Files and folders are named once, and what is wrong with them is said without numbers.
#[test]
fn files_are_named() {
    let folder = Folder::new();
    fs::create_dir(folder.0.join("inside")).expect("a folder can be made");
    let (text, inside, missing) =
        (folder.file("text", b"a\nb\n"), folder.at("inside"), folder.at("missing"));
    let none = format!("lissom: {missing}: No such file or directory\n");
    for arguments in [
        &["settle", "--image"][..],
        &["train", "--images"],
        &["train", "--resume"],
        &["train"],
        &["map"],
        &["compare", &missing],
        &["verify"],
        &["accuracy", "--reference"],
        &["cost"],
        &["board", "export"],
        &["board", "import"],
        &["send", "--port", "x"],
    ] {
        refused(&[arguments, &[&missing]].concat(), &none);
    }
    for (arguments, why) in [
        (&["settle", "--image", &inside][..], "inside: Is a directory\n"),
        (&["train", "--images", &inside], "inside: no picture in it; their names end with .png"),
        (&["map", &inside], "inside: Is a directory\n"),
        (&["settle", "--image", &text], "text: no picture of a known kind: PNG, JPEG"),
        (&["train", &text], "text:1: "),
        (&["cost", &text], "text: line 2: \"b\" is not fields,side,connections,instructions"),
        (&["verify", &inside], "inside: no index.json in it"),
        (&["accuracy", "--reference", &inside], "inside: no index.json in it"),
        (&["verify", &text], "text/index.json: Not a directory\n"),
        (&["board", "import", &text], "text: there is no snapshot of a board in it"),
        (&["send", "--port", "tcp:localhost", &text], "text: no picture of a known kind"),
    ] {
        refused(arguments, why);
    }
}

/// An index that is not understood, and files that are not what it says.
#[test]
fn references_are_understood_or_refused() {
    let folder = Folder::new();
    fs::create_dir(folder.0.join("masks")).expect("a folder can be made");
    folder.file("masks/counts_a.npy", b"abcd");
    let mask = |params: &str| {
        format!("{{\"files\":[{{\"path\":\"masks/counts_a.npy\",\"params\":{{{params}}}}}]}}")
    };
    let verify = ["verify", folder.path()];
    let case = "{\"cases\":[{\"id\":\"c\",\"net\":\"n\",\"model\":\"m\"}],\"nets\":{";
    let bars = "{\"files\":[{\"path\":\"masks/bars.npy\",\"shape\":[99999,1,1,255]}]}";
    folder.file("masks/bars.npy", b"abcd");
    for (index, why) in [
        (mask("\"n_in\":5,\"n_out\":5,\"radius\":1.5"), "masks/counts_a.npy: not a .npy file"),
        (mask("\"n_in\":5"), "no number \"n_out\""),
        ("[]".to_owned(), "index.json: has neither a list `files` nor a list `cases`"),
        ("{\"files\":3,\"cases\":[]}".to_owned(), "index.json: files is no list"),
        ("{\"files\":[]}".to_owned(), "names nothing that can be compared"),
        ("{\"files\":[{\"path\":\"index.json\"}]}".to_owned(), "nothing that can be compared"),
        (format!("{case}}}}}"), "c: index.json: no net \"n\""),
        (bars.to_owned(), "masks/bars.npy: index.json: more than 33554432 numbers"),
    ] {
        folder.file("index.json", index.as_bytes());
        refused(&verify, why);
    }
}
