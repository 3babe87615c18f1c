//! The places of values: how each type is read and written.

use super::{
    range::Range,
    value::{Value, quoted},
};
use crate::{
    format::Format,
    framing::Fit,
    image_set::Shown,
    pictures::{Kind, Pictures},
    preset::Preset,
    responses::Response,
};
use clap::ValueEnum;
use lissom::{geometry::Placement, learning::Rate, model::PoolShape};
use std::path::PathBuf;

/// A place for a value.
pub trait Field {
    /// Its value, as TOML.
    fn toml(&self) -> String;
    /// Takes a value of the range; otherwise says what it is not.
    fn set(&mut self, value: &Value, range: Range) -> Result<(), String>;
}

/// A number in its range.
fn number(value: &Value, range: Range) -> Result<f64, String> {
    value.number().filter(|number| range.has(*number)).ok_or_else(|| range.to_string())
}

impl Field for f64 {
    fn toml(&self) -> String {
        format!("{self:?}") // the shortest that reads as the same bits
    }

    fn set(&mut self, value: &Value, range: Range) -> Result<(), String> {
        *self = number(value, range)?;
        Ok(())
    }
}

macro_rules! whole {
    ($($whole:ty)*) => {$(
        impl Field for $whole {
            fn toml(&self) -> String {
                self.to_string()
            }

            fn set(&mut self, value: &Value, range: Range) -> Result<(), String> {
                number(value, range)?;
                let whole = match *value {
                    Value::Integer(whole) => <$whole>::try_from(whole).ok(),
                    // 1e4 is whole, too
                    Value::Float(number) => Some(number as $whole),
                    _ => None,
                };
                *self = whole.ok_or_else(|| range.to_string())?;
                Ok(())
            }
        }
    )*};
}
whole!(u8 u16 u32 u64 usize);

impl Field for bool {
    fn toml(&self) -> String {
        self.to_string()
    }

    fn set(&mut self, value: &Value, range: Range) -> Result<(), String> {
        let Value::Truth(truth) = value else { return Err(range.to_string()) };
        *self = *truth;
        Ok(())
    }
}

/// A seed, or `"none"`.
impl Field for Option<u64> {
    fn toml(&self) -> String {
        self.map_or_else(|| quoted("none"), |seed| seed.to_string())
    }

    fn set(&mut self, value: &Value, range: Range) -> Result<(), String> {
        *self = match value {
            Value::Text(text) if text == "none" => None,
            Value::Integer(seed) => Some(u64::try_from(*seed).map_err(|_| range.to_string())?),
            _ => return Err(range.to_string()),
        };
        Ok(())
    }
}

/// The least and the largest of a range, or one number for both.
impl Field for [f64; 2] {
    fn toml(&self) -> String {
        let [least, most] = self;
        if least == most { least.toml() } else { format!("[{}, {}]", least.toml(), most.toml()) }
    }

    fn set(&mut self, value: &Value, range: Range) -> Result<(), String> {
        *self = match value {
            Value::List(both) => match both.as_slice() {
                [least, most] => [number(least, range)?, number(most, range)?],
                _ => return Err(range.to_string()),
            },
            one => [number(one, range)?; 2],
        };
        if self[0] > self[1] { Err(range.to_string()) } else { Ok(()) }
    }
}

impl Field for Rate {
    fn toml(&self) -> String {
        match self {
            Self::Field(alpha) => format!("{{ field = {} }}", alpha.toml()),
            Self::Connection(alpha) => format!("{{ connection = {} }}", alpha.toml()),
        }
    }

    fn set(&mut self, value: &Value, range: Range) -> Result<(), String> {
        let wrong = || range.to_string();
        let Value::Table(pairs) = value else { return Err(wrong()) };
        let [(kind, alpha)] = pairs.as_slice() else { return Err(wrong()) };
        let alpha = number(alpha, range)?;
        *self = match kind.as_str() {
            "field" => Self::Field(alpha),
            "connection" => Self::Connection(alpha),
            _ => return Err(wrong()),
        };
        Ok(())
    }
}

