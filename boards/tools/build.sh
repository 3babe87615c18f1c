#!/usr/bin/env bash
# build.sh [CARGO OPTIONS]: builds the board in the current folder as `cargo build --release` does, and
# lets the compiler note each function's stack frame in the ELF, and the linker who calls whom. Without
# RUSTC_BOOTSTRAP a stable compiler refuses the first. Panics hold the paths of sources: those of this
# repository and of Cargo's registries are made short, so that sizes do not depend on where these lie.
repository=$(cd "$(dirname "$0")/../.." && pwd -P)
remap="'--remap-path-prefix=$repository=lissom'"
for registry in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
    remap+=", '--remap-path-prefix=$registry=crates'"
done
exec env RUSTC_BOOTSTRAP=1 cargo build --release --quiet --config "target.'cfg(target_os = \"none\")'.rustflags = [
    '-Zemit-stack-sizes', '-Clink-arg=--emit-relocs', $remap]" "$@"
