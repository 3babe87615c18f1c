//! The presets of networks.

use lissom::Params;

/// A preset of [`Params`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Preset {
    /// The notebook's Lissom: retina, LGN and V1.
    Notebook,
    /// The notebook's ReducedLissom: no LGN.
    Reduced,
    /// pylissom's default configuration: LGN 24, V1 96.
    Config,
    /// LISSOM's orientation map of the book: two afferent sheets, shrinking excitation.
    LissomOr,
    /// The notebook's network with LISSOM's schedule: what boards learn by default.
    NotebookOr,
    /// GCAL with all sides equal and nothing beyond V1: gain control in the LGN, thresholds by
    /// homeostasis.
    Gcal,
    /// GCAL as Stevens and others published it in 2013: V1 with a border, LGN and retina with
    /// margins.
    #[cfg_attr(feature = "clap", value(name = "gcal-2013"))]
    Gcal2013,
    /// The same without adaptation: GCL.
    #[cfg_attr(feature = "clap", value(name = "gcl-2013"))]
    Gcl2013,
    /// The same without gain control: AL.
    #[cfg_attr(feature = "clap", value(name = "al-2013"))]
    Al2013,
    /// The same without either: L.
    #[cfg_attr(feature = "clap", value(name = "l-2013"))]
    L2013,
    /// GCAL as the later model of Topographica has it.
    GcalTopographica,
}

/// Those that a network can be built from alone.
pub const NETWORKS: [Preset; 4] =
    [Preset::Notebook, Preset::Reduced, Preset::Config, Preset::LissomOr];
/// Those that have a training.
pub const TRAININGS: [Preset; 9] = [
    Preset::LissomOr,
    Preset::Gcal,
    Preset::Gcal2013,
    Preset::Gcl2013,
    Preset::Al2013,
    Preset::L2013,
    Preset::GcalTopographica,
    Preset::Notebook,
    Preset::NotebookOr,
];
/// Those that boards learn.
pub const BOARDS: [Preset; 3] = [Preset::NotebookOr, Preset::LissomOr, Preset::Gcal];

impl Preset {
    /// All presets.
    pub const ALL: [Self; 11] = [
        Self::Notebook,
        Self::Reduced,
        Self::Config,
        Self::LissomOr,
        Self::NotebookOr,
        Self::Gcal,
        Self::Gcal2013,
        Self::Gcl2013,
        Self::Al2013,
        Self::L2013,
        Self::GcalTopographica,
    ];

    /// The name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Notebook => "notebook",
            Self::Reduced => "reduced",
            Self::Config => "config",
            Self::LissomOr => "lissom-or",
            Self::NotebookOr => "notebook-or",
            Self::Gcal => "gcal",
            Self::Gcal2013 => "gcal-2013",
            Self::Gcl2013 => "gcl-2013",
            Self::Al2013 => "al-2013",
            Self::L2013 => "l-2013",
            Self::GcalTopographica => "gcal-topographica",
        }
    }

    /// The preset of this name.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == text)
    }

    /// The parameters for equal sides; of a [published](Self::published) one, of its V1.
    pub const fn params(self, side: usize) -> Params {
        match self {
            Self::Notebook | Self::Config | Self::NotebookOr => Params::notebook(side),
            Self::Reduced => Params::reduced(side),
            Self::LissomOr => Params::lissom_or(side),
            Self::Gcal => Params::gcal(side),
            Self::Gcal2013 | Self::Gcl2013 => Params::gcal_2013(72, side),
            Self::Al2013 | Self::L2013 => Params::gcal_2013(72, side).without_gain_control(13.98),
            Self::GcalTopographica => Params::gcal_topographica(60, side),
        }
    }

    /// The network with an LGN and a V1 of these sides, if the preset has margins; without sides,
    /// those of the publication.
    pub fn published(self, lgn: Option<usize>, v1: Option<usize>) -> Option<Params> {
        let paper = || Params::gcal_2013(lgn.unwrap_or(72), v1.unwrap_or(147));
        match self {
            Self::Gcal2013 | Self::Gcl2013 => Some(paper()),
            Self::Al2013 | Self::L2013 => Some(paper().without_gain_control(13.98)),
            Self::GcalTopographica => {
                Some(Params::gcal_topographica(lgn.unwrap_or(60), v1.unwrap_or(48)))
            }
            _ => None,
        }
    }
}
