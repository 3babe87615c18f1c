#!/usr/bin/env bash
# build.sh [CARGO OPTIONS]: builds the board in the current folder as `cargo build --release` does, and
# lets the compiler note each function's stack frame in the ELF, and the linker who calls whom. Without
# RUSTC_BOOTSTRAP a stable compiler refuses the first.
exec env RUSTC_BOOTSTRAP=1 cargo build --release --quiet \
    --config "target.'cfg(target_os = \"none\")'.rustflags = ['-Zemit-stack-sizes', '-Clink-arg=--emit-relocs']" "$@"
