// Starting, watching and ending what is measured. Everything runs on this machine, in a folder that goes again.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const builtFolder = process.env.FAIRDUE_BENCH_BUILD ?? join(root, "build/release");
export const fairdue = join(builtFolder, "fairdue");

const running = new Set();

function stopAll() {
  for (const child of running) child.kill("SIGKILL");
}
process.on("exit", stopAll);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

export async function inTemporaryFolder(measure) {
  const folder = mkdtempSync(join(process.env.FAIRDUE_BENCH_FOLDER ?? tmpdir(), "fairdue-bench-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.on("exit", remove);
  try {
    return await measure(folder);
  } finally {
    process.off("exit", remove);
    remove();
  }
}

/** The highest memory use so far, in bytes; the kernel keeps it while the process lives. */
function peakMemory(pid) {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return found === null ? 0 : Number(found[1]) * 1024;
  } catch {
    return 0;
  }
}

/** Runs a program to its end: what it printed, how long it took, how much memory it had. */
export function run(command, words, options = {}) {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(command, words, { stdio: ["ignore", "pipe", "pipe"], timeout: 900_000, ...options });
    running.add(child);
    let out = "";
    let errors = "";
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, peakMemory(child.pid))), 50);
    child.stdout.setEncoding("utf8").on("data", (text) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (errors += text));
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(watch);
      running.delete(child);
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      if (code === 0) resolve({ out, errors, seconds, peak });
      else reject(new Error(`${command.split("/").at(-1)} ${words[0]} failed (${code}): ${errors.slice(-500)}${out.slice(-500)}`));
    });
  });
}

export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts a server and waits until it answers at `path`; the returned object stops it. */
export async function serve(command, words, origin, path, options = {}) {
  const child = spawn(command, words, { stdio: ["ignore", "pipe", "pipe"], ...options });
  running.add(child);
  const server = { out: "", errors: "", ended: false };
  child.stdout.setEncoding("utf8").on("data", (text) => (server.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (server.errors += text));
  const closed = new Promise((resolve) => child.on("close", resolve));
  void closed.then(() => {
    server.ended = true;
    running.delete(child);
  });
  server.stop = async () => {
    child.kill("SIGTERM");
    const killer = setTimeout(() => child.kill("SIGKILL"), 15_000);
    await closed;
    clearTimeout(killer);
  };
  for (let tries = 0; tries < 1_200 && !server.ended; ++tries) {
    const answer = await fetch(origin + path).catch(() => null);
    if (answer?.ok) return server;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const said = server.errors.slice(-500) || server.out.slice(-500);
  if (!server.ended) await server.stop();
  throw new Error(`${command.split("/").at(-1)} ${words[0]} does not serve: ${said}`);
}

/** wrk's rate and errors. */
export async function wrk(words) {
  const { out } = await run("wrk", words);
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(out);
  if (rate === null) throw new Error(`wrk said: ${out.slice(-300)}`);
  const refused = /Non-2xx or 3xx responses: (\d+)/.exec(out);
  const broken = /Socket errors: (.*)/.exec(out);
  if (refused !== null || broken !== null) throw new Error(`wrk met errors: ${(refused ?? broken)[0]}`);
  return { rate: Number(rate[1]), requests: Number(/(\d+) requests in/.exec(out)[1]) };
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
