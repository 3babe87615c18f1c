//! The show on displays of many sizes and colours:
//! `cargo run -p lissom-demo --example layouts -- DIR` writes a PNG of each view on each, and of a
//! map that has learned from two pictures.

use embedded_graphics::{
    pixelcolor::{BinaryColor, Gray4, Rgb565, Rgb888},
    prelude::*,
};
use embedded_graphics_simulator::{OutputSettingsBuilder, SimulatorDisplay};
use lissom::{
    Fixed16, Params,
    display::{ColorMap, HeatColor},
};
use lissom_demo::{
    BoardTraining, Clock, Development, Direct, Gallery, Preset, Press, Show, Stimulus, View,
    Workspace,
};
use std::{error::Error, path::Path};

/// Whatever happens takes four milliseconds.
struct Steady(u32);

impl Clock for Steady {
    const TICKS_PER_MILLISECOND: u32 = 1;

    fn ticks(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(4);
        self.0
    }
}

/// Someone who always asks for the next picture.
struct Next;

impl lissom_demo::Buttons for Next {
    fn press(&mut self) -> Option<Press> {
        Some(Press::Stimulus)
    }
}

/// Where pictures go, and what they are of.
struct Album<'a> {
    folder: &'a Path,
    network: &'a str,
}

impl Album<'_> {
    fn save<C: HeatColor + Into<Rgb888> + From<C>>(
        &self,
        display: &SimulatorDisplay<C>,
        what: &str,
    ) -> Result<(), Box<dyn Error>> {
        let (width, height) = (display.size().width, display.size().height);
        let settings = OutputSettingsBuilder::new().scale((320 / width.max(height)).max(1)).build();
        let color = std::any::type_name::<C>().rsplit("::").next().unwrap_or_default();
        let color = color.trim_end_matches("Color");
        let name = format!("{width}x{height}-{color}-{}-{what}.png", self.network).to_lowercase();
        println!("{name}");
        let image = display.to_rgb_output_image(&settings);
        Ok(image.save_png(self.folder.join(name))?)
    }
}

macro_rules! draw {
    ($folder:expr, $name:ident $side:literal) => {{
        lissom::network!(mod $name = Params::notebook($side));
        static PICTURES: [Stimulus<$side>; 4] = lissom_demo::stimuli();
        static TRAINING: BoardTraining<Fixed16, $side> = BoardTraining::new(Preset::NotebookOr);

        fn draw<C: HeatColor + Into<Rgb888> + From<C>>(
            album: &Album<'_>,
            size: (u32, u32),
            weights: &mut $name::Weights<Fixed16>,
        ) -> Result<(), Box<dyn Error>> {
            let display = || Direct(SimulatorDisplay::with_default_color(size.into(), C::DARK));
            let mut state = $name::State::new();
            for view in [View::Stages, View::Fields] {
                let mut show = Show::new(display(), Steady(0), Next, ())
                    .color_map(ColorMap::Perceptual)
                    .view(view);
                let mut gallery = Gallery::new(&PICTURES);
                for _ in 0..2 {
                    let Ok(()) = show.turn(&weights.lissom()?, &mut gallery, &mut state);
                }
                album.save::<C>(&show.screen().0, &format!("{view:?}"))?;
            }
            let (mut progress, mut stream) = (TRAINING.start(&mut []), TRAINING.pictures.clone());
            let mut trainer = weights.frozen_trainer(TRAINING.schedule(), &mut progress);
            let mut workspace = Box::new(Workspace::new());
            let mut show = Development::new(display(), Steady(0), (), TRAINING.probes)
                .color_map(ColorMap::Perceptual);
            for _ in 0..2 {
                let Ok(()) = show.turn(&mut trainer, &mut stream, &mut workspace);
            }
            album.save::<C>(&show.screen().0, "development")
        }

        let mut weights = Box::new($name::Weights::<Fixed16>::new());
        weights.fill()?;
        let album = Album { folder: $folder, network: stringify!($side) };
        draw::<Gray4>(&album, (5, 5), &mut weights)?;
        draw::<Rgb888>(&album, (8, 8), &mut weights)?;
        draw::<BinaryColor>(&album, (96, 16), &mut weights)?;
        for size in [(128, 32), (128, 64)] {
            draw::<BinaryColor>(&album, size, &mut weights)?;
        }
        draw::<Gray4>(&album, (128, 64), &mut weights)?;
        for size in
            [(160, 80), (240, 135), (240, 240), (320, 240), (240, 320), (480, 320), (320, 480)]
        {
            draw::<Rgb565>(&album, size, &mut weights)?;
        }
    }};
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).unwrap_or_else(|| "layouts".into());
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    draw!(folder, map24 24);
    draw!(folder, map36 36);
    Ok(())
}
