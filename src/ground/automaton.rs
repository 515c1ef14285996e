//! Runs the automata that `scim-checkup-pattern` writes; `table.rs` there says what stands in their bytes.

/// Bytes fall into classes; a state and a class give the next state.
pub struct Automaton {
    classes: [u8; 256],
    /// How many classes there are; the last one is the end of the text.
    width: usize,
    /// By the class of the byte before the first one; the last where none stands there.
    starts: Vec<u16>,
    /// A state is where its row begins here. Row 0 is where nothing can match any more, then come the matches.
    table: Vec<u16>,
    /// The alternative that each match is of.
    alternatives: Vec<u8>,
}

/// Where a match ends, and of which alternative it is.
#[derive(Clone, Copy)]
pub struct End {
    pub at: usize,
    pub which: usize,
}

impl Automaton {
    pub fn read(bytes: &[u8]) -> Automaton {
        let mut numbers = Numbers { bytes };
        let width = numbers.next();
        let mut classes = [0; 256];
        let mut at = 0;
        while at < classes.len() {
            let run = numbers.next();
            let class = numbers.next() as u8;
            classes[at..at + run].fill(class);
            at += run;
        }
        let states = numbers.next();
        let matches = numbers.next();
        let alternatives = (0..matches).map(|_| numbers.next() as u8).collect();
        let starts = (0..width).map(|_| (numbers.next() * width) as u16).collect();
        let mut table = vec![0; states * width];
        for state in 1..states {
            let like = numbers.next() * width;
            let row = state * width;
            table.copy_within(like..like + width, row);
            let mut at = row;
            for _ in 0..numbers.next() {
                at += numbers.next();
                table[at] = ((state + numbers.next()) % states * width) as u16;
                at += 1;
            }
        }
        Automaton { classes, width, starts, table, alternatives }
    }

    /// The first match at or behind a place.
    pub fn first_end(&self, text: &[u8], from: usize) -> Option<End> {
        let before = from.checked_sub(1).map(|it| text[it]);
        self.run(
            before,
            text[from..].iter().enumerate().map(|(at, byte)| (from + at, *byte)),
            (text.len(), None),
        )
    }

    /// The first place from which a match leads to its end.
    pub fn first_start(&self, text: &[u8], from: usize, end: usize) -> Option<usize> {
        let behind = text.get(end).copied();
        let before = from.checked_sub(1).map(|it| text[it]);
        let back = text[from..end].iter().enumerate().rev().map(|(at, byte)| (from + at + 1, *byte));
        self.run(behind, back, (from, before)).map(|it| it.at)
    }

    /// Looks at the byte before, at all of them, and at the one behind. Each comes with the place where a match has ended
    /// that is known only by this byte.
    #[inline]
    fn run(
        &self,
        before: Option<u8>,
        bytes: impl Iterator<Item = (usize, u8)>,
        (last, behind): (usize, Option<u8>),
    ) -> Option<End> {
        let class =
            |byte: Option<u8>| byte.map_or(self.width - 1, |it| usize::from(self.classes[usize::from(it)]));
        let matches = self.alternatives.len() * self.width;
        let mut found = None;
        let mut state = usize::from(self.starts[class(before)]);
        for (at, byte) in bytes {
            state = usize::from(self.table[state + usize::from(self.classes[usize::from(byte)])]);
            if state <= matches {
                if state == 0 {
                    return found;
                }
                found = Some(End { at, which: usize::from(self.alternatives[state / self.width - 1]) });
            }
        }
        state = usize::from(self.table[state + class(behind)]);
        if state != 0 && state <= matches {
            found = Some(End { at: last, which: usize::from(self.alternatives[state / self.width - 1]) });
        }
        found
    }
}

/// Reads one number after the other.
struct Numbers<'a> {
    bytes: &'a [u8],
}

impl Numbers<'_> {
    fn next(&mut self) -> usize {
        let mut number = 0;
        let mut shift = 0;
        while let Some((byte, rest)) = self.bytes.split_first() {
            self.bytes = rest;
            number |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if *byte < 0x80 {
                break;
            }
        }
        number
    }
}
