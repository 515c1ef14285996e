// What every browser test begins with: a page that must stay silent, and pages of our own on the served origin.
import { test as base, expect } from "@playwright/test";

/** The origin that serves the page, and another one that serves the same files. */
export const HERE = new URL(process.env.CHECKUP_URL).origin;
export const ELSEWHERE = new URL(process.env.CHECKUP_ELSEWHERE).origin;

/** The seed case, and what it must be taken for. */
export const CORRUPTED = "195f30d516514ba38b1c0b993fb809d7JSmith@company.com";

export const test = base.extend({
  /** What the console said; a test that expects it to speak takes it out. */
  said: [
    async ({ page }, use) => {
      const said = [];
      page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
      page.on("pageerror", (error) => said.push(`exception: ${error.message}`));
      await use(said);
      expect(said, "the console is empty").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** The policy of the served pages, with some of its directives replaced. */
export function policy(changed = {}) {
  const directives = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "worker-src": "'self'",
    "connect-src": "'self'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "scim-checkup",
    ...changed,
  };
  return Object.entries(directives).map(([name, value]) => `${name} ${value}`).join("; ");
}

/** Opens a page of our own at the served origin, under a policy of our own. */
export async function open(page, body, contentSecurityPolicy = policy()) {
  const url = `${HERE}/test.html`;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": contentSecurityPolicy };
  const html = `<!DOCTYPE html><html lang="en"><head><title>Test</title></head><body>${body}</body></html>`;
  await page.route(url, (route) => route.fulfill({ headers, body: html }));
  await page.goto(url);
}

/** The field to paste into. */
export function field(scope) {
  return scope.getByRole("textbox", { name: /user records or log lines|pasted text/ });
}

/** Pastes as a person does: from the clipboard, into the field. */
export async function paste(page, text, scope = page) {
  await field(scope).focus();
  await page.evaluate(async (text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    let target = document.activeElement;
    while (target.shadowRoot?.activeElement) target = target.shadowRoot.activeElement;
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, composed: true, cancelable: true });
    if (target.dispatchEvent(event)) document.execCommand("insertText", false, text);
  }, text);
}

/** Makes files in the page, so that they may be large. */
export async function makeFiles(page, files) {
  await page.evaluate((files) => {
    globalThis.files = files.map(({ name, text, times = 1 }) => new File(Array(times).fill(text), name));
  }, files);
}

/** Drops files as a file manager does. */
export async function drop(page, files) {
  if (files) await makeFiles(page, files);
  await page.locator("scim-checkup .sheet").waitFor();
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    for (const file of globalThis.files) dataTransfer.items.add(file);
    const target = document.querySelector("scim-checkup").shadowRoot.querySelector(".sheet");
    for (const type of ["dragenter", "dragover", "drop"]) {
      target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }));
    }
  });
}
