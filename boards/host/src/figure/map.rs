//! The orientation map: hue is the preference, brightness the selectivity.

use super::{
    Titled,
    canvas::{Anchor, Canvas, Drawn},
    heat::{cell, nice, number},
    panel::{Placed, TITLE},
    raster::Raster,
};
use crate::colors::{Colors, hue};
use lissom::{
    orientation::{Orientation, OrientationMap, Topology},
    side::{Dyn, Side},
};
use lissom_experiment::pinwheel::{Pinwheel, pinwheels};
use plotters::prelude::DrawingBackend;

/// A map with its pinwheels, the key of its hues, its period and the scale of its selectivity.
#[derive(Debug, Clone)]
pub struct MapPanel<'a> {
    map: &'a OrientationMap<Dyn>,
    title: String,
    period: Option<f64>,
    /// The selectivity that is shown at full brightness.
    brightest: f64,
}

/// Orientations in the key.
const KEY: u16 = 8;
const KEY_WIDTH: u32 = 82;
/// What is below a map.
const BELOW: u32 = 62;
const RAMP: (u32, u32) = (60, 10);
/// What the name of the period takes.
const LAMBDA: i32 = 80;

const WHITE: [u8; 3] = [255; 3];
const BLACK: [u8; 3] = [0; 3];

impl<'a> MapPanel<'a> {
    /// A map as bright as its most selective unit allows.
    pub fn of(titled: &Titled<'a>) -> Self {
        let Titled { map, title, period } = titled;
        Self { map, title: title.clone(), period: *period, brightest: brightest(map) }
    }

    /// The same with this selectivity at full brightness, so that it can be compared with others.
    pub fn with_brightest(self, brightest: f64) -> Self {
        Self { brightest, ..self }
    }

    fn sheet(&self) -> u32 {
        let side = self.map.side().get();
        side as u32 * cell(side)
    }

    /// Width and height.
    pub fn size(&self) -> (u32, u32) {
        (self.sheet() + KEY_WIDTH, TITLE + self.sheet() + BELOW)
    }

    /// The map, and the ramp of brightness.
    pub fn rasters(&self) -> Vec<Placed> {
        let side = self.map.side().get();
        let units = self.map.units().iter();
        let colors = units.map(|unit| {
            hue(unit.orientation, f64::from(unit.selectivity) / 65_535.0 / self.brightest)
        });
        let map = Raster::new(side, colors.collect(), cell(side));
        let grey = Raster::ramp(RAMP, |part| Colors::Grey.of(part));
        vec![((0, TITLE), map), (self.ramp(), grey)]
    }

    fn ramp(&self) -> (u32, u32) {
        ((self.sheet() + KEY_WIDTH).saturating_sub(RAMP.0 + 40), TITLE + self.sheet() + 13)
    }

    /// Everything but the rasters.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<B> {
        let (width, _) = self.size();
        let top = TITLE as i32;
        canvas.fit((0, top / 2), Anchor::Left, (width, 15), &self.title)?;
        canvas.frame((0, top), (self.sheet(), self.sheet()))?;
        self.key(canvas)?;
        let pixels = cell(self.map.side().get());
        let radius = (pixels * 2 / 3).clamp(2, 5) as i32;
        for Pinwheel { row, column, sign } in pinwheels(self.map) {
            let place = |at: f64| ((at + 0.5) * f64::from(pixels)).round() as i32;
            symbol(canvas, (place(column), top + place(row)), radius, sign)?;
        }
        self.legend(canvas)
    }

    /// Bars of every hue, turned as what the units prefer.
    fn key<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<B> {
        let step = (self.sheet() / u32::from(KEY)).min(36) as i32;
        for index in 0..KEY {
            let orientation = Orientation::step(index, KEY);
            let degrees = orientation.degrees();
            let (x, y) =
                (self.sheet() as i32 + 22, TITLE as i32 + step * i32::from(index) + step / 2);
            let (sin, cos) = degrees.to_radians().sin_cos();
            let corner = |along: f64, across: f64| {
                let [dx, dy] = [along * cos - across * sin, -along * sin - across * cos];
                (x + dx.round() as i32, y + dy.round() as i32)
            };
            let bar = [(12.0, 3.0), (12.0, -3.0), (-12.0, -3.0), (-12.0, 3.0)];
            let color = hue(orientation, 1.0);
            canvas.shape(&bar.map(|(along, across)| corner(along, across)), color, color)?;
            canvas.text((x + 18, y), Anchor::Left, 11, &format!("{degrees}°"))?;
        }
        Ok(())
    }

    /// The period, the scale of the selectivity, and the pinwheels of both signs.
    fn legend<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<B> {
        let below = (TITLE + self.sheet()) as i32;
        let pixels = cell(self.map.side().get());
        let (ramp, middle) = (self.ramp(), below + 18);
        let ramp = (ramp.0 as i32, ramp.1 as i32);
        let room = ramp.0 - 80;
        let words =
            self.period.map_or("no period".to_owned(), |period| format!("Λ {period:.1} units"));
        // beside its bar, or without one that has no room
        let length = self.period.map_or(0, |period| (period * f64::from(pixels)).round() as i32);
        let length = if length + LAMBDA > room { 0 } else { length };
        if length > 0 {
            canvas.line(&[(0, middle), (length, middle)], 3, BLACK)?;
        }
        let at = (if length > 0 { length + 6 } else { 0 }, middle);
        canvas.fit(at, Anchor::Left, ((room - at.0).max(1) as u32, 12), &words)?;
        canvas.text((ramp.0 - 4, middle), Anchor::Right, 11, "selectivity 0")?;
        canvas.frame(ramp, RAMP)?;
        let end = ramp.0 + RAMP.0 as i32 + 5;
        canvas.text((end, middle), Anchor::Left, 11, &number(self.brightest))?;

        let pinwheels = self.map.pinwheels(Topology::Plane);
        let count = |sign| pinwheels.clone().filter(|pinwheel| pinwheel.sign == sign).count();
        let y = below + 44;
        for (sign, x, name) in [(-1, 7, "+½"), (1, 87, "−½")] {
            symbol(canvas, (x, y), 5, sign)?;
            canvas.text((x + 11, y), Anchor::Left, 12, &format!("{name}: {}", count(sign)))?;
        }
        if let Some(period) = self.period {
            let rho = self.map.pinwheel_density(period, Topology::Plane);
            let words = format!("ρ {rho:.2} pinwheels per Λ²");
            let room = self.size().0 - 165;
            canvas.fit((165, y), Anchor::Left, (room, 12), &words)?;
        }
        Ok(())
    }
}

/// A disc where the preference turns as one does around the place, a triangle where it turns the
/// other way: where the loop's own sign, of a way clockwise, is −1, and where it is 1.
fn symbol<B: DrawingBackend>(
    canvas: &Canvas<'_, B>,
    (x, y): (i32, i32),
    radius: i32,
    sign: i8,
) -> Drawn<B> {
    if sign < 0 {
        return canvas.disc((x, y), radius.unsigned_abs(), WHITE, BLACK);
    }
    let (wide, high) = (radius + 1, radius);
    canvas.shape(&[(x - wide, y + high), (x, y - high - 1), (x + wide, y + high)], BLACK, WHITE)
}

/// The selectivity of the most selective unit, or a short number a little above it.
pub fn brightest(map: &OrientationMap<Dyn>) -> f64 {
    let most = map.units().iter().map(|unit| unit.selectivity).max();
    nice(f64::from(most.unwrap_or(0)) / 65_535.0).min(1.0)
}
