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
  /** What is known so far, with the first 20 users; null most of the time. */
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
 *
 * Event: `given`, each time before something that was pasted, dropped, chosen or typed is read. A plain `Event` at the
 * element itself: it carries nothing of the material.
 *
 * Slot: `beside-promise`, for what the page has to say beside "What you paste stays in this page".
 */
export class ScimCheckup extends HTMLElement {}

declare global {
  interface HTMLElementTagNameMap {
    "scim-checkup": ScimCheckup;
  }
}

// From here on made from the Rust types; `UPDATE=1 cargo test -p scim-checkup-engine --test typescript` writes it.

/** What should I do next? */
export type Action = {
  kind: ActionKind;
  owner: Owner;
  urgency: Urgency;
  /** When the choice ends, to the second: deletion plus 30 days. */
  deadline: Time | null;
  /** Until when support should have acted, where another account has the name: then the older one is removed for good. */
  lastDay: Time | null;
  code: string;
  name: string;
  title: string;
  explanation: string;
  steps: Array<Step>;
  /** What support has to know, as labels and values, where the action is to write to them; else empty. */
  message: Array<MessageLine>;
  evidence: Array<Evidence>;
  evidenceCount: number;
};

/** In order of precedence. */
export type ActionKind = "notCovered" | "resolveDuplicate" | "contactSupport" | "checkProvisioning" | "lookUpInEntra" | "decideReturn" | "reassignInEntra" | "waitForSync" | "provideMore" | "none";

/** Attempts to provision one user: each event once, however many exports show it. */
export type Activity = {
  attempts: number;
  failures: number;
  successes: number;
  first: Time | null;
  last: Time | null;
  lastErrorCode: string | null;
  lastErrorText: string | null;
  /** Creates that were refused because the user exists; null where none was. */
  refusedCreates: RefusedCreates | null;
  /** Days in UTC with at least one attempt, oldest first. */
  perDay: Array<Day>;
};

export type Basis = "observed" | "inferred" | "none";

/** Does this user count for billing? */
export type Billing = {
  status: BillingStatus;
  basis: Basis;
  /** What the next sync cycle will change, claimed only for a pending change. */
  next: Next | null;
  code: string;
  name: string;
  title: string;
  explanation: string;
  /** Since when the answer holds, where the material dates it. */
  since: Time | null;
  evidence: Array<Evidence>;
  evidenceCount: number;
};

export type BillingStatus = "counted" | "notCounted" | "unknown";

/** One act ready to paste, with the user's own values, quoted safely. */
export type Command = {
  shell: Shell;
  text: string;
  /** The least permission it needs. */
  permission: string;
};

/** Is the username corrupted? */
export type Corruption = {
  status: CorruptionStatus;
  code: string;
  name: string;
  /** The answer in two or three words: `Corrupted`. */
  title: string;
  explanation: string;
  /** Maptician's own spelling. */
  storedAs: string | null;
  /** The name without what does not belong to it, its case kept. */
  userName: string | null;
  /** The outermost prefix, dashed. */
  objectId: string | null;
  /** How many object IDs stand in front of the name. */
  layers: number;
  /** Dotted paths of the fields that are corrupted. */
  fields: Array<string>;
  evidence: Array<Evidence>;
  evidenceCount: number;
};

export type CorruptionStatus = "prefixed" | "suspected" | "entraOnly" | "clean" | "unknown";

export type Day = {
  /** `2026-06-30`. */
  day: string;
  failures: number;
  successes: number;
};

/** One paste or file, as it was read. */
export type Document = {
  name: string;
  /** What it was taken for: the format of most of its records, by its stable name; null where nothing was understood. */
  format: string | null;
  /** The same for people, several formats included: `2 audit log entries, 1 provisioning log entry`. */
  contents: string;
  /** The application that a provisioning log names as its target, as the log spells it. */
  application: string | null;
  /** `UTF-8`, `UTF-16LE`, `UTF-16BE` or `Windows-1252`. */
  encoding: string;
  bytes: number;
  lines: number;
  /** Whether absence from it is evidence: it shows so itself, or the caller said so. */
  whole: boolean;
  /** Whose list it is, where that is shown or said. */
  from: Side | null;
  /** True where it is a listing that does not show whether it is everybody: worth asking. */
  mayBeWhole: boolean;
  /** True where it is a list that does not show whose it is: worth asking. */
  mayBeMaptician: boolean;
  /** Entries read and used. */
  records: number;
  /** Entries recognised that are not about users: groups, another application's rows, the prose around. */
  ignored: number;
  /** Entries not understood: the first few. */
  problems: Array<Problem>;
  /** All of them, counted. */
  problemCount: number;
  /** How it was read, in one sentence: `All 118 lines read.` */
  coverage: string;
};

/** Entra's side of a user: the state of the current account. */
export type Entra = "enabled" | "disabled" | "live" | "softDeleted" | "removed" | "notAssigned" | "unknown";

/** Where in the material, as it was given, something stands. */
export type Evidence = {
  document: string;
  /** From 1, in the original document. */
  line: number;
  /** Bytes from the document's start to the very value; null where the text had to be decoded or unescaped. */
  offset: number | null;
  /** The value's length in bytes, where there is an offset. */
  length: number | null;
  /** What the value is: a dotted path, as the format names it. */
  field: string;
  /** The value as it was read; null where it is an absence. */
  value: string | null;
  /** When it held, where the material dates it. */
  time: Time | null;
};

