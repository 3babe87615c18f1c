//! Every drawable, of any sheets, ranges and sizes: it draws each of its pixels once and none
//! outside, and through any window, at any place and as any part it is the same picture, cut.
//!
//! An input is a colour, a drawable with its options, an area, and the numbers that it draws.

use crate::{
    input::{Input, numbers},
    screen::Screen,
};
use embedded_graphics::{
    image::{Image, ImageDrawable},
    pixelcolor::{BinaryColor, Gray4, Gray8, Rgb565, Rgb888},
    prelude::*,
    primitives::Rectangle,
};
use lissom::{
    Fixed8, Fixed16, InitialWeights, Signal,
    display::{ColorMap, ConnectionFields, HeatColor, HeatMap, HueMap, Panel, Range, Stages},
    number::{Activity, Weight, Wide},
    orientation::{Orientation, OrientationMap, Preference, Topology},
    side::Dyn,
    weights::OwnedProjection,
};

/// The most pixels of a picture.
const PIXELS: u32 = 1 << 13;

/// Runs an input.
pub fn run(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    match input.below(5) {
        0 => check::<BinaryColor>(&mut input),
        1 => check::<Gray4>(&mut input),
        2 => check::<Gray8>(&mut input),
        3 => check::<Rgb565>(&mut input),
        _ => check::<Rgb888>(&mut input),
    }
}

fn check<C: HeatColor + std::fmt::Debug>(input: &mut Input<'_>) {
    match input.below(6) {
        0 => heat_map::<f32, C>(input),
        1 => heat_map::<Fixed16, C>(input),
        2 => hue_map::<C>(input),
        3 => stages::<C>(input),
        4 => fields::<f64, C>(input),
        _ => fields::<Fixed8, C>(input),
    }
}

fn pixels(input: &mut Input<'_>) -> u32 {
    match input.any::<u8>() {
        byte @ 0..250 => u32::from(byte % 12),
        250 => u32::MAX,
        byte => 1022 + u32::from(byte - 250),
    }
}

fn color_map(input: &mut Input<'_>) -> ColorMap {
    input.one_of(&[ColorMap::Grey, ColorMap::Diverging, ColorMap::Perceptual])
}

fn range<W: Wide>(input: &mut Input<'_>) -> Range<W> {
    match input.below(3) {
        0 => Range::Auto,
        1 => Range::Symmetric,
        _ => Range::Fixed(W::from_f64(input.number()), W::from_f64(input.number())),
    }
}

/// Activities or responses of a sheet, or of what does not fill a square.
fn values<A: Activity>(input: &mut Input<'_>) -> (Vec<A>, Vec<A::Wide>) {
    let (activities, count) = (input.flag(), input.below(82));
    if activities {
        ((0..count).map(|_| A::from_f64(input.number())).collect(), vec![])
    } else {
        (vec![], (0..count).map(|_| A::Wide::from_f64(input.number())).collect())
    }
}

fn signal<A: Activity>((activities, responses): &(Vec<A>, Vec<A::Wide>)) -> Signal<'_, A> {
    if responses.is_empty() { Signal::Activity(activities) } else { Signal::Response(responses) }
}

fn heat_map<A: Activity, C: HeatColor + std::fmt::Debug>(input: &mut Input<'_>) {
    let (range, scale, colors) = (range(input), pixels(input), color_map(input));
    let area = area(input);
    let values = values::<A>(input);
    let picture = HeatMap::<A, C>::new(signal(&values)).range(range);
    check_picture(&picture.scale(scale).color_map(colors), area);
}

fn hue_map<C: HeatColor + std::fmt::Debug>(input: &mut Input<'_>) {
    let (scale, gain, bars) = (pixels(input), input.any(), input.flag());
    let topology = input.one_of(&[None, Some(Topology::Plane), Some(Topology::Torus)]);
    let area = area(input);
    let mut map = OrientationMap::with_side(Dyn::new(1 + input.below(9)).expect("a small side"));
    map.fill_with(|_, _| Preference {
        orientation: Orientation(input.any()),
        selectivity: input.any(),
    });
    let mut picture = HueMap::<C, _>::new(&map).scale(scale).gain(gain);
    if bars {
        picture = picture.bars();
    }
    if let Some(topology) = topology {
        picture = picture.pinwheels(topology);
    }
    check_picture(&picture, area);
}

fn stages<C: HeatColor + std::fmt::Debug>(input: &mut Input<'_>) {
    let [scale, gap, columns] = [(); 3].map(|()| pixels(input));
    let area = area(input);
    let all: Vec<_> = (0..input.below(5))
        .map(|_| {
            let title = String::from_utf8_lossy(input.piece(6)).into_owned();
            (title, range(input), color_map(input), values::<Fixed16>(input))
        })
        .collect();
    let panels: Vec<_> = all
        .iter()
        .map(|(title, range, colors, values)| Panel {
            title,
            signal: signal(values),
            range: *range,
            color_map: *colors,
        })
        .collect();
    check_picture(&Stages::<_, C>::new(&panels).scale(scale).gap(gap).columns(columns), area);
}

