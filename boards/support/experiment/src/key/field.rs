//! The places of values: how numbers are read and written.

use super::{
    range::Range,
    value::{Value, quoted},
};

/// A place for a value.
pub trait Field {
    /// Its value, as TOML.
    fn toml(&self) -> String;
    /// Takes a value of the range; otherwise says what it is not.
    fn set(&mut self, value: &Value, range: Range) -> Result<(), String>;
}

/// A number in its range.
pub(super) fn number(value: &Value, range: Range) -> Result<f64, String> {
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

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn check<F: Field + Clone + PartialEq + std::fmt::Debug>(
        field: F,
        mut other: F,
        range: Range,
    ) {
        let (_, value) =
            Value::assignment(&format!("a={}", field.toml())).unwrap_or_else(|why| panic!("{why}"));
        assert_eq!(other.set(&value, range), Ok(()), "{field:?}");
        assert_eq!(field, other);
    }

    pub(in super::super) fn refused(field: &mut dyn Field, text: &str, range: Range) {
        let (_, value) = Value::assignment(text).unwrap();
        assert_eq!(field.set(&value, range), Err(range.to_string()), "{text}");
    }

    #[test]
    fn what_is_written_is_read() {
        for number in [0.1, 1.0 / 3.0, 1e-300, 1e300, f64::INFINITY, 123_456_789.0] {
            check(number, 0.0, Range::AtLeast(0.0));
        }
        check(u64::MAX, 0, Range::Seed);
        check(Some(u64::MAX), None, Range::Seed);
        check(None, Some(1), Range::Seed);
        check([0.1, 1.0], [0.0; 2], Range::Pair(1.0));
        check([0.5; 2], [0.0; 2], Range::Pair(1.0));
        check(vec![0, 10], vec![], Range::Words("numbers"));
    }

    #[test]
    fn what_is_out_of_range_is_refused() {
        refused(&mut 1.0, "a=nan", Range::AtLeast(0.0));
        refused(&mut 1.0, "a=inf", Range::Positive);
        refused(&mut 1_u8, "a=256", Range::Whole(1.0, 300.0));
        refused(&mut 1_u16, "a=1.5", Range::Whole(0.0, 1000.0));
        refused(&mut [0.0; 2], "a=[1, 0.5]", Range::Pair(1.0));
        refused(&mut [0.0; 2], "a=1.5", Range::Pair(1.0));
        refused(&mut Some(1), "a=-1", Range::Seed);
        refused(&mut true, "a=1", Range::Words("true or false"));
    }
}
