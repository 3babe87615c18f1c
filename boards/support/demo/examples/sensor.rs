//! Lets a network learn from the frames of a sensor as the boards do, and prints what they log:
//!
//! ```sh
//! cargo run --release -p lissom-demo --example sensor -- amg8833|vl53l5cx SIDE FRAMES FILE [PNG]
//! ```
//!
//! FILE holds frames as `boards/pico/emu/frames/README.md` describes; after the last one it begins
//! again. PNG is the display at the end.

mod lines;

use embedded_graphics::{pixelcolor::Rgb565, prelude::*};
use embedded_graphics_simulator::{OutputSettingsBuilder, SimulatorDisplay};
use lines::Lines;
use lissom::{Fixed16, Params, display::ColorMap};
use lissom_demo::{
    BoardTraining, Development, Direct, Frame, NEARNESS, Preset, Sensed, Sensor, WARMTH, Workspace,
    nearness, warmth,
};
use std::{convert::Infallible, env, error::Error, fs};

/// The frames of a file, again and again.
struct Recorded {
    frames: Vec<Frame>,
    next: usize,
}

impl Recorded {
    fn new(bytes: &[u8], cell: fn(u16) -> u16) -> Result<Self, Box<dyn Error>> {
        let words: Vec<u16> = bytes
            .chunks_exact(2)
            .map(|pair| cell(u16::from_le_bytes([pair[0], pair[1]])))
            .collect();
        let (frames, []) = words.as_chunks() else { return Err("a frame is cut".into()) };
        if frames.is_empty() {
            return Err("no frame".into());
        }
        Ok(Self { frames: frames.to_vec(), next: 0 })
    }
}

impl Sensor for Recorded {
    type Error = Infallible;

    fn read(&mut self, frame: &mut Frame) -> Result<(), Infallible> {
        *frame = self.frames[self.next];
        self.next = (self.next + 1) % self.frames.len();
        Ok(())
    }
}

macro_rules! sides {
    ($chosen:expr, $frames:expr, $sensed:expr, $png:expr; $($name:ident $side:literal),*) => {
        match $chosen {
            $($side => {
                lissom::network!(mod $name = Params::notebook($side));
                let training: BoardTraining<Fixed16, $side, _> =
                    BoardTraining::with(Preset::NotebookOr, ());
                let mut weights = Box::new($name::Weights::<Fixed16>::new());
                weights.fill()?;
                let mut progress = training.start(&mut []);
                let mut trainer = weights.frozen_trainer(training.schedule(), &mut progress);
                let mut workspace = Box::new(Workspace::new());
                let display = SimulatorDisplay::<Rgb565>::new(Size::new(240, 135));
                let mut show = Development::new(Direct(display), (), Lines, training.probes)
                    .color_map(ColorMap::Perceptual);
                for frame in 1..=$frames {
                    show.turn(&mut trainer, &mut $sensed, &mut workspace)?;
                    println!("frame {frame} {:08x} {:08x}", $sensed.shown, trainer.progress.trace());
                }
                if let Some(path) = $png {
                    let settings = OutputSettingsBuilder::new().build();
                    show.screen().0.to_rgb_output_image(&settings).save_png(path)?;
                }
            })*
            side => return Err(format!("no network of side {side} here").into()),
        }
    };
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [kind, side, frames, file, png @ ..] = &arguments[..] else {
        return Err("sensor amg8833|vl53l5cx SIDE FRAMES FILE [PNG]".into());
    };
    let (cell, least): (fn(u16) -> u16, _) = match &kind[..] {
        "amg8833" => (warmth, WARMTH),
        "vl53l5cx" => (|word| nearness(Some(word as i16).filter(|_| word != u16::MAX)), NEARNESS),
        other => return Err(format!("no sensor {other} here").into()),
    };
    let mut sensed = Sensed::new(Recorded::new(&fs::read(file)?, cell)?, least)?;
    let (side, frames): (u32, u32) = (side.parse()?, frames.parse()?);
    sides!(side, frames, sensed, png.first(); map12 12, map20 20, map24 24, map28 28);
    println!("done");
    Ok(())
}
