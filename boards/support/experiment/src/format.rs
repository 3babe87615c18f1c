//! Number formats: from names known at run time to types.

/// A number format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Format {
    /// 64-bit float.
    F64,
    /// 32-bit float.
    F32,
    /// 16-bit fixed point with 8-bit weights.
    #[cfg_attr(feature = "clap", value(alias = "8"))]
    Fixed8,
    /// 16-bit fixed point.
    #[cfg_attr(feature = "clap", value(alias = "16"))]
    Fixed16,
    /// 32-bit fixed point.
    #[cfg_attr(feature = "clap", value(alias = "32"))]
    Fixed32,
}

/// Evaluates an expression with a type name that stands for a number format's weights.
#[macro_export]
macro_rules! by_format {
    ($format:expr, $number:ident => $body:expr) => {{
        match $format {
            $crate::format::Format::F64 => {
                type $number = f64;
                $body
            }
            $crate::format::Format::F32 => {
                type $number = f32;
                $body
            }
            $crate::format::Format::Fixed8 => {
                type $number = lissom::Fixed8;
                $body
            }
            $crate::format::Format::Fixed16 => {
                type $number = lissom::Fixed16;
                $body
            }
            $crate::format::Format::Fixed32 => {
                type $number = lissom::Fixed32;
                $body
            }
        }
    }};
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 5] = [Self::F64, Self::F32, Self::Fixed8, Self::Fixed16, Self::Fixed32];

    /// The format of this name; of a fixed one its bits are enough.
    pub fn named(text: &str) -> Option<Self> {
        let is_named = |format: &Self| {
            let name = format.name();
            name == text || name.strip_prefix("fixed").is_some_and(|bits| bits == text)
        };
        Self::ALL.into_iter().find(is_named)
    }

    /// The size of a difference in what V1 receives that stands for the format's rounding; none for
    /// `f64`. With a factor `a` by which settling amplifies it, V1 is from `f64` by at most
    /// (1 + a) times the size in 99 of 100 settings: `accuracy --random` counts them.
    pub const fn rounding(self) -> Option<f64> {
        match self {
            Self::F64 => None,
            Self::Fixed8 => Some(1.0 / 128.0),
            Self::Fixed16 => Some(1.0 / 16_384.0),
            Self::Fixed32 | Self::F32 => Some(1.0 / 8_388_608.0),
        }
    }

    /// The format's name, as snapshots know it.
    pub const fn name(self) -> &'static str {
        by_format!(self, W => <W as lissom::number::Weight>::NAME)
    }
}
