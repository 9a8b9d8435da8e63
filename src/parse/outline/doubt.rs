//! What is odd about the numbers of an outline: gaps, restarts, runs without a beginning.

use std::collections::HashMap;

use super::head::Head;
use crate::parse::numeral::Style;
use crate::report::{Doubt, Warning};

/// The oddities of a run of headings, in the order of the text.
pub fn doubts(heads: &[&Head], levels: &[u8]) -> Vec<Warning> {
    let mut last: HashMap<(Style, u8), u32> = HashMap::new();
    let mut seen: HashMap<Style, u32> = HashMap::new();
    let mut out = Vec::new();
    for (head, &level) in heads.iter().zip(levels) {
        last.retain(|&(_, l), _| l <= level);
        let (Some(style), Some(value)) = (head.style(), head.value()) else { continue };
        let runs_on = seen.get(&style).is_some_and(|&before| value == before + 1);
        let code = match last.get(&(style, level)) {
            Some(&before) if value > before + 1 => Some(Doubt::Gap),
            Some(&before) if value <= before && style != Style::Article => Some(Doubt::Restart),
            None if value > 1 && !runs_on => Some(Doubt::NoBeginning),
            _ => None,
        };
        out.extend(code.map(|code| Warning {
            code,
            line: head.source.line,
            text: format!("{}{}", head.numeral, head.title),
        }));
        last.insert((style, level), value);
        seen.insert(style, value);
    }
    out
}
