//! The keys of the section `pictures`.

use super::{
    Key, key,
    range::Range::{Finite, Pair, Whole, Within, Words},
};
use crate::{
    course::{Eyes, Motion},
    image_set::ImageParams,
    leaves::LeafParams,
    pictures::Pictures,
    waves::Waves,
};
use lissom::{
    geometry::MAX_SIDE,
    input::{FaceParams, GaussianParams, NoisyDiscParams},
};

/// What the pictures are.
pub static STREAM: &[Key<Pictures>] = &[key(
    "stream",
    "what the pictures show",
    Words("\"gaussians\", \"faces\", \"images\", \"leaves\" or \"discs\""),
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

const WINDOW: &str = "pixels across and down a part";
const TURNED: &str = "whether each part is turned by a random angle";
const WHITE: &str = "how bright white is, fixed or drawn for each picture";
const TRUTH: super::Range = Words("true or false");

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
    key("window", WINDOW, Whole(1.0, 32_767.0), |i| &mut i.parts.window),
    key("turned", TURNED, TRUTH, |i| &mut i.parts.turned),
    key("contrast", WHITE, Pair(1.0), |i| &mut i.parts.contrast),
    key(
        "background",
        "what lies under transparent pixels and beside padded pictures, black 0 to white 1",
        Within(0.0, 1.0),
        |i| &mut i.background,
    ),
];

/// With the stream `leaves`.
pub static LEAVES: &[Key<LeafParams>] = &[
    key("images", "how many images of dead leaves", Whole(1.0, 100.0), |l| &mut l.images),
    key("pixels", "pixels across and down an image", Whole(16.0, 1024.0), |l| &mut l.pixels),
    key("window", WINDOW, Whole(1.0, 1024.0), |l| &mut l.parts.window),
    key("turned", TURNED, TRUTH, |l| &mut l.parts.turned),
    key("contrast", WHITE, Pair(1.0), |l| &mut l.parts.contrast),
];

const RADIUS: &str = "radius of a disc, in retina cells";
const EDGE: &str = "σ by which its edge fades, in retina cells; 0 for a sharp one";
const BEYOND: &str = "how far centres lie beyond the retina's border, in cells";
const NOISE: &str = "the largest noise, as a part of the disc's intensity";
const CONTRAST: &str = "intensity of disc and noise, fixed or drawn";

/// With the stream `discs`.
pub static DISCS: &[Key<NoisyDiscParams>] = &[
    key("radius", RADIUS, Within(0.5, 255.0), |d| &mut d.radius),
    key("edge", EDGE, Within(0.0, 255.0), |d| &mut d.edge),
    key("beyond", BEYOND, Within(0.0, 255.0), |d| &mut d.beyond),
    key("noise", NOISE, Within(0.0, 4.0), |d| &mut d.noise),
    key("contrast", CONTRAST, Pair(1.0), |d| &mut d.contrast),
];

/// The section `waves`.
pub static WAVES: &[Key<Waves>] = &[
    key(
        "presentations",
        "presentations that show noisy discs in place of pictures",
        Whole(0.0, u32::MAX as f64),
        |w| &mut w.presentations,
    ),
    key("radius", RADIUS, Within(0.5, 255.0), |w| &mut w.discs.radius),
    key("edge", EDGE, Within(0.0, 255.0), |w| &mut w.discs.edge),
    key("beyond", BEYOND, Within(0.0, 255.0), |w| &mut w.discs.beyond),
    key("noise", NOISE, Within(0.0, 4.0), |w| &mut w.discs.noise),
    key("contrast", CONTRAST, Pair(1.0), |w| &mut w.discs.contrast),
];

/// The section `eyes`.
pub static EYES: &[Key<Eyes>] = &[key(
    "correlation",
    "part of all presentations in which both eyes see the same",
    Within(0.0, 1.0),
    |e| &mut e.correlation,
)];

/// The section `motion`.
pub static MOTION: &[Key<Motion>] = &[
    key(
        "speed",
        "how far Gaussians move from one moment to the next, in retina cells",
        Within(0.0, 255.0),
        |m| &mut m.speed,
    ),
    key("frames", "moments that V1 sees at once", Whole(2.0, 4.0), |m| &mut m.frames),
];
