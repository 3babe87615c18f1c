//! How strongly the LGN's cells suppress one another, and how far.

/// The parameters of divisive gain control.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct GainControlParams {
    /// γ_O: gain of a cell's own drive, above 0; published 14.
    pub gamma_o: f64,
    /// γ_S: strength of the suppression by neighbours, above 0; published 0.6.
    pub gamma_s: f64,
    /// k: the constant beside the suppression, above 0; published 0.11.
    pub k: f64,
    /// σ of the pool of neighbours, in cells; published 3.
    pub sigma: f64,
    /// Reach of the pool, in cells; published 6.
    pub radius: f64,
    /// Which neighbours the pool has.
    pub shape: PoolShape,
}

/// Which neighbours a pool has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum PoolShape {
    /// A square, whose reach up, down, left and right is the radius, rounded: 2·(reach + 1)
    /// multiplications a cell. Cut by the border, its weights still sum to 1. The default.
    #[default]
    Square,
    /// A disc: a multiplication for each of its cells. Where the border cuts it less is pooled:
    /// Topographica's.
    Disc,
}

impl GainControlParams {
    /// The published values, γ_O 14, γ_S 0.6, k 0.11, σ 3 and radius 6 cells, for an LGN whose
    /// cells are `scale` times as dense.
    pub const fn gcal(scale: f64) -> Self {
        Self {
            gamma_o: 14.0,
            gamma_s: 0.6,
            k: 0.11,
            sigma: 3.0 * scale,
            radius: 6.0 * scale,
            shape: PoolShape::Square,
        }
    }
}
