//! Maps and sets, found by hash and kept in a list: one instance of the search, whatever the key.
//!
//! Each pair of types in a map of the standard library costs the widget's engine two kilobytes and more, all alike.
//! Here the search knows hashes and places alone; of each type no more than the list is left.

use std::{
    borrow::Borrow,
    hash::{Hash, Hasher},
};

use fnv::FnvHasher;
use hashbrown::HashTable;

/// Values by key, in the order they came in.
#[derive(Clone)]
pub struct Map<K, V> {
    places: Places,
    items: Vec<(K, V)>,
}

/// Keys alone.
pub type Set<K> = Map<K, ()>;

impl<K: Hash + Eq, V> Map<K, V> {
    /// Where a key stands in the list; what is in the map keeps its place.
    pub fn place<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        self.places.find(hash(key), &|at| self.items[at].0.borrow() == key)
    }

    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.place(key).map(|at| &self.items[at].1)
    }

    pub fn has<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_some()
    }

    /// The value of a key; a new one comes last.
    pub fn or_insert(&mut self, key: K, new: V) -> &mut V {
        let at = self.place_or_insert(key, new);
        &mut self.items[at].1
    }

    /// The place of a key; a new one comes last.
    pub fn place_or_insert(&mut self, key: K, new: V) -> usize {
        self.place(&key).unwrap_or_else(|| {
            self.places.add(hash(&key));
            self.items.push((key, new));
            self.items.len() - 1
        })
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }

    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The key at a place.
    pub fn key(&self, place: usize) -> &K {
        &self.items[place].0
    }

    /// The value at a place.
    pub fn at(&mut self, place: usize) -> &mut V {
        &mut self.items[place].1
    }

    /// Keeps those whose key passes.
    pub fn retain(&mut self, keep: impl Fn(&K) -> bool) {
        self.items.retain(|it| keep(&it.0));
        self.index();
    }

    pub fn iter(&self) -> std::slice::Iter<'_, (K, V)> {
        self.items.iter()
    }

    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.items.iter().map(|it| &it.1)
    }

    /// The keys and values, taken out of the map.
    pub fn into_items(self) -> Vec<(K, V)> {
        self.items
    }

    /// Orders the list by its keys.
    pub fn sort(&mut self)
    where
        K: Ord,
    {
        crate::sort::sort(&mut self.items, &|a, b| a.0.cmp(&b.0));
        self.index();
    }

    fn index(&mut self) {
        self.places = Places::default();
        self.items.iter().for_each(|it| self.places.add(hash(&it.0)));
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Map<K, V> {
        Map { places: Places::default(), items: Vec::new() }
    }
}

/// What a value is known by; the same on every machine and in every run.
pub fn hash(it: impl Hash) -> u64 {
    let mut hasher = FnvHasher::default();
    it.hash(&mut hasher);
    hasher.finish()
}

/// The places of a list by the hash of what stands there.
#[derive(Clone, Default)]
struct Places {
    /// Each with its hash, for when the table grows.
    table: HashTable<(u64, u32)>,
}

impl Places {
    fn find(&self, hash: u64, is: &dyn Fn(usize) -> bool) -> Option<usize> {
        self.table.find(hash, |it| it.0 == hash && is(it.1 as usize)).map(|it| it.1 as usize)
    }

    /// Adds the next place of the list.
    fn add(&mut self, hash: u64) {
        let place = self.table.len() as u32;
        self.table.insert_unique(hash, (hash, place), |it| it.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_it_holds_and_nothing_else() {
        let mut map = Map::default();
        assert!(!map.has("0"));
        for n in 0..1000_usize {
            assert_eq!(map.place_or_insert((n * 7).to_string(), n), n);
        }
        for n in 0..7000_usize {
            let expected = n.is_multiple_of(7).then_some(n / 7);
            assert_eq!(map.get(n.to_string().as_str()).copied(), expected);
        }
        *map.or_insert("7".to_string(), 0) += 5;
        assert_eq!((map.get("7"), map.len()), (Some(&6), 1000));
        map.sort();
        assert_eq!((map.key(1), map.get("7"), map.place("0")), (&"1001".to_string(), Some(&6), Some(0)));
    }
}
