// Ours and a peer in turns, in one worker, over the same material.
import { listings } from "../material/listings.mjs";
import { log } from "../material/log.mjs";
import { AS_OF } from "../material/people.mjs";
import { prose } from "../material/prose.mjs";
import { logCsv, usersCsv } from "../material/tables.mjs";
import { open } from "../page.mjs";
import { compare, spread } from "../statistics.mjs";
import { write } from "../write.mjs";

/** Users in a log. The time must follow the bytes there, and the users in listings. */
export const USERS = 1000;

const MB = 1_000_000;

/** Users in listings: at 100 MB as many as a large tenant has. */
const inListings = (megabytes) => megabytes * 1000;

const ofLog = ({ users, corrupted, failure, events }) => ({ users, corrupted, failedAttempts: failure, records: events, problems: 0 });

export const RACES = [
  {
    name: "log",
    title: "Provisioning log, JSON, in memory",
    form: "bytes",
    files: (megabytes) => [["log.json", log(megabytes * MB, USERS)]],
    ours: ofLog,
    peer: { name: "json", title: "`JSON.parse`, with UTF-8 decoding", counts: ({ events }) => ({ events }) },
    goal: 2.5,
  },
  {
    name: "file",
    title: "The same log as a picked file",
    form: "file",
    files: (megabytes) => [["log.json", log(megabytes * MB, USERS)]],
    ours: ofLog,
    peer: { name: "file", title: "`file.text()`, `JSON.parse`", counts: ({ events }) => ({ events }) },
    reads: true,
    goal: 2,
  },
  {
    name: "csv",
    title: "Provisioning log, CSV, in memory",
    form: "bytes",
    files: (megabytes) => [["log.csv", logCsv(megabytes * MB, USERS)]],
    ours: ofLog,
    peer: { name: "quoted", title: "Papa Parse, rows dropped", counts: ({ events }) => ({ events }) },
    goal: 5,
  },
  {
    name: "users",
    title: "Users export, CSV, in memory",
    form: "bytes",
    files: (megabytes) => [["users.csv", usersCsv(inListings(megabytes))]],
    ours: ({ users, disabled }) => ({ users, records: users, notCounted: disabled, problems: 0 }),
    peer: { name: "unquoted", title: "Papa Parse, `fastMode`, rows dropped", counts: ({ users }) => ({ users }) },
    goal: 5,
  },
  {
    name: "join",
    title: "SCIM and Graph listings, joined",
    form: "bytes",
    files: (megabytes) => {
      const { scim, graph } = listings(inListings(megabytes));
      return [["scim.json", scim], ["graph.json", graph]];
    },
    ours: ({ users, corrupted, active, needAction }) => ({ users, corrupted, counted: active, needAction, problems: 0 }),
    peer: { name: "join", title: "the join in plain JavaScript", counts: (it) => it },
    goal: 3,
  },
  {
    name: "text",
    title: "Log lines and mails as text",
    form: "text",
    files: (megabytes) => [["lines.txt", prose(megabytes * MB, USERS)]],
    ours: ({ users, corrupted, lines }) => ({ users, corrupted, lines }),
    peer: { name: "prefixes", title: "the browser’s RegExp, one pattern", counts: ({ prefixes }) => ({ prefixes }) },
    goal: 5,
  },
];

export async function race(row, { browser, megabytes, rounds }) {
  const files = row.files(megabytes).map(([name, material]) => ({ name, ...write(name, material) }));
  const { counts } = files[0];
  const documents = files.map(({ name }) => ({ name, form: row.form }));
  const page = await open(browser);
  await page.pick(row.form, files.map((it) => it.path));

  const runs = { ours: [], peer: [], reading: [] };
  const turn = {
    ours: () => page.ask("ours", { documents, asOf: AS_OF }),
    peer: () => page.ask("peer", { name: row.peer.name, documents }),
    reading: () => page.ask("peer", { name: "reading", documents }),
  };
  const order = row.reads ? ["ours", "peer", "reading"] : ["ours", "peer"];
  // The first round warms up and is dropped.
  for (let round = 0; round <= rounds; round += 1) {
    for (const who of round % 2 === 0 ? order : order.toReversed()) {
      await page.ask("collect");
      const result = await turn[who]();
      if (who === "ours") compare(`${row.name}, our report`, result.counts, row.ours(counts));
      if (who === "peer") compare(`${row.name}, the peer`, result.counts, row.peer.counts(counts));
      if (round > 0) runs[who].push(result);
    }
  }
  await page.close();

  const took = (who) => runs[who].map((it) => it.took);
  const notes = [...sizes(files, row.ours(counts)), parts(runs.ours)];
  if (row.reads) {
    const reading = spread(took("reading"));
    const share = spread(took("reading").map((it, at) => it / runs.ours[at].took));
    notes.push(`reading the slices and dropping them takes ${reading.median.toFixed(0)} ms, ${percent(share.median)} (${percent(share.min)}–${percent(share.max)}) of ours`);
  }
  return {
    name: row.name,
    title: row.title,
    ours: spread(took("ours")),
    peer: spread(took("peer")),
    against: row.peer.title,
    ratio: spread(took("peer").map((it, at) => it / runs.ours[at].took)),
    goal: row.goal,
    notes,
  };
}

const percent = (part) => `${(100 * part).toFixed(0)} %`;

function sizes(files, { users, records }) {
  const bytes = files.reduce((sum, it) => sum + it.bytes, 0);
  const entries = records && records !== users ? `, ${records.toLocaleString("en")} entries` : "";
  return [`${(bytes / MB).toFixed(1)} MB${entries}, ${users.toLocaleString("en")} users`];
}

/** Where our time goes: reading, then join and rules, then the report worded and handed over to the page. */
function parts(runs) {
  const of = (part) => spread(runs.map((it) => it.times[part] ?? 0)).median;
  const [join, hand, meanwhile] = [of("join"), of("hand"), of("meanwhile")];
  const reading = spread(runs.map((it) => it.took)).median - join - hand - meanwhile;
  const all = [["reading", reading], ["join and rules", join], ["wording and handing over", hand], ["reports on the way", meanwhile]];
  const memory = `memory ${(Math.max(...runs.map((it) => it.memory)) / MB).toFixed(0)} MB`;
  return all.filter(([, ms]) => ms >= 1).map(([what, ms]) => `${what} ${ms.toFixed(0)} ms`).join(", ") + `; ${memory}`;
}
