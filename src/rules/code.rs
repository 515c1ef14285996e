//! The codes under which the provisioning service logs a failure: what each means, and what helps.
//!
//! Sources: Microsoft Entra, *Analyze provisioning logs* (error codes) and *No users are being provisioned*; codes that
//! begin with `SystemForCrossDomainIdentityManagement` and connectors' own were seen in logs and tutorials, and so was
//! that an application's name may stand before a code: the ending counts.

use crate::words::documentation;

/// Why an attempt failed, as far as it matters for what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The user name or an address is held by another record.
    Existing(Held),
    /// Two Entra users claim one matching value.
    DuplicateSource,
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
    /// The ending by which it is known.
    pub name: &'static str,
    /// Why the attempt failed, where the code alone says it.
    pub(crate) cause: Option<Cause>,
    /// What helps, where the answer to the cause does not say it already.
    pub remedy: Option<&'static str>,
    /// For the catalogue: what it means. Empty where the crate is built without its documentation.
    pub means: &'static str,
}

const TOKEN: &str = "Maptician did not accept the credentials or the right is missing. Ask Maptician support for a new secret token, then Provisioning > Connectivity (older: Admin Credentials) > Test connection > Save.";
const UNREACHABLE: &str = "Entra did not reach Maptician. Compare the tenant URL under Provisioning > Connectivity (older: Admin Credentials) with the one that Maptician support gave you, then Test connection.";
const FILL: &str = "Fill in the missing value: Entra ID > Users, open the user, Edit properties. Which property feeds it stands under Provisioning > Attribute mapping.";
const RECORD_GONE: &str = "Maptician has no record under the ID that Entra keeps. Somebody may have deleted it there by hand. Send the entry to Maptician support.";
const MAPPING: &str = "Provisioning > Attribute mapping: a mapping names an attribute that Maptician does not have, or gives several values where it takes one. Correct it there.";
const DOMAIN: &str = "Maptician does not take names of this domain. Correct the name in Entra, or ask Maptician support to permit the domain.";
const LICENSE: &str = "Maptician has no place left for this user. Disable users in Entra who are not needed, or ask Maptician support.";
const ANSWER: &str = "Entra did not understand Maptician’s answer. Send the entry to Maptician support.";
const OTHER: &str = "The words of the refusal name the value that Maptician does not take: correct it in Entra, or the mapping that feeds it under Provisioning > Attribute mapping. If they name none, send the entry to Maptician support.";

macro_rules! codes {
    ($($name:literal: $cause:expr, $remedy:expr, $means:literal;)*) => {
        &[$(Code { name: $name, cause: $cause, remedy: $remedy, means: documentation!($means) }),*]
    };
}

