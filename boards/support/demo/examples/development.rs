//! A map that develops, on the host: `cargo run --release -p lissom-demo --example development --
//! [faces] SIDE PRESENTATIONS [DIR]` prints the lines that the boards log, and writes a PNG of the display
//! at each measurement.

use embedded_graphics::{pixelcolor::Rgb565, prelude::*};
use embedded_graphics_simulator::{OutputSettingsBuilder, SimulatorDisplay};
use lissom::{Fixed16, Params, display::ColorMap};
use lissom_demo::{Bench, Curriculum, Development, Direct, Log};
use std::{env, error::Error, path::Path};

/// The lines of the boards.
struct Lines;

impl Log for Lines {
    fn hash(&mut self, _: &str, _: u16, _: u32) {}

    fn settled(&mut self, _: &str, _: u32) {}

    fn trace(&mut self, presentations: u32, trace: u32) {
        println!("trace {presentations} {trace:08x}");
    }

    fn map(&mut self, presentations: u32, hash: u32, selectivity: u16, pinwheels: u32) {
        println!("map {presentations} {hash:08x} selectivity {selectivity} pinwheels {pinwheels}");
    }
}

macro_rules! sides {
    ($curriculum:path: $chosen:expr, $presentations:expr, $folder:expr) => {
        sides!(@ $curriculum, $chosen, $presentations, $folder; map12 12, map20 20, map24 24, map36 36)
    };
    (@ $curriculum:path, $chosen:expr, $presentations:expr, $folder:expr; $($name:ident $side:literal),*) => {
        match $chosen {
            $($side => {
                lissom::network!(mod $name = Params::notebook($side));
                let curriculum = $curriculum(&$name::PARAMS);
                let mut weights = Box::new($name::Weights::<Fixed16>::new());
                weights.fill()?;
                let mut progress = curriculum.start();
                let mut trainer = weights.frozen_trainer(&curriculum.phases, &mut progress);
                let mut pictures = curriculum.pictures.clone();
                let mut bench = Box::new(Bench::new());
                let display = SimulatorDisplay::<Rgb565>::new(Size::new(240, 135));
                let mut show = Development::new(Direct(display), (), Lines, curriculum.probes)
                    .color_map(ColorMap::Perceptual);
                for presentation in 1..=$presentations {
                    show.turn(&mut trainer, &mut pictures, &mut bench)?;
                    if let Some(folder) = $folder && presentation % 100 == 0 {
                        let settings = OutputSettingsBuilder::new().scale(2).build();
                        let image = show.screen().0.to_rgb_output_image(&settings);
                        image.save_png(folder.join(format!("{presentation:05}.png")))?;
                    }
                }
            })*
            side => return Err(format!("no network of side {side} here").into()),
        }
    };
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1).peekable();
    let usage = "development [faces] SIDE PRESENTATIONS [DIR]";
    let faces = arguments.next_if(|word| word == "faces").is_some();
    let mut number = || arguments.next().and_then(|word| word.parse::<u32>().ok()).ok_or(usage);
    let (side, presentations) = (number()?, number()?);
    let folder = arguments.next();
    let folder = folder.as_deref().map(Path::new);
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder)?;
    }
    if faces {
        sides!(Curriculum::faces: side, presentations, folder);
    } else {
        sides!(Curriculum::new: side, presentations, folder);
    }
    println!("done");
    Ok(())
}
