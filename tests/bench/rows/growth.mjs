// How the time grows with the bytes, and with the users.
import { listings } from "../material/listings.mjs";
import { log } from "../material/log.mjs";
import { AS_OF } from "../material/people.mjs";
import { open } from "../page.mjs";
import { compare, exponent, spread } from "../statistics.mjs";
import { write } from "../write.mjs";

const TIMES = [1, 2, 4, 8];

/** Above it the time grows faster than what is read. */
const LIMIT = 1.05;

/** Few enough that the smallest log has them all. */
const FEW = 100;

const GROWTHS = [
  {
    title: "Time by bytes, users constant",
    files: (times, megabytes) => [[`log-${times}.json`, log((megabytes * 1_000_000 * times) / 8, FEW)]],
    expected: ({ users, events }) => ({ users, records: events }),
  },
  {
    title: "Time by users, two listings",
    files: (times, megabytes) => {
      const { scim, graph } = listings(Math.round((megabytes * 1000 * times) / 8));
      return [[`scim-${times}.json`, scim], [`graph-${times}.json`, graph]];
    },
    expected: ({ users, corrupted }) => ({ users, corrupted }),
  },
];

export async function growth({ browser, megabytes, rounds }) {
  const rows = [];
  for (const it of GROWTHS) rows.push(await grow(it, { browser, megabytes, rounds }));
  return rows;
}

async function grow({ title, files, expected }, { browser, megabytes, rounds }) {
  const sizes = TIMES.map((times) => {
    const made = files(times, megabytes).map(([name, material]) => ({ name, ...write(name, material) }));
    return { times, made, took: [] };
  });
  const page = await open(browser);
  await page.pick("bytes", sizes.flatMap((it) => it.made.map((file) => file.path)));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { times, made, took } of round % 2 === 0 ? sizes : sizes.toReversed()) {
      await page.ask("collect");
      const documents = made.map(({ name }) => ({ name, form: "bytes" }));
      const result = await page.ask("ours", { documents, asOf: AS_OF });
      compare(`growth, ${times} times`, result.counts, expected(made[0].counts));
      if (round > 0) took.push(result.took);
    }
  }
  await page.close();
  const medians = sizes.map((it) => spread(it.took).median);
  const bytes = sizes.map((it) => it.made.reduce((sum, file) => sum + file.bytes, 0));
  const grown = exponent(medians.map((time, at) => [TIMES[at], time]));
  const points = sizes.map((it, at) => `${(bytes[at] / 1_000_000).toFixed(1)} MB ${medians[at].toFixed(0)} ms`);
  return {
    name: "growth",
    title,
    figure: `exponent ${grown.toFixed(2)}`,
    wanted: `at most ${LIMIT}`,
    met: grown <= LIMIT,
    notes: [points.join(", ")],
  };
}
