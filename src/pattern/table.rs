//! An automaton written down for a page: few bytes, and quick to make a table of.
//!
//! The bytes are numbers, seven bits in a byte, the lowest first, the eighth bit set where the number goes on:
//!
//! 1. how many classes there are; bytes of one class lead to the same states, and the last class is the end of the text
//! 2. the classes of all 256 bytes, as runs: how many, which
//! 3. how many states there are, how many of them are matches, and for each of these the number of its alternative
//! 4. for each class the state to start in when a byte of it stands before; for the last, when nothing does
//! 5. a row for each state but the first: which row above it it is most like, in how many classes it differs, and these:
//!    how many classes are passed over, and the state it leads to, counted on from its own
//!
//! State 0 is where nothing can match any more; its row is all 0. The matches follow it. A match is known one byte late.
//! Rows of words differ from one another in a class or two, most lead to the state behind them, and many are like the
//! same one: written so, all patterns together take a third of what `regex-automata` writes, after compression.

use std::collections::BTreeMap;

use regex_automata::{
    Anchored,
    dfa::{Automaton, dense::DFA},
    util::{primitives::StateID, start},
};

/// Numbers of states go into 16 bits, and they are offsets into the table.
const LARGEST: usize = 1 << 16;

pub fn write(dfa: &DFA<Vec<u32>>, anchored: Anchored) -> Result<Vec<u8>, String> {
    let width = dfa.byte_classes().alphabet_len();
    let classes: Vec<usize> = (0..=255).map(|byte| usize::from(dfa.byte_classes().get(byte))).collect();
    let of_class: Vec<u8> = (0..width - 1)
        .map(|class| (0..=255).find(|it| classes[usize::from(*it)] == class).expect("no class is empty"))
        .collect();

    let start = |before| {
        let config = start::Config::new().anchored(anchored).look_behind(before);
        dfa.start_state(&config).map_err(|error| error.to_string())
    };
    let mut starts = Vec::new();
    for byte in &of_class {
        starts.push(start(Some(*byte))?);
    }
    starts.push(start(None)?);
    for byte in 0..=255 {
        if start(Some(byte))? != starts[classes[usize::from(byte)]] {
            return Err("bytes of one class lead to several starts".into());
        }
    }

    let next = |state: StateID, class: usize| match of_class.get(class) {
        Some(byte) => dfa.next_state(state, *byte),
        None => dfa.next_eoi_state(state),
    };
    let states = in_order(dfa, &starts, |state| (0..width).map(move |class| next(state, class)));
    if states.len() * width > LARGEST {
        return Err(format!("{} states of {width} classes are too many: take it apart", states.len()));
    }
    let numbers: BTreeMap<StateID, usize> =
        states.iter().enumerate().map(|(number, state)| (*state, number)).collect();
    let rows: Vec<Vec<usize>> =
        states.iter().map(|state| (0..width).map(|class| numbers[&next(*state, class)]).collect()).collect();

    let mut out = Vec::new();
    number(&mut out, width);
    for run in classes.chunk_by(|a, b| a == b) {
        number(&mut out, run.len());
        number(&mut out, run[0]);
    }
    number(&mut out, states.len());
    let matches: Vec<_> = states.iter().filter(|it| dfa.is_match_state(**it)).collect();
    number(&mut out, matches.len());
    for state in matches {
        number(&mut out, dfa.match_pattern(*state, 0).as_usize());
    }
    for state in &starts {
        number(&mut out, numbers[state]);
    }
    for at in 1..rows.len() {
        row(&mut out, &rows, at);
    }
    Ok(out)
}

/// Every state that can be reached: the one that leads nowhere, the matches, the others as they are met.
fn in_order<I: Iterator<Item = StateID>>(
    dfa: &DFA<Vec<u32>>,
    starts: &[StateID],
    next: impl Fn(StateID) -> I,
) -> Vec<StateID> {
    let mut met = Vec::new();
    let mut todo: Vec<StateID> = starts.iter().rev().copied().collect();
    while let Some(state) = todo.pop() {
        if met.contains(&state) {
            continue;
        }
        met.push(state);
        let mut onward: Vec<StateID> = next(state).filter(|it| !met.contains(it)).collect();
        onward.reverse();
        todo.extend(onward);
    }
    let rank = |state: &StateID| {
        if dfa.is_dead_state(*state) {
            0
        } else if dfa.is_match_state(*state) {
            1
        } else {
            2
        }
    };
    met.retain(|it| !dfa.is_dead_state(*it));
    met.sort_by_key(rank);
    // It is there even where no text leads to it: row 0 is what rows are compared to.
    met.insert(0, StateID::ZERO);
    met
}

/// A row as what it has beside the row that is most like it.
fn row(out: &mut Vec<u8>, rows: &[Vec<usize>], at: usize) {
    let differs = |like: usize| {
        rows[at].iter().zip(&rows[like]).enumerate().filter(|(_, (own, other))| own != other).map(|it| it.0)
    };
    let like = (0..at).min_by_key(|like| differs(*like).count()).expect("row 0 stands before");
    number(out, like);
    number(out, differs(like).count());
    let mut from = 0;
    for class in differs(like) {
        number(out, class - from);
        // Most states lead to the ones right behind them; no number is below 0.
        number(out, (rows[at][class] + rows.len() - at) % rows.len());
        from = class + 1;
    }
}

fn number(out: &mut Vec<u8>, mut number: usize) {
    while number > 0x7f {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
