//! The drawables on a display that has no picture memory, as a controller with an address window.

use core::convert::Infallible;
use embedded_graphics::{
    image::{Image, ImageDrawable},
    pixelcolor::{Rgb565, raw::RawU1},
    prelude::*,
    primitives::Rectangle,
};
use lissom::{
    Field, Fixed16, InitialWeights, Sheet, Weights,
    display::{ColorMap, ConnectionFields, HeatColor, HeatMap, HueMap, Panel, Stages},
    orientation::{OrientationMap, Topology},
    side::Const,
};

/// Takes windows of pixels only, and counts them.
struct Controller<C> {
    pixels: u32,
    color: core::marker::PhantomData<C>,
}

impl<C> OriginDimensions for Controller<C> {
    fn size(&self) -> Size {
        Size::new(320, 240)
    }
}

impl<C: PixelColor> DrawTarget for Controller<C> {
    type Color = C;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<C>>>(&mut self, _: I) -> Result<(), Infallible> {
        panic!("a single pixel");
    }

    fn fill_contiguous<I: IntoIterator<Item = C>>(
        &mut self,
        area: &Rectangle,
        colors: I,
    ) -> Result<(), Infallible> {
        // a driver ignores what is too much, and glyphs have some
        let pixels = area.size.width * area.size.height;
        let colors = colors.into_iter().take(pixels as usize).count() as u32;
        assert_eq!(colors, pixels, "{area:?}");
        self.pixels += colors;
        Ok(())
    }

    fn fill_solid(&mut self, area: &Rectangle, _: C) -> Result<(), Infallible> {
        self.pixels += area.size.width * area.size.height;
        Ok(())
    }
}

/// Every window is filled to the last pixel, and together they are the picture.
fn stream<I: ImageDrawable>(image: &I) {
    let mut controller = Controller { pixels: 0, color: core::marker::PhantomData };
    for (x, y) in [(0, 0), (37, 11)] {
        controller.pixels = 0;
        Image::new(image, Point::new(x, y)).draw(&mut controller).unwrap();
        assert_eq!(controller.pixels, image.size().width * image.size().height);
    }
    for (x, y) in [(-7, -9), (300, 200), (-1, 235)] {
        controller.pixels = 0;
        let image = Image::new(image, Point::new(x, y));
        let window = controller.bounding_box();
        image.draw(&mut controller.clipped(&window)).unwrap();
        let visible = window.intersection(&image.bounding_box()).size;
        assert_eq!(controller.pixels, visible.width * visible.height);
    }
}

/// A colour of another crate: ink on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ink(bool);

impl PixelColor for Ink {
    type Raw = RawU1;
}

impl HeatColor for Ink {
    const DARK: Self = Self(true);
    const LIGHT: Self = Self(false);

    fn heat(level: u8, _: ColorMap, _: Point) -> Self {
        Self(level < 128)
    }
}

type Afferent = lissom::field!(12, 6, 3.5);
static FIELD: Afferent = Field::new(3.5);

fn every_drawable<C: HeatColor>() {
    let mut weights = Weights::<Fixed16, { Afferent::CONNECTIONS }>::new();
    weights.fill(&FIELD, InitialWeights::cortex(3.5, Some(1))).unwrap();
    let (retina, v1) = (Sheet::<Fixed16, 12>::new(), Sheet::<Fixed16, 6>::new());
    let panels = [Panel::new("retina", &retina), Panel::new("V1", &v1), Panel::new("V1", &v1)];
    for scale in 1..4 {
        stream(&HeatMap::<_, C>::new(&retina).scale(scale));
        stream(&ConnectionFields::<_, _, _, C>::new(weights.on(&FIELD)).gap(scale - 1));
        let map = OrientationMap::<Const<6>>::new();
        stream(&HueMap::<C, _>::new(&map).scale(4 * scale).bars().pinwheels(Topology::Torus));
        stream(&Stages::<_, C>::new(&panels).scale(scale).columns(scale));
    }
}

#[test]
fn windows_are_filled() {
    every_drawable::<Rgb565>();
}

#[test]
fn colors_of_other_crates() {
    every_drawable::<Ink>();
}
