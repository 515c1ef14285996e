//! The two systems and the service between them, one step after the other.

use crate::{account::RESTORABLE, cycle::CYCLE, time::Time};

use super::{Account, Act, Earlier, Foresight, Happening, Held, Place, Planned, State, Trigger};

/// Foresees from a state and acts what happens up to a time: acts, cycles and purges in the order of their times. What is
/// not in step at the beginning is sent by the first cycle.
pub fn foresee(from: State, now: Time, acts: &[Planned], until: Time) -> Foresight {
    let mut acts: Vec<Planned> = acts.to_vec();
    in_order(&mut acts, |it| it.at);
    let mut acts = acts.into_iter().peekable();
    let mut system = System {
        state: from,
        cycle: Some(now.after(CYCLE)),
        refused: false,
        leaves_record: false,
        at: now,
        trigger: Trigger::Cycle,
        happenings: Vec::new(),
    };
    loop {
        let purge = system.purge();
        // At one moment the purge comes first: on day 30 nothing can be restored any more.
        let next = [purge, acts.peek().map(|it| it.at), system.cycle].into_iter().flatten().min();
        let Some(at) = next.filter(|it| *it <= until) else { break };
        system.at = at;
        if purge == Some(at) {
            system.trigger = Trigger::Purge;
            system.remove();
        } else if let Some(it) = acts.next_if(|it| it.at == at) {
            system.trigger = Trigger::Act(it.act);
            system.act(it.act);
        } else {
            system.trigger = Trigger::Cycle;
            system.cycle = None;
            system.synchronise();
            continue;
        }
        system.cycle.get_or_insert(at.after(CYCLE));
    }
    let mut happenings = system.happenings;
    for at_once in happenings.chunk_by_mut(|a, b| (a.at, a.trigger) == (b.at, b.trigger)) {
        in_order(at_once, |it| it.place);
    }
    Foresight { happenings, end: system.state }
}

/// Sorts a handful; the library's sorting is made for thousands, and the page would have to fetch it.
fn in_order<T, K: PartialOrd>(list: &mut [T], key: impl Fn(&T) -> K) {
    for end in 1..list.len() {
        let mut at = end;
        while at > 0 && key(&list[at - 1]) > key(&list[at]) {
            list.swap(at - 1, at);
            at -= 1;
        }
    }
}

struct System {
    state: State,
    /// When the next cycle that has something to do has ended.
    cycle: Option<Time>,
    /// The refusal was told.
    refused: bool,
    /// The record of the earlier account is to be deleted.
    leaves_record: bool,
    at: Time,
    trigger: Trigger,
    happenings: Vec<Happening>,
}

impl System {
    fn tell(&mut self, place: Place, text: &'static str) {
        self.happenings.push(Happening { at: self.at, trigger: self.trigger, place, text });
    }

    fn purge(&self) -> Option<Time> {
        let earlier = self.state.earlier.map(|it| it.deleted.after(RESTORABLE));
        [self.state.purge(), earlier].into_iter().flatten().min()
    }

    fn act(&mut self, act: Act) {
        let (live, enabled) = (self.state.account == Account::Live, self.state.enabled);
        match act {
            Act::Disable if live && enabled => {
                self.state.enabled = false;
                self.tell(Place::Entra, "Sign-in is blocked. The name, the object ID, licences and assignments stay.");
            }
            Act::Enable if live && !enabled => {
                self.state.enabled = true;
                self.tell(Place::Entra, "Sign-in is allowed again.");
            }
            Act::Delete if live => {
                self.state.account = Account::Deleted(self.at);
                self.tell(
                    Place::Entra,
                    "The account is in Deleted users for 30 days, and the object ID stands in front of its name. The clean name is free for anybody.",
                );
            }
            Act::Restore if self.state.purge().is_some() => {
                self.state.account = Account::Live;
                self.tell(
                    Place::Entra,
                    "The account is back with its clean name, its object ID, licences and assignments, enabled or disabled as it was. The Microsoft 365 admin centre asks for a new password.",
                );
            }
            Act::Restore if live && self.state.earlier.is_some() => self.tell(
                Place::Entra,
                "The new account has the name. A restore fails, or takes another name: then one person has two accounts.",
            ),
            Act::DeleteForGood if self.state.purge().is_some() => self.remove(),
            Act::Unassign if live && self.state.assigned => {
                self.state.assigned = false;
                self.tell(Place::Entra, "The user is out of the scope of provisioning. The account itself stays as it is.");
            }
            Act::Assign if live && !self.state.assigned => {
                self.state.assigned = true;
                self.tell(Place::Entra, "The user is in the scope of provisioning again.");
            }
            Act::CreateAnew if !live => {
                self.state.earlier = match self.state.account {
                    Account::Deleted(deleted) => Some(Earlier { deleted, linked: self.state.linked }),
                    Account::Live | Account::Gone => None,
                };
                self.state = State { account: Account::Live, enabled: true, assigned: true, linked: false, ..self.state };
                self.tell(
                    Place::Entra,
                    "There is a new account with an object ID of its own. Nothing ties it to the old record.",
                );
            }
            Act::Rename if live => self.tell(Place::Entra, "The account has a new name and the same object ID."),
            Act::DeactivateInMaptician if self.state.counts() => {
                self.set_active(false);
                self.tell(
                    Place::Maptician,
                    "Entra does not see it. The record stays inactive until something changes for the user in Entra.",
                );
            }
            Act::DeleteInMaptician if self.state.record.is_some() => {
                let counted = self.state.counts();
                self.state.record = None;
                self.tell(Place::Maptician, "The record and all its history are gone. Entra does not see it.");
                self.tell(Place::Link, "It leads to a record that is gone: the next change for this user fails.");
                if counted {
                    self.tell(Place::Billing, "The user stops counting.");
                }
            }
            Act::Wait => {}
            _ => self.tell(Place::Entra, "There is nothing to do: the user is not in a state for it."),
        }
    }

