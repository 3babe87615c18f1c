#!/usr/bin/env bash
# errors.sh [FOLDER]: measures how far every format is from f64, in the reference cases and in 4000
# random settings; charts and tables go to FOLDER. Fails unless the guide, the README and
# ACCURACY.md have the figures that are printed.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo run --release --quiet -- accuracy --random 4000 --out "${1:-$work/accuracy}" | tee "$work/printed"

# a file and a part of a line that must be in it, with a tab between
awk -F '  +' '
    BEGIN {
        OFS = "\t"; guide = "src/guide/formats.md"; study = "boards/host/ACCURACY.md"
        split("⁰ ¹ ² ³ ⁴ ⁵ ⁶ ⁷ ⁸ ⁹", digits, " ")
        title["fixed8"] = "`Fixed8`"; title["fixed16"] = "`Fixed16`"; title["fixed32"] = "`Fixed32`"
        title["f32"] = "`f32`"
    }
    function power(negative,   text, i) {
        for (i = 2; i <= length(negative); i++) text = text digits[substr(negative, i, 1) + 1]
        return "⁻" text
    }
    function number(printed,   parts) {
        split(printed, parts, "e")
        return parts[2] ~ /^-/ ? parts[1] "·10" power(parts[2]) : parts[1]
    }
    !($1 in title) { next }
    $2 ~ /^[0-9.]+e/ { # in the reference cases
        print guide, "| " title[$1] " | " number($2) " | " number($3) " |"
        print study, " | " number($2) " | " number($3) " |"
        if ($1 == "fixed16") print "README.md", "≤ " number($2) " | `cargo run --release -- accuracy` |"
    }
    $2 ~ /^2\^/ {
        split($2, parts, "^")
        print guide, "| " title[$1] " | 2" power(parts[2]) " | " $3 " | " $4 " |"
    }
    NF == 9 {
        row = $2 " | " $3
        for (i = 4; i < 9; i++) row = row " | " number($i)
        row = row " | " $9 " |"
        if ($1 == "fixed16") print guide, "| " row
        if ($2 ~ /^(all|amplification)/) print study, "| " title[$1] " | " row
        if ($1 == "fixed16" && $2 == "all")
            print "README.md", "≤ " number($4) "; " number($6) " | `cargo run --release -- accuracy --random 4000`"
        if ($1 == "fixed16" && $2 == "amplification below 10")
            print "README.md", "the " $3 " that amplify less than tenfold | ≤ " number($8) " |"
    }
' "$work/printed" >"$work/rows"

[ "$(wc -l <"$work/rows")" = 50 ]
while IFS=$'\t' read -r file row; do
    grep -qF -- "$row" "$file" || { echo "$file has not: $row"; missing=1; }
done <"$work/rows"
[ -z "${missing:-}" ]
echo "$(wc -l <"$work/rows") rows are those of the documents"
