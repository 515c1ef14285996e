// The files of the checkup, and why they may not be had.
import { fetchFile, importView } from "./beside.js";
import { whole } from "./whole.js";

/** What keeps the checkup from working, as a person should read it. */
export class CheckupError extends Error {
  /**
   * @param {string} title what does not work, in a few words
   * @param {string} text what was met, and what to do about it
   * @param {string | null} fix what to add to the page's Content-Security-Policy, where that is in the way
   */
  constructor(title, text, fix = null) {
    super(fix ? `${title}. ${text} Add to the Content-Security-Policy of the page: ${fix}` : `${title}. ${text}`);
    this.name = "CheckupError";
    this.title = title;
    this.text = text;
    this.fix = fix;
  }
}

/** The most recent things that the page's policy, or the worker's, has blocked. */
const violations = [];

/**
 * Remembers what a policy has blocked; the page hears of it apart from the error, and a little later.
 * @param {{ effectiveDirective: string, blockedURI: string }} violation
 */
export function remember({ effectiveDirective, blockedURI }) {
  violations.push({ directive: effectiveDirective, blocked: blockedURI });
  violations.splice(0, violations.length - 20);
}

globalThis.document?.addEventListener("securitypolicyviolation", remember);

/**
 * The directive and what to add to it so that something is no longer blocked; null where no policy was in the way.
 * @param {string} blocked an address, or the word a policy uses: `wasm-eval`, `trusted-types-policy`, `blob`
 */
export async function remedy(blocked) {
  // The event is a task of its own, behind the error.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const known = violations.findLast((it) => it.blocked === blocked || sameAddress(it.blocked, blocked));
  if (!known) return null;
  const directive = known.directive.replace(/-(elem|attr)$/, "");
  return `${directive} ${source(blocked)}`;
}

/** A policy names an address of another origin by its origin alone, where a redirect was followed. */
function sameAddress(reported, address) {
  return address.includes("://") && (reported === new URL(address).origin || reported === address.split("#")[0]);
}

function source(blocked) {
  if (blocked === "wasm-eval") return "'wasm-unsafe-eval'";
  if (blocked === "trusted-types-policy") return POLICY;
  if (blocked === "blob") return "blob:";
  const { origin } = new URL(blocked);
  return origin === globalThis.origin ? "'self'" : origin;
}

/**
 * A wasm file's bytes, as they are sent: `whole` puts them together.
 * @param {string} base
 * @param {string} name
 * @param {string} title what does not work without it
 */
export async function fetchWasm(base, name, title) {
  if (typeof WebAssembly !== "object") {
    throw new CheckupError(title, "This browser has WebAssembly switched off. Switch it on for this page, or use another browser.");
  }
  const url = new URL(name, base).href;
  let bytes;
  let response;
  try {
    response = await fetchFile(url);
    bytes = await response.arrayBuffer();
  } catch {
    throw new CheckupError(title, `${url} could not be fetched.`, await remedy(url));
  }
  // Asked before compiling, for a page that says "not found" is often sent with status 200.
  const [a, b, c, d] = new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength));
  const isWasm = a === 0 && b === 0x61 && c === 0x73 && d === 0x6d;
  if (!response.ok || !isWasm) {
    const answer = response.ok ? "something else than that file" : `status ${response.status}`;
    throw new CheckupError(
      title,
      `${url} answered with ${answer}. The files of the checkup belong side by side; the attribute base names another folder for them.`,
    );
  }
  return bytes;
}

/** @type {Map<string, Promise<any>>} */
const views = new Map();

/**
 * The view's module, ready to mount; loaded once for each place it may come from.
 * @param {string} base
 */
export function loadView(base) {
  let view = views.get(base);
  if (!view) {
    view = startView(base);
    views.set(base, view);
    view.catch(() => views.delete(base));
  }
  return view;
}

async function startView(base) {
  const title = "The checkup cannot start";
  const url = new URL("scim-checkup-view.js", base).href;
  const script = importView(url).catch(async () => {
    throw new CheckupError(title, `${url} could not be loaded.`, await remedy(url));
  });
  const [view, bytes] = await Promise.all([script, fetchWasm(base, "scim-checkup-view.wasm", title)]);
  try {
    await view.default(whole(bytes));
  } catch (error) {
    throw new CheckupError(title, `WebAssembly did not start (${error.message}).`, await remedy("wasm-eval"));
  }
  return view;
}

/** The one name that a page with `trusted-types` has to allow. */
const POLICY = "scim-checkup";

/** Where the policy is kept: its name can be taken once for each page, and this module may be loaded twice. */
const KEPT = Symbol.for("scim-checkup policy");

/**
 * An address as scripts and workers want it where Trusted Types are required.
 * @param {string} url
 * @returns {string}
 */
export function scriptUrl(url) {
  if (!globalThis.trustedTypes) return url;
  globalThis[KEPT] ??= globalThis.trustedTypes.createPolicy(POLICY, {
    createScriptURL(url) {
      if (url.startsWith("blob:") || url.endsWith("/scim-checkup-worker.js")) return url;
      throw new TypeError(`${url} is no script of the checkup.`);
    },
  });
  return globalThis[KEPT].createScriptURL(url);
}
