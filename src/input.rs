//! Input to the retina: stimuli as functions, grey images, the frames of sensors, and endless
//! streams of training pictures.

mod stimulus;
mod image;
mod gain;
mod stream;
mod turned;

pub use gain::AutoGain;
pub use image::{GreyImage, Sample};
pub use stimulus::{
    Bar, BlurredLine, Border, Brightest, Grating, OrientedGaussian, Rotated, Stimulus, ThreeDots,
};
pub use stream::{
    FaceParams, Faces, GaussianParams, Gaussians, ManyGaussians, NoisyDiscParams, NoisyDiscs,
    Patches, Stream,
};
