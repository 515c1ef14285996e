//! The codes under which the provisioning service logs a failure: what each means, and what helps.
//!
//! Sources: Microsoft Entra, *Analyze provisioning logs* (error codes), *No users are being provisioned* and *Application
//! provisioning in quarantine status*; RFC 7644 section 3.12 for what stands in SCIM's own answers. Codes that begin with
//! `SystemForCrossDomainIdentityManagement` and connectors' own were seen in logs and tutorials, and so was that an
//! application's name may stand before a code: the ending counts. Other jobs' codes are known by their beginning.

use crate::report::Owner;

/// Why an attempt failed, as far as it matters for what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The user name or an address is held by another record.
    Existing(Held),
    /// Two Entra users claim one matching value.
    DuplicateSource,
    /// Several of the application's records have the matching value.
    DuplicateTarget,
    /// The application answered that it will not deactivate the user.
    DeactivationRefused,
    /// The service tries again by itself, and that heals it.
    Transient,
    /// A required value is empty or invalid.
    MissingValue,
    /// The application does not let the service in.
    Credentials,
    /// What would say why is not all there.
    NotShown,
    Other,
}

/// What another record holds, where the refusal says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    Email,
    UserName,
    NotSaid,
}

impl Cause {
    /// Whether the service mends it without anybody's help.
    pub fn heals_by_itself(self) -> bool {
        self == Cause::Transient
    }
}

/// A code that is documented or was seen.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// The ending by which it is known; with `…` behind it the beginning.
    pub name: &'static str,
    /// Why the attempt failed, where the code alone says it.
    pub(crate) cause: Option<Cause>,
    /// Who mends it: nobody where the service tries again and that heals it, or where nothing is amiss.
    pub owner: Owner,
    /// What helps, where the answer to the cause does not say it already.
    pub remedy: Option<&'static str>,
    /// For the catalogue: what it means. Empty where the crate is built without its documentation.
    pub means: &'static str,
}

pub(crate) const TOKEN: &str = "Maptician did not accept the credentials or the right is missing. Ask Maptician support for a new secret token, then Provisioning > Connectivity (older: Admin Credentials) > Test connection > Save.";
pub(crate) const UNREACHABLE: &str = "Entra did not reach Maptician. Compare the tenant URL under Provisioning > Connectivity (older: Admin Credentials) with the one that Maptician support gave you, then Test connection.";
const FILL: &str = "Fill in the missing value: Entra ID > Users, open the user, Edit properties. Which property feeds it stands under Provisioning > Attribute mapping.";
pub(crate) const RECORD_GONE: &str = "Maptician has no record under the ID that Entra keeps. Somebody may have deleted it there by hand. Send the entry to Maptician support.";
const MAPPING: &str = "Provisioning > Attribute mapping: a mapping names an attribute that Maptician does not have or does not let change, or gives several values where it takes one. Correct it there.";
const DOMAIN: &str = "Maptician does not take names of this domain. Correct the name in Entra, or ask Maptician support to permit the domain.";
const LICENSE: &str = "Maptician has no place left for this user. Disable users in Entra who are not needed, or ask Maptician support.";
pub(crate) const ANSWER: &str =
    "Maptician’s answer was not one that Entra expects. Send the entry to Maptician support.";
const FREQUENT: &str = "Mend the error that stands most often in the provisioning log first.";
const DELETIONS: &str = "More users were to be disabled or deleted at once than the job allows: list who is held back, and allow only if all of them are meant.";
const MICROSOFT: &str = "Microsoft set it by hand: ask Microsoft support.";

macro_rules! codes {
    ($($name:literal: $cause:expr, $owner:ident, $remedy:expr, $means:literal;)*) => {
        &[$(Code { name: $name, cause: $cause, owner: Owner::$owner, remedy: $remedy, means: if cfg!(feature = "docs") { $means } else { "" } }),*]
    };
}

