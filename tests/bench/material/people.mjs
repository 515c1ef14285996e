// Invented people and identifiers, the same in every run: what a bench counts must be known beforehand.

/** The time the answers hold for. */
export const AS_OF = "2026-06-30T12:00:00Z";

export const TENANT = "11111111-2222-4333-8444-555555555555";

/** Letters beyond ASCII, as in any tenant, but none that would make the peer's strings twice as wide. */
const GIVEN = ["Ada", "Bala", "Chidi", "Dora", "Elena", "Félix", "Grady", "Hana", "Isaac", "Jürgen", "Kofi", "Lidia"];
const FAMILY = ["Archie", "Cortez", "Dennis", "Haddad", "Lewis", "Lund", "Marsh", "Müller", "Ortiz", "Sandhu", "Sato"];

/** Numbers from 0 to 2^32 - 1 from a seed (mulberry32). */
export function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

const hex = (number, digits) => number.toString(16).padStart(digits, "0").slice(-digits);

/** A GUID of four numbers. */
export function guid(next) {
  const [a, b, c, d] = [next(), next(), next(), next()];
  return `${hex(a, 8)}-${hex(b, 4)}-4${hex(b >>> 16, 3)}-a${hex(c, 3)}-${hex(d, 8)}${hex(c >>> 12, 4)}`;
}

/** The person with a number: the same in every material. */
export function person(at) {
  const next = random(at * 2654435761);
  const given = GIVEN[next() % GIVEN.length];
  const family = FAMILY[next() % FAMILY.length];
  const nickname = `${given[0]}${family.replace("ü", "ue")}${at}`.toLowerCase();
  const objectId = guid(next);
  const formerId = guid(next);
  const upn = `${nickname}@contoso.com`;
  const prefixed = `${formerId.replaceAll("-", "")}${upn}`;
  const mail = `${nickname}.${at}@contoso.com`;
  return { at, given, family, nickname, displayName: `${given} ${family}`, upn, mail, objectId, formerId, prefixed };
}

/** People are made once: making them takes longer than writing about them. */
export function people(count) {
  return Array.from({ length: count }, (_, at) => person(at));
}

/** How many users a log of so many megabytes has: as a large tenant, or as many as there is room for. */
export const usersIn = (megabytes) => Math.min(20_000, megabytes * 200);
