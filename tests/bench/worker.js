// The shipped worker with a watch on it, and the peers beside it in the same thread. A classic script, after peers.js.
//
// The worker's own script runs unchanged. What it instantiates and what it posts passes through here first: that tells
// the size of the engine's memory and where the time goes, without a line in what is shipped.

(() => {
  const SLICE = 4 * 1024 * 1024;
  const AHEAD = 3;

  /** The exports whose time is told apart; all others together are the reading. */
  const WATCHED = { engine_finish: "finish", engine_report: "meanwhile" };

  let memory = null;
  let times = {};
  let settle = null;
  let handing = null;
  let instances = 0;
  let starting = 0;

  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (source, imports) => {
    instances += 1;
    starting += 1;
    const { exports } = await instantiate(source, imports).finally(() => (starting -= 1));
    memory = exports.memory;
    const watched = { ...exports };
    for (const [name, part] of Object.entries(WATCHED)) {
      if (!exports[name]) throw new Error(`the engine has no ${name}: the bench watches something else than is shipped`);
      watched[name] = (...given) => {
        const began = performance.now();
        const result = exports[name](...given);
        times[part] = (times[part] ?? 0) + performance.now() - began;
        return result;
      };
    }
    return { instance: { exports: watched }, module: source };
  };

  const post = self.postMessage.bind(self);
  self.postMessage = (message, ...rest) => {
    if (message.type === "users") handing ??= performance.now();
    post(message, ...rest);
    if (message.type === "report") settle?.resolve(message.report);
    if (message.type === "failure") settle?.reject(new Error(`${message.title}: ${message.text}`));
  };

  /** As the page would send it. */
  const send = (data) => self.dispatchEvent(new MessageEvent("message", { data }));

  let runs = 0;

  /** From the documents to the report as it was posted, and an engine with nothing in its memory for the next run. */
  async function ours({ documents, asOf }) {
    times = {};
    handing = null;
    const given = documents.map((it) => ({ name: it.name, whole: false, from: null, ...asked(it) }));
    const reported = new Promise((resolve, reject) => (settle = { resolve, reject }));
    const began = performance.now();
    send({ type: "check", id: (runs += 1), documents: given, asOf });
    const report = await reported;
    const took = performance.now() - began;
    // Once the first users come all are joined and judged: from there on the report is worded and handed over.
    times.hand = began + took - handing;
    times.join = times.finish - times.hand;
    const result = { took, times, memory: memory.buffer.byteLength, counts: countsOf(report) };
    await renew();
    return result;
  }

  /** Gives up the memory, as the page has it done after a run, and waits until no further instance is being made. */
  async function renew() {
    send({ type: "forget" });
    let before;
    do {
      before = instances;
      await new Promise((resolve) => setTimeout(resolve, 20));
    } while (instances !== before || starting > 0);
  }

  function countsOf({ totals, documents }) {
    const sum = (name) => documents.reduce((all, it) => all + it[name], 0);
    return { ...totals, records: sum("records"), lines: sum("lines"), problems: sum("problemCount") };
  }

  /** A document in the form that is asked for: a picked file, a text, or bytes in memory. */
  function asked({ name, form }) {
    const { file, text, slices } = kept.get(name);
    if (form === "file") return { blob: file };
    if (form === "text") return { text };
    return { blob: { size: file.size, slice: (start) => ({ arrayBuffer: async () => slices[start / SLICE] }) } };
  }

  /** What the peers are given. The slices are the same bytes once more, cut as the worker asks for them. */
  const kept = new Map();

  async function keep({ files, form }) {
    kept.clear();
    for (const file of files) {
      const it = { file };
      if (form !== "file") it.bytes = new Uint8Array(await file.arrayBuffer());
      if (form === "text") it.text = new TextDecoder().decode(it.bytes);
      if (form === "bytes") {
        it.slices = [];
        for (let at = 0; at < it.bytes.length; at += SLICE) it.slices.push(it.bytes.slice(at, at + SLICE).buffer);
      }
      kept.set(file.name, it);
    }
  }

  async function peer({ name, documents }) {
    const given = documents.map((it) => kept.get(it.name));
    const began = performance.now();
    const counts = await peers[name](...given);
    return { took: performance.now() - began, counts };
  }

  /** A file read as the worker reads it, and dropped. */
  peers.reading = async ({ file }) => {
    const waiting = [];
    let next = 0;
    let bytes = 0;
    while (next < file.size || waiting.length > 0) {
      while (next < file.size && waiting.length < AHEAD) {
        waiting.push(file.slice(next, next + SLICE).arrayBuffer());
        next += SLICE;
      }
      bytes += (await waiting.shift()).byteLength;
    }
    return { bytes };
  };

  /** Fails where the browser was started without it: a peer's garbage would be collected in our time. */
  const collect = () => self.gc();

  const JOBS = { keep, ours, peer, collect };

  self.addEventListener("message", async ({ data }) => {
    const job = JOBS[data.job];
    if (!job) return;
    try {
      post({ type: "done", result: await job(data) });
    } catch (error) {
      post({ type: "done", error: error.stack });
    }
  });
})();
