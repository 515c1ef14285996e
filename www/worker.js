// The engine's side of the messages: in a worker, or in a page where no worker may start.

/** What is asked of a file at once. Some are asked for ahead: reading would wait for each of them otherwise. */
const SLICE = 4 * 1024 * 1024;
const AHEAD = 3;

/** What the engine is given at once. */
const PIECE = 64 * 1024;

/** How long a worker and a page read on, in milliseconds, before they look for messages, or for the keyboard. */
const WORKER_BREATH = 30;
const PAGE_BREATH = 8;

/** Milliseconds between two words on the progress, and between two reports of what is known so far. */
const PROGRESS_EVERY = 60;
const REPORT_EVERY = 250;

/** A report on the way may take this part of the time. */
const REPORT_SHARE = 0.1;

/** Users in a page of a report, few enough to draw within a frame or two; and in a report on the way, which are many. */
const USERS_OF_A_PAGE = 12;
const USERS_ON_THE_WAY = 5;

/** Memory of WebAssembly never shrinks: an instance that has taken more is given up before the next run. */
const MEMORY_LIMIT = 64 * 1024 * 1024;

/**
 * Takes messages from the page and answers by `post`.
 * @param {(message: object) => void} post
 * @param {number} breath
 */
function connect(post, breath) {
  let module = null;
  let instance = null;
  let current = null;
  /** What was read last, in the engine's memory. */
  let kept = null;

  async function start(bytes) {
    try {
      module = await WebAssembly.compile(whole(bytes));
      await instantiate();
      post({ type: "ready" });
    } catch (error) {
      // The report of a blocked compilation comes after the error.
      await pause(50);
      post({ type: "unready", text: error.message });
    }
  }

  /** A new instance, with nothing in its memory; each has the script around it for itself. */
  function instantiate() {
    const engine = loadEngine();
    instance = engine({ module_or_path: module }).then(({ memory }) => ({ engine, memory }));
    return instance;
  }

  /** Gives up the instance. What it has read is overwritten, not left to be collected some time. */
  async function forget() {
    current = null;
    kept = null;
    const last = instance;
    // At once: a question that comes meanwhile must not begin in the memory that is overwritten below.
    instantiate();
    const { memory } = await last;
    new Uint8Array(memory.buffer).fill(0);
  }

  async function check(run, documents, asOf) {
    try {
      await read(run, documents, asOf);
    } catch (error) {
      // What is thrown after an instance was given up is nobody's concern.
      if (current !== run) return;
      current = null;
      post({ type: "failure", id: run.id, ...failure(error) });
    }
  }

  async function read(run, documents, asOf) {
    kept?.free();
    kept = null;
    if ((await instance).memory.buffer.byteLength > MEMORY_LIMIT) {
      await forget();
      current = run;
    }
    const { engine } = await instance;
    if (current !== run) return;
    const session = new engine.Engine(asOf);
    const total = documents.reduce((sum, it) => sum + (it.blob ? it.blob.size : it.text.length), 0);
    const pace = new Pace(breath);
    let done = 0;
    reading: for (const document of documents) {
      session.open(document.name, document.whole, document.from);
      for await (const { bytes, size } of document.blob ? piecesOfFile(document) : piecesOfText(document.text)) {
        // Replaced, or forgotten and its memory overwritten: it must not be touched. It is collected by itself.
        if (current !== run) return;
        if (run.stopped) break reading;
        session.push(bytes);
        done += size;
        if (done < total && pace.wantsProgress()) {
          const pages = [];
          const to = { users: (page, lines) => pages.push([page, lines]) };
          const report = pace.wantsReport() ? pace.measured(() => session.report(USERS_ON_THE_WAY, to)) : null;
          post({ type: "progress", id: run.id, read: done, total, report, pages });
        }
        if (pace.wantsBreath()) await pace.breathe();
      }
    }
    if (current !== run) return;
    // Pages stay texts until they are wanted: twenty thousand users as objects would have the page collect garbage, again
    // and again, and stand still meanwhile.
    const users = (page, lines) => post({ type: "users", id: run.id, page, lines });
    const report = session.finish(USERS_OF_A_PAGE, { users });
    current = null;
    kept = session;
    post({ type: "report", id: run.id, report, stopped: run.stopped && done < total });
  }

  /** What was read, in a form to take along. */
  async function take({ id, form, hideNames, only, code }) {
    const parts = [];
    try {
      if (form === "entry") {
        post({ type: "taken", id, text: (await instance).engine.entry(code) });
        return;
      }
      const report = kept.export(form, hideNames, only, { users: (part) => parts.push(part) });
      // A report ends with its users.
      const json = () => `${JSON.stringify(report).slice(0, -2)}${parts.map((it) => it.slice(1, -1)).join(",\n")}]}`;
      post({ type: "taken", id, text: form === "json" ? json() : parts.join("") });
    } catch (error) {
      post({ type: "taken", id, text: null, error: error.message });
    }
  }

  return (message) => {
    switch (message.type) {
      case "start":
        start(message.bytes);
        break;
      case "check":
        current = { id: message.id, stopped: false };
        check(current, message.documents, message.asOf);
        break;
      case "stop":
        if (current?.id === message.id) current.stopped = true;
        break;
      case "cancel":
        if (current?.id === message.id) current = null;
        break;
      case "take":
        take(message);
        break;
      case "forget":
        forget();
        break;
    }
  };
}

