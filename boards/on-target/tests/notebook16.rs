//! `Params::notebook(16)`.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights

on_target::preset!(notebook16);
