// What is measured, against what, and what would be good enough.
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { writeClaims } from "./claims_csv.mjs";
import { builtFolder, fairdue, freePort, median, root, run, serve, wrk } from "./processes.mjs";

const mapping = join(root, "tests/data/bench_claims.toml");
const httpClaims = 20_000;

const atMost = (limit) => ({ text: `at most ${limit}`, met: (value) => value <= limit });
const atLeast = (limit) => ({ text: `at least ${limit}`, met: (value) => value >= limit });

/** `pairs` of [product, yardstick] from turns; the ratio is the median of the turns' ratios. */
function compared(name, unit, yardstick, pairs, aim) {
  const ratio = median(pairs.map(([value, beside]) => value / beside));
  return {
    name, unit, yardstick,
    value: median(pairs.map(([value]) => value)),
    yardstick_value: median(pairs.map(([, beside]) => beside)),
    ratio,
    aim: aim.text,
    met: aim.met(ratio),
  };
}

function alone(name, unit, value, aim) {
  return { name, value, unit, yardstick: null, yardstick_value: null, ratio: null, aim: aim.text, met: aim.met(value) };
}

// ---- import

async function newBooks(folder, name) {
  const database = `sqlite:${join(folder, `${name}.db`)}`;
  await run(fairdue, ["authority", "add", "bench", "--name", "Bench", "--country", "DK", "--currency", "DKK", "--db", database]);
  return database;
}

async function importClaims(folder, name, file, count, map = mapping) {
  const database = await newBooks(folder, name);
  const words = ["import", file, "--db", database, "--authority", "bench", "--source", "library", "--map", map, "--json"];
  const done = await run(fairdue, words);
  const { created } = JSON.parse(done.out);
  if (created !== count) throw new Error(`the import made ${created} of ${count} claims`);
  return { ...done, database };
}

function removeDatabase(folder, name) {
  for (const rest of ["", "-wal", "-shm", ".key"]) rmSync(join(folder, `${name}.db${rest}`), { force: true });
}

async function plainImport(folder, file) {
  const columns = readFileSync(file, { encoding: "utf8", flag: "r" }).slice(0, 1_000).split("\n")[0].split(",");
  const table = columns.map((column) => `${column} TEXT${column === "reference" ? " UNIQUE" : ""}`).join(", ");
  const done = await run("sqlite3", [
    join(folder, "plain.db"), `CREATE TABLE claim (${table})`, `.import --csv --skip 1 ${file} claim`,
  ]);
  removeDatabase(folder, "plain");
  return done.seconds;
}

async function measureImport(folder) {
  const [small, large] = [join(folder, "small.csv"), join(folder, "large.csv")];
  writeClaims(small, 100_000);
  writeClaims(large, 1_000_000);
  const smallPeak = (await importClaims(folder, "small", small, 100_000)).peak;
  const pairs = [];
  let peak = 0;
  for (let turn = 0; turn < 3; ++turn) {
    const beside = await plainImport(folder, large);
    const done = await importClaims(folder, "large", large, 1_000_000);
    pairs.push([done.seconds, beside]);
    peak = Math.max(peak, done.peak);
    if (turn === 2) await run(fairdue, ["verify", "--db", done.database]);
    removeDatabase(folder, "large");
  }
  const mebibytes = (bytes) => Math.round(bytes / 2 ** 20);
  return [
    compared("import_sqlite", "s", "s, sqlite3 .import", pairs, atMost(6)),
    {
      ...alone("import_memory", "MiB", mebibytes(peak), atMost(512)),
      yardstick: "MiB at 100,000 claims", yardstick_value: mebibytes(smallPeak), ratio: peak / smallPeak,
    },
  ];
}

// ---- import into PostgreSQL

