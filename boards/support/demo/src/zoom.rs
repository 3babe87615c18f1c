//! How large a sheet is drawn.

/// Pixels for units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zoom {
    /// A unit is a square of this many pixels' side.
    In(u32),
    /// The sheet's side has this many pixels, fewer than units: each pixel is the brightest of the
    /// units it covers.
    Out(u32),
}

impl Zoom {
    /// The largest at which `side` units fit into `pixels`; at least one pixel is drawn.
    pub const fn fit(side: u32, pixels: u32) -> Self {
        let pixels = if pixels == 0 { 1 } else { pixels };
        if side <= pixels {
            Self::In(pixels / if side == 0 { 1 } else { side })
        } else {
            Self::Out(pixels)
        }
    }

    /// Pixels of `side` units.
    pub const fn pixels(self, side: u32) -> u32 {
        match self {
            Self::In(pixels) => side * pixels,
            Self::Out(pixels) => pixels,
        }
    }

    /// The next smaller one; at last no pixel.
    pub const fn next_smaller(self, side: u32) -> Self {
        match self {
            Self::In(1) => Self::Out(side.saturating_sub(1)),
            Self::In(pixels) => Self::In(pixels - 1),
            Self::Out(pixels) => Self::Out(pixels.saturating_sub(1)),
        }
    }
}

/// The first unit of `pixel`, where `side` units share `pixels`.
pub(crate) const fn first_unit(pixel: u32, side: u32, pixels: u32) -> u32 {
    pixel * side / if pixels == 0 { 1 } else { pixels }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_fills_the_room() {
        for side in 1..=60 {
            for room in 1..=200 {
                let zoom = Zoom::fit(side, room);
                let pixels = zoom.pixels(side);
                assert!(pixels <= room && pixels + side > room, "{side} {room} {zoom:?}");
                assert!(matches!(zoom, Zoom::In(1..)) || pixels == room);
            }
        }
        assert_eq!([Zoom::fit(0, 5), Zoom::fit(5, 0)], [Zoom::In(5), Zoom::Out(1)]);
    }

    #[test]
    fn each_unit_has_one_pixel() {
        for side in 1..60_u32 {
            for pixels in 1..=side {
                let starts: std::vec::Vec<_> =
                    (0..=pixels).map(|pixel| first_unit(pixel, side, pixels)).collect();
                assert!(starts.is_sorted_by(|a, b| a < b), "{side} {pixels}");
                assert_eq!([starts[0], starts[pixels as usize]], [0, side]);
            }
        }
    }

    #[test]
    fn smaller_and_smaller() {
        let mut zoom = Zoom::fit(3, 7);
        let mut pixels = std::vec::Vec::new();
        while zoom.pixels(3) > 0 {
            pixels.push(zoom.pixels(3));
            zoom = zoom.next_smaller(3);
        }
        assert_eq!(pixels, [6, 3, 2, 1]);
    }
}
