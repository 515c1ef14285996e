// Links that open an answer's explanation or a situation of the guide. They carry nothing of the material.
import { CORRUPTED, expect, field, paste, test } from "./page.js";

const SITUATIONS = {
  season: "The season ends",
  "next-season": "The next season begins",
  leave: "A long leave",
  gone: "Gone for good",
  delete: "Deleting somebody who comes back",
  unassign: "Taking somebody out of the assignment",
  "deactivate-by-hand": "Deactivating by hand in Maptician",
  "delete-by-hand": "Deleting by hand in Maptician",
};

const entry = (page, code) => page.getByRole("region", { name: `What ${code} means` });

/** What follows a link in the page does; the page itself never writes to its address. */
async function follow(page, hash) {
  await page.evaluate((hash) => (location.hash = hash), hash);
}

for (const path of ["/", "/embed.html"]) {
  test(`${path}: a link opens the explanation of an answer, at load and later`, async ({ page }) => {
    await page.goto(`${path}#code=C101`);
    await expect(entry(page, "C101")).toContainText("The stored name starts with the object ID of an Entra account that was deleted.");
    await expect(page.getByRole("heading", { name: "What C101 means" })).toBeFocused();
    await expect(page.getByRole("heading", { name: "What C101 means" })).toBeInViewport();
    await follow(page, "code=B204");
    await expect(entry(page, "B204")).toContainText("or a logged success, says active");
    await expect(entry(page, "C101")).toHaveCount(0);
    const [address, history] = [page.url(), await page.evaluate(() => globalThis.history.length)];
    await entry(page, "B204").getByRole("button", { name: "Close" }).click();
    await expect(entry(page, "B204")).toHaveCount(0);
    await expect(field(page)).toBeFocused();
    expect([page.url(), await page.evaluate(() => globalThis.history.length)]).toEqual([address, history]);
  });

  test(`${path}: a link opens the guide at any of its situations`, async ({ page }) => {
    await page.goto(`${path}#guide=season`);
    for (const [name, title] of Object.entries(SITUATIONS)) {
      await follow(page, `guide=${name}`);
      await expect(page.getByRole("button", { name: title, exact: true })).toHaveAttribute("aria-pressed", "true");
      await expect(page.getByRole("heading", { name: "What would happen if" })).toBeFocused();
    }
    const chosen = await page.getByRole("button", { pressed: true }).count();
    expect(chosen).toBe(1);
  });
}

test("beside answers a link opens its explanation, and both stay apart from the address", async ({ page }) => {
  await page.goto("/embed.html");
  const before = page.url();
  await paste(page, CORRUPTED);
  await expect(page.getByRole("heading", { name: /Is the username corrupted\? Corrupted/ })).toBeVisible();
  expect(page.url()).toBe(before);
  await follow(page, "code=A302");
  await expect(entry(page, "A302")).toContainText("The service finds one value with two users");
  await expect(page.getByRole("heading", { name: /Is the username corrupted\? Corrupted/ })).toBeVisible();
  // What comes new takes its place, and a link that was followed once does not come back with it.
  await page.getByRole("button", { name: "Clear" }).first().click();
  await paste(page, "ada@contoso.com");
  await expect(page.getByText("ada@contoso.com").first()).toBeVisible();
  await expect(entry(page, "A302")).toHaveCount(0);
  expect(page.url()).toBe(`${before}#code=A302`);
});

test("a link to what is not there does nothing, or says so", async ({ page }) => {
  await page.goto("/embed.html#guide=nothing");
  await field(page).waitFor();
  await follow(page, "code=Z999");
  await expect(entry(page, "Z999")).toContainText("The catalogue has no answer of that code.");
  await entry(page, "Z999").getByRole("button", { name: "Close" }).click();
  for (const hash of ["code=", "code=<b>C101</b>", "code=Call us at once, 555", "guide=", "guide=Season", "check", `code=${"C".repeat(200)}`]) {
    await follow(page, hash);
    await page.evaluate(() => new Promise(requestAnimationFrame));
    await expect(page.getByRole("button", { name: "Close", exact: true })).toHaveCount(0);
  }
  await expect(field(page)).toBeFocused();
});