fn fields<W: Weight + lissom::Engine, C: HeatColor + std::fmt::Debug>(input: &mut Input<'_>) {
    let [scale, gap] = [(); 2].map(|()| pixels(input));
    let (shared, symmetric, colors) = (input.flag(), input.flag(), color_map(input));
    let area = area(input);
    let [source, units] = [(); 2].map(|()| Dyn::new(1 + input.below(5)).expect("a small side"));
    let initial = InitialWeights::cortex(2.0, Some(1));
    let Ok(mut projection) = OwnedProjection::<W>::new(source, units, input.number(), initial)
    else {
        return;
    };
    let connections = projection.view().field().connections();
    let weights: Vec<f64> = (0..connections).map(|_| input.number()).collect();
    let _kept = projection.set(&weights); // else the initial ones
    let mut picture = ConnectionFields::<_, _, _, C>::new(projection.view())
        .scale(scale)
        .gap(gap)
        .shared_range(shared)
        .color_map(colors);
    if symmetric {
        picture = picture.symmetric();
    }
    check_picture(&picture, area);
}

/// An area on or near a picture, or far away.
fn area(input: &mut Input<'_>) -> Rectangle {
    let mut place = || match input.any::<u8>() {
        byte @ 0..248 => i32::from(byte) - 100,
        248 => i32::MIN,
        249 => i32::MIN + 1,
        250 => i32::MAX,
        _ => i32::from_le_bytes(input.any::<u32>().to_le_bytes()),
    };
    let (corner, size) = (Point::new(place(), place()), [place(), place()]);
    let [width, height] = size.map(|side| if side < -90 { u32::MAX } else { side.max(0) as u32 });
    Rectangle::new(corner, Size::new(width, height))
}

fn check_picture<I: ImageDrawable>(picture: &I, area: Rectangle)
where
    I::Color: std::fmt::Debug,
{
    let whole = picture.bounding_box();
    let Size { width, height } = whole.size;
    if width.checked_mul(height).is_none_or(|pixels| pixels > PIXELS) {
        return; // what is left of it was computed without overflow
    }
    let mut all = Screen::new(whole, whole);
    let Ok(()) = picture.draw(&mut all);
    assert_eq!(all.drawn(), (width * height) as usize, "a pixel is missing");

    // a part comes to lie with its corner at the origin
    let window = Rectangle::new(Point::zero(), Size::new(64, 64));
    let size = area.size.component_min(whole.size + Size::new_equal(200));
    let mut part = Screen::new(window, Rectangle::new(Point::zero(), size));
    let Ok(()) = picture.draw_sub_image(&mut part, &area);
    let end = |start: i32, length: u32| i64::from(start) + i64::from(length);
    let visible = whole.points().filter_map(|at| {
        let (corner, size) = (area.top_left, area.size);
        let inside = (corner.x <= at.x && i64::from(at.x) < end(corner.x, size.width))
            && (corner.y <= at.y && i64::from(at.y) < end(corner.y, size.height));
        let moved = |at: i32, corner: i32| at.checked_sub(corner).filter(|_| inside);
        let moved = Point::new(moved(at.x, corner.x)?, moved(at.y, corner.y)?);
        window.contains(moved).then_some((at, moved))
    });
    let mut count = 0;
    for (at, moved) in visible {
        count += 1;
        assert_eq!(part.get(moved), all.get(at), "{at:?} of the part {area:?}");
    }
    assert_eq!(part.drawn(), count, "the part {area:?}");

    // moved anywhere on the display
    let at = Point::new(area.top_left.x % 100, area.top_left.y % 100);
    let mut moved = Screen::new(window, Rectangle::new(at, whole.size));
    let Ok(()) = Image::new(picture, at).draw(&mut moved);
    for point in window.points() {
        assert_eq!(moved.get(point), all.get(point - at), "{point:?}, moved to {at:?}");
    }
}

/// One of each drawable.
pub fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let sheet = |count: usize| -> Vec<u8> {
        (0..count).flat_map(|unit| [112, (unit * 40) as u8, (unit * 9) as u8]).collect()
    };
    let area = [103, 101, 120, 110];
    let panels = [
        &b"onLGN \x02"[..],
        &[2, 0, 2, 1, 1, 36],
        &sheet(36),
        b"V1    ",
        &[0, 0, 0, 49],
        &sheet(49),
    ];
    vec![
        ("heat-map", [&[3, 1, 2, 0, 2, 5, 1][..], &area, &[1, 49], &sheet(49)].concat()),
        (
            "responses",
            [&[0, 0, 1, 3, 1][..], &area, &[0, 36], &numbers(&[-4.0, f64::NAN, 9.0])].concat(),
        ),
        ("hue-map", [&[4, 2, 7, 2, 1, 1][..], &area, &[5], &sheet(48)].concat()),
        ("stages", [&[1, 3, 3, 2, 1][..], &area, &[2], &*panels.concat()].concat()),
        ("fields", [&[2, 4, 2, 1, 1, 0, 0][..], &area, &[4, 3, 192, 2], &sheet(90)].concat()),
        ("fields8", [&[4, 5, 3, 2, 0, 1, 1][..], &area, &[3, 3, 192, 1], &sheet(60)].concat()),
    ]
}
