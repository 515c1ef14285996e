// A large log dropped into the widget, with somebody typing beside it: does the page answer, and does it add up?
import { log } from "../material/log.mjs";
import { usersIn } from "../material/people.mjs";
import { compare, spread } from "../statistics.mjs";
import { write } from "../write.mjs";

/** In milliseconds: how long a letter may take to be seen. */
const LIMIT = 50;

export async function drop({ browser, megabytes, large }) {
  const size = large ? 1000 : megabytes;
  const { path, bytes, counts } = write(`dropped-${size}.json`, log(size * 1_000_000, usersIn(size)));
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
  const page = await context.newPage();
  page.setDefaultTimeout(0);
  await page.goto(new URL("embed.html", process.env.CHECKUP_URL).href);
  await page.locator("scim-checkup textarea").waitFor();
  await page.evaluate(watch);

  const began = performance.now();
  await dropFile(page, path);
  const done = page.evaluate(() => globalThis.ended());
  let typing = true;
  const typed = type(page, () => typing);
  const { shares, headline, coverage } = await done;
  const took = performance.now() - began;
  typing = false;
  await typed;
  const number = (text, of) => Number(text.match(of)?.[1].replaceAll(",", ""));
  compare(
    "drop",
    { users: number(headline, /of ([\d,]+) users/), corrupted: number(headline, /([\d,]+) usernames are corrupted/), events: number(coverage, /^([\d,]+) /) },
    { users: counts.users, corrupted: counts.corrupted, events: counts.events },
  );
  const { letters, tasks } = await page.evaluate(() => globalThis.seen());
  const worst = Math.max(...letters, ...tasks);
  const reading = {
    name: "drop",
    title: `A log of ${(bytes / 1_000_000).toFixed(0)} MB dropped into the widget`,
    ours: spread([took]),
    wanted: `≤ ${LIMIT} ms`,
    met: worst <= LIMIT,
    notes: [
      `${counts.events.toLocaleString("en")} entries, ${counts.users.toLocaleString("en")} users`,
      `the bar moved ${shares} times`,
      `${letters.length} letters typed meanwhile, the slowest seen after ${Math.max(...letters)} ms`,
      `longest task of the page ${Math.max(0, ...tasks)} ms`,
    ],
  };

  await page.getByRole("button", { name: "Clear" }).first().click();
  await dropFile(page, path);
  const stop = page.getByRole("button", { name: "Stop" });
  await stop.waitFor();
  await page.waitForTimeout(500);
  const { answered, ended } = await page.evaluate(() => globalThis.stopped());
  await context.close();
  const notes = [`from the click until the widget says so; what was read by then is reported after ${Math.round(ended)} ms`];
  return [reading, { name: "drop", title: "The same, stopped half a second on", ours: spread([answered]), notes }];
}

/** As a file manager does it. */
async function dropFile(page, path) {
  const { x, y } = await page.locator("scim-checkup textarea").boundingBox();
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, x: x + 40, y: y + 40, data });
  }
  await session.detach();
}

async function type(page, goesOn) {
  await page.locator("#beside").focus();
  while (goesOn()) {
    await page.keyboard.press("a");
    await page.waitForTimeout(100);
  }
}

/** In the page: a field beside the widget, and what is seen of it and of the bar. */
function watch() {
  document.body.prepend(Object.assign(document.createElement("input"), { id: "beside" }));
  const letters = [];
  const tasks = [];
  // From the key to the frame that shows the letter; under 16 ms the browser reports none.
  new PerformanceObserver((list) => {
    letters.push(...list.getEntries().filter((it) => it.name === "keydown").map((it) => it.duration));
  }).observe({ type: "event", durationThreshold: 16, buffered: false });
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((it) => it.duration))).observe({ type: "longtask" });
  const root = document.querySelector("scim-checkup").shadowRoot;
  const bar = () => root.querySelector("progress");
  const until = (holds) =>
    new Promise((resolve) => {
      const look = () => (holds() ? resolve() : requestAnimationFrame(look));
      look();
    });
  globalThis.ended = async () => {
    await until(bar);
    const values = new Set();
    await until(() => {
      if (bar()) values.add(bar().value);
      return !bar();
    });
    const texts = [...root.querySelectorAll("h1, h2, h3, p, button")].map((it) => it.textContent);
    return {
      shares: values.size,
      headline: texts.filter((it) => / of [\d,]+ users/.test(it)).join(" "),
      coverage: texts.find((it) => it.includes(" read and used")) ?? "",
    };
  };
  globalThis.seen = () => ({ letters: letters.splice(0), tasks: tasks.splice(0).map(Math.round) });
  globalThis.stopped = async () => {
    const began = performance.now();
    const after = () => performance.now() - began;
    [...root.querySelectorAll("button")].find((it) => it.textContent.includes("Stop")).click();
    await until(() => !bar() || bar().parentElement.textContent.includes("Putting together"));
    const answered = after();
    await until(() => !bar());
    return { answered, ended: after() };
  };
}
