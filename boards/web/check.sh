#!/usr/bin/env bash
# check.sh [--update|--rates]: builds the page, compares its bits with the tool's in Node.js, and does in a headless
# Chromium what a visitor does; fails at the first difference. --update takes new screens. --rates measures instead, and
# writes the README's table. LISSOM is the tool, if it is built already; CHROMIUM is the browser, OUT where the
# screens go. LISSOM_LOADED=1 widens the limits in milliseconds, for a computer that does other work.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -z "${LISSOM:-}" ]; then
    (cd "$root" && cargo build --release --quiet -p lissom-host)
    LISSOM=$target/release/lissom
fi
(cd "$root" && cargo run --quiet -p lissom-web -- build "$work/page")
(cd tests && npm ci --silent --no-audit --no-fund)

if [ "${1:-}" = --rates ]; then
    (cd "$root" && cargo run --release --quiet -p lissom-web-module --example rates) >"$work/native"
    node tests/rates.mjs "$work/page" "$work/native" >"$work/table"
    awk -v table="$work/table" '
        /^<!-- rates -->/ { print; while ((getline line < table) > 0) print line; skip = 1 }
        /^<!-- end -->/ { skip = 0 }
        !skip && !/^<!-- rates -->/' README.md >"$work/README.md"
    cp "$work/README.md" README.md
    cat "$work/table"
    exit
fi

(cd "$root" && cargo test --quiet -p lissom-web -p lissom-web-module -p lissom-web-unpack)
node tests/hashes.mjs "$work/page" "$LISSOM"
node tests/page.mjs "$work/page" "$LISSOM" "$@"
