// A wasm file that was taken apart for the way: `src/xtask/apart.rs` says how, and why.

/** What every wasm file begins with, and how many parts follow. */
const BEGINNING = 8;
const PARTS = 18;

/** The room of a size, which is written last. */
const ROOM = 5;

/** What stands for an instruction: here a function begins; and a constant with a long number. */
const FUNCTION = 0xff;
const LONG_CONST = 0xfe;
const CONST = 0x41;

/**
 * What follows an instruction, and in which row: anything, behind its length; and from here on numbers behind a hint, which
 * is 0. All but the first byte of these stand some rows further.
 */
const ANYTHING = 1;
const BEHIND_HINT = 10;
const FURTHER = 2;

/** The rows of the locals that are read, and of those that are set. */
const READ = 5;
const SET = 6;

/**
 * Puts a file together.
 * @param {ArrayBuffer} sent
 * @returns {ArrayBuffer}
 */
export function whole(sent) {
  const [size, ...lengths] = new Uint32Array(sent, BEGINNING, 1 + PARTS);
  let end = BEGINNING + 4 * (1 + PARTS);
  const [before, behind, kinds, instructions, ...rows] = lengths.map((length) => {
    end += length;
    return new Uint8Array(sent, end - length, length);
  });
  const read = new Uint32Array(rows.length);
  const wasm = new Uint8Array(size);
  let at = 0;

  const put = (bytes) => {
    wasm.set(bytes, at);
    at += bytes.length;
  };
  const take = (row) => rows[row][read[row]++];
  const putAnything = () => {
    for (let n = take(ANYTHING); n > 0; n--) wasm[at++] = take(ANYTHING);
  };
  const putNumber = (row) => {
    let byte = (wasm[at++] = take(row));
    const further = row < BEHIND_HINT ? row : row + FURTHER;
    while (byte > 127) byte = wasm[at++] = take(further);
  };
  /** The locals of the function, the one used last first: one that is read travels by its place there. */
  let recent = [];
  const putLocal = (row) => {
    let number = 0;
    for (let byte = 128, shift = 0; byte > 127; shift += 7) number |= ((byte = take(row)) & 127) << shift;
    const n = recent.length;
    const local = row === SET ? number : number < n ? recent[number] : number - n;
    // By hand: one that is read knows its place, and most were used a moment ago.
    let place = row === READ && number < n ? number : 0;
    while (place < n && recent[place] !== local) place++;
    for (; place > 0; place--) recent[place] = recent[place - 1];
    recent[0] = local;
    for (number = local; number > 127; number >>= 7) wasm[at++] = (number & 127) | 128;
    wasm[at++] = number;
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
  putAnything();
  let body = section;
  for (const byte of rows[0]) {
    const it = instructions[byte];
    if (it === FUNCTION) {
      recent = [];
      putSize(body);
      body = at += ROOM;
      putAnything();
      continue;
    }
    wasm[at++] = it === LONG_CONST ? CONST : it;
    const row = kinds[byte];
    if (row >= BEHIND_HINT) at++;
    if (row === READ || row === SET) putLocal(row);
    else if (row > ANYTHING) putNumber(row);
    else if (row === ANYTHING) putAnything();
  }
  putSize(body);
  putSize(section);
  put(behind);
  return wasm.buffer;
}
