//! What a document's bytes are known by, in whatever pieces they come. Every byte passes here, so it takes eight at a time.

/// The words so far, by the step of FxHash; good enough to tell documents of one name apart.
///
/// Source: Mozilla, *rustc-hash*.
#[derive(Default)]
pub struct Digest {
    state: u64,
    /// The bytes of a word that is not complete yet.
    part: u64,
    n_bytes: u64,
}

impl Digest {
    pub fn write(&mut self, bytes: &[u8]) {
        let missing = (self.n_bytes.wrapping_neg() % 8) as usize;
        let (head, rest) = bytes.split_at(missing.min(bytes.len()));
        let (words, tail) = rest.as_chunks::<8>();
        self.bytes(head);
        for word in words {
            self.word(u64::from_le_bytes(*word));
        }
        self.n_bytes += 8 * words.len() as u64;
        self.bytes(tail);
    }

    pub fn finish(&self) -> u64 {
        let mut last = Digest { ..*self };
        last.word(self.part);
        last.word(self.n_bytes);
        last.state
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.part |= u64::from(*byte) << (self.n_bytes % 8 * 8);
            self.n_bytes += 1;
            if self.n_bytes.is_multiple_of(8) {
                let word = std::mem::take(&mut self.part);
                self.word(word);
            }
        }
    }

    fn word(&mut self, word: u64) {
        self.state = (self.state.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

#[cfg(test)]
mod tests {
    use super::Digest;

    fn digest<'b>(parts: impl Iterator<Item = &'b [u8]>) -> u64 {
        let mut digest = Digest::default();
        parts.for_each(|it| digest.write(it));
        digest.finish()
    }

    #[test]
    fn pieces_make_no_difference_and_bytes_do() {
        let bytes: Vec<u8> = (0..100).collect();
        let whole = digest(std::iter::once(&bytes[..]));
        for size in 1..20 {
            assert_eq!(digest(bytes.chunks(size)), whole, "{size}");
        }
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert_ne!(digest(std::iter::once(&other[..])), whole, "{at}");
        }
        assert_ne!(digest(std::iter::once(&b"a"[..])), digest(std::iter::once(&b"a\0"[..])));
    }
}
