//! The keys of the section `pictures`.

use super::{
    Key, key,
    range::Range::{Finite, Pair, Whole, Within, Words},
};
use crate::pictures::{ImageParams, Pictures};
use lissom::{
    geometry::MAX_SIDE,
    input::{FaceParams, GaussianParams},
};

/// What the pictures are.
pub static STREAM: &[Key<Pictures>] = &[key(
    "stream",
    "what the pictures show",
    Words("\"gaussians\", \"faces\" or \"images\""),
    |pictures| pictures,
)];

/// With the stream `gaussians`.
pub static GAUSSIANS: &[Key<GaussianParams>] = &[
    key("count", "Gaussians in a picture", Whole(1.0, 8.0), |g| &mut g.count),
    key(
        "separation",
        "least distance between the centres of two, in retina cells",
        Within(0.0, 1e6),
        |g| &mut g.separation,
    ),
    key(
        "margin",
        "least distance of a centre from the border, in retina cells",
        Within(0.0, 255.0),
        |g| &mut g.margin,
    ),
    key("sigma_across", "σ across the long axis, in retina cells", Finite(0.5), |g| {
        &mut g.sigma_across
    }),
    key("sigma_along", "σ along the long axis, in retina cells", Finite(0.5), |g| {
        &mut g.sigma_along
    }),
    key("contrast", "peak intensity, fixed or drawn for each Gaussian", Pair(1.0), |g| {
        &mut g.contrast
    }),
];

/// With the stream `faces`.
pub static FACES: &[Key<FaceParams>] = &[
    key(
        "size",
        "distance between the eyes, fixed or drawn, in retina cells",
        Pair(MAX_SIDE as f64),
        |f| &mut f.size,
    ),
    key("sigma", "σ of each dot, as a part of the size", Within(0.0, 1.0), |f| &mut f.sigma),
    key("tilt", "the largest rotation to either side, in degrees", Within(0.0, 180.0), |f| {
        &mut f.tilt
    }),
    key("contrast", "peak intensity, fixed or drawn for each face", Pair(1.0), |f| &mut f.contrast),
];

/// With the stream `images`.
pub static IMAGES: &[Key<ImageParams>] = &[
    key(
        "files",
        "pictures of the kinds that --images reads, or folders of them",
        Words("a path or a list of paths; those of a file begin in its folder"),
        |i| &mut i.files,
    ),
    key(
        "fit",
        "what is shown: parts, or whole pictures cropped, padded or stretched to squares",
        Words("\"parts\", \"crop\", \"pad\" or \"stretch\""),
        |i| &mut i.shown,
    ),
    key("window", "pixels across and down a part", Whole(1.0, 32_767.0), |i| &mut i.window),
    key(
        "background",
        "what lies under transparent pixels and beside padded pictures, black 0 to white 1",
        Within(0.0, 1.0),
        |i| &mut i.background,
    ),
];
