//! The command as a user runs it, for the tests.

use std::{
    env, fs,
    path::PathBuf,
    process::{Command, Output},
    sync::atomic::{AtomicU32, Ordering},
};

pub fn lissom(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lissom"))
        .args(arguments)
        .arg("--quiet")
        .output()
        .expect("it starts")
}

/// A folder of its own that goes when it is dropped.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("lissom-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }

    pub fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.0.join(name);
        fs::write(&path, bytes).expect("a file can be written");
        path.display().to_string()
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn at(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    pub fn path(&self) -> &str {
        self.0.to_str().expect("the path is text")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub fn refused(arguments: &[&str], why: &str) {
    let Output { status, stdout, stderr } = lissom(arguments);
    let message = String::from_utf8_lossy(&stderr);
    assert_eq!(status.code(), Some(2), "{arguments:?}: {message}");
    assert!(stdout.is_empty(), "{arguments:?}");
    assert_eq!(message.lines().count(), 1, "{arguments:?}: {message}");
    assert!(message.starts_with("lissom: ") && message.ends_with('\n'), "{arguments:?}: {message}");
    assert!(message.contains(why), "{arguments:?}: {message}");
}

pub fn accepted(arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = lissom(arguments);
    let message = String::from_utf8_lossy(&stderr);
    assert!(status.success() && message.is_empty(), "{arguments:?}: {message}");
    String::from_utf8(stdout).expect("the output is text")
}

/// The eight digits of the trace in a summary.
pub fn trace(text: &str) -> &str {
    let (_, rest) = text.split_once("trace ").unwrap_or_else(|| panic!("no trace in {text}"));
    &rest[..8]
}

/// A measurement that is quick without optimisation.
pub const QUICK: [&str; 4] = ["--orientations", "4", "--phases", "2"];
