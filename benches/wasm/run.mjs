// What a presentation of the notebook's 36 x 36 network in 16 bits and its parts cost in WebAssembly.
//
//     node benches/wasm/run.mjs            # times, side by side with the native program's
//     node benches/wasm/run.mjs --write    # the same, and the guide's table
//     node benches/wasm/run.mjs --check    # whether all have the same bits, and no more
//
// Needs the target wasm32-unknown-unknown. All run in turns, and of each the fastest turn counts: the
// first ones run before node has optimised the code. Fails where bits differ, or where simd128 takes
// more than three times as long as AVX2.
import { execFileSync, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const [check, write] = ["--check", "--write"].map((flag) => process.argv.includes(flag));
const turns = check ? 2 : Number(process.env.TURNS ?? 60);
const times = [20, 50, 20, 10, 10, 10]; // of each part in a turn
const bound = 3;
const bounded = ["afferent rows", "LGN", "learning step"];

function cargo(args, env = {}) {
  const options = { cwd: root, env: { ...process.env, ...env }, maxBuffer: 1 << 28 };
  return execFileSync("cargo", args, { ...options, stdio: ["ignore", "pipe", "inherit"] });
}

const { target_directory } = JSON.parse(cargo(["metadata", "--no-deps", "--format-version", "1"]));

/** Builds into a directory of its own, which is returned. */
function build(name, args, env) {
  const directory = `${target_directory}/wasm-bench/${name}`;
  cargo(["build", "--release", "--quiet", "-p", "lissom-wasm", "--target-dir", directory, ...args], env);
  return directory;
}

async function wasm(name, features) {
  const flags = { RUSTFLAGS: `${process.env.RUSTFLAGS ?? ""} ${features}`.trim() };
  const directory = build(name, ["--lib", "--target", "wasm32-unknown-unknown"], flags);
  const bytes = readFileSync(`${directory}/wasm32-unknown-unknown/release/lissom_wasm.wasm`);
  const { run } = (await WebAssembly.instantiate(bytes)).instance.exports;
  return async (part, times) => {
    const start = performance.now();
    const hash = run(part, times) >>> 0;
    return [(performance.now() - start) / times, hash.toString(16).padStart(8, "0")];
  };
}

async function native(name, level) {
  const directory = build(name, ["--bin", "lissom-native"], { LISSOM_LEVEL: level });
  const program = spawn(`${directory}/release/lissom-native`, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
  const [widest, ...parts] = (await lines.next()).value.split("|");
  const run = async (part, times) => {
    program.stdin.write(`${part} ${times}\n`);
    const [ms, hash] = (await lines.next()).value.split(" ");
    return [Number(ms), hash];
  };
  return { widest, parts, run, end: () => program.stdin.end() };
}

const widest = await native("native", "");
const runs = { plain: await wasm("plain", ""), simd128: await wasm("simd128", "-C target-feature=+simd128") };
let avx2;
if (!check && widest.widest === "AVX-512") {
  avx2 = await native("avx2", "avx2");
  runs[avx2.widest] = avx2.run;
}
runs[widest.widest] = widest.run;
const names = Object.keys(runs);

const measured = widest.parts.map(() => Object.fromEntries(names.map((name) => [name, []])));
for (let turn = 0; turn < turns; turn++) {
  for (const [part, what] of widest.parts.entries()) {
    const hashes = {};
    for (const name of names) {
      if (what === "presentation") await runs[name](part, 0); // from the first weights on, as the others
      const [ms, hash] = await runs[name](part, times[part]);
      measured[part][name].push(ms);
      hashes[name] = hash;
    }
    if (new Set(Object.values(hashes)).size > 1) {
      console.error(`${what} has other bits:`, hashes);
      process.exit(1);
    }
  }
}
widest.end();
avx2?.end();
if (check) {
  console.log(`${widest.parts.length} parts have the same bits: ${names.join(", ")}`);
  process.exit(0);
}

const best = (part, name) => Math.min(...measured[part][name]);
const ratio = (part, name, other) => best(part, name) / best(part, other);
const native_name = names.includes("AVX2") ? "AVX2" : names.at(-1);
const head = `| ms, node ${process.version.slice(1).split(".")[0]} | ${names.join(" | ")} | simd128 : ${native_name} |`;
const rows = widest.parts.map((what, part) => {
  const cells = names.map((name) => best(part, name).toFixed(4));
  return `| ${[what, ...cells, ratio(part, "simd128", native_name).toFixed(2)].join(" | ")} |`;
});
console.log([head, `|${"---|".repeat(names.length + 2)}`, ...rows].join("\n"));
if (write) {
  const guide = `${root}/src/guide/speed.md`;
  const lines = readFileSync(guide, "utf8").split("\n");
  const at = lines.findIndex((line) => line.startsWith("| ms, node"));
  if (at < 0) throw new Error("the guide has no table that begins with '| ms, node'");
  const end = lines.findIndex((line, index) => index > at && !line.startsWith("|"));
  lines.splice(at, end - at, head, `|${"---|".repeat(names.length + 2)}`, ...rows);
  writeFileSync(guide, lines.join("\n"));
}
const missed = bounded.filter((what) => ratio(widest.parts.indexOf(what), "simd128", native_name) > bound);
for (const what of missed) console.error(`missed: ${what} takes more than ${bound} times as long as ${native_name}`);
process.exit(missed.length ? 1 : 0);