/** What holds the two sides together. */
export type Link = "intact" | "atRisk" | "broken" | "unknown";

/** Maptician's side of a user. */
export type Maptician = "active" | "inactive" | "absent" | "unknown";

/** A line of the message for support. */
export type MessageLine = {
  label: string;
  value: string;
};

/** Something that happened to a user. */
export type Moment = {
  at: Time;
  what: MomentKind;
};

/** What happened to a user. */
export type MomentKind = "earlierCreated" | "earlierDeleted" | "created" | "renamed" | "enabled" | "disabled" | "deleted" | "removed" | "restored" | "activated" | "deactivated" | "corrupted" | "refused";

export type Next = "stops" | "starts";

/** A rule that holds as well. */
export type Note = {
  code: string;
  name: string;
  title: string;
  explanation: string;
};

/** What belongs to no single user. */
export type Notice = {
  code: string;
  name: string;
  title: string;
  explanation: string;
  steps: Array<Step>;
  evidence: Array<Evidence>;
  evidenceCount: number;
};

/** An advice that whoever looks further will find, and why it is no step here. */
export type Opinion = {
  /** The codes of the actions it is met beside. */
  beside: Array<string>;
  advice: string;
  whyNot: string;
  /** Where both come from. */
  source: string;
};

export type Owner = "you" | "support" | "nobody";

/** Something in a document that was not understood. */
export type Problem = {
  /** The line it stands in, from 1. */
  line: number;
  /** What it is and what was done about it. */
  message: string;
};

/** How often creates of one user were refused because the user exists, and how it goes on. */
export type RefusedCreates = {
  /** Each entry once, however many exports show it. */
  count: number;
  first: Time | null;
  last: Time | null;
  /** What lies between the latest; null where too few are dated to tell. */
  rhythm: Rhythm | null;
  /** Percent of the failures of all users, rounded down. */
  share: number;
  state: Retrying;
  /** When an attempt got through, where one did since. */
  overSince: Time | null;
  /** When the next attempt is due: as the service says it, else by the rhythm; never before `asOf`. */
  next: Time | null;
};

/** The answers for one set of documents at one time. */
export type Report = {
  /** The shape of this report; fields may be added under the same number, none changes its meaning. */
  schema: number;
  /** The time the answers hold for, given by the caller. */
  asOf: Time;
  /** How it stands and who acts, in one or two sentences. */
  headline: string;
  /** What the headline leaves out, in one or two sentences; may be empty. */
  lede: string;
  /** What was read, what was recognised and is not about users, and what was not understood. */
  coverage: string;
  documents: Array<Document>;
  notices: Array<Notice>;
  totals: Totals;
  /** What is usually advised elsewhere beside the actions that are here. */
  opinions: Array<Opinion>;
  /** By urgency (now, by a deadline, when returning, none), then by deadline, then by name. */
  users: Array<User>;
};

/** How it goes on with attempts that are refused. */
export type Retrying = "goesOn" | "rests" | "over";

/** The pauses between attempts. Longer ones are the service's own back-off, or a quarantine of the job. */
export type Rhythm = "eachCycle" | "hours" | "daily";

export type Shell = "graph" | "powershell";

/** Whose list a document is. */
export type Side = "entra" | "maptician";

/** One act, in one or a few sentences. */
export type Step = {
  text: string;
  /** The condition this step and those after it stand under, up to the next heading: `If Ada may come back`. */
  heading: string | null;
  /** The same act as commands; empty where there is none. */
  commands: Array<Command>;
};

/**
 * A point in time: milliseconds since 1970-01-01T00:00:00Z.
 *
 * Written as RFC 3339 in UTC, to the second: `2026-06-30T12:00:00Z`.
 */
export type Time = string;

export type Totals = {
  users: number;
  /** `corruption.status` is `prefixed`. */
  corrupted: number;
  suspected: number;
  counted: number;
  notCounted: number;
  billingUnknown: number;
  /** `billing.next` is not null. */
  changing: number;
  /** Urgency `now`. */
  needAction: number;
  /** Urgency `byDeadline` or `whenReturning`. */
  decisions: number;
  /** Failures of all users' activity. */
  failedAttempts: number;
};

export type Urgency = "now" | "byDeadline" | "whenReturning" | "none";

/** One person as the customer knows them. */
export type User = {
  /** The best known user name, as the customer would type it; without any the display name, else the object ID. */
  name: string;
  displayName: string | null;
  /** Dashed, lower case; the current account first. */
  objectIds: Array<string>;
  /** Synchronised from on-premises: disabled, enabled and brought back in Active Directory, not in Entra. */
  onPremises: boolean;
  /** A guest of the tenant. */
  guest: boolean;
  /** Every other spelling seen, corrupted ones included. */
  aliases: Array<string>;
  entra: Entra;
  maptician: Maptician;
  link: Link;
  /** How it stands with this user and who acts, in one or two sentences. */
  headline: string;
  /** What the headline leaves out. */
  lede: string;
  corruption: Corruption;
  billing: Billing;
  action: Action;
  /** Rules that also hold. */
  notes: Array<Note>;
  /** Attempts to provision this user; null where none was seen. */
  activity: Activity | null;
  /**
   * What the material dates of this user, the oldest first.
   * A report that an older version saved may lack them.
   */
  moments: Array<Moment>;
  /** The values that joined records of several places into this user. */
  joinedBy: Array<Evidence>;
};
