//! What may be seen of a network that settles.

use crate::{
    ink,
    title::{Title, Titles},
};

/// What is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// Retina, ON, OFF, and V1 as it settles.
    #[default]
    Stages,
    /// V1 settled, and the afferent, excitatory and inhibitory connection fields of its most active
    /// unit.
    Fields,
}

impl View {
    pub(crate) const fn titles(self) -> Titles {
        const V1: Title = Title::new("V1", "V1", "V").hue(ink::GREEN);
        match self {
            Self::Stages => [
                Title::new("retina", "in", "R"),
                Title::new("ON", "ON", "+").hue(ink::RED),
                Title::new("OFF", "OFF", "-").hue(ink::BLUE),
                V1,
            ],
            Self::Fields => [
                V1,
                Title::new("excitatory", "E", "E").hue(ink::RED),
                Title::new("inhibitory", "I", "I").hue(ink::BLUE),
                Title::new("afferent", "A", "A"),
            ],
        }
    }

    pub(crate) const fn next(self) -> Self {
        match self {
            Self::Stages => Self::Fields,
            Self::Fields => Self::Stages,
        }
    }
}
