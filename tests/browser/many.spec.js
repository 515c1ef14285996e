import { readFileSync } from "node:fs";
import { pick, tenant } from "./material.js";
import { CORRUPTED, expect, field, open, paste, test } from "./page.js";

const WIDGET = `<script type="module" src="/scim-checkup.js"></script><scim-checkup></scim-checkup>`;

async function openTenant(page, size) {
  await open(page, WIDGET);
  await field(page).waitFor();
  await pick(page, tenant(size));
}

/** The row that is current, by what its option says. */
const current = (page) => page.getByRole("option", { selected: true });
const detail = (page) => page.getByRole("region", { name: "The user", exact: true });

test("ten thousand users: a few rows are drawn, all of them are reached", async ({ page }) => {
  await openTenant(page, 10_000);
  const list = page.getByRole("listbox", { name: "Users" });
  const drawn = () => page.getByRole("option").count();
  expect(await drawn()).toBeLessThan(60);
  await expect(page.getByRole("option").first()).toHaveAttribute("aria-setsize", "10000");
  await list.focus();
  await page.keyboard.press("End");
  await expect(current(page)).toHaveAttribute("aria-posinset", "10000");
  await expect(current(page)).toBeInViewport();
  await page.keyboard.press("PageUp");
  await expect(current(page)).toHaveAttribute("aria-posinset", "9990");
  for (const to of [100_000, 300_000, 40_000]) {
    await list.evaluate((it, to) => it.scrollTo(0, to), to);
    await expect.poll(() => rowsInSight(page)).toBe(true);
    expect(await drawn()).toBeLessThan(60);
  }
  // Wherever it is scrolled to, what has the keyboard is there.
  expect(await list.getAttribute("aria-activedescendant")).toBe(await current(page).getAttribute("id"));
});

/** Whether rows fill the list from its top to its end. */
function rowsInSight(page) {
  return page.evaluate(() => {
    const list = document.querySelector("scim-checkup").shadowRoot.querySelector("#users");
    const { top, bottom } = list.getBoundingClientRect();
    const rows = [...list.querySelectorAll(".row")].map((it) => it.getBoundingClientRect());
    return rows.some((it) => it.top <= top + 40 && it.bottom > top) && rows.some((it) => it.bottom >= bottom && it.top < bottom);
  });
}

test("users are found, filtered and sorted", async ({ page }) => {
  await openTenant(page, 500);
  const shown = page.getByRole("status").filter({ hasText: /^(All \d+|\d+ of \d+)$/ });
  await expect(shown).toHaveText("All 500");
  const find = page.getByRole("searchbox", { name: "Find a name or an ID" });
  await find.fill("NUMBER49");
  await expect(shown).toHaveText("11 of 500");
  await find.fill("person499@");
  await expect(page.getByRole("option")).toHaveCount(1);
  await find.fill("nobody");
  await expect(page.getByRole("option")).toHaveCount(0);
  await find.fill("");

  const figure = page.getByRole("button", { name: /a corrupted username/ });
  const count = (await figure.locator("b").first().textContent()).trim();
  expect(Number(count)).toBeGreaterThan(5);
  await figure.click();
  await expect(figure).toHaveAttribute("aria-pressed", "true");
  await expect(shown).toHaveText(`${count} of 500`);
  await expect(page.getByRole("option", { name: /Username: Corrupted/ }).first()).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(shown).toHaveText("All 500");

  const cell = page.getByRole("table", { name: "Where they stand" }).getByRole("button").first();
  const inCell = await cell.textContent();
  await cell.click();
  await expect(shown).toHaveText(`${inCell} of 500`);
  await cell.click();

  await page.getByRole("button", { name: /^User(?!name)/ }).click();
  await page.getByRole("listbox").focus();
  await page.keyboard.press("Home");
  await expect(current(page)).toContainText("Person A. Number0");
  await page.getByRole("button", { name: /^User(?!name)/ }).click();
  await page.getByRole("listbox").focus();
  await page.keyboard.press("Home");
  await expect(current(page)).toContainText("Person Z.");
});

