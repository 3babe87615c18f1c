//! `send` and `watch` against a [board](crate::linked_board) that is played by a thread.

use crate::{
    folder::Folder,
    linked_board::{board, joined, listen, map},
};
use lissom::{Fixed16, Sheet, random::Pcg32};
use lissom_link::Activity;
use std::{
    fs,
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    process::{Command, Output},
    thread,
    time::{Duration, Instant},
};

/// Runs the command, which must end with this code, and with an error in one line if it is 2.
fn ended(code: i32, arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_lissom")).args(arguments).output();
    let Output { status, stdout, stderr } = output.expect("it starts");
    let [stdout, stderr] = [stdout, stderr].map(|bytes| String::from_utf8(bytes).expect("text"));
    assert_eq!(status.code(), Some(code), "{arguments:?}: {stdout}{stderr}");
    let told = stderr.lines().filter(|line| !line.contains(": skipped ")).count();
    assert_eq!(told, usize::from(code == 2), "{arguments:?}: {stderr}");
    (stdout, stderr)
}

/// The word behind a name in a line of output.
fn word<'a>(line: &'a str, name: &str) -> &'a str {
    let mut words = line.split_whitespace().skip_while(|&word| word != name);
    words.nth(1).unwrap_or_else(|| panic!("no {name} in {line:?}"))
}

/// What the host itself makes of a picture.
fn settled(path: &str) -> String {
    let (stdout, _) = ended(0, &["settle", "--side", "24", "--image", path]);
    let last = stdout.lines().rfind(|line| line.starts_with("hash "));
    word(last.expect("a line a step"), "9").to_owned()
}

#[test]
fn pictures_settle_as_on_the_host() {
    let folder = Folder::new("settle");
    let paths = [("b.pgm", 24), ("c.pgm", 31), ("a.pgm", 64)]
        .map(|(name, side)| folder.pgm(name, side, side));
    folder.pgm("large.pgm", 300, 200);
    let colours = (0..90 * 50 * 3).map(|i: u32| (i * i / 90) as u8);
    let colours: Vec<u8> = b"P6 90 50 255\n".iter().copied().chain(colours).collect();
    fs::write(folder.path("d.ppm"), colours).expect("it can be written");
    fs::write(folder.path("notes.txt"), "no picture").expect("it can be written");
    let (port, thread) = listen(|wire| board(wire, |_| true));
    let (dir, out) = (folder.path(""), folder.path("out"));
    let (stdout, stderr) = ended(0, &["send", "--port", &port, "--watch", "--out", &out, &dir]);
    joined(thread);
    assert_eq!(stderr, format!("lissom: {dir}: skipped notes.txt\n"));

    let lines: Vec<_> = stdout.lines().filter(|line| line.contains(" hash ")).collect();
    let names = [
        "1 a.pgm 64x64 ",
        "2 b.pgm 24x24 ",
        "3 c.pgm 31x31 ",
        "4 d.ppm 50x50 ",
        "5 large.pgm 64x64 ",
    ];
    assert_eq!(lines.len(), names.len(), "{stdout}");
    for (number, (line, name)) in (1..).zip(lines.iter().zip(names)) {
        assert!(line.starts_with(name), "{line}");
        assert_eq!(word(line, "shown"), number.to_string());
        assert_eq!((word(line, "settle-ms"), word(line, "crc")), ("5.00", "0"));
        let png = fs::read(folder.path(&format!("out/{number:05}.png"))).expect(line);
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    }
    let [colours, large] = ["d.ppm", "large.pgm"].map(|name| folder.path(name));
    let shown = [&paths[2], &paths[0], &paths[1], &colours, &large];
    for (line, path) in lines.iter().zip(shown) {
        assert_eq!(word(line, "hash"), settled(path), "{line}");
    }
    // no terminal: V1 in characters above each line
    assert_eq!(stdout.lines().count(), 5 * (map::CORTEX + 1) + 1);
    assert!(stdout.contains("@@") && !stdout.contains('\x1b'));
    assert_eq!(stdout.lines().last(), Some("shown 5 refused 0"));
}