/** A new database on the server that FAIRDUE_POSTGRES names; `drop` removes it. */
async function newPostgresql(name) {
  const server = process.env.FAIRDUE_POSTGRES;
  if (server === undefined) throw new Error("FAIRDUE_POSTGRES names no server: use ./x bench");
  await run("psql", ["-X", "-q", server, "-c", `CREATE DATABASE ${name}`]);
  return {
    url: server.replace(/\/[^/?]*(\?|$)/, `/${name}$1`),
    drop: () => run("psql", ["-X", "-q", server, "-c", `DROP DATABASE ${name}`]),
  };
}

async function plainCopy(file, turn) {
  const database = await newPostgresql(`plain_${process.pid}_${turn}`);
  const columns = readFileSync(file, "utf8").slice(0, 1_000).split("\n")[0].split(",");
  const types = columns.map((column) => `${column} TEXT`).join(", ");
  // The claims' own order is that of their references: the primary key is a number that the file does not have.
  const table = `CREATE TABLE claim (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ${types}, UNIQUE (reference))`;
  await run("psql", ["-X", "-q", database.url, "-c", table]);
  const copy = `\\copy claim (${columns.join(", ")}) FROM '${file}' WITH (FORMAT csv, HEADER)`;
  const done = await run("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", database.url, "-c", copy]);
  await database.drop();
  return done.seconds;
}

async function measurePostgresImport(folder) {
  const count = Number(process.env.FAIRDUE_BENCH_CLAIMS ?? 1_000_000);
  const file = join(folder, "large.csv");
  writeClaims(file, count);
  const pairs = [];
  for (let turn = 0; turn < 3; ++turn) {
    const beside = await plainCopy(file, turn);
    const database = await newPostgresql(`books_${process.pid}_${turn}`);
    await run(fairdue, ["authority", "add", "bench", "--name", "Bench", "--country", "DK", "--currency", "DKK", "--db", database.url]);
    const done = await run(fairdue, [
      "import", file, "--db", database.url, "--key-file", join(folder, "key"), "--authority", "bench", "--source", "library",
      "--map", mapping, "--json",
    ]);
    const { created } = JSON.parse(done.out);
    if (created !== count) throw new Error(`the import made ${created} of ${count} claims`);
    pairs.push([done.seconds, beside]);
    if (turn === 2) await run(fairdue, ["verify", "--db", database.url]);
    await database.drop();
  }
  return [compared("import_postgres", "s", "s, COPY", pairs, atMost(6))];
}

// ---- reports and the audit

const postedClaims = 1_000_000;
const postingsOfClaim = 5;

async function measureReports(folder) {
  const file = join(folder, "posted.csv");
  writeClaims(file, postedClaims, { posted: true });
  const map = join(root, "tests/data/bench_postings.toml");
  const { database } = await importClaims(folder, "posted", file, postedClaims, map);
  const path = join(folder, "posted.db");
  const postings = Number((await run("sqlite3", [path, "SELECT count(*) FROM posting"])).out);
  if (postings !== postedClaims * postingsOfClaim) throw new Error(`there are ${postings} postings`);
  const days = Number((await run("sqlite3", [path, "SELECT max(recorded_day) FROM posting"])).out);
  const day = new Date(days * 86_400_000).toISOString().slice(0, 10);
  const sum = `SELECT sum(minor) FROM posting WHERE authority_id = 1 AND value_day <= ${days} AND recorded_day <= ${days}`;
  const pairs = [];
  const rates = [];
  for (let turn = 0; turn < 3; ++turn) {
    const beside = await run("sqlite3", [path, sum]);
    const report = await run(fairdue, ["report", "arrears", "--as-of", day, "--authority", "bench", "--db", database, "--json"]);
    if (JSON.parse(report.out).total.claims !== postedClaims) throw new Error("the report lacks claims");
    pairs.push([report.seconds, beside.seconds]);
    const verified = await run(fairdue, ["verify", "--db", database]);
    rates.push(postings / verified.seconds);
  }
  removeDatabase(folder, "posted");
  return [
    compared("report_arrears", "s", "s, SELECT sum(minor)", pairs, { text: "under 5", met: (value) => value < 5 }),
    alone("verify_rate", "postings/s", median(rates), atLeast(500_000)),
  ];
}