/// Every code; of two that fit, the one that stands first.
pub static CODES: &[Code] = codes! {
    "DuplicateSourceEntries": Some(Cause::DuplicateSource), None, "Two users in Entra have one matching value. One of them has to get another.";
    "TooManyRequests": Some(Cause::Transient), None, "The application asks for fewer requests. The next attempts come by themselves.";
    "InternalServerError": Some(Cause::Transient), None, "The application had a fault of its own. The next attempts come by themselves.";
    "WebExceptionProtocolError": Some(Cause::Transient), None, "The connection broke, or the answer was no proper one. The next attempts come by themselves.";
    "Timeout": Some(Cause::Transient), None, "The application answered too late. The next attempts come by themselves.";
    "InternalError": Some(Cause::Transient), None, "A fault within Entra. The next attempts come by themselves.";
    "Unauthorized": Some(Cause::Credentials), Some(TOKEN), "The application does not accept the token.";
    "InsufficientRights": Some(Cause::Credentials), Some(TOKEN), "The application knows the token and does not allow the act.";
    "NotPermitted": Some(Cause::Credentials), Some(TOKEN), "The application does not permit the act.";
    "MethodNotAllowed": Some(Cause::Credentials), Some(TOKEN), "The application does not allow this kind of request.";
    "InvalidCredentials": Some(Cause::Credentials), Some(TOKEN), "A connector’s own word for credentials that are not accepted.";
    "InstanceInvalid": Some(Cause::Credentials), Some(UNREACHABLE), "A connector’s own word for an address that is not the application’s.";
    "CredentialValidationFailure": Some(Cause::Credentials), Some(TOKEN), "The token was refused when it was tried; seen with expired ones.";
    "CredentialValidationUnavailable": Some(Cause::Credentials), Some(UNREACHABLE), "The token could not be tried: the application was not reached.";
    "MandatoryFieldsMissing": Some(Cause::MissingValue), Some(FILL), "The application requires a value that is empty in Entra.";
    "MissingValues": Some(Cause::MissingValue), Some(FILL), "A value that is required is empty in Entra.";
    "EntryJoiningPropertyValueIsMissing": Some(Cause::MissingValue), Some(FILL), "The value by which users are matched is empty in Entra.";
    "ImportSkipped": Some(Cause::MissingValue), Some(FILL), "The value by which users are matched is empty; whether the user is in scope was not looked at.";
    "AttributeValidationFailed": Some(Cause::MissingValue), None, "Skipped: a value is missing or not valid. `PropertyName` in the step names it.";
    "DuplicateTargetEntries": None, None, "The application has more than one record with the matching value. Which one is right is for its support to say: nobody deletes one by hand.";
    "EntryConflict": None, None, "Another record holds the user name or an address. The words of the refusal say which.";
    "Conflict": None, None, "Another record holds a value that must be there once. The kind of event and the words of the refusal decide what it is.";
    "InvalidAnchor": None, Some(RECORD_GONE), "The record that Entra has linked is gone from the application.";
    "SchemaAttributeNotFound": None, Some(MAPPING), "A mapping names an attribute that the application does not have.";
    "SchemaPropertyCanOnlyAcceptValue": None, Some(MAPPING), "A mapping gives several values to an attribute that takes one.";
    "InvalidDomain": None, Some(DOMAIN), "The application does not allow the domain of the name or the address.";
    "LicenseLimitExceeded": None, Some(LICENSE), "The application has no license left for another user.";
    "UnprocessableEntity": None, Some(ANSWER), "The application understood the request and could not carry it out.";
    "NotImplemented": None, Some(ANSWER), "The application does not have what was asked for.";
    "MultipleEntriesInResponse": None, Some(ANSWER), "Asked for one user, the application answered with several.";
    "ServiceIncompatibleFiltering": None, None, "The code under which refusals of SCIM come today, a 409 for an existing user among them. It says nothing of filtering: status, words and the kind of event decide.";
    "ServiceIncompatible": None, Some(ANSWER), "The application’s answer was not one that SCIM has.";
    "BadRequest": None, None, "The application refused the request. Its words say which value.";
    "BadResponse": None, Some(ANSWER), "The application’s answer could not be read.";
    "EndpointUnavailable": None, Some(UNREACHABLE), "The other end was not reached; seen with jobs that bring users into Entra.";
    "EntrySynchronizationError": None, None, "An error without a name of its own; seen with jobs that bring users into Entra.";
    "EntrySynchronizationSkipped": None, None, "The user was looked at and nothing was done: out of scope, or both sides were equal.";
    "NotEffectivelyEntitled": None, None, "Skipped: disabled or deleted, not assigned, without a role that counts, or filtered out. The scoping step says which; look at the account’s own state first.";
    "RedundantExport": None, None, "Skipped: both sides are equal, so the application has Entra’s values.";
    "UnableToResolveReferenceAttributeValue": None, None, "A member or a manager is not provisioned. It changes nothing for the user.";
};

impl Code {
    /// What is known of a code, whatever application's name stands before it.
    pub fn known(code: &str) -> Option<&'static Code> {
        let ends = |name: &str| {
            let start = code.len().checked_sub(name.len());
            start.and_then(|it| code.get(it..)).is_some_and(|it| it.eq_ignore_ascii_case(name))
        };
        CODES.iter().find(|it| ends(it.name))
    }
}

/// What helps against a failure of this code and status.
pub fn remedy(code: Option<&str>, status: Option<u16>) -> &'static str {
    let by_code = code.and_then(Code::known).and_then(|it| it.remedy);
    by_code.unwrap_or(match status {
        Some(401 | 403) => TOKEN,
        Some(404) => RECORD_GONE,
        _ => OTHER,
    })
}
