//! Any bytes give an outline or a reason; no input panics.

use std::path::Path;

use baogao::parse::parse;
use proptest::prelude::*;

/// Texts out of the pieces that outlines are made of, in any order.
fn report_like() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "一、",
        "（一）",
        "(二)",
        "1、",
        "1.1",
        "第一部分",
        "第三条",
        "第一，",
        "①",
        "附件1",
        "名词解释",
        "目录",
        "……12",
        "各位代表：",
        "工作回顾",
        "2021年",
        "。",
        "；",
        "：",
        "，",
        "\n",
        "\n\n",
        "　　",
        " ",
        "（",
        "）",
        "<U+00A0>",
        "&nbsp;",
        "\\r\\n",
        "<!--",
        "-->",
        "??",
        "- 3 -",
        "|",
        "\u{fffd}",
        "\u{200b}",
        "教师队伍建设",
        "全镇经济平稳增长",
        "a",
        "1.5亿元",
        "摘要:",
        "二三年",
    ]);
    prop::collection::vec(piece, 0..160).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_gives_an_outline_that_holds_together(text in report_like()) {
        for name in ["a.txt", "a.md", "a.html"] {
            let Ok(parsed) = parse(text.as_bytes(), Path::new(name)) else { continue };
            let mut level = 0;
            for section in &parsed.report.sections {
                prop_assert!(section.level <= level + 1 || level == 0 || section.level <= 9);
                prop_assert_eq!(section.path.titles().last().cloned().unwrap_or_default(), section.title.clone());
                level = section.level;
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        for name in ["a.txt", "a.html"] {
            let _ = parse(&bytes, Path::new(name));
        }
    }
}

#[test]
fn deep_pages_and_long_lines_are_read() {
    let deep = format!("<html><body>{}一、回顾{}</body></html>", "<div>".repeat(2_000), "</div>".repeat(2_000));
    assert!(parse(deep.as_bytes(), Path::new("a.html")).is_ok());
    let long = "全镇经济平稳增长，".repeat(200_000);
    assert_eq!(parse(long.as_bytes(), Path::new("a.txt")).unwrap().report.sections.len(), 1);
    for piece in
        ["（甲：", "文<!-- ", "进一步- 5 -加强，", "        ", "99.99.99.99.99.99 ", "5000.1.1.1.1 ", "十 ", "1、"]
    {
        let text = format!("一、回顾{}", piece.repeat(20_000));
        assert!(parse(text.as_bytes(), Path::new("a.txt")).is_ok(), "{piece}");
    }
    let page = format!("<h1>{}</h1><p>一、回顾</p>", "梅山林场".repeat(5_000));
    assert!(parse(page.as_bytes(), Path::new("a.html")).is_ok());
    let wrapped = format!("{}\n", "全镇经济平稳增长，".repeat(4)).repeat(20_000);
    assert!(parse(wrapped.as_bytes(), Path::new("a.txt")).is_ok());
    let many = "一、工作回顾\n".repeat(3_000);
    assert!(parse(many.as_bytes(), Path::new("a.txt")).is_ok());
}
