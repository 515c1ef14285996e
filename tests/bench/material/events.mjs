// A month of a provisioning job, event by event: what the log's JSON and its CSV both tell.
import { AS_OF, TENANT, guid, people, random } from "./people.mjs";

export const JOB = `maptician.${TENANT.replaceAll("-", "")}.66666666-7777-4888-8999-aaaaaaaaaaaa`;

/** One user in ten has a corrupted name: deleted once, renamed by that, and refused ever since. */
const CORRUPTED = 10;

/** Of the others' events, in hundredths. */
const FAILED = 10;
const SKIPPED = 30;

const MONTH = 30 * 24 * 3600;

/**
 * Events without end, oldest first, and what has been told so far.
 * @param {number} users
 */
export function eventsOf(users) {
  const corrupted = Math.ceil(users / CORRUPTED);
  const counts = { events: 0, users, corrupted, accounts: users, failure: 0, success: 0, skipped: 0 };
  return { counts, events: events(users, counts) };
}

function* events(users, counts) {
  const everybody = people(users);
  const next = random(20260630);
  const returned = new Set();
  for (let at = 0; ; at += 1) {
    // Everybody has one event before anybody has two.
    const person = everybody[at < users ? at : next() % users];
    const kind = kindOf(person.at, at < users, next() % 100);
    const status = { refuse: "failure", fail: "failure", skip: "skipped" }[kind] ?? "success";
    counts.events += 1;
    counts[status] += 1;
    // Whoever came back has an account beside the deleted one.
    if (kind === "refuse") counts.accounts = users + returned.add(person.at).size;
    const seconds = at < users ? (at * 3600) / users : 3600 + (next() % (MONTH - 7200));
    const time = new Date(Date.parse(AS_OF) - (MONTH - Math.floor(seconds)) * 1000).toISOString().slice(0, 19) + "Z";
    yield { person, kind, status, time, id: guid(next), changeId: guid(next), cycleId: guid(next), took: next() % 3000 };
  }
}

function kindOf(person, first, hundredth) {
  if (person % CORRUPTED === 0) return first ? "delete" : "refuse";
  if (first) return "create";
  if (hundredth < FAILED) return "fail";
  return hundredth < SKIPPED ? "skip" : "update";
}

/** What the application answered where it failed. */
export function reasonOf({ kind, time }) {
  const [word, detail, status] =
    kind === "refuse"
      ? ["Conflict", "A user with that email address already exists.", 409]
      : ["InternalServerError", "The request timed out.", 500];
  const body = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"detail":"${detail}","status":${status}}`;
  return (
    `StatusCode: ${word}\r\nMessage: Processing of the HTTP request resulted in an exception. Please see the HTTP response ` +
    `returned by the 'Response' property of this exception for details.\r\nWeb Response: \r\n${body}. This operation was ` +
    `retried 0 times. It will be retried again after this date: ${time.slice(0, 19)}.9198514Z UTC`
  );
}

export const ERROR_CODE = "SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering";
