import { CORRUPTED, ELSEWHERE, expect, open, policy, test } from "./page.js";

const MODULE = `<script type="module" src="/scim-checkup.js"></script>`;
const AS_OF = "2026-06-30T12:00:00Z";

test("explains a corrupted username", async ({ page }) => {
  await open(page, MODULE);
  const report = await page.evaluate(async ([text, asOf]) => {
    const { checkup } = await import("/scim-checkup.js");
    return checkup([{ name: "Pasted text", text }], { asOf });
  }, [CORRUPTED, AS_OF]);
  expect(report.schema).toBe(1);
  expect(report.asOf).toBe(AS_OF);
  expect(report.documents).toHaveLength(1);
  expect(report.documents[0].from).toBeNull();
  const [user] = report.users;
  expect(user.name).toBe("JSmith@company.com");
  expect(user.corruption).toMatchObject({
    status: "prefixed",
    objectId: "195f30d5-1651-4ba3-8b1c-0b993fb809d7",
    layers: 1,
  });
  expect(user.billing.status).toBe("unknown");
  expect(user.action.kind).toBe("lookUpInEntra");
});

test("a text and a file with the same bytes give the same report", async ({ page }) => {
  await open(page, MODULE);
  const [fromText, fromFile] = await page.evaluate(async ([line, asOf]) => {
    const { checkup } = await import("/scim-checkup.js");
    // Longer than several slices of a text, with letters of two, three and four bytes at every place.
    const text = `${line} žluťoučký kůň 漢字 😀\n`.repeat(60_000);
    const options = { asOf };
    return [
      await checkup([{ name: "log.txt", text }], options),
      await checkup([{ name: "log.txt", blob: new Blob([text]) }], options),
    ];
  }, [CORRUPTED, AS_OF]);
  expect(fromFile).toEqual(fromText);
  expect(fromText.documents[0].lines).toBe(60_000);
});

test("takes the caller's word on a document", async ({ page }) => {
  await open(page, MODULE);
  const report = await page.evaluate(async (asOf) => {
    const { checkup } = await import("/scim-checkup.js");
    const text = "email,active\nada@contoso.com,true\n";
    return checkup([{ name: "people.csv", text, whole: true, from: "maptician" }], { asOf });
  }, AS_OF);
  expect(report.documents[0]).toMatchObject({ whole: true, from: "maptician" });
  expect(report.users[0]).toMatchObject({ maptician: "active", billing: { status: "counted" } });
});

test("asOf may be a Date and is now without one", async ({ page }) => {
  await open(page, MODULE);
  const [given, now] = await page.evaluate(async () => {
    const { checkup } = await import("/scim-checkup.js");
    const given = await checkup([], { asOf: new Date(Date.UTC(2026, 0, 2, 3, 4, 5)) });
    const now = await checkup([]);
    return [given.asOf, Math.abs(Date.now() - Date.parse(now.asOf))];
  });
  expect(given).toBe("2026-01-02T03:04:05Z");
  expect(now).toBeLessThan(60_000);
});

test("says what is wrong with an argument", async ({ page }) => {
  await open(page, MODULE);
  const errors = await page.evaluate(async () => {
    const { checkup } = await import("/scim-checkup.js");
    const calls = [
      [undefined],
      [["text"]],
      [[{ text: "" }]],
      [[{ name: "a" }]],
      [[{ name: "a", text: "", blob: new Blob([]) }]],
      [[{ name: "a", blob: "text" }]],
      [[{ name: "a", text: "", whole: "yes" }]],
      [[{ name: "a", text: "", from: "Entra" }]],
      [[], { asOf: "30 June 2026" }],
      [[], { asOf: "2026-06-30" }],
      [[], { asOf: new Date(NaN) }],
      [[], { signal: {} }],
      [[], { onProgress: true }],
    ];
    const settled = await Promise.allSettled(calls.map((it) => checkup(...it)));
    return settled.map((it) => `${it.reason}`);
  });
  expect(errors).toEqual([
    "TypeError: documents is not a list of { name, text } or { name, blob }.",
    "TypeError: documents[0] is not { name, text } or { name, blob }.",
    "TypeError: documents[0].name is not a text.",
    "TypeError: documents[0] needs either text or blob.",
    "TypeError: documents[0] needs either text or blob.",
    "TypeError: documents[0].blob is not a Blob or File.",
    "TypeError: documents[0].whole is neither true nor false.",
    'TypeError: documents[0].from is neither "entra" nor "maptician".',
    "TypeError: asOf is neither a Date nor a time such as 2026-06-30T12:00:00Z.",
    "TypeError: asOf is neither a Date nor a time such as 2026-06-30T12:00:00Z.",
    "TypeError: asOf is neither a Date nor a time such as 2026-06-30T12:00:00Z.",
    "TypeError: signal is not an AbortSignal.",
    "TypeError: onProgress is not a function.",
  ]);
});

