//! Evidence: proofs with their documents' final names, in a fixed order.

use scim_checkup_ground::row::{Offset, Place};

use crate::{map::Map, proof::Proof, record::Mark, report::Evidence, sort::sort};

/// How many are kept of each answer; all are counted.
const KEPT: usize = 8;

/// The order of documents that does not depend on when they came: by name, then by content.
#[derive(Clone, Copy)]
pub struct Order<'a> {
    /// Name and a hash of the content, in the order the documents were opened.
    pub documents: &'a [(String, u64)],
}

impl<'a> Order<'a> {
    /// What a mark is sorted by.
    pub fn key(&self, mark: Mark) -> (Option<&'a (String, u64)>, u32, Place) {
        (self.documents.get(mark.document as usize), mark.document, mark.place)
    }

    /// Whether a mark comes first in the evidence.
    pub fn before(&self, a: Mark, b: Mark) -> bool {
        self.key(a) < self.key(b)
    }
}

/// The documents' names as the report has them: equal ones numbered by content, not by the order they came in.
pub struct Citer {
    names: Vec<String>,
    ranks: Vec<usize>,
}

impl Citer {
    pub fn new(order: &Order<'_>) -> Citer {
        let documents = order.documents;
        let mut sorted: Vec<usize> = (0..documents.len()).collect();
        sort(&mut sorted, &|a, b| documents[*a].cmp(&documents[*b]));
        let mut total: Map<&str, u32> = Map::default();
        for (name, _) in documents {
            *total.or_insert(name, 0) += 1;
        }
        let mut ranks = vec![0; documents.len()];
        let mut names = vec![String::new(); documents.len()];
        let mut seen: Map<&str, u32> = Map::default();
        for (rank, at) in sorted.into_iter().enumerate() {
            let name = documents[at].0.as_str();
            let n = seen.or_insert(name, 0);
            *n += 1;
            ranks[at] = rank;
            names[at] = if total.get(name).is_some_and(|it| *it > 1) {
                format!("{name} ({n})")
            } else {
                name.to_string()
            };
        }
        Citer { names, ranks }
    }

    pub fn name(&self, document: u32) -> &str {
        self.names.get(document as usize).map_or("", String::as_str)
    }

    fn rank(&self, document: u32) -> usize {
        self.ranks.get(document as usize).copied().unwrap_or(usize::MAX)
    }

    /// By document name, then place; the first few, and how many there are.
    pub fn cite(&self, proofs: Vec<Proof>) -> (Vec<Evidence>, u32) {
        let mut proofs = proofs;
        sort(&mut proofs, &|a, b| {
            let key = |it: &Proof| {
                (self.rank(it.mark.document), it.mark.place.line, it.mark.place.offset, it.mark.field)
            };
            key(a).cmp(&key(b)).then_with(|| a.value.cmp(&b.value))
        });
        proofs.dedup_by(|a, b| a.mark == b.mark && a.value == b.value);
        let count = proofs.len() as u32;
        proofs.truncate(KEPT);
        (proofs.into_iter().map(|it| self.evidence(it)).collect(), count)
    }

    fn evidence(&self, proof: Proof) -> Evidence {
        let place = proof.mark.place;
        Evidence {
            document: self.name(proof.mark.document).to_string(),
            line: place.line,
            offset: place.offset.filter(|_| place.length > 0).map(Offset::bytes),
            length: place.offset.map(|_| place.length).filter(|it| *it > 0),
            field: proof.mark.field.to_string(),
            value: proof.value,
            time: proof.time,
        }
    }
}
