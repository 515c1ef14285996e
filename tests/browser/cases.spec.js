import { readFileSync } from "node:fs";
import { expect, open, test } from "./page.js";

/** Every case, with the report that the rules give natively. */
const cases = readFileSync(process.env.CHECKUP_CASES, "utf8").trim().split("\n").map((line) => JSON.parse(line));

test("what is shipped gives every case the report that the rules give natively", async ({ page }) => {
  expect(cases.length).toBeGreaterThan(300);
  await open(page, `<script type="module" src="/scim-checkup.js"></script>`);
  for (const { name, asOf, documents, report } of cases) {
    const shipped = await page.evaluate(async ([documents, asOf]) => {
      const { checkup } = await import("/scim-checkup.js");
      const given = documents.map(({ bytes, ...it }) => ({ ...it, blob: new Blob([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))]) }));
      return checkup(given, { asOf });
    }, [documents, asOf]);
    expect(shipped, name).toEqual(report);
  }
});
