//! What is shown of an image.

/// What is shown of an image, and how.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PartParams {
    /// Pixels across and down a part.
    pub window: u32,
    /// Whether each part is turned by a random angle.
    pub turned: bool,
    /// The least and the largest white, 0 to 1; drawn for each picture where they differ.
    pub contrast: [f64; 2],
}

impl PartParams {
    /// Upright parts, of which each of the retina's cells sees a pixel.
    pub const fn usual(retina: usize) -> Self {
        Self { window: retina as u32, turned: false, contrast: [1.0; 2] }
    }

    /// Whether pictures are shown as they are.
    pub fn is_usual(&self) -> bool {
        !self.turned && self.contrast == [1.0; 2]
    }

    /// All numbers but the window.
    pub fn numbers(&self) -> [f64; 3] {
        let [low, high] = self.contrast;
        [f64::from(u8::from(self.turned)), low, high]
    }
}
