// Pages that are not kind: whatever a page does to its own text and layout, the widget keeps its looks and does its job.
import { CORRUPTED, expect, field, open, paste, policy, test } from "./page.js";

const SCRIPT = `<script type="module" src="/scim-checkup.js"></script>`;
const WIDGET = `${SCRIPT}<scim-checkup></scim-checkup>`;
const STYLED = policy({ "style-src": "'unsafe-inline'" });

/** An account and its record, whose next step is a message. */
const ID = "fce75110-d95b-4dd5-a264-ce2a99cfc908";
const BOTH = `${JSON.stringify({ id: ID, userPrincipalName: "JSmith@company.com", displayName: "Jordan Smith", accountEnabled: true })}
${JSON.stringify({ schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], id: "1000", externalId: ID, userName: CORRUPTED, active: true })}`;
const OBJECT_ID = "195f30d5-1651-4ba3-8b1c-0b993fb809d7";

const LOUD = `font: italic small-caps 900 30px/3 fantasy; color: red; text-align: center; letter-spacing: 1em; word-spacing: 2em;
  text-transform: uppercase; text-indent: 4em; text-shadow: 2px 2px red; white-space: pre; word-break: break-all; quotes: none;
  list-style: square inside; cursor: crosshair; pointer-events: none; tab-size: 40; border-collapse: separate; border-spacing: 30px;
  caption-side: bottom; empty-cells: hide`;

const HOSTS = {
  "takes all styles away": "* { all: unset !important }",
  "has a large root": "html { font-size: 40px } body { font-size: 3rem }",
  "styles its text loudly": `body { ${LOUD} }`,
  "styles the element itself loudly": `scim-checkup { ${LOUD}; display: inline }`,
  "lays out in a row": "body { display: flex; gap: 8px }",
  "lays out in a centred column": "body { display: flex; flex-direction: column; align-items: center }",
  "lays out in a centred grid": "body { display: grid; place-items: center }",
  "uses names like ours": `* { --paper: red; --ink: red; --accent: red; --line: red; --pad: 99px; --mono: fantasy }
    :is(.sheet, .answer, .answers, .given, .button, .entry) { display: none !important }
    :is(p, h2, h3, button, textarea, code, ul, dl, div) { padding: 40px; border: 9px solid red; color: red; font: 40px fantasy }`,
};

/** What must not change, of some parts that stand for all. */
function looks(page) {
  return page.locator("scim-checkup").evaluate(({ shadowRoot }) => {
    const parts = [".sheet", "#headline", ".answer p", ".asked", ".given", ".spelled", ".sides b", ".button", ".message dd", ".bar strong"];
    const properties = [
      // One by one: together they are no value where figures are tabular.
      "font-family", "font-size", "font-style", "font-weight", "font-variant-caps", "line-height", "color", "background-color",
      "text-align", "letter-spacing", "word-spacing", "text-transform", "text-indent", "text-shadow",
      "white-space", "word-break", "cursor", "pointer-events", "visibility", "quotes", "list-style", "tab-size", "direction",
      "display", "padding", "border-width", "box-sizing",
    ];
    return parts.map((part) => {
      const element = shadowRoot.querySelector(part);
      const style = element && getComputedStyle(element);
      return [part, element && properties.map((it) => `${it}: ${style.getPropertyValue(it)}`)];
    });
  });
}

/** How much wider than the window the page is, and how wide the widget. */
function widths(page) {
  return page.evaluate(() => ({
    over: document.documentElement.scrollWidth - innerWidth,
    sheet: document.querySelector("scim-checkup").shadowRoot.querySelector(".sheet").offsetWidth,
  }));
}

/** The object ID, where the name is taken apart. */
const shown = (page) => page.getByRole("region", { name: "The name taken apart" }).getByText(OBJECT_ID);

async function answer(page) {
  await paste(page, BOTH);
  await expect(shown(page)).toBeVisible();
  await expect(page.getByRole("heading", { name: /What to do next / })).toBeVisible();
}

for (const width of [360, 1280]) {
  for (const [what, style] of Object.entries(HOSTS)) {
    test(`a host that ${what} changes nothing, ${width} px wide`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await open(page, WIDGET, STYLED);
      await answer(page);
      const kind = await looks(page);
      // All of them are there to be compared.
      expect(kind.filter((it) => !it[1])).toEqual([]);

      await page.unrouteAll();
      await open(page, `<style>${style}</style>${WIDGET}`, STYLED);
      await answer(page);
      expect(await looks(page)).toEqual(kind);
      const { over, sheet } = await widths(page);
      expect(over).toBeLessThanOrEqual(0);
      expect(sheet).toBeGreaterThan(width - 80);
      // The job can be done to its end.
      await page.getByRole("button", { name: "Clear" }).first().click();
      await expect(field(page)).toBeFocused();
    });
  }
}

