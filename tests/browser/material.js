// Material for the browser tests: two sides of one tenant, of any size, always the same for the same size.

import { readFileSync } from "node:fs";

const DAY = 24 * 60 * 60 * 1000;

/** Numbers from 0 to 1, the same in every run. */
function* numbers(seed) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** A listing of each side as files: of a hundred users some four are deleted, seven disabled, two corrupted and gone. */
export function tenant(size, now = Date.now()) {
  const entra = [];
  const maptician = [];
  const random = numbers(7);
  for (let n = 0; n < size; n += 1) {
    const chance = random.next().value;
    const id = `${(0x2b000000 + n * 7919).toString(16)}-9d2f-4a61-b7c0-${(0xabcd00000000 + n).toString(16)}`;
    const name = `person${n}@contoso.com`;
    const displayName = `Person ${String.fromCharCode(65 + (n % 26))}. Number${n}`;
    const prefixed = id.replaceAll("-", "") + name;
    const account = { id, userPrincipalName: name, displayName, mail: name, accountEnabled: true };
    let record = { userName: name, active: true };
    if (chance < 0.04) {
      const deletedDateTime = new Date(now - Math.ceil(random.next().value * 28) * DAY).toISOString();
      entra.push({ ...account, userPrincipalName: prefixed, deletedDateTime });
      record = { userName: prefixed, active: false };
    } else if (chance < 0.11) {
      entra.push({ ...account, accountEnabled: false });
      record.active = chance < 0.045;
    } else if (chance < 0.13) {
      record = { userName: prefixed, active: false };
    } else {
      entra.push(account);
    }
    const schemas = ["urn:ietf:params:scim:schemas:core:2.0:User"];
    maptician.push({ schemas, id: String(1000 + n), externalId: id, displayName, emails: [{ value: name }], ...record });
  }
  const listing = {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
    totalResults: size,
    startIndex: 1,
    itemsPerPage: size,
    Resources: maptician,
  };
  const users = { "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users", value: entra };
  const file = (name, value) => ({ name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(value, null, 1)) });
  return [file("entra.json", users), file("maptician.json", listing)];
}

/** Gives files as somebody picks them, and waits for the answer. */
export async function pick(page, files) {
  await page.locator("scim-checkup input[type=file]").setInputFiles(files);
  await page.locator("scim-checkup #headline").waitFor();
  await page.locator("scim-checkup progress").waitFor({ state: "detached" });
}

/** The documents of a case and what it expects: `many/two-sides-and-two-dates`, from the folder of the tests. */
export function documentsOf(path) {
  const text = readFileSync(new URL(`../${path}.txt`, import.meta.url), "utf8");
  const parts = text.split(/^--- /m).slice(1).map((it) => [it.slice(0, it.indexOf("\n")).split(" "), it.slice(it.indexOf("\n") + 1)]);
  const of = ([[name, ...words], text]) => ({ name, text, whole: words.includes("whole"), from: /maptician/.test(words) ? "maptician" : null });
  const expected = parts.find(([[name]]) => name === "report");
  return { documents: parts.slice(0, parts.indexOf(expected)).map(of), expected: expected[1] };
}

/** A text as a file that is picked. */
export function file(name, text) {
  return { name, mimeType: "text/plain", buffer: Buffer.from(text) };
}
