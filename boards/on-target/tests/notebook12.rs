//! `Params::notebook(12)`.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights

on_target::preset!(notebook12);
