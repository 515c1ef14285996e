//! What is left to chance: the same for the same seed.

use crate::Random;

#[derive(Clone)]
pub struct Chance(Random);

impl Chance {
    /// Neighbouring seeds give unlike tenants.
    pub fn new(seed: u64) -> Chance {
        let mut random = Random::new(seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..8 {
            random.number();
        }
        Chance(random)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0.below(end)
    }

    pub fn percent(&mut self, part: usize) -> bool {
        self.below(100) < part
    }

    /// From the first up to, but without, the last.
    pub fn between(&mut self, first: i64, last: i64) -> i64 {
        first + self.below(usize::try_from(last - first).unwrap_or(0)) as i64
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// One of several, each as likely as its weight says.
    pub fn weighted<T: Copy>(&mut self, from: &[(usize, T)]) -> T {
        let mut left = self.below(from.iter().map(|it| it.0).sum());
        for (weight, it) in from {
            if left < *weight {
                return *it;
            }
            left -= weight;
        }
        from[0].1
    }

    /// A version 4 UUID, dashed.
    pub fn guid(&mut self) -> String {
        let (one, two) = (self.0.number(), self.0.number());
        format!(
            "{:08x}-{:04x}-4{:03x}-{}{:03x}-{:012x}",
            one >> 32,
            one >> 16 & 0xffff,
            one & 0xfff,
            ['8', '9', 'a', 'b'][(two >> 62) as usize],
            two >> 48 & 0xfff,
            two & 0xffff_ffff_ffff
        )
    }
}
