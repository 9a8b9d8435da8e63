//! Compiles what shapes the index into tables that are mapped with the program instead of parsed at each start:
//! the folding of characters, and jieba's dictionary as a finite state transducer.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use unicode_normalization::UnicodeNormalization;

const DICTIONARY: &str = "index/dict.txt";

fn main() {
    println!("cargo::rerun-if-changed={DICTIONARY}");
    println!("cargo::rerun-if-changed=build.rs");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let fold = fold_table();
    let bytes: Vec<u8> = fold.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    fs::write(Path::new(&out).join("fold.bin"), bytes).expect("the build folder can be written");
    let text = fs::read_to_string(DICTIONARY).expect("index/dict.txt lies in the repository");
    fs::write(Path::new(&out).join("dict.fst"), dictionary(&text, &fold)).expect("the build folder can be written");
}

/// What every character of the basic plane folds to: width and compatibility forms (NFKC where it gives one
/// character), lower case, simplified. One to one, so that places in the folded text are places in the text.
fn fold_table() -> Vec<u16> {
    let simplify = OpenCC::from_config(BuiltinConfig::T2s).expect("the crate carries its tables");
    (0..=u16::MAX).map(|unit| char::from_u32(u32::from(unit)).map_or(unit, |c| fold(c, &simplify) as u16)).collect()
}

fn fold(c: char, simplify: &OpenCC) -> u32 {
    let one = |c: char, mut chars: std::vec::IntoIter<char>| match (chars.next(), chars.next()) {
        (Some(single), None) if (single as u32) < 0x1_0000 => single,
        _ => c,
    };
    let c = one(c, c.nfkc().collect::<Vec<_>>().into_iter());
    let c = one(c, c.to_lowercase().collect::<Vec<_>>().into_iter());
    let han = matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}');
    let c = if han { one(c, simplify.convert(&c.to_string()).chars().collect::<Vec<_>>().into_iter()) } else { c };
    c as u32
}

/// The dictionary's words, folded, with their frequencies; words that fold to the same keep the greater one.
fn dictionary(text: &str, fold: &[u16]) -> Vec<u8> {
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    for line in text.lines() {
        let mut parts = line.split_whitespace();
        let (Some(word), Some(count)) = (parts.next(), parts.next().and_then(|count| count.parse().ok())) else {
            continue;
        };
        let folded: String = word
            .chars()
            .map(|c| {
                u16::try_from(c as u32)
                    .map_or(c, |unit| char::from_u32(u32::from(fold[usize::from(unit)])).unwrap_or(c))
            })
            .collect();
        let held = words.entry(folded).or_default();
        *held = (*held).max(count);
    }
    let mut builder = fst::MapBuilder::memory();
    for (word, &count) in &words {
        builder.insert(word, count).expect("a map is sorted");
    }
    builder.into_inner().expect("memory can be written")
}
