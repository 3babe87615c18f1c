//! The largest networks that fit each board.

use lissom::{
    Budget, Fixed16,
    geometry::MAX_SIDE,
    learning::Thresholds,
    orientation::{OrientationMap, Tuning},
    side::Const,
};
use lissom_experiment::{error::Error, preset::Preset};
use lissom_lab::{
    plan::Plan,
    size::{Size, Weights},
};
use serde_json::{Value, json};
use std::fmt::Write;

// BOARDS: names, what is left for a network in flash and for one that learns, and the side of that
include!(concat!(env!("OUT_DIR"), "/boards.rs"));

/// From this side on every preset has fields with a radius above 0.
const SMALLEST: usize = 5;

/// A preset at every side that fits any board.
struct Sizes {
    weights: Weights,
    sizes: Vec<(usize, Size)>,
}

impl Sizes {
    fn of(weights: Weights, size: impl Fn(usize) -> Result<Size, Error>) -> Result<Self, Error> {
        let mut all = Self { weights, sizes: Vec::new() };
        for side in SMALLEST..=MAX_SIDE {
            all.sizes.push((side, size(side)?));
            let fits = |(_, budgets, _)| all.largest(1, budgets) == Some(side);
            if !BOARDS.into_iter().any(fits) {
                break; // nor do larger ones
            }
        }
        Ok(all)
    }

    /// The largest side that fits one of the budgets, for showing and for learning, with weights of
    /// `bytes` bytes each.
    fn largest(&self, bytes: usize, [shows, learns]: [Budget; 2]) -> Option<usize> {
        let budget = match self.weights {
            Weights::Frozen => shows,
            Weights::Learning => learns,
        };
        let fits = |(_, size): &&(usize, Size)| {
            let [flash, ram] = size.memory(bytes, self.weights);
            flash <= budget.flash && ram <= budget.ram
        };
        self.sizes.iter().rev().find(fits).map(|(side, _)| *side)
    }
}

/// What a network takes that learns, and measures its map.
fn learning(side: usize, size: Size) -> Size {
    let of_256 = size_of::<Tuning<Fixed16, Const<16>>>() + size_of::<OrientationMap<Const<16>>>();
    Size { state: size.state + side * side * (of_256 / 256), ..size }
}

/// What GCAL takes that learns: no excitatory weights but one a unit, and thresholds that adapt.
fn gcal(side: usize) -> Result<Size, Error> {
    let (preset, params) = (Preset::Gcal, lissom_demo::Preset::Gcal.network(side));
    let size = Size::of(&Plan { preset, params, channels: 2 })?;
    let threshold = size_of::<Thresholds<Fixed16, Const<1>>>();
    Ok(learning(side, Size { state: size.state + side * side * threshold, ..size }))
}

/// The largest side of each preset on each board, with 16-bit and with 8-bit weights.
pub fn table() -> Result<(String, Vec<Value>), Error> {
    let of = |preset: Preset, channels, weights| {
        let plan = move |side| Plan { preset, params: preset.params(side), channels };
        Sizes::of(weights, |side| {
            let size = Size::of(&plan(side))?;
            Ok(if weights == Weights::Learning { learning(side, size) } else { size })
        })
    };
    let presets = [
        of(Preset::Notebook, 1, Weights::Frozen)?,
        of(Preset::Reduced, 1, Weights::Frozen)?,
        of(Preset::Notebook, 1, Weights::Learning)?,
        of(Preset::LissomOr, 2, Weights::Learning)?,
        Sizes::of(Weights::Learning, gcal)?,
    ];
    let mut text = "the largest side that fits: weights of 16 bits, of 8 bits\n\n\
                    \x20                                      frozen in flash                 learning in RAM\n\
                    board            flash, B    RAM, B  notebook  reduced    RAM, B  notebook  lissom-or   gcal\n"
        .to_owned();
    let mut rows = Vec::new();
    for (board, budgets, _) in BOARDS {
        let largest = |bytes: usize| presets.each_ref().map(|sizes| sizes.largest(bytes, budgets));
        let [shows, learns] = budgets;
        rows.push(json!({
            "board": board, "flash_bytes": shows.flash, "ram_bytes": shows.ram,
            "learning_flash_bytes": learns.flash, "learning_ram_bytes": learns.ram,
            "networks": [
                "notebook frozen", "reduced frozen", "notebook learning", "lissom-or learning",
                "gcal learning",
            ],
            "largest_fixed16": largest(2), "largest_fixed8": largest(1),
        }));
        write!(text, "{board:15}  {:8}  {:8}", shows.flash, shows.ram)?;
        for (column, (sizes, width)) in presets.iter().zip([8, 7, 8, 9, 5]).enumerate() {
            if column == 2 {
                write!(text, "  {:8}", learns.ram)?;
            }
            let [sixteen, eight] = [2, 1].map(|bytes| {
                sizes.largest(bytes, budgets).map_or("-".to_owned(), |side| side.to_string())
            });
            let pair = format!("{sixteen} {eight}");
            write!(text, "  {pair:>width$}")?;
        }
        writeln!(text)?;
    }
    Ok((text, rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_board_has_a_line() {
        let (table, rows) = table().unwrap();
        assert_eq!(rows.len(), BOARDS.len());
        let boards = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).unwrap();
        let boards = boards.map(|board| board.unwrap());
        let has_section = |manifest: String| manifest.contains("[package.metadata.lissom]");
        let mut count = 0;
        for board in boards {
            let manifest = std::fs::read_to_string(board.path().join("Cargo.toml"));
            if manifest.is_ok_and(has_section) {
                let name = format!("{} ", board.file_name().display());
                assert!(table.lines().any(|line| line.starts_with(&name)), "{name}");
                count += 1;
            }
        }
        assert_eq!(BOARDS.len(), count);
    }

    #[test]
    fn gcal_takes_what_firmware_has() {
        lissom::network!(mod map = lissom_demo::Preset::Gcal.network(12), channels 2);
        let weights = size_of::<map::Weights<Fixed16>>();
        let thresholds = size_of::<map::Thresholds<Fixed16>>();
        let [flash, ram] = gcal(12).unwrap().memory(2, Weights::Learning);
        // the kernel's table and exponents are counted to the word
        let firmware = weights + thresholds + size_of::<lissom_demo::Workspace<12, 12, 12>>();
        assert!(ram.abs_diff(firmware) <= 64, "{ram} {firmware}");
        assert_eq!(flash, map::FLASH - weights);
    }

    /// What the boards' firmware is built for, which the compiler has found to fit.
    #[test]
    fn boards_learn_no_larger_networks() {
        let (_, rows) = table().unwrap();
        for ((board, _, learning), row) in BOARDS.into_iter().zip(rows) {
            let largest = row["largest_fixed16"][2].as_u64().unwrap();
            let learns = std::fs::exists(format!("../{board}/src/train.rs")).unwrap();
            assert!(!learns || u64::from(learning) <= largest, "{board}: {learning} {largest}");
        }
    }

    #[test]
    fn smaller_weights_make_room() {
        let size = |side: usize| Ok(Size { connections: side, tables: side, lgn: 10, state: 5 });
        let sizes = Sizes::of(Weights::Frozen, size).unwrap();
        let budget = Budget { flash: 82, ram: 5 };
        // 3 and 2 bytes for each unit of side
        let budgets = [budget, Budget { flash: 0, ram: 0 }];
        assert_eq!([sizes.largest(2, budgets), sizes.largest(1, budgets)], [Some(24), Some(36)]);
        assert_eq!(sizes.largest(2, [Budget { ram: 4, ..budget }; 2]), None);
    }
}
