//! How a command ends.

/// What a command prints, and its exit code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// For stdout.
    pub text: String,
    /// 0 for success.
    pub code: u8,
}

impl Outcome {
    /// Success.
    pub const fn new(text: String) -> Self {
        Self { text, code: 0 }
    }
}
