//! The places of words and paths.

use super::{
    field::{Field, number},
    range::Range,
    value::{Value, quoted},
};
use crate::{
    format::Format,
    framing::Fit,
    image_set::Shown,
    method::Response,
    pictures::{Kind, Pictures},
    preset::Preset,
};
use lissom::{geometry::Placement, learning::Rate, model::PoolShape};
use std::path::PathBuf;

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
                quoted(self.name())
            }

            fn set(&mut self, value: &Value, range: Range) -> Result<(), String> {
                let Value::Text(text) = value else { return Err(range.to_string()) };
                *self = <$name>::named(text).ok_or_else(|| range.to_string())?;
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
    use super::{
        super::field::tests::{check, refused},
        *,
    };

    #[test]
    fn what_is_written_is_read() {
        check(Rate::Field(0.1), Rate::Field(0.0), Range::Rate);
        check(Rate::Connection(1e-7), Rate::Field(0.0), Range::Rate);
        check(Placement::Corners, Placement::Cells { margin: 1 }, Range::Words("a place"));
        check(Placement::Cells { margin: 127 }, Placement::Corners, Range::Words("a place"));
        check(PoolShape::Disc, PoolShape::Square, Range::Words("a shape"));
        check(vec![PathBuf::from("a \"b\"\\c")], vec![], Range::Words("paths"));
        check(Shown::Whole(Fit::Pad), Shown::Parts, Range::Words("parts or a fit"));
        check(Format::Fixed8, Format::F64, Range::Words("a format"));
        check(Preset::NotebookOr, Preset::Gcal, Range::Words("a preset"));
    }

    #[test]
    fn what_is_out_of_range_is_refused() {
        refused(&mut Rate::Field(0.0), "a=0.5", Range::Rate);
        refused(&mut Rate::Field(0.0), "a={field=17}", Range::Rate);
        refused(&mut Rate::Field(0.0), "a={cell=1}", Range::Rate);
        refused(&mut Placement::Corners, "a={margin=128}", Range::Words("a place"));
        refused(&mut PoolShape::Disc, "a=round", Range::Words("a shape"));
    }
}
