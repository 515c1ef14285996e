// A wasm file that was taken apart for the way: `src/xtask/apart.rs` says how, and why.

/** What every wasm file begins with, and how many parts follow. */
const BEGINNING = 8;
const PARTS = 17;

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

/**
 * Puts a file together.
 * @param {ArrayBuffer} sent
 * @returns {ArrayBuffer}
 */
export function whole(sent) {
  const [size, ...lengths] = new Uint32Array(sent, BEGINNING, 1 + PARTS);
  let end = BEGINNING + 4 * (1 + PARTS);
  const [before, behind, kinds, ...rows] = lengths.map((length) => {
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
  for (const it of rows[0]) {
    if (it === FUNCTION) {
      putSize(body);
      body = at += ROOM;
      putAnything();
      continue;
    }
    wasm[at++] = it === LONG_CONST ? CONST : it;
    const row = kinds[it];
    if (row >= BEHIND_HINT) at++;
    if (row > ANYTHING) putNumber(row);
    else if (row === ANYTHING) putAnything();
  }
  putSize(body);
  putSize(section);
  put(behind);
  return wasm.buffer;
}
