import { CheckupError, loadView } from "./assets.js";
import { asBase, asDocuments } from "./checkup.js";
import { Engine } from "./engine.js";

/** The widget's style, one sheet for all elements of the page. */
const STYLE = "scim-checkup.css";

let sheet = null;

/**
 * The element `<scim-checkup>`: the view in an open shadow root, the engine in a worker.
 *
 * It is there before any wasm is; a view that cannot start is told in a sentence instead.
 */
export class ScimCheckup extends (globalThis.HTMLElement ?? Object) {
  static observedAttributes = ["contact"];

  #root = null;
  #view = null;
  #engine = null;
  #follow = null;
  #shown = 0;

  connectedCallback() {
    // A move within the page is no farewell: see disconnectedCallback.
    if (this.#engine) return;
    if (!this.#root) this.#prepare();
    this.#engine = new Engine(asBase(this.getAttribute("base")));
    this.#show(++this.#shown, this.#engine);
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (!this.isConnected) this.#leave();
    });
  }

  attributeChangedCallback() {
    this.#view?.update(this.#options());
  }

  #prepare() {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
    }
    shadow.adoptedStyleSheets = [sheet];
    this.#root = document.createElement("div");
    // The words are English whatever language the page around is in.
    this.#root.lang = "en";
    shadow.replaceChildren(this.#root);
  }

  async #show(shown, engine) {
    let view;
    try {
      view = await loadView(asBase(this.getAttribute("base")));
    } catch (error) {
      if (shown === this.#shown) this.#tell(error);
      return;
    }
    // Gone, or gone and come back, meanwhile.
    if (shown !== this.#shown) return;
    this.#root.replaceChildren();
    this.#view = view.mount(this.#root, this.#bridge(engine), this.#options());
    // The view paints first; the engine is there before anybody has pasted. What hinders it is told when it is needed.
    afterPaint(() => shown === this.#shown && engine.start().catch(() => {}));
  }

  #leave() {
    this.#shown += 1;
    removeEventListener("hashchange", this.#follow);
    this.#view?.destroy();
    this.#view = null;
    this.#engine?.end();
    this.#engine = null;
  }

  #options() {
    return { contact: this.getAttribute("contact") };
  }

  /** What the view may ask for. It never sees the engine. */
  #bridge(engine) {
    let taken = "";
    return {
      check: (documents, on) => {
        this.dispatchEvent(new Event("given"));
        check(engine, documents, on);
      },
      stop() {
        engine.stop();
      },
      clear() {
        engine.forget();
        taken = "";
      },
      /** The text stays here: ten thousand users are too long for the view. */
      async take(form, hideNames, only, on) {
        try {
          const { text, said } = await engine.take({ form, hideNames, only });
          taken = text;
          on({ kind: "taken", title: said, text: taken.slice(0, PREVIEW), total: taken.length });
        } catch (error) {
          on({ kind: "taken", text: asCheckupError(error).text, total: 0 });
        }
      },
      /** What the page's address asks for, now and later: an answer's code or a situation. It is never written to. */
      links: (on) => {
        this.#follow = () => {
          const [, kind, title] = /^#(code|guide)=([\w-]{1,24})$/.exec(location.hash) ?? [];
          on({ kind, title });
        };
        this.#follow();
        addEventListener("hashchange", this.#follow);
      },
      /** What the catalogue says of a code. */
      async explain(code, on) {
        const take = () => engine.take({ form: "entry", code });
        // A link may ask before anything was given, and so before the engine is there.
        const { text } = await engine.start().then(take).catch((error) => ({ text: error.message }));
        on({ kind: "entry", title: code, text: text || "The catalogue has no answer of that code." });
      },
      /** The line around some bytes of a document, cut where it is long. */
      async excerpt(material, offset, length, on) {
        const from = Math.max(0, offset - AROUND);
        const part = new Blob([material]).slice(from, offset + length + AROUND);
        const bytes = await part.arrayBuffer().catch(() => null);
        if (!bytes) return;
        // A letter may be cut in two at the ends.
        const decoded = (start, end) => new TextDecoder().decode(bytes.slice(start, end)).replace(/^\uFFFD+|\uFFFD+$/g, "…");
        const at = offset - from;
        const before = decoded(0, at).split(/[\r\n]/).at(-1);
        const after = decoded(at + length).split(/[\r\n]/, 1)[0];
        on({ kind: "excerpt", title: before, text: decoded(at, at + length), fix: after });
      },
      /** A line by its number, cut where it is long. */
      async line(material, number, encoding, on) {
        const decoder = new TextDecoder(encoding);
        const reader = new Blob([material]).stream().getReader();
        let [line, left, done] = ["", number, false];
        while (left && !done) {
          const part = await reader.read().catch(() => ({ done: true }));
          done = part.done;
          const lines = (line + decoder.decode(part.value, { stream: !done })).split(/\r\n|\n|\r(?!$)/);
          // The last one may go on in the next part.
          const last = done ? "" : lines.pop();
          line = lines[left - 1] ?? last;
          left = Math.max(0, left - lines.length);
        }
        reader.cancel();
        on({ kind: "excerpt", text: line.slice(0, LINE) + (line.length > LINE ? "…" : "") });
      },
      async copyTaken(on) {
        const copied = await navigator.clipboard?.writeText(taken).then(() => true, () => false);
        on({ kind: "copied", text: taken.slice(0, PREVIEW), stopped: !copied });
      },
      saveTaken(name, type) {
        save(name, type, taken);
      },
    };
  }

  /** The view's place when there is no view. */
  #tell(error) {
    const { title, text, fix } = asCheckupError(error);
    const told = document.createElement("div");
    told.className = "blocked";
    told.setAttribute("role", "alert");
    const heading = document.createElement("h2");
    heading.textContent = title;
    const paragraph = document.createElement("p");
    paragraph.textContent = text;
    told.append(heading, paragraph);
    if (fix) {
      const code = document.createElement("code");
      code.textContent = fix;
      const add = document.createElement("p");
      add.append("Add to the Content-Security-Policy of the page: ", code);
      told.append(add);
    }
    const otherwise = document.createElement("p");
    otherwise.textContent = "Or open scim-checkup-offline.html from disk: one file, which needs nothing of this page.";
    told.append(otherwise);
    // Below it what the page itself has to say when the widget cannot run.
    this.#root.replaceChildren(told, document.createElement("slot"));
  }
}

