#!/usr/bin/env bash
# Runs the tests on every board of boards.txt, and prints what host and chip made of each network.
# Fails at the first difference.
set -euo pipefail
cd "$(dirname "$0")"
log=$(mktemp -d)
trap 'rm -r "$log"' EXIT
grep -v '^#' boards.txt >"$log/boards"

while read -r board target _ _ options; do
    read -ra cargo <<<"cargo test --release --target $target $options"
    echo "BOARD=$board ${cargo[*]}" >&2
    if ! BOARD=$board LOG=$log/$board "${cargo[@]}" </dev/null &>"$log/output"; then
        cat "$log/output" "$log/$board" >&2
        exit 1
    fi
    [ -s "$log/$board" ] || { echo "$board: nothing was tested" >&2; exit 1; }
done <"$log/boards"

row() { printf '%-13s %-11s %-10s %5s %6s %9s  %-8s  %-8s %13s  %s\n' "$@"; }
row network board core cases stages different host here instructions 'from pylissom'
for network in notebook12 notebook16 notebook24 notebook36 nb36_nonoise nb36_seed0; do
    # the host's hash of all cases, which the build puts into every chip that has room for them
    sort -t ' ' -k 3nr <(cat "$log/microbit-4m" | grep "^$network ") | head -n 1 | {
        read -r _ _ cases _ equal _ _ _ host _
        row "$network" host x86-64 "$cases" "$equal" - "$host" - - -
    }
    while read -r board _ core tick _; do
        grep "^$network " "$log/$board" |
            while read -r _ _ cases _ equal _ different _ host _ here _ ticks _ known _ worst; do
                million=$(awk -v ticks="$ticks" -v tick="$tick" -v cases="$cases" \
                    'BEGIN {printf "%.2f M a case", ticks * tick / cases / 1e6}')
                far=-
                [ "$known" = 0 ] || far="$worst/32768 at most"
                row "" "$board" "$core" "$cases" "$equal" "$different" "$host" "$here" "$million" "$far"
            done || true # a network that this board has no room for
    done <"$log/boards"
done

trace() { printf '%-13s %-11s %-10s %-8s  %-8s\n' "$@"; }
for what in streams learning; do
    printf '\n'
    trace "$what" board core host here
    while read -r board _ core _; do
        while read -r _ traces; do
            read -ra traces <<<"$traces"
            for ((i = 0; i < ${#traces[@]}; i += 3)); do
                trace "${traces[i]}" "$board" "$core" "${traces[i + 1]}" "${traces[i + 2]}"
            done
        done < <(grep "^$what " "$log/$board")
    done <"$log/boards"
done
