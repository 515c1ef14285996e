//! A report as the view holds it.

use std::rc::Rc;

use js_sys::Array;
use scim_checkup_rules::{Document, Report, Urgency, User};

use crate::from_js::FromJs;

/// A report whose users are taken over a page at a time.
#[derive(Debug)]
pub struct Findings {
    /// Everything but the users; its own list of them is empty.
    pub report: Report,
    /// The users taken over so far, the most urgent first.
    pub users: Vec<Rc<User>>,
    /// All users, still on JavaScript's side.
    pub all: Option<Array>,
    /// What was given, in the order of the report's documents.
    pub ids: Rc<[u32]>,
}

impl Findings {
    /// How many users are taken over, and drawn, at once: as many as take well under 50 ms.
    pub const PAGE: usize = 50;

    /// A page of users, after the first so many.
    pub fn page(all: &Array, after: usize) -> Vec<Rc<User>> {
        let after = after as u32;
        let page = all.slice(after, after + Findings::PAGE as u32);
        page.iter().map(|it| Rc::new(User::from_js(it))).collect()
    }

    /// What the report says of a document that was given.
    pub fn document(&self, id: u32) -> Option<&Document> {
        let place = self.ids.iter().position(|it| *it == id)?;
        self.report.documents.get(place)
    }

    /// The user of a report about one.
    pub fn only_user(&self) -> Option<&User> {
        self.users.first().filter(|_| self.n_users() == 1).map(Rc::as_ref)
    }

    /// Takes over the next page of users.
    pub fn take_next_page(&mut self) {
        if let Some(all) = &self.all {
            self.users.extend(Findings::page(all, self.users.len()));
        }
    }

    /// How many users there are in all.
    pub fn n_users(&self) -> usize {
        self.report.totals.users as usize
    }

    /// How many users share an urgency, where the totals or the users at hand tell.
    pub fn n_of(&self, urgency: Urgency) -> Option<usize> {
        let totals = &self.report.totals;
        match urgency {
            Urgency::Now => Some(totals.need_action as usize),
            Urgency::None => {
                Some(self.n_users().saturating_sub((totals.need_action + totals.decisions) as usize))
            }
            Urgency::ByDeadline | Urgency::WhenReturning => (self.users.len() == self.n_users())
                .then(|| self.users.iter().filter(|it| it.action.urgency == urgency).count()),
        }
    }
}
