//! `board`: what boards learn, from and to the tool.

use crate::command::{Folder, QUICK, accepted, refused, trace};
use lissom::{Fixed8, Fixed16, Observer, Signal, Stage, learning::Trainer, side::Const};
use lissom_demo::{BoardTraining, FrozenGcal, Keeper, Preset, stimuli};
use lissom_experiment::{
    experiment::Experiment, format::Format, pictures::Kind, preset, sides::Sides,
};
use lissom_lab::flash::Flash;
use std::fmt::Write;

const SIDE: usize = 12;

/// The snapshots of each preset's boards are those of a training of the tool.
#[test]
fn boards_and_the_tool_know_each_other() {
    for (board, preset) in Preset::ALL.into_iter().zip(preset::BOARDS) {
        assert_eq!(board.name(), preset.name());
        let of = |kind| Experiment::new(preset, Sides::equal(SIDE), kind, &[]).unwrap();
        let (gaussians, faces) = (of(Kind::Gaussians), of(Kind::Faces));
        let sixteen = BoardTraining::<Fixed16, SIDE>::new(board);
        let eight = BoardTraining::<Fixed8, SIDE>::new(board);
        assert_eq!(sixteen.identity, gaussians.identity(Format::Fixed16), "{}", board.name());
        assert_eq!(eight.identity, gaussians.identity(Format::Fixed8), "{}", board.name());
        let learns_faces = BoardTraining::<Fixed16, SIDE, _>::faces(board);
        assert_eq!(learns_faces.identity, faces.identity(Format::Fixed16), "{}", board.name());
        assert_ne!(learns_faces.identity, sixteen.identity, "{}", board.name());
    }
}

lissom::network!(mod gcal = Preset::Gcal.network(SIDE), channels 2);

/// Presents until there have been `presentations`, and returns the trace's line.
fn learn(
    trainer: &mut Trainer<'_, Fixed8, Const<SIDE>, Const<SIDE>, Const<SIDE>, Const<2>>,
    pictures: &mut lissom::input::Gaussians,
    presentations: u32,
) -> String {
    let (mut retina, mut state) = (gcal::Retina::new(), gcal::State::new());
    while trainer.progress.presentations() < presentations {
        trainer.present(pictures, &mut retina, &mut state, &mut ());
    }
    format!("trace {presentations} {:08x}", trainer.progress.trace())
}

/// The tool reads what a board has kept in its flash, and goes on as the board does; so does the
/// board after a restart.
#[test]
fn what_a_board_keeps_is_read_back() {
    let training = BoardTraining::<Fixed8, SIDE>::new(Preset::Gcal);
    let mut weights = Box::new(gcal::Weights::new());
    weights.fill().unwrap();
    let mut thresholds = [gcal::Thresholds::new()];
    let mut progress = training.start(&mut thresholds);
    let trainer = weights.frozen_trainer(training.schedule(), &mut progress);
    let mut trainer = training.equip(trainer, &mut thresholds);
    let mut pictures = training.pictures.clone();
    let mut flash = Flash::<1>::new(vec![0x5a; 256 * 1024]);
    let range = 0..256 * 1024;
    let mut keeper = Keeper::new(&mut flash, range.clone(), training.identity).unwrap();
    for presentations in [3, 7] {
        learn(&mut trainer, &mut pictures, presentations);
        keeper.save(&trainer, &pictures).unwrap();
    }
    let seven = format!("trace 7 {:08x}", trainer.progress.trace());
    let twelve = learn(&mut trainer, &mut pictures, 12);
    assert_eq!(keeper.load(&mut trainer, &mut pictures), Ok(true));
    assert_eq!(format!("trace 7 {:08x}", trainer.progress.trace()), seven);
    assert_eq!(learn(&mut trainer, &mut pictures, 12), twelve);

    let folder = Folder::new();
    let (file, out) = (folder.file("flash.bin", flash.bytes()), folder.at("out"));
    let text = accepted(&["board", "import", &file, "--out", &out]);
    assert!(text.starts_with("gcal 12 fixed8\n"), "{text}");
    assert!(text.contains(&seven), "{seven} {text}");
    let map = accepted(
        &["board", "log", "--preset", "gcal", "--number", "fixed8"]
            .into_iter()
            .chain(["--side", "12", "--presentations", "7", "--every", "7"])
            .collect::<Vec<_>>(),
    );
    let map = map.lines().last().unwrap();
    assert!(text.contains(map), "{map} {text}");
    let snapshot = folder.at("out/000007.snapshot");
    let common = ["train", "--resume", &snapshot, "--presentations", "12", "--out", &out];
    let resumed = accepted(&[&common[..], &QUICK].concat());
    assert_eq!(format!("trace 12 {}", trace(&resumed)), twelve);

    let rubbish = folder.file("rubbish.bin", &[0x5a; 9000]);
    refused(&["board", "import", &rubbish], "rubbish.bin: there is no snapshot of a board in it");
    let mut torn = flash.bytes().to_vec();
    for at in (0..torn.len()).step_by(500) {
        torn[at] ^= 4;
    }
    let torn = folder.file("torn.bin", &torn);
    refused(&["board", "import", &torn], "torn.bin: ");
}

