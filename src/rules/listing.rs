//! Whole listings: those whose silence about somebody is evidence.

use scim_checkup_ground::row::Place;

use crate::{
    document::Document,
    few::Few,
    letters::fold,
    map::Set,
    name::guest_address,
    record::{Account, Deletion, Listing, ListingKind, Mark, Origin},
    report::Side,
    sort::sort,
    store::Store,
    time::Time,
    user::User,
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
pub struct Whole {
    pub kind: WholeKind,
    pub at: Time,
    /// Where its pages begin.
    pub pages: Vec<Mark>,
    /// The domains of the names in it: it says nothing of people of other tenants.
    domains: Set<String>,
    /// Its rows have the ID of their side.
    ids: bool,
    /// It lists nobody at all.
    empty: bool,
    /// Maptician's user names stand in it, not addresses alone.
    named: bool,
}

impl Whole {
    /// Where it begins.
    pub fn mark(&self) -> Mark {
        self.pages[0]
    }

    /// Whether a document is or holds a part of it.
    pub fn stands_in(&self, document: u32) -> bool {
        self.pages.iter().any(|it| it.document == document)
    }

    /// Whether the user would be found in the listing: names of foreign domains belong to another tenant, and who has no
    /// name that could be compared is looked for by an ID, where this side gave one (`by_id`), or not at all. A list of
    /// Maptician's addresses says nothing of who is known by name alone, and of two who claim a name either may stand there.
    ///
    /// A guest's address is of another tenant: whose guest she is those show who stand beside her in Entra's lists.
    fn covers(&self, user: &User<'_>, by_id: bool, rows: &[Rows]) -> bool {
        let compares =
            self.kind != WholeKind::Maptician || ((self.named || user.addressed) && user.rivals.is_empty());
        if self.empty || !compares || user.domains.is_empty() || self.domains.is_empty() {
            return self.empty || (by_id && self.ids);
        }
        let name = user.current().and_then(|it| it.state.user_principal_name.as_deref());
        if self.kind == WholeKind::Maptician && name.is_some_and(|it| guest_address(it).is_some()) {
            let records = user.accounts.iter().flat_map(|it| &it.records);
            let mut beside = records.flat_map(|it| rows[it.mark.document as usize].domains[0].iter());
            return beside.any(|it| self.domains.has(&it.0));
        }
        user.domains.iter().any(|it| self.domains.has(it))
    }
}

/// So many accounts are no longer a handful that somebody asked about by themselves.
const SEVERAL: usize = 4;

/// The whole listings of the material.
#[derive(Default)]
pub struct Wholes {
    pub listings: Vec<Whole>,
    /// Of every document.
    rows: Vec<Rows>,
}

impl Wholes {
    /// Finds them: a listing shows it itself, or the caller said so of its document.
    pub fn of(store: &Store, users: &[User<'_>], documents: &[&Document]) -> Wholes {
        let mut rows: Vec<Rows> = documents.iter().map(|_| Rows::default()).collect();
        Rows::fill(&mut rows, store);
        let mut wholes = Wholes::default();
        let mut add = |kind: Option<WholeKind>, pages: Vec<Mark>| {
            let at = pages.iter().map(|it| documents[it.document as usize].snapshot).min();
            let (Some(kind), Some(at)) = (kind, at) else { return };
            let mut domains = Set::default();
            let side = if kind == WholeKind::Maptician { Side::Maptician } else { Side::Entra };
            let mut ids = kind == WholeKind::Assignments;
            // Of several tenants it may be anyone's.
            let (mut empty, mut named) = (!ids && store.tenants.len() < 2, false);
            let mut last = None;
            for page in &pages {
                if last.replace(page.document) != Some(page.document) {
                    let rows = &rows[page.document as usize];
                    ids |= rows.ids[side as usize];
                    empty &= rows.kinds.is_empty();
                    named |= rows.named;
                    // Of assignments these are of whatever else stands in the document.
                    let domains_of_rows =
                        rows.domains[side as usize].iter().filter(|_| kind != WholeKind::Assignments);
                    for (domain, ()) in domains_of_rows {
                        domains.or_insert(domain.clone(), ());
                    }
                }
            }
            // Who is assigned has no name there: whose tenant it is the accounts show that are known from elsewhere.
            if kind == WholeKind::Assignments {
                let mut named = 0;
                for account in users.iter().filter_map(User::current).filter(|it| it.object_id.is_some()) {
                    let Some(name) = &account.state.user_principal_name else { continue };
                    named += 1;
                    let mut documents = account.assignments.iter().map(|it| it.mark.document);
                    if documents.any(|it| pages.iter().any(|page| page.document == it))
                        && let Some(domain) = domain(name)
                    {
                        domains.or_insert(domain, ());
                    }
                }
                // None of several accounts stands in it: it may be another tenant's.
                ids = !domains.is_empty() || named < SEVERAL;
            }
            wholes.listings.push(Whole { kind, at, pages, domains, ids, empty, named });
        };
        let said = |it: &Listing| documents[it.mark.document as usize].given.whole;
        let kind = |it: &Listing| rows[it.mark.document as usize].kind(it);

        // The caller's word holds for every list of a document.
        for (at, document) in documents.iter().enumerate().filter(|it| it.1.given.whole) {
            let mut lists: Few<WholeKind, Vec<Mark>> = Few::default();
            for listing in store.listings.iter().filter(|it| it.mark.document as usize == at) {
                if let Some(kind) = kind(listing) {
                    lists.or_default(kind).push(listing.mark);
                }
            }
            if lists.is_empty() {
                let start = Mark { document: at as u32, place: rows[at].start(), field: "" };
                if let Some(kind) = rows[at].only_kind(document.given.from) {
                    lists.insert(kind, vec![start]);
                }
            }
            lists.into_items().into_iter().for_each(|(kind, pages)| add(Some(kind), pages));
        }

        let may = |it: &&Listing| {
            let listed = !matches!(it.kind, ListingKind::Table | ListingKind::Log);
            listed && !it.filtered && it.complete && !said(it)
        };
        let listings: Vec<&Listing> = store.listings.iter().map(|it| &**it).filter(may).collect();
        let (alone, rest): (Vec<_>, Vec<_>) = listings.into_iter().partition(|it| meets_its_count(it));
        alone.into_iter().for_each(|it| add(kind(it), vec![it.mark]));

        // SCIM pages: those of one count, put together from the first.
        let mut by_total: Few<u64, Vec<&Listing>> = Few::default();
        for listing in rest.iter().filter(|it| it.kind == ListingKind::Scim) {
            by_total.or_default(listing.total.unwrap_or(0)).push(listing);
        }
        for (total, pages) in by_total.into_items() {
            if total > 1 && follow_from_the_first(&pages, total) {
                add(pages.iter().find_map(|it| kind(it)), pages.iter().map(|it| it.mark).collect());
            }
        }

        // Graph pages: one after the other in one document, the last without a link to a next one.
        let mut run: Vec<&Listing> = Vec::new();
        for listing in rest.into_iter().filter(|it| it.kind != ListingKind::Scim) {
            let follows = run.last().is_some_and(|last| {
                last.next && last.mark.document == listing.mark.document && kind(last) == kind(listing)
            });
            if !follows {
                run.clear();
            }
            run.push(listing);
            if run.len() > 1 && !listing.next && met(&run) {
                add(kind(listing), run.iter().map(|it| it.mark).collect());
            }
        }
        wholes.rows = rows;
        wholes
    }

    /// The latest of a kind that the user would be found in by a name or an ID.
    pub fn latest(&self, kind: WholeKind, user: &User<'_>, by_id: bool) -> Option<&Whole> {
        let covers = |it: &&Whole| it.kind == kind && it.covers(user, by_id, &self.rows);
        self.listings.iter().filter(covers).max_by_key(|it| it.at)
    }

    /// Whether a document holds a whole listing, or a part of one.
    pub fn in_document(&self, document: u32) -> bool {
        self.listings.iter().any(|it| it.stands_in(document))
    }

    /// Whether a page belongs to a whole listing.
    pub fn hold(&self, page: &Listing) -> bool {
        self.listings.iter().any(|it| it.pages.contains(&page.mark))
    }
}

/// More than one entry, all of its own count, and no other page.
fn meets_its_count(it: &Listing) -> bool {
    let first = it.start_index.is_none_or(|it| it <= 1);
    first && !it.next && it.rows > 1 && it.total == Some(u64::from(it.rows))
}

fn follow_from_the_first(pages: &[&Listing], total: u64) -> bool {
    let mut parts: Vec<(u64, u64)> =
        pages.iter().map(|it| (it.start_index.unwrap_or(1), u64::from(it.rows))).collect();
    sort(&mut parts, &|a, b| a.cmp(b));
    parts.dedup();
    parts.iter().fold(1, |next, (start, rows)| if *start == next { start + rows } else { next }) == total + 1
}

/// Pages that hold more than one entry together, and as many as the first of them says.
fn met(run: &[&Listing]) -> bool {
    let rows = run.iter().map(|it| u64::from(it.rows)).sum::<u64>();
    rows > 1 && run.iter().filter_map(|it| it.total).all(|total| total == rows)
}

/// The rows of one document, as far as they tell what its listings are of.
#[derive(Default)]
struct Rows {
    /// Where each stands, in order, and whose it is; `None` shows no state.
    kinds: Vec<(Place, Option<WholeKind>)>,
    /// Where each listing begins, in order.
    listings: Vec<Place>,
    /// Those of the names of each side, for both may stand in one document.
    domains: [Set<String>; 2],
    /// Whether any row of a side has an ID.
    ids: [bool; 2],
    /// Whether any row of Maptician's has a user name.
    named: bool,
}

impl Rows {
    fn fill(documents: &mut [Rows], store: &Store) {
        for account in store.accounts.iter().filter(|it| !it.request) {
            let rows = &mut documents[account.mark.document as usize];
            let kind = if in_the_bin(account) { WholeKind::Deleted } else { WholeKind::Live };
            rows.kinds.push((account.mark.place, Some(kind)));
            rows.ids[Side::Entra as usize] |= account.object_id.is_some();
            // A guest's address belongs to another tenant.
            let name = account.user_principal_name.as_ref();
            let guest = name.is_some_and(|it| guest_address(&it.value).is_some());
            name.into_iter()
                .chain(account.mail.iter().filter(|_| !guest))
                .for_each(|it| rows.name(Side::Entra, &it.value));
        }
        for user in &store.scim {
            let rows = &mut documents[user.mark.document as usize];
            let kind = (user.origin == Origin::Maptician).then_some(WholeKind::Maptician);
            rows.kinds.push((user.mark.place, kind));
            rows.ids[Side::Maptician as usize] |= user.scim_id().is_some();
            rows.named |= user.user_name.is_some();
            user.user_name.iter().chain(&user.emails).for_each(|it| rows.name(Side::Maptician, &it.value));
        }
        for listing in &store.listings {
            documents[listing.mark.document as usize].listings.push(listing.mark.place);
        }
        for rows in documents {
            sort(&mut rows.kinds, &|a, b| a.cmp(b));
            sort(&mut rows.listings, &|a, b| a.cmp(b));
        }
    }

    fn name(&mut self, side: Side, name: &str) {
        if let Some(domain) = domain(name) {
            self.domains[side as usize].or_insert(domain, ());
        }
    }

    /// Where the first row stands.
    fn start(&self) -> Place {
        self.kinds.first().map_or(Place { line: 1, ..Place::default() }, |it| it.0)
    }

    /// What a document without a list of its own is everybody of; an empty one is what the caller says.
    fn only_kind(&self, from: Option<Side>) -> Option<WholeKind> {
        match (self.of(0, self.kinds.len()), from) {
            (None, Some(Side::Maptician)) if self.kinds.is_empty() => Some(WholeKind::Maptician),
            (None, Some(Side::Entra)) if self.kinds.is_empty() => Some(WholeKind::Deleted),
            (kind, _) => kind,
        }
    }

    /// A list of live users may show some that were deleted since; a deleted listing shows no others.
    fn of(&self, start: usize, end: usize) -> Option<WholeKind> {
        let kinds = [WholeKind::Live, WholeKind::Deleted, WholeKind::Maptician];
        kinds.into_iter().find(|it| self.has(start, end, *it))
    }

    fn has(&self, start: usize, end: usize, kind: WholeKind) -> bool {
        self.kinds[start..end].iter().any(|it| it.1 == Some(kind))
    }

    /// What the rows of a listing are; `None` where they do not show it.
    fn kind(&self, listing: &Listing) -> Option<WholeKind> {
        if listing.kind == ListingKind::Assignments {
            return Some(WholeKind::Assignments);
        }
        let from = listing.mark.place;
        let to = self.listings.get(self.listings.partition_point(|it| *it <= from));
        let start = self.kinds.partition_point(|it| it.0 < from);
        let end = to.map_or(self.kinds.len(), |to| self.kinds.partition_point(|it| it.0 < *to));
        // Records of another kind stand below the listing in one paste.
        let is_scim = listing.kind == ListingKind::Scim;
        let is_own = |it: &WholeKind| !is_scim || *it == WholeKind::Maptician;
        self.of(start, end).filter(is_own).or(match listing.kind {
            ListingKind::Scim if listing.rows == 0 || self.has(start, end, WholeKind::Maptician) => {
                Some(WholeKind::Maptician)
            }
            // There is always a live user; there need not be a deleted one.
            ListingKind::Directory if listing.rows == 0 => Some(WholeKind::Deleted),
            _ => None,
        })
    }
}

/// Told by the date, or by a name with the record's own ID in front.
fn in_the_bin(account: &Account) -> bool {
    account.deletion != Deletion::NotShown || account.has_own_prefix()
}

/// What stands after the `@`, folded.
pub fn domain(name: &str) -> Option<String> {
    name.rsplit_once('@').map(|(_, domain)| fold(domain))
}
