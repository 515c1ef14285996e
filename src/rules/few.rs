//! A handful of values by key, in the order of the keys: a list, searched by halves.

/// Values by key, in the keys' order.
#[derive(Clone, Debug)]
pub struct Few<K, V> {
    items: Vec<(K, V)>,
}

impl<K: Ord, V> Few<K, V> {
    pub fn get(&self, key: &K) -> Option<&V> {
        self.place(key).ok().map(|at| &self.items[at].1)
    }

    /// The value of a key, which may be new.
    pub fn or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        let at = self.place(&key).unwrap_or_else(|at| {
            self.items.insert(at, (key, V::default()));
            at
        });
        &mut self.items[at].1
    }

    /// Puts a value in the place of the one before it.
    pub fn insert(&mut self, key: K, value: V) {
        match self.place(&key) {
            Ok(at) => self.items[at].1 = value,
            Err(at) => self.items.insert(at, (key, value)),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.items.iter().map(|it| &it.1)
    }

    pub fn iter(&self) -> std::slice::Iter<'_, (K, V)> {
        self.items.iter()
    }

    /// The keys and values, taken out.
    pub fn into_items(self) -> Vec<(K, V)> {
        self.items
    }

    fn place(&self, key: &K) -> Result<usize, usize> {
        self.items.binary_search_by(|it| it.0.cmp(key))
    }
}

impl<K, V> Default for Few<K, V> {
    fn default() -> Few<K, V> {
        Few { items: Vec::new() }
    }
}
