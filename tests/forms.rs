//! Forms of headings, layouts and heads of reports as real files have them, each in a few made-up lines.

use std::path::Path;

use baogao::parse::{Parsed, parse};

/// What a file of that name and text gives.
fn read(name: &str, text: &str) -> Parsed {
    parse(text.as_bytes(), Path::new(name)).unwrap()
}

/// The headings of a text, each behind two spaces for every level below the first.
fn headings(name: &str, text: &str) -> String {
    let parsed = read(name, text);
    let headings = parsed.report.sections.iter().filter(|section| section.level > 0);
    let line = |level: u8, text: &str| format!("{}{text}\n", "  ".repeat(usize::from(level) - 1));
    headings.map(|section| line(section.level, &format!("{}{}", section.numeral, section.title))).collect()
}

/// Breaks every line after `width` characters, an indent counted, and indents the first piece.
fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let wrap = |line: &str| {
        let chars: Vec<char> = format!("{indent}{line}").chars().collect();
        chars.chunks(width).map(|piece| piece.iter().collect::<String>() + "\n").collect::<String>()
    };
    text.lines().map(wrap).collect()
}

/// A page with each line of a text in an element of its own.
fn blocks(tag: &str, text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("<{tag}>{line}</{tag}>")).collect();
    format!("<html><body><div>{}</div></body></html>", lines.join("\n"))
}

const REPORT: &str = "\
青石镇2022年政府工作报告
各位代表：
现在，我代表青石镇人民政府，向大会报告工作，请予审议。
一、2021年工作回顾
2021年，全镇上下坚持稳中求进工作总基调，完成地区生产总值12.6亿元，同比增长8.5%，农村居民人均可支配收入达到18600元，各项事业迈上新的台阶。
（一）特色产业发展壮大，现代农业体系加快形成，农民增收渠道不断拓宽
新建高标准农田3200亩，发展柑橘、茶叶等特色产业基地1.2万亩，培育农民专业合作社46家，带动1260户群众稳定增收，乡村旅游接待游客12.8万人次。
（二）民生福祉持续改善
新建改建农村公路36.5公里，完成危房改造126户，城乡居民基本医疗保险参保率稳定在98%以上，适龄儿童入学率达到100%。
二、2022年工作安排
2022年，我们将以乡村振兴为总抓手，重点抓好以下几项工作，努力完成全年各项目标任务，以实际行动向全镇人民交上一份满意的答卷。
（一）坚定不移抓项目
全年实施重点项目12个，完成投资5.6亿元，力争引进亿元以上企业2家，切实增强镇域经济发展后劲。
（二）坚定不移惠民生
改造提升乡镇卫生院1所，新增公办幼儿园学位180个，让改革发展成果更多更公平惠及全镇人民。
";

const OUTLINE: &str = "\
一、2021年工作回顾
  （一）特色产业发展壮大，现代农业体系加快形成，农民增收渠道不断拓宽
  （二）民生福祉持续改善
二、2022年工作安排
  （一）坚定不移抓项目
  （二）坚定不移惠民生
";

#[test]
fn hard_wraps_change_no_heading() {
    for (width, indent) in [(20, "　　"), (26, "　　"), (30, "    "), (35, "　　"), (40, "　　"), (38, ""), (33, "\t")]
    {
        assert_eq!(headings("a.txt", &wrapped(REPORT, width, indent)), OUTLINE, "width {width}");
    }
    assert_eq!(headings("a.html", &blocks("p", &wrapped(REPORT, 35, "　　"))), OUTLINE);
    let preformatted = format!("<html><body><pre>{}</pre></body></html>", wrapped(REPORT, 35, "　　"));
    assert_eq!(headings("a.html", &preformatted), OUTLINE);
}

