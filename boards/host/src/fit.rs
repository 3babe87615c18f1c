//! The largest networks that fit each board.

use crate::{
    error::Error,
    plan::Plan,
    preset::Preset,
    size::{Size, Weights},
};
use lissom::{Budget, geometry::MAX_SIDE};
use std::fmt::Write;

/// Boards, and what their firmware says it has left for a network.
const BOARDS: [(&str, Budget); 9] = [
    ("microbit", Budget { flash: 236 * 1024, ram: 12 * 1024 }),
    ("qemu-lm3s6965", Budget { flash: 232 * 1024, ram: 56 * 1024 }),
    ("microbit-v2", Budget { flash: 448 * 1024, ram: 96 * 1024 }),
    ("b-l475e-iot01a", Budget { flash: 992 * 1024, ram: 88 * 1024 }),
    ("pico", Budget { flash: 1920 * 1024, ram: 248 * 1024 }),
    ("nucleo-h743zi", Budget { flash: 1984 * 1024, ram: 96 * 1024 }),
    ("stm32f429-disc1", Budget { flash: 1984 * 1024, ram: 160 * 1024 }),
    ("esp32-c3", Budget { flash: 3840 * 1024, ram: 256 * 1024 }),
    ("pico2", Budget { flash: 4032 * 1024, ram: 480 * 1024 }),
];

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
            let fits = |(_, budget)| all.largest(1, budget) == Some(side);
            if !BOARDS.into_iter().any(fits) {
                break; // nor do larger ones
            }
        }
        Ok(all)
    }

    /// The largest side that fits with weights of `bytes` bytes each.
    fn largest(&self, bytes: usize, budget: Budget) -> Option<usize> {
        let fits = |(_, size): &&(usize, Size)| {
            let [flash, ram] = size.memory(bytes, self.weights);
            flash <= budget.flash && ram <= budget.ram
        };
        self.sizes.iter().rev().find(fits).map(|(side, _)| *side)
    }
}

/// The largest side of each preset on each board, with 16-bit and with 8-bit weights.
pub fn table() -> Result<String, Error> {
    let of = |preset: Preset, channels, weights| {
        let plan = move |side| Plan { preset, params: preset.params(side), channels };
        Sizes::of(weights, |side| Size::of(&plan(side)))
    };
    let presets = [
        of(Preset::Notebook, 1, Weights::Frozen)?,
        of(Preset::Reduced, 1, Weights::Frozen)?,
        of(Preset::Notebook, 1, Weights::Learning)?,
        of(Preset::LissomOr, 2, Weights::Learning)?,
    ];
    let mut text = "the largest side that fits: weights of 16 bits, of 8 bits\n\n\
                    \x20                                      frozen in flash       learning in RAM\n\
                    board            flash, B    RAM, B  notebook  reduced  notebook  lissom-or\n"
        .to_owned();
    for (board, budget) in BOARDS {
        write!(text, "{board:15}  {:8}  {:8}", budget.flash, budget.ram)?;
        for (sizes, width) in presets.iter().zip([8, 7, 8, 9]) {
            let [sixteen, eight] = [2, 1].map(|bytes| {
                sizes.largest(bytes, budget).map_or("-".to_owned(), |side| side.to_string())
            });
            let pair = format!("{sixteen} {eight}");
            write!(text, "  {pair:>width$}")?;
        }
        writeln!(text)?;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    /// The firmware asserts the same budgets when it is compiled.
    #[test]
    fn budgets_are_the_boards_own() {
        for (board, Budget { flash, ram }) in BOARDS {
            let boards = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
            let source = fs::read_to_string(boards.join(board).join("src/main.rs")).unwrap();
            let (flash, ram) = (flash / 1024, ram / 1024);
            let budget = format!("Budget {{ flash: {flash} * 1024, ram: {ram} * 1024 }}");
            assert!(source.contains(&budget), "{board}: {budget}");
        }
    }

    #[test]
    fn smaller_weights_make_room() {
        let size = |side: usize| Ok(Size { connections: side, tables: side, lgn: 10, state: 5 });
        let sizes = Sizes::of(Weights::Frozen, size).unwrap();
        let budget = Budget { flash: 82, ram: 5 };
        // 3 and 2 bytes for each unit of side
        assert_eq!([sizes.largest(2, budget), sizes.largest(1, budget)], [Some(24), Some(36)]);
        assert_eq!(sizes.largest(2, Budget { ram: 4, ..budget }), None);
    }
}
