//! Evidence: proofs with their documents' final names, in a fixed order.

use std::collections::HashMap;

use crate::{proof::Proof, report::Evidence};

/// How many are kept of each answer; all are counted.
const KEPT: usize = 8;

/// The documents' names as the report has them: equal ones numbered by content, not by the order they came in.
pub struct Citer {
    names: Vec<String>,
    ranks: Vec<usize>,
}

impl Citer {
    /// `documents`: name and a hash of the content, in the order they were opened.
    pub fn new(documents: &[(String, u64)]) -> Citer {
        let mut order: Vec<usize> = (0..documents.len()).collect();
        order.sort_by(|a, b| documents[*a].cmp(&documents[*b]));
        let mut ranks = vec![0; documents.len()];
        let mut names = vec![String::new(); documents.len()];
        let mut seen: HashMap<&str, u32> = HashMap::new();
        let mut total: HashMap<&str, u32> = HashMap::new();
        for (name, _) in documents {
            *total.entry(name).or_default() += 1;
        }
        for (rank, at) in order.into_iter().enumerate() {
            let name = documents[at].0.as_str();
            let n = seen.entry(name).or_default();
            *n += 1;
            ranks[at] = rank;
            names[at] = if total[name] > 1 { format!("{name} ({n})") } else { name.to_string() };
        }
        Citer { names, ranks }
    }

    pub fn name(&self, document: u32) -> &str {
        self.names.get(document as usize).map_or("", String::as_str)
    }

    pub fn rank(&self, document: u32) -> usize {
        self.ranks.get(document as usize).copied().unwrap_or(usize::MAX)
    }

    /// By document name, then place; the first few, and how many there are.
    pub fn cite(&self, proofs: Vec<Proof>) -> (Vec<Evidence>, u32) {
        let mut proofs = proofs;
        proofs.sort_by(|a, b| {
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
            offset: place.offset,
            length: place.offset.map(|_| place.length),
            field: proof.mark.field.to_string(),
            value: proof.value,
            time: proof.time,
        }
    }
}
