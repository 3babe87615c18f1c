//! Networks of sides known at run time: the bits of constant ones, any sides, nothing leaked.

#![cfg(lissom_repository)] // the package does without these tests

mod cases;