// ---- interest and the business day, with the store

/** The last working day, and one so many days before it. */
function workingDay(before = 0) {
  const day = new Date();
  while ([0, 6].includes(day.getUTCDay())) day.setUTCDate(day.getUTCDate() - 1);
  day.setUTCDate(day.getUTCDate() - before);
  return day.toISOString().slice(0, 10);
}

/** Books of so many claims, all due on one day, with the Danish law and procedure. */
async function dueBooks(folder, name, count, options) {
  const file = join(folder, `${name}.csv`);
  writeClaims(file, count, options);
  const { database } = await importClaims(folder, name, file, count);
  const law = join(folder, "law.toml");
  writeFileSync(law, 'format = 1\n[[type]]\ntype = "*"\npack = "dk/public"\nprocedure = "dk/municipal"\n');
  await run(fairdue, ["authority", "law", "bench", "--file", law, "--db", database]);
  return database;
}

async function writeRaw(folder, name, rowsPerCommit, parts) {
  const target = join(folder, "raw.db");
  const done = await run(join(builtFolder, "raw_rows_bench"), [join(folder, `${name}.db`), target, String(rowsPerCommit), ...parts]);
  removeDatabase(folder, "raw");
  return JSON.parse(done.out);
}

const lastSeq = async (folder, name) =>
  Number((await run("sqlite3", [join(folder, `${name}.db`), "SELECT max(seq) FROM journal_entry"])).out);

