// What the reader's system asks for: colours of its own, no motion, and paper.
import { expect, test } from "./page.js";
import { STATES, enter } from "./states.js";

const state = (name) => STATES.find((it) => it.name === name);

/** A style of some part of the widget, or of what stands before or after it. */
function styleOf(page, selector, property, pseudo) {
  return page.locator("scim-checkup").evaluate(
    ({ shadowRoot }, [selector, property, pseudo]) => {
      const element = shadowRoot.querySelector(selector);
      if (!element) throw new Error(`${selector} is not there`);
      return getComputedStyle(element, pseudo).getPropertyValue(property);
    },
    [selector, property, pseudo],
  );
}

/** Two parts that mean different things, and by what they can be told apart where no ground is left. */
const APART = [
  ["many", ".differ", ".matrix td:not(.differ)", "outline-style"],
  ["many", '.row[aria-selected="true"]', '.row[aria-selected="false"]', "outline-style"],
  ["many", '.columns [aria-pressed="true"]', '.columns [aria-pressed="false"]', "outline-style"],
  ["name", ".part.sure .spelled", ".part:not(.sure) .spelled", "text-decoration-line"],
  ["name", '.answer.act', ".answer:not(.act)", "border-top-width"],
  ["deleted", ".cells .spent", ".cells .last", "background-color"],
  ["deleted", ".cells .today", ".cells .spent", "background-color"],
  ["guide", ".line > .did", ".line > .cycle", "border-top-width", "::after"],
  ["guide", '.shell[aria-pressed="true"]', '.shell[aria-pressed="false"]', "outline-style"],
];

for (const colorScheme of ["light", "dark"]) {
  test(`in forced colours, ${colorScheme}, what differs can be told apart`, async ({ page }) => {
    await page.emulateMedia({ forcedColors: "active", colorScheme });
    let entered = null;
    for (const [name, one, other, property, pseudo] of APART) {
      if (entered !== name) await enter(page, state(name));
      entered = name;
      const first = await styleOf(page, one, property, pseudo);
      expect(first, `${one} and ${other} in ${name}`).not.toBe(await styleOf(page, other, property, pseudo));
    }
    await enter(page, state("many"));
    const canvasText = colorScheme === "dark" ? "rgb(255, 255, 255)" : "rgb(0, 0, 0)";
    for (const sign of [".sign.alarm", ".sign"]) expect(await styleOf(page, `.row ${sign}`, "color")).toBe(canvasText);
    const figure = page.getByRole("button", { name: /need action now/ });
    await expect(figure).toHaveCSS("outline-style", "none");
    await figure.click();
    await expect(figure).toHaveCSS("outline-style", "solid");
    const cell = page.getByRole("table").getByRole("button").first();
    await cell.click();
    await expect(cell).toHaveCSS("outline-style", "solid");
    await enter(page, state("taking"));
    const checked = await styleOf(page, ".switch", "border-top-width", "::before");
    await page.getByRole("switch").click();
    expect(await styleOf(page, ".switch", "border-top-width", "::before")).not.toBe(checked);
  });
}

test("without motion nothing moves", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await enter(page, state("name"));
  const moving = await page.locator("scim-checkup").evaluate(({ shadowRoot }) =>
    [...shadowRoot.querySelectorAll("*")].filter((it) => {
      const { animationName, transitionDuration } = getComputedStyle(it);
      return animationName !== "none" || transitionDuration !== "0s";
    }).length,
  );
  expect(moving).toBe(0);
});

/** What stands on paper: the widget's text as it is shown. */
function onPaper(page) {
  return page.locator("scim-checkup .sheet").evaluate((it) => it.innerText.replace(/\s+/g, " "));
}

for (const colorScheme of ["light", "dark"]) {
  test(`on paper one user stands whole, black on white, from a ${colorScheme} page`, async ({ page }) => {
    await enter(page, state("name"));
    await page.emulateMedia({ media: "print", colorScheme });
    await page.setViewportSize({ width: 700, height: 1000 });
    expect(await styleOf(page, ".sheet", "background-color")).toBe("rgb(255, 255, 255)");
    expect(await styleOf(page, ".sheet", "color")).toBe("rgb(18, 24, 29)");
    expect(await styleOf(page, ".part.sure .spelled", "print-color-adjust")).toBe("exact");
    for (const part of [".answer", ".message", ".steps li"]) expect(await styleOf(page, part, "break-inside")).toBe("avoid");
    const text = await onPaper(page);
    // Folded on the screen.
    for (const said of ["Is the username corrupted?", "Only Maptician support can mend it.", "Please change the username", "Mail from the service desk, line 3", "“Restart provisioning, or reset it.”"]) {
      expect(text).toContain(said);
    }
    for (const unsaid of ["Copy", "What you paste", "Requests since", "What C101 means", "mailto"]) expect(text).not.toContain(unsaid);
    const shown = await page.getByRole("button").evaluateAll((all) => all.filter((it) => it.checkVisibility()).map((it) => it.textContent));
    expect(shown).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
}

test("on paper many users are figures, matrix and the one who is open", async ({ page }) => {
  await enter(page, state("user"));
  const opened = await page.getByRole("region", { name: "The user", exact: true }).locator(".title").textContent();
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 700, height: 1000 });
  const text = await onPaper(page);
  for (const said of ["500 users need action now", "count for billing", "Where they stand", opened, "What to do next"]) {
    expect(text).toContain(said);
  }
  await expect(page.getByRole("listbox")).toBeHidden();
  expect(await styleOf(page, ".many", "content", "::before")).toContain("“Copy or save” has them all.");
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  const pages = pdf.match(/\/Type\s*\/Page\b/g).length;
  expect(pages).toBeGreaterThan(1);
  expect(pages).toBeLessThan(5);
});

test("on paper a few users are all of them, and the one who is open", async ({ page }) => {
  await enter(page, state("three"));
  await page.emulateMedia({ media: "print" });
  for (const width of [480, 700, 1280]) {
    await page.setViewportSize({ width, height: 1000 });
    const text = await onPaper(page);
    for (const said of ["Ben Ruiz", "Cleo Park", "Ada Moss", "Find out why the change did not arrive"]) expect(text, `${width}`).toContain(said);
    expect(await styleOf(page, ".many", "content", "::before")).toBe("none");
  }
});