/// A board goes on from what the tool has learned, and the tool reads it back from the board's
/// flash.
#[test]
fn a_board_goes_on_from_the_tools_training() {
    let folder = Folder::new();
    let (trained, out) = (folder.at("trained"), folder.at("out"));
    let options = ["--preset", "gcal", "--number", "fixed8", "--side", "12"];
    let train = |presentations, more: &[&str]| {
        let common = ["train", "--presentations", presentations, "--out", &trained];
        accepted(&[&common[..], more, &QUICK].concat())
    };
    let five = format!("trace 5 {}", trace(&train("5", &options)));
    let snapshot = folder.at("trained/000005.snapshot");
    let nine = format!("trace 9 {}", trace(&train("9", &["--resume", &snapshot])));

    let training = BoardTraining::<Fixed8, SIDE>::new(Preset::Gcal);
    let export = ["board", "export", &snapshot, "--out", &out, "--flash"];
    for (board, size) in [("pico", 512 << 10), ("nucleo-h743zi", 1 << 20)] {
        let text = accepted(&[&export[..], &[board]].concat());
        let built = "LISSOM_PRESET=gcal LISSOM_NUMBER=fixed8 LISSOM_SIDE=12\nloaded 5\nmap 5 ";
        assert!(text.starts_with(built), "{text}");
        let flash = folder.bytes("out/flash.bin");
        assert_eq!(flash.len(), size, "{board}");

        let imported = accepted(&["board", "import", &folder.at("out/flash.bin"), "--out", &out]);
        assert!(imported.contains(&five), "{five} {imported}");
        assert_eq!(imported.lines().nth(2), text.lines().nth(2), "the map");

        let mut weights = Box::new(gcal::Weights::new());
        weights.fill().unwrap();
        let mut thresholds = [gcal::Thresholds::new()];
        let mut progress = training.start(&mut thresholds);
        let trainer = weights.frozen_trainer(training.schedule(), &mut progress);
        let mut trainer = training.equip(trainer, &mut thresholds);
        let mut pictures = training.pictures.clone();
        let range = 0..size as u32;
        let loaded = if board == "pico" {
            let mut flash = Flash::<1>::new(flash);
            let keeper = Keeper::new(&mut flash, range, training.identity);
            keeper.unwrap().load(&mut trainer, &mut pictures).unwrap()
        } else {
            let mut flash = Flash::<32>::new(flash);
            let keeper = Keeper::new(&mut flash, range, training.identity);
            keeper.unwrap().load(&mut trainer, &mut pictures).unwrap()
        };
        assert!(loaded, "{board}");
        assert_eq!(format!("trace 5 {:08x}", trainer.progress.trace()), five, "{board}");
        assert_eq!(learn(&mut trainer, &mut pictures, 9), nine, "{board}");
    }

    train("1", &["--preset", "gcal", "--number", "f32", "--side", "12", "--force"]);
    let float = folder.at("trained/000001.snapshot");
    let refused_as = |file: &str, why| refused(&["board", "export", file, "--flash", "pico"], why);
    refused_as(&float, "000001.snapshot: boards learn fixed8 or fixed16, and this is f32");
    train(
        "1",
        &["--preset", "gcal", "--number", "fixed8", "--side", "12", "--stream", "faces", "--force"],
    );
    refused_as(&float, "boards learn the pictures that `train` learns by default");
    train("1", &["--preset", "lissom-or", "--number", "fixed16", "--side", "36", "--force"]);
    refused_as(&float, "000001.snapshot: snapshot of ");
}

