//! Pinwheels between the units.

use lissom::{
    orientation::{OrientationMap, Topology},
    side::Dyn,
};

/// A place between the units around which every orientation is preferred once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pinwheel {
    /// Its row; 0 is the middle of the first unit.
    pub row: f64,
    /// Its column; 0 is the middle of the first unit.
    pub column: f64,
    /// Half turns of the preference on the way around it, clockwise on a picture: 1 or −1.
    pub sign: i8,
}

/// All pinwheels of a map, row by row. Each lies where the vectors selectivity·exp(2i·preference)
/// of the four units around it are 0 between them, bilinearly interpolated.
pub fn pinwheels(map: &OrientationMap<Dyn>) -> Vec<Pinwheel> {
    let vector = |row: usize, column: usize| {
        let unit = map.unit(row, column);
        let (sin, cos) = (2.0 * unit.orientation.degrees().to_radians()).sin_cos();
        [cos, sin].map(|x| x * f64::from(unit.selectivity))
    };
    let all = map.pinwheels(Topology::Plane).map(|found| {
        let (row, column) = (usize::from(found.row), usize::from(found.column));
        let corners = [[0, 0], [0, 1], [1, 0], [1, 1]].map(|[y, x]| vector(row + y, column + x));
        let [down, right] = zero(corners);
        Pinwheel { row: row as f64 + down, column: column as f64 + right, sign: found.sign }
    });
    all.collect()
}

/// Where a bilinear vector field on the unit square is 0, down and right from its first corner; the
/// corners come row by row. Where the vectors turn once around the square, there is such a place.
fn zero([a, right, down, across]: [[f64; 2]; 4]) -> [f64; 2] {
    // a + b·x + c·y + d·x·y in both components
    let [b, c, d] = [0, 1]
        .map(|i| [right[i] - a[i], down[i] - a[i], across[i] - right[i] - down[i] + a[i]])
        .into_iter()
        .fold([[0.0; 2]; 3], |mut all, one| {
            all.iter_mut().zip(one).for_each(|(pair, x)| *pair = [pair[1], x]);
            all
        });
    let cross = |p: [f64; 2], q: [f64; 2]| p[0] * q[1] - p[1] * q[0];
    // x = −(a + c·y)/(b + d·y) in both components leaves one equation in y
    let (square, linear, constant) = (cross(d, c), cross(b, c) + cross(d, a), cross(b, a));
    let root = (linear * linear - 4.0 * square * constant).max(0.0).sqrt();
    // without cancellation
    let q = -0.5 * (linear + root.copysign(linear));
    let places = [q / square, constant / q].map(|y| {
        let [own, slope] = [[a, c], [b, d]].map(|[p, q]| [p[0] + q[0] * y, p[1] + q[1] * y]);
        let i = usize::from(slope[1].abs() > slope[0].abs());
        [y, -own[i] / slope[i]]
    });
    let outside = |place: &[f64; 2]| {
        let most = place.iter().map(|x| (x - 0.5).abs()).fold(0.0, f64::max);
        if place.iter().all(|x| x.is_finite()) { most } else { f64::INFINITY }
    };
    let best = places.into_iter().min_by(|one, other| outside(one).total_cmp(&outside(other)));
    best.filter(|place| outside(place).is_finite()).unwrap_or([0.5; 2]).map(|x| x.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::{
        orientation::{Orientation, Preference},
        random::Pcg32,
    };

    /// Pinwheels at known places between units are found there, with their signs.
    #[test]
    fn pinwheels_lie_where_they_are() {
        let mut random = Pcg32::new(3, 3);
        for _ in 0..200 {
            let mut uniform = || random.next_f64();
            let (row, column) = (2.0 + 3.0 * uniform(), 2.0 + 3.0 * uniform());
            let sign = if uniform() < 0.5 { 1.0 } else { -1.0 };
            let start = 180.0 * uniform();
            let mut map = OrientationMap::with_side(Dyn::new(8).unwrap());
            map.fill_with(|y, x| {
                let (down, right) = (y as f64 - row, x as f64 - column);
                let degrees = start + sign * down.atan2(right).to_degrees() / 2.0;
                // the vectors grow with the distance from the pinwheel: a linear field
                let selectivity = (down.hypot(right) * 8000.0) as u16;
                Preference { orientation: Orientation::from_degrees(degrees), selectivity }
            });
            let found = pinwheels(&map);
            let [one] = found.as_slice() else { panic!("{found:?} of {row} {column}") };
            assert!((one.row - row).abs() < 2e-3, "{one:?} of {row} {column}");
            assert!((one.column - column).abs() < 2e-3, "{one:?} of {row} {column}");
            assert_eq!(f64::from(one.sign), sign);
        }
    }

    /// Wherever vectors turn once around a square, the zero lies inside.
    #[test]
    fn zeros_lie_inside() {
        let mut random = Pcg32::new(5, 7);
        let mut turning = 0;
        for _ in 0..20_000 {
            let corners = [(); 4].map(|()| [(); 2].map(|()| random.next_f64() - 0.5));
            let angles = corners.map(|[x, y]| y.atan2(x));
            let turn = |to: usize, from: usize| {
                let full = std::f64::consts::TAU;
                let turn = angles[to] - angles[from];
                turn - (turn / full).round() * full
            };
            let sum = turn(1, 0) + turn(3, 1) + turn(2, 3) + turn(0, 2);
            if sum.abs() > 3.0 {
                turning += 1;
                let [y, x] = zero(corners);
                let [a, right, down, across] = corners;
                for i in 0..2 {
                    let value = a[i] * (1.0 - x) * (1.0 - y)
                        + right[i] * x * (1.0 - y)
                        + down[i] * (1.0 - x) * y
                        + across[i] * x * y;
                    assert!(value.abs() < 1e-9, "{corners:?}: {value}");
                }
            }
        }
        assert!(turning > 1000, "{turning}");
    }
}
