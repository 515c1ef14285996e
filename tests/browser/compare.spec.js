// Saved reports: shown again, and compared with what is now.
import { readFileSync, readdirSync } from "node:fs";
import { documentsOf, file, pick, tenant } from "./material.js";
import { expect, field, open, test } from "./page.js";

const WIDGET = `<script type="module" src="/scim-checkup.js"></script><scim-checkup></scim-checkup>`;
const THEN = "2026-06-16T12:00:00Z";
const NOW = "2026-06-30T12:00:00Z";

/** A report as the page gives it to a program. */
const report = (page, documents, asOf) =>
  page.evaluate(async ({ documents, asOf }) => {
    const { checkup } = await import("/scim-checkup.js");
    return JSON.stringify(await checkup(documents, { asOf }));
  }, { documents, asOf });

async function openAt(page, time) {
  // The timers go on: only what the clock shows is held.
  await page.addInitScript((time) => {
    const Clock = Date;
    globalThis.Date = class extends Clock {
      constructor(...given) {
        super(...(given.length > 0 ? given : [time]));
      }
    };
  }, time);
  await open(page, WIDGET);
  await field(page).waitFor();
}

async function saved(page, form) {
  await page.getByRole("button", { name: new RegExp(`^${form}`) }).click();
  await page.locator("scim-checkup pre[aria-busy=false]").waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as a file" }).click()]);
  return readFileSync(await download.path(), "utf8");
}

const takeAlong = (page) => page.getByRole("button", { name: "Copy or save", exact: true }).click();
const rows = (page) => page.getByRole("option").allTextContents();
const detail = (page) => page.getByRole("region", { name: "The user", exact: true });

test("a saved report shows the same again, and without its material no lines", async ({ page }) => {
  await openAt(page, NOW);
  await pick(page, tenant(40, Date.parse(NOW)));
  const shown = await rows(page);
  const headline = await page.locator("scim-checkup #headline").textContent();
  await takeAlong(page);
  const json = await saved(page, "JSON");
  await page.getByRole("button", { name: "Clear", exact: true }).first().click();
  await pick(page, [file("june.json", json)]);
  await expect(page.locator("scim-checkup #headline")).toHaveText(headline);
  expect(await rows(page)).toEqual(shown);
  await expect(page.getByText("Saved report, as of 30 June 2026, 12:00 UTC")).toBeVisible();
  await page.getByText("See it in your text").first().click();
  await expect(detail(page).locator("details[open]")).toContainText(/(entra|maptician)\.json, line/);
  await expect(page.getByRole("button", { name: "Show the line" })).toHaveCount(0);
  // What is saved of it is the same report.
  await takeAlong(page);
  await expect(page.getByText("A saved report holds answers and not the material")).toBeVisible();
  await expect(page.getByRole("button", { name: /^(CSV|Text|Markdown|Restore)/ })).toHaveCount(0);
  expect(JSON.parse(await saved(page, "JSON"))).toEqual(JSON.parse(json));
});

test("one user of a report is saved, and shown as one", async ({ page }) => {
  await openAt(page, NOW);
  const documents = tenant(40, Date.parse(NOW)).map((it) => ({ name: it.name, text: it.buffer.toString() }));
  const all = JSON.parse(await report(page, documents, NOW));
  await pick(page, [file("one.json", JSON.stringify({ ...all, users: all.users.slice(3, 4) }))]);
  await expect(page.getByText("The file holds 1 of the 40 users of its report.")).toBeVisible();
  await expect(page.getByRole("heading", { name: /Is the username corrupted/ })).toBeVisible();
});

test("a report that cannot be read says why", async ({ page }) => {
  await openAt(page, NOW);
  const json = await report(page, [{ name: "a.txt", text: "ada@contoso.com" }], NOW);
  const given = async (name, text) => {
    await page.locator("scim-checkup input[type=file]").setInputFiles([file(name, text)]);
    return page.getByRole("alert").filter({ hasText: name });
  };
  await expect(await given("cut.json", json.slice(0, -40))).toContainText("It is damaged: it ends too early");
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(await given("new.json", json.replace('"schema":1', '"schema":7'))).toContainText("in the form 7; this page reads 1");
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(await given("word.json", json.replace('"entra":"', '"entra":"hardly '))).toContainText("It is damaged");
});

