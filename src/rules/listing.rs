//! Whole listings: those whose silence about somebody is evidence.

use std::collections::BTreeSet;

use crate::{
    record::{Deletion, Listing, ListingKind, Mark, Origin},
    store::Store,
    time::Time,
};

/// What a whole listing is a listing of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WholeKind {
    Live,
    Deleted,
    Maptician,
    Assignments,
}

/// A listing that is everybody of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    pub kind: WholeKind,
    pub document: u32,
    pub at: Time,
    pub mark: Mark,
    /// The domains of the names in it: it says nothing of people of other tenants.
    domains: BTreeSet<String>,
}

impl Whole {
    /// Whether somebody of these names would stand in the listing: names of foreign domains belong to another tenant.
    pub fn covers(&self, domains: &BTreeSet<String>) -> bool {
        self.domains.is_empty() || domains.is_empty() || !self.domains.is_disjoint(domains)
    }
}

/// The whole listings of the material, and the documents that hold one by their own showing.
#[derive(Default)]
pub struct Wholes {
    pub listings: Vec<Whole>,
}

impl Wholes {
    /// Finds them: a listing shows it itself, or the caller said so of its document.
    pub fn of(store: &Store, said: &[bool], snapshots: &[Time]) -> Wholes {
        let mut wholes = Wholes::default();
        for listing in &store.listings {
            let shows = shows_itself(listing, store);
            if !shows && !said.get(listing.mark.document as usize).copied().unwrap_or(false) {
                continue;
            }
            let document = listing.mark.document;
            let Some(at) = snapshots.get(document as usize).copied() else { continue };
            if let Some(kind) = kind_of(listing, store) {
                let domains = domains_in(document, store);
                wholes.listings.push(Whole { kind, document, at, mark: listing.mark, domains });
            }
        }
        wholes
    }

    /// The latest of a kind.
    pub fn latest(&self, kind: WholeKind) -> Option<Whole> {
        self.listings.iter().filter(|it| it.kind == kind).max_by_key(|it| it.at).cloned()
    }

    /// Whether a document holds a whole listing.
    pub fn in_document(&self, document: u32) -> bool {
        self.listings.iter().any(|it| it.document == document)
    }
}

/// More than one entry, no filter, and its own count met, or its pages followed to the last.
pub fn shows_itself(listing: &Listing, store: &Store) -> bool {
    if listing.kind == ListingKind::Table
        || listing.kind == ListingKind::Log
        || listing.filtered
        || !listing.complete
    {
        return false;
    }
    let pages: Vec<&Listing> = store
        .listings
        .iter()
        .filter(|it| {
            it.mark.document == listing.mark.document
                && it.kind == listing.kind
                && !it.filtered
                && it.complete
        })
        .collect();
    match listing.total {
        Some(total) if total > 1 => {
            let first = listing.start_index.is_none_or(|it| it == 1);
            if u64::from(listing.rows) == total && first && !listing.next {
                return true;
            }
            // SCIM pages: those of one count, put together from the first.
            let mut parts: Vec<(u64, u64)> = pages
                .iter()
                .filter(|it| it.total == Some(total))
                .map(|it| (it.start_index.unwrap_or(1), u64::from(it.rows)))
                .collect();
            parts.sort_unstable();
            parts.dedup();
            parts.iter().fold(1, |next, (start, rows)| if *start == next { start + rows } else { next })
                == total + 1
        }
        Some(_) => false,
        // Graph pages: one after the other, the last without a link to a next one.
        None => {
            let mut pages = pages;
            pages.sort_by_key(|it| it.mark.place);
            pages.len() > 1
                && pages.iter().map(|it| it.rows).sum::<u32>() > 1
                && pages
                    .split_last()
                    .is_some_and(|(last, before)| !last.next && before.iter().all(|it| it.next))
        }
    }
}

/// The domains of every name in a document.
fn domains_in(document: u32, store: &Store) -> BTreeSet<String> {
    let accounts = store.accounts.iter().filter(|it| it.mark.document == document);
    let of_accounts = accounts.flat_map(|it| it.user_principal_name.iter().chain(&it.mail));
    let scim = store.scim.iter().filter(|it| it.mark.document == document);
    let of_scim = scim.flat_map(|it| it.user_name.iter().chain(&it.emails));
    of_accounts.chain(of_scim).filter_map(|it| domain(&it.value)).collect()
}

/// What stands after the `@`, folded.
pub fn domain(name: &str) -> Option<String> {
    name.rsplit_once('@').map(|(_, domain)| domain.trim().to_lowercase())
}

/// What the rows of a listing are; `None` where they do not show it.
fn kind_of(listing: &Listing, store: &Store) -> Option<WholeKind> {
    let next = store
        .listings
        .iter()
        .filter(|it| it.mark.document == listing.mark.document && it.mark.place > listing.mark.place)
        .map(|it| it.mark.place)
        .min();
    let within = |mark: &Mark| {
        mark.document == listing.mark.document
            && mark.place >= listing.mark.place
            && next.is_none_or(|it| mark.place < it)
    };
    if listing.kind == ListingKind::Assignments {
        return Some(WholeKind::Assignments);
    }
    let mut accounts = store.accounts.iter().filter(|it| within(&it.mark) && !it.request).peekable();
    if accounts.peek().is_some() {
        let deleted = accounts.any(|it| it.deletion != Deletion::NotShown);
        return Some(if deleted { WholeKind::Deleted } else { WholeKind::Live });
    }
    let scim = store.scim.iter().filter(|it| within(&it.mark)).any(|it| it.origin == Origin::Maptician);
    (scim || (listing.kind == ListingKind::Scim && listing.rows == 0)).then_some(WholeKind::Maptician)
}