impl Field for Placement {
    fn toml(&self) -> String {
        match self {
            Self::Corners => quoted("corners"),
            Self::Cells { margin } => format!("{{ margin = {margin} }}"),
        }
    }

    fn set(&mut self, value: &Value, range: Range) -> Result<(), String> {
        let wrong = || range.to_string();
        *self = match value {
            Value::Text(text) if text == "corners" => Self::Corners,
            Value::Table(pairs) => match pairs.as_slice() {
                [(name, cells)] if name == "margin" => {
                    let margin = number(cells, Range::Whole(0.0, 127.0)).map_err(|_| wrong())?;
                    Self::Cells { margin: margin as u8 }
                }
                _ => return Err(wrong()),
            },
            _ => return Err(wrong()),
        };
        Ok(())
    }
}

impl Field for PoolShape {
    fn toml(&self) -> String {
        quoted(match self {
            Self::Square => "square",
            Self::Disc => "disc",
        })
    }

    fn set(&mut self, value: &Value, range: Range) -> Result<(), String> {
        *self = match value {
            Value::Text(text) if text == "square" => Self::Square,
            Value::Text(text) if text == "disc" => Self::Disc,
            _ => return Err(range.to_string()),
        };
        Ok(())
    }
}

impl Field for Vec<u32> {
    fn toml(&self) -> String {
        format!("{self:?}")
    }

    fn set(&mut self, value: &Value, range: Range) -> Result<(), String> {
        let Value::List(all) = value else { return Err(range.to_string()) };
        let whole = Range::Whole(0.0, u32::MAX.into());
        let one = |value| number(value, whole).map(|number| number as u32);
        *self = all.iter().map(one).collect::<Result<_, _>>().map_err(|_| range.to_string())?;
        Ok(())
    }
}

/// One number, or a list of up to 16.
impl Field for Vec<f64> {
    fn toml(&self) -> String {
        match self.as_slice() {
            [one] => one.toml(),
            all => format!("{all:?}"),
        }
    }

    fn set(&mut self, value: &Value, range: Range) -> Result<(), String> {
        let wrong = || format!("{range}, or a list of 1 to 16 such numbers");
        let all = match value {
            Value::List(all) => all.iter().map(|value| number(value, range)).collect(),
            one => number(one, range).map(|number| vec![number]),
        };
        let all = all.map_err(|_| wrong())?;
        if all.is_empty() || all.len() > 16 {
            return Err(wrong());
        }
        *self = all;
        Ok(())
    }
}

impl Field for Vec<PathBuf> {
    fn toml(&self) -> String {
        let all: Vec<_> = self.iter().map(|path| quoted(&path.to_string_lossy())).collect();
        format!("[{}]", all.join(", "))
    }

    fn set(&mut self, value: &Value, range: Range) -> Result<(), String> {
        let text = |value: &Value| match value {
            Value::Text(text) => Ok(PathBuf::from(text)),
            _ => Err(range.to_string()),
        };
        *self = match value {
            Value::List(all) => all.iter().map(text).collect::<Result<_, _>>()?,
            one => vec![text(one)?],
        };
        Ok(())
    }
}

macro_rules! named {
    ($($name:ty)*) => {$(
        impl Field for $name {
            fn toml(&self) -> String {
                let name = self.to_possible_value();
                quoted(name.as_ref().map_or("", |value| value.get_name()))
            }

            fn set(&mut self, value: &Value, range: Range) -> Result<(), String> {
                let Value::Text(text) = value else { return Err(range.to_string()) };
                *self = <$name>::from_str(text, false).map_err(|_| range.to_string())?;
                Ok(())
            }
        }
    )*};
}
named!(Format Kind Preset Response);

impl Field for Shown {
    fn toml(&self) -> String {
        quoted(match self {
            Self::Parts => "parts",
            Self::Whole(fit) => fit.name(),
        })
    }