test("the arrows move through the users, and the detail follows", async ({ page }) => {
  await openTenant(page, 40);
  await page.getByRole("listbox").focus();
  const names = [];
  for (let n = 0; n < 3; n += 1) {
    const name = await current(page).locator("b").first().textContent();
    await expect(detail(page)).toContainText(name);
    names.push(name);
    await page.keyboard.press("ArrowDown");
  }
  expect(new Set(names).size).toBe(3);
});

test("on a phone the detail takes the table's place, and gives it back", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await openTenant(page, 40);
  await expect(detail(page)).toBeHidden();
  await page.getByRole("option").nth(2).click();
  await expect(detail(page)).toBeFocused();
  await expect(page.getByRole("listbox")).toBeHidden();
  await page.getByRole("button", { name: "Back to 40 users" }).click();
  await expect(page.getByRole("listbox")).toBeFocused();
  await expect(page.getByRole("option").nth(2)).toHaveAttribute("aria-selected", "true");
});

test("answers are taken along, with names or without", async ({ page }) => {
  await openTenant(page, 40);
  await page.getByRole("button", { name: "Copy or save", exact: true }).click();
  const preview = page.getByLabel("Preview");
  await expect(preview).toContainText("need action now");
  for (const [form, sign] of [["Markdown", "## "], ["CSV", "User,Display name"], ["JSON", '"schema":1']]) {
    await page.getByRole("button", { name: new RegExp(`^${form}`) }).click();
    await expect(preview).toContainText(sign);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as a file" }).click()]);
    const saved = readFileSync(await download.path(), "utf8");
    expect(saved).toContain("person7@contoso.com");
    if (form === "JSON") expect(JSON.parse(saved).users).toHaveLength(40);
  }
  await page.getByRole("switch", { name: "Hide names, addresses and IDs" }).click();
  await expect(preview).toContainText("user1@domain1.example");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as a file" }).click()]);
  const saved = readFileSync(await download.path(), "utf8");
  expect(JSON.parse(saved).users).toHaveLength(40);
  expect(saved).not.toMatch(/person\d|contoso|number\d|2b00/i);
});