/// Every code; of two that fit, the one that stands first.
pub static CODES: &[Code] = codes! {
    "AzureActiveDirectory…": None, Nobody, None, "A code of another job, one that brings users into Entra. It says nothing of Maptician.";
    "AzureDirectoryB2B…": None, Nobody, None, "A code of another job, one between two tenants. It says nothing of Maptician.";
    "InvitationCreationFailure…": None, Nobody, None, "A code of another job, one that invites guests. It says nothing of Maptician.";
    "DuplicateSourceEntries": Some(Cause::DuplicateSource), You, None, "Two users in Entra have one matching value. One of them has to get another.";
    "TooManyRequests": Some(Cause::Transient), Nobody, None, "The application asks for fewer requests. The next attempts come by themselves.";
    "InternalServerError": Some(Cause::Transient), Nobody, None, "The application had a fault of its own. The next attempts come by themselves; if it lasts for days, its support can look.";
    "WebExceptionProtocolError": Some(Cause::Transient), Nobody, None, "The connection broke, or the answer was no proper one. The next attempts come by themselves.";
    "Timeout": Some(Cause::Transient), Nobody, None, "The application answered too late. The next attempts come by themselves.";
    "InternalError": Some(Cause::Transient), Nobody, None, "A fault within Entra. The next attempts come by themselves.";
    "Unauthorized": Some(Cause::Credentials), You, Some(TOKEN), "The application does not accept the token.";
    "InsufficientRights": Some(Cause::Credentials), You, Some(TOKEN), "The application knows the token and does not allow the act.";
    "NotPermitted": Some(Cause::Credentials), You, Some(TOKEN), "The application does not permit the act.";
    "MethodNotAllowed": Some(Cause::Credentials), You, Some(TOKEN), "The application does not allow this kind of request.";
    "InvalidCredentials": Some(Cause::Credentials), You, Some(TOKEN), "A connector’s own word for credentials that are not accepted.";
    "InstanceInvalid": Some(Cause::Credentials), You, Some(UNREACHABLE), "A connector’s own word for an address that is not the application’s.";
    "CredentialValidationFailure": Some(Cause::Credentials), You, Some(TOKEN), "The token was refused when it was tried; seen with expired ones.";
    "CredentialValidationUnavailable": Some(Cause::Credentials), You, Some(UNREACHABLE), "The token could not be tried: the application was not reached.";
    "MandatoryFieldsMissing": Some(Cause::MissingValue), You, Some(FILL), "The application requires a value that is empty in Entra.";
    "MissingValues": Some(Cause::MissingValue), You, Some(FILL), "A value that is required is empty in Entra.";
    "EntryJoiningPropertyValueIsMissing": Some(Cause::MissingValue), You, Some(FILL), "The value by which users are matched is empty in Entra.";
    "ImportSkipped": Some(Cause::MissingValue), You, Some(FILL), "The value by which users are matched is empty; whether the user is in scope was not looked at.";
    "AttributeValidationFailed": Some(Cause::MissingValue), You, None, "Skipped: a value is missing or not valid. `PropertyName` in the step names it.";
    "DuplicateTargetEntries": Some(Cause::DuplicateTarget), Support, None, "The application has more than one record with the matching value. Which one is right is for its support to say: nobody deletes one by hand.";
    "EntryConflict": None, Support, None, "Another record holds the user name or an address. The words of the refusal say which.";
    "Conflict": None, Support, None, "Another record holds a value that must be there once. The kind of event and the words of the refusal decide what it is.";
    "InvalidAnchor": None, Support, Some(RECORD_GONE), "The record that Entra has linked is gone from the application.";
    "SchemaAttributeNotFound": None, You, Some(MAPPING), "A mapping names an attribute that the application does not have.";
    "SchemaPropertyCanOnlyAcceptValue": None, You, Some(MAPPING), "A mapping gives several values to an attribute that takes one.";
    "InvalidDomain": None, You, Some(DOMAIN), "The application does not allow the domain of the name or the address.";
    "LicenseLimitExceeded": None, You, Some(LICENSE), "The application has no licence left for another user.";
    "UnprocessableEntity": None, Support, Some(ANSWER), "The application understood the request and could not carry it out.";
    "NotImplemented": None, Support, Some(ANSWER), "The application does not have what was asked for.";
    "MultipleEntriesInResponse": None, Support, Some(ANSWER), "Asked for one user, the application answered with several.";
    "ServiceIncompatibleFiltering": None, Support, None, "The code under which refusals of SCIM come today, a 409 for an existing user among them. It says nothing of filtering: status, words and the kind of event decide.";
    "ServiceIncompatible": None, Support, Some(ANSWER), "The application’s answer was not one that SCIM has.";
    "BadRequest": None, You, None, "The application refused the request. Its words say which value.";
    "BadResponse": None, Support, Some(ANSWER), "The application’s answer could not be read.";
    "EndpointUnavailable": None, You, Some(UNREACHABLE), "The other end was not reached; seen with jobs that bring users into Entra.";
    "EntrySynchronizationError": None, You, None, "An error without a name of its own; seen with jobs that bring users into Entra.";
    "EntrySynchronizationSkipped": None, Nobody, None, "The user was looked at and nothing was done: out of scope, or both sides were equal.";
    "NotEffectivelyEntitled": None, You, None, "Skipped: disabled or deleted, not assigned, without a role that counts, or filtered out. The scoping step says which; look at the account’s own state first.";
    "RedundantExport": None, Nobody, None, "Skipped: both sides are equal, so the application has Entra’s values.";
    "UnableToResolveReferenceAttributeValue": None, Nobody, None, "A member or a manager is not provisioned. It changes nothing for the user.";
    // What stands as `scimType` in an application's own answer.
    "uniqueness": None, Support, None, "SCIM’s own word: another record holds the user name or an address.";
    "mutability": None, You, Some(MAPPING), "SCIM’s own word: the attribute cannot be changed so.";
    "invalidPath": None, You, Some(MAPPING), "SCIM’s own word: the attribute is not known, or its path is malformed.";
    "noTarget": None, You, Some(MAPPING), "SCIM’s own word: the path leads to nothing that could be changed.";
    "invalidValue": None, You, None, "SCIM’s own word: a required value is missing, or a value is of the wrong kind. The words beside it say which.";
    "invalidSyntax": None, Support, Some(ANSWER), "SCIM’s own word: the request was not understood.";
    "invalidFilter": None, Support, Some(ANSWER), "SCIM’s own word: users cannot be looked up by this attribute.";
    "tooMany": None, Support, Some(ANSWER), "SCIM’s own word: the lookup would give more users than are handed out.";
    "invalidVers": None, Support, Some(ANSWER), "SCIM’s own word: this version of the protocol is not supported.";
    "sensitive": None, Support, Some(ANSWER), "SCIM’s own word: the address of the request had something confidential in it.";
    // Why a job is in quarantine.
    "EncounteredQuarantineException": None, You, Some(TOKEN), "The job is in quarantine because credentials or connection were refused.";
    "EncounteredEscrowProportionThreshold": None, You, Some(FREQUENT), "The job is in quarantine because more than 40 % of the events failed, and 5,000 or more.";
    "EncounteredBaseEscrowThreshold": None, You, Some(FREQUENT), "The job is in quarantine because there were too many failures.";
    "EncounteredTotalEscrowThreshold": None, You, Some(FREQUENT), "The job is in quarantine because there were too many failures, those of references among them.";
    "TooManyDeletes": None, You, Some(DELETIONS), "The job is in quarantine because accidental-deletion prevention stopped it.";
    "QuarantinedOnDemand": None, You, Some(MICROSOFT), "The job is in quarantine because Microsoft put it there.";
    "QuarantineOnDemand": None, You, Some(MICROSOFT), "The same as `QuarantinedOnDemand`, in another spelling.";
    "IngestionInterrupted": None, You, None, "The job is in quarantine because reading was interrupted; more is not documented.";
};

impl Code {
    /// What is known of a code, whatever application's name stands before it.
    pub fn known(code: &str) -> Option<&'static Code> {
        CODES.iter().find(|it| {
            let (part, at) = match it.name.strip_suffix('…') {
                Some(beginning) => (code.get(..beginning.len()), beginning),
                None => (code.len().checked_sub(it.name.len()).and_then(|at| code.get(at..)), it.name),
            };
            part.is_some_and(|it| it.eq_ignore_ascii_case(at))
        })
    }

    /// Who mends it, as `explain` and the catalogue say it.
    pub fn outlook(&self) -> &'static str {
        match (self.owner, self.cause) {
            (Owner::Nobody, Some(Cause::Transient)) => "It heals by itself: the service tries again.",
            (Owner::Nobody, _) => "Nothing has to be done about it.",
            (Owner::You, _) => "It does not heal by itself. You can look after it.",
            (Owner::Support, _) => "It does not heal by itself. Maptician support mends it.",
        }
    }

    /// It comes from a job that provisions something else than Maptician.
    pub fn is_of_another_job(&self) -> bool {
        self.name.ends_with('…')
    }
}