test("exports of an earlier day beside today's: what is of an earlier day is what the rest is compared with", async ({ page }) => {
  await openAt(page, NOW);
  const { documents, expected } = documentsOf("many/two-sides-and-two-dates");
  const given = documents.filter((it) => it.name !== "ask").map((it) => ({ ...it, name: it.name.replace("old/", ""), old: it.name.startsWith("old/") }));
  // Both days have files of the same names.
  await page.locator("scim-checkup input[type=file]").evaluate((input, { given, then }) => {
    const files = new DataTransfer();
    for (const { name, text, old } of given) files.items.add(new File([text], name, { lastModified: Date.parse(then) + (old ? 0 : 1e9) }));
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }, { given, then: THEN });
  const documentRow = (at) => page.getByRole("region", { name: "What was given" }).getByRole("listitem").nth(at);
  const n = given.filter((it) => it.old).length;
  for (const [at, { old }] of given.entries()) {
    if (old) await documentRow(at).getByRole("button", { name: /^Compare with this/ }).click();
  }
  for (const [at, { old }] of given.entries()) {
    const row = documentRow(at);
    await (old ? expect(row).toContainText("The state before, as of 16 June 2026, 12:00 UTC: ") : expect(row).not.toContainText("The state before, "));
  }
  expect(n).toBeGreaterThan(0);
  for (const whole of await page.getByRole("button", { name: "Yes, everybody" }).all()) await whole.click();
  const told = [...expected.split("> compare")[1].matchAll(/^(\S+@\S+) {2}(.+)$/gm)].map(([, name, change]) => [name, change]);
  for (const [name, change] of told.filter((it) => it[1] !== "Only in the older material")) {
    await expect(page.getByRole("option").filter({ hasText: name })).toContainText(change);
  }
  // A line is shown of the file that the answer rests on, not of its namesake.
  await page.getByRole("option").first().click();
  const evidence = page.getByText(/^See it in your text/).first();
  await evidence.click();
  await page.getByRole("button", { name: "Show the line" }).first().click();
  const value = await detail(page).locator("details[open] code.mark").first().textContent();
  await expect(detail(page).locator("details[open] pre mark").first()).toHaveText(value);

  // Back again, it is of now.
  for (const [at, { old }] of given.entries()) {
    if (old) await documentRow(at).getByRole("button", { name: /^Compare no more/ }).click();
  }
  await expect(page.getByRole("button", { name: /^\d+ ?Healed/ })).toHaveCount(0);
});

test("an earlier report beside today's material: what became of each, as the command line tells it", async ({ page }) => {
  await openAt(page, NOW);
  const { documents, expected } = documentsOf("many/two-sides-and-two-dates");
  const older = documents.filter((it) => it.name.startsWith("old/"));
  const newer = documents.filter((it) => !it.name.startsWith("old/") && it.name !== "ask");
  const before = await report(page, older, THEN);
  await pick(page, [file("june.json", before), ...newer.map((it) => file(it.name, it.text))]);
  await page.getByRole("button", { name: "Yes, everybody" }).click();
  await expect(page.getByText("The state before: saved report, as of 16 June 2026, 12:00 UTC")).toBeVisible();
  const told = [...expected.split("> compare")[1].matchAll(/^(\S+@\S+) {2}(.+)$/gm)].map(([, name, change]) => [name, change]);
  expect(told.length).toBeGreaterThan(6);
  for (const [name, change] of told.filter((it) => it[1] !== "Only in the older material")) {
    await expect(page.getByRole("option").filter({ hasText: name })).toContainText(change);
  }
  const figure = (name) => page.getByRole("button", { name: new RegExp(`^\\d+ ?${name}`) });
  await expect(figure("New")).toContainText("3");
  await figure("Healed").click();
  await expect(page.getByRole("option")).toHaveCount(1);
  await expect(detail(page)).toContainText("Since 16 June 2026, 12:00 UTC: Healed. Maptician: inactive, now active. Username: Corrupted, now Clean.");
  await figure("Only in the older material").click();
  await expect(page.getByRole("option")).toHaveCount(1);
  await expect(detail(page)).toContainText("Otto Key");
  await expect(detail(page)).toContainText("That alone does not say that the user is gone.");
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(page.getByRole("option").filter({ hasText: "Otto Key" })).toHaveCount(0);

  // Taken along: a column, a line, a word; whoever is only in the older report is counted and not named.
  await takeAlong(page);
  const text = await saved(page, "Text");
  expect(text).toContain("Since the earlier report: Healed\n");
  expect(text).toContain("Compared with an earlier report, of 16 June 2026, 12:00 UTC, which has 1 user more.");
  const csv = await saved(page, "CSV");
  expect(csv.split("\r\n")[0]).toMatch(/,Since the earlier report$/);
  expect(csv).toMatch(/^mo@contoso\.com,.*,Healed$/m);
  const json = JSON.parse(await saved(page, "JSON"));
  expect(json.earlier).toEqual({ asOf: THEN, onlyThere: 1 });
  expect(json.users.find((it) => it.name === "mo@contoso.com").sinceEarlier).toBe("healed");
  await page.getByRole("switch", { name: "Hide names, addresses and IDs" }).click();
  for (const form of ["Text", "Markdown", "CSV", "JSON"]) expect(await saved(page, form)).not.toMatch(/contoso|otto|mo vale|7b1f2e3d/i);
});