test("a restore file and scripts are for whom the table shows, and for nobody by default", async ({ page }) => {
  await openTenant(page, 200);
  await page.getByRole("button", { name: "Copy or save", exact: true }).click();
  await page.getByRole("button", { name: "Restore file, for the admin centre" }).click();
  await expect(page.getByText("Nobody is taken by default.")).toBeVisible();
  await expect(page.getByRole("switch")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Save as a file" })).toHaveCount(0);
  // Those who wait for a decision are deleted, and may come back.
  await page.getByRole("button", { name: /a decision/ }).click();
  const count = Number(await page.getByRole("listbox").getByRole("option").first().getAttribute("aria-setsize"));
  expect(count).toBeGreaterThan(2);
  const said = page.getByRole("status").filter({ hasText: " in it, " });
  const save = async () => {
    await page.locator("scim-checkup pre[aria-busy=false]").waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as a file" }).click()]);
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
  };
  await expect(said).toContainText(/^\d+ users are in it/);
  const file = await save();
  expect(file.name).toBe("scim-checkup-restore.csv");
  const [version, heading, ...ids] = file.text.trim().split("\r\n");
  expect([version, heading]).toEqual(["version:v1.0", "Object ID [objectId] Required"]);
  const [inIt, leftOut] = (await said.textContent()).match(/\d+/g).map(Number);
  expect([ids.length, inIt + leftOut]).toEqual([inIt, count]);
  expect(ids.every((it) => /^2b[\da-f]{6}-/.test(it))).toBe(true);

  await page.getByRole("button", { name: "Restore script, PowerShell" }).click();
  await expect(page.getByLabel("Preview")).toContainText("Whoever left for good stays deleted");
  const script = await save();
  expect(script.name).toBe("scim-checkup-restore.ps1");
  expect(script.text.match(/@{ Id = '/g)).toHaveLength(inIt);

  // The table is another one: so is the script.
  await page.getByRole("button", { name: "Disable script, PowerShell" }).click();
  await expect(said).toContainText(/^0 users are in it/);
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(page.getByText("Nobody is taken by default.")).toBeVisible();
  await page.getByRole("searchbox").fill("person19");
  await expect(said).toContainText(/^\d+ users are in it/);
  const disable = await save();
  expect(disable.text).toContain("# SCIM Checkup: disable users");
  expect(disable.text).toContain("Disable-Listed -Users $listed -WhatIf");
  for (const [, name] of disable.text.matchAll(/Name = '(\S+)'/g)) expect(name).toMatch(/^person19/);
});

test("one user's answers are copied for a ticket", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openTenant(page, 40);
  const name = await current(page).locator("b").first().textContent();
  await page.getByRole("button", { name: "Copy or save this user’s answers" }).click();
  await expect(page.getByLabel("Preview")).toContainText(name);
  await page.getByRole("button", { name: "Copy", exact: true }).first().click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.match(/^Username: /gm)).toHaveLength(1);
  expect(copied).toContain(name);
});

test("an answer opens its entry of the catalogue in place", async ({ page }) => {
  await open(page, WIDGET);
  await paste(page, CORRUPTED);
  const way = page.getByRole("button", { name: "What C101 means" });
  await way.click();
  await expect(way).toHaveAttribute("aria-expanded", "true");
  const meaning = page.getByText("The stored name starts with the object ID of an Entra account that was deleted.");
  await expect(meaning).toBeVisible();
  await expect(page.getByText("Sources: public captures")).toBeVisible();
  await way.click();
  await expect(meaning).toBeHidden();
});

test("what would happen if: situations, acts of one's own, and from where a user stands", async ({ page }) => {
  await page.clock.setFixedTime("2026-06-30T12:00:00Z");
  await open(page, WIDGET);
  await page.getByRole("button", { name: "What would happen if…" }).click();
  await expect(page.getByRole("heading", { name: "What would happen if" })).toBeFocused();
  await expect(page.getByText("The user is inactive. Seats and future reservations are cancelled")).toBeVisible();
  await page.getByRole("button", { name: "Deleting somebody who comes back" }).click();
  await expect(page.getByText("20 July 2026, you create a new account")).toBeVisible();
  await expect(page.getByText("Broken. Only Maptician support can mend it.")).toBeVisible();
  await page.getByLabel("Days from now").last().fill("40");
  await page.keyboard.press("Tab");
  await expect(page.getByText("9 August 2026, you create a new account")).toBeVisible();
  await page.getByLabel("Act").last().selectOption("restore");
  await expect(page.getByText("There is nothing to do: the user is not in a state for it.")).toBeVisible();
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await pick(page, tenant(40, Date.parse("2026-06-30T12:00:00Z")));
  await page.getByRole("searchbox").fill("person0@");
  await page.getByRole("button", { name: "What would happen if…" }).last().click();
  await expect(page.getByRole("heading", { name: /^What would happen to Person A\. Number0 if$/ })).toBeVisible();
});

test("a claim shows its line, with the very value marked", async ({ page }) => {
  await open(page, WIDGET);
  const entry = { id: "5d2c", note: "é…".repeat(300), userName: CORRUPTED, active: true, more: "x".repeat(600) };
  await paste(page, `Grüße\n${JSON.stringify({ schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], ...entry })}\nEnd`);
  await page.getByText("See it in your text").first().click();
  await page.getByRole("button", { name: "Show the line" }).first().click();
  const line = page.getByLabel("The line", { exact: true }).first();
  await expect(line.locator("mark")).toHaveText(CORRUPTED);
  await expect(line).toContainText(`"userName":"${CORRUPTED}","active":true`);
  await expect(line).not.toContainText("Grüße");
});
