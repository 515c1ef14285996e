// From a paste into the widget to the answer on the screen, as a person sees it.
import { prose } from "../material/prose.mjs";
import { spread } from "../statistics.mjs";

/** Everybody is named once, so what the widget says it has read is known. */
const PASTES = [
  { title: "1 KB", users: 5 },
  { title: "1 MB", users: 4500 },
];

export async function paste({ browser, rounds }) {
  const rows = [];
  for (const { title, users } of PASTES) {
    const text = [...prose(0, users).pieces].join("");
    const cold = [];
    const warm = [];
    for (let round = 0; round <= rounds; round += 1) {
      const [first, second] = await twice(browser, text, users);
      if (round === 0) continue;
      cold.push(first);
      warm.push(second);
    }
    const notes = [`${text.length.toLocaleString("en")} letters, ${users.toLocaleString("en")} users`];
    rows.push({ name: "paste", title: `Paste of ${title}, as soon as the field is there`, ours: spread(cold), notes });
    rows.push({ name: "paste", title: `Paste of ${title}, after another one and Clear`, ours: spread(warm), notes });
  }
  return rows;
}

/** Once in a page that has only just loaded, once more after Clear. */
async function twice(browser, text, names) {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  // The clipboard is filled beforehand, on a page that has nothing of the widget.
  await page.goto(new URL("embed.css", process.env.CHECKUP_URL).href);
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.addInitScript(watch);
  await page.goto(new URL("embed.html", process.env.CHECKUP_URL).href);
  const times = [];
  for (const last of [false, true]) {
    await page.locator("scim-checkup textarea").focus();
    await page.evaluate((names) => void (globalThis.outcome = globalThis.answered(names)), names.toLocaleString("en"));
    await page.keyboard.press("Control+V");
    const { took, coverage } = await page.evaluate(() => globalThis.outcome);
    if (took === null) throw new Error(`paste: ${names} names were pasted, and the widget says: ${coverage}`);
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
  globalThis.answered = (names) => {
    const root = document.querySelector("scim-checkup").shadowRoot;
    // How much was read stands on a button: `12 entries read and used, …`
    const coverage = () => [...root.querySelectorAll("button")].map((it) => it.textContent).find((it) => it.includes(" read and used")) ?? "";
    return new Promise((resolve) => {
      const look = () => {
        if (!coverage().startsWith(`${names} `) || root.querySelector("progress")) return;
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
