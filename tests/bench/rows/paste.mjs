// From a paste into the widget to the answer on the screen, as a person sees it.
import { USERS } from "./races.mjs";
import { prose } from "../material/prose.mjs";
import { spread } from "../statistics.mjs";

const PASTES = [
  { title: "1 KB", bytes: 1000, users: 3 },
  { title: "1 MB", bytes: 1_000_000, users: USERS },
];

export async function paste({ browser, rounds }) {
  const rows = [];
  for (const { title, bytes, users } of PASTES) {
    const { counts, pieces } = prose(bytes, users);
    const text = [...pieces].join("");
    const cold = [];
    const warm = [];
    for (let round = 0; round <= rounds; round += 1) {
      const [first, second] = await twice(browser, text, counts.lines);
      if (round === 0) continue;
      cold.push(first);
      warm.push(second);
    }
    const notes = [`${text.length.toLocaleString("en")} letters, ${counts.users.toLocaleString("en")} users`];
    rows.push({ name: "paste", title: `Paste of ${title}, as soon as the field is there`, ours: spread(cold), notes });
    rows.push({ name: "paste", title: `Paste of ${title}, after another one and Clear`, ours: spread(warm), notes });
  }
  return rows;
}

/** Once in a page that has only just loaded, once more after Clear. */
async function twice(browser, text, lines) {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  // The clipboard is filled beforehand, elsewhere: the first paste must not wait for that.
  await page.goto(new URL("index.html", process.env.CHECKUP_URL).href);
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.addInitScript(watch);
  await page.goto(new URL("embed.html", process.env.CHECKUP_URL).href);
  const times = [];
  for (const last of [false, true]) {
    await page.locator("scim-checkup textarea").focus();
    await page.evaluate((lines) => void (globalThis.outcome = globalThis.answered(lines)), lines.toLocaleString("en"));
    await page.keyboard.press("Control+V");
    const { took, coverage } = await page.evaluate(() => globalThis.outcome);
    if (took === null) throw new Error(`paste: ${lines} lines were pasted, and the widget says: ${coverage}`);
    times.push(took);
    if (!last) await page.getByRole("button", { name: "Clear" }).first().click();
  }
  await context.close();
  return times;
}

/** In the page: from the paste until the answer has been painted. */
function watch() {
  const PATIENCE = 60_000;
  let began;
  addEventListener("paste", () => (began = performance.now()), true);
  globalThis.answered = (lines) => {
    const root = document.querySelector("scim-checkup").shadowRoot;
    // How much was read stands on a button: `All 12 lines read.`
    const coverage = () => [...root.querySelectorAll("button")].map((it) => it.textContent).find((it) => /\blines?\b/.test(it)) ?? "";
    return new Promise((resolve) => {
      const look = () => {
        if (!coverage().includes(lines) || root.querySelector("progress")) return;
        observer.disconnect();
        // Behind the frame that shows it.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve({ took: performance.now() - began });
          port2.postMessage(null);
        });
      };
      const observer = new MutationObserver(look);
      observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
      setTimeout(() => resolve({ took: null, coverage: coverage() }), PATIENCE);
      look();
    });
  };
}