/** How many bytes are shown on each side of a place. */
const AROUND = 160;

/** How many characters of a line are shown. */
const LINE = 1000;

/** How much of a text to take along is shown before it is taken. */
const PREVIEW = 4000;

/** Saves a text as a file; it goes from the page to the disk and nowhere else. */
function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** One run for the view: its events, in order, and nothing after another run has taken its place. */
async function check(engine, documents, on) {
  try {
    const list = asDocuments(documents).map((it, at) => ({ ...it, earlier: documents[at].earlier }));
    const pages = [];
    let lines = "";
    const outcome = engine.run(
      list,
      new Date().toISOString(),
      ({ pages, ...progress }) => on({ kind: "progress", ...progress, ...apart(pages) }),
      (page, itsLines) => {
        pages.push(page);
        lines += itsLines;
      },
    );
    // It may end while the next line waits; it is met below.
    outcome.catch(() => {});
    if (await slow(engine)) {
      on({
        kind: "notice",
        text: "This page lets no worker start, so the reading is done in the page itself, slice by slice. The answers are the same; long files take longer.",
      });
    }
    const { report, compared, stopped } = await outcome;
    // Who is in the earlier material only has a line as well, behind the others.
    on({ kind: "report", report, pages, lines: lines + (compared?.gone ?? ""), ...compared, stopped });
  } catch (error) {
    if (error.name === "AbortError") return;
    const { title, text, fix } = asCheckupError(error);
    on({ kind: "failure", title, text, fix });
  }
}

/** Pages of users, and the lines of all of them. */
function apart(pages) {
  return { pages: pages.map(([page]) => page), lines: pages.map(([, lines]) => lines).join("") };
}

/** Whether the engine works in the page; one that cannot start at all is told by its run. */
async function slow(engine) {
  await engine.start().catch(() => {});
  return engine.inPage;
}

function asCheckupError(error) {
  return error instanceof CheckupError ? error : new CheckupError("The checkup broke off", String(error?.message ?? error));
}

/** Once the browser has shown what was just mounted: the view's own frame, then the one after. */
function afterPaint(then) {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(then)));
}

if (globalThis.customElements && !customElements.get("scim-checkup")) {
  customElements.define("scim-checkup", ScimCheckup);
}
