#!/bin/sh
# CPU time of a presentation and the most memory, of published sizes: what 2200 presentations take
# beyond 200, and so on, with one thread, so that neither the start nor the map counts.
#   docs/sweeps/speed.sh target/release/lissom
set -eu
lissom=${1:?where the tool lissom is}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# prints seconds of CPU and KiB
train() {
    /usr/bin/time -f '%U %S %M' "$lissom" train "$@" --orientations 1 --phases 1 --quiet \
        --force --out "$work/training" 2>&1 >/dev/null | awk 'END { print $1 + $2, $3 }'
}
each() {
    few=$1 many=$2
    shift 2
    start=$(train "$@" --presentations "$few")
    end=$(train "$@" --presentations "$many")
    echo "$* $start $end $((many - few))" | awk '{
        n = $NF; cpu = $(NF - 2) - $(NF - 4); kib = $(NF - 1)
        NF -= 5; printf "%-52s %8.2f ms of CPU, %4.0f MB\n", $0, 1e3 * cpu / n, kib / 1e3 }'
}
each 200 2200 --preset gcal-topographica --threads 1
each 50 250 --preset gcal-topographica --v1 98 --threads 1
each 50 250 --preset gcal --side 98 --threads 1
each 20 100 --preset gcal-2013 --v1 142 --threads 1
