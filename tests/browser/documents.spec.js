import { CORRUPTED, drop, expect, field, open, paste, test } from "./page.js";
import { STATES, big, enter } from "./states.js";

const WIDGET = `<script type="module" src="/scim-checkup.js"></script><scim-checkup></scim-checkup>`;

/** An export of people of Entra, each with an ID that follows from the name. */
const users = (name, ...people) => {
  const id = (it) => `5d2c0e8a-3b1f-4c6d-9e7a-${it.charCodeAt(0).toString(16).padStart(12, "0")}`;
  const value = people.map((it) => ({ id: id(it), userPrincipalName: `${it}@contoso.com`, accountEnabled: true }));
  return { name, text: JSON.stringify({ value }) };
};

test("a line that was not understood is shown", async ({ page }) => {
  await enter(page, STATES.find((it) => it.name === "problems"));
  const problem = page.getByRole("definition").filter({ hasText: "A quotation mark in this line is not closed." });
  await problem.getByRole("button", { name: "Show the line" }).click();
  await expect(problem.getByLabel("The line")).toHaveText(`"person11@contoso.com`);
});

test("a line is found in a file of other encoding, far down, and is cut where it is long", async ({ page }) => {
  await open(page, WIDGET);
  await field(page).waitFor();
  // Some megabytes, so that line ends fall between the parts that are read.
  const rows = Array.from({ length: 60_000 }, (_, n) => `person${n}@contoso.com,${n % 6 > 0}\r\n`).join("");
  const text = `userName,active\r\n${rows}"${"person".repeat(300)}@contoso.com,true\r\n`;
  await page.evaluate((text) => {
    const bytes = new Uint8Array(2 * text.length + 2);
    const units = new DataView(bytes.buffer);
    [0xfeff, ...Array.from(text, (it) => it.charCodeAt(0))].forEach((unit, at) => units.setUint16(2 * at, unit, true));
    const data = new DataTransfer();
    data.items.add(new File([bytes], "maptician.csv"));
    const target = document.querySelector("scim-checkup").shadowRoot.querySelector(".sheet");
    target.dispatchEvent(new DragEvent("drop", { bubbles: true, composed: true, cancelable: true, dataTransfer: data }));
  }, text);
  await page.getByText("What the answers leave out").waitFor({ timeout: 30_000 });
  await page.getByRole("button", { name: "Show the line" }).first().click();
  await expect(page.getByLabel("The line")).toHaveText(/^"(person){166}per…$/);
});

test("a file takes the place of another", async ({ page }) => {
  await open(page, WIDGET);
  await drop(page, [users("yesterday.json", "ada"), users("beside.json", "cleopatra")]);
  await page.getByRole("button", { name: "Replace yesterday.json" }).click();
  await expect(page.getByText("Paste or choose what comes in its place")).toBeVisible();
  await drop(page, [users("today.json", "ben-jonson")]);
  await expect(page.getByRole("button", { name: /^Replace / })).toHaveText(["Replace today.json", "Replace beside.json"]);
  await expect(page.getByRole("option", { name: /ben-jonson/ })).toBeVisible();
  await expect(page.getByText("ada@contoso.com")).toHaveCount(0);
});

test("where to get a record is told beside a field that adds, not beside one that changes", async ({ page }) => {
  await open(page, WIDGET);
  const sources = page.getByRole("complementary", { name: "Where do I get that?" });
  await expect(sources).toBeVisible();
  await field(page).pressSequentially("ada@contoso.com");
  await expect(page.getByRole("heading", { name: /Does the user count for billing\?/ })).toBeVisible();
  await expect(sources).toHaveCount(0);
  for (const way of ["Add", "Where do I get that?", "Add it"]) {
    await page.getByRole("button", { name: way, exact: true }).click();
    await expect(sources).toBeVisible();
    await expect(field(page)).toBeFocused();
    await page.getByRole("button", { name: "Close the field" }).click();
    await expect(sources).toHaveCount(0);
  }
});

test("on a phone the way to the next step leads to its top", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, WIDGET);
  await paste(page, CORRUPTED);
  await page.getByRole("button", { name: "To the next step" }).click();
  const next = page.getByRole("heading", { name: /^What to do next/ });
  await expect(next).toBeInViewport({ ratio: 1 });
  expect((await next.boundingBox()).y).toBeLessThan(200);
});

test("what is dropped during a long run waits in line, and is read", async ({ page }) => {
  const go = await holdUntil(page);
  await open(page, WIDGET);
  await page.locator("scim-checkup input[type=file]").setInputFiles([big()]);
  await expect(page.getByText(/^\d+ %$/)).toBeVisible();
  await drop(page, [users("late.json", "late-comer")]);
  await expect(page.getByText("in line")).toBeVisible();
  await expect(page.getByText(/^\d+ %$/)).toBeVisible();
  await go();
  await expect(page.getByText("All of 1 line read.")).toBeVisible({ timeout: 30_000 });
  await page.getByRole("searchbox").fill("late-comer");
  await expect(page.getByRole("option", { name: /late-comer/ })).toBeVisible({ timeout: 30_000 });
});

test("what was stopped is compared with nothing: of who was not read nobody can say that they are gone", async ({ page }) => {
  const go = await holdUntil(page);
  await open(page, WIDGET);
  const before = await page.evaluate(async (document) => {
    const { checkup } = await import("/scim-checkup.js");
    return JSON.stringify(await checkup([document], { asOf: "2026-06-16T12:00:00Z" }));
  }, users("june.json", "ada", "zoe"));
  const saved = { name: "june.json", mimeType: "application/json", buffer: Buffer.from(before) };
  await page.locator("scim-checkup input[type=file]").setInputFiles([saved, big()]);
  await page.getByRole("button", { name: "Stop and keep these" }).click();
  await go();
  await expect(page.getByText("Reading was stopped.")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("The state before: saved report, as of 16 June 2026, 12:00 UTC")).toBeVisible();
  await expect(page.getByText(/Since 16 June/)).toHaveCount(0);
  await expect(page.getByText("Only in the older material")).toHaveCount(0);
});

/** The worker gets three slices of the first file; the rest once what is given back is called. */
async function holdUntil(page) {
  const hold = `(() => {
    const { slice, arrayBuffer } = Blob.prototype;
    let asked = 0;
    let letGo;
    const open = new Promise((resolve) => (letGo = resolve));
    new BroadcastChannel("go").onmessage = letGo;
    let before = Promise.resolve();
    Blob.prototype.slice = function (...range) {
      const part = slice.apply(this, range);
      const held = ++asked > 3;
      part.arrayBuffer = () => (before = before.then(async () => {
        if (held) await open;
        else await new Promise((resolve) => setTimeout(resolve, 500));
        return arrayBuffer.call(part);
      }));
      return part;
    };
  })();\n`;
  await page.route("**/scim-checkup-worker.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: hold + (await response.text()) });
  });
  return () => page.evaluate(() => new BroadcastChannel("go").postMessage(null));
}
