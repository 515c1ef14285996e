//! The bar on standard error while a long file is read.

use std::{
    io::{self, IsTerminal},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::print::plain;

/// Shorter work shows no bar: it would only flicker.
const SHOWN_AFTER: Duration = Duration::from_millis(300);
/// An earlier guess of the time left is a bad one.
const GUESSED_AFTER: Duration = Duration::from_secs(2);

const BAR: &str = "{msg}  [{bar:30.}] {percent:>3}%  {bytes} of {total_bytes}";
const BAR_AND_GUESS: &str = "{msg}  [{bar:30.}] {percent:>3}%  {bytes} of {total_bytes}, {eta} left";
const NO_TOTAL: &str = "{msg}  {bytes} read";

/// What was read so far, shown only to a terminal and only when it takes long.
pub struct Progress {
    total: Option<u64>,
    n_bytes: u64,
    start: Instant,
    name: String,
    bar: Option<ProgressBar>,
    guesses: bool,
    wanted: bool,
}

impl Progress {
    pub fn new(total: Option<u64>) -> Progress {
        Progress {
            total,
            n_bytes: 0,
            start: Instant::now(),
            name: String::new(),
            bar: None,
            guesses: false,
            // On a terminal standard input is typed: a bar would run into the typing.
            wanted: io::stderr().is_terminal() && (total.is_some() || !io::stdin().is_terminal()),
        }
    }

    /// The next source is being read.
    pub fn begin(&mut self, name: &str) {
        self.name = plain(name).into_owned();
        if let Some(bar) = &self.bar {
            bar.set_message(self.name.clone());
        }
    }

    pub fn advance(&mut self, n: u64) {
        self.n_bytes += n;
        if !self.wanted {
            return;
        }
        let elapsed = self.start.elapsed();
        if self.bar.is_none() && elapsed >= SHOWN_AFTER {
            let bar = ProgressBar::with_draw_target(self.total, ProgressDrawTarget::stderr());
            bar.set_style(style(if self.total.is_some() { BAR } else { NO_TOTAL }));
            bar.set_message(self.name.clone());
            self.bar = Some(bar.with_elapsed(elapsed));
        }
        let Some(bar) = &self.bar else { return };
        if !self.guesses && self.total.is_some() && elapsed >= GUESSED_AFTER {
            bar.set_style(style(BAR_AND_GUESS));
            self.guesses = true;
        }
        bar.set_position(self.n_bytes);
    }

    /// Lets something else be written to the terminal meanwhile.
    pub fn aside(&self, write: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Takes the bar away, so that the report begins on a clean line.
    pub fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the templates are the program's own").progress_chars("=> ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_well_formed() {
        for template in [BAR, BAR_AND_GUESS, NO_TOTAL] {
            style(template);
        }
    }
}
