//! Five hundred users as a listing of each side: joined to five hundred, whichever comes first, with every state right.

use scim_checkup_rules::{ActionKind, CorruptionStatus, Entra, Given, Maptician, Report, Session, Time};
use serde_json::{Value, json};

const N_USERS: usize = 500;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Enabled,
    Disabled,
    Deleted,
    Renamed,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum JoinedBy {
    ExternalId,
    UserPrincipalName,
    Mail,
}

struct Person {
    at: usize,
    kind: Kind,
    joined_by: JoinedBy,
}

impl Person {
    fn new(at: usize) -> Person {
        let kind = [Kind::Enabled, Kind::Disabled, Kind::Deleted, Kind::Renamed][at % 4];
        let joined_by = [JoinedBy::ExternalId, JoinedBy::UserPrincipalName, JoinedBy::Mail][at / 4 % 3];
        Person { at, kind, joined_by }
    }

    fn object_id(&self) -> String {
        format!(
            "{:08x}-9d2f-4a61-b7c0-{:012x}",
            0x2b00_0000 + self.at * 7919,
            0xabcd_0000_0000_u64 + self.at as u64
        )
    }

    fn upn(&self) -> String {
        format!("p{}@contoso.com", self.at)
    }

    fn mail(&self) -> String {
        format!("first.last{}@contoso.com", self.at)
    }

    fn prefixed(&self) -> String {
        format!("{}{}", self.object_id().replace('-', ""), self.upn())
    }

    fn account(&self) -> Value {
        let deleted = self.kind == Kind::Deleted;
        let mut user = json!({
            "id": self.object_id(),
            "userPrincipalName": if deleted { self.prefixed() } else { self.upn() },
            "mail": self.mail(),
            "accountEnabled": self.kind != Kind::Disabled,
        });
        if deleted {
            user["deletedDateTime"] = json!("2026-06-20T10:00:00Z");
        }
        user
    }

    /// What Maptician stores: the mail where that is what names follow, else the user principal name of the last sync.
    fn stored(&self) -> String {
        match (self.joined_by, self.kind) {
            (JoinedBy::Mail, _) => self.mail(),
            (JoinedBy::ExternalId, Kind::Renamed) => format!("before{}@contoso.com", self.at),
            (_, Kind::Deleted) => self.prefixed(),
            _ => self.upn(),
        }
    }

    fn record(&self) -> Value {
        let mut user = json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "id": format!("r{}", self.at),
            "userName": self.stored(),
            "active": self.active(),
            "meta": {"resourceType": "User"},
        });
        if self.joined_by == JoinedBy::ExternalId {
            user["externalId"] = json!(self.object_id());
        }
        user
    }

    fn active(&self) -> bool {
        matches!(self.kind, Kind::Enabled | Kind::Renamed)
    }

    /// What is known of the person, as the report has to say it.
    fn answer(&self) -> (Entra, Maptician, CorruptionStatus, ActionKind) {
        let entra = match self.kind {
            Kind::Enabled | Kind::Renamed => Entra::Enabled,
            Kind::Disabled => Entra::Disabled,
            Kind::Deleted => Entra::SoftDeleted,
        };
        let maptician = if self.active() { Maptician::Active } else { Maptician::Inactive };
        let corruption = match (self.kind, self.joined_by) {
            (Kind::Deleted, JoinedBy::Mail) => CorruptionStatus::EntraOnly,
            (Kind::Deleted, _) => CorruptionStatus::Prefixed,
            _ => CorruptionStatus::Clean,
        };
        let action = match (self.kind, self.joined_by) {
            (Kind::Deleted, _) => ActionKind::DecideReturn,
            (Kind::Renamed, JoinedBy::ExternalId) => ActionKind::CheckProvisioning,
            _ => ActionKind::None,
        };
        (entra, maptician, corruption, action)
    }

    /// The name as the customer would type it.
    fn name(&self) -> String {
        if self.kind == Kind::Deleted && self.joined_by != JoinedBy::Mail {
            self.upn()
        } else {
            self.stored()
        }
    }
}

fn report(documents: &[(&str, String)]) -> Report {
    let mut session = Session::new(Time::parse_rfc3339("2026-06-30T12:00:00Z").expect("a time"));
    for (name, text) in documents {
        session.open(Given { name: (*name).to_string(), ..Given::default() });
        session.push(text.as_bytes());
    }
    session.finish()
}

#[test]
fn five_hundred_of_each_side_are_five_hundred_users() {
    let people: Vec<Person> = (0..N_USERS).map(Person::new).collect();
    let accounts = |deleted: bool| {
        let value: Vec<Value> =
            people.iter().filter(|it| (it.kind == Kind::Deleted) == deleted).map(Person::account).collect();
        json!({"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users", "@odata.count": value.len(), "value": value})
            .to_string()
    };
    let resources: Vec<Value> = people.iter().rev().map(Person::record).collect();
    let list = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": N_USERS, "startIndex": 1, "itemsPerPage": N_USERS, "Resources": resources,
    });
    let documents = [
        ("users.json", accounts(false)),
        ("deleted.json", accounts(true)),
        ("maptician.json", list.to_string()),
    ];
    let one_way = report(&documents);
    let mut reversed = documents.clone();
    reversed.reverse();
    let other_way = report(&reversed);
    assert_eq!(one_way.users, other_way.users);
    assert_eq!(one_way.notices, other_way.notices);

    assert_eq!(one_way.users.len(), N_USERS);
    assert_eq!(one_way.totals.users as usize, N_USERS);
    for person in &people {
        let user = one_way
            .users
            .iter()
            .find(|it| it.object_ids.contains(&person.object_id()))
            .unwrap_or_else(|| panic!("{} is missing", person.upn()));
        let answer = (user.entra, user.maptician, user.corruption.status, user.action.kind);
        assert_eq!(answer, person.answer(), "{} {:?} {:?}", person.upn(), person.kind, person.joined_by);
        assert_eq!(user.name, person.name());
        assert_eq!(user.object_ids.len(), 1, "{}", user.name);
    }
    let n = |kind: Kind| people.iter().filter(|it| it.kind == kind).count();
    assert_eq!(one_way.totals.counted as usize, n(Kind::Enabled) + n(Kind::Renamed));
    assert_eq!(one_way.totals.not_counted as usize, n(Kind::Disabled) + n(Kind::Deleted));
    assert_eq!(one_way.totals.billing_unknown, 0);
    assert_eq!(one_way.totals.decisions as usize, n(Kind::Deleted));
    let outdated = people.iter().filter(|it| it.answer().3 == ActionKind::CheckProvisioning).count();
    assert_eq!(one_way.totals.need_action as usize, outdated);
}
