// Every state of the widget worth looking at, described once: for the pictures of `cargo xtask shots`, and for any test that
// must hold in all of them.
import { readFileSync } from "node:fs";
import { pick, tenant } from "./material.js";

/** The time in all of them, so that nothing changes from one day to the next. */
export const NOW = "2026-06-30T12:00:00Z";

/**
 * A state: its name, what it shows, what is prepared before the page is loaded, and how to get there from the page as it
 * opens. `speaks`: in this one the browser itself writes to the console. The order is that of a way through the widget.
 * @typedef {{ name: string, shows: string, speaks?: boolean, before?: (page) => Promise<void>, reach: (page) => Promise<void> }} State
 */

/** @type {State[]} */
export const STATES = [
  { name: "empty", shows: "Nothing pasted", reach: async () => {} },
  { name: "name", shows: "One user: a name with an ID in front", reach: exampleName },
  {
    name: "entry",
    shows: "An entry of the catalogue, opened in its place",
    async reach(page) {
      await exampleName(page);
      await page.getByRole("button", { name: "What C101 means" }).click();
      await page.getByText("Sources: public captures").waitFor();
    },
  },
  { name: "deleted", shows: "One user, deleted twelve days ago", reach: (page) => pick(page, deleted()) },
  { name: "three", shows: "Three users", reach: (page) => pick(page, three()) },
  {
    name: "taking",
    shows: "Answers to copy or save, with names hidden",
    async reach(page) {
      await pick(page, three());
      await page.getByRole("button", { name: "Copy or save", exact: true }).click();
      await page.getByRole("switch").click();
      await page.getByText("user1@domain1.example", { exact: false }).first().waitFor();
      await page.locator("scim-checkup pre[aria-busy=false]").waitFor();
    },
  },
  { name: "many", shows: "500 users", reach: (page) => pick(page, tenant(500, Date.parse(NOW))) },
  {
    name: "user",
    shows: "One of 500 users, opened",
    async reach(page) {
      await pick(page, tenant(500, Date.parse(NOW)));
      await page.getByRole("option").nth(2).click();
      await page.getByRole("region", { name: "The user", exact: true }).waitFor();
    },
  },
  { name: "ten-thousand", shows: "10,000 users", reach: (page) => pick(page, tenant(10_000, Date.parse(NOW))) },
  {
    name: "compared",
    shows: "60 users beside an earlier report",
    async reach(page) {
      const [then, now] = [16, 30].map((day) => tenant(60, Date.parse(NOW) - (30 - day) * 24 * 3_600_000));
      // Some are gone since, some have come, and one is mended.
      const [entra, maptician] = then.map((it) => it.buffer.toString());
      const earlier = await page.evaluate(async (documents) => {
        const { checkup } = await import(new URL("scim-checkup.js", location.href));
        return JSON.stringify(await checkup(documents, { asOf: "2026-06-16T12:00:00Z" }));
      }, [
        { name: "entra.json", text: entra.replace(/person3@/g, "somebody3@").replaceAll("2b000000", "2c000000") },
        { name: "maptician.json", text: maptician.replace(/"active": true/, '"active": false').replaceAll("2b000000", "2c000000") },
      ]);
      await pick(page, [{ name: "june.json", mimeType: "application/json", buffer: Buffer.from(earlier) }, ...now]);
    },
  },
  { name: "problems", shows: "Lines that cannot be read", reach: (page) => pick(page, damaged()) },
  {
    name: "notices",
    shows: "Notices about the material: a job in quarantine, a page of a longer list",
    reach: (page) => pick(page, documents("the-job-in-quarantine-concerns-only-who-waits")),
  },
  {
    name: "progress",
    shows: "A big file, held while it is read",
    before: holdReading,
    async reach(page) {
      await page.locator("scim-checkup input[type=file]").setInputFiles([big()]);
      await page.getByText(/^3\d %/).waitFor();
    },
  },
  {
    name: "guide",
    shows: "What would happen if",
    async reach(page) {
      await page.getByRole("button", { name: "What would happen if…" }).click();
      await page.getByRole("heading", { name: "What would happen if" }).waitFor();
    },
  },
  {
    name: "failure",
    shows: "WebAssembly blocked by the page",
    speaks: true,
    before: blockWasm,
    async reach(page) {
      await page.getByRole("alert").waitFor();
    },
  },
];

/** Opens the embed page and goes to a state. */
export async function enter(page, state) {
  await page.clock.setFixedTime(NOW);
  await state.before?.(page);
  await page.goto(new URL("embed.html", process.env.CHECKUP_URL).href);
  await page.locator("scim-checkup").getByText("SCIM Checkup").or(page.getByRole("alert")).first().waitFor();
  // What is given before the engine is there has the fetching of it counted.
  await page.waitForLoadState("networkidle");
  await state.reach(page);
}

async function exampleName(page) {
  await page.getByRole("button", { name: "A name with an ID in front" }).click();
  await page.getByRole("heading", { name: /Is the username corrupted\? Corrupted/ }).waitFor();
}

