// The provisioning log as the portal's JSON download has it: one array on one line, some three kilobytes an event.
import { ERROR_CODE, JOB, eventsOf, reasonOf } from "./events.mjs";
import { TENANT } from "./people.mjs";

/**
 * A log of at least so many bytes, in pieces, and its counts.
 * @param {number} bytes
 * @param {number} users
 */
export function log(bytes, users) {
  const { counts, events } = eventsOf(users);
  return { counts, pieces: pieces(events, bytes, counts) };
}

function* pieces(events, bytes, counts) {
  let written = 2;
  for (const event of events) {
    const text = (counts.events === 1 ? "[" : ",") + JSON.stringify(record(event));
    written += text.length;
    yield text;
    if (written >= bytes && counts.events >= counts.users) break;
  }
  yield "]";
}

const ACTIONS = { delete: "disable", refuse: "create", create: "create", fail: "update", skip: "update", update: "update" };

const SERVICE = { id: "0c73c0d9-6000-45bf-9965-bc70665687dd", displayName: "Maptician" };
const ENTERPRISE_USER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

function record(event) {
  const { person, kind, status } = event;
  const deleted = kind === "delete";
  const failed = status === "failure";
  const upn = deleted ? person.prefixed : person.upn;
  // The account that was deleted is another one than the account that is refused.
  const objectId = deleted ? person.formerId : person.objectId;
  const found = kind !== "refuse" && kind !== "create";
  return {
    id: event.id,
    activityDateTime: event.time,
    tenantId: TENANT,
    jobId: JOB,
    cycleId: event.cycleId,
    changeId: event.changeId,
    provisioningAction: ACTIONS[kind],
    durationInMilliseconds: event.took,
    servicePrincipal: SERVICE,
    sourceSystem: { id: "5ebca961-f2f4-4826-8f4d-e7377f334722", displayName: "Microsoft Entra ID", details: {} },
    targetSystem: {
      id: "5d17ed27-b1a3-44ff-8d28-fb15c1f0b7bc",
      displayName: "Maptician",
      details: { ApplicationId: "27045eed-c051-4eb5-91ab-0f244d37fe70", ServicePrincipalId: SERVICE.id, ServicePrincipalDisplayName: "Maptician" },
    },
    initiatedBy: { id: "", displayName: "Azure AD Provisioning Service", initiatorType: "system" },
    sourceIdentity: {
      id: objectId,
      displayName: person.displayName,
      identityType: "User",
      details: { id: objectId, odatatype: "User", DisplayName: person.displayName, UserPrincipalName: upn },
    },
    targetIdentity: {
      id: found ? `m${person.at}` : "",
      displayName: found ? upn : "",
      identityType: ENTERPRISE_USER,
      details: {},
    },
    provisioningStatusInfo: {
      status,
      errorInformation: failed
        ? { errorCode: ERROR_CODE, reason: reasonOf(event), additionalDetails: null, errorCategory: "nonServiceFailure", recommendedAction: null }
        : null,
    },
    provisioningSteps: steps(event, upn, objectId, found),
    modifiedProperties: status === "skipped" ? [] : changes(event, upn),
  };
}

function steps({ person, kind, status }, upn, objectId, found) {
  const deleted = kind === "delete";
  const word = found ? "Update" : "Add";
  const import_ = {
    objectId,
    accountEnabled: "True",
    displayName: person.displayName,
    mailNickname: person.nickname,
    userPrincipalName: upn,
    IsSoftDeleted: deleted ? "True" : "False",
    appRoleAssignments: "User",
  };
  const scoping = {
    "Active in the source system": deleted ? "False" : "True",
    "Assigned to the application": "True",
    "User has the required role": "True",
    "Scoping filter evaluation passed": "True",
    ScopeEvaluationResult: "{}",
  };
  const steps = [
    step(`EntryImport${word}`, "import", "success", `Received User '${upn}' change of type (${word}) from Microsoft Entra ID`, import_),
    step("EntrySynchronizationScoping", "scoping", "success", "Determine if User in scope by evaluating against each scoping filter", scoping),
  ];
  if (found) {
    const stored = { active: "True", displayName: person.displayName, externalId: person.nickname, id: `m${person.at}`, userName: person.upn };
    steps.splice(1, 0, step("EntryImport", "matching", "success", `Retrieved  '${person.upn}' from Maptician`, stored));
  }
  if (status === "skipped") {
    const skip = { SkipReason: "RedundantExport" };
    const text = "The state of the entry in both the source and target systems already match. No change was exported.";
    steps.push(step("EntryExportUpdate", "export", "skipped", text, skip));
  } else {
    const said = status === "failure" ? `Failed to ${found ? "update" : "create"} User '${upn}' in Maptician` : `User '${upn}' was ${found ? "updated" : "created"} in Maptician`;
    const sent = { active: deleted ? "False" : "True", userName: upn, "emails[type eq \"work\"]value": person.mail, ReportableIdentifier: upn };
    steps.push(step(`EntryExport${word}`, "export", status, said, sent));
  }
  return steps;
}

function step(name, provisioningStepType, status, description, details) {
  return { name, provisioningStepType, status, description, details };
}

function changes({ person, kind }, upn) {
  const change = (displayName, oldValue, newValue) => ({ displayName, oldValue, newValue });
  if (kind === "delete") return [change("userName", person.upn, upn), change("active", "True", "False")];
  if (kind === "update" || kind === "fail") return [change("title", "Analyst", "Accountant"), change("displayName", person.family, person.displayName)];
  return [
    change("active", null, "True"),
    change("displayName", null, person.displayName),
    change("userName", null, upn),
    change("emails[type eq \"work\"].value", null, person.mail),
    change("name.givenName", null, person.given),
    change("name.familyName", null, person.family),
  ];
}
