//! What V1 prefers of two pictures: an eye, or a direction.

use lissom::{
    orientation::{Orientation, OrientationMap, Preference},
    side::Dyn,
};
use serde_json::{Value, json};
use std::f64::consts::TAU;

/// A map of the analysed region.
#[derive(Debug, Clone)]
pub enum SecondMap {
    /// (second − first)/(second + first) of each unit's largest responses to each eye: −1 for one
    /// that answers the first alone, 1 for the second alone.
    Dominance {
        /// The side of the region.
        side: Dyn,
        /// Row by row.
        index: Vec<f64>,
    },
    /// The direction of motion: 0° to the right, counterclockwise.
    Direction {
        /// The direction as twice the orientation, and its selectivity |Σr·e^iφ|/Σr.
        map: OrientationMap<Dyn>,
        /// (r − r′)/(r + r′) of each unit's response at the best of all directions and at the
        /// opposite one.
        index: Vec<f64>,
    },
}

impl SecondMap {
    /// That of each unit's largest responses to both eyes.
    pub fn dominance(side: Dyn, eyes: [&[f64]; 2]) -> Self {
        let index = eyes[0].iter().zip(eyes[1]).map(|(&first, &second)| contrast(second, first));
        Self::Dominance { side, index: index.collect() }
    }

    /// That of each unit's responses to directions that are evenly spaced over the whole circle,
    /// the first upwards, counterclockwise: direction after direction, each unit row by row.
    pub fn direction(side: Dyn, directions: &[Vec<f64>]) -> Self {
        let mut map = OrientationMap::with_side(side);
        let count = directions.len();
        let mut index = Vec::new();
        for (unit, preference) in map.units_mut().iter_mut().enumerate() {
            let responses: Vec<_> = directions.iter().map(|all| all[unit].max(0.0)).collect();
            let (mut x, mut y, mut total, mut best) = (0.0, 0.0, 0.0, 0);
            for (at, &response) in responses.iter().enumerate() {
                let angle = TAU * (at as f64 / count as f64 + 0.25);
                (x, y) = (x + response * angle.cos(), y + response * angle.sin());
                total += response;
                if response > responses[best] {
                    best = at;
                }
            }
            let selectivity = if total > 0.0 { x.hypot(y) / total } else { 0.0 };
            *preference = Preference {
                orientation: Orientation::from_degrees(y.atan2(x).to_degrees() / 2.0),
                selectivity: (selectivity * f64::from(u16::MAX)).round() as u16,
            };
            let opposite = responses[(best + count / 2) % count];
            index.push(contrast(responses[best], opposite));
        }
        Self::Direction { map, index }
    }

    /// The side of the region.
    pub fn side(&self) -> Dyn {
        match self {
            Self::Dominance { side, .. } => *side,
            Self::Direction { map, .. } => map.side(),
        }
    }

    /// The index of each unit, row by row.
    pub const fn index(&self) -> &Vec<f64> {
        match self {
            Self::Dominance { index, .. } | Self::Direction { index, .. } => index,
        }
    }

    fn mean(&self) -> f64 {
        let all = self.index();
        all.iter().map(|index| index.abs()).sum::<f64>() / all.len().max(1) as f64
    }

    /// A line for people.
    pub fn summary(&self) -> String {
        let mean = self.mean();
        match self {
            Self::Dominance { index, .. } => {
                let second = index.iter().filter(|&&index| index > 0.0).count();
                let part = 100.0 * second as f64 / index.len().max(1) as f64;
                format!("ocular dominance {mean:.3} in the mean, {part:.0} % prefer the second eye")
            }
            Self::Direction { map, .. } => {
                let selectivity = f64::from(map.selectivity()) / f64::from(u16::MAX);
                format!("direction selectivity {selectivity:.3}, index {mean:.3} in the mean")
            }
        }
    }

    /// For programs.
    pub fn result(&self) -> Value {
        let mean = self.mean();
        match self {
            Self::Dominance { index, .. } => {
                let second = index.iter().filter(|&&index| index > 0.0).count();
                let part = second as f64 / index.len().max(1) as f64;
                json!({ "ocular_dominance": mean, "second_eye": part })
            }
            Self::Direction { map, .. } => {
                let selectivity = f64::from(map.selectivity()) / f64::from(u16::MAX);
                json!({ "direction_selectivity": selectivity, "direction_index": mean })
            }
        }
    }
}

/// (a − b)/(a + b) of two responses; 0 where there is none.
fn contrast(a: f64, b: f64) -> f64 {
    let (a, b) = (a.max(0.0), b.max(0.0));
    if a + b > 0.0 { (a - b) / (a + b) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_eye_dominates_by_what_it_adds() {
        let side = Dyn::new(2).unwrap();
        let map = SecondMap::dominance(side, [&[1.0, 0.0, 3.0, 0.0], &[0.0, 2.0, 1.0, -1.0]]);
        assert_eq!(map.index(), &[-1.0, 1.0, -0.5, 0.0]);
        assert_eq!(map.result()["second_eye"], 0.25);
    }

    #[test]
    fn a_direction_is_not_its_opposite() {
        let side = Dyn::new(1).unwrap();
        for wanted in [0.0, 40.0, 180.0, 275.0] {
            let response = |at: usize| {
                let angle = TAU * (at as f64 / 16.0 + 0.25) - f64::to_radians(wanted);
                vec![1.0 + 0.5 * angle.cos()]
            };
            let map = SecondMap::direction(side, &(0..16).map(response).collect::<Vec<_>>());
            let SecondMap::Direction { map, index } = map else { panic!() };
            let unit = map.units()[0];
            let error = 2.0 * unit.orientation.degrees() - wanted;
            assert!(error.abs() < 0.02 || (error.abs() - 360.0).abs() < 0.02, "{wanted}: {error}");
            assert!((f64::from(unit.selectivity) / 65_535.0 - 0.25).abs() < 1e-4);
            assert!((0.45..=0.5).contains(&index[0]), "{}", index[0]);
        }
    }
}
