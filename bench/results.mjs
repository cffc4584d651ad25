// bench/results.md: one table for each machine, a dated row for each measuring, the newest last.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, release, tmpdir, totalmem } from "node:os";
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { benchmarks } from "./benchmarks.mjs";

const path = join(dirname(fileURLToPath(import.meta.url)), "results.md");
const tableHead = "| day | benchmark | value | yardstick | ratio | aim | met | load before |\n|---|---|---|---|---|---|---|---|\n";

/** The model of machine, never its name. */
function machine() {
  const disk = () => {
    try {
      const [device, type] = execFileSync("findmnt", ["-n", "-o", "SOURCE,FSTYPE", "-T", tmpdir()], { encoding: "utf8" })
        .trim()
        .split(/\s+/);
      return `${type} on ${device.includes("/vd") ? "a virtual disk" : device.includes("nvme") ? "an NVMe disk" : "a local disk"}`;
    } catch {
      return "disk unknown";
    }
  };
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus()[0].model.trim()}, ${cpus().length} cores, ${memory} GiB, Linux ${release()}, ${disk()}`;
}

const short = (value) => Number(value).toLocaleString("en", { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 });

function row(result) {
  const yardstick = result.yardstick_value === null ? "" : `${short(result.yardstick_value)} (${result.yardstick})`;
  const ratio = result.ratio === null ? "" : short(result.ratio);
  return [
    new Date().toISOString().slice(0, 10), result.name, `${short(result.value)} ${result.unit}`, yardstick, ratio,
    result.aim, result.met ? "yes" : "no", result.load,
  ].join(" | ").replace(/^/, "| ") + " |\n";
}

function introduction() {
  const lines = benchmarks.map((b) => `- \`${b.names.join("`, `")}\`: ${b.about}\n`).join("");
  return (
    "# Measured\n\nWritten by `./x bench`; `./x bench NAME` measures one, `--json` prints one object a line. The " +
    "program and its yardstick take\nturns on the same machine in the same run; a ratio is the median over the turns. " +
    "\"Load before\" is the load average of\none minute: above one, other work shared the cores and the figures are " +
    "worse than the machine can do.\n\n" + lines + "\n"
  );
}

function readTables() {
  const tables = new Map();
  if (!existsSync(path)) return tables;
  for (const section of readFileSync(path, "utf8").split(/^## /m).slice(1)) {
    const [name, ...rest] = section.split("\n");
    tables.set(name, rest.filter((line) => /^\| \d{4}-/.test(line)).map((line) => `${line}\n`));
  }
  return tables;
}

export function noteResults(results) {
  const tables = readTables();
  const here = machine();
  tables.set(here, [...(tables.get(here) ?? []), ...results.map(row)]);
  const sections = [...tables].map(([name, rows]) => `## ${name}\n\n${tableHead}${rows.join("")}`);
  writeFileSync(path, introduction() + sections.join("\n"));
}
