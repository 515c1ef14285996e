//! Proof: a value of the material that an answer rests on.

use crate::{
    name::ObjectId,
    record::{Mark, Seen, Text},
    time::Time,
};

/// Where something stands and what it is, before documents have their final names.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    pub mark: Mark,
    /// `None` where the proof is an absence.
    pub value: Option<String>,
    /// When it held, where the material dates it.
    pub time: Option<Time>,
}

impl Proof {
    /// A listing that lacks somebody.
    pub fn absence(mark: Mark) -> Proof {
        Proof { mark, value: None, time: None }
    }

    pub fn of(mark: Mark, value: impl ToString) -> Proof {
        Proof { mark, value: Some(value.to_string()), time: None }
    }

    pub fn at(mut self, time: Option<Time>) -> Proof {
        self.time = time;
        self
    }
}

impl From<&Seen<Text>> for Proof {
    fn from(it: &Seen<Text>) -> Proof {
        Proof::of(it.mark, &it.value)
    }
}

impl From<&Seen<bool>> for Proof {
    fn from(it: &Seen<bool>) -> Proof {
        Proof::of(it.mark, it.value)
    }
}

impl From<&Seen<Time>> for Proof {
    fn from(it: &Seen<Time>) -> Proof {
        Proof::of(it.mark, it.value).at(Some(it.value))
    }
}

impl From<&Seen<ObjectId>> for Proof {
    fn from(it: &Seen<ObjectId>) -> Proof {
        Proof::of(it.mark, it.value)
    }
}
