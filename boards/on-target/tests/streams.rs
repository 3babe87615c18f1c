//! The training pictures of every stream.
#![no_std]
#![no_main]

use on_target as _; // what the chip needs to start

#[embedded_test::tests(default_timeout = 300)]
mod tests {
    use on_target::{check, streams};

    include!(concat!(env!("OUT_DIR"), "/streams.rs"));

    #[test]
    fn equal_the_host() {
        check::traces("streams", &HOST, &streams::traces());
    }
}
