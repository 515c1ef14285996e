import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { pick, tenant } from "./material.js";
import { CORRUPTED, drop, expect, field, paste, test } from "./page.js";

// The served support page, under its own policy; watched where the browser itself sends and stores.
test("through every feature nothing is asked, stored or left behind", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/");
  await expect(field(page)).toBeVisible();
  await expect.poll(() => page.workers().length).toBe(1);
  await page.waitForLoadState("networkidle");

  const asked = [];
  const watch = async (session) => {
    session.on("Network.requestWillBeSent", ({ request }) => asked.push(request.url));
    session.on("Network.webSocketCreated", ({ url }) => asked.push(url));
    session.on("Storage.indexedDBContentUpdated", ({ origin }) => asked.push(`indexedDB of ${origin}`));
    await session.send("Network.enable");
  };
  await watch(await context.newCDPSession(page));
  context.on("request", (request) => asked.push(request.url()));
  const address = page.url();
  const history = await page.evaluate(() => globalThis.history.length);

  await paste(page, CORRUPTED);
  await page.getByRole("button", { name: "What C101 means" }).click();
  await expect(page.getByText("Sources: public captures")).toBeVisible();
  await page.getByText("See it in your text").first().click();
  await page.getByText("How to check that").click();
  await page.getByRole("button", { name: "Clear" }).first().click();
  await page.getByRole("button", { name: "What would happen if…" }).click();
  await page.getByRole("button", { name: "Gone for good" }).click();
  await page.getByRole("button", { name: "Close", exact: true }).click();
  for (const example of ["A name with an ID in front", "Somebody deleted 18 days ago", "8 users from both sides"]) {
    await page.getByRole("button", { name: example }).click();
    await page.getByRole("button", { name: "Clear" }).first().click();
  }
  await pick(page, tenant(500));
  await page.getByRole("searchbox").fill("number49");
  await page.getByRole("button", { name: /^Billing/ }).click();
  await page.getByRole("option").nth(1).click();
  await page.getByRole("button", { name: "Copy or save", exact: true }).click();
  await page.getByRole("button", { name: /^CSV/ }).click();
  await page.getByRole("switch").click();
  await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as a file" }).click()]);
  await page.getByRole("button", { name: "Copy", exact: true }).first().click();
  await page.getByRole("button", { name: "Clear" }).first().click();

  // What is saved goes by an address of the page's own memory.
  expect(asked.filter((it) => !it.startsWith("blob:"))).toEqual([]);
  expect(page.url()).toBe(address);
  const left = await page.evaluate(async () => ({
    history: globalThis.history.length,
    state: globalThis.history.state,
    cookies: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    registrations: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  expect(left).toEqual({ history, state: null, cookies: "", local: 0, session: 0, databases: 0, caches: 0, registrations: 0 });
  expect(await context.cookies()).toEqual([]);
});

const DIST = new URL("../../dist/", import.meta.url);

/** The embed page, with everything there that it fetches. */
async function embed(page) {
  await page.goto("/embed.html");
  await expect(field(page)).toBeVisible();
  await expect.poll(() => page.workers().length).toBe(1);
  await page.waitForLoadState("networkidle");
}

test("the embed page counts its requests, and they are none", async ({ page }) => {
  await embed(page);
  const counted = page.getByText("Requests since you pasted");
  await expect(counted).toBeHidden();
  await paste(page, CORRUPTED);
  await expect(counted).toHaveText("Requests since you pasted, as the browser lists them: 0");
  await page.getByRole("button", { name: "Clear" }).first().click();
  await drop(page, [{ name: "one.txt", text: CORRUPTED }]);
  await expect(page.getByRole("heading", { name: /Is the username corrupted\? Corrupted/ })).toBeVisible();
  await expect(counted).toHaveText("Requests since you pasted, as the browser lists them: 0");
});

test("a request that is made all the same is counted and named", async ({ page }) => {
  await embed(page);
  // One before the paste cannot carry it.
  await page.evaluate(() => fetch("/page.css?before").then((it) => it.text()));
  await paste(page, CORRUPTED);
  const counted = page.getByText("Requests since you pasted");
  await expect(counted).toHaveText("Requests since you pasted, as the browser lists them: 0");
  await page.evaluate(() => fetch("/favicon.svg?secret").then((it) => it.text()));
  await expect(counted).toHaveText("Requests since you pasted, as the browser lists them: 1 (favicon.svg)");
  await page.evaluate(() => fetch("/catalogue.css").then((it) => it.text()));
  await expect(counted).toHaveText("Requests since you pasted, as the browser lists them: 2 (favicon.svg, catalogue.css)");
});

test("that something is given is told without it, for a paste, a file and an example", async ({ page }) => {
  await embed(page);
  await page.evaluate(() => {
    globalThis.told = [];
    document.addEventListener("given", () => globalThis.told.push("bubbled"));
    document.querySelector("scim-checkup").addEventListener("given", ({ detail }) => globalThis.told.push(detail ?? null));
  });
  const told = () => page.evaluate(() => globalThis.told);
  await paste(page, CORRUPTED);
  await expect.poll(told).toEqual([null]);
  await page.getByRole("button", { name: "Clear" }).first().click();
  await drop(page, [{ name: "one.txt", text: "ada@contoso.com" }]);
  await expect.poll(told).toEqual([null, null]);
  await page.getByRole("button", { name: "Clear" }).first().click();
  await page.getByRole("button", { name: "A name with an ID in front" }).click();
  await expect.poll(told).toEqual([null, null, null]);
});

test("the embed page and the offline file show the version, and the same build", async ({ page }) => {
  const names = (await readdir(DIST)).filter((it) => !["embed.html", "scim-checkup-offline.html"].includes(it)).sort();
  const sha = (bytes) => createHash("sha256").update(bytes).digest("hex");
  const sums = await Promise.all(names.map(async (it) => `${sha(await readFile(new URL(it, DIST)))}  ${it}\n`));
  const build = sha(sums.join("")).slice(0, 12);
  await page.goto("/embed.html");
  const shown = await page.getByRole("contentinfo").textContent();
  expect(shown).toMatch(/^Version \d+\.\d+\.\d+, build [0-9a-f]{12}$/);
  expect(shown).toContain(build);
  await page.goto(new URL("scim-checkup-offline.html", DIST).href);
  await expect(page.getByRole("contentinfo")).toHaveText(shown);
  await paste(page, CORRUPTED);
  await expect(page.getByText("Requests since you pasted")).toHaveText("Requests since you pasted, as the browser lists them: 0");
});
