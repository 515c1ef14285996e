import { CheckupError, fetchWasm, remedy, remember, scriptUrl } from "./assets.js";
import { hasAddress, runHere, workerText } from "./beside.js";

/** How long a worker may take to load, and then to start. Slow networks are slower than one thinks. */
const PATIENCE = 15_000;

const TITLE = "The checkup cannot read";

/** @type {Map<string, Promise<ArrayBuffer>>} */
const kept = new Map();

/** The engine's bytes, fetched once and kept for the next worker. */
function engineBytes(base) {
  let bytes = kept.get(base);
  if (!bytes) {
    bytes = fetchWasm(base, "scim-checkup-engine.wasm", TITLE);
    kept.set(base, bytes);
    bytes.catch(() => kept.delete(base));
  }
  return bytes;
}

/**
 * The rules at work: in a worker where one may start, else in this page, slice by slice.
 *
 * One run at a time; a new one replaces the one under way. After `end` the next run starts another worker.
 */
export class Engine {
  /** True where no worker could be started. */
  inPage = false;
  #base;
  #starting = null;
  #port = null;
  #run = null;
  #runs = 0;
  #taking = null;

  /** @param {string} base */
  constructor(base) {
    this.#base = base;
  }

  /** Starts ahead of need; does nothing where it is started. */
  start() {
    if (!this.#starting) {
      const starting = this.#open((message) => this.#starting === starting && this.#receive(message)).then(
        ({ port, inPage }) => {
          // Ended while it was starting.
          if (this.#starting !== starting) return port.end();
          this.#port = port;
          this.inPage = inPage;
        },
        (error) => {
          if (this.#starting === starting) this.#starting = null;
          throw error;
        },
      );
      this.#starting = starting;
    }
    return this.#starting;
  }

  /**
   * Reads documents to their end, or until `stop`. Each report comes without its users: they come in pages, as JSON.
   * @param {object[]} documents
   * @param {string} asOf
   * @param {(progress: { read: number, total: number, report: object | null, pages: [string, string][] }) => void} onProgress
   * @param {(page: string, lines: string) => void} onUsers takes those of the last report, one page after the other; with
   *   a line for each, to find and to sort by
   * @returns {Promise<{ report: object, compared: { since: string, changes: string, gone: string } | null, stopped: boolean }>}
   */
  async run(documents, asOf, onProgress, onUsers) {
    this.#give(new DOMException("Another checkup took its place.", "AbortError"));
    const id = ++this.#runs;
    const outcome = new Promise((resolve, reject) => {
      this.#run = { id, resolve, reject, onProgress, onUsers, stopped: false };
    });
    // Whoever replaces or ends this run settles it, perhaps before anybody waits for it.
    outcome.catch(() => {});
    try {
      await this.start();
    } catch (error) {
      if (this.#run?.id === id) this.#give(error);
    }
    if (this.#run?.id === id) {
      this.#port.post({ type: "check", id, asOf, documents });
      if (this.#run.stopped) this.#port.post({ type: "stop", id });
    }
    return outcome;
  }

  /**
   * What was read by the last run, in a form to take along: `markdown`, `text`, `csv` or `json`; for some users also
   * `bulk-restore`, `restore` or `disable`, with a sentence on who is in it.
   * @param {{ form: string, hideNames: boolean, only: Uint32Array }} how `only`: places of users; without any, all
   * @returns {Promise<{ text: string, said: string }>}
   */
  take(how) {
    return new Promise((resolve, reject) => {
      if (!this.#port) reject(new Error("Nothing was read."));
      const id = ++this.#runs;
      this.#taking = { id, resolve, reject };
      this.#port.post({ type: "take", id, ...how });
    });
  }

  /** Ends the reading; the run answers with what was found until here. */
  stop() {
    if (!this.#run) return;
    this.#run.stopped = true;
    this.#port?.post({ type: "stop", id: this.#run.id });
  }

  /**
   * Forgets what was read and stays ready. The worker goes on, without its memory: starting another one would fetch
   * its script again, and no request may follow a paste.
   */
  forget() {
    this.#give(new DOMException("The checkup was ended.", "AbortError"));
    this.#port?.post({ type: "forget" });
  }

  /** Ends everything, the worker too. */
  end() {
    this.#close();
    this.#give(new DOMException("The checkup was ended.", "AbortError"));
  }

  /** Settles the run under way with an error. */
  #give(error) {
    if (!this.#run) return;
    this.#port?.post({ type: "cancel", id: this.#run.id });
    this.#run.reject(error);
    this.#run = null;
  }

  #close() {
    this.#port?.end();
    this.#port = null;
    this.#starting = null;
  }

  /** Tries one way after the other; which of them a page allows shows only when it is tried. */
  async #open(receive) {
    const bytes = engineBytes(this.#base);
    const url = new URL("scim-checkup-worker.js", this.#base).href;
    const ways = hasAddress(url) ? [byAddress, byBlob, inPage] : [byBlob, inPage];
    let failure;
    for (const way of ways) {
      let port;
      try {
        port = await way(url, receive);
        await port.started(await bytes);
      } catch (error) {
        port?.end();
        // Without the bytes no other way leads further.
        if (error instanceof CheckupError) throw error;
        failure = error;
        continue;
      }
      return { port, inPage: way === inPage };
    }
    const fix = (await remedy("wasm-eval")) ?? (await remedy("trusted-types-policy")) ?? (await remedy(url));
    throw new CheckupError(TITLE, `Its engine did not start (${failure.message}).`, fix);
  }

  #receive(message) {
    if (message.type === "broken") {
      this.#close();
      this.#give(new CheckupError("The checkup broke off", `Its worker ended by itself (${message.text}).`));
      return;
    }
    if (message.type === "taken") {
      // A run that began meanwhile is no reason to drop it.
      if (message.id === this.#taking?.id) message.text === null ? this.#taking.reject(new Error(message.error)) : this.#taking.resolve(message);
      return;
    }
    const run = this.#run;
    if (!run || message.id !== run.id) return;
    switch (message.type) {
      case "progress":
        run.onProgress({ read: message.read, total: message.total, report: message.report, pages: message.pages });
        break;
      case "users":
        run.onUsers(message.page, message.lines);
        break;
      case "report":
        this.#run = null;
        run.resolve(message);
        break;
      case "failure":
        this.#run = null;
        if (message.broken) this.#close();
        run.reject(new CheckupError(message.title, message.text));
        break;
    }
  }
}

/** A worker by its own address: same origin only. */
function byAddress(url, receive) {
  return startWorker(scriptUrl(url), receive);
}

/** A worker by a blob that takes in the script: any origin, where the policy allows `blob:`. */
async function byBlob(url, receive) {
  const blob = URL.createObjectURL(new Blob([workerText(url)], { type: "text/javascript" }));
  try {
    return await startWorker(scriptUrl(blob), receive);
  } finally {
    URL.revokeObjectURL(blob);
  }
}

/** Settles once the worker has spoken; a throw, an error event and silence are all one. */
function startWorker(url, receive) {
  const worker = new Worker(url, { name: "SCIM Checkup" });
  const port = new Port((message) => worker.postMessage(message), () => worker.terminate(), receive);
  worker.onmessage = (event) => port.receive(event.data);
  worker.onmessageerror = () => port.fail("a message was lost");
  worker.onerror = (event) => {
    // Else it stands in the console as well; the page says it in its own words.
    event.preventDefault();
    port.fail(event.message || "the worker was refused");
  };
  return port.loaded();
}

/** No worker: the same script in this page. */
function inPage(url, receive) {
  const port = new Port(() => {}, () => (port.post = () => {}), receive);
  runHere(scriptUrl(url)).then(
    (connect) => {
      port.post = connect((message) => port.receive(message));
      port.receive({ type: "loaded" });
    },
    () => port.fail("its script was refused"),
  );
  return port.loaded();
}

/** Messages to and from wherever the engine is, from its loading on. */
class Port {
  #receive;
  #waiting = null;

  constructor(post, end, receive) {
    this.post = post;
    this.end = end;
    this.#receive = receive;
  }

  /** Waits for the script to be there. */
  async loaded() {
    try {
      await this.#wait("loaded");
    } catch (error) {
      this.end();
      throw error;
    }
    return this;
  }

  /** Hands over the engine's bytes and waits for it to be ready. */
  started(bytes) {
    const ready = this.#wait("ready");
    this.post({ type: "start", bytes, probe: new Blob(["."]) });
    return ready;
  }

  receive(message) {
    if (message.type === "violation") {
      remember(message);
    } else if (message.type === "unready") {
      this.fail(message.text);
    } else if (this.#waiting?.type === message.type) {
      this.#waiting.resolve();
    } else {
      this.#receive(message);
    }
  }

  fail(text) {
    if (this.#waiting) this.#waiting.reject(new Error(text));
    else this.#receive({ type: "broken", text });
  }

  #wait(type) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.fail("it did not answer"), PATIENCE);
      const settle = (how) => (value) => {
        clearTimeout(timer);
        this.#waiting = null;
        how(value);
      };
      this.#waiting = { type, resolve: settle(resolve), reject: settle(reject) };
    });
  }
}
