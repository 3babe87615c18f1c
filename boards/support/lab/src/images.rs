//! The images in files that an experiment shows.

use crate::image_file;
use lissom_experiment::{
    error::Error,
    experiment::Experiment,
    image_set::{ImageParams, ImageSet},
    pictures::Pictures,
};
use std::path::absolute;

/// Reads files, and those in folders, for a retina of this side.
///
/// # Errors
///
/// One cannot be read or is smaller than a part, or all together take more than 256 MiB.
pub fn read(params: &ImageParams, retina: usize) -> Result<ImageSet, Error> {
    let files = image_file::files(&params.files)?;
    let read = |path: &_| image_file::read(path, None, params.background);
    ImageSet::of_files(params, retina, &files, &read)
}

/// The experiment with its images read, whose files have whole paths from now on.
///
/// # Errors
///
/// As of [`read`].
pub fn read_all(mut experiment: Experiment) -> Result<Experiment, Error> {
    if let Pictures::Images(images) = &mut experiment.pictures {
        for file in &mut images.files {
            *file = absolute(&*file).map_err(|error| Error::file(file, error))?;
        }
        images.set = Some(read(images, experiment.params.retina)?);
    }
    Ok(experiment)
}
