// On the embed page, where nothing runs but the checkup: how many requests the page has made since something was given.
// The browser lists what a page has asked for, once it has come. What a worker asks for it lists for the worker alone; that
// one has a policy of its own, which lets it ask for nothing.

const line = document.querySelector("#requests");
const widget = document.querySelector("scim-checkup");

/** When something was first given, by the clock of the browser's list. */
let since = Infinity;

/** What was asked for, each with its time. What lies in the page's own memory is no request. */
const asked = [];

function take(entries) {
  asked.push(...entries.filter((it) => !/^(blob|data):/.test(it.name)));
  tell();
}

function tell() {
  if (since === Infinity) return;
  const after = asked.filter((it) => it.startTime >= since);
  const names = [...new Set(after.map((it) => shortly(it.name)))].join(", ");
  line.textContent = `Requests since you pasted, as the browser lists them: ${after.length}${names && ` (${names})`}`;
  line.hidden = false;
}

/** A file of ours by its name, anything else by its host. */
function shortly(address) {
  const { host, pathname } = new URL(address);
  return host === location.host ? pathname.split("/").at(-1) || host : host;
}

// Where the browser keeps no such list nothing is said.
if (globalThis.PerformanceObserver?.supportedEntryTypes.includes("resource")) {
  new PerformanceObserver((list) => take(list.getEntries())).observe({ type: "resource", buffered: true });
  widget.addEventListener("given", () => {
    since = Math.min(since, performance.now());
    tell();
  });
}
