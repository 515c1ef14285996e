import { pick, tenant } from "./material.js";
import { CORRUPTED, expect, field, paste, test } from "./page.js";

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
  await expect(page.getByRole("heading", { name: "Not this" })).toBeVisible();
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
