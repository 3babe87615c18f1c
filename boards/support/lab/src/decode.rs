//! From an encoded picture to grey pixels.

use crate::pnm;
use image::{
    ColorType, DynamicImage, GrayImage, ImageBuffer, ImageDecoder, ImageFormat, ImageReader,
    Limits, Luma, codecs::pnm::PnmDecoder, metadata::Orientation,
};
use lissom_experiment::{
    error::Error,
    grey::{Grey, MOST, Samples, level},
};
use std::io::{BufRead, Cursor, Read, Seek};

/// What is read: every decoder is compiled once, for a file and for bytes in memory.
pub trait Input: BufRead + Seek {}

impl<I: BufRead + Seek> Input for I {}

/// The most pixels of a side.
const LONGEST: u32 = 32_767;

/// What can be decoded, for people.
pub const KINDS: &str = "PNG, JPEG, WebP, GIF and PBM, PGM, PPM or PAM";

/// Decodes a picture; of several in one file, such as an animation, the first. Colours become their
/// luma, and what is transparent lies on a ground of this intensity, 0 to 1.
pub fn decode(input: &mut dyn Input, ground: f64) -> Result<Grey, Error> {
    let start = input.fill_buf()?;
    if let [b'P', b'1'..=b'7', ..] = start {
        let header = pnm::header(&mut *input)?;
        return grey(PnmDecoder::new(Cursor::new(header).chain(input))?, ground);
    }
    let mut reader = ImageReader::new(input).with_guessed_format()?;
    match reader.format() {
        Some(format) if format.reading_enabled() => {}
        Some(format) => return Err(Error::new(format!("{}; read are {KINDS}", name(format)))),
        None => return Err(Error::new(format!("no picture of a known kind: {KINDS}"))),
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(2 * MOST);
    reader.limits(limits);
    grey(reader.into_decoder()?, ground)
}

fn name(format: ImageFormat) -> String {
    format!("a picture of the kind {}", format.extensions_str().first().unwrap_or(&"unknown"))
}

fn grey(mut decoder: impl ImageDecoder, ground: f64) -> Result<Grey, Error> {
    let ((width, height), color) = (decoder.dimensions(), decoder.color_type());
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    if width == 0 || height == 0 {
        return Err(Error::new(format!("{width} × {height} pixels, which are none")));
    }
    if width.max(height) > LONGEST {
        return Err(Error::new(format!("{width} × {height} pixels; a side has {LONGEST} at most")));
    }
    let bytes = decoder.total_bytes();
    let take = format!("{width} × {height} pixels take {} MiB", bytes.div_ceil(1 << 20));
    if bytes > MOST {
        return Err(Error::new(format!("{take}; at most {} are read", MOST >> 20)));
    }
    let no_memory = || Error::new(format!("{take}, for which there is no memory"));
    let mut buffer = Vec::new();
    buffer.try_reserve_exact(bytes as usize).map_err(|_| no_memory())?;
    buffer.resize(bytes as usize, 0);
    decoder.read_image(&mut buffer)?;
    let pixels = width as usize * height as usize;
    let samples = match color {
        ColorType::L8 | ColorType::La8 | ColorType::Rgb8 | ColorType::Rgba8 => {
            let ground: u8 = level(ground);
            let channels = usize::from(color.channel_count());
            // in place: a pixel's luma is not behind its own channels
            for pixel in 0..pixels {
                let all = &buffer[pixel * channels..][..channels];
                let all = [0, 1, 2, 3].map(|i| all.get(i).copied().unwrap_or(0).into());
                buffer[pixel] = luma(all, channels, u8::MAX.into(), ground.into()) as u8;
            }
            buffer.truncate(pixels);
            buffer.shrink_to_fit();
            Samples::Eight(buffer)
        }
        ColorType::L16 | ColorType::La16 | ColorType::Rgb16 | ColorType::Rgba16 => {
            let ground: u16 = level(ground);
            let channels = usize::from(color.channel_count());
            let mut grey = Vec::new();
            grey.try_reserve_exact(pixels).map_err(|_| no_memory())?;
            let (deep, _) = buffer.as_chunks();
            grey.extend(deep.chunks(channels).map(|all| {
                let channel = |i| all.get(i).map_or(0, |&bytes| u16::from_ne_bytes(bytes).into());
                let all = [0, 1, 2, 3].map(channel);
                luma(all, channels, u16::MAX.into(), ground.into()) as u16
            }));
            Samples::Sixteen(grey)
        }
        _ => return Err(Error::new(format!("pixels of the kind {color:?}; read are {KINDS}"))),
    };
    turned(samples, [width, height], orientation)
}

/// The luma of Rec. 709 in the picture's own, gamma-coded levels, over a ground. Everything fits
/// 32 bits, whose largest number is beyond 65535² + 32767.
const fn luma([r, g, b, a]: [u32; 4], channels: usize, white: u32, ground: u32) -> u32 {
    let (luma, alpha) = match channels {
        1 => (r, white),
        2 => (r, g),
        3 => ((2126 * r + 7152 * g + 722 * b + 5000) / 10_000, white),
        _ => ((2126 * r + 7152 * g + 722 * b + 5000) / 10_000, a),
    };
    (luma * alpha + ground * (white - alpha) + white / 2) / white
}

/// Upright, as the camera was held.
fn turned(samples: Samples, size: [u32; 2], orientation: Orientation) -> Result<Grey, Error> {
    let [width, height] = size;
    if orientation == Orientation::NoTransforms {
        return Grey::new(samples, width as usize, height as usize);
    }
    let image = match samples {
        Samples::Eight(pixels) => {
            GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8)
        }
        Samples::Sixteen(pixels) => ImageBuffer::<Luma<u16>, _>::from_raw(width, height, pixels)
            .map(DynamicImage::ImageLuma16),
    };
    let mut image = image.unwrap_or_default();
    image.apply_orientation(orientation);
    let [width, height] = [image.width() as usize, image.height() as usize];
    let samples = match image {
        DynamicImage::ImageLuma16(pixels) => Samples::Sixteen(pixels.into_raw()),
        other => Samples::Eight(other.into_luma8().into_raw()),
    };
    Grey::new(samples, width, height)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{
        ExtendedColorType, ImageEncoder,
        codecs::{gif::GifEncoder, png::PngEncoder},
    };

    fn png(bytes: &[u8], [width, height]: [u32; 2], color: ExtendedColorType) -> Vec<u8> {
        let mut file = Vec::new();
        PngEncoder::new(&mut file).write_image(bytes, width, height, color).unwrap();
        file
    }

    fn pixels(file: &[u8], ground: f64) -> Samples {
        decode(&mut Cursor::new(file), ground).unwrap().samples().clone()
    }

    #[test]
    fn colours_become_luma_over_the_ground() {
        let rgb = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255];
        let file = png(&rgb, [2, 2], ExtendedColorType::Rgb8);
        assert_eq!(pixels(&file, 1.0), Samples::Eight(vec![54, 182, 18, 255]));
        let rgba = [9, 9, 9, 255, 0, 0, 0, 0, 255, 255, 255, 51, 0, 0, 0, 128];
        let file = png(&rgba, [2, 2], ExtendedColorType::Rgba8);
        assert_eq!(pixels(&file, 1.0), Samples::Eight(vec![9, 255, 255, 127]));
        assert_eq!(pixels(&file, 0.0), Samples::Eight(vec![9, 0, 51, 0]));
        let deep: Vec<u8> = [65_535, 0, 0, 1000, 1000, 1000_u16].map(u16::to_ne_bytes).concat();
        let file = png(&deep, [2, 1], ExtendedColorType::Rgb16);
        assert_eq!(pixels(&file, 1.0), Samples::Sixteen(vec![13_933, 1000]));
        let deep: Vec<u8> = [7, 65_535, 7, 0_u16].map(u16::to_ne_bytes).concat();
        let file = png(&deep, [2, 1], ExtendedColorType::La16);
        assert_eq!(pixels(&file, 0.5), Samples::Sixteen(vec![7, 32_768]));
    }

    /// What `image` does not write: a palette of 2 bits with a transparent colour, rows in turn,
    /// and one bit a pixel.
    #[test]
    fn every_kind_of_png_is_read() {
        let palette = b"\
            \x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x04\x00\x00\x00\x01\x02\x03\
            \x00\x00\x00\x84R\xe7^\x00\x00\x00\x0cPLTE\xff\x00\x00\x00\xff\x00\x0a\x0a\x0a\x00\
            \x00\x00\xa1-\x9b\xb6\x00\x00\x00\x04tRNS\xff\xff\xff\x00@*\xa9\xf4\x00\x00\x00\x0aI\
            DATx\xdac\x90\x06\x00\x00\x1d\x00\x1c#|\x8f\xac\x00\x00\x00\x00IEND\xaeB`\x82";
        assert_eq!(pixels(palette, 1.0), Samples::Eight(vec![54, 182, 10, 255]));
        assert_eq!(pixels(palette, 0.0), Samples::Eight(vec![54, 182, 10, 0]));
        let interlaced = b"\
            \x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x03\x00\x00\x00\x03\x08\x00\
            \x00\x00\x01\x04D\xda\xf5\x00\x00\x00\x17IDATx\xdac`d`f\x10\x15g`b\x10c\xe0\xe6\xe1\
            \x05\x00\x02\xa4\x00m\x04f\xbf\xe9\x00\x00\x00\x00IEND\xaeB`\x82";
        let expected = vec![1, 2, 3, 11, 12, 13, 21, 22, 23];
        assert_eq!(pixels(interlaced, 1.0), Samples::Eight(expected));
        let bits = b"\
            \x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x03\x00\x00\x00\x01\x01\x00\
            \x00\x00\x003\x9b)\x19\x00\x00\x00\x0aIDATx\xdacX\x00\x00\x00\xa2\x00\xa1q\x05\xcbA\
            \x00\x00\x00\x00IEND\xaeB`\x82";
        assert_eq!(pixels(bits, 1.0), Samples::Eight(vec![255, 0, 255]));
    }

    const PAM: &[u8] = b"P7\nWIDTH 1\nHEIGHT 1\nDEPTH 2\nMAXVAL 255\nTUPLTYPE GRAYSCALE_ALPHA\n\
        ENDHDR\n\x07\x00";

    #[test]
    fn every_netpbm_kind_is_read() {
        for (file, expected) in [
            (&b"P1\n2 1\n0 1"[..], &[255, 0][..]),
            (b"P2 2# x\n1# y\n4# z\n0 4", &[0, 255]),
            (b"P3 1 1 255 255 0 0", &[54]),
            (b"P4 3 1\n\x40", &[255, 0, 255]),
            (b"P5 2 1 255#end\n\x07\x08", &[7, 8]),
            (b"P6 1 1 255\n\x00\xff\x00", &[182]),
            (PAM, &[255]),
        ] {
            let name = String::from_utf8_lossy(file);
            let found =
                decode(&mut Cursor::new(file), 1.0).unwrap_or_else(|why| panic!("{name}: {why:?}"));
            assert_eq!(found.samples(), &Samples::Eight(expected.to_vec()), "{name}");
        }
        let deep = b"P5 2 1 65535\n\x01\x02\xff\xff";
        assert_eq!(pixels(deep, 1.0), Samples::Sixteen(vec![0x0102, 65_535]));
    }

    #[test]
    fn animations_show_their_first_picture() {
        let mut file = Vec::new();
        let mut encoder = GifEncoder::new(&mut file);
        for level in [7, 200] {
            encoder.encode(&[level; 12], 2, 2, ExtendedColorType::Rgb8).unwrap();
        }
        drop(encoder);
        assert_eq!(pixels(&file, 1.0), Samples::Eight(vec![7; 4]));
    }

    #[test]
    fn what_is_no_picture_is_told() {
        for (file, why) in [
            (&b"no picture"[..], "no picture of a known kind: PNG, JPEG"),
            (b"BM\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "a picture of the kind bmp; read are PNG"),
            (b"P5 0 40 255\n", "0 × 40 pixels, which are none"),
            (b"P5 20000 20000 255\n", "20000 × 20000 pixels take 382 MiB; at most 256 are read"),
            (b"P5 40000 1 255\n", "40000 × 1 pixels; a side has 32767 at most"),
            (b"P5 9 9 255\nshort", "fill whole buffer"),
            (b"", "no picture"),
        ] {
            let found = decode(&mut Cursor::new(file), 1.0).unwrap_err();
            let line = found.line();
            assert!(line.contains(why), "{:?}: {line}", String::from_utf8_lossy(file));
        }
    }

    #[test]
    fn pictures_stand_as_the_camera_was_held() {
        let lying = Samples::Eight(vec![1, 2, 3, 4, 5, 6]);
        let found = turned(lying, [3, 2], Orientation::Rotate90).unwrap();
        assert_eq!(found, Grey::new(Samples::Eight(vec![4, 1, 5, 2, 6, 3]), 2, 3).unwrap());
        let deep = turned(Samples::Sixteen(vec![1, 1000]), [2, 1], Orientation::FlipHorizontal);
        assert_eq!(deep.unwrap().samples(), &Samples::Sixteen(vec![1000, 1]));
    }
}
