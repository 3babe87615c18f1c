//! The options for the sides of a network.

use clap::Args;
use lissom_experiment::sides::{Sides, USUAL};

/// The options for the sides of a network.
#[derive(Debug, Clone, Default, Args)]
pub struct SideArgs {
    /// The side of retina, LGN and V1, 1 to 255 [default: 36]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..))]
    pub side: Option<u8>,
    /// The retina's side, 1 to 255 [default: that of --side, else the LGN's]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..))]
    pub retina: Option<u8>,
    /// The LGN's side, 1 to 255 [default: that of --side]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..))]
    pub lgn: Option<u8>,
    /// V1's side, 1 to 255 [default: that of --side]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..))]
    pub v1: Option<u8>,
}

impl SideArgs {
    /// The chosen sides, where LGN and V1 have these ones unless others are asked for.
    pub fn sides(&self, lgn: usize, v1: usize) -> Sides {
        let chosen = |own: Option<u8>, usual| own.or(self.side).map_or(usual, usize::from);
        let lgn = chosen(self.lgn, lgn);
        Sides { retina: chosen(self.retina, lgn), lgn, v1: chosen(self.v1, v1) }
    }

    /// The chosen sides, if any is asked for.
    pub fn named(&self) -> Option<Sides> {
        self.any().then(|| self.sides(USUAL, USUAL))
    }

    /// Whether any side is asked for.
    pub fn any(&self) -> bool {
        [self.side, self.retina, self.lgn, self.v1].iter().any(Option::is_some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_override_each_other() {
        let sides = |side, retina, lgn, v1| SideArgs { side, retina, lgn, v1 }.sides(36, 36);
        assert_eq!(sides(None, None, None, None), Sides::equal(36));
        assert_eq!(sides(Some(7), None, None, None), Sides::equal(7));
        assert_eq!(sides(None, None, Some(24), None), Sides { retina: 24, lgn: 24, v1: 36 });
        let all = Sides { retina: 1, lgn: 2, v1: 255 };
        assert_eq!(sides(Some(7), Some(1), Some(2), Some(255)), all);
        assert_eq!(sides(Some(7), None, Some(2), None), Sides { retina: 7, lgn: 2, v1: 7 });
    }
}
