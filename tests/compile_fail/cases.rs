//! What must not compile: each `tests/ui/*.rs` alone, as a user's crate would have it.
//!
//! A case says what it waits for at the end of the line that the compiler points to:
//! `//~ ERROR E0308: expected 16, found 15`. The code is the error's; the text stands somewhere in
//! its message or in the label of its line, written without backticks. Everything else is rustc's
//! own drawing and may change with it. A case fails when it compiles, and when it has an error too
//! few or too many.

use serde_json::Value;
use std::{collections::BTreeMap, env, fs, path::Path, process::Command};

/// One error: its code, the line of the case, and its message with the labels.
#[derive(Debug, Clone)]
struct Failure {
    code: String,
    line: usize,
    text: String,
}

/// What a compiler's message says of a case, if it is an error in it.
fn failure(message: &Value, file: &str) -> Option<Failure> {
    let text = message["message"].as_str()?;
    if message["level"] != "error" || text.starts_with("aborting due to") {
        return None;
    }
    let spans = message["spans"].as_array()?;
    let labels = spans.iter().filter(|span| span["is_primary"] == true);
    let labels: Vec<_> = labels.filter_map(|span| span["label"].as_str()).collect();
    Some(Failure {
        code: message["code"]["code"].as_str().unwrap_or_default().into(),
        line: line(message, file).unwrap_or(0),
        text: format!("{text}: {}", labels.join(", ")).replace('`', ""),
    })
}

/// The first line of the case to which a message, one of its macros or one of its notes points.
fn line(message: &Value, file: &str) -> Option<usize> {
    let spans = message["spans"].as_array()?;
    let (primary, others): (Vec<_>, Vec<_>) =
        spans.iter().partition(|span| span["is_primary"] == true);
    let mut spans = primary.into_iter().chain(others);
    let here = spans.find_map(|mut span| {
        while span.is_object() && !span["file_name"].as_str().is_some_and(|it| it.ends_with(file)) {
            span = &span["expansion"]["span"];
        }
        span["line_start"].as_u64().map(|line| line as usize)
    });
    here.or_else(|| message["children"].as_array()?.iter().find_map(|child| line(child, file)))
}

/// What a case waits for.
fn expected(source: &str) -> Vec<Failure> {
    let lines = source.lines().zip(1..);
    let marked = lines.filter_map(|(text, line)| Some((text.split_once("//~ ERROR ")?.1, line)));
    let failures = marked.map(|(text, line)| {
        let (code, text) = text.split_once(": ").expect("a mark is `//~ ERROR code: text`");
        Failure { code: code.into(), line, text: text.trim().into() }
    });
    failures.collect()
}

/// Why a case is not as it should be.
fn complaints(source: &str, failures: &[Failure]) -> Vec<String> {
    let expected = expected(source);
    let same = |wanted: &Failure, got: &Failure| {
        (&wanted.code, wanted.line) == (&got.code, got.line) && got.text.contains(&wanted.text)
    };
    let missing = expected.iter().filter(|it| !failures.iter().any(|got| same(it, got)));
    let other = failures.iter().filter(|got| !expected.iter().any(|it| same(it, got)));
    let unmarked = expected.is_empty().then(|| "it has no mark".to_string());
    let compiles = failures.is_empty().then(|| "it compiles".to_string());
    (unmarked.into_iter().chain(compiles))
        .chain(missing.map(|it| format!("missing: {it:?}")))
        .chain(other.map(|got| format!("not expected: {got:?}")))
        .collect()
}

#[test]
fn misuse_does_not_compile() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let project = temporary.join("compile-fail");
    // the profile is the workspace's, so that its dependencies need not be built again
    let mut manifest = format!(
        "[package]\nname = \"compile-fail\"\nedition = \"2024\"\n[workspace]\n\
         [profile.dev]\ndebug = 0\n\
         [dependencies]\nlissom = {{ path = {root:?}, default-features = false }}\n"
    );
    let mut cases = BTreeMap::new();
    for entry in fs::read_dir(root.join("tests/ui")).expect("the cases can be read") {
        let path = entry.expect("the cases can be read").path();
        if path.extension() != Some("rs".as_ref()) {
            continue;
        }
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name").to_string();
        manifest += &format!("[[bin]]\nname = {name:?}\npath = {path:?}\n");
        cases.insert(name, (fs::read_to_string(path).expect("a case can be read"), Vec::new()));
    }
    fs::create_dir_all(&project).expect("a folder can be made");
    fs::write(project.join("Cargo.toml"), manifest).expect("it can be written");
    let _ = fs::copy(root.join("Cargo.lock"), project.join("Cargo.lock")); // the versions that are here
    let build = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
        .args(["build", "--bins", "--keep-going", "--offline", "--message-format=json"])
        .env("CARGO_TARGET_DIR", temporary.parent().expect("it is in the target folder"))
        .current_dir(&project)
        .output()
        .expect("cargo starts");
    for line in String::from_utf8_lossy(&build.stdout).lines() {
        let report: Value = serde_json::from_str(line).expect("cargo writes JSON");
        let name = report["target"]["name"].as_str().unwrap_or_default();
        if let Some((_, failures)) = cases.get_mut(name) {
            failures.extend(failure(&report["message"], &format!("tests/ui/{name}.rs")));
        }
    }
    let stderr = String::from_utf8_lossy(&build.stderr);
    let mut wrong = String::new();
    for (name, (source, failures)) in &cases {
        for complaint in complaints(source, failures) {
            wrong += &format!("{name}: {complaint}\n");
        }
    }
    assert!(!cases.is_empty() && wrong.is_empty(), "{wrong}\n{stderr}");
}

#[test]
fn a_case_that_is_not_as_marked_is_found() {
    let source = "fn main() {\n    sheet(15); //~ ERROR E0308: expected 16, found 15\n}";
    let right = Failure {
        code: "E0308".into(),
        line: 2,
        text: "mismatched types: expected 16, found 15".into(),
    };
    let wrong = [
        Failure { code: "E0080".into(), ..right.clone() },
        Failure { line: 3, ..right.clone() },
        Failure { text: "mismatched types: expected 8, found 15".into(), ..right.clone() },
    ];
    let found = |failures: &[Failure]| complaints(source, failures).len();
    assert_eq!(found(std::slice::from_ref(&right)), 0);
    assert_eq!(found(&[]), 2); // it compiles, and the mark is missing
    assert_eq!(wrong.each_ref().map(|it| found(std::slice::from_ref(it))), [2; 3]);
    assert_eq!(wrong.map(|it| found(&[right.clone(), it])), [1; 3]);
    assert_eq!(complaints("fn main() {}", &[right]).len(), 2); // no mark, and an error
}
