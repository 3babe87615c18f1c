//! How a command ends.

use serde_json::Value;

/// What a command prints, and its exit code.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// For people.
    pub text: String,
    /// For programs: an object for each result, which `--json` prints in place of the text.
    pub results: Vec<Value>,
    /// 0 for success.
    pub code: u8,
}

impl Outcome {
    /// Success.
    pub const fn new(text: String) -> Self {
        Self { text, results: Vec::new(), code: 0 }
    }

    /// The same with its results.
    pub fn with(self, results: impl IntoIterator<Item = Value>) -> Self {
        Self { results: results.into_iter().collect(), ..self }
    }

    /// The same with an exit code.
    pub fn exit(self, code: u8) -> Self {
        Self { code, ..self }
    }
}

/// The lines of a table as objects with the names in its first line.
pub fn rows(csv: &str) -> Vec<Value> {
    let mut lines = csv.lines();
    let names: Vec<_> = lines.next().unwrap_or_default().split(',').collect();
    let value = |cell: &str| match cell.parse::<f64>() {
        _ if cell.is_empty() => Value::Null,
        Ok(number) => number.into(),
        Err(_) => cell.into(),
    };
    let row = |line: &str| {
        let cells = line.splitn(names.len(), ',').map(value);
        names.iter().map(|name| (*name).to_owned()).zip(cells).collect()
    };
    lines.map(row).map(Value::Object).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_objects() {
        let all = rows("name,error,options\nfixed16,1e-3,--a 1,2\n,2,\n");
        let all: Vec<_> = all.iter().map(Value::to_string).collect();
        let first = r#"{"error":0.001,"name":"fixed16","options":"--a 1,2"}"#;
        assert_eq!(all, [first, r#"{"error":2.0,"name":null,"options":null}"#]);
    }
}
