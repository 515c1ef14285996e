import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./page.js";
import { STATES, enter } from "./states.js";

/** What is held: WCAG 2.2 up to AA. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

for (const state of STATES) {
  test(`${state.name}: no fault of accessibility, light and dark`, async ({ page, said }) => {
    test.setTimeout(120_000);
    await enter(page, state);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((it) => it.target.flat().join(" ")).join("; ")}`);
      expect(found, colorScheme).toEqual([]);
    }
    if (state.speaks) said.splice(0);
  });

  // A change of structure or of words is seen in review; pixels are not compared.
  test(`${state.name}: what a screen reader meets`, async ({ page, said }) => {
    await enter(page, state);
    // Whether the headline is spoken or read where the focus went depends on how long a run took.
    await page.evaluate(() => document.querySelector("scim-checkup").shadowRoot.querySelector(".sheet > .hidden")?.remove());
    await expect(page.getByRole("main")).toMatchAriaSnapshot({ name: `${state.name}.aria.yml` });
    if (state.speaks) said.splice(0);
  });
}

test("at 400 % nothing is cut off, and nothing scrolls in two directions", async ({ page }) => {
  // 1280 pixels at 400 % are 320.
  await page.setViewportSize({ width: 320, height: 256 });
  for (const state of STATES.filter((it) => !it.speaks && it.name !== "ten-thousand")) {
    await enter(page, state);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, state.name).toBeLessThanOrEqual(320);
  }
});
