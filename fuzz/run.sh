#!/usr/bin/env bash
# fuzz/run.sh SECONDS [TARGET...]: fuzzes every target, or those named, for SECONDS each, two at
# a time, from the committed seeds and what earlier runs found. Ends at the first crash, with the
# input and how to repeat it. SEED, 1 unless set, is that of libFuzzer's chance. Needs cargo-fuzz
# and a C++ compiler; any toolchain will do.
set -euo pipefail
cd "$(dirname "$0")"

usage="usage: fuzz/run.sh SECONDS [TARGET...]"
seconds=${1:?$usage}
if [[ ! $seconds =~ ^[1-9][0-9]*$ ]]; then
    echo "SECONDS $seconds is not a whole number above 0; $usage" >&2
    exit 2
fi
shift
all=$(sed -n 's,^path = "fuzz_targets/\(.*\)\.rs"$,\1,p' Cargo.toml)
targets=${*:-$all}
for target in $targets; do
    grep -qx "$target" <<<"$all" || { echo "no target $target, only" $all >&2; exit 2; }
done

export RUSTC_BOOTSTRAP=1 # sanitizers and coverage on a stable toolchain
triple=$(rustc -vV | sed -n 's/^host: //p')
work=$(mktemp -d)
running=()
trap 'kill "${running[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT

skip() { echo "SKIPPED: fuzzing needs $*" && exit 0; }
cargo fuzz --version &>/dev/null || skip 'cargo-fuzz: cargo install cargo-fuzz'
command -v "${CXX:-c++}" >/dev/null || skip 'a C++ compiler'
echo 'fn main() {}' | rustc -Zsanitizer=address -Cpasses=sancov-module --target "$triple" \
    -o "$work/empty" - &>/dev/null && "$work/empty" || skip "the address sanitizer on $triple"

echo "building for $triple"
(cd .. && cargo fuzz build --target "$triple")
folder=${CARGO_TARGET_DIR:-$PWD/target}/$triple/release

fuzz() { # TARGET
    mkdir -p "corpus/$1" "artifacts/$1"
    "$folder/$1" "corpus/$1" "seeds/$1" -max_total_time="$seconds" -timeout=20 -use_value_profile=1 \
        -rss_limit_mb=1024 -malloc_limit_mb=16 -print_final_stats=1 \
        -seed="${SEED:-1}" \
        -artifact_prefix="artifacts/$1/" &>"$work/$1" &
    running+=($!)
    names[$!]=$1
}

finish() { # waits for one of those running
    local ended pid status=0 others=()
    wait -n -p ended "${running[@]}" || status=$?
    for pid in "${running[@]}"; do
        [ "$pid" = "$ended" ] || others+=("$pid")
    done
    running=("${others[@]}")
    ((status != 0)) || return 0
    local target=${names[$ended]} input
    tail -n 60 "$work/$target"
    echo "CRASH in $target"
    input=$(sed -n 's/.*Test unit written to //p' "$work/$target" | tail -n 1)
    if [ -n "$input" ]; then
        echo "input: $(od -An -v -tx1 "$input" | tr -d ' \n')"
        echo "again: RUSTC_BOOTSTRAP=1 cargo fuzz run $target fuzz/$input"
    fi
    exit 1
}

declare -A names
for target in $targets; do
    ((${#running[@]} < 2)) || finish
    echo "$target for $seconds s"
    fuzz "$target"
done
while ((${#running[@]} > 0)); do finish; done

printf '%-14s %12s %12s %10s %6s\n' target executions per_second features seeds
for target in $targets; do
    value() { sed -n "s/^stat::$1: *//p" "$work/$target"; }
    features=$(sed -n 's/.* ft: \([0-9]*\) .*/\1/p' "$work/$target" | tail -n 1)
    printf '%-14s %12s %12s %10s %6s\n' "$target" "$(value number_of_executed_units)" \
        "$(value average_exec_per_sec)" "$features" "$(find "seeds/$target" -type f | wc -l)"
done
