//! A cortex in the browser: the module behind `boards/web`'s page.
//!
//! A [`Desk`] holds one [`Session`](session::AnySession): a network of any sides in one of five
//! number formats, its training, the picture on its retina, and the map as it was last measured.
//! It takes requests in JSON with bytes beside them, and answers the same way. The page's worker
//! sends them through five plain [exports](mod@exports); tests call the desk itself.

// in the order the data flows: a module imports only those above it
mod rgba;
mod shown;
mod recording;
mod measured;
pub mod session;
mod keys;
mod views;
mod about;
mod wire;
mod desk;
#[allow(unsafe_code)] // `no_mangle` alone
pub mod exports;

pub use desk::{Desk, Reply};
pub use rgba::Rgba;
pub use shown::Shown;
