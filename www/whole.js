// A wasm file that was taken apart for the way: `src/xtask/apart.rs` says how, and why.

/** What every wasm file begins with, and how many parts follow. */
const BEGINNING = 8;
const PARTS = 7;

/** The room of a size, which is written last. */
const ROOM = 5;

/** What stands for an instruction: here a function begins; and a constant with a long number. */
const FUNCTION = 0xff;
const LONG_CONST = 0xfe;
const CONST = 0x41;

/**
 * What follows an instruction, and in which row: anything, behind its length; then numbers, in the row of the instruction
 * itself, of the next one, of the previous one, or of the kind alone. Two kinds of them stand behind a hint, which is 0.
 */
const ANYTHING = 1;
const BY_NEXT = 3;
const BY_PREVIOUS = 6;
const BEHIND_HINT = 7;

/** The kinds of what is written, of the locals that are read, and of those that are set; and how many kinds there are. */
const WRITTEN = 8;
const READ = 9;
const SET = 10;
const KINDS = 11;

/**
 * Puts a file together.
 * @param {ArrayBuffer} sent
 * @returns {ArrayBuffer}
 */
export function whole(sent) {
  const [size, ...lengths] = new Uint32Array(sent, BEGINNING, 1 + PARTS);
  let end = BEGINNING + 4 * (1 + PARTS);
  const [before, functions, behind, kinds, instructions, row, numbers] = lengths.map((length) => {
    end += length;
    return new Uint8Array(sent, end - length, length);
  });
  const rowOf = (n) => {
    const kind = kinds[row[n]];
    const beside = kind < BY_NEXT ? 0 : kind < BY_PREVIOUS ? 1 : -1;
    return (kind << 8) | (kind < WRITTEN ? row[n + beside] : 0);
  };
  // How many numbers each row has, and so where it begins.
  const count = new Uint32Array(KINDS << 8);
  for (let n = 0; n < row.length; n++) if (kinds[row[n]]) count[rowOf(n)]++;
  let from = 0;
  const next = count.map((left, row) => {
    const start = from;
    for (; left > 0; left--) {
      if (row >> 8 === ANYTHING) from += 1 + numbers[from];
      else while (numbers[from++] > 127);
    }
    return start;
  });

  const wasm = new Uint8Array(size);
  let at = 0;
  const put = (bytes) => {
    wasm.set(bytes, at);
    at += bytes.length;
  };
  const putAnything = (row) => {
    for (let n = numbers[next[row]++]; n > 0; n--) wasm[at++] = numbers[next[row]++];
  };
  const putNumber = (row) => {
    while ((wasm[at++] = numbers[next[row]++]) > 127);
  };
  const takeNumber = (row) => {
    let number = 0;
    for (let byte = 128, shift = 0; byte > 127; shift += 7) number |= ((byte = numbers[next[row]++]) & 127) << shift;
    return number;
  };
  const putValue = (number) => {
    for (; number > 127; number >>= 7) wasm[at++] = (number & 127) | 128;
    wasm[at++] = number;
  };
  /** How far behind an address something was written last: what is written travels by how much farther or nearer it is. */
  let written = 0;
  const putWritten = (row) => {
    const number = takeNumber(row);
    putValue((written += number & 1 ? -(number + 1) / 2 : number / 2));
  };
  /**
   * The locals of the function, the one used last first: one that is read travels by its place there, or behind all of them
   * by its place among the others.
   */
  let recent = [];
  const putLocal = (row, kind) => {
    const number = takeNumber(row);
    const n = recent.length;
    let local = number;
    if (kind === READ) {
      if (number < n) local = recent[number];
      else for (const used of [...recent].sort((a, b) => b - a)) if (used >= local) local--;
    }
    // By hand: one that is read knows its place, and most were used a moment ago.
    let place = kind === READ && number < n ? number : 0;
    while (place < n && recent[place] !== local) place++;
    for (; place > 0; place--) recent[place] = recent[place - 1];
    recent[0] = local;
    putValue(local);
  };
  /** The size of what has been put since a place, into the room before it. */
  const putSize = (start) => {
    for (let n = 0, size = at - start; n < ROOM; n++, size >>= 7) {
      wasm[start - ROOM + n] = (size & 127) | (n + 1 < ROOM ? 128 : 0);
    }
  };

  put(new Uint8Array(sent, 0, BEGINNING));
  put(before);
  const section = (at += ROOM);
  put(functions);
  let body = section;
  for (let n = 0; n < row.length; n++) {
    const it = instructions[row[n]];
    const kind = kinds[row[n]];
    if (it === FUNCTION) {
      recent = [];
      putSize(body);
      body = at += ROOM;
    } else {
      wasm[at++] = it === LONG_CONST ? CONST : it;
    }
    if (kind === BEHIND_HINT || kind === WRITTEN) at++;
    if (kind === ANYTHING) putAnything(rowOf(n));
    else if (kind === WRITTEN) putWritten(rowOf(n));
    else if (kind >= READ) putLocal(rowOf(n), kind);
    else if (kind) putNumber(rowOf(n));
  }
  putSize(body);
  putSize(section);
  put(behind);
  return wasm.buffer;
}
