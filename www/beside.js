// The files beside this module, as they are fetched and run. `within.js` has the same names for a page that holds them all.

/** Where this module was loaded from. Its files lie beside it, unless the caller says otherwise. */
export const HERE = new URL(".", import.meta.url).href;

/** A file's bytes, as they are sent. */
export function fetchFile(url) {
  return fetch(url);
}

/** The module of the view. */
export function importView(url) {
  return import(url);
}

/** Whether a worker can be started by its address: same origin only. */
export function hasAddress(url) {
  return new URL(url).origin === globalThis.origin;
}

/** What a worker from a blob begins with: it takes in the script, from any origin. */
export function workerText(url) {
  return `const url = ${JSON.stringify(url)};
const policy = self.trustedTypes?.createPolicy("scim-checkup", { createScriptURL: (url) => url });
importScripts(policy ? policy.createScriptURL(url) : url);`;
}

/** The worker's script in this page; gives its entry, which it hangs on its own element: nothing in the global scope. */
export function runHere(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.crossOrigin = "anonymous";
    script.src = url;
    script.onload = () => resolve(script.connect);
    script.onerror = reject;
    document.head.append(script);
  });
}