#[test]
fn lost_breaks_come_back_in_short_reports_too() {
    let run_in = REPORT.replace("不断拓宽\n", "不断拓宽。").replace("改善\n", "改善。").replace("项目\n", "项目。");
    let one_line: String = run_in.replace("惠民生\n", "惠民生。").replace('\n', "");
    assert!(one_line.chars().count() < 800);
    assert_eq!(headings("a.txt", &one_line), OUTLINE);
}

#[test]
fn a_colon_may_announce_the_first_part_of_a_collapsed_report() {
    let filler =
        "全镇上下齐心协力，各项工作扎实推进，群众满意度不断提高，为全面完成全年目标任务打下坚实基础。".repeat(3);
    let text = format!(
        "林泉镇2021年自评报告现将自评情况报告如下：一、基本情况全镇有学校6所。{filler}二、主要工作（一）加强领导。{filler}（二）加大投入。{filler}三、存在问题师资不足。{filler}"
    );
    assert_eq!(headings("a.txt", &text).lines().count(), 5, "{}", headings("a.txt", &text));
}

#[test]
fn unnumbered_titles_are_found_in_every_layout() {
    let text = REPORT.replace("一、2021", "2021").replace("二、2022", "2022");
    let wanted = OUTLINE.replace("一、2021", "2021").replace("二、2022", "2022");
    assert_eq!(headings("a.txt", &text), wanted);
    assert_eq!(headings("a.txt", &wrapped(&text, 32, "　　")), wanted);
    assert_eq!(headings("a.html", &blocks("p", &text)), wanted);
    assert_eq!(headings("a.html", &blocks("div", &text)), wanted);
    let decorated = text.replace("2021年工作回顾", "※2021年工作回顾※").replace("2022年工作安排", "【2022年工作安排】");
    assert_eq!(headings("a.txt", &decorated), wanted);
}

#[test]
fn a_wrapped_line_is_no_heading() {
    for text in [
        "一、饮水安全\n全年共实施农村饮水安全工程36处，解决农村人口\n2.6万人的饮水安全问题。\n二、防汛\n安全度汛。\n",
        "一、饮水安全\n根据《意见》\n（三）的规定，落实待遇。\n二、防汛\n安全度汛，排查隐患。\n",
    ] {
        assert_eq!(headings("a.txt", text), "一、饮水安全\n二、防汛\n", "{text}");
    }
    let text =
        REPORT.replace("全年实施重点项目12个", "按照第七届人民代表大会第三次会议通过的决议第三条实施重点项目12个");
    assert_eq!(headings("a.txt", &wrapped(&text, 26, "　　")), OUTLINE);
}

#[test]
fn markup_tells_the_depth_of_headings_without_numbers() {
    let text = "# 定边县2012年工作总结\n\n全县稳步发展，成效明显。\n\n## 主要工作\n\n### 规模养殖\n\n新建小区36个。\n\n### 良种繁育\n\n引进种羊1200只。\n\n## 工作计划\n\n1、扩大规模。新建小区40个。\n2、强化防疫。免疫密度100%。\n";
    let wanted = "主要工作\n  规模养殖\n  良种繁育\n工作计划\n  1、扩大规模\n  2、强化防疫\n";
    assert_eq!(headings("a.md", text), wanted);
}

