//! How far a training is, as sections.

use super::section::Section;
use crate::{number::Zeros, random::Pcg32, stream::Gaussians, train::Progress};

/// Where things begin: presentations, phases begun, squared excitatory radius and trace take four bytes
/// each, whether connections have died two, and the rounding's generator the rest.
const DIED: usize = 16;
const ROUNDING: usize = 18;
const SIZE: usize = ROUNDING + 16;

impl Progress {
    fn to_bytes(&self) -> [u8; SIZE] {
        let mut bytes = [0; SIZE];
        let numbers = [self.presentations, self.begun as u32, self.reach, self.trace];
        for (bytes, number) in bytes[..DIED].chunks_exact_mut(4).zip(numbers) {
            bytes.copy_from_slice(&number.to_le_bytes());
        }
        for (byte, zeros) in bytes[DIED..ROUNDING].iter_mut().zip(self.zeros) {
            *byte = u8::from(zeros == Zeros::Stay);
        }
        self.rounding.copy_out(0, &mut bytes[ROUNDING..]);
        bytes
    }

    fn set(&mut self, bytes: &[u8; SIZE]) {
        let number = |at: usize| u32::from_le_bytes(core::array::from_fn(|i| bytes[at + i]));
        [self.presentations, self.reach, self.trace] = [0, 8, 12].map(number);
        self.begun = number(4) as usize;
        let zeros = |at: usize| if bytes[at] == 0 { Zeros::Grow } else { Zeros::Stay };
        self.zeros = [zeros(DIED), zeros(DIED + 1)];
        self.rounding.copy_in(0, &bytes[ROUNDING..]);
    }
}

impl Section for Progress {
    fn size(&self) -> usize {
        SIZE
    }

    fn copy_out(&self, at: usize, bytes: &mut [u8]) {
        bytes.copy_from_slice(&self.to_bytes()[at..at + bytes.len()]);
    }

    fn copy_in(&mut self, at: usize, bytes: &[u8]) {
        let mut whole = self.to_bytes();
        whole[at..at + bytes.len()].copy_from_slice(bytes);
        self.set(&whole);
    }

    fn accepts(&self, at: usize, bytes: &[u8]) -> bool {
        let byte = |place: usize| place.checked_sub(at).and_then(|i| bytes.get(i));
        let died = |place: usize| byte(place).is_none_or(|&byte| byte <= 1);
        let odd = byte(ROUNDING + 8).is_none_or(|byte| byte & 1 == 1);
        died(DIED) && died(DIED + 1) && odd
    }
}

/// Which pictures are still to come. What they have in common is not kept.
impl Section for Gaussians {
    fn size(&self) -> usize {
        Pcg32::size(&self.random)
    }

    fn copy_out(&self, at: usize, bytes: &mut [u8]) {
        self.random.copy_out(at, bytes);
    }

    fn copy_in(&mut self, at: usize, bytes: &[u8]) {
        self.random.copy_in(at, bytes);
    }

    fn accepts(&self, at: usize, bytes: &[u8]) -> bool {
        self.random.accepts(at, bytes)
    }
}
