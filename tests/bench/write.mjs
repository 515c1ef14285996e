// Writes material to disk piece by piece: a gigabyte is never one string.
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

/** How much is written at once, in letters. */
const AT_ONCE = 4 * 1024 * 1024;

const FOLDER = process.env.BENCH_FOLDER;

/**
 * A file of the bench's own folder.
 * @param {string} name
 * @param {{ counts: object, pieces: Iterable<string> }} material
 */
export function write(name, { counts, pieces }) {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, name);
  const file = openSync(path, "w");
  let bytes = 0;
  let waiting = "";
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length < AT_ONCE) continue;
    bytes += writeSync(file, waiting);
    waiting = "";
  }
  bytes += writeSync(file, waiting);
  closeSync(file);
  // The counts are whole only once the pieces have been made.
  return { path, bytes, counts };
}