#[test]
fn every_numbering_nests_in_its_own_order() {
    for (text, wanted) in [
        (
            "壹、工作回顾\n全镇稳步发展。\n一、抓产业\n新增茶园。\n二、抓民生\n新建学校。\n贰、工作安排\n增长13%。\n一、抓项目\n引进企业。\n",
            "壹、工作回顾\n  一、抓产业\n  二、抓民生\n贰、工作安排\n  一、抓项目\n",
        ),
        (
            "1 基本情况\n全县共有学校126所。\n1.1 学前教育\n幼儿园68所。\n1.2 义务教育\n小学42所。\n2 主要工作\n一年来，全县教育系统主要做了以下工作，取得成绩。\n2.1 加大投入\n投入12亿元。\n",
            "1基本情况\n  1.1学前教育\n  1.2义务教育\n2主要工作\n  2.1加大投入\n",
        ),
        ("（摘要）\n一、工作回顾\n全县稳步发展。\n二、工作安排\n抓好项目。\n", "一、工作回顾\n二、工作安排\n"),
        (
            "一、主要做法\n加强领导。\n二、存在问题\n（一）资金不足。（二）人手不足。（三）办法不多。\n",
            "一、主要做法\n二、存在问题\n",
        ),
        (
            "一、收入情况\n全年平稳。\n一、一般公共预算拨款收入1862.35 一、一般公共服务支出980.2\n二、支出情况\n全年平稳。\n",
            "一、收入情况\n二、支出情况\n",
        ),
    ] {
        assert_eq!(headings("a.txt", text), wanted, "{text}");
    }
}

#[test]
fn annexes_stand_apart_with_their_titles() {
    let text = "一、工作回顾\n全镇稳步发展。\n附件1\n云集镇重点项目完成情况表\n序号 项目 投资 完成\n1 农村公路 860 完成\n附件2\n云集镇重点工作方案\n为做好工作，制定本方案。\n一、目标任务\n完成投资5000万元。\n";
    assert_eq!(
        headings("a.txt", text),
        "一、工作回顾\n附件1云集镇重点项目完成情况表\n附件2云集镇重点工作方案\n  一、目标任务\n"
    );
    let label = read(
        "a.txt",
        "附件1：\n纳雍县2020年义务教育均衡发展自评报告\n贵州省教育厅：\n现将自评情况报告如下。\n一、主要工作\n狠抓落实。\n",
    );
    assert_eq!(label.report.title, "纳雍县2020年义务教育均衡发展自评报告");
    assert_eq!(label.report.sections.iter().filter(|section| section.level > 0).count(), 1);
}

#[test]
fn what_a_page_adds_goes_and_sentences_stay() {
    let text = "全椒县2021年工作总结\n首页 > 政务公开 > 工作总结\n一、工作情况\n全镇稳步发展，省会等大【更多资料请关注公众号：公文写作】中城市来客增多。\n来源：县统计局提供的数据显示，全年增长8%。\n加强网站和微信公众号建设，公开信息1200条。\n通车36公里（来源：县交通局统计），增长8%。\n二、存在问题\n资金不足，\n（来源：某某网）人手不足。\n";
    let parsed = read("a.txt", text);
    assert_eq!(parsed.report.title, "全椒县2021年工作总结");
    let body: String = parsed.report.sections.iter().map(|section| section.text.as_str()).collect();
    for kept in ["微信公众号建设", "来源：县交通局", "省会等大中城市来客增多", "县统计局提供的数据显示", "人手不足"]
    {
        assert!(body.contains(kept), "{kept}: {body}");
    }
    for dirt in ["更多资料", "首页", "某某网"] {
        assert!(!body.contains(dirt), "{dirt}: {body}");
        assert!(parsed.removed.iter().any(|piece| piece.text.contains(dirt)), "{dirt} is listed");
    }
}

#[test]
fn radicals_tags_and_hidden_parts_are_read_as_people_see_them() {
    assert_eq!(
        headings("a.txt", "⼀、⼯作回顾\n全镇稳步发展。\n⼆、⼯作安排\n抓好项⽬。\n"),
        "一、工作回顾\n二、工作安排\n"
    );
    assert_eq!(
        headings("a.txt", "一、工作回顾<br>全镇稳步发展。<br/>二、工作安排<br>抓好项目。"),
        "一、工作回顾\n二、工作安排\n"
    );
    let page = "<p>一、工作回顾</p><p style='display: none'>二、看不见的</p><p>全镇稳步发展。</p><p>二、工作安排</p><p>抓好项目。</p>";
    assert_eq!(headings("a.html", page), "一、工作回顾\n二、工作安排\n");
    let list =
        "- 一、工作回顾\n\n全镇稳步发展。\n\n> 二、工作安排\n\n1\\. 抓项目。全力以赴。\n2\\. 抓民生。全心全意。\n";
    assert_eq!(headings("a.md", list), "一、工作回顾\n二、工作安排\n  1.抓项目\n  2.抓民生\n");
}

