#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lissom_fuzz::stimulus::run(bytes));
