#!/usr/bin/env bash
# host.sh SIDE: the hashes that the host computes of the boards' four stimuli, in the boards' format.
set -euo pipefail
cd "$(dirname "$0")/../.."
side=$1
lissom=(cargo run --release --quiet --)
[ -z "${LISSOM:-}" ] || lissom=("$LISSOM") # built already

at() { awk "BEGIN { printf \"%.17g\", $side / 24 * $1 }"; } # as lissom_demo::stimuli computes it

settle() { # NAME ROW COLUMN SIGMA SIGMA-COLUMN ORIENTATION, in 24ths of the side
    local out
    out=$(mktemp -d)
    "${lissom[@]}" settle --preset notebook --side "$side" --out "$out" \
        --row "$(at "$2")" --column "$(at "$3")" --sigma "$(at "$4")" --sigma-column "$(at "$5")" \
        --orientation "$6" | sed -n "s/^hash [^ ]*/hash $1/p"
    rm -r "$out"
}

settle gaussian 12 12 2 2 0
settle bar30 12 12 0.75 2.5 30
settle bar120 9 15 0.75 2.5 120
settle long60 12 11 1 6 60
