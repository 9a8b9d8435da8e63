//! Lines broken by the columns of a terminal, of which a Chinese character takes two.

use anstream::adapter::strip_str;
use unicode_linebreak::linebreaks;
use unicode_width::UnicodeWidthStr;

/// `line` with `indent` columns before it, broken at `width` columns where UAX #14 lets a line break: never before a
/// closing mark, behind an opening one, or in a number. Colours take no room; without a width nothing is broken.
pub fn wrap(line: &str, indent: usize, width: Option<usize>) -> String {
    let margin = " ".repeat(indent);
    let Some(width) = width else { return format!("{margin}{line}") };
    let plain = strip_str(line).to_string();
    let breaks = breaks(&plain, width.saturating_sub(indent));
    let mut breaks = breaks.into_iter().peekable();
    let (mut out, mut at, mut in_colour) = (margin.clone(), 0, false);
    for c in line.chars() {
        in_colour |= c == '\u{1b}';
        if !in_colour {
            if breaks.next_if_eq(&at).is_some() {
                out.truncate(out.trim_end_matches(' ').len());
                out.push('\n');
                out.push_str(&margin);
            }
            at += c.len_utf8();
        }
        out.push(c);
        in_colour &= c != 'm';
    }
    out
}

/// The bytes before which a text is broken, so that each line fills `width` columns as far as it may.
fn breaks(plain: &str, width: usize) -> Vec<usize> {
    let (mut out, mut start, mut last) = (Vec::new(), 0, 0);
    for (end, _) in linebreaks(plain) {
        if last > start && plain[start..end].trim_end().width() > width {
            out.push(last);
            start = last;
        }
        last = end;
    }
    out
}

#[cfg(test)]
mod tests {
    use owo_colors::OwoColorize;

    use super::*;

    #[test]
    fn lines_break_by_columns_and_keep_their_marks() {
        let wrapped = wrap("全镇教育质量，群众满意度提高12.5%。", 2, Some(14));
        assert_eq!(wrapped, "  全镇教育质\n  量，群众满意\n  度提高\n  12.5%。");
        let coloured = format!("全镇{}，群众", "教育质量".red());
        assert_eq!(wrap(&coloured, 2, None), format!("  {coloured}"));
        assert_eq!(strip_str(&wrap(&coloured, 2, Some(14))).to_string(), "  全镇教育质\n  量，群众");
        assert_eq!(wrap("one two three", 0, Some(8)), "one two\nthree");
    }
}
