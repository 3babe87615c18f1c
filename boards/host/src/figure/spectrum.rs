//! A map's spatial frequencies, and the ring that its period follows from.

use super::{
    canvas::{Anchor, Canvas, Drawn},
    heat::{Bar, SHEET},
    panel::{Placed, TITLE},
    raster::Raster,
};
use crate::colors::Colors;
use lissom::{
    orientation::OrientationMap,
    side::{Dyn, Side},
};
use plotters::prelude::DrawingBackend;
use std::f64::consts::TAU;

/// The amplitude of exp(2i·preference) at each frequency, over the largest, and the ring of the
/// highest power.
#[derive(Debug, Clone)]
pub struct SpectrumPanel {
    amplitude: Vec<f64>,
    /// The largest frequency to each side of 0.
    reach: usize,
    ring: Option<f64>,
}

/// What the axes take.
const LEFT: u32 = 34;
const BELOW: u32 = 40;
const BAR: Bar = Bar::even(0.0, 1.0);

impl SpectrumPanel {
    /// The frequencies up to three times that of the period, which is in units; up to the highest
    /// where there is none.
    pub fn new(map: &OrientationMap<Dyn>, period: Option<f64>) -> Self {
        let side = map.side().get();
        let ring = period.map(|period| side as f64 / period);
        let most = (side.max(1) - 1) / 2;
        let reach = ring.map_or(most, |k| (3.0 * k).ceil() as usize).min(most);
        let mut power = power(map, reach);
        power[(2 * reach + 1) * reach + reach] = 0.0; // the mean is no frequency
        let largest = power.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        let amplitude = power.into_iter().map(|power| (power / largest).sqrt()).collect();
        Self { amplitude, reach, ring }
    }

    fn cell(&self) -> u32 {
        let columns = 2 * self.reach as u32 + 1;
        ((SHEET - LEFT) / columns).max(1)
    }

    fn sheet(&self) -> (u32, u32) {
        let pixels = (2 * self.reach as u32 + 1) * self.cell();
        (pixels, pixels)
    }

    /// Width and height.
    pub fn size(&self) -> (u32, u32) {
        let (width, height) = self.sheet();
        (LEFT + width + Bar::SIZE, TITLE + height + BELOW)
    }

    /// The frequencies and the bar.
    pub fn rasters(&self, colors: Colors) -> Vec<Placed> {
        let frequencies = self.amplitude.iter().map(|&part| colors.of(part)).collect();
        let sheet = Raster::new(2 * self.reach + 1, frequencies, self.cell());
        let ((x, y), bar) = BAR.raster(self.sheet(), |part| colors.of(part));
        vec![((LEFT, TITLE), sheet), ((LEFT + x, y), bar)]
    }

    /// Everything but the rasters.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<B> {
        let title = match self.ring {
            Some(ring) => format!("spatial frequencies, ring k {ring:.2}"),
            None => "spatial frequencies, no ring".to_owned(),
        };
        canvas.fit((0, TITLE as i32 / 2), Anchor::Left, (self.size().0, 15), &title)?;
        BAR.draw(&canvas.at((LEFT, 0)), self.sheet())?;
        let canvas = canvas.at((LEFT, TITLE));
        let (width, height) = self.sheet();
        let (width, height) = (width as i32, height as i32);
        canvas.frame((0, 0), self.sheet())?;
        let step = [1, 2, 5, 10, 20, 50].into_iter().find(|step| self.reach / step <= 3);
        let step = step.unwrap_or(100) as i32;
        let ticks = self.reach as i32 / step;
        for k in (-ticks..=ticks).map(|tick| tick * step) {
            let at = width / 2 + k * self.cell() as i32;
            let number = format!("{k}").replace('-', "−");
            canvas.line(&[(at, height), (at, height + 4)], 1, [0; 3])?;
            canvas.line(&[(-4, at), (0, at)], 1, [0; 3])?;
            canvas.text((at, height + 13), Anchor::Middle, 11, &number)?;
            // from below to above, as in any chart
            let number = format!("{}", -k).replace('-', "−");
            canvas.text((-7, at), Anchor::Right, 11, &number)?;
        }
        let words = "periods across the map; bar: amplitude over the largest";
        let room = self.size().0 - LEFT;
        canvas.fit((0, height + 30), Anchor::Left, (room, 11), words)?;
        if let Some(ring) = self.ring {
            let radius = ring * f64::from(self.cell());
            canvas.circle((width / 2, height / 2), radius, 3, [0; 3])?;
            canvas.circle((width / 2, height / 2), radius, 1, [255; 3])?;
        }
        Ok(())
    }
}

