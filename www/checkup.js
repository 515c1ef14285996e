import { HERE } from "./beside.js";
import { Engine } from "./engine.js";

/** @import { CheckupDocument, CheckupOptions, Report } from "./scim-checkup.js" */

/**
 * An engine that has done its work, for the next call.
 * @type {{ base: string, engine: Engine } | null}
 */
let spare = null;

/**
 * Explains from documents whether usernames are corrupted, whether users count for billing, and what to do next.
 *
 * @param {readonly CheckupDocument[]} documents
 * @param {CheckupOptions} [options]
 * @returns {Promise<Report>}
 */
export async function checkup(documents, { asOf = new Date(), signal, onProgress, base } = {}) {
  const list = asDocuments(documents);
  const time = asTime(asOf);
  if (onProgress !== undefined && typeof onProgress !== "function") throw new TypeError("onProgress is not a function.");
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw new TypeError("signal is not an AbortSignal.");
  const from = asBase(base);
  signal?.throwIfAborted();

  const engine = spare?.base === from ? spare.engine : new Engine(from);
  if (engine === spare?.engine) spare = null;
  const abort = () => engine.forget();
  signal?.addEventListener("abort", abort);
  try {
    const users = [];
    const { report } = await engine.run(
      list,
      time,
      ({ read, total, report, pages }) => onProgress?.({ read, total, report: report && { ...report, users: pages.flatMap(([page]) => JSON.parse(page)) } }),
      (page) => users.push(...JSON.parse(page)),
    );
    return { ...report, users };
  } catch (error) {
    // The signal's own reason, whatever it is, rather than ours.
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", abort);
    // What was read is not kept until the next call.
    engine.forget();
    if (spare) engine.end();
    else spare = { base: from, engine };
  }
}

/**
 * Checks documents and gives them as the engine wants them.
 * @param {unknown} documents
 */
export function asDocuments(documents) {
  if (!Array.isArray(documents)) throw new TypeError("documents is not a list of { name, text } or { name, blob }.");
  return documents.map((it, at) => {
    const where = `documents[${at}]`;
    if (typeof it !== "object" || it === null) throw new TypeError(`${where} is not { name, text } or { name, blob }.`);
    const { name, text, blob, whole = false, from = null } = it;
    if (typeof name !== "string") throw new TypeError(`${where}.name is not a text.`);
    const hasText = text !== undefined && text !== null;
    const hasBlob = blob !== undefined && blob !== null;
    if (hasText === hasBlob) throw new TypeError(`${where} needs either text or blob.`);
    if (hasText && typeof text !== "string") throw new TypeError(`${where}.text is not a text.`);
    if (hasBlob && !(blob instanceof Blob)) throw new TypeError(`${where}.blob is not a Blob or File.`);
    if (typeof whole !== "boolean") throw new TypeError(`${where}.whole is neither true nor false.`);
    if (from !== null && from !== "entra" && from !== "maptician") {
      throw new TypeError(`${where}.from is neither "entra" nor "maptician".`);
    }
    return hasText ? { name, text, whole, from } : { name, blob, whole, from };
  });
}

/** RFC 3339, with the zone: without it one text would mean another time in every country. */
const TIME = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

function asTime(asOf) {
  const time = typeof asOf === "string" && TIME.test(asOf) ? new Date(asOf.replace(" ", "T")) : asOf;
  const known = time instanceof Date && !Number.isNaN(time.getTime()) && /^(?!0000)\d{4}-/.test(time.toISOString());
  if (!known) throw new TypeError("asOf is neither a Date nor a time such as 2026-06-30T12:00:00Z.");
  return time.toISOString();
}

/** A folder's address, whether or not it was written with its last stroke. */
export function asBase(base) {
  if (base === undefined || base === null || base === "") return HERE;
  const url = new URL(base, globalThis.document?.baseURI ?? HERE);
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url.href;
}