test("tells how far it is, with what is known so far", async ({ page }) => {
  await open(page, MODULE);
  const seen = await page.evaluate(async (line) => {
    const { checkup } = await import("/scim-checkup.js");
    const blob = new Blob(Array(40).fill(`${line}\n`.repeat(20_000)));
    const seen = [];
    await checkup([{ name: "long.log", blob }], { onProgress: (it) => seen.push(it) });
    return { size: blob.size, seen };
  }, CORRUPTED);
  expect(seen.seen.length).toBeGreaterThan(0);
  for (const { read, total } of seen.seen) {
    expect(total).toBe(seen.size);
    expect(read).toBeLessThanOrEqual(total);
  }
  const read = seen.seen.map((it) => it.read);
  expect(read).toEqual(read.toSorted((a, b) => a - b));
});

test("an abort ends it at once, with the signal's own reason", async ({ page }) => {
  await open(page, MODULE);
  const outcome = await page.evaluate(async (line) => {
    const { checkup } = await import("/scim-checkup.js");
    const blob = new Blob(Array(200).fill(`${line}\n`.repeat(20_000)));
    const controller = new AbortController();
    // Nothing is told after the abort: the rest of the file is not read.
    let told = 0;
    const onProgress = () => {
      told += 1;
      controller.abort();
    };
    const name = await checkup([{ name: "long.log", blob }], { signal: controller.signal, onProgress }).catch((it) => it.name);
    const before = await checkup([], { signal: AbortSignal.abort(new Error("mine")) }).catch((it) => it.message);
    // The engine is whole afterwards.
    const after = await checkup([{ name: "Pasted text", text: line }]);
    return { name, told, before, users: after.totals.users };
  }, CORRUPTED);
  expect(outcome.name).toBe("AbortError");
  expect(outcome.told).toBe(1);
  expect(outcome.before).toBe("mine");
  expect(outcome.users).toBe(1);
});

test("several at once do not meet", async ({ page }) => {
  await open(page, MODULE);
  const names = await page.evaluate(async () => {
    const { checkup } = await import("/scim-checkup.js");
    const people = ["ada", "bala", "chidi", "dora"];
    const reports = await Promise.all(people.map((it) => checkup([{ name: it, text: `${it}@contoso.com` }])));
    return reports.map((it) => it.users.map((user) => user.name).join());
  });
  expect(names).toEqual(["ada@contoso.com", "bala@contoso.com", "chidi@contoso.com", "dora@contoso.com"]);
});

test("the work is done in a worker that no connection leaves", async ({ page }) => {
  const workers = [];
  page.on("worker", (worker) => workers.push(worker));
  await open(page, MODULE);
  await page.evaluate(async (text) => (await import("/scim-checkup.js")).checkup([{ name: "a", text }]), CORRUPTED);
  expect(workers.map((it) => new URL(it.url()).pathname)).toEqual(["/scim-checkup-worker.js"]);
  const sent = await workers[0].evaluate(() => fetch("/index.html").then(() => "sent", () => "blocked"));
  expect(sent).toBe("blocked");
});

test("from another origin it works from a blob", async ({ page }) => {
  const workers = [];
  page.on("worker", (worker) => workers.push(worker));
  const scripts = `'self' ${ELSEWHERE} 'wasm-unsafe-eval'`;
  await open(page, "", policy({ "script-src": scripts, "worker-src": "blob:", "connect-src": ELSEWHERE }));
  const users = await page.evaluate(async ([origin, text]) => {
    const { checkup } = await import(`${origin}/scim-checkup.js`);
    return (await checkup([{ name: "a", text }])).totals.users;
  }, [ELSEWHERE, CORRUPTED]);
  expect(users).toBe(1);
  expect(workers.map((it) => it.url().split("/")[0])).toEqual(["blob:http:"]);
});

