// Every figure against a peer in the same run. Started by `cargo xtask bench`, which builds, serves and weighs.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { machine, versions } from "./machine.mjs";
import { options } from "./options.mjs";
import { launch } from "./page.mjs";
import { drop } from "./rows/drop.mjs";
import { growth } from "./rows/growth.mjs";
import { many } from "./rows/many.mjs";
import { memory } from "./rows/memory.mjs";
import { native } from "./rows/native.mjs";
import { paste } from "./rows/paste.mjs";
import { RACES, race } from "./rows/races.mjs";
import { keep, table } from "./table.mjs";

const FILE = fileURLToPath(new URL("../BENCHMARKS.md", import.meta.url));

const given = process.argv.slice(2);
const asked = options(given);
const around = machine();
const browser = await launch();

const ROWS = [
  ...RACES.map((it) => [it.name, (context) => race(it, context)]),
  ["native", native],
  ["memory", memory],
  ["growth", growth],
  ["paste", paste],
  ["drop", drop],
  ["many", many],
  ["size", () => ({ name: "size", sizes: JSON.parse(readFileSync(process.env.BENCH_SIZES, "utf8")) })],
];

const rows = [];
try {
  for (const [name, measure] of ROWS) {
    if (asked.only.length > 0 && !asked.only.includes(name)) continue;
    console.error(`measuring ${name}`);
    rows.push(...[await measure({ browser, ...asked })].flat());
  }
} finally {
  await browser.close();
}

const command = ["cargo xtask bench", ...given].join(" ");
const text = `\`${command}\`, ${new Date().toISOString().slice(0, 10)}. Rounds in turns with the peer: ${asked.rounds}, and one before
them to warm up. Medians; in brackets the least and the most.

- Machine: ${around}
- Versions: ${versions(browser)}

${table(rows)}`;
console.log(text);
// Some of the rows are for looking at; the file has all of them.
if (asked.only.length === 0) keep(FILE, text);
