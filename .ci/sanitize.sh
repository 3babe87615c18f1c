#!/usr/bin/env bash
# Runs what must not happen where it would be seen: Miri over the core and over the kernels that it can
# execute, and a build with the address sanitizer, overflow checks and debug assertions over the reference
# cases and 300 presentations of every preset and format. Where a part cannot run it says so.
set -euo pipefail
cd "$(dirname "$0")/.."
nightly=nightly-2026-04-15
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

miri() { # TARGET FEATURES, TESTS...
    local features=$1
    shift
    printf -- '-- Miri, %s: %s\n' "${features:-every x86-64}" "$*"
    RUSTFLAGS="-Ctarget-feature=$features -Adead_code" cargo "+$nightly" miri test --quiet -p lissom --lib \
        --features alloc,storage,rand_core -- --skip math:: "$@" 2>&1 | tee "$work/log" | grep '^test result'
    grep -q '^test result: ok' "$work/log" || { cat "$work/log"; return 1; }
}
(
    export RUSTUP_HOME=$PWD/target/nightly/rustup CARGO_TARGET_DIR=$PWD/target/nightly
    if rustup toolchain install "$nightly" --profile minimal -c miri -c rust-src --no-self-update; then
        miri "" snapshot:: storage:: side:: sheet:: random:: hash:: learning::learn learning::prune error::
        kernels=(engine::tests::all_variants engine::tests::learn)
        miri +avx2 "${kernels[@]}" # it has no instructions of AVX-512's VNNI
    else
        echo "SKIPPED: Miri needs $nightly, which could not be installed"
    fi
)

target=$(rustc -vV | sed -n 's/^host: //p')
export RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Zsanitizer=address" CARGO_TARGET_DIR=$PWD/target/sanitized
echo 'fn main() {}' >"$work/main.rs"
if ! rustc -Zsanitizer=address --target "$target" -o "$work/main" "$work/main.rs" 2>"$work/log"; then
    cat "$work/log"
    echo "SKIPPED: the address sanitizer needs a toolchain that has it for $target"
    exit 0
fi
cargo build --quiet --profile checked --target "$target" -p lissom-host
lissom=$CARGO_TARGET_DIR/$target/checked/lissom
"$lissom" verify tests/data
reference=${LISSOM_REFERENCE:-../shared/reference}
[ ! -f "$reference/index.json" ] || "$lissom" verify "$reference" | tail -n 1
for preset in notebook lissom-or gcal; do
    for number in fixed8 fixed16 fixed32 f32 f64; do
        "$lissom" train --preset "$preset" --number "$number" --side 12 --presentations 300 \
            --out "$work/$preset-$number" >"$work/log" || { cat "$work/log"; exit 1; }
        echo "$preset, $number: 300 presentations, no overflow, no access out of bounds"
    done
done
