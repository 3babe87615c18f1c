//! Calls of functions that know nothing but the side: drawing, and measuring orientations.

use crate::screen::Screen;
use embedded_graphics::{Drawable, image::Image, pixelcolor::Rgb565, prelude::Point};
use lissom::{
    Signal,
    display::{ConnectionFields, HeatMap, HueMap, Panel, Range, Stages},
    input::{GaussianParams, Gaussians, GreyImage, OrientedGaussian, Rotated, Stream},
    learning::Learn,
    model::{GainControl, GainControlParams, Params},
    number::{Activity, WideOf},
    orientation::{
        Orientation, OrientationMap, Preference, Probe, Protocol, Spectrum, Topology, Tuning,
    },
    random::Pcg32,
    sheet::SheetOf,
    side::Side,
    snapshot::Element,
    weights::Projection,
};
use std::hint::black_box;

/// Calls a function once.
pub type Call = Box<dyn FnOnce() + Send>;

/// A number format whose networks are measured.
pub trait Number: Learn<Activity: Activity<Wide: Element>> {}

impl<W: Learn<Activity: Activity<Wide: Element>>> Number for W {}

/// A value for ever: the child ends soon.
pub fn keep<T>(value: T) -> &'static mut T {
    Box::leak(Box::new(value))
}

/// Draws noise: every cell is active, and so are most of LGN and V1.
pub fn draw_noise<A: Activity, S: Side>(sheet: &mut SheetOf<A, S>) {
    let mut random = Pcg32::new(1, 1);
    sheet.fill_with(|_, _| A::from_f64(f64::from(1 + random.below(65_535)) / 65_536.0));
}

/// Elongated Gaussians.
pub const GAUSSIANS: GaussianParams = GaussianParams {
    sigma_across: 2.0,
    sigma_along: 5.0,
    count: 2,
    separation: 4.0,
    margin: 0.0,
    contrast: [0.5, 1.0],
};

fn draw(image: &impl embedded_graphics::image::ImageDrawable<Color = Rgb565>) {
    let _ = Image::new(image, Point::zero()).draw(&mut Screen);
}

/// A call of a function by its name.
pub fn by_side<W: Number, S: Side>(side: S, function: &str) -> Option<Call> {
    let sheet = || {
        let zero = <W::Activity as Activity>::ZERO;
        let sheet = keep(SheetOf::<W::Activity, S>::with_side(side, zero));
        draw_noise(sheet);
        sheet
    };
    let map = || {
        let map = keep(OrientationMap::with_side(side));
        map.fill_with(|i, j| Preference {
            orientation: Orientation((i * 911 + j * 3581) as u16),
            selectivity: 20_000,
        });
        map
    };
    Some(match function {
        "draw" => {
            let sheet = sheet();
            Box::new(|| {
                let round = OrientedGaussian::round(5.0, 5.0, 2.0);
                sheet.draw(&round);
                sheet.draw(&Rotated::new(round, sheet.side().get(), 30.0));
            })
        }
        "show" => {
            let sheet = sheet();
            let bytes = keep(vec![7_u8; 300 * 300]);
            Box::new(|| sheet.show(&GreyImage::new(bytes, 300, 300, 300).expect("an image")))
        }
        "Gaussians::draw" => {
            let (sheet, stream) = (sheet(), keep(Gaussians::new(&GAUSSIANS, 1).expect("valid")));
            Box::new(|| stream.draw(sheet))
        }
        "Presentation::draw" => {
            let sheet = sheet();
            Box::new(|| {
                for probe in [Probe::grating(5.0), Probe::bar(2.0)] {
                    Protocol::new(probe, 2, 1).presentations().for_each(|each| each.draw(sheet));
                }
            })
        }
        "GainControl::new" => Box::new(move || {
            let gcal = Params::gcal(36);
            let _ = black_box(GainControl::<W::Activity, S>::new(side, &GAIN_CONTROL, &gcal));
        }),
        "Tuning::record, map" => {
            let (sheet, map, tuning) = (sheet(), map(), keep(Tuning::with_side(side)));
            Box::new(|| {
                let presentations = Protocol::new(Probe::grating(5.0), 2, 1).presentations();
                presentations.for_each(|each| tuning.record(&each, sheet));
                tuning.map(map);
            })
        }
        "Spectrum::of" => {
            let map = map();
            Box::new(|| {
                black_box(Spectrum::of(map).period());
            })
        }
        "pinwheels" => {
            let map = map();
            Box::new(|| {
                black_box(map.pinwheels(Topology::Torus).count());
            })
        }
        "HeatMap, HueMap" => {
            let (sheet, map) = (sheet(), map());
            Box::new(|| {
                draw(&HeatMap::new(&*sheet).range(Range::Auto).scale(2));
                draw(&HueMap::new(map).scale(5).bars().pinwheels(Topology::Plane));
            })
        }
        "Stages" => {
            let sheet = sheet();
            Box::new(|| {
                let panels = [Panel::new("one", Signal::from(&*sheet)); 3];
                draw(&Stages::new(&panels).scale(2).columns(2));
            })
        }
        _ => return None,
    })
}

/// The published gain control.
pub const GAIN_CONTROL: GainControlParams = GainControlParams::gcal(0.5);

/// Calls of functions that look at a projection.
pub fn by_projection<W: Number, I: Side, O: Side>(
    projection: Projection<'static, W, I, O>,
    function: &str,
) -> Option<Call>
where
    WideOf<W>: Element,
{
    match function {
        "ConnectionFields" => Some(Box::new(move || draw(&ConnectionFields::new(projection)))),
        _ => None,
    }
}
