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

/// Writes Chinese characters in simplified form and leaves every other as it is: for patterns over titles.
pub fn simplify(text: &str) -> String {
    let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}');
    text.chars().map(|c| if han(c) { fold_char(c) } else { c }).collect()
}

/// Folds a text, character by character.
pub fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// Folds a text and drops white space: the form in which literals are compared.
pub fn fold_literal(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(fold_char).collect()
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
