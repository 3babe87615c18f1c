//! What a training has written is kept, whatever ends it.

use crate::command::{Folder, accepted, refused, trace};
use lissom::random::Pcg32;
use lissom_experiment::experiment::Experiment;
use lissom_lab::saved::{Saved, load};
use lissom_npy as npy;
use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Stdio},
    thread::sleep,
    time::Duration,
};

const ONE: [&str; 4] = ["--orientations", "1", "--phases", "1"];

fn train(out: &str, more: &[&str]) -> Vec<String> {
    let start = ["train", "--side", "11", "--preset", "notebook", "--out", out];
    [&start, more, &ONE].concat().into_iter().map(str::to_owned).collect()
}

fn run(arguments: &[String]) -> String {
    accepted(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The files that are not hidden.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let files = entries.map(|entry| {
        let path = entry.expect("it is there").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (name, fs::read(&path).unwrap_or_default())
    });
    files.filter(|(name, _)| !name.starts_with('.')).collect()
}

/// Every file can be read to its end.
fn are_whole(folder: &Path) {
    for (name, bytes) in files(folder) {
        let path = folder.join(&name);
        let kind = name.rsplit('.').next().unwrap_or_default();
        match kind {
            "snapshot" => {
                let saved = Saved::open(&path, &[], None).expect(&name);
                assert!(saved.is_told, "{name}");
                load(&path, &saved.experiment, saved.format).expect(&name);
            }
            "npy" => {
                let numbers = npy::read(&path).expect(&name);
                assert!(!numbers.is_empty() || name.ends_with("-pinwheels.npy"), "{name}");
            }
            "toml" => assert!(Experiment::read(&path).is_ok()),
            "png" => assert!(bytes.ends_with(b"IEND\xaeB`\x82"), "{name}"),
            "gif" => assert!(bytes.ends_with(b";"), "{name}"),
            _ => panic!("{name}"),
        }
    }
}

/// Kills a training at random moments; the same command goes on, and the end is as if nothing had
/// happened.
fn survives(kills: u32, within: u32, presentations: &str, every: &str) {
    let folder = Folder::new();
    let (whole, killed) = (folder.at("whole"), folder.at("killed"));
    let course = ["--presentations", presentations, "--every", every, "--snapshots", "0,7"];
    run(&train(&whole, &course));
    let mut random = Pcg32::new(1, u64::from(kills));
    for _ in 0..kills {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lissom"));
        command.args(train(&killed, &course)).stdout(Stdio::null());
        let mut child = command.spawn().expect("it starts");
        sleep(Duration::from_millis(u64::from(random.below(within))));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        are_whole(Path::new(&killed));
    }
    run(&train(&killed, &course));
    let [whole, killed] = [whole, killed].map(|folder| files(Path::new(&folder)));
    assert_eq!(whole.keys().collect::<Vec<_>>(), killed.keys().collect::<Vec<_>>());
    for (name, bytes) in whole {
        assert!(bytes == killed[&name], "{name}");
    }
}

#[test]
fn a_killed_training_goes_on() {
    survives(4, 120, "12", "2");
}

#[test]
#[ignore = "takes a minute"]
fn a_training_killed_a_hundred_times_goes_on() {
    survives(100, 400, "2000", "50");
}

#[cfg(unix)]
#[test]
fn an_interrupted_training_goes_on() {
    let folder = Folder::new();
    let out = folder.at("out");
    let course = ["--presentations", "1000000"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_lissom"));
    command.args(train(&out, &course)).stdout(Stdio::piped());
    let child = command.spawn().expect("it starts");
    while !Path::new(&folder.at("out/000000-inhibitory.npy")).exists() {
        sleep(Duration::from_millis(5));
    }
    let id = child.id().to_string();
    let killed = Command::new("kill").args(["-TERM", &id]).status().expect("kill is there");
    assert!(killed.success());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(130));
    let text = String::from_utf8_lossy(&output.stdout);
    let told = text.strip_prefix("stopped after ").and_then(|rest| rest.split_once(' '));
    let (stopped, _) = told.expect(&text);
    let more = (stopped.parse::<u32>().expect(stopped) + 1).to_string();
    let text = run(&train(&out, &["--presentations", &more]));
    assert!(text.contains(": 1 presentations in "), "{text}");
    assert!(!Path::new(&folder.at("out/last.snapshot")).exists());
}

/// The movie grows, another experiment is refused, and leaves nothing where it is forced.
#[test]
fn a_folder_goes_on_or_is_another() {
    let folder = Folder::new();
    let out = folder.at("out");
    let first = run(&train(&out, &["--presentations", "2", "--snapshots", "0,1"]));
    let second = run(&train(&out, &["--presentations", "4"]));
    let moments = |text: &str| {
        let line =
            |line: &str| line.split_once(": selectivity").map(|(at, _)| at.trim().to_owned());
        text.lines().filter_map(line).collect::<Vec<_>>()
    };
    assert_eq!(moments(&first), ["0", "1", "2"]);
    assert_eq!(moments(&second), ["0", "1", "2", "4"]);
    let frames = |bytes: &[u8]| bytes.windows(3).filter(|bytes| *bytes == b"\x21\xf9\x04").count();
    assert_eq!(frames(&folder.bytes("out/maps.gif")), 4);
    let at_once = folder.at("at-once");
    run(&train(&at_once, &["--presentations", "4", "--snapshots", "0,1,2"]));
    for name in ["maps.gif", "maps.png", "000004.snapshot"] {
        assert!(folder.bytes(&format!("out/{name}")) == folder.bytes(&format!("at-once/{name}")));
    }
    // a complete training is only measured again
    let again = run(&train(&out, &["--presentations", "4"]));
    assert!(again.contains(": 0 presentations in "), "{again}");
    assert_eq!(trace(&again), trace(&second));

    let other = train(&out, &["--presentations", "1", "--seed", "2"]);
    let other: Vec<_> = other.iter().map(String::as_str).collect();
    refused(&other, "has another experiment, whose seeds.weights is 1 and not 2; --force replaces");
    folder.file("out/notes.txt", b"mine");
    accepted(&[&other[..], &["--force"]].concat());
    let names: Vec<_> = files(Path::new(&out)).into_keys().collect();
    assert!(names.iter().all(|name| !name.starts_with("000004")), "{names:?}");
    assert!(names.iter().any(|name| name == "notes.txt"), "{names:?}");
}

#[test]
fn other_images_are_refused() {
    let folder = Folder::new();
    let out = folder.at("out");
    let mut image = b"P5\n12 12\n255\n".to_vec();
    image.extend((0..144).map(|pixel| pixel as u8));
    let path = folder.file("image.pgm", &image);
    let more = |presentations| train(&out, &["--presentations", presentations, "--images", &path]);
    run(&more("1"));
    run(&more("2"));
    image[50] ^= 1;
    folder.file("image.pgm", &image);
    let arguments = more("3");
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    refused(&arguments, "out: has seen other pictures than the files have");
}

/// Where a file cannot grow, as on a full disk, what was there stays, and nothing is torn.
#[cfg(unix)]
#[test]
fn a_full_disk_spoils_nothing() {
    let folder = Folder::new();
    let out = folder.at("out");
    run(&train(&out, &["--presentations", "2"]));
    let before = files(Path::new(&out));
    for (blocks, is_saved) in [("4", false), ("40", true)] {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
        let output = Command::new("sh")
            .args(["-c", &script, "sh", env!("CARGO_BIN_EXE_lissom")])
            .args(train(&out, &["--presentations", "4"]))
            .output()
            .expect("sh is there");
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(message.contains("out/") && message.contains("large"), "{message}");
        are_whole(Path::new(&out));
        let after = files(Path::new(&out));
        for (name, bytes) in &before {
            assert!(after[name] == *bytes || name == "experiment.toml", "{name}");
        }
        assert_eq!(after.contains_key("000004.snapshot"), is_saved, "{message}");
    }
    let text = run(&train(&out, &["--presentations", "4"]));
    assert!(text.contains("0 presentations in "), "{text}");
}

/// Before the work, in every command that writes.
#[test]
fn a_folder_that_cannot_be_written_is_refused() {
    let folder = Folder::new();
    let (file, counts) = (folder.file("file", b"x"), folder.file("counts", b""));
    let out = folder.at("file/out");
    run(&train(&folder.at("there"), &["--presentations", "1"]));
    let snapshot = folder.at("there/000001.snapshot");
    for arguments in [
        &["--out", &*out][..],
        &["settle", "--out", &out],
        &["weights", "--dir", &out],
        &["train", "--side", "11", "--out", &out],
        &["map", &snapshot, "--out", &out],
        &["compare", &snapshot, &snapshot, "--out", &out],
        &["accuracy", "--out", &out],
        &["cost", &counts, "--out", &out],
        &["board", "export", &snapshot, "--out", &out],
        &["board", "import", &file, "--out", &out],
        &["send", "--port", "x", &file, "--out", &out],
        &["watch", "--port", "x", "--out", &out],
    ] {
        refused(arguments, &format!("{out}: files cannot be written there: {file} is no folder"));
    }
}
