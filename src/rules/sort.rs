//! Sorting through one instance of one sort.
//!
//! Each type and each order that is sorted by its own call of the standard sort costs the widget's engine some
//! kilobytes, all alike. Here the numbers of the places are sorted, always by the same code, and the items then change
//! places.

use std::cmp::Ordering;

/// Sorts by an order; what is equal stays in its order.
pub fn sort<T>(items: &mut [T], order: &dyn Fn(&T, &T) -> Ordering) {
    let places = places(items.len(), &|a, b| order(&items[a], &items[b]));
    exchange(places, &mut |a, b| items.swap(a, b));
}

/// The numbers of the places in order.
fn places(n: usize, order: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..n).collect();
    places.sort_by(|a, b| order(*a, *b));
    places
}

/// Brings each item to its place, cycle by cycle.
fn exchange(mut places: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..places.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut places[at], at);
            if from == start {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn equal_items_keep_their_order() {
        let mut items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        super::sort(&mut items, &|a, b| a.0.cmp(&b.0));
        assert_eq!(items, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }

    #[test]
    fn sorts_as_the_standard_sort_does() {
        let mut state = 1_u32;
        for n in 0..200 {
            let mut items: Vec<(u32, usize)> = (0..n)
                .map(|at| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 28, at)
                })
                .collect();
            let mut expected = items.clone();
            expected.sort_by_key(|it| it.0);
            super::sort(&mut items, &|a, b| a.0.cmp(&b.0));
            assert_eq!(items, expected);
        }
    }
}
