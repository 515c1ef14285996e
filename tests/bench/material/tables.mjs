// Tables: the first of the portal's files of the provisioning log, and the admin centre's export of users.
import { ERROR_CODE, JOB, eventsOf, reasonOf } from "./events.mjs";
import { TENANT, people } from "./people.mjs";

const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

const LOG_COLUMNS =
  "id,activityDateTime,tenantId,jobId,cycleId,changeId,provisioningAction,durationInMilliseconds,servicePrincipalId," +
  "servicePrincipalDisplayName,sourceSystemDisplayName,targetSystemDisplayName,initiatedByDisplayName,sourceIdentityId," +
  "sourceIdentityDisplayName,sourceIdentityType,targetIdentityId,targetIdentityDisplayName,targetIdentityType,status," +
  "errorCode,reason,errorCategory\r\n";

const ACTIONS = { delete: "disable", refuse: "create", create: "create", fail: "update", skip: "update", update: "update" };

/** The log as CSV; every failure's reason is quoted and four lines long. */
export function logCsv(bytes, users) {
  const { counts, events } = eventsOf(users);
  return { counts, pieces: logRows(events, bytes, counts) };
}

function* logRows(events, bytes, counts) {
  yield "\uFEFF" + LOG_COLUMNS;
  let written = 0;
  for (const event of events) {
    const { person, kind, status } = event;
    const deleted = kind === "delete";
    const failed = status === "failure";
    const row = [
      event.id, event.time, TENANT, JOB, event.cycleId, event.changeId, ACTIONS[kind], event.took,
      "0c73c0d9-6000-45bf-9965-bc70665687dd", "Maptician", "Microsoft Entra ID", "Maptician", "Azure AD Provisioning Service",
      deleted ? person.formerId : person.objectId, person.displayName, "User",
      kind === "refuse" ? "" : `m${person.at}`,
      deleted ? person.prefixed : person.upn,
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", status,
      failed ? ERROR_CODE : "", failed ? quoted(reasonOf(event)) : "", failed ? "nonServiceFailure" : "",
    ].join(",") + "\r\n";
    written += row.length;
    yield row;
    if (written >= bytes && counts.events >= counts.users) break;
  }
}

const USER_COLUMNS =
  "userPrincipalName,displayName,surname,mail,givenName,id,userType,jobTitle,department,accountEnabled,usageLocation," +
  "streetAddress,state,country,officeLocation,city,postalCode,telephoneNumber,mobilePhone,alternateEmailAddress,ageGroup," +
  "consentProvidedForMinor,legalAgeGroupClassification,companyName,creationType,directorySynced,invitationState," +
  "identityIssuer,createdDateTime\r\n";

/** Who is disabled, by the last digit of a person's number. */
const DISABLED = 1;

/** Everybody of a tenant, one in ten with sign-in blocked; no cell is quoted. */
export function usersCsv(users) {
  const disabled = Math.ceil((users - DISABLED) / 10);
  return { counts: { users, disabled }, pieces: userRows(users) };
}

function* userRows(users) {
  yield "\uFEFF" + USER_COLUMNS;
  for (const it of people(users)) {
    const enabled = it.at % 10 === DISABLED ? "False" : "True";
    yield `${it.upn},${it.displayName},${it.family},${it.mail},${it.given},${it.objectId},Member,Analyst,Operations,${enabled},` +
      `US,,,,,Austin,,+1 512 555 0109,,,,,,,,,,contoso.onmicrosoft.com,9/4/2023 7:15:20 AM\r\n`;
  }
}
