//! Whether a heading looks back (回顾) or ahead (安排), by its own words and by the years that it names.

use std::sync::LazyLock;

use regex::Regex;

use super::year::years_in;
use crate::report::{Kind, Period, Year};

static REVIEW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"回顾|总结|过去|以来|去年|上年|上一?年|成就|主要成绩|工作成效|主要成效|取得的?(?:成绩|成效|进展)|(?:工作)?完成情况|执行情况|落实情况|开展情况|一年来|[几五四三]年来|做法和成效|工作亮点|的胜利$").expect("a valid pattern")
});
static PLAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"安排|目标任务|主要任务|重点任务|工作任务|重点工作|工作重点|打算|计划$|工作计划|部署|今后|下一?步|下阶段|明年|来年|未来|展望|工作思路|工作建议|工作的建议|预期目标|发展目标|主要目标|奋斗目标|总体目标|整改措施|努力方向|改进措施|设想|争取")
        .expect("a valid pattern")
});
static SPAN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"时期|五年|规划").expect("a valid pattern"));

/// Whether a heading's words place it in time at all: it looks back, ahead, or names a year.
pub fn looks_in_time(title: &str) -> bool {
    REVIEW.is_match(title) || PLAN.is_match(title) || !years_in(title).is_empty()
}

/// What a heading of a report of `year` does. In a government's report the year itself lies ahead; in any other
/// it has passed.
pub fn period(title: &str, kind: Option<Kind>, year: Option<Year>) -> Option<Period> {
    let (back, ahead) = (REVIEW.find(title), PLAN.find(title));
    match (back, ahead) {
        (Some(back), Some(ahead)) => Some(if back.start() > ahead.start() || title.ends_with("回顾") { Period::Review } else { Period::Plan }),
        (Some(_), None) => Some(Period::Review),
        (None, Some(_)) => Some(by_years(title, kind, year).filter(|_| !SPAN.is_match(title)).unwrap_or(Period::Plan)),
        (None, None) => by_years(title, kind, year),
    }
}

/// By the latest year in the heading, seen from the year of the report.
fn by_years(title: &str, kind: Option<Kind>, year: Option<Year>) -> Option<Period> {
    let (named, of) = (years_in(title).into_iter().map(|(year, _)| year).max()?, year?);
    let ahead = if kind == Some(Kind::GovernmentReport) { named >= of } else { named > of };
    Some(if ahead { Period::Plan } else { Period::Review })
}