test("two saved reports: the newer one is shown, whichever was given first", async ({ page }) => {
  await openAt(page, NOW);
  const { documents } = documentsOf("many/two-sides-and-two-dates");
  const before = await report(page, documents.filter((it) => it.name.startsWith("old/")), THEN);
  const after = await report(page, documents.filter((it) => !it.name.startsWith("old/") && it.name !== "ask"), NOW);
  await pick(page, [file("july.json", after), file("june.json", before)]);
  await expect(page.getByRole("option").filter({ hasText: "mo@contoso.com" })).toContainText("Healed");
  await expect(page.getByText("Saved report, as of 30 June 2026, 12:00 UTC")).toBeVisible();
  await takeAlong(page);
  expect(JSON.parse(await saved(page, "JSON")).users.find((it) => it.name === "mo@contoso.com").sinceEarlier).toBe("healed");
  // A third one is one too many.
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.locator("scim-checkup input[type=file]").setInputFiles([file("may.json", before)]);
  await expect(page.getByRole("alert")).toContainText("More than one earlier state");
});

// The engine writes a line for each user, and so does the script that reads saved reports.
test("a saved report has the very lines of its users", async ({ page }) => {
  test.setTimeout(120_000);
  await open(page, "");
  const cases = readdirSync(new URL("../cases", import.meta.url)).filter((it) => it.endsWith(".txt"));
  const materials = cases.map((it) => documentsOf(`cases/${it.slice(0, -4)}`).documents);
  const differing = await page.evaluate(async ({ materials, asOf }) => {
    const policy = trustedTypes.createPolicy("scim-checkup", { createScriptURL: (it) => it });
    const worker = new Worker(policy.createScriptURL("/scim-checkup-worker.js"));
    const said = (ask, ends) =>
      new Promise((resolve) => {
        const heard = [];
        worker.onmessage = ({ data }) => {
          heard.push(data);
          if (data.type === ends || data.type === "failure") resolve(heard);
        };
        if (ask) worker.postMessage(ask);
      });
    await said(null, "loaded");
    const bytes = await (await fetch("/scim-checkup-engine.wasm")).arrayBuffer();
    await said({ type: "start", bytes, probe: new Blob() }, "ready");
    const differing = [];
    let n = 0;
    const read = async (documents) => {
      const heard = await said({ type: "check", id: ++n, asOf, documents }, "report");
      const users = heard.filter((it) => it.type === "users");
      const [{ report }] = heard.slice(-1);
      // Which acts fit shows only the material.
      const lines = users.map((it) => it.lines.replace(/^(.{8})./gm, "$10")).join("");
      return { report, lines, users: users.flatMap((it) => JSON.parse(it.page)) };
    };
    for (const documents of materials) {
      const one = await read(documents);
      const text = JSON.stringify({ ...one.report, users: one.users });
      const other = await read([{ name: "saved.json", text }]);
      if (one.lines !== other.lines || JSON.stringify(one.users) !== JSON.stringify(other.users)) differing.push([one.lines, other.lines]);
    }
    return { differing, n };
  }, { materials, asOf: NOW });
  expect(differing.differing).toEqual([]);
  expect(differing.n).toBeGreaterThan(400);
});