/** One account of the deleted users, with the record it left. */
function deleted() {
  const id = "5d2c0e8a-3b1f-4c6d-9e7a-1f2b3c4d5e6f";
  const name = `${id.replaceAll("-", "")}ada@contoso.com`;
  const account = { id, userPrincipalName: name, displayName: "Ada Moss", deletedDateTime: "2026-06-18T10:00:00Z" };
  return [json("deleted.json", { value: [account] }), json("maptician.json", record({ id, name, displayName: "Ada Moss", active: false }))];
}

/** One in order, one disabled and still active, one whose record is corrupted. */
function three() {
  const people = [
    { id: "8c8d357b-5e87-4bba-ad45-197626bd5759", name: "ada@contoso.com", displayName: "Ada Moss", enabled: true, active: true },
    { id: "7fe4771c-008a-42eb-a63d-f47d19e2c6aa", name: "ben@contoso.com", displayName: "Ben Ruiz", enabled: false, active: true },
    { id: "fce75110-d95b-4dd5-a264-ce2a99cfc908", name: "cleo@contoso.com", displayName: "Cleo Park", enabled: true, active: false },
  ];
  const entra = people.map(({ id, name, displayName, enabled }) => ({ id, userPrincipalName: name, displayName, accountEnabled: enabled }));
  const prefixed = { ...people[2], name: `195f30d516514ba38b1c0b993fb809d7${people[2].name}` };
  const records = [people[0], people[1], prefixed].map(record);
  return [json("entra.json", { value: entra }), json("maptician.json", { Resources: records, totalResults: 3, startIndex: 1, itemsPerPage: 3 })];
}

function record({ id, name, displayName, active }) {
  const schemas = ["urn:ietf:params:scim:schemas:core:2.0:User"];
  return { schemas, id: id.slice(0, 4), externalId: id, userName: name, displayName, active };
}

/** A listing by lines, some of which stop in the middle, and a table with a row too short. */
function damaged() {
  const people = Array.from({ length: 24 }, (_, n) => ({
    id: `${(0x7c9e6679 + n).toString(16)}-f401-4c2b-a1d3-e5f60718293a`,
    userPrincipalName: `person${n}@contoso.com`,
    displayName: `Person ${n}`,
    accountEnabled: n % 5 > 0,
    createdDateTime: "2025-11-04T09:00:00Z",
  }));
  const lines = people.map((it, n) => {
    const line = JSON.stringify(it);
    return n % 7 === 3 ? line.slice(0, -9 * (n % 4 + 1)) : line;
  });
  const rows = people.map((it, n) => (n === 11 ? `"person11@contoso.com` : `${it.userPrincipalName},${n % 6 > 0}`));
  return [
    { name: "users.jsonl", mimeType: "application/json", buffer: Buffer.from(lines.join("\n")) },
    { name: "maptician.csv", mimeType: "text/csv", buffer: Buffer.from(`userName,active\n${rows.join("\n")}\n`) },
  ];
}

/** The documents of a case in `tests/cases`. */
function documents(name) {
  const text = readFileSync(new URL(`../cases/${name}.txt`, import.meta.url), "utf8");
  const parts = text.split(/^--- /m).slice(1).map((part) => [part.slice(0, part.indexOf("\n")), part.slice(part.indexOf("\n") + 1)]);
  const given = parts.slice(0, parts.findIndex(([heading]) => heading === "report"));
  return given.map(([heading, text]) => ({ name: heading.split(" ")[0], mimeType: "text/plain", buffer: Buffer.from(text) }));
}

function json(name, value) {
  return { name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(value, null, 1)) };
}

/** What the engine asks of a file at once, and how many such slices the big file has. */
const SLICE = 4 * 1024 * 1024;
const SLICES = 10;
const READ = 4;

/** A log of 40 people, over and over: where it is held, all of them are known. */
export function big() {
  const line = (n) => `2026-06-22T09:12:44Z Failed to create User 'person${n % 40}@contoso.com' in Maptician; StatusCode: Conflict\n`;
  const lines = Array.from({ length: 40 }, (_, n) => line(n)).join("");
  const buffer = Buffer.alloc(SLICES * SLICE, lines);
  return { name: "provisioning.log", mimeType: "text/plain", buffer };
}

/** The worker gets a few slices of a file, so far apart that each is read before the next one comes, and no more. */
async function holdReading(page) {
  const hold = `(() => {
    const { slice, arrayBuffer } = Blob.prototype;
    // The beginning of each file is looked at first, and is no slice.
    let asked = -1;
    let before = Promise.resolve();
    Blob.prototype.slice = function (...range) {
      const part = slice.apply(this, range);
      const last = ++asked > ${READ};
      part.arrayBuffer = () => (before = before.then(() => new Promise((resolve) => {
        if (!last) setTimeout(() => resolve(arrayBuffer.call(part)), 1200);
      })));
      return part;
    };
    // Of the last slice the first report is enough: how many follow depends on the machine.
    const post = self.postMessage;
    let over = false;
    self.postMessage = (message) => {
      if (!over) post.call(self, message);
      over ||= message.report && message.read > ${(READ - 1) * SLICE};
    };
  })();\n`;
  await page.route("**/scim-checkup-worker.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: hold + (await response.text()) });
  });
}

/** The page's policy without the word for WebAssembly. */
async function blockWasm(page) {
  await page.route("**/embed.html", async (route) => {
    const response = await route.fetch();
    const policy = response.headers()["content-security-policy"].replace(" 'wasm-unsafe-eval'", "");
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
  });
}