    fn set(&mut self, value: &Value, range: Range) -> Result<(), String> {
        let all = [Self::Parts].into_iter().chain(Fit::ALL.map(Self::Whole));
        let named = |shown: &Self| *value == Value::Text(shown.toml().trim_matches('"').to_owned());
        *self = all.into_iter().find(named).ok_or_else(|| range.to_string())?;
        Ok(())
    }
}

/// The kind of pictures, which is chosen before their other keys.
impl Field for Pictures {
    fn toml(&self) -> String {
        quoted(self.kind().name())
    }

    fn set(&mut self, value: &Value, range: Range) -> Result<(), String> {
        let mut kind = self.kind();
        kind.set(value, range)?;
        if kind == self.kind() { Ok(()) } else { Err(range.to_string()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        fn check<F: Field + Clone + PartialEq + std::fmt::Debug>(
            field: F,
            mut other: F,
            range: Range,
        ) {
            let (_, value) = Value::assignment(&format!("a={}", field.toml()))
                .unwrap_or_else(|why| panic!("{why}"));
            assert_eq!(other.set(&value, range), Ok(()), "{field:?}");
            assert_eq!(field, other);
        }
        for number in [0.1, 1.0 / 3.0, 1e-300, 1e300, f64::INFINITY, 123_456_789.0] {
            check(number, 0.0, Range::AtLeast(0.0));
        }
        check(u64::MAX, 0, Range::Seed);
        check(Some(u64::MAX), None, Range::Seed);
        check(None, Some(1), Range::Seed);
        check([0.1, 1.0], [0.0; 2], Range::Pair(1.0));
        check([0.5; 2], [0.0; 2], Range::Pair(1.0));
        check(Rate::Field(0.1), Rate::Field(0.0), Range::Rate);
        check(Rate::Connection(1e-7), Rate::Field(0.0), Range::Rate);
        check(Placement::Corners, Placement::Cells { margin: 1 }, Range::Words("a place"));
        check(Placement::Cells { margin: 127 }, Placement::Corners, Range::Words("a place"));
        check(PoolShape::Disc, PoolShape::Square, Range::Words("a shape"));
        check(vec![0, 10], vec![], Range::Words("numbers"));
        check(vec![PathBuf::from("a \"b\"\\c")], vec![], Range::Words("paths"));
        check(Shown::Whole(Fit::Pad), Shown::Parts, Range::Words("parts or a fit"));
        check(Format::Fixed8, Format::F64, Range::Words("a format"));
        check(Preset::NotebookOr, Preset::Gcal, Range::Words("a preset"));
    }

    #[test]
    fn what_is_out_of_range_is_refused() {
        let refused = |field: &mut dyn Field, text: &str, range: Range| {
            let (_, value) = Value::assignment(text).unwrap();
            assert_eq!(field.set(&value, range), Err(range.to_string()), "{text}");
        };
        refused(&mut 1.0, "a=nan", Range::AtLeast(0.0));
        refused(&mut 1.0, "a=inf", Range::Positive);
        refused(&mut 1_u8, "a=256", Range::Whole(1.0, 300.0));
        refused(&mut 1_u16, "a=1.5", Range::Whole(0.0, 1000.0));
        refused(&mut [0.0; 2], "a=[1, 0.5]", Range::Pair(1.0));
        refused(&mut [0.0; 2], "a=1.5", Range::Pair(1.0));
        refused(&mut Rate::Field(0.0), "a=0.5", Range::Rate);
        refused(&mut Rate::Field(0.0), "a={field=17}", Range::Rate);
        refused(&mut Rate::Field(0.0), "a={cell=1}", Range::Rate);
        refused(&mut Placement::Corners, "a={margin=128}", Range::Words("a place"));
        refused(&mut PoolShape::Disc, "a=round", Range::Words("a shape"));
        refused(&mut Some(1), "a=-1", Range::Seed);
        refused(&mut true, "a=1", Range::Words("true or false"));
    }
}
