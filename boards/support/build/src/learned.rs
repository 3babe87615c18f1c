//! A learned map, as the tool's `board export` writes it into a folder.

use lissom_board::Board;
use lissom_demo::Preset;
use std::{env, error::Error, fs, path::PathBuf};

/// What a folder says of its weights. The default is that of no folder: nothing is learned yet.
pub(crate) struct Learned {
    folder: PathBuf,
    preset: Preset,
    number: &'static str,
    side: u8,
    presentations: u32,
}

impl Default for Learned {
    fn default() -> Self {
        let (folder, preset) = (PathBuf::new(), Preset::NotebookOr);
        Self { folder, preset, number: "Fixed16", side: 0, presentations: 0 }
    }
}

impl Learned {
    /// The map in the folder that `LISSOM_WEIGHTS` names, if there is that variable.
    pub(crate) fn chosen() -> Result<Option<Self>, Box<dyn Error>> {
        println!("cargo::rerun-if-env-changed=LISSOM_WEIGHTS");
        let Some(folder) = env::var_os("LISSOM_WEIGHTS").map(PathBuf::from) else {
            return Ok(None);
        };
        let file = folder.join("network.txt");
        println!("cargo::rerun-if-changed={}", file.display());
        let wrong = |why: String| format!("LISSOM_WEIGHTS: {}: {why}", file.display());
        let text = fs::read_to_string(&file).map_err(|why| wrong(why.to_string()))?;
        let value = |key: &str| {
            let mut lines = text.lines().filter_map(|line| line.split_once(' '));
            let value = lines.find_map(|(name, value)| (name == key).then_some(value));
            value.ok_or_else(|| wrong(format!("says no {key}")))
        };
        let number = |key: &str| -> Result<u32, String> {
            value(key)?.parse().map_err(|_| wrong(format!("{key} is no number")))
        };
        let preset =
            Preset::named(value("preset")?).ok_or_else(|| wrong("no such preset".into()))?;
        let side = u8::try_from(number("side")?).map_err(|_| wrong("side is above 255".into()))?;
        let presentations = number("presentations")?;
        let number = format(value("number")?).map_err(wrong)?;
        Ok(Some(Self { folder, preset, number, side, presentations }))
    }

    /// The weights, and the board with their side.
    pub(crate) fn weights(&self, board: &mut Board) -> Result<Vec<u8>, Box<dyn Error>> {
        let (folder, side) = (self.folder.display(), self.side);
        if env::var_os("LISSOM_SIDE").is_some() && board.side != side {
            let chosen = board.side;
            return Err(
                format!("LISSOM_SIDE is {chosen}, and the map in {folder} has {side}").into()
            );
        }
        board.side = side;
        Ok(self.file("weights.bin")?)
    }

    /// GCAL's thresholds; none of other presets.
    pub(crate) fn thresholds(&self) -> Result<Option<Vec<u8>>, Box<dyn Error>> {
        Ok(self.preset.is_gcal().then(|| self.file("thresholds.bin")).transpose()?)
    }

    fn file(&self, name: &str) -> Result<Vec<u8>, String> {
        let file = self.folder.join(name);
        println!("cargo::rerun-if-changed={}", file.display());
        fs::read(&file).map_err(|why| format!("LISSOM_WEIGHTS: {}: {why}", file.display()))
    }

    /// `PRESET`, `PRESENTATIONS`, `Number` and `GCAL`, as Rust.
    pub(crate) fn constants(&self) -> String {
        let Self { preset, number, presentations, .. } = self;
        let (count, gcal) = if self.preset.is_gcal() {
            let file = "concat!(env!(\"OUT_DIR\"), \"/thresholds.bin\")";
            (1, format!("lissom_demo::FrozenGcal::of_bytes(include_bytes!({file}))"))
        } else {
            (0, String::new())
        };
        format!(
            "const PRESET: lissom_demo::Preset = lissom_demo::Preset::{preset:?};\n\
             const PRESENTATIONS: u32 = {presentations};\n\
             type Number = lissom::{number};\n\
             static GCAL: [lissom_demo::FrozenGcal<SIDE>; {count}] = [{gcal}];\n"
        )
    }
}

/// The Rust type of weights of a format.
pub(crate) fn format(name: &str) -> Result<&'static str, String> {
    match name {
        "fixed8" => Ok("Fixed8"),
        "fixed16" => Ok("Fixed16"),
        other => Err(format!("{other} is not fixed8 or fixed16")),
    }
}
