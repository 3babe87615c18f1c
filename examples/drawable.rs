//! A drawable of your own on a display of `embedded-graphics`: contour lines around V1's active
//! patches, on top of the crate's heat map. It draws on any colour display. This one is simulated
//! and saved as a PNG file.
//!
//! ```sh
//! cargo run --release --example drawable
//! ```

use embedded_graphics::{image::Image, pixelcolor::Rgb565, prelude::*, primitives::Rectangle};
use embedded_graphics_simulator::{OutputSettingsBuilder, SimulatorDisplay};
use lissom::{
    Fixed16, Sheet,
    display::{ColorMap, HeatMap},
    input::OrientedGaussian,
    number::Activity,
};

lissom::network!(mod map = lissom::Params::notebook(24));

/// The outline of the active patches, with some pixels per unit.
struct Contour<'a, const N: usize>(&'a Sheet<Fixed16, N>, i32);

impl<const N: usize> Drawable for Contour<'_, N> {
    type Color = Rgb565;
    type Output = ();

    fn draw<D: DrawTarget<Color = Rgb565>>(&self, target: &mut D) -> Result<(), D::Error> {
        let Self(sheet, scale) = *self;
        let inside = |place: Point| {
            let (row, column) = ((place.y / scale) as usize, (place.x / scale) as usize);
            sheet.0[row][column].to_f64() > 0.2
        };
        let area = Rectangle::new(Point::zero(), Size::new_equal(N as u32 * scale as u32 - 1));
        let edges = area.points().filter(|&place| {
            let here = inside(place);
            here != inside(place + Point::new(1, 0)) || here != inside(place + Point::new(0, 1))
        });
        target.draw_iter(edges.map(|place| Pixel(place, Rgb565::RED)))
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut weights = Box::new(map::Weights::<Fixed16>::new());
    weights.fill()?;
    let (mut retina, mut state) = (map::Retina::new(), map::State::new());
    let round = OrientedGaussian::round(12.0, 12.0, 1.5);
    retina.draw(&OrientedGaussian { sigma_column: 6.0, orientation: 30.0, ..round });
    let v1 = weights.lissom()?.settle(&retina, &mut state, &mut ());

    let mut display = SimulatorDisplay::<Rgb565>::new(Size::new(240, 240));
    let heat_map = HeatMap::new(v1).scale(10).color_map(ColorMap::Perceptual);
    Image::new(&heat_map, Point::zero()).draw(&mut display)?;
    Contour(v1, 10).draw(&mut display)?;

    let path = std::env::temp_dir().join("lissom-drawable.png");
    let settings = OutputSettingsBuilder::new().build();
    display.to_rgb_output_image(&settings).save_png(&path)?;
    println!("240 x 240 pixels in {}", path.display());
    Ok(())
}