#[test]
fn garbage_from_the_board_is_skipped() {
    let folder = Folder::new("garbage");
    let path = folder.pgm("one.pgm", 24, 24);
    let (port, thread) = listen(|wire| {
        let mut random = Pcg32::new(1, 1);
        board(wire, move |answer| {
            let mut noise = |len| (0..len).map(|_| random.next_u32() as u8).collect::<Vec<u8>>();
            let (boot, tail) = (b"booting\r\n".to_vec(), noise(3000));
            let cut = answer[..answer.len() / 2].to_vec();
            let mut damaged = answer.clone();
            damaged[500] ^= 0x10;
            *answer = [boot, noise(200_000), damaged, cut, answer.clone(), tail].concat();
            true
        });
    });
    let (stdout, _) =
        ended(0, &["send", "--port", &port, "--repeat", "--frames", "5", "--fps", "100", &path]);
    joined(thread);
    let expected = settled(&path);
    let hashes = stdout.lines().filter(|line| line.contains(" hash "));
    assert!(hashes.map(|line| word(line, "hash")).eq([&expected; 5]), "{stdout}");
    let skipped = stdout.lines().last().expect("there are lines");
    assert!(skipped.starts_with("skipped ") && word(skipped, "length") != "0", "{skipped}");
}

#[test]
fn refused_pictures_are_told() {
    let folder = Folder::new("refused");
    let path = folder.pgm("one.pgm", 100, 100);
    for (size, cause) in [("23", "size"), ("1", "size"), ("65", "overrun"), ("255", "overrun")] {
        let (port, thread) = listen(|wire| board(wire, |_| true));
        let (stdout, _) = ended(1, &["send", "--port", &port, "--size", size, &path, &path]);
        joined(thread);
        for (number, line) in (1..=2).zip(stdout.lines()) {
            assert!(line.starts_with(&format!("{number} one.pgm {size}x{size} refused {cause} ")));
            assert_eq!((word(line, cause), word(line, "shown")), ("answer-ms", "0"));
        }
        assert_eq!(stdout.lines().last(), Some("shown 0 refused 2"));
    }
}

#[test]
fn a_board_that_fails_ends_the_command() {
    let folder = Folder::new("fails");
    let path = folder.pgm("one.pgm", 24, 24);
    let begun = Instant::now();
    // in the middle of the second answer
    let (port, _) = listen(|wire| {
        let mut answers = 0;
        board(wire, move |answer| {
            answers += 1;
            answer.truncate(if answers < 2 { usize::MAX } else { 300 });
            answers < 2
        });
    });
    let send =
        |port: &str| ended(2, &["send", "--port", port, "--timeout", "30", "--repeat", &path]);
    let (stdout, stderr) = send(&port);
    assert!(stdout.starts_with("1 one.pgm ") && stdout.lines().count() == 1, "{stdout}");
    assert!(stderr.starts_with(&format!("lissom: {port}: the board is gone")), "{stderr}");
    // nobody there; a port that was free a moment ago may be another test's by now
    let port = "tcp:127.0.0.1:1";
    let (_, stderr) = send(port);
    assert!(stderr.starts_with(&format!("lissom: --port {port}: ")), "{stderr}");
    assert!(begun.elapsed() < Duration::from_secs(30));

    // busy, as the emulator says it
    for command in [&["send", &path][..], &["watch"]] {
        let (port, thread) = listen(|mut wire| {
            wire.write_all(b"busy: another program has this port\n").expect("it is open");
            wire.shutdown(Shutdown::Write).expect("it is open");
            while wire.read(&mut [0; 64]).is_ok_and(|len| len > 0) {}
        });
        let (_, stderr) = ended(2, &[command, &["--port", &port]].concat());
        assert_eq!(stderr, format!("lissom: {port}: busy: another program has this port\n"));
        joined(thread);
    }

    // silent, talking nonsense without end, and not even reading
    let silent = |mut wire: TcpStream| while wire.read(&mut [0; 64]).is_ok_and(|len| len > 0) {};
    let noisy = |mut wire: TcpStream| while wire.write_all(&[0, 2, 0, 7, 1]).is_ok() {};
    for serve in [silent as fn(TcpStream), noisy] {
        for command in [&["send", &path][..], &["watch"]] {
            let (port, thread) = listen(serve);
            let begun = Instant::now();
            let (_, stderr) = ended(2, &[command, &["--timeout", "0.4", "--port", &port]].concat());
            assert!(stderr.ends_with("within 0.4 s\n"), "{stderr}");
            assert!(begun.elapsed() < Duration::from_secs(10));
            joined(thread);
        }
    }
}

