//! Whether a heading looks back (回顾) or ahead (安排), by its own words and by the years that it names.

use std::sync::LazyLock;

use regex::Regex;

use super::year::years_in;
use crate::parse::numeral::han_digit;
use crate::report::{Kind, Period, Year};

static REVIEW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"回顾|总结|^过去|的过去|去年|上年|上一年|(?:发展|主要|历史性)?成就|主要成绩|成效$|取得的?(?:成绩|进展)|(?:完成|执行|落实|开展|履职|工作)情况$|[一几五四三]年来|今年以来|做法和成效|工作亮点|的胜利$")
        .expect("a valid pattern")
});
static PLAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:工作|任务|计划|总体|主要)的?安排|安排$|(?:目标|主要|重点|工作|基本|中心|的战略)任务|工作重点|重点工作(?:$|任务|安排|及|和|的)|主要工作及措施|打算$|[^”]计划$|工作计划|(?:总体|工作|任务)部署|^.{0,6}部署$",
        r"|今后|下一?步|下一?阶段|明年|来年|未来|展望|工作思路|工作的?建议|(?:预期|发展|主要|奋斗|总体|工作)目标$|目标和|整改措施|努力方向|改进措施|设想|^争取|五年计划",
    ))
    .expect("a valid pattern")
});
/// A five-year plan by its number: the 十四五 is the fourteenth, of 2021 to 2025.
static FIVE_YEARS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(十[一二三四五六]?)五(?:”|时期|期间|规划|计划)").expect("a valid pattern"));
/// Longer titles are sentences whose words place them in time only by chance.
const LONGEST: usize = 40;

/// Whether a heading's words place it in time at all: it looks back, ahead, or names a year.
pub fn looks_in_time(title: &str) -> bool {
    REVIEW.is_match(title) || PLAN.is_match(title) || !years_in(title).is_empty()
}

/// What a heading of a report of `year` does. In a government's report the year itself lies ahead; in any other
/// it has passed. A heading that looks both ways does neither; nor does one of a paper that orders or answers, for it
/// speaks of duties.
pub fn period(title: &str, kind: Option<Kind>, year: Option<Year>) -> Option<Period> {
    if kind.is_some_and(Kind::is_paper) || title.chars().count() > LONGEST {
        return None;
    }
    let done = title.ends_with("完成情况");
    let arranged = title.ends_with("部署情况") || title.ends_with("安排情况");
    let key_work = kind == Some(Kind::Summary) && title.ends_with("重点工作") && years_in(title).is_empty();
    match (REVIEW.is_match(title), PLAN.is_match(title) && !done && !arranged && !key_work) {
        (true, true) => title.ends_with("回顾").then_some(Period::Review),
        (true, false) => Some(Period::Review),
        (false, true) => Some(Period::Plan),
        (false, false) => by_years(title, kind, year).or_else(|| by_five_years(title, year)),
    }
}

/// By the latest year in the heading, seen from the year of the report.
fn by_years(title: &str, kind: Option<Kind>, year: Option<Year>) -> Option<Period> {
    let (named, of) = (years_in(title).into_iter().map(|(year, _)| year).max()?, year?);
    let period =
        if kind == Some(Kind::GovernmentReport) && named == of || named > of { Period::Plan } else { Period::Review };
    (named != of || kind.is_some_and(|kind| kind != Kind::Report)).then_some(period)
}

/// By the span of a five-year plan, seen from the year of the report.
fn by_five_years(title: &str, year: Option<Year>) -> Option<Period> {
    let number = FIVE_YEARS.captures(title)?;
    let tail = number[1].chars().nth(1);
    let ordinal = 10 + tail.and_then(han_digit).unwrap_or(0);
    let first = 1981 + (ordinal - 6) * 5;
    let of = u32::from(year?.get());
    match (first >= of, first + 4 < of) {
        (true, _) => Some(Period::Plan),
        (_, true) => Some(Period::Review),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_look_back_or_ahead_by_their_own_words() {
        let read = |title: &str, kind, year| period(title, Some(kind), Year::new(year));
        let gov = Kind::GovernmentReport;
        for (title, kind, year, wanted) in [
            ("2021年工作回顾", gov, 2022, Some(Period::Review)),
            ("“十四五”时期和2025年工作回顾", gov, 2026, Some(Period::Review)),
            ("2022年主要目标任务", gov, 2022, Some(Period::Plan)),
            ("2001年的工作", gov, 2001, Some(Period::Plan)),
            ("2021年的工作", Kind::SelfEvaluation, 2021, Some(Period::Review)),
            ("“十五五”时期的主要考虑", gov, 2026, Some(Period::Plan)),
            ("下一步工作打算", Kind::SelfEvaluation, 2021, Some(Period::Plan)),
            ("重点工作取得突破", gov, 2014, None),
            ("不折不扣贯彻落实党中央决策部署", gov, 2026, None),
            ("“益企成长”计划", gov, 2026, None),
            ("主要任务", Kind::Notice, 2018, None),
            ("师资队伍建设", gov, 2021, None),
        ] {
            assert_eq!(read(title, kind, year), wanted, "{title}");
        }
    }
}
