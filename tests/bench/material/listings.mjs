// Two whole listings of one tenant: Maptician's users by SCIM, and the directory's by Graph.
import { people } from "./people.mjs";

/** What differs between the two sides, by the last digit of a person's number. */
const RETURNED = 0;
const DISABLED = 1;
const NOT_IN_MAPTICIAN = 2;
const NOT_IN_ENTRA = 3;

/** Half of the records are tied by the object ID, the others by their name alone. */
const tied = (it) => it.at % 20 < 10;

export function listings(users) {
  const everybody = people(users);
  const has = (digit) => everybody.filter((it) => it.at % 10 === digit).length;
  const counts = {
    users,
    corrupted: has(RETURNED),
    active: users - has(RETURNED) - has(NOT_IN_MAPTICIAN),
    // The corrupted, those who are disabled and still active, and those whom the directory does not know.
    needAction: has(RETURNED) + has(DISABLED) + has(NOT_IN_ENTRA),
  };
  return { counts, scim: { counts, pieces: scim(everybody) }, graph: { counts, pieces: graph(everybody) } };
}

function* scim(everybody) {
  const listed = everybody.filter((it) => it.at % 10 !== NOT_IN_MAPTICIAN);
  const n = listed.length;
  yield `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":${n},"startIndex":1,"itemsPerPage":${n},"Resources":[`;
  for (const [at, it] of listed.entries()) {
    const returned = it.at % 10 === RETURNED;
    yield (at === 0 ? "" : ",") + JSON.stringify({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
      id: `m${it.at}`,
      externalId: tied(it) && !returned ? it.objectId : it.nickname,
      userName: returned ? it.prefixed : it.upn,
      name: { givenName: it.given, familyName: it.family },
      displayName: it.displayName,
      active: !returned,
      emails: [{ primary: true, type: "work", value: it.mail }],
      title: "Analyst",
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { department: "Operations", employeeNumber: `${10000 + it.at}` },
      meta: { resourceType: "User", created: "2025-01-13T08:12:44Z", lastModified: "2026-06-20T10:00:00Z", location: `https://contoso.maptician.com/scim/v2/Users/m${it.at}` },
    });
  }
  yield "]}";
}

function* graph(everybody) {
  const listed = everybody.filter((it) => it.at % 10 !== NOT_IN_ENTRA);
  yield `{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users(id,userPrincipalName,mail,displayName,accountEnabled,userType,createdDateTime)","@odata.count":${listed.length},"value":[`;
  for (const [at, it] of listed.entries()) {
    yield (at === 0 ? "" : ",") + JSON.stringify({
      id: it.objectId,
      userPrincipalName: it.upn,
      mail: it.mail,
      displayName: it.displayName,
      accountEnabled: it.at % 10 !== DISABLED,
      userType: "Member",
      createdDateTime: "2023-09-04T07:15:20Z",
    });
  }
  yield "]}";
}
