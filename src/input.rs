//! Input to the retina: stimuli as functions, grey images, and endless streams of training
//! pictures.

mod stimulus;
mod image;
mod stream;

pub use image::GreyImage;
pub use stimulus::{
    Bar, BlurredLine, Border, Brightest, Grating, OrientedGaussian, Rotated, Stimulus, ThreeDots,
};
pub use stream::{FaceParams, Faces, GaussianParams, Gaussians, Patches, Stream};
