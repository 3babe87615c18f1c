//! What a pixel of each drawable costs, on a display that does nothing with it.

use crate::{counter, report};
use core::{convert::Infallible, hint::black_box, marker::PhantomData};
use embedded_graphics::{
    image::ImageDrawable,
    pixelcolor::{BinaryColor, Gray4, Rgb565},
    prelude::*,
    primitives::Rectangle,
};
use lissom::{
    Fixed16, InitialWeights, Sheet, Weights,
    display::{ColorMap, ConnectionFields, HeatColor, HeatMap, HueMap, Panel, Stages},
    field,
    orientation::{Orientation, OrientationMap, Preference},
    side::Const,
};

const SIDE: usize = 24;

type Tile = field!(24, 6, 8.0);
static TILE: Tile = Tile::new(8.0);
static mut WEIGHTS: Weights<Fixed16, { Tile::CONNECTIONS }> = Weights::new();

/// A display that does nothing with its pixels, or hashes them in the order in which they come.
struct Glass<C, const HASHES: bool> {
    hash: u32,
    color: PhantomData<C>,
}

impl<C: Shown, const HASHES: bool> Glass<C, HASHES> {
    const fn new() -> Self {
        Self { hash: 0x811c_9dc5, color: PhantomData }
    }

    #[inline(always)]
    fn show(&mut self, color: C) {
        if HASHES {
            self.hash = (self.hash ^ color.into_storage().into()).wrapping_mul(0x0100_0193);
        } else {
            black_box(color);
        }
    }
}

/// A colour that has a number.
trait Shown: HeatColor + IntoStorage<Storage: Into<u32>> {}

impl<C: HeatColor + IntoStorage<Storage: Into<u32>>> Shown for C {}

impl<C, const HASHES: bool> OriginDimensions for Glass<C, HASHES> {
    fn size(&self) -> Size {
        Size::new(2048, 2048)
    }
}

impl<C: Shown, const HASHES: bool> DrawTarget for Glass<C, HASHES> {
    type Color = C;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<C>>>(&mut self, pixels: I) -> Result<(), Infallible> {
        for Pixel(at, color) in pixels {
            black_box(at);
            self.show(color);
        }
        Ok(())
    }

    fn fill_contiguous<I: IntoIterator<Item = C>>(
        &mut self,
        area: &Rectangle,
        colors: I,
    ) -> Result<(), Infallible> {
        black_box(area);
        for color in colors {
            self.show(color);
        }
        Ok(())
    }

    fn fill_solid(&mut self, area: &Rectangle, color: C) -> Result<(), Infallible> {
        for _ in 0..area.size.width * area.size.height {
            self.show(color);
        }
        Ok(())
    }
}

/// Reports what it takes to draw an image.
#[inline(never)]
fn count<C: Shown>(name: &str, image: &impl ImageDrawable<Color = C>) {
    let mut seen = Glass::<C, true>::new();
    let Ok(()) = image.draw(&mut seen);
    let mut idle = Glass::<C, false>::new();
    let instructions = counter::count(|| {
        let Ok(()) = image.draw(black_box(&mut idle));
    });
    let Size { width, height } = image.size();
    report(name, (width * height) as usize, instructions, seen.hash);
}

fn heat_maps<C: Shown>(names: [&str; 2], sheet: &Sheet<Fixed16, SIDE>, map: ColorMap) {
    let heat_map = HeatMap::<_, C>::new(sheet).color_map(map);
    count(names[0], black_box(&heat_map));
    count(names[1], black_box(&heat_map.scale(4)));
}

/// Each drawable at the scales 1 and 4.
pub fn run() {
    let mut seed = 1_u32;
    let mut random = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) as u16
    };
    let mut sheet = Sheet::<Fixed16, SIDE>::new();
    sheet.fill_with(|_, _| Fixed16::from_bits((random() >> 1) as i16));
    heat_maps::<Rgb565>(["heat/1", "heat/4"], &sheet, ColorMap::Grey);
    heat_maps::<Rgb565>(["cubehelix/1", "cubehelix/4"], &sheet, ColorMap::Perceptual);
    heat_maps::<Gray4>(["grey/1", "grey/4"], &sheet, ColorMap::Grey);
    heat_maps::<BinaryColor>(["dots/1", "dots/4"], &sheet, ColorMap::Grey);

    let mut map = OrientationMap::<Const<SIDE>>::new();
    map.fill_with(|_, _| Preference { orientation: Orientation(random()), selectivity: random() });
    let hue_map = HueMap::<Rgb565, _>::new(&map);
    count("hue/1", black_box(&hue_map));
    count("hue/4", black_box(&hue_map.scale(4)));

    // SAFETY: the only reference, made once
    let weights = unsafe { &mut *(&raw mut WEIGHTS) };
    weights.fill(&TILE, InitialWeights::cortex(9.0, Some(1))).expect("the weights are valid");
    let tiles = ConnectionFields::<_, _, _, Rgb565>::new(weights.on(&TILE));
    count("tiles/1", black_box(&tiles));
    count("tiles/4", black_box(&tiles.scale(4)));

    let panels = ["retina", "ON", "OFF", "V1"].map(|title| Panel::new(title, &sheet));
    let stages = Stages::<_, Rgb565>::new(&panels);
    count("stages/1", black_box(&stages));
    count("stages/4", black_box(&stages.scale(4)));
}
