//! The show on displays of many sizes and colours:
//! `cargo run -p lissom-demo --example layouts -- DIR` writes a PNG of each view on each.

use embedded_graphics::pixelcolor::{BinaryColor, Gray4, Rgb565, Rgb888};
use embedded_graphics_simulator::{OutputSettingsBuilder, SimulatorDisplay};
use lissom::{
    Fixed16, Params,
    display::{ColorMap, HeatColor},
};
use lissom_demo::{Direct, Gallery, Press, Show, Stimulus, View};
use std::{error::Error, path::Path};

lissom::network!(mod map = Params::notebook(24));
static PICTURES: [Stimulus<24>; 4] = lissom_demo::stimuli();

fn draw<C: HeatColor + Into<Rgb888> + From<C>>(
    folder: &Path,
    size: (u32, u32),
    color: &str,
    view: View,
    weights: &map::Weights<Fixed16>,
) -> Result<(), Box<dyn Error>> {
    let display = SimulatorDisplay::with_default_color(size.into(), C::DARK);
    let mut show =
        Show::new(Direct(display), (), Next, ()).color_map(ColorMap::Perceptual).view(view);
    let mut gallery = Gallery::new(&PICTURES);
    let lissom = weights.lissom()?;
    let mut state = map::State::new();
    for _ in 0..2 {
        let Ok(()) = show.turn(&lissom, &mut gallery, &mut state);
    }
    let scale = (320 / size.0.max(size.1)).max(1);
    let settings = OutputSettingsBuilder::new().scale(scale).build();
    let image = show.screen().0.to_rgb_output_image(&settings);
    let name = format!("{}x{}-{color}-{view:?}.png", size.0, size.1).to_lowercase();
    println!("{name}");
    Ok(image.save_png(folder.join(name))?)
}

/// Someone who always asks for the next picture.
struct Next;

impl lissom_demo::Buttons for Next {
    fn press(&mut self) -> Option<Press> {
        Some(Press::Stimulus)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).unwrap_or_else(|| "layouts".into());
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let mut weights = Box::new(map::Weights::<Fixed16>::new());
    weights.fill()?;
    for view in [View::Stages, View::Fields] {
        draw::<Gray4>(folder, (5, 5), "gray4", view, &weights)?;
        draw::<Rgb888>(folder, (8, 8), "rgb888", view, &weights)?;
        draw::<BinaryColor>(folder, (96, 16), "binary", view, &weights)?;
        draw::<BinaryColor>(folder, (128, 64), "binary", view, &weights)?;
        draw::<Gray4>(folder, (128, 64), "gray4", view, &weights)?;
        draw::<Rgb565>(folder, (240, 135), "rgb565", view, &weights)?;
        draw::<Rgb565>(folder, (240, 240), "rgb565", view, &weights)?;
        draw::<Rgb565>(folder, (320, 240), "rgb565", view, &weights)?;
        draw::<Rgb565>(folder, (240, 320), "rgb565", view, &weights)?;
    }
    Ok(())
}
