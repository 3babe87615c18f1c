//! The guide, one page for each subject. Its code is compiled and run as tests.
//!
//! | page | answers |
//! |---|---|
//! | [`tour`] | what the words mean, and which way the data goes through the files |
//! | [`boards`] | which boards there are, and how to add one |
//! | [`memory`] | how much flash and RAM a network takes |
//! | [`formats`] | which number format to choose, and how exact it is |
//! | [`speed`] | what a presentation costs, and how to measure it |
//! | [`training`] | how a map develops, is measured and is saved |
//! | [`numpy`] | what the `.npy` files hold, and how weights come from NumPy |
//! | [`from_pylissom`] | what pylissom's names are called here, and what differs |

#[doc = include_str!("guide/boards.md")]
pub mod boards {}
#[doc = include_str!("guide/formats.md")]
pub mod formats {}
#[doc = include_str!("guide/from_pylissom.md")]
pub mod from_pylissom {}
#[doc = include_str!("guide/memory.md")]
pub mod memory {}
#[doc = include_str!("guide/numpy.md")]
pub mod numpy {}
#[doc = include_str!("guide/speed.md")]
pub mod speed {}
#[doc = include_str!("guide/tour.md")]
pub mod tour {}
#[doc = include_str!("guide/training.md")]
pub mod training {}