/// |Σ exp(2i·preference)·exp(−2πi(down·row + right·column)/side)|², from −`reach` to `reach` down
/// and right; units without preference count as 0.
fn power(map: &OrientationMap<Dyn>, reach: usize) -> Vec<f64> {
    let side = map.side().get();
    let frequencies = || (0..2 * reach + 1).map(|place| place as f64 - reach as f64);
    let wave = |frequency: f64, place: usize| {
        let angle = -TAU * frequency * place as f64 / side as f64;
        [angle.cos(), angle.sin()]
    };
    let sum = |vectors: &[[f64; 2]], frequency: f64| {
        vectors.iter().enumerate().fold([0.0; 2], |[x, y], (place, [a, b])| {
            let [cos, sin] = wave(frequency, place);
            [x + a * cos - b * sin, y + a * sin + b * cos]
        })
    };
    let vectors = map.units().iter().map(|unit| {
        let (sin, cos) = (2.0 * unit.orientation.degrees().to_radians()).sin_cos();
        if unit.exists() { [cos, sin] } else { [0.0; 2] }
    });
    let vectors: Vec<_> = vectors.collect();
    let rows = vectors.chunks(side.max(1));
    // each row's, then each column's of these
    let rows: Vec<Vec<_>> =
        rows.map(|row| frequencies().map(|right| sum(row, right)).collect()).collect();
    let columns: Vec<Vec<_>> =
        (0..2 * reach + 1).map(|right| rows.iter().map(|row| row[right]).collect()).collect();
    let down = frequencies().flat_map(|down| {
        columns.iter().map(move |column| {
            let [x, y] = sum(column, down);
            x * x + y * y
        })
    });
    down.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::orientation::{Orientation, Preference, Spectrum};

    fn wave(side: usize, down: f64, right: f64) -> OrientationMap<Dyn> {
        let mut map = OrientationMap::with_side(Dyn::new(side).unwrap());
        map.fill_with(|row, column| {
            let turns = (down * row as f64 + right * column as f64) / side as f64;
            Preference { orientation: Orientation::from_degrees(180.0 * turns), selectivity: 9999 }
        });
        map
    }

    #[test]
    fn a_wave_is_one_point() {
        let map = wave(24, 3.0, -4.0);
        let panel = SpectrumPanel::new(&map, Spectrum::of(&map).period());
        let ring = panel.ring.unwrap();
        assert!((ring - 5.0).abs() < 0.5, "{ring}");
        let columns = 2 * panel.reach + 1;
        let expected = (panel.reach + 3) * columns + panel.reach - 4;
        for (place, &amplitude) in panel.amplitude.iter().enumerate() {
            let exact = if place == expected { 1.0 } else { 0.0 };
            assert!((amplitude - exact).abs() < 1e-3, "{place}: {amplitude}");
        }
    }

    /// Parseval: the power of all frequencies is that of all units, times their number.
    #[test]
    fn no_power_is_lost() {
        let mut map = wave(21, 1.3, 2.2);
        map.units_mut()[40].selectivity = 0; // prefers nothing
        let sum: f64 = power(&map, 10).iter().sum();
        assert!((sum / (21.0 * 21.0 * (21.0 * 21.0 - 1.0)) - 1.0).abs() < 1e-12, "{sum}");
    }
}
