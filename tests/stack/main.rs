//! Networks of the largest side in threads with little stack; `benches/stack` measures how little
//! suffices.

#![cfg(lissom_repository)] // the package does without these tests
#![allow(long_running_const_eval)] // the tables of side 255

mod cases;
