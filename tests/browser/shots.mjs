// Takes a picture of every state at every width, light and dark, and makes one page of all of them.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { STATES, enter } from "./states.js";

const WIDTHS = [360, 768, 1440];
const SCHEMES = ["light", "dark"];

/** What is left of a picture on the sheet, which shows how states stand beside each other; the picture itself is a click away. */
const THUMBNAIL = 220;

const [folder, ...names] = process.argv.slice(2);
const states = names.length > 0 ? STATES.filter((it) => names.includes(it.name)) : STATES;
await mkdir(folder, { recursive: true });

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM });
for (const state of states) {
  for (const width of WIDTHS) {
    const page = await browser.newPage({ viewport: { width, height: width < 520 ? 740 : 900 }, reducedMotion: "reduce" });
    await enter(page, state);
    // Nothing is pointed at, and the page begins at its beginning.
    await page.mouse.move(0, 0);
    await page.evaluate(() => scrollTo(0, 0));
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder, picture(state, width, colorScheme)), fullPage: true, caret: "hide" });
    }
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) console.log(`${state.name} at ${width}: ${over} px wider than the page`);
    await page.close();
  }
  console.log(state.name);
}
await browser.close();
await writeFile(join(folder, "index.html"), sheet());

function picture(state, width, scheme) {
  return `${state.name}-${width}-${scheme}.png`;
}

function sheet() {
  const shot = (state) => (width) =>
    SCHEMES.map((scheme) => {
      const file = picture(state, width, scheme);
      return `<a href="${file}"><img src="${file}" width="${THUMBNAIL}" alt="${state.shows}, ${width} px, ${scheme}" loading="lazy"></a>`;
    }).join("\n");
  const rows = STATES.map((it) => `<h2 id="${it.name}">${it.shows}</h2>\n<p>\n${WIDTHS.map(shot(it)).join("\n")}\n</p>`);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>SCIM Checkup, every state</title>
<style>
body { margin: 24px; background: #808890; color: #fff; font: 16px/24px system-ui, sans-serif; }
h2 { margin: 32px 0 8px; font-size: 17px; }
p { display: flex; gap: 12px; align-items: start; margin: 0; }
a { flex: none; max-height: 480px; overflow: hidden; }
img { display: block; }
</style>
</head>
<body>
<h1>SCIM Checkup, every state at ${WIDTHS.join(", ")} px</h1>
${rows.join("\n")}
</body>
</html>
`;
}
