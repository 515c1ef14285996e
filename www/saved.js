// Reports that were saved as JSON, read again: what is shown of them, and the line that each of their users has.

/** The form of a report that is read here. */
const SCHEMA = 1;

/** How every saved report begins, also where its members were put in order. */
const BEGINS = /^\uFEFF?\s*\{\s*"(schema"\s*:\s*(\d+)\s*,\s*"asOf"|asOf"\s*:\s*"[^"]*"\s*,\s*"coverage")/;

/** The words of each answer, in the order that the engine numbers them in. */
const WORDS = {
  entra: "enabled disabled live softDeleted removed notAssigned unknown",
  maptician: "active inactive absent unknown",
  corruption: "prefixed suspected entraOnly clean unknown",
  billing: "counted notCounted unknown",
  action:
    "notCovered resolveDuplicate contactSupport checkProvisioning lookUpInEntra decideReturn reassignInEntra waitForSync provideMore none",
  urgency: "now byDeadline whenReturning none",
  next: "null stops starts",
  link: "intact atRisk broken unknown",
};

const NAMES = Object.keys(WORDS);
const words = (name) => WORDS[name].split(" ");

/** What became of a user since an earlier time. */
const CHANGES = "worse stillLooping stillOpen notShown new healed changed gone".split(" ");

/** How many letters a change is. */
const CHANGE = 7;

/** What cannot be read, in words for people. */
export class Unusable extends Error {
  constructor(title, text) {
    super(title);
    this.told = { title, text, broken: false };
  }
}

/** A document as the report it is, with the lines of its users; null where it is anything else. */
export async function asReport({ name, blob, text }) {
  const read = async (end) => (blob ? decoded(await blob.slice(0, end).arrayBuffer()) : text.slice(0, end));
  // A file that cannot be read is told where it is read.
  if (!BEGINS.test(await read(400).catch(() => ""))) return null;
  const unusable = (why) => {
    throw new Unusable(`“${name}” is a saved report that cannot be read`, `${why} Save it again, or give the material itself.`);
  };
  let report;
  let lines;
  try {
    report = JSON.parse((await read()).replace("\uFEFF", ""));
    lines = linesOf(report.users);
  } catch {
    // Another form may have other words.
  }
  if (report && report.schema !== SCHEMA) unusable(`Another version of SCIM Checkup wrote it, in the form ${report.schema}; this page reads ${SCHEMA}.`);
  if (!lines || !report.totals || !Date.parse(report.asOf)) unusable("It is damaged: it ends too early, or something else stands in it.");
  return { ...report, lines };
}

/** A console may write UTF-16. */
function decoded(bytes) {
  const [first] = new Uint8Array(bytes.slice(0, 1));
  return new TextDecoder(first === 0xff ? "utf-16le" : "utf-8").decode(bytes);
}

/** The users' lines, as src/engine/line.rs writes them. Which acts fit shows only the material: none. */
export function linesOf(users) {
  return users.map((user) => `${lineOf(user)}\n`).join("");
}

function lineOf({ name, displayName, objectIds, aliases, entra, maptician, link, corruption, billing, action, activity }) {
  const answers = { entra, maptician, corruption: corruption.status, billing: billing.status, action: action.kind, urgency: action.urgency, next: billing.next, link };
  const digits = NAMES.map((it) => words(it).indexOf(`${answers[it]}`));
  if (digits.includes(-1)) throw new Error("a word of another version");
  const days = activity?.perDay.filter((it) => it.failures > 0).map((it) => it.day) ?? [];
  const failed = activity?.failures ? `${activity.failures} ${days.sort().at(-1) ?? ""}` : "";
  const refused = activity?.refusedCreates?.count ?? 0;
  let reason = action.title;
  if (action.deadline) reason = `by ${day(action.deadline)}`;
  else if (refused) reason = refused === 1 ? "1 create refused" : `${refused.toLocaleString("en")} creates refused`;
  const values = [`${digits.join("")}0${failed}`, reason, name, displayName ?? "", ...aliases, ...objectIds];
  return values.map((it) => it.replace(/[\0-\x1f\x7f]/g, " ")).join("\t");
}

const DAY = { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" };

function day(time) {
  return new Date(time).toLocaleDateString("en-GB", DAY);
}

/** `30 June 2026, 12:00 UTC` */
export function moment(time) {
  return `${day(time)}, ${time.slice(11, 16)} UTC`;
}

/** The format of a row that is the state before. */
const EARLIER = "earlier";

/** The row of a document of an earlier day. */
export function earlierRow(row, asOf) {
  return { ...row, format: EARLIER, contents: `The state before, as of ${moment(asOf)}: ${row.contents}` };
}

/** The row of a document that is a saved report: of the one that is shown, or of the one before. */
export function rowOf({ document: { name, blob, text }, report: { asOf, users } }, isShown) {
  const contents = `${isShown ? "Saved report" : "The state before: saved report"}, as of ${moment(asOf)}`;
  const coverage = `${users.length.toLocaleString("en")} users.`;
  const read = { bytes: blob?.size ?? text.length, lines: 0, records: users.length, ignored: 0, problems: [], problemCount: 0 };
  return { name, format: isShown ? "report" : EARLIER, contents, coverage, encoding: "UTF-8", ...read };
}

/** What is shown above the users of a saved report. */
export function headOf({ lines: _, users, ...head }) {
  const { totals } = head;
  if (users.length === totals.users) return head;
  // Whoever saved it chose some.
  const lede = `The file holds ${users.length} of the ${totals.users} users of its report.`;
  return { ...head, lede, totals: { ...totals, users: users.length } };
}

/** An ID of an account, as reports have it. */
const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * Who of the newer lines is whom of the older ones: by an ID, else by a name that nobody else has, as
 * src/rules/many/compare.rs has it. Gives what became of each, as `changes` tells it, and of those who are only in the
 * older ones; and the lines of these.
 */
export function compare(older, newer, since, changes) {
  const [before, after] = [older, newer].map((lines) => lines.split("\n").slice(0, -1).map((it) => it.split("\t")));
  const byId = new Map();
  const byName = new Map();
  const fold = ([, , name]) => name.trim().toLowerCase();
  for (const it of before) {
    for (const id of it.slice(4).filter((id) => ID.test(id))) if (!byId.has(id)) byId.set(id, it);
    byName.set(fold(it), byName.has(fold(it)) ? null : it);
  }
  const rest = new Set(before);
  const take = (it) => (rest.delete(it) ? it : null);
  const pairs = after.map((it) => take(byId.get(it.slice(4).find((id) => byId.has(id)))));
  after.forEach((it, at) => (pairs[at] ??= take(byName.get(fold(it)))));
  const digits = changes(after.map((it, at) => `${it[0]}\t${pairs[at]?.[0] ?? ""}\n`).join(""), since.slice(0, 10));
  const written = (digit, it) => digit + (it ? it[0].slice(0, CHANGE - 1) : "-".repeat(CHANGE - 1));
  const gone = [...rest];
  return {
    since,
    changes: pairs.map((it, at) => written(digits[at], it)).join("") + gone.map((it) => written(CHANGES.length, it)).join(""),
    gone: gone.map((it) => `${it.join("\t")}\n`).join(""),
  };
}

/** *Since 16 June 2026: 1 worse, 2 healed.* */
export function changed({ since, changes }) {
  const counts = CHANGES.map(() => 0);
  for (let at = 0; at < changes.length; at += CHANGE) if (changes[at] > 0) counts[changes[at] - 1]++;
  const words = (name) => name.replace(/[A-Z]/, (it) => ` ${it.toLowerCase()}`);
  const told = CHANGES.map((name, at) => counts[at] > 0 && `${counts[at].toLocaleString("en")} ${words(name)}`).filter(Boolean);
  return `Since ${day(since)}: ${told.join(", ") || "nothing has changed"}.`;
}

/** A user in JSON with what became of the user since an earlier time. */
export function withChange(json, changes, place) {
  const change = CHANGES[changes[place * CHANGE] - 1];
  return changes ? `${json.slice(0, -1)},"sinceEarlier":${JSON.stringify(change ?? "unchanged")}}` : json;
}
