//! Sorting through one instance of the standard sort.
//!
//! Each type and each order that is sorted by its own call costs the widget's engine some kilobytes, all alike. Here
//! the numbers of the places are sorted, always by the same code, and the items are then moved once.

use std::cmp::Ordering;

/// Sorts by an order; what is equal stays in its order.
pub fn sort<T>(items: &mut Vec<T>, order: &dyn Fn(&T, &T) -> Ordering) {
    let places = places(items.len(), &|a, b| order(&items[a], &items[b]));
    let mut taken: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(places.into_iter().filter_map(|at| taken[at].take()));
}

/// The places in order.
#[inline(never)]
fn places(n: usize, order: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..n).collect();
    places.sort_by(|a, b| order(*a, *b));
    places
}

#[cfg(test)]
mod tests {
    #[test]
    fn equal_items_keep_their_order() {
        let mut items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        super::sort(&mut items, &|a, b| a.0.cmp(&b.0));
        assert_eq!(items, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }
}
