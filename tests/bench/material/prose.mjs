// Free text: an application's log with a mail now and then. One name in twenty lines or so has an object ID in front.
import { AS_OF, people, random } from "./people.mjs";

const CORRUPTED = 10;

const NOISE = [
  "INFO  worker-4 Heartbeat from the seating service, 212 rooms, 18 ms",
  "DEBUG pool-2 Connection 7 handed back after 41 ms, 12 idle",
  "INFO  web-1 GET /floors/3/desks?day=2026-06-22 200 12 ms",
  "WARN  web-2 Slow answer of the calendar service, tried again in 2 s",
];

/**
 * Text of at least so many bytes, in pieces, and its counts.
 * @param {number} bytes
 * @param {number} users
 */
export function prose(bytes, users) {
  const counts = { users, corrupted: Math.ceil(users / CORRUPTED), prefixes: 0, lines: 0 };
  return { counts, pieces: paragraphs(bytes, users, counts) };
}

function* paragraphs(bytes, users, counts) {
  const everybody = people(users);
  const next = random(20260630);
  let written = 0;
  for (let at = 0; written < bytes || at < users; at += 1) {
    const it = everybody[at < users ? at : next() % users];
    const corrupted = it.at % CORRUPTED === 0;
    const name = corrupted ? it.prefixed : it.upn;
    const text = next() % 20 === 0 ? mail(it, name) : lines(it, name, next);
    written += text.length;
    counts.prefixes += corrupted ? 1 : 0;
    counts.lines += text.split("\n").length - 1;
    yield text;
  }
}

function lines(it, name, next) {
  const time = new Date(Date.parse(AS_OF) - (next() % 2_000_000) * 1000).toISOString();
  const noise = `${time} ${NOISE[next() % NOISE.length]}\n`;
  return `${noise}${time} INFO  scim-1 Looked up ${name}, record m${it.at} was changed by the provisioning service\n`;
}

function mail(it, name) {
  return (
    `From: ${it.given} ${it.family}\nSubject: Cannot sign in to Maptician since Monday\n\n` +
    `Hello, since I came back from my leave I cannot see my desk any more. The page tells me that nobody of that name is\n` +
    `known, and the people at the front desk say that in their list I am called ${name}, which is not what I type. Could\n` +
    `somebody have a look before Thursday? Kind regards, ${it.given}\n\n`
  );
}
