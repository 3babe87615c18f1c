//! Files for a test.

use lissom::random::Pcg32;
use std::{env, fs, path::PathBuf};

/// A folder of its own that goes when it is dropped.
pub struct Folder(PathBuf);

impl Folder {
    /// Its name says for what.
    pub fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("lissom-link-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }

    /// The path of a file in it.
    pub fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    /// A picture file with a blot on a noisy ground.
    pub fn pgm(&self, name: &str, width: usize, height: usize) -> String {
        let mut random = Pcg32::new(width as u64, height as u64);
        let pixels = (0..width * height).map(|i| {
            let near = (i / width).abs_diff(height / 2) + (i % width).abs_diff(width / 3);
            if near < height / 4 { 250 } else { (random.next_u32() % 40) as u8 }
        });
        let mut file = format!("P5\n{width} {height}\n255\n").into_bytes();
        file.extend(pixels);
        fs::write(self.0.join(name), file).expect("a file can be written");
        self.path(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
