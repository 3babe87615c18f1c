//! A map that develops on a simulated display, and the lines that the boards log:
//!
//! ```sh
//! cargo run --release -p lissom-demo --example development -- [faces] SIDE PRESENTATIONS [OUT]
//! ```
//!
//! writes a PNG of the display into the folder OUT at each measurement, or all of them into one GIF
//! if OUT ends with `.gif`. `docs/README.md` makes the README's picture with it.

mod film;
#[path = "../lines/mod.rs"]
mod lines;

use embedded_graphics::{pixelcolor::Rgb565, prelude::*};
use embedded_graphics_simulator::{OutputSettingsBuilder, SimulatorDisplay};
use film::Film;
use lines::Lines;
use lissom::{Fixed16, Params, display::ColorMap};
use lissom_demo::{BoardTraining, Development, Direct, Preset, Workspace};
use std::{env, error::Error, fs, path::PathBuf};

/// The display.
const SIZE: Size = Size::new(240, 135);
/// Presentations between measurements.
const EVERY: u32 = 100;

/// Pictures of the display.
enum Pictures {
    None,
    Folder(PathBuf),
    Film(Film),
}

impl Pictures {
    fn new(path: Option<String>) -> Result<Self, Box<dyn Error>> {
        let Some(path) = path.map(PathBuf::from) else { return Ok(Self::None) };
        if path.extension().is_some_and(|extension| extension == "gif") {
            return Ok(Self::Film(Film::create(&path, SIZE)?));
        }
        fs::create_dir_all(&path)?;
        Ok(Self::Folder(path))
    }

    /// Adds a picture of the display as it is after a presentation.
    fn add(
        &mut self,
        display: &SimulatorDisplay<Rgb565>,
        presentation: u32,
        last: u32,
    ) -> Result<(), Box<dyn Error>> {
        let is_measured = presentation.is_multiple_of(EVERY);
        match self {
            Self::Folder(folder) if is_measured => {
                let settings = OutputSettingsBuilder::new().scale(2).build();
                let image = display.to_rgb_output_image(&settings);
                image.save_png(folder.join(format!("{presentation:05}.png")))?;
            }
            Self::Film(film) if presentation == 1 || is_measured && is_round(presentation) => {
                film.show(display, if presentation == last { 250 } else { 80 })?;
            }
            _ => {}
        }
        Ok(())
    }
}

/// Whether it is 1 or 3 times a power of ten: a film slows down as the map does.
fn is_round(presentation: u32) -> bool {
    let decade = 10_u32.pow(presentation.ilog10());
    presentation.is_multiple_of(decade) && matches!(presentation / decade, 1 | 3)
}

macro_rules! sides {
    ($training:path: $chosen:expr, $presentations:expr, $pictures:expr) => {
        sides!(@ $training, $chosen, $presentations, $pictures; map12 12, map20 20, map24 24, map36 36)
    };
    (@ $training:path, $chosen:expr, $presentations:expr, $pictures:expr; $($name:ident $side:literal),*) => {
        match $chosen {
            $($side => {
                lissom::network!(mod $name = Params::notebook($side));
                let training: BoardTraining<Fixed16, $side, _> = $training(Preset::NotebookOr);
                let mut weights = Box::new($name::Weights::<Fixed16>::new());
                weights.fill()?;
                let mut progress = training.start(&mut []);
                let mut trainer = weights.frozen_trainer(training.schedule(), &mut progress);
                let mut stream = training.pictures.clone();
                let mut workspace = Box::new(Workspace::new());
                let display = SimulatorDisplay::<Rgb565>::new(SIZE);
                let mut show = Development::new(Direct(display), (), Lines, training.probes)
                    .color_map(ColorMap::Perceptual)
                    .every(EVERY);
                for presentation in 1..=$presentations {
                    show.turn(&mut trainer, &mut stream, &mut workspace)?;
                    $pictures.add(&show.screen().0, presentation, $presentations)?;
                }
            })*
            side => return Err(format!("no network of side {side} here").into()),
        }
    };
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1).peekable();
    let usage = "development [faces] SIDE PRESENTATIONS [OUT]";
    let faces = arguments.next_if(|word| word == "faces").is_some();
    let mut number = || arguments.next().and_then(|word| word.parse::<u32>().ok()).ok_or(usage);
    let (side, presentations) = (number()?, number()?);
    let mut pictures = Pictures::new(arguments.next())?;
    if faces {
        sides!(BoardTraining::faces: side, presentations, pictures);
    } else {
        sides!(BoardTraining::new: side, presentations, pictures);
    }
    println!("done");
    Ok(())
}