/// Title, year, place and kind of a text.
fn identity(text: &str) -> (String, Option<u16>, String, String) {
    let report = read("a.txt", text).report;
    let kind = report.kind.map(|kind| kind.to_string()).unwrap_or_default();
    (report.title, report.year.map(baogao::report::Year::get), report.place.chain().join("/"), kind)
}

#[test]
fn a_title_over_several_lines_is_one() {
    let body = "经济社会保持平稳较快发展。\n一、主要工作\n狠抓落实。\n二、下一步打算\n抓好项目。\n";
    for (head, title, year, kind) in [
        ("纳雍县2020年\n政府工作报告\n", "纳雍县2020年政府工作报告", 2020, "政府工作报告"),
        ("纳雍县\n2020年工作总结\n", "纳雍县2020年工作总结", 2020, "工作总结"),
        ("纳雍县2020年\n工作总结及2021年工作打算\n", "纳雍县2020年工作总结及2021年工作打算", 2020, "工作总结"),
        (
            "纳雍县水务局关于2020年工作总结\n和2021年工作安排的报告\n",
            "纳雍县水务局关于2020年工作总结和2021年工作安排的报告",
            2020,
            "工作总结",
        ),
        (
            "关于纳雍县1986年国民经济和社会发展计划\n执行情况与1987年计划草案的报告\n",
            "关于纳雍县1986年国民经济和社会发展计划执行情况与1987年计划草案的报告",
            1986,
            "报告",
        ),
        ("把握新机遇 展现新作为\n——纳雍县2020年工作总结\n", "纳雍县2020年工作总结", 2020, "工作总结"),
        ("纳雍县2019年校车安全管理实施方案（试行）\n", "纳雍县2019年校车安全管理实施方案（试行）", 2019, "方案"),
        ("纳雍县教育局工作总结（2016）\n", "纳雍县教育局工作总结（2016）", 2016, "工作总结"),
    ] {
        let wanted = (title.to_owned(), Some(year), "贵州省/毕节市/纳雍县".to_owned(), kind.to_owned());
        assert_eq!(identity(&format!("{head}{body}")), wanted, "{head}");
    }
}

#[test]
fn places_are_found_under_former_and_short_names_and_never_borrowed() {
    let body = "2013年，经济社会保持平稳较快发展。\n一、主要工作\n狠抓落实。\n";
    for (head, place) in [
        ("黔东南州2013年政府工作报告\n", "贵州省/黔东南苗族侗族自治州"),
        ("户县2013年政府工作报告\n", "陕西省/西安市/户县"),
        ("敖汉旗林业局2013年工作总结\n", "内蒙古自治区/赤峰市/敖汉旗"),
        ("彭阳县红河乡2013年工作总结\n", "宁夏回族自治区/固原市/彭阳县/红河乡"),
        ("广东省东莞市虎门镇2013年政府工作报告\n", "广东省/东莞市/虎门镇"),
        ("沂水县\n2013年教育工作自评报告\n临沂市人民政府：\n", "山东省/临沂市/沂水县"),
    ] {
        assert_eq!(identity(&format!("{head}{body}")).2, place, "{head}");
    }
    let signed = "关于脱贫攻坚工作的自评报告\n县委、县政府：\n经济社会保持平稳发展。\n一、主要工作\n狠抓落实。\n平坝区乐平镇人民政府\n2015年12月6日\n";
    let (_, year, place, _) = identity(signed);
    assert_eq!((year, place.as_str()), (Some(2015), "贵州省/安顺市/平坝区/乐平镇"));
}
