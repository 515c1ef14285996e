// The most memory that the engine takes: it never shrinks, so its size at the end is its peak.
import { log } from "../material/log.mjs";
import { AS_OF, usersIn } from "../material/people.mjs";
import { open } from "../page.mjs";
import { compare } from "../statistics.mjs";
import { write } from "../write.mjs";


export async function memory({ browser, large }) {
  const rows = [];
  for (const megabytes of large ? [10, 100, 1000] : [10, 100]) {
    const name = `log-of-${megabytes}.json`;
    const { path, counts } = write(name, log(megabytes * 1_000_000, usersIn(megabytes)));
    const page = await open(browser);
    await page.pick("file", [path]);
    const { took, memory, counts: seen } = await page.ask("ours", { documents: [{ name, form: "file" }], asOf: AS_OF });
    await page.close();
    compare(`memory, ${megabytes} MB`, seen, { users: counts.users, records: counts.events });
    rows.push({
      name: "memory",
      title: `Memory at ${megabytes.toLocaleString("en")} MB`,
      figure: `${(memory / 1_000_000).toFixed(1)} MB`,
      notes: [`${counts.events.toLocaleString("en")} entries, ${counts.users.toLocaleString("en")} users; read once in ${(took / 1000).toFixed(2)} s`],
    });
  }
  return rows;
}
