//! The application: records, and what it refuses. Names and addresses are unique, compared without case.
//!
//! Sources: RFC 7643 and 7644; Maptician's provisioning tutorial at Microsoft (only `userName` can be filtered by).

use super::clock::Moment;

/// What is stored of one person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Values {
    pub user_name: String,
    pub email: String,
    pub active: bool,
    pub external_id: String,
    pub given: String,
    pub family: String,
}

#[derive(Clone)]
pub struct Record {
    pub id: String,
    /// `None` once it is deleted.
    pub values: Option<Values>,
    pub created: Moment,
    pub modified: Moment,
    /// The account that it was last linked to.
    pub owner: usize,
    /// It refuses to be deactivated.
    pub stubborn: bool,
    /// What was stored since when, oldest first.
    pub history: Vec<(Moment, Option<Values>)>,
}

/// What the application answers with instead.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    NameExists,
    EmailExists,
    MustBeActive,
    Gone,
}

#[derive(Clone, Default)]
pub struct Maptician {
    pub records: Vec<Record>,
}

impl Maptician {
    pub fn find(&self, user_name: &str) -> Option<usize> {
        self.records.iter().position(|it| it.values.as_ref().is_some_and(|it| same(&it.user_name, user_name)))
    }

    fn conflict(&self, values: &Values, but: Option<usize>) -> Option<Refused> {
        let others = || {
            self.records
                .iter()
                .enumerate()
                .filter(move |it| Some(it.0) != but)
                .filter_map(|it| it.1.values.as_ref())
        };
        if others().any(|it| same(&it.user_name, &values.user_name)) {
            Some(Refused::NameExists)
        } else if others().any(|it| same(&it.email, &values.email)) {
            Some(Refused::EmailExists)
        } else {
            None
        }
    }

    pub fn create(
        &mut self,
        now: Moment,
        id: String,
        values: Values,
        owner: usize,
    ) -> Result<usize, Refused> {
        if let Some(refused) = self.conflict(&values, None) {
            return Err(refused);
        }
        self.records.push(Record {
            id,
            values: Some(values.clone()),
            created: now,
            modified: now,
            owner,
            stubborn: false,
            history: vec![(now, Some(values))],
        });
        Ok(self.records.len() - 1)
    }

    pub fn patch(&mut self, now: Moment, record: usize, values: Values) -> Result<(), Refused> {
        let Some(old) = &self.records[record].values else { return Err(Refused::Gone) };
        if self.records[record].stubborn && old.active && !values.active {
            return Err(Refused::MustBeActive);
        }
        if let Some(refused) = self.conflict(&values, Some(record)) {
            return Err(refused);
        }
        self.store(now, record, Some(values));
        Ok(())
    }

    pub fn delete(&mut self, now: Moment, record: usize) -> Result<(), Refused> {
        if self.records[record].values.is_none() {
            return Err(Refused::Gone);
        }
        self.store(now, record, None);
        Ok(())
    }

    fn store(&mut self, now: Moment, record: usize, values: Option<Values>) {
        let it = &mut self.records[record];
        it.modified = now;
        it.values.clone_from(&values);
        it.history.push((now, values));
    }
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}
