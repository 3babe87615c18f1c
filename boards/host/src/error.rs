//! What goes wrong, as one line for the user.

use std::path::Path;

/// A message for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(String);

impl Error {
    /// The message; line breaks in it become spaces.
    pub fn new(message: impl ToString) -> Self {
        let message = message.to_string();
        let words = message.split(|c: char| c.is_control()).map(str::trim);
        Self(words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
    }

    /// What is wrong with a file.
    pub fn file(path: &Path, why: impl ToString) -> Self {
        Self::new(format!("{}: {}", path.display(), why.to_string()))
    }

    /// The same, as what is wrong with a file.
    pub fn of(&self, path: &Path) -> Self {
        Self::file(path, self.line())
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