    /// The account is removed for good, or the earlier one of the person.
    fn remove(&mut self) {
        let is_earlier = self.state.earlier.is_some_and(|it| it.deleted.after(RESTORABLE) <= self.at);
        if let Some(earlier) = self.state.earlier.filter(|_| is_earlier) {
            self.state.earlier = None;
            self.leaves_record = earlier.linked;
            self.tell(Place::Entra, "The earlier account is removed for good.");
            return;
        }
        self.state.account = Account::Gone;
        self.tell(
            Place::Entra,
            "The account is removed for good. Nobody can bring it back, Microsoft included.",
        );
        match self.state.record {
            Some(_) if !self.state.linked => self.tell(
                Place::Maptician,
                "Entra sends no delete, for it no longer provisions the user. An inactive record is left over and may be in the way of a return.",
            ),
            // Source: one report to Microsoft's documentation, of 2019.
            Some(Held { prefixed: false, .. }) => self.tell(
                Place::Maptician,
                "The deletion itself was not sent yet. Whether anything is sent now is not sure: look whether the record is gone.",
            ),
            _ => {}
        }
    }

    fn set_active(&mut self, active: bool) {
        let Some(held) = &mut self.state.record else { return };
        if held.active == active {
            return;
        }
        held.active = active;
        if active {
            self.tell(
                Place::Maptician,
                "The user is active again, with data and history. What was cancelled comes back under Occupants > Reservation Management.",
            );
            self.tell(Place::Billing, "The user counts again.");
        } else {
            self.tell(
                Place::Maptician,
                "The user is inactive. Seats and future reservations are cancelled, the history stays.",
            );
            self.tell(Place::Billing, "The user stops counting.");
        }
    }

    /// One cycle: what Entra holds by now is sent.
    fn synchronise(&mut self) {
        if std::mem::take(&mut self.leaves_record) {
            self.tell(
                Place::Maptician,
                "Entra sends a delete for the old record. Whether that frees the e-mail address is not published: ask Maptician support before the 30 days are over.",
            );
        }
        if self.state.linked { self.update() } else { self.match_or_create() }
    }

    /// The service has the record's ID and looks nothing up.
    fn update(&mut self) {
        if self.state.record.is_none() {
            self.state.linked = false;
            self.tell(Place::Link, "Broken: the record that Entra knows is gone, and its changes fail.");
            return;
        }
        if !self.state.assigned {
            self.set_active(false);
            self.state.linked = false;
            self.tell(
                Place::Link,
                "Entra lets go of the user: it sends nothing more, no deletion either, and looks the record up by its name at the next assignment.",
            );
            return;
        }
        match self.state.account {
            Account::Gone => {
                let counted = self.state.counts();
                self.state.record = None;
                self.state.linked = false;
                self.tell(Place::Maptician, "Entra sends a delete: the record goes.");
                self.tell(Place::Link, "Gone.");
                if counted {
                    self.tell(Place::Billing, "The user stops counting.");
                }
            }
            Account::Deleted(_) => {
                self.set_active(false);
                if self.set_prefixed(true) {
                    self.tell(
                        Place::Maptician,
                        "The name is stored as Entra has it now, with the old object ID in front.",
                    );
                    self.tell(
                        Place::Link,
                        "At risk: it holds while the account can be restored, and for this account alone.",
                    );
                }
            }
            Account::Live => {
                if self.set_prefixed(false) {
                    self.tell(Place::Maptician, "The clean name is stored again.");
                    self.tell(Place::Link, "Intact.");
                }
                self.set_active(self.state.enabled);
            }
        }
    }

    /// Whether the stored name changed.
    fn set_prefixed(&mut self, prefixed: bool) -> bool {
        let Some(held) = &mut self.state.record else { return false };
        std::mem::replace(&mut held.prefixed, prefixed) != prefixed
    }

    /// The service knows of no record: it looks for one by the user name, and creates where it finds none.
    fn match_or_create(&mut self) {
        // Who is disabled or deleted is not created.
        if self.state.account != Account::Live || !self.state.enabled || !self.state.assigned {
            return;
        }
        match self.state.record {
            None => {
                self.state.record = Some(Held { active: true, prefixed: false });
                self.state.linked = true;
                self.tell(Place::Maptician, "A new record is created, without any history.");
                self.tell(Place::Link, "Intact.");
                self.tell(Place::Billing, "The user counts.");
            }
            Some(Held { prefixed: false, .. }) => {
                self.state.linked = true;
                self.tell(Place::Link, "The record is found by its user name, and tied to this account.");
                self.set_active(true);
            }
            Some(Held { prefixed: true, .. }) if !self.refused => {
                self.refused = true;
                self.tell(
                    Place::Maptician,
                    "The lookup by the clean name finds nothing, for the record has the old object ID in front. The create is refused, since the e-mail exists. Entra tries again after about 6, 12 and 24 hours, then once a day, for up to 28 days.",
                );
                self.tell(Place::Link, "Broken. Only Maptician support can mend it.");
            }
            Some(_) => {}
        }
    }
}