test("the colour scheme is the element's, whatever the page and the system have", async ({ page }) => {
  for (const [host, own, paper, ink] of [
    ["dark", "light", "rgb(255, 255, 255)", "rgb(18, 24, 29)"],
    ["light", "dark", "rgb(18, 23, 27)", "rgb(233, 237, 240)"],
    ["dark", null, "rgb(18, 23, 27)", "rgb(233, 237, 240)"],
  ]) {
    await page.emulateMedia({ colorScheme: host });
    await page.unrouteAll();
    await open(page, `<style>:root { color-scheme: ${host} } ${own ? `scim-checkup { color-scheme: ${own} }` : ""}</style>${WIDGET}`, STYLED);
    await field(page).waitFor();
    const sheet = page.locator("scim-checkup .sheet");
    await expect(sheet).toHaveCSS("background-color", paper);
    await expect(sheet).toHaveCSS("color", ink);
    await expect(field(page)).toHaveCSS("background-color", paper);
  }
});

test("what a page may say of the element holds: its accent, its width, and that it is not seen", async ({ page }) => {
  const style = "scim-checkup { --scim-accent: rgb(122 31 162); width: 400px; margin: 10px }";
  await open(page, `<style>${style}</style><div>${WIDGET}</div>`, STYLED);
  await answer(page);
  const { sheet } = await widths(page);
  expect(sheet).toBe(400);
  const accent = await page.getByRole("button", { name: "Copy message" }).evaluate((it) => getComputedStyle(it).backgroundColor);
  expect(accent).toMatch(/^oklch\(0\.45\d* 0\.19\d* 31[23]/);
  for (const [hide, show] of [
    [(it) => (it.hidden = true), (it) => (it.hidden = false)],
    [(it) => (it.parentElement.style.visibility = "hidden"), (it) => (it.parentElement.style.visibility = "")],
    [(it) => (it.style.display = "none"), (it) => (it.style.display = "")],
  ]) {
    await page.locator("scim-checkup").evaluate(hide);
    await expect(shown(page)).toBeHidden();
    await page.locator("scim-checkup").evaluate(show);
    await expect(shown(page)).toBeVisible();
  }
});

test("a margin, a border or a padding of the page's makes the element no wider than its place", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  for (const around of ["", "display: flex", "display: grid"]) {
    await page.unrouteAll();
    const style = `div { ${around} } scim-checkup { margin: 0 24px; border: 4px solid; padding: 8px }`;
    await open(page, `<style>${style}</style><div>${WIDGET}</div>`, STYLED);
    await answer(page);
    expect((await widths(page)).over, around).toBeLessThanOrEqual(0);
  }
});

for (const width of [360, 1280]) {
  test(`in a page from right to left the layout is mirrored, and what is code is not, ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page, `<div dir="rtl">${WIDGET}</div>`);
    await answer(page);
    const seen = await page.locator("scim-checkup").evaluate(({ shadowRoot }) => {
      const all = (selector) => [...shadowRoot.querySelectorAll(selector)];
      const [prefix, name] = all(".spelled").map((it) => it.getBoundingClientRect());
      const [username, billing] = all(".answer").map((it) => it.getBoundingClientRect());
      // Of a sentence: where its first letter and its full stop stand in their lines.
      const text = all(".answer > p").at(0).firstChild;
      const letter = (from) => {
        const range = document.createRange();
        range.setStart(text, from);
        range.setEnd(text, from + 1);
        return range.getBoundingClientRect();
      };
      const [before, stop] = [letter(text.length - 2), letter(text.length - 1)];
      return {
        sheet: getComputedStyle(shadowRoot.querySelector(".sheet")).direction,
        code: [...new Set(all("code, pre, .message dd").map((it) => getComputedStyle(it).direction))],
        // On a line of its own or beside it.
        nameFollows: name.top > prefix.top || name.left >= prefix.right,
        mirrored: billing.right <= username.left + 1,
        stopFollows: stop.left >= before.right - 1,
        text: text.data,
      };
    });
    expect(seen).toMatchObject({ sheet: "rtl", code: ["ltr"], nameFollows: true, stopFollows: true, mirrored: width > 520 });
    expect((await widths(page)).over).toBeLessThanOrEqual(0);
  });
}

test("of two elements each has its own worker, and takes it along when it goes", async ({ page }) => {
  await open(page, `${SCRIPT}<scim-checkup id="first"></scim-checkup><scim-checkup id="second"></scim-checkup>`);
  const first = page.locator("#first");
  const second = page.locator("#second");
  await expect.poll(() => page.workers().length).toBe(2);
  await paste(page, CORRUPTED, first);
  await expect(first.getByText(OBJECT_ID).first()).toBeVisible();
  await expect(field(second)).toHaveValue("");
  await expect(second.getByText(OBJECT_ID)).toHaveCount(0);
  await first.evaluate((it) => it.remove());
  await expect.poll(() => page.workers().length).toBe(1);
  await paste(page, "ada@contoso.com", second);
  await expect(second.getByText("ada@contoso.com").first()).toBeVisible();
  await expect(second.getByText(OBJECT_ID)).toHaveCount(0);
  await second.evaluate((it) => it.remove());
  await expect.poll(() => page.workers().length).toBe(0);
});
