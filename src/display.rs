//! Drawables.
