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
  /** The saved report that is shown, where it is one, and what it is compared with. */
  let saved = null;
  let compared = null;

  async function start({ bytes, probe }) {
    try {
      // WebKit reads no file in the worker of a page from the disk.
      await probe.arrayBuffer();
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
    instance = engine(module).then(({ memory }) => ({ engine, memory }));
    return instance;
  }

  /** Gives up the instance. What it has read is overwritten, not left to be collected some time. */
  async function forget() {
    current = null;
    kept = saved = compared = null;
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
    kept = saved = compared = null;
    if ((await instance).memory.buffer.byteLength > MEMORY_LIMIT) {
      await forget();
      current = run;
    }
    const { engine } = await instance;
    const given = [];
    for (const document of documents) given.push({ document, report: await asReport(document) });
    if (current !== run) return;
    const { shown, reports, earlier, material } = sorted(given);
    const total = [...earlier, ...material].reduce((sum, it) => sum + (it.blob ? it.blob.size : it.text.length), 0);
    const pace = new Pace(breath);
    let done = 0;
    // Reads to the end, or until it is stopped. False: the run was replaced, or forgotten and the session's memory
    // overwritten. Then it must not be touched; it is collected by itself.
    const through = async (session, documents) => {
      for (const document of documents) {
        session.open(document.name, document.whole, document.from);
        for await (const { bytes, size } of document.blob ? piecesOfFile(document) : piecesOfText(document.text)) {
          if (current !== run) return false;
          if (run.stopped) return true;
          session.push(bytes);
          done += size;
          if (done < total && pace.wantsProgress()) {
            const pages = [];
            const to = { users: (page, lines) => pages.push([page, lines]) };
            // What is shown on the way is of now, never of the earlier day.
            const report = documents === material && pace.wantsReport() ? pace.measured(() => session.report(USERS_ON_THE_WAY, to)) : null;
            post({ type: "progress", id: run.id, read: done, total, report, pages });
          }
          if (pace.wantsBreath()) await pace.breathe();
        }
      }
      return current === run;
    };
    let before = reports[0]?.report;
    let earlierRows = [];
    if (earlier.length > 0) {
      // An export does not say which day it is of; a file is hardly ever changed after it was saved.
      const changed = Math.max(...earlier.map((it) => it.blob?.lastModified ?? Infinity));
      before = { asOf: new Date(Math.min(changed, Date.parse(asOf))).toISOString(), lines: "" };
      const session = new engine.Engine(before.asOf);
      if (!(await through(session, earlier))) return;
      const { documents } = session.finish(USERS_OF_A_PAGE, { users: (_, lines) => (before.lines += lines) });
      session.free();
      earlierRows = documents.map((it) => earlierRow(it, before.asOf));
    }
    const session = shown ? null : new engine.Engine(asOf);
    if (session && !(await through(session, material))) return;
    if (current !== run) return;
    let newer = "";
    // Pages stay texts until they are wanted: twenty thousand users as objects would have the page collect garbage, again
    // and again, and stand still meanwhile.
    const users = (page, lines) => {
      newer += lines;
      post({ type: "users", id: run.id, page, lines });
    };
    let report;
    if (shown) {
      saved = shown.report;
      for (let at = 0; at < saved.users.length; at += USERS_OF_A_PAGE) {
        const page = saved.users.slice(at, at + USERS_OF_A_PAGE);
        users(JSON.stringify(page), linesOf(page));
      }
      report = headOf(saved);
    } else {
      report = session.finish(USERS_OF_A_PAGE, { users });
      kept = session;
    }
    current = null;
    const stopped = run.stopped && done < total;
    // Of what was not read nobody can say that it is new or gone.
    if (before && !stopped) {
      compared = compare(before.lines, newer, before.asOf, engine.changes);
      report.lede = `${report.lede} ${changed(compared)}`.trim();
    }
    // Each row stands where its document was given; those that a saved report was made of have none.
    const read = [...report.documents];
    const rows = given.map((it) => (it.report ? rowOf(it, it === shown) : earlier.includes(it.document) ? earlierRows.shift() : read.shift()));
    report.documents = shown ? [...rows, ...read] : rows;
    post({ type: "report", id: run.id, report, compared, stopped });
  }

  /** What was read, in a form to take along. */
  async function take({ id, form, hideNames, only, code }) {
    const parts = [];
    let said = "";
    try {
      if (form === "entry") {
        post({ type: "taken", id, text: (await instance).engine.entry(code) });
        return;
      }
      only.sort();
      const { since = "", changes = "" } = compared ?? {};
      const users = (part, aside) => {
        parts.push(part);
        said = aside;
      };
      let report = { ...saved };
      if (saved) saved.users.forEach((it, at) => (only.length === 0 || only.includes(at)) && users(JSON.stringify([it])));
      else report = kept.export(form, hideNames, only, since, changes, { users });
      if (form !== "json") return post({ type: "taken", id, text: parts.join(""), said });
      // Who is only in the earlier report is counted and not named.
      if (compared) report.earlier = { asOf: since, onlyThere: compared.gone.split("\n").length - 1 };
      delete report.lines;
      const json = parts.map((it, at) => withChange(it.slice(1, -1), changes, only[at] ?? at));
      // A report ends with its users.
      delete report.users;
      post({ type: "taken", id, text: `${JSON.stringify(report).slice(0, -1)},"users":[${json.join(",\n")}]}` });
    } catch (error) {
      post({ type: "taken", id, text: null, error: error.message });
    }
  }

  return (message) => {
    switch (message.type) {
      case "start":
        start(message);
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
      throw new Unusable(`“${name}” could not be read`, "It was changed, moved or deleted since it was chosen. Choose it again.");
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

/** Which saved report is shown, which are the state before, and what is read: of an earlier day, and of now. */
function sorted(given) {
  const documents = given.filter((it) => !it.report).map((it) => it.document);
  const reports = given.filter((it) => it.report).sort((a, b) => Date.parse(b.report.asOf) - Date.parse(a.report.asOf));
  let [earlier, material] = [true, false].map((wanted) => documents.filter((it) => !!it.earlier === wanted));
  const shown = material.length > 0 ? null : reports.shift();
  // Nothing newer is there to be compared with it.
  if (material.length === 0 && !shown) [earlier, material] = [[], earlier];
  if (reports.length + (earlier.length > 0) > 1) {
    throw new Unusable("More than one earlier state", "One can be compared with what is now. Remove the others.");
  }
  const [part] = reports.filter(({ report }) => report.users.length !== report.totals.users);
  if (part) {
    throw new Unusable(`“${part.document.name}” is a part of a report`, "Who is new or gone cannot be told from it. Save the whole report.");
  }
  return { shown, reports, earlier, material };
}

/** An error as a person should read it. */
function failure(error) {
  if (error instanceof Unusable) return error.told;
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