#[test]
fn watching() {
    let folder = Folder::new("watching");
    let send = |mut wire: TcpStream| {
        let v1 = Sheet::<Fixed16, 5>::filled(Fixed16::from_num(0.5));
        let bytes: Vec<u8> = Activity::new(7, &v1).frame().bytes().collect();
        while wire.write_all(&bytes).is_ok() {}
    };
    let out = folder.path("seen");
    for (end, count) in [(&["--once"][..], 1), (&["--frames", "3"], 3)] {
        let (port, _) = listen(send);
        let (stdout, _) = ended(0, &[&["watch", "--port", &port, "--out", &out], end].concat());
        assert_eq!(stdout.lines().filter(|&line| line == "++++++++++").count(), 5 * count);
        assert_eq!(stdout.lines().count(), 6 * count, "{stdout}");
        assert_eq!(fs::read_dir(&out).map_or(0, Iterator::count), count);
    }
}

#[test]
fn bad_options_are_refused() {
    let folder = Folder::new("options");
    let path = folder.pgm("one.pgm", 24, 24);
    fs::create_dir(folder.path("empty")).expect("it can be made");
    fs::write(folder.path("odd.raw"), [1; 35]).expect("it can be written");
    fs::write(folder.path("empty.raw"), []).expect("it can be written");
    fs::write(folder.path("text.png"), "no image").expect("it can be written");
    let [empty, odd, none, png] =
        ["empty", "odd.raw", "empty.raw", "text.png"].map(|name| folder.path(name));
    for (arguments, why) in [
        (&["send", &path][..], "--port"),
        (&["send", "--port", "x", "/no/such/file"], "/no/such/file"),
        (&["send", "--port", "x", &empty], "empty: no picture in it"),
        (&["send", "--port", "x", &odd], "--width"),
        (&["send", "--port", "x", &none], "empty.raw: the file is empty"),
        (&["send", "--port", "x", &png], "text.png"),
        (&["send", "--port", "tcp:127.0.0.1:1", &path], "tcp:127.0.0.1:1: "),
        (&["send", "--port", "tcp:nowhere", &path], "--port tcp:nowhere: not tcp:HOST:PORT"),
        (&["send", "--port", "/no/such/device", &path], "/no/such/device: "),
        (&["send", "--port", &path, &path], "one.pgm: "),
        (&["send", "--port", "x", "--fps", "nan", &path], "fps NaN"),
        (&["watch", "--port", "x", "--timeout", "0"], "timeout 0"),
        (&["watch", "--port", "x", "--once", "--frames", "2"], "--frames"),
    ] {
        let (stdout, stderr) = ended(2, arguments);
        assert!(stdout.is_empty() && stderr.contains(why), "{arguments:?}: {stderr}");
    }
}

#[test]
fn an_activity_without_units_is_told() {
    let (port, thread) = listen(|mut wire| {
        let empty = Sheet::<Fixed16, 0>::new();
        let answer: Vec<u8> = Activity::new(1, &empty).frame().bytes().collect();
        wire.write_all(&answer).expect("somebody reads");
    });
    let (stdout, stderr) = ended(2, &["watch", "--port", &port]);
    joined(thread);
    assert_eq!(
        (&*stdout, stderr),
        ("", format!("lissom: {port}: the board sent a V1 without units\n"))
    );
}

#[cfg(unix)]
#[test]
fn a_serial_device_is_a_wire_too() {
    use serialport::{SerialPort, TTYPort};
    let folder = Folder::new("serial");
    let path = folder.pgm("one.pgm", 24, 24);
    // the board's end, the device's name, and what keeps it plugged in
    let pair = || {
        let (mut wire, device) = TTYPort::pair().expect("there are pseudo-terminals");
        wire.set_timeout(Duration::from_secs(20)).expect("it has one");
        let name = device.name().expect("it has one");
        let plug = fs::File::open(&name).expect("it is there"); // without the lock of a `TTYPort`
        (wire, name, plug)
    };
    let (wire, name, plug) = pair();
    let thread = thread::spawn(move || board(wire, |_| true));
    let (stdout, _) = ended(0, &["send", "--port", &name, &path, &path]);
    assert_eq!(stdout.matches(&settled(&path)).count(), 2, "{stdout}");
    drop(plug);
    joined(thread);

    let (_wire, name, _plug) = pair(); // which nobody reads
    let large = ["--size", "255", "--timeout", "0.4"];
    let (_, stderr) = ended(2, &[&["send", "--port", &name, &path][..], &large].concat());
    assert!(stderr.ends_with("the board takes no more bytes\n"), "{stderr}");
}
