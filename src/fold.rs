//! Folding: what counts as the same character in a search. Width, case and script fold, each character to one
//! character, so that the n-th character of a folded text is the n-th of the text.

/// The folded code of every character of the basic plane, two bytes each, made by `build.rs`.
static TABLE: &[u8; 131_072] = include_bytes!(concat!(env!("OUT_DIR"), "/fold.bin"));

/// Folds one character: Ａ is a, １ is 1, （ is (, 產 is 产.
pub fn fold_char(c: char) -> char {
    let code = c as usize;
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    match TABLE.get(code * 2..code * 2 + 2) {
        Some(&[low, high]) => char::from_u32(u32::from(u16::from_le_bytes([low, high]))).unwrap_or(c),
        _ => c,
    }
}

/// Whether a character is a Chinese one.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// Whether a character is of a word: a letter, a digit, a Chinese character.
pub fn is_of_word(c: char) -> bool {
    // Most are Chinese, which the tables of Unicode would be searched for.
    is_han(c) || c.is_alphanumeric()
}

/// Writes Chinese characters in simplified form and leaves every other as it is: for patterns over titles.
pub fn simplify(text: &str) -> String {
    text.chars().map(|c| if is_han(c) { fold_char(c) } else { c }).collect()
}

/// Folds a text, character by character.
pub fn fold(text: &str) -> String {
    folded(text.chars(), text.len())
}

/// Folds a text and drops white space: the form in which literals are compared.
pub fn fold_literal(text: &str) -> String {
    folded(text.chars().filter(|c| !c.is_whitespace()), text.len())
}

/// Folds the characters of a text of so many bytes; few take more room folded.
fn folded(chars: impl Iterator<Item = char>, bytes: usize) -> String {
    let mut out = String::with_capacity(bytes);
    out.extend(chars.map(fold_char));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_script_fold_one_to_one() {
        assert_eq!(fold("ＧＤＰ１０．４％（產業）〇"), "gdp10.4%(产业)〇");
        assert_eq!(fold("發展教育"), "发展教育");
        assert_eq!(simplify("（一）工作回顧"), "（一）工作回顾");
        assert_eq!(fold_literal("增长 9%　以上\n"), "增长9%以上");
    }
}