/** For messages to itself. */
const breaths = new MessageChannel();

/** How often the page hears of a run, that reports on the way do not hold it up, and when to let others in. */
class Pace {
  #breath;
  #breathAt;
  #progressAt = performance.now() + PROGRESS_EVERY;
  #reportAt = performance.now() + REPORT_EVERY;

  constructor(breath) {
    this.#breath = breath;
    this.#breathAt = performance.now() + breath;
  }

  wantsBreath() {
    return performance.now() >= this.#breathAt;
  }

  /** A message to oneself comes after those that wait; a timer would take its time. */
  async breathe() {
    await new Promise((resolve) => {
      breaths.port1.onmessage = resolve;
      breaths.port2.postMessage(null);
    });
    this.#breathAt = performance.now() + this.#breath;
  }

  wantsProgress() {
    const now = performance.now();
    if (now < this.#progressAt) return false;
    this.#progressAt = now + PROGRESS_EVERY;
    return true;
  }

  wantsReport() {
    return performance.now() >= this.#reportAt;
  }

  measured(make) {
    const began = performance.now();
    const report = make();
    const ended = performance.now();
    this.#reportAt = ended + Math.max(REPORT_EVERY, (ended - began) / REPORT_SHARE);
    return report;
  }
}

/** A file's bytes, in order. */
async function* piecesOfFile({ name, blob }) {
  const asked = [];
  let next = 0;
  while (next < blob.size || asked.length > 0) {
    while (next < blob.size && asked.length < AHEAD) {
      const slice = blob.slice(next, next + SLICE).arrayBuffer();
      // Met where it is waited for; a run that is given up never waits for it.
      slice.catch(() => {});
      asked.push(slice);
      next += SLICE;
    }
    let slice;
    try {
      slice = new Uint8Array(await asked.shift());
    } catch {
      throw new Unreadable(name);
    }
    for (let at = 0; at < slice.length; at += PIECE) {
      const bytes = slice.subarray(at, at + PIECE);
      yield { bytes, size: bytes.length };
    }
  }
}

/** A text's bytes in UTF-8, a letter never cut in two. */
async function* piecesOfText(text) {
  const encoder = new TextEncoder();
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + PIECE, text.length);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last < 0xdc00) end += 1;
    yield { bytes: encoder.encode(text.slice(at, end)), size: end - at };
    at = end;
  }
}

class Unreadable extends Error {
  constructor(name) {
    super(name);
    this.document = name;
  }
}

/** An error as a person should read it. */
function failure(error) {
  if (error instanceof Unreadable) {
    const text = "It was changed, moved or deleted since it was chosen. Choose it again.";
    return { title: `“${error.document}” could not be read`, text, broken: false };
  }
  // A fault in the engine: what is left of it cannot be trusted.
  const text = `The engine met a fault of its own (${error.message}). Whoever mends it needs this sentence and not the material.`;
  return { title: "The checkup broke off", text, broken: true };
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

if (typeof document === "undefined") {
  const receive = connect((message) => self.postMessage(message), WORKER_BREATH);
  self.addEventListener("message", (event) => receive(event.data));
  self.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    self.postMessage({ type: "violation", effectiveDirective, blockedURI });
  });
  self.postMessage({ type: "loaded" });
} else {
  document.currentScript.connect = (post) => connect(post, PAGE_BREATH);
}