async function measureInterestRun(folder) {
  const count = Number(process.env.FAIRDUE_BENCH_CLAIMS ?? 1_000_000);
  // A month and a day back: one posting a claim by the day before, one more on the day that is measured.
  const day = new Date(`${workingDay()}T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() - 1);
  day.setUTCDate(day.getUTCDate() - 1);
  const database = await dueBooks(folder, "interest", count, { due: day.toISOString().slice(0, 10) });
  await run(fairdue, ["interest", "--authority", "bench", "--on", workingDay(1), "--db", database]);
  const before = await lastSeq(folder, "interest");
  const pairs = [];
  for (let turn = 0; turn < 3; ++turn) {
    // Each turn on books of its own: a month's interest is posted once.
    for (const rest of ["", ".key"]) copyFileSync(join(folder, `interest.db${rest}`), join(folder, `month.db${rest}`));
    await run("sync", []);
    const month = `sqlite:${join(folder, "month.db")}`;
    const done = await run(fairdue, ["interest", "--authority", "bench", "--on", workingDay(), "--db", month, "--json"]);
    const { postings } = JSON.parse(done.out);
    if (postings !== count) throw new Error(`the run made ${postings} of ${count} postings`);
    const raw = await writeRaw(folder, "month", 8_000, [`posting:seq > ${before}`]);
    removeDatabase(folder, "month");
    pairs.push([done.seconds, raw.seconds]);
  }
  removeDatabase(folder, "interest");
  return [compared("interest_run", "s", "s, the same postings", pairs, atMost(4))];
}

async function measureBusinessDay(folder) {
  const debtors = Number(process.env.FAIRDUE_BENCH_DEBTORS ?? 1_000_000);
  const database = await dueBooks(folder, "day", 3 * debtors, { due: workingDay(12), perPerson: 3 });
  const before = await lastSeq(folder, "day");
  const done = await run(fairdue, ["day", "--on", workingDay(), "--db", database, "--json"]);
  const day = JSON.parse(done.out);
  if (day.debtors_due !== debtors || day.steps !== 3 * debtors) throw new Error(`not everybody had a step: ${done.out}`);
  const idle = await run(fairdue, ["day", "--on", workingDay(), "--dry-run", "--db", database, "--json"]);
  const since = (table) => `${table}:seq > ${before}`;
  const raw = await writeRaw(folder, "day", 30_000, [
    since("journal_entry"), since("posting"), since("claim_entry"), "message", "claim", "account_balance",
  ]);
  await run(fairdue, ["verify", "--db", database]);
  removeDatabase(folder, "day");
  const mebibytes = Math.round(done.peak / 2 ** 20);
  return [
    compared("business_day", "s", `s, the same ${raw.rows} rows`, [[done.seconds, raw.seconds]], atMost(3)),
    alone("business_day_memory", "MiB", mebibytes, atMost(1_024)),
    alone("business_day_repeated", "s", idle.seconds, atMost(1)),
  ];
}

// ---- beside Tryton's dunning

const tryton = join(root, "bench/peers/tryton_dunning.py");

/** Tryton's seconds for creating and processing the dunnings of so many debtors; null where Tryton is not installed. */
async function trytonDunning(debtors, ...words) {
  const server = process.env.FAIRDUE_POSTGRES;
  if (server === undefined) throw new Error("FAIRDUE_POSTGRES names no server: use ./x bench");
  const uri = server.replace(/\/[^/?]*(\?|$)/, "/$1");
  // The wizard with 10,000 debtors takes more than a quarter of an hour.
  const done = await run("/usr/bin/python3", [tryton, uri, String(debtors), ...words], { timeout: 3_600_000 });
  process.stderr.write(done.out);
  return JSON.parse(done.out);
}

/**
 * A business day on which each of so many debtors has one claim with a step due: debtors a second, the middle of three
 * days. Without the fee nothing is charged at all, interest neither: Tryton's dunnings post none.
 */
async function fairdueDunning(folder, debtors, fee) {
  const rates = [];
  for (let turn = 0; turn < (debtors > 10_000 ? 1 : 3); ++turn) rates.push(await dunnedDay(folder, debtors, fee));
  return median(rates);
}

async function dunnedDay(folder, debtors, fee) {
  const name = `beside${debtors}`;
  const database = await dueBooks(folder, name, debtors, { due: workingDay(12), perPerson: 1 });
  if (!fee) {
    const procedure = readFileSync(join(root, "procedures/dk/municipal.toml"), "utf8").replaceAll("fee = true\n", "");
    const file = join(folder, "no_fee.toml");
    writeFileSync(file, procedure);
    await run(fairdue, ["authority", "procedure", "bench", "--file", file, "--db", database]);
    const law = join(folder, "law.toml");
    writeFileSync(law, `${readFileSync(law, "utf8")}interest_from = 2100-01-01\n`);
    await run(fairdue, ["authority", "law", "bench", "--file", law, "--db", database]);
  }
  const done = await run(fairdue, ["day", "--on", workingDay(), "--db", database, "--json"]);
  const day = JSON.parse(done.out);
  if (day.debtors_due !== debtors || (day.fees_minor > 0) !== fee || (day.interest_minor > 0) !== fee) {
    throw new Error(`not the day that was meant: ${done.out}`);
  }
  removeDatabase(folder, name);
  rmSync(join(folder, `${name}.csv`));
  return debtors / done.seconds;
}

async function measureBesideTryton(folder) {
  if (!existsSync("/usr/bin/trytond-admin")) throw new Error("Tryton is not installed: bench/peers/install_tryton.sh");
  const results = [];
  const note = (name, ours, debtors, seconds, what, aim) => {
    process.stderr.write(`${name}: ${ours} debtors/s, Tryton ${what} ${debtors / seconds}\n`);
    results.push(compared(name, "debtors/s", `debtors/s, Tryton ${what}`, [[ours, debtors / seconds]], aim));
  };
  for (const debtors of [1_000, 10_000]) {
    const plain = await trytonDunning(debtors);
    note(`dunning_plain_${debtors}`, await fairdueDunning(folder, debtors, false), debtors, plain.create_seconds, "creating", atLeast(50));
    const ours = await fairdueDunning(folder, debtors, true);
    const batches = await trytonDunning(debtors, "--fee");
    note(`dunning_fee_${debtors}`, ours, debtors, batches.process_seconds, "in batches", atLeast(300));
    // A quarter of an hour at 10,000.
    if (debtors > 1_000 && process.env.FAIRDUE_BENCH_WIZARD !== "1") continue;
    const wizard = await trytonDunning(debtors, "--fee", "--process", "wizard");
    note(`dunning_wizard_${debtors}`, ours, debtors, wizard.process_seconds, "by its wizard",
      debtors > 1_000 ? atLeast(1_000) : { text: "-", met: () => true });
  }
  for (const debtors of [100_000, 1_000_000]) {
    const ours = await fairdueDunning(folder, debtors, true);
    results.push(compared(`dunning_flat_${debtors}`, "debtors/s", "debtors/s at 10,000",
      [[ours, results.find((result) => result.name === "dunning_fee_10000").value]], atLeast(0.8)));
  }
  return results;
}

// ---- payments

const readLines = (text) => text.trim().split("\n").map((line) => JSON.parse(line));
const engineBench = join(builtFolder, "payments_engine_bench");

async function measureEngine(folder) {
  const rounds = readLines((await run(engineBench, [folder, "7"])).out);
  const pairs = rounds.map((round) => [round.payments_per_second, round.inserts_per_second]);
  return [compared("payments_engine", "payments/s", "durable inserts/s", pairs, atLeast(2))];
}

async function measureLetters() {
  const schema = join(process.env.FAIRDUE_SPECS ?? join(root, "../shared/specs"), "03-digital-post-memo/xsd-memo-1.1");
  const words = existsSync(schema) ? ["5", schema] : ["5"];
  const rounds = readLines((await run(join(builtFolder, "letters_bench"), words)).out);
  const rate = (name) => median(rounds.map((round) => round[name]));
  const kilobytes = Math.max(...rounds.map((round) => round.largest_letter)) / 1_000;
  const results = [
    { ...alone("letters_pdf", "letters/s a core", rate("letters_per_second"), atLeast(250)),
      yardstick: "kB, the largest; at most 40", yardstick_value: kilobytes },
    alone("sms_rendering", "texts/s a core", rate("texts_per_second"), atLeast(100_000)),
  ];
  results[0].met = results[0].met && kilobytes <= 40;
  if (words.length > 1) {
    results.push(alone("memo_messages", "messages/s a core", rate("memos_per_second"), atLeast(20_000)));
  }
  return results;
}

async function measureInterestEngine() {
  const rounds = readLines((await run(join(builtFolder, "interest_engine_bench"), ["5"])).out);
  return [alone("interest_engine", "claims/s a core", median(rounds.map((round) => round.claims_per_second)), atLeast(200_000))];
}

/** A real server's configuration; its partners do not exist, nothing here calls them. */
function writeConfiguration(folder, port) {
  const secret = join(folder, "secret");
  writeFileSync(secret, "not a secret\n");
  const path = join(folder, "server.toml");
  writeFileSync(path, `[server]
listen = "127.0.0.1:${port}"
loopback_partners = true
source_calls_per_hour = 1000000000
[login]
issuer = "http://127.0.0.1:9/"
client_id = "bench"
client_secret_file = "${secret}"
[vipps_mobilepay]
base_url = "http://127.0.0.1:9"
client_id = "bench"
merchant_serial_number = "123456"
client_secret_file = "${secret}"
subscription_key_file = "${secret}"
webhook_secret_file = "${secret}"
`);
  return path;
}

async function countPayments(folder) {
  return Number((await run("sqlite3", [join(folder, "books.db"), "SELECT count(*) FROM payment"])).out);
}

async function measureHttpPayments(folder) {
  const file = join(folder, "claims.csv");
  writeClaims(file, httpClaims);
  const { database } = await importClaims(folder, "books", file, httpClaims);
  const minted = await run(fairdue, ["key", "add", "--db", database, "--authority", "bench", "--source", "library", "--json"]);
  const { key } = JSON.parse(minted.out);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const server = await serve(fairdue, ["serve", "--db", database, "--config", writeConfiguration(folder, port)], origin, "/readyz");
  const pairs = [];
  let answered = 0;
  try {
    for (let turn = 0; turn < 5; ++turn) {
      const [plain] = readLines((await run(engineBench, [folder, "1", "inserts"])).out);
      rmSync(join(folder, "plain.db"));
      const script = join(root, "bench/payments.lua");
      const { rate, requests } = await wrk(
        ["-t1", "-c64", "-d5s", "--timeout", "10s", "-s", script, origin, "--", key, `turn-${turn}`, String(httpClaims)]);
      pairs.push([rate, plain.inserts_per_second]);
      answered += requests;
    }
  } finally {
    await server.stop();
  }
  // What was answered must be in the books, and the books must be sound. At its end wrk leaves requests unanswered.
  const booked = await countPayments(folder);
  if (booked < answered || booked > answered + 5 * 64) throw new Error(`${answered} payments answered, ${booked} booked`);
  await run(fairdue, ["verify", "--db", database]);
  return [compared("payments_http", "payments/s", "durable inserts/s", pairs, atLeast(1))];
}

// ---- what citizens wait for

/** The demo with claims of others beside those of its people. */
async function startDemo(folder) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const server = await serve(
    fairdue,
    ["demo", "--listen", `127.0.0.1:${port}`, "--db", `sqlite:${join(folder, "books.db")}`, "--source-calls-per-hour", "1000000000"],
    origin, "/readyz");
  const login = await fetch(`${origin}/demo/login`, {
    method: "POST", redirect: "manual", body: new URLSearchParams({ persona: "karen" }),
    headers: { "sec-fetch-site": "same-origin" },
  });
  const cookie = login.headers.getSetCookie()[0]?.split(";")[0];
  if (cookie === undefined) throw new Error(`the demo's log in answered ${login.status}`);
  const key = /Bearer (fd_\w[\w-]*)/.exec(server.out)?.[1];
  return { server, origin, cookie, key };
}

async function registerOthers(demo) {
  const size = 500;
  for (let first = 0; first < httpClaims; first += size) {
    const items = Array.from({ length: size }, (_, i) => ({
      idempotency_key: `register-${first + i}`,
      claim: {
        reference: `BENCH-${10_000_000 + first + i}`, type: "library_fee", issued: "2025-01-01", due: "2025-02-01",
        last_payment_day: "2025-02-10", principal_minor: 1_000_000,
        debtors: [{ kind: "person", national_id: String(3_200_000_000 + Math.floor((first + i) / 4)), name: "Nobody" }],
      },
    }));
    const answer = await fetch(`${demo.origin}/api/source/v1/batch`, {
      method: "POST", body: JSON.stringify({ items }),
      headers: { Authorization: `Bearer ${demo.key}`, "Content-Type": "application/json" },
    });
    const { results } = await answer.json();
    const bad = results?.find((result) => result.status !== 201) ?? (results === undefined ? answer.status : undefined);
    if (bad !== undefined) throw new Error(`a claim was refused: ${JSON.stringify(bad).slice(0, 400)}`);
  }
}

async function get(demo, path) {
  const answer = await fetch(demo.origin + path, { headers: { cookie: demo.cookie } });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.text();
}

async function measureLatency(folder) {
  const demo = await startDemo(folder);
  const path = "/api/citizen/v1/overview";
  const pace = 5; // ms between two page loads
  let payments;
  try {
    await registerOthers(demo);
    demo.server.errors = "";
    const script = join(root, "bench/payments.lua");
    const paying = wrk(["-t1", "-c16", "-d10s", "--timeout", "10s", "-s", script, demo.origin, "--", demo.key, "pay", String(httpClaims)]);
    let ended = false;
    const end = paying.finally(() => (ended = true));
    while (!ended) {
      await get(demo, path);
      await new Promise((resolve) => setTimeout(resolve, pace));
    }
    payments = await end;
    await new Promise((resolve) => setTimeout(resolve, 300));
  } finally {
    await demo.server.stop();
  }
  const times = demo.server.errors.split("\n").filter((line) => line.includes(`"route":"${path}"`))
    .map((line) => JSON.parse(line).microseconds).sort((a, b) => a - b);
  if (times.length < 200) throw new Error(`only ${times.length} overviews in ten seconds`);
  const p99 = times[Math.floor(times.length * 0.99)] / 1_000;
  return [{
    ...alone("overview_latency", "ms", p99, { text: "under 20", met: (value) => value < 20 }),
    yardstick: "payments/s meanwhile", yardstick_value: payments.rate,
  }];
}

/** nginx with one file, set up for nothing but speed. */
async function startNginx(folder, size) {
  const port = await freePort();
  const home = join(folder, `nginx-${port}`);
  mkdirSync(join(home, "www"), { recursive: true });
  writeFileSync(join(home, "www/file.json"), "x".repeat(size));
  const user = process.getuid() === 0 ? "user root;" : "";
  writeFileSync(join(home, "nginx.conf"), `${user}
daemon off;
worker_processes 2;
pid ${home}/pid;
error_log ${home}/error.log;
events { worker_connections 512; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  types { application/json json; }
  open_file_cache max=16;
  client_body_temp_path ${home}/body; proxy_temp_path ${home}/proxy; fastcgi_temp_path ${home}/fastcgi;
  uwsgi_temp_path ${home}/uwsgi; scgi_temp_path ${home}/scgi;
  server { listen 127.0.0.1:${port}; root ${home}/www; }
}
`);
  const origin = `http://127.0.0.1:${port}`;
  const words = ["-p", home, "-c", join(home, "nginx.conf"), "-e", join(home, "error.log")];
  return { origin, server: await serve("/usr/sbin/nginx", words, origin, "/file.json") };
}

async function compareWithNginx(folder, demo, name, path, aim) {
  const body = await get(demo, path);
  const nginx = await startNginx(folder, Buffer.byteLength(body));
  const load = (url) => wrk(["-t1", "-c32", "-d4s", "-H", `Cookie: ${demo.cookie}`, url]);
  const pairs = [];
  try {
    for (let turn = 0; turn < 5; ++turn) {
      const beside = await load(`${nginx.origin}/file.json`);
      const own = await load(demo.origin + path);
      pairs.push([own.rate, beside.rate]);
    }
  } finally {
    await nginx.server.stop();
  }
  const kilobytes = (Buffer.byteLength(body) / 1_000).toFixed(1);
  return compared(name, "requests/s", `requests/s, nginx, file of ${kilobytes} kB`, pairs, aim);
}

async function measureRates(folder) {
  const demo = await startDemo(folder);
  try {
    const overview = "/api/citizen/v1/overview";
    const [claim] = JSON.parse(await get(demo, overview)).claims;
    return [
      await compareWithNginx(folder, demo, "overview_rate", overview, atLeast(0.1)),
      await compareWithNginx(folder, demo, "claim_page_rate", `/api/citizen/v1/claims/${claim.id}`, atLeast(0.2)),
    ];
  } finally {
    await demo.server.stop();
  }
}

export const benchmarks = [
  {
    names: ["import_sqlite", "import_memory"], measure: measureImport,
    about: "`fairdue import` of 1,000,000 claims of 250,000 people (journal, postings, indexes, sealed people) beside\n" +
      "  `sqlite3 .import --csv` of the same file into one table with one unique index; both into new databases. And its peak\n" +
      "  memory, beside the one at 100,000 claims: it is bounded by the page cache (256 MiB), two filters and two batches.",
  },
  {
    names: ["import_postgres"], measure: measurePostgresImport,
    about: "`fairdue import` of the same 1,000,000 claims into PostgreSQL beside `COPY` of the same file into one table with a\n" +
      "  primary key and one unique index; both into new databases of a server of its own, with `fsync` on.",
  },
  {
    names: ["report_arrears", "verify_rate"], measure: measureReports,
    about: "`fairdue report arrears` over 1,000,000 claims with 5,000,000 postings beside `SELECT sum(minor)` over the\n" +
      "  same rows by `sqlite3`; and `fairdue verify` of the same books: chain, replay, every posting, row and account.",
  },
  {
    names: ["interest_run"], measure: measureInterestRun,
    about: "`fairdue interest` for one day on which 1,000,000 open claims each get one posting, on SQLite (read, decided,\n" +
      "  journalled, posted, projected) beside writing the same postings alone with a prepared statement; three turns, each on\n" +
      "  a copy of the same books.",
  },
  {
    names: ["business_day", "business_day_memory", "business_day_repeated"], measure: measureBusinessDay,
    about: "`fairdue day` on which 1,000,000 debtors with 3,000,000 open claims all have a step due, with a fee, interest and two\n" +
      "  messages each, beside writing the same rows alone (journal, postings, histories, messages, claims; prepared statements,\n" +
      "  the same indexes); its peak memory; and the same day asked for again.",
  },
  {
    names: ["dunning_plain_1000", "dunning_fee_1000", "dunning_wizard_1000", "dunning_plain_10000", "dunning_fee_10000",
      "dunning_wizard_10000", "dunning_flat_100000", "dunning_flat_1000000"],
    measure: measureBesideTryton, asked: true,
    about: "a business day with one claim a debtor, the whole program with start and end, beside Tryton's account_dunning on\n" +
      "  PostgreSQL: creating dunnings where no fee is posted, processing them where one is (in batches of 100, and by the\n" +
      "  wizard); then ours with ten and a hundred times as many debtors. Only when named: it takes long, and Tryton must be\n" +
      "  there (bench/peers/install_tryton.sh). FAIRDUE_BENCH_WIZARD=1 runs the wizard with 10,000 too.",
  },
  {
    names: ["payments_engine"], measure: measureEngine,
    about: "durable payments from 64 threads through the engine (loaded, decided, journalled, posted, projected) beside\n" +
      "  durable inserts of one row, one a transaction, by one thread (`synchronous=FULL`, WAL).",
  },
  {
    names: ["interest_engine"], measure: measureInterestEngine,
    about: "one month's interest on 200,000 open claims with half a year behind them, in the engine alone: what is\n" +
      "  to stand posted is computed from the due date on and compared with what stands; by one thread's processor time.",
  },
  {
    names: ["letters_pdf", "sms_rendering", "memo_messages"], measure: measureLetters,
    about: "a reminder with eight claims as a tagged A4 letter of two pages with QR code; its text message, with\n" +
      "  encoding and length counted; the same as a MeMo message without the letter, written and checked with the official\n" +
      "  schema (where it is at hand: FAIRDUE_SPECS). Each from template and values on, by one thread's processor time.",
  },
  {
    names: ["payments_http"], measure: measureHttpPayments,
    about: "the same payments over HTTP: `fairdue serve`, 64 kept connections from `wrk`, an API key, an\n" +
      "  idempotency key each; every answered payment is then counted in the books and the books are verified.",
  },
  {
    names: ["overview_latency"], measure: measureLatency,
    about: "the 99th percentile of the server's time for the overview of a citizen with 200 claims, from the access\n" +
      "  log, while 16 connections post payments on other people's claims as fast as they can.",
  },
  {
    names: ["overview_rate", "claim_page_rate"], measure: measureRates,
    about: "answers a second of the overview and of one claim's page, with session and version check, beside nginx\n" +
      "  (2 workers, `sendfile`, no access log) with a file of the same size; `wrk -t1 -c32` for both.",
  },
];
