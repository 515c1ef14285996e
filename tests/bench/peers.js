// What the figures are held against. Each takes what ours takes, as fast as plain JavaScript does it, and counts.

/* global Papa */
const peers = {
  /** Only parsed: nothing is looked at. */
  json({ bytes }) {
    return { events: JSON.parse(new TextDecoder().decode(bytes)).length };
  },

  async file({ file }) {
    return { events: JSON.parse(await file.text()).length };
  },

  /** Some cells are quoted, so the fast mode would tear them. */
  quoted({ bytes }) {
    return { events: rows(bytes, false) - 1 };
  },

  unquoted({ bytes }) {
    return { users: rows(bytes, true) - 1 };
  },

  /** The prefix alone; the text is a string already. */
  prefixes({ text }) {
    let prefixes = 0;
    for (const _ of text.matchAll(/[0-9a-f]{32}[^\s@]+@[^\s@]+/gi)) prefixes += 1;
    return { prefixes };
  },

  join(scim, graph) {
    const decoder = new TextDecoder();
    return join(JSON.parse(decoder.decode(scim.bytes)).Resources, JSON.parse(decoder.decode(graph.bytes)).value);
  },
};

/** Papa Parse told all that it would else find out; rows are counted and not kept, which is faster than keeping them. */
function rows(bytes, fastMode) {
  let count = 0;
  Papa.parse(new TextDecoder().decode(bytes), {
    delimiter: ",",
    newline: "\r\n",
    fastMode,
    skipEmptyLines: true,
    chunk: ({ data }) => (count += data.length),
  });
  return count;
}

const PREFIX = /^([0-9a-f]{32})(.+@.+)$/i;

/** The two listings joined by object ID, else by name without its prefix, else by address, and who has to act. */
function join(records, accounts) {
  const byId = new Map();
  const byName = new Map();
  for (const account of accounts) {
    byId.set(account.id, account);
    byName.set(account.userPrincipalName.toLowerCase(), account);
    if (account.mail) byName.set(account.mail.toLowerCase(), account);
  }
  const joined = new Set();
  const users = records.map((record) => {
    const prefix = PREFIX.exec(record.userName);
    const name = prefix ? prefix[2] : record.userName;
    const account =
      byId.get(record.externalId) ??
      byName.get(name.toLowerCase()) ??
      byName.get(record.emails?.[0]?.value?.toLowerCase());
    if (account) joined.add(account);
    const corrupted = prefix !== null;
    const needAction = corrupted || (record.active && !(account?.accountEnabled ?? false));
    return { name, storedAs: record.userName, objectId: account?.id ?? null, corrupted, counted: record.active, needAction };
  });
  for (const account of accounts) {
    if (joined.has(account)) continue;
    const { userPrincipalName: name, id: objectId } = account;
    users.push({ name, storedAs: null, objectId, corrupted: false, counted: false, needAction: false });
  }
  users.sort((a, b) => b.needAction - a.needAction || (a.name < b.name ? -1 : 1));
  const count = (field) => users.filter((it) => it[field]).length;
  return { users: users.length, corrupted: count("corrupted"), active: count("counted"), needAction: count("needAction") };
}
