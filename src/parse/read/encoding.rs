//! Which encoding a file's bytes are in: UTF-8 and UTF-16 with or without mark, GB18030 (and so GBK), Big5.
//!
//! A byte order mark is believed, then valid UTF-8, then what a page says of itself, then the detector; what any of
//! them gives must look like Chinese or Latin text, for garbage that is indexed is never found out.

use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use rustc_hash::FxHashSet;

use super::Unreadable;
use crate::fold::is_han;
use crate::parse::clean::junk;

static COMMON_CHARS: LazyLock<FxHashSet<char>> = LazyLock::new(|| COMMON.chars().collect());

/// A file's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// Whether bytes had to be replaced by U+FFFD, or the text came with such signs.
    pub lossy: bool,
}

/// The detector reads so many bytes of a file; what it guesses is checked on all of them.
const DETECTED_BYTES: usize = 16 << 10;

/// The commonest characters of written Chinese, in both scripts; a tenth of any real text consists of them.
const COMMON: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指这為個來時們學發產種後經過進電裡現實體機當從業應開還與關線內數見計別運農指區報鎮縣，。、：；";

/// Decodes a file's bytes.
///
/// # Errors
/// [`Unreadable::Empty`] for no text, [`Unreadable::Binary`] for another format, [`Unreadable::Garbage`] where no
/// encoding gives text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    if let Some(format) = magic(bytes) {
        return Err(Unreadable::Binary(format));
    }
    let decoded = if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        with(encoding, &bytes[mark..])
    } else if let Some(text) = as_utf8(bytes) {
        text
    } else {
        guess(bytes)
    };
    if decoded.text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    looks_like_text(&decoded.text).then_some(decoded).ok_or(Unreadable::Garbage)
}

/// Formats known by their first bytes.
fn magic(bytes: &[u8]) -> Option<&'static str> {
    const SIGNS: [(&[u8], &str); 9] = [
        (b"%PDF-", "PDF"),
        (b"PK\x03\x04", "ZIP/DOCX"),
        (b"\xd0\xcf\x11\xe0", "DOC/WPS"),
        (b"{\\rtf", "RTF"),
        (b"\x89PNG", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"GIF8", "GIF"),
        (b"Rar!", "RAR"),
        (b"\x1f\x8b", "GZIP"),
    ];
    SIGNS.into_iter().find(|(sign, _)| bytes.starts_with(sign)).map(|(_, name)| name)
}

/// UTF-8 without mark; a few broken places (a cut end, a lost byte) do not make it another encoding.
fn as_utf8(bytes: &[u8]) -> Option<Decoded> {
    // UTF-16 has a zero in every Latin sign; a stray one in UTF-8 is only junk.
    let zeros = bytes.split(|&byte| byte == 0).count() - 1;
    if zeros * 100 > bytes.len() {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(Decoded { text: text.to_owned(), lossy: text.contains('\u{fffd}') });
    }
    let text = String::from_utf8_lossy(bytes);
    let broken = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let wide = text.chars().filter(|c| c.len_utf8() > 2).count();
    (broken * 100 <= wide).then(|| Decoded { lossy: true, text: text.into_owned() })
}

/// The encoding that a page names, or the detector's guess, or whichever of the usual ones reads best.
fn guess(bytes: &[u8]) -> Decoded {
    if bytes.contains(&0) {
        return best(&[UTF_16LE, UTF_16BE], bytes);
    }
    let named = named_by_page(bytes)
        .map(|encoding| with(encoding, bytes))
        .filter(|decoded| !decoded.lossy && looks_like_text(&decoded.text));
    let detected = || {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&bytes[..bytes.len().min(DETECTED_BYTES)], true);
        let encoding = detector.guess(None, Utf8Detection::Deny);
        Some(with(encoding, bytes)).filter(|decoded| !decoded.lossy && share_of_common(&decoded.text) > 0.1)
    };
    named.or_else(detected).unwrap_or_else(|| best(&[GB18030, BIG5, UTF_8], bytes))
}

/// The encoding in `<meta charset=…>`.
fn named_by_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let at = head.find("charset=")? + "charset=".len();
    let label: String = head[at..]
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_')
        .collect();
    Encoding::for_label(label.as_bytes())
}

/// The reading with the fewest lost and the most common characters.
fn best(encodings: &[&'static Encoding], bytes: &[u8]) -> Decoded {
    let score = |decoded: &Decoded| {
        let lost = decoded.text.chars().filter(|&c| c == '\u{fffd}').count() as f64;
        share_of_common(&decoded.text) - 10.0 * lost / decoded.text.chars().count().max(1) as f64
    };
    encodings
        .iter()
        .map(|encoding| with(encoding, bytes))
        .max_by(|a, b| score(a).total_cmp(&score(b)))
        .unwrap_or(Decoded { text: String::new(), lossy: true })
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _, lossy) = encoding.decode(bytes);
    Decoded { lossy: lossy || text.contains('\u{fffd}'), text: text.into_owned() }
}

/// The share of a text's wide characters that are among the commonest.
fn share_of_common(text: &str) -> f64 {
    let (mut wide, mut common) = (0usize, 0usize);
    for c in text.chars().filter(|c| c.len_utf8() > 2 && !c.is_whitespace()).take(5000) {
        wide += 1;
        common += usize::from(COMMON_CHARS.contains(&c));
    }
    if wide == 0 { 0.0 } else { common as f64 / wide as f64 }
}

/// Whether a text reads as one: few control signs, few private or lost ones, and common characters where it is Chinese.
fn looks_like_text(text: &str) -> bool {
    let (mut all, mut odd, mut wide) = (0usize, 0usize, 0usize);
    for c in text.chars().take(200_000) {
        all += 1;
        wide += usize::from(is_han(c));
        let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}');
        odd += usize::from(control || c == '\u{fffd}' || junk::is_private(c));
    }
    odd * 50 <= all && (wide < 40 || share_of_common(text) > 0.06)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "各位代表：现在，我代表镇人民政府，向大会报告工作，请予审议。全年完成地区生产总值三十二亿元，同比增长百分之六。";
    const TRADITIONAL: &str = "各位代表：現在，我代表鎮人民政府，向大會報告工作，請予審議。全年完成地區生產總值三十二億元，同比增長百分之六。";

    #[test]
    fn every_encoding_of_chinese_is_read() {
        let utf16 = |swap: bool| {
            TEXT.encode_utf16()
                .chain("\n".encode_utf16())
                .flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect::<Vec<u8>>()
        };
        for bytes in [
            GB18030.encode(TEXT).0.into_owned(),
            TEXT.as_bytes().to_vec(),
            utf16(true),
            utf16(false),
            [b"\xef\xbb\xbf", TEXT.as_bytes()].concat(),
        ] {
            assert_eq!(decode(&bytes).expect("text").text.trim_end(), TEXT);
        }
        assert_eq!(decode(&BIG5.encode(TRADITIONAL).0).expect("text").text, TRADITIONAL);
    }

    #[test]
    fn a_cut_end_keeps_utf8_and_rubbish_is_refused() {
        let bytes = TEXT.as_bytes();
        assert!(decode(&bytes[..bytes.len() - 1]).expect("text").lossy);
        let rubbish: Vec<u8> = (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 | 0x80).collect();
        assert_eq!(decode(&rubbish), Err(Unreadable::Garbage));
        assert_eq!(decode(b"%PDF-1.4"), Err(Unreadable::Binary("PDF")));
        assert_eq!(decode(b" \n"), Err(Unreadable::Empty));
    }
}
