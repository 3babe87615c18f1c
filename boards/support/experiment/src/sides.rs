//! The sides of retina, LGN and V1.

use lissom::Params;

/// The side of all sheets, unless another is asked for.
pub const USUAL: usize = 36;

/// The sides of retina, LGN and V1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sides {
    /// The retina's.
    pub retina: usize,
    /// The LGN's.
    pub lgn: usize,
    /// V1's.
    pub v1: usize,
}

impl Sides {
    /// All three equal.
    pub const fn equal(side: usize) -> Self {
        Self { retina: side, lgn: side, v1: side }
    }

    /// The sides of a network.
    pub const fn of(params: &Params) -> Self {
        Self { retina: params.retina, lgn: params.lgn, v1: params.cortex }
    }

    /// The parameters of a preset that is written for equal sides. r_A and σ_A follow from the
    /// LGN's side, and the lateral radii and σs from V1's. The LGN's radius and σs follow from its
    /// own side, and count in cells of the retina: they are longer by as much as the retina is
    /// wider.
    pub fn params(self, preset: impl Fn(usize) -> Params) -> Params {
        let (of_lgn, of_v1) = (preset(self.lgn), preset(self.v1));
        let Params { r_e, r_i, sigma_e, sigma_i, .. } = of_v1;
        let scale = self.retina_cells();
        Params {
            retina: self.retina,
            cortex: self.v1,
            r_l: scale * of_lgn.r_l,
            sigma_center: scale * of_lgn.sigma_center,
            sigma_surround: scale * of_lgn.sigma_surround,
            r_e,
            r_i,
            sigma_e,
            sigma_i,
            ..of_lgn
        }
    }

    /// Retina cells from one LGN cell to the next.
    pub fn retina_cells(self) -> f64 {
        let [retina, lgn] = [self.retina, self.lgn].map(|side| side as f64);
        if self.retina == self.lgn {
            1.0
        } else if self.retina == 1 || self.lgn == 1 {
            retina / lgn
        } else {
            (retina - 1.0) / (lgn - 1.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_have_any_sides() {
        for preset in [Params::notebook, Params::reduced, Params::lissom_or, Params::gcal] {
            assert_eq!(Sides::equal(24).params(preset), preset(24));
        }
        let sides = Sides { retina: 24, lgn: 24, v1: 96 };
        assert_eq!(sides.params(Params::notebook), Params::config());
        let wide = Sides { retina: 47, ..sides }.params(Params::notebook);
        let scaled = |of: fn(&Params) -> f64| of(&wide) / of(&Params::config());
        assert_eq!([scaled(|p| p.r_l), scaled(|p| p.sigma_center)], [2.0; 2]);
        assert_eq!((wide.sigma_surround, wide.r_a), (4.0 * wide.sigma_center, 6.5));
    }
}
