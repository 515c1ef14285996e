//! A report as the view holds it.

use std::rc::Rc;

use js_sys::{Array, JSON};
use scim_checkup_rules::{Document, Report, Urgency, User};

use crate::from_js::FromJs;

/// A report whose users are taken over a page at a time.
#[derive(Debug)]
pub struct Findings {
    /// Everything but the users; its own list of them is empty.
    pub report: Report,
    /// The users taken over so far, the most urgent first.
    pub users: Vec<Rc<User>>,
    /// The users as JavaScript holds them, in pages, as JSON; before the end of a run the first ones only.
    pub pages: Option<Array>,
    /// How many pages are taken over.
    pub taken: u32,
    /// What was given, in the order of the report's documents.
    pub ids: Rc<[u32]>,
}

impl Findings {
    /// How many users are drawn when more are asked for, two pages of `www/worker.js`: as many as take well under 50 ms. At
    /// the end of a run, when the machine is busy, it is one.
    pub const MORE: usize = 24;

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
        let page = self.pages.as_ref().and_then(|it| it.get(self.taken).as_string());
        if let Some(users) = page.and_then(|it| JSON::parse(&it).ok()) {
            self.taken += 1;
            self.users.extend(Vec::from_js(users).into_iter().map(Rc::new));
        }
    }

    pub fn has_next_page(&self) -> bool {
        self.pages.as_ref().is_some_and(|it| self.taken < it.length())
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
