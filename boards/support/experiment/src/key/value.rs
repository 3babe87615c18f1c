//! A value as a file or an option gives it.

use std::fmt;
use toml::de::{DeTable, DeValue};

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A whole number.
    Integer(i128),
    /// Another number.
    Float(f64),
    /// A word or a path.
    Text(String),
    /// Yes or no.
    Truth(bool),
    /// Several values.
    List(Vec<Self>),
    /// Values with names.
    Table(Vec<(String, Self)>),
}

impl Value {
    /// The name and the value of `KEY=VALUE`. Words need no quotes.
    pub fn assignment(text: &str) -> Result<(&str, Self), String> {
        let (name, value) = text.split_once('=').ok_or("not KEY=VALUE")?;
        Ok((name.trim(), Self::of_text(value.trim())))
    }

    fn of_text(text: &str) -> Self {
        if let Ok(whole) = text.parse() {
            return Self::Integer(whole);
        }
        if let Ok(number) = text.parse() {
            return Self::Float(number);
        }
        let line = format!("value = {text}");
        let parsed = DeTable::parse(&line).ok();
        let value = parsed.as_ref().and_then(|table| table.get_ref().get("value"));
        match value.map(|value| Self::of(value.get_ref())) {
            Some(Ok(value)) => value,
            _ => Self::Text(text.to_owned()),
        }
    }

    /// That of a file.
    pub fn of(value: &DeValue<'_>) -> Result<Self, String> {
        Ok(match value {
            DeValue::String(text) => Self::Text(text.to_string()),
            DeValue::Integer(number) => {
                let whole = i128::from_str_radix(number.as_str(), number.radix());
                Self::Integer(whole.map_err(|_| format!("{number} is too large"))?)
            }
            DeValue::Float(number) => {
                let number = number.as_str();
                Self::Float(number.parse().map_err(|_| format!("{number} is not a number"))?)
            }
            DeValue::Boolean(truth) => Self::Truth(*truth),
            DeValue::Datetime(_) => return Err("a date is no value of any key".to_owned()),
            DeValue::Array(all) => {
                Self::List(all.iter().map(|one| Self::of(one.get_ref())).collect::<Result<_, _>>()?)
            }
            DeValue::Table(table) => {
                let pair = |(name, value): (&toml::Spanned<_>, &toml::Spanned<_>)| {
                    let name: &toml::de::DeString<'_> = name.get_ref();
                    Ok::<_, String>((name.to_string(), Self::of(value.get_ref())?))
                };
                Self::Table(table.iter().map(pair).collect::<Result<_, _>>()?)
            }
        })
    }

    /// As a number.
    pub const fn number(&self) -> Option<f64> {
        match *self {
            Self::Integer(whole) => Some(whole as f64),
            Self::Float(number) => Some(number),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

macro_rules! whole {
    ($($whole:ty)*) => {$(
        impl From<$whole> for Value {
            fn from(whole: $whole) -> Self {
                Self::Integer(whole.into())
            }
        }
    )*};
}
whole!(u8 u16 u32 u64);

impl From<&[u32]> for Value {
    fn from(all: &[u32]) -> Self {
        Self::List(all.iter().map(|&one| one.into()).collect())
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(whole) => write!(f, "{whole}"),
            Self::Float(number) => write!(f, "{number}"),
            Self::Text(text) => write!(f, "{}", quoted(text)),
            Self::Truth(truth) => write!(f, "{truth}"),
            Self::List(all) => {
                let all: Vec<_> = all.iter().map(Self::to_string).collect();
                write!(f, "[{}]", all.join(", "))
            }
            Self::Table(all) => {
                let all: Vec<_> =
                    all.iter().map(|(name, value)| format!("{name} = {value}")).collect();
                write!(f, "{{ {} }}", all.join(", "))
            }
        }
    }
}

/// A text as TOML writes it.
pub fn quoted(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            _ if c.is_control() => quoted += &format!("\\u{:04x}", u32::from(c)),
            _ => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_need_no_quotes() {
        for (text, value) in [
            ("a=3", Value::Integer(3)),
            ("a = -1e3", Value::Float(-1000.0)),
            ("a=gcal", Value::from("gcal")),
            ("a=\"x y\"", Value::from("x y")),
            ("a=[1, 2.5]", Value::List(vec![Value::Integer(1), Value::Float(2.5)])),
            ("a={ field = 1 }", Value::Table(vec![("field".to_owned(), Value::Integer(1))])),
            ("a=false", Value::Truth(false)),
        ] {
            assert_eq!(Value::assignment(text), Ok(("a", value)), "{text}");
        }
        assert!(Value::assignment("a").is_err());
    }

    #[test]
    fn texts_are_quoted_as_toml_reads_them() {
        let text = "a\\b \"c\"\n\u{1}é";
        let line = format!("value = {}", quoted(text));
        let table = DeTable::parse(&line).unwrap();
        assert_eq!(Value::of(table.get_ref()["value"].get_ref()), Ok(Value::from(text)));
    }
}
