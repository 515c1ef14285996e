// What `beside.js` has, for a page that holds all files in itself and may fetch none: src/xtask/offline.rs puts them in.

/** Nothing lies there; the files are told apart by their names. */
export const HERE = "within:/";

/** Both wasm files, gzipped, in base64. */
const VIEW = "scim-checkup-view.wasm";
const ENGINE = "scim-checkup-engine.wasm";

/** A file's bytes, as they would be sent. */
export async function fetchFile(url) {
  const text = atob(url.endsWith("/scim-checkup-view.wasm") ? VIEW : ENGINE);
  const file = new Blob([Uint8Array.from(text, (letter) => letter.charCodeAt(0))]);
  return new Response(file.stream().pipeThrough(new DecompressionStream("gzip")));
}

/** The module of the view, in a function. */
export async function importView() {
  "scim-checkup-view.js";
}

/** A worker has no address but a blob's. */
export function hasAddress() {
  return false;
}

/** The worker's script. In a worker it finds no `document`; in this page it is given one of ours. */
function work(document) {
  "scim-checkup-worker.js";
}

/** What a worker from a blob does: the function as it is written, which uses nothing from around it. */
export function workerText() {
  return `(${work})();`;
}

/** The worker's script in this page; gives its entry, which it hangs on what it takes for its element. */
export async function runHere() {
  const script = { src: location.href };
  work({ currentScript: script });
  return script.connect;
}
