// The command line on the log's file against programs that only count its events for each user and status.
import { spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { log } from "../material/log.mjs";
import { AS_OF } from "../material/people.mjs";
import { compare, spread } from "../statistics.mjs";
import { write } from "../write.mjs";
import { USERS } from "./races.mjs";

const script = (name) => fileURLToPath(new URL(`../native/${name}`, import.meta.url));

const PEERS = [
  { name: "jq", title: "`jq`", goal: 5, command: (path) => ["jq", "--compact-output", "--from-file", script("count.jq"), path] },
  { name: "python", title: "Python’s `json`", goal: 10, command: (path) => ["python3", script("count.py"), path] },
];

export function native({ megabytes, rounds }) {
  const { path, counts } = write("log.json", log(megabytes * 1_000_000, USERS));
  const { users, corrupted, accounts, events, failure, success, skipped } = counts;
  const ours = () => {
    const { took, text } = run([process.env.CHECKUP_CLI, "--as-of", AS_OF, "--json", path]);
    const { totals, documents } = JSON.parse(text);
    const records = documents[0].records;
    compare("native, our report", { ...totals, records }, { users, corrupted, failedAttempts: failure, records: events });
    return took;
  };
  const peer = (it) => {
    const { took, text } = run(it.command(path));
    // To whoever goes by the ID alone, a deleted account is a user of its own.
    compare(`native, ${it.name}`, JSON.parse(text), { users: accounts, failure, success, skipped });
    return took;
  };

  const there = PEERS.filter((it) => spawnSync(it.command("")[0], ["--version"]).status === 0);
  const times = { ours: [], jq: [], python: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const took = { ours: ours(), ...Object.fromEntries(there.map((it) => [it.name, peer(it)])) };
    if (round > 0) for (const [who, time] of Object.entries(took)) times[who].push(time);
  }
  return PEERS.map((it) => {
    const row = { name: "native", title: `The command line, against ${it.name}`, ours: spread(times.ours), against: it.title, goal: it.goal };
    if (!there.includes(it)) return { ...row, notes: [`${it.name} is missing on this machine`] };
    const ratio = spread(times[it.name].map((time, at) => time / times.ours[at]));
    return { ...row, peer: spread(times[it.name]), ratio, notes: ["from start to exit, the report as JSON into a file"] };
  });
}

/** A program from start to exit; what it prints goes into a file, so that reading it is not part of the time. */
function run([program, ...given]) {
  const printed = join(process.env.BENCH_FOLDER, "printed.json");
  const file = openSync(printed, "w");
  const began = performance.now();
  const { status, error, stderr } = spawnSync(program, given, { stdio: ["ignore", file, "pipe"] });
  const took = performance.now() - began;
  closeSync(file);
  // Ours exits with 1 where somebody has to act.
  if (error || status > 1) throw new Error(`${program}: ${error ?? stderr}`);
  return { took, text: readFileSync(printed, "utf8") };
}
