/** Something to read: a text, or a file that is read in slices and never becomes one text. */
export type CheckupDocument = {
  /** A file's name, or what else the answers should call it. */
  name: string;
  /** This listing is everybody: who is not in it does not exist. */
  whole?: boolean;
  /** Whose list it is, where it does not show that itself. */
  from?: Side | null;
} & ({ text: string; blob?: null } | { blob: Blob; text?: null });

export interface CheckupOptions {
  /** The time the answers hold for: a `Date`, or RFC 3339 such as `2026-06-30T12:00:00Z`. Without it: now. */
  asOf?: Date | string;
  /** Ends the checkup at once; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
  /** Called now and then while long documents are read. */
  onProgress?: (progress: CheckupProgress) => void;
  /** The folder that holds the files beside this module, where they lie elsewhere. */
  base?: string | URL;
}

export interface CheckupProgress {
  /** What has been read: bytes of a file, characters of a text. */
  read: number;
  /** What there is to read, in the same measure. */
  total: number;
  /** What is known so far, with the first 50 users; null most of the time. */
  report: Report | null;
}

/**
 * Explains from documents whether usernames are corrupted, whether users count for billing, and what to do next.
 *
 * The work happens in a worker; nothing leaves the page. Rejects with a `TypeError` for an argument that makes no
 * sense, with the signal's reason after an abort, and with a `CheckupError` where the page lets it not work.
 */
export function checkup(documents: readonly CheckupDocument[], options?: CheckupOptions): Promise<Report>;

/** What keeps the checkup from working. */
export class CheckupError extends Error {
  /** What does not work, in a few words. */
  readonly title: string;
  /** What was met, and what to do about it. */
  readonly text: string;
  /** What to add to the page's Content-Security-Policy, where that is in the way: `script-src 'wasm-unsafe-eval'`. */
  readonly fix: string | null;
}

/**
 * The element `<scim-checkup>`.
 *
 * Attributes: `contact`, where support is, an address or a text; `base`, the folder of the files beside this module.
 */
export class ScimCheckup extends HTMLElement {}

declare global {
  interface HTMLElementTagNameMap {
    "scim-checkup": ScimCheckup;
  }
}

// From here on made from the Rust types; `UPDATE=1 cargo test -p scim-checkup-engine --test typescript` writes it.
