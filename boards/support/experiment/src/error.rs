//! What goes wrong, as one line for the user.

use std::path::Path;

/// How the system's errors say their number.
const NUMBER: &str = " (os error ";

/// A message for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(String);

impl Error {
    /// The message; line breaks in it become spaces, and the numbers of the system's errors go.
    pub fn new(message: impl ToString) -> Self {
        let message = message.to_string();
        let words = message.split(|c: char| c.is_control()).map(str::trim);
        let mut line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        while let Some((start, rest)) = line.split_once(NUMBER)
            && let Some((digits, end)) = rest.split_once(')')
            && digits.bytes().all(|byte| byte.is_ascii_digit())
        {
            line = format!("{start}{end}");
        }
        Self(line)
    }

    /// What is wrong with a file.
    pub fn file(path: &Path, why: impl ToString) -> Self {
        Self::new(why).of(path)
    }

    /// The same, as what is wrong with a file, unless it says of itself that it is.
    pub fn of(self, path: &Path) -> Self {
        let name = path.display().to_string();
        if self.0.starts_with(&format!("{name}: ")) {
            return self;
        }
        Self::new(format!("{name}: {}", self.0))
    }

    /// The line.
    pub fn line(&self) -> &str {
        &self.0
    }
}

impl<E: std::error::Error> From<E> for Error {
    fn from(error: E) -> Self {
        Self::new(error)
    }
}

/// A finite number, or what is wrong with it.
pub fn finite(name: &str, number: f64) -> Result<f64, Error> {
    if number.is_finite() {
        Ok(number)
    } else {
        Err(Error::new(format!("{name} {number} is not a finite number")))
    }
}

/// A finite number above 0, or what is wrong with it.
pub fn positive(name: &str, number: f64) -> Result<f64, Error> {
    if number > 0.0 && number.is_finite() {
        Ok(number)
    } else {
        Err(Error::new(format!("{name} {number} is not a finite number > 0")))
    }
}

/// An upper threshold above its lower one, or what is wrong with them.
pub fn thresholds([lower, upper]: [(&str, f64); 2]) -> Result<(), Error> {
    let ((low, least), (high, most)) = (lower, upper);
    if most > least {
        Ok(())
    } else {
        Err(Error::new(format!("{high} {most} is not above {low}, which is {least}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_a_file_once_and_no_numbers() {
        let missing = std::io::Error::from_raw_os_error(2);
        let error = Error::file(Path::new("some/file"), missing);
        assert_eq!(error.line(), "some/file: No such file or directory");
        assert_eq!(error.clone().of(Path::new("some/file")), error);
        let above = error.of(Path::new("some"));
        assert_eq!(above.line(), "some: some/file: No such file or directory");
        assert_eq!(Error::new("a\n\tb (os error x)").line(), "a b (os error x)");
    }
}
