//! What must not compile: each `tests/ui/*.rs` alone, as a user's crate would have it.

#![cfg(lissom_repository)] // the package does without these tests

mod cases;
