// Runs the named benchmarks (all of them without a name), prints what they found, and notes it in results.md.
import { loadavg } from "node:os";
import { benchmarks } from "./benchmarks.mjs";
import { noteResults } from "./results.mjs";
import { inTemporaryFolder } from "./processes.mjs";

const words = process.argv.slice(2);
const asJson = words.includes("--json");
const names = words.filter((word) => word !== "--json");
const unknown = names.filter((name) => !benchmarks.some((benchmark) => benchmark.names.includes(name)));
if (unknown.length > 0) {
  console.error(`there is no benchmark '${unknown[0]}'; there is ${benchmarks.flatMap((b) => b.names).join(", ")}`);
  process.exit(2);
}
const chosen = benchmarks.filter((b) => (names.length === 0 ? !b.asked : b.names.some((name) => names.includes(name))));

function readable(result) {
  const number = (value) => (value === null ? "" : Number(value).toLocaleString("en", { maximumFractionDigits: 2 }));
  const verdict = result.met ? "met" : "NOT MET";
  return [
    result.name.padEnd(18),
    `${number(result.value)} ${result.unit}`.padEnd(22),
    (result.yardstick_value === null ? "" : `${number(result.yardstick_value)} ${result.yardstick}`).padEnd(52),
    (result.ratio === null ? "" : `ratio ${number(result.ratio)}`).padEnd(14),
    `aim ${result.aim}`.padEnd(20),
    verdict,
  ].join(" ");
}

let failed = false;
const results = [];
for (const benchmark of chosen) {
  const load = loadavg()[0].toFixed(1);
  try {
    for (const result of await inTemporaryFolder(benchmark.measure)) {
      results.push({ ...result, load });
      console.log(asJson ? JSON.stringify(result) : readable(result));
    }
  } catch (error) {
    failed = true;
    console.error(`${benchmark.names.join(", ")}: ${error.message}`);
  }
}
if (results.length > 0) noteResults(results);
process.exit(failed ? 1 : 0);
