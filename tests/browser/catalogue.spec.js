import { HERE, expect, test } from "./page.js";

test("the catalogue has every answer, and finds one by its words", async ({ page }) => {
  await page.goto(`${HERE}/catalogue.html`);
  const entries = page.getByRole("article");
  const all = await entries.count();
  expect(all).toBeGreaterThan(70);

  await page.getByRole("searchbox").fill("Quarantine job");
  await expect(page.getByRole("status")).toHaveText(new RegExp(`^[1-9][0-9]? of ${all} entries$`));
  await expect(page.getByRole("article").filter({ hasText: "job-quarantined" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Is the username corrupted?" })).toBeHidden();

  await page.getByRole("searchbox").fill("nothing has these words");
  await expect(page.getByRole("status")).toHaveText("No entry has all of these words.");
  await expect(entries).toHaveCount(0);
});

test("a link leads to an entry, whatever was looked for before", async ({ page }) => {
  await page.goto(`${HERE}/catalogue.html#C101`);
  await expect(page.locator("#C101")).toBeInViewport();
  await page.getByRole("searchbox").fill("quarantine");
  await expect(page.locator("#C101")).toBeHidden();
  await page.evaluate(() => (location.hash = "#C131"));
  await expect(page.locator("#C131")).toBeVisible();
  await expect(page.getByRole("searchbox")).toHaveValue("");
});