const PRESENTATIONS: u32 = 110; // into the second phase
lissom::network!(
    mod shown = Preset::LissomOr.after(SIDE, PRESENTATIONS), channels Preset::LissomOr.channels()
);

/// V1's hashes.
struct Hashes<'a>(&'a str, u16, &'a mut String);

impl Observer<Fixed16> for Hashes<'_> {
    fn stage(&mut self, stage: Stage, _: Signal<'_, Fixed16>, output: Signal<'_, Fixed16>) {
        if let (Stage::V1(step), Signal::Activity(units)) = (stage, output) {
            writeln!(self.2, "hash {} {step} {:08x}", self.0, lissom::sheet::hash(units)).unwrap();
            self.1 = step;
        }
    }
}

/// The weights in an exported folder settle on a board as the tool says.
#[test]
fn a_learned_map_goes_on_a_board() {
    let folder = Folder::new();
    let (trained, out) = (folder.at("trained"), folder.at("learned"));
    let training = ["train", "--side", "12", "--presentations", "110", "--out", &trained];
    accepted(&[&training[..], &QUICK].concat());
    let snapshot = folder.at("trained/000110.snapshot");
    let text = accepted(&["board", "export", &snapshot, "--out", &out]);
    let about = String::from_utf8(folder.bytes("learned/network.txt")).unwrap();
    assert_eq!(about, "preset lissom-or\nnumber fixed16\nside 12\npresentations 110\n");

    let bytes = folder.bytes("learned/weights.bin");
    let weights = Box::new(shown::Weights::<Fixed16>::of_bytes(&bytes));
    let (lissom, mut state) = (weights.frozen_lissom(), shown::State::new());
    let mut hashes = String::new();
    for (name, picture) in &stimuli::<SIDE>() {
        let mut log = Hashes(name, 0, &mut hashes);
        lissom.settle(picture, &mut state, &mut log);
        assert_eq!(log.1, shown::PARAMS.steps);
    }
    assert_eq!(text, format!("{hashes}2 files in {out}\n"));

    let training = ["train", "--preset", "gcal", "--side", "12", "--presentations", "1", "--out"];
    accepted(&[&training[..], &[&trained, "--force"], &QUICK].concat());
    let snapshot = folder.at("trained/000001.snapshot");
    // with its thresholds, its gain control and its kernel, rounded to 8 bits
    let text = accepted(&["board", "export", &snapshot, "--number", "fixed8", "--out", &out]);
    let about = String::from_utf8(folder.bytes("learned/network.txt")).unwrap();
    assert_eq!(about, "preset gcal\nnumber fixed8\nside 12\npresentations 1\n");
    let weights = Box::new(gcal::Weights::<Fixed8>::of_bytes(&folder.bytes("learned/weights.bin")));
    let beside = FrozenGcal::of_bytes(&folder.bytes("learned/thresholds.bin"));
    let (lissom, mut state) = (beside.equip(weights.frozen_lissom()), gcal::State::new());
    let mut hashes = String::new();
    for (name, picture) in &stimuli::<SIDE>() {
        lissom.settle(picture, &mut state, &mut Hashes(name, 0, &mut hashes));
    }
    assert_eq!(text, format!("{hashes}3 files in {out}\n"));
    let no_number = ["board", "export", &snapshot, "--number", "f32", "--out", &out];
    refused(&no_number, "boards show fixed8 or fixed16, and not f32");

    let training = ["train", "--preset", "notebook", "--side", "12", "--presentations", "2"];
    accepted(&[&training[..], &["--out", &trained, "--force"], &QUICK].concat());
    let notebook = folder.at("trained/000002.snapshot");
    refused(&["board", "export", &notebook, "--out", &out], "no board learns the preset notebook");
}