test("where no worker may start the page does it in slices", async ({ page, said }) => {
  const workers = [];
  page.on("worker", (worker) => workers.push(worker));
  await open(page, MODULE, policy({ "worker-src": "'none'" }));
  const outcome = await page.evaluate(async (line) => {
    const { checkup } = await import("/scim-checkup.js");
    const blob = new Blob(Array(10).fill(`${line}\n`.repeat(10_000)));
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1));
    const report = await checkup([{ name: "long.log", blob }]);
    clearInterval(timer);
    return { users: report.totals.users, lines: report.documents[0].lines, ticks };
  }, CORRUPTED);
  expect(outcome.users).toBe(1);
  expect(outcome.lines).toBe(100_000);
  expect(outcome.ticks).toBeGreaterThan(5);
  expect(workers).toEqual([]);
  // The browser says by itself what its policy blocked.
  expect(said.splice(0).every((it) => it.includes("worker-src"))).toBe(true);
});

test("a worker that can read no file is not taken, as WebKit's in a page from disk", async ({ page }) => {
  await page.route("**/scim-checkup-worker.js", async (route) => {
    const response = await route.fetch();
    const deaf = 'if (typeof document === "undefined") Blob.prototype.arrayBuffer = () => Promise.reject(new Error("deaf"));\n';
    await route.fulfill({ response, body: deaf + (await response.text()) });
  });
  await open(page, MODULE, policy({ "worker-src": "'self' blob:" }));
  const report = await page.evaluate(async ([text, asOf]) => {
    const { checkup } = await import("/scim-checkup.js");
    return checkup([{ name: "name.txt", blob: new Blob([text]) }], { asOf });
  }, [CORRUPTED, AS_OF]);
  expect(report.users[0].corruption.status).toBe("prefixed");
});

test("names the directive where WebAssembly is blocked", async ({ page, said }) => {
  // A worker from the page's own origin would go by its own policy; one from a blob goes by the page's.
  await open(page, "", policy({ "script-src": `'self' ${ELSEWHERE}`, "worker-src": "blob:", "connect-src": ELSEWHERE }));
  const error = await page.evaluate(async (origin) => {
    const { checkup } = await import(`${origin}/scim-checkup.js`);
    return checkup([]).catch(({ name, message, fix }) => ({ name, message, fix }));
  }, ELSEWHERE);
  expect(error.name).toBe("CheckupError");
  expect(error.fix).toBe("script-src 'wasm-unsafe-eval'");
  expect(error.message).toContain("Content-Security-Policy");
  said.splice(0);
});

test("names the directive where the files may not be fetched", async ({ page, said }) => {
  const scripts = `'self' ${ELSEWHERE} 'wasm-unsafe-eval'`;
  await open(page, "", policy({ "script-src": scripts, "worker-src": "blob:", "connect-src": "'none'" }));
  const fix = await page.evaluate(async (origin) => {
    const { checkup } = await import(`${origin}/scim-checkup.js`);
    return checkup([]).catch((error) => error.fix);
  }, ELSEWHERE);
  expect(fix).toBe(`connect-src ${ELSEWHERE}`);
  said.splice(0);
});

test("a page that says 'not found' is not taken for WebAssembly", async ({ page }) => {
  await open(page, MODULE);
  await page.route("**/scim-checkup-engine.wasm", (route) => route.fulfill({ contentType: "text/html", body: "<p>Gone" }));
  const message = await page.evaluate(async () => {
    const { checkup } = await import("/scim-checkup.js");
    return checkup([]).catch((error) => error.message);
  });
  expect(message).toContain("answered with something else than that file");
});

test("a file that was changed after it was chosen is named", async ({ page }) => {
  await open(page, `${MODULE}<input type="file">`);
  const { mkdtemp, truncate, writeFile } = await import("node:fs/promises");
  const { tmpdir } = await import("node:os");
  const { join } = await import("node:path");
  const path = join(await mkdtemp(join(tmpdir(), "checkup-")), "export.csv");
  await writeFile(path, "a\n".repeat(1000));
  await page.locator("input").setInputFiles(path);
  await truncate(path, 10);
  const message = await page.evaluate(async () => {
    const { checkup } = await import("/scim-checkup.js");
    const blob = document.querySelector("input").files[0];
    return checkup([{ name: blob.name, blob }]).catch((error) => error.message);
  });
  expect(message).toContain("“export.csv” could not be read");
});
