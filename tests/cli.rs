//! The program as a person calls it: answers, exit status, and one clear line for wrong input.

use std::fs;
use std::io::Write;

use crate::support::{Home, root, stderr, stdout};

/// Expects status 2 and one line on standard error that holds all of `words`.
fn fails(home: &Home, args: &[&str], words: &[&str]) {
    let output = home.run(args);
    let message = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{args:?}: {message}");
    assert_eq!(message.trim_end().lines().count(), 1, "{message}");
    assert!(words.iter().all(|word| message.contains(word)), "{message}");
    assert!(output.stdout.is_empty());
}

fn sampled() -> Home {
    let home = Home::new();
    let corpus = root().join("corpus");
    let done = home.json(&["index", corpus.to_str().unwrap(), "--json"]);
    assert_eq!(done["new"], 33);
    assert_eq!(done["refused"], 0);
    home
}

#[test]
fn a_search_answers_by_the_contract() {
    let home = sampled();
    let answer = home.json(&["search", "教师队伍建设", "--json"]);
    let hit = &answer["hits"][0];
    assert_eq!(hit["rank"], 1);
    assert!(answer["total"].as_u64().unwrap() > 3);
    assert!(answer["explain"].is_null());
    for key in ["score", "id", "title", "path", "numeral", "period", "report", "snippet", "copies"] {
        assert!(hit.get(key).is_some(), "{key}");
    }
    for key in ["id", "title", "year", "place", "kind", "file"] {
        assert!(hit["report"].get(key).is_some(), "{key}");
    }
    let text: Vec<char> = hit["snippet"]["text"].as_str().unwrap().chars().collect();
    let marks = hit["snippet"]["marks"].as_array().unwrap();
    let marked: String = marks
        .iter()
        .flat_map(|mark| &text[mark[0].as_u64().unwrap() as usize..mark[1].as_u64().unwrap() as usize])
        .collect();
    assert!(marked.contains("教师") || hit["title"].as_str().unwrap().contains("教师"), "{hit}");
}

#[test]
fn queries_come_one_a_line_and_answers_too() {
    let home = sampled();
    let output = home
        .command(&["search", "-", "--json", "--limit", "1"])
        .write_stdin("教师\n\"绝无此语绝无此语\"\n\n")
        .output()
        .unwrap();
    let totals: Vec<u64> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["total"].as_u64().unwrap())
        .collect();
    assert_eq!(totals.len(), 3);
    assert!(totals[0] > 0 && totals[1] == 0 && totals[2] == 0);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn nothing_found_is_status_1_and_filters_are_checked() {
    let home = sampled();
    assert_eq!(home.run(&["search", "\"绝无此语绝无此语\""]).status.code(), Some(1));
    fails(&home, &["search", "教师", "--year", "去年"], &["--year 去年", "2019..2022"]);
    fails(&home, &["search", "教师", "--kind", "小说"], &["--kind 小说"]);
    let narrowed = home.json(&["search", "教师", "--year", "2020", "--place", "东坡区", "--json"]);
    assert!(
        narrowed["hits"]
            .as_array()
            .unwrap()
            .iter()
            .all(|hit| hit["report"]["year"] == 2020 && hit["report"]["place"][2] == "东坡区")
    );
}

#[test]
fn a_second_run_changes_nothing_and_changes_are_followed() {
    let home = Home::new();
    let folder = home.path("reports");
    fs::create_dir_all(&folder).unwrap();
    for year in ["2019", "2020"] {
        fs::copy(root().join(format!("corpus/高桥镇/{year}_政府工作报告.txt")), folder.join(format!("{year}.txt")))
            .unwrap();
    }
    assert_eq!(home.json(&["index", "reports", "--json"])["new"], 2);
    let again = home.json(&["index", "reports", "--json"]);
    assert_eq!((&again["new"], &again["unchanged"]), (&0.into(), &2.into()));

    fs::copy(folder.join("2020.txt"), folder.join("副本.txt")).unwrap();
    home.write("reports/2019.txt", "高桥镇2019年政府工作报告\n一、工作回顾\n改过的一句话，独一无二。\n");
    let changed = home.json(&["index", "reports", "--json"]);
    assert_eq!((&changed["new"], &changed["changed"], &changed["duplicates"]), (&1.into(), &1.into(), &1.into()));
    assert_eq!(home.json(&["search", "\"改过的一句话\"", "--json"])["total"], 1);

    fs::remove_file(folder.join("2020.txt")).unwrap();
    assert_eq!(home.json(&["index", "reports", "--json"])["removed"], 1);
    let left = home.json(&["search", "物流", "--json"]);
    assert!(
        left["hits"][0]["report"]["file"].as_str().unwrap().ends_with("副本.txt"),
        "the other file of the same body takes over"
    );
    fs::remove_file(folder.join("副本.txt")).unwrap();
    home.json(&["index", "reports", "--json"]);
    assert_eq!(home.run(&["search", "物流"]).status.code(), Some(1));
}

#[test]
fn bad_files_are_listed_with_their_reason_and_the_rest_is_indexed() {
    let home = Home::new();
    home.write("reports/good.txt", "高桥镇2021年政府工作报告\n一、工作回顾\n全镇经济平稳增长。\n");
    home.write("reports/empty.txt", "");
    home.write("reports/picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0");
    home.write(
        "reports/rubbish.txt",
        (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 | 0x80).collect::<Vec<u8>>(),
    );
    home.write("reports/report.docx", b"PK\x03\x04");
    let done = home.json(&["index", "reports", "--json"]);
    assert_eq!((&done["new"], &done["refused"]), (&5.into(), &4.into()));
    let lines = stdout(&home.run(&["ledger", "--refused"]));
    for (file, why) in [
        ("empty.txt", "empty"),
        ("picture.txt", "another format"),
        ("rubbish.txt", "encoding"),
        ("report.docx", "not read yet"),
    ] {
        assert!(lines.lines().any(|line| line.contains(file) && line.contains(why)), "{file}: {lines}");
    }
    assert_eq!(home.json(&["search", "经济", "--json"])["total"], 1);
    fails(&home, &["outline", "reports/empty.txt"], &["reports/empty.txt", "empty"]);
}

#[cfg(unix)]
#[test]
fn odd_names_and_links_in_a_circle_do_not_stop_a_run() {
    use std::os::unix::ffi::OsStrExt;
    let home = Home::new();
    home.write("reports/good.txt", "高桥镇2021年政府工作报告\n一、工作回顾\n全镇经济平稳增长。\n");
    fs::write(home.path("reports").join(std::ffi::OsStr::from_bytes(b"bad\xff.txt")), "一、工作回顾\n").unwrap();
    std::os::unix::fs::symlink(home.path("reports"), home.path("reports/loop")).unwrap();
    let done = home.json(&["index", "reports", "--json"]);
    assert_eq!(done["new"], 3, "{done}");
    assert_eq!(done["refused"], 2);
}

#[test]
fn wrong_folders_are_named() {
    let home = Home::new();
    fails(&home, &["index", "missing"], &["missing"]);
    fs::create_dir(home.path("nothing")).unwrap();
    fails(&home, &["index", "nothing"], &["nothing", "no report"]);
    fails(&home, &["search", "教师"], &["no index", "index FOLDER"]);
    home.write("index/notes.txt", "somebody's notes");
    home.write("reports/good.txt", "一、工作回顾\n全镇经济平稳增长。\n");
    fails(&home, &["index", "reports"], &["not an index"]);
    fails(&home, &["search", "教师"], &["not an index"]);
    assert_eq!(fs::read_to_string(home.path("index/notes.txt")).unwrap(), "somebody's notes");
}

#[test]
fn an_index_of_another_version_is_refused_and_rebuilt() {
    let home = Home::new();
    home.write("reports/good.txt", "高桥镇2021年政府工作报告\n一、工作回顾\n全镇经济平稳增长。\n");
    home.json(&["index", "reports", "--json"]);
    home.write("index/baogao.json", r#"{"format":999,"generation":1}"#);
    fails(&home, &["search", "经济"], &["999", "--rebuild"]);
    fails(&home, &["index", "reports"], &["999", "--rebuild"]);
    home.json(&["index", "--rebuild", "reports", "--json"]);
    assert_eq!(home.json(&["search", "经济", "--json"])["total"], 1);
    assert!(!home.path("index/generation-1").exists(), "the old generation is gone");
}

#[test]
fn new_words_are_found_without_the_dictionary() {
    let home = Home::new();
    home.write(
        "reports/good.txt",
        "高桥镇2021年政府工作报告\n一、工作回顾\n推行“桥小二”服务，办结1.2亿元项目10万件。\n",
    );
    home.json(&["index", "reports", "--json"]);
    for query in ["桥小二", "\"小\"", "\"1.2亿元\"", "10万", "橋小二"] {
        assert_eq!(home.json(&["search", query, "--json"])["total"], 1, "{query}");
    }
}

#[test]
fn messages_speak_chinese_when_asked() {
    let home = Home::new();
    let output = home.command(&["outline", "missing.txt"]).args(["--lang", "zh"]).output().unwrap();
    // The last --lang wins.
    let _ = std::io::stdout().flush();
    assert!(stderr(&output).starts_with("错误：missing.txt"), "{}", stderr(&output));
}

#[test]
fn a_lost_ledger_and_a_closed_folder_take_nothing_out() {
    let home = Home::new();
    for name in ["a/one", "b/two"] {
        home.write(
            &format!("{name}.txt"),
            format!("高桥镇2021年政府工作报告\n一、工作回顾\n全镇经济平稳增长，{name}。\n"),
        );
    }
    home.json(&["index", "a", "b", "--json"]);
    fs::remove_file(home.path("index/generation-1/ledger.jsonl")).unwrap();
    let again = home.json(&["index", "a", "--json"]);
    assert_eq!(again["removed"], 0);
    assert_eq!(home.json(&["search", "经济", "--json"])["total"], 2, "what lies in b is still there");
    fs::remove_file(home.path("b/two.txt")).unwrap();
    assert_eq!(home.json(&["index", "a", "b", "--json"])["removed"], 1);
    assert_eq!(home.json(&["search", "经济", "--json"])["total"], 1);
}

#[test]
fn folders_of_the_user_are_never_taken_for_the_index() {
    let home = Home::new();
    home.write("index/generation-7/notes.txt", "somebody's notes");
    home.write("reports/good.txt", "一、工作回顾\n全镇经济平稳增长。\n");
    fails(&home, &["index", "reports"], &["not an index"]);
    assert!(home.path("index/generation-7/notes.txt").exists());
}

#[test]
fn words_that_only_ask_do_not_empty_an_answer() {
    let home = sampled();
    let total = |query: &str| home.json(&["search", query, "--json"])["total"].as_u64().unwrap();
    assert_eq!(total("\"教师\""), total("\"教师\" 有关"));
    assert_eq!(total("教师 队伍"), total("教师 队伍 有关"));
}

#[test]
fn a_page_without_a_body_is_refused() {
    let home = Home::new();
    home.write("reports/menu.txt", "首页\n打印\n关闭窗口\n");
    home.write("reports/good.txt", "一、工作回顾\n全镇经济平稳增长。\n");
    let done = home.json(&["index", "reports", "--json"]);
    assert_eq!(done["refused"], 1);
}

#[test]
fn a_damaged_index_names_the_command_that_mends_it() {
    let home = Home::new();
    home.write("reports/good.txt", "一、工作回顾\n全镇经济平稳增长。\n");
    home.json(&["index", "reports", "--json"]);
    fs::write(home.path("index/generation-1/words.fst"), "rubbish").unwrap();
    fails(&home, &["search", "经济"], &["damaged", "--rebuild"]);
    home.json(&["index", "--rebuild", "reports", "--json"]);
    assert_eq!(home.json(&["search", "经济", "--json"])["total"], 1);
}

#[test]
fn a_query_leaves_out_narrows_and_its_hits_can_be_read() {
    let home = sampled();
    let total = |query: &str| home.json(&["search", query, "--json"])["total"].as_u64().unwrap();
    let (all, without, with) = (total("\"教师\""), total("\"教师\" -培训"), total("\"教师\" \"培训\""));
    assert_eq!(all, without + with);
    let titled = home.json(&["search", "title:教师 place:眉山 year:2020..2021", "--json"]);
    assert!(titled["total"].as_u64().unwrap() > 0);
    for hit in titled["hits"].as_array().unwrap() {
        assert!(hit["title"].as_str().unwrap().contains("教师"), "{hit}");
        assert!(hit["report"]["place"][1] == "眉山市" && hit["report"]["year"].as_u64().unwrap() >= 2020);
    }
    let id = titled["hits"][0]["id"].as_str().unwrap();
    assert_eq!(home.json(&["show", id, "--json"])["id"], id);
    let report = home.run(&["show", id.split('.').next().unwrap()]);
    assert!(stdout(&report).contains(titled["hits"][0]["title"].as_str().unwrap()));
    fails(&home, &["show", "abc.9"], &["abc.9"]);
    let outline = home.json(&["outline", id.split('.').next().unwrap(), "--json"]);
    assert_eq!(outline["report"]["id"], id.split('.').next().unwrap());
    let list = stdout(&home.run(&["list"]));
    assert!(list.contains("2022") && list.contains("浙江省宁波市海曙区横街镇 自评报告"), "{list}");
    assert!(stdout(&home.run(&["completions", "bash"])).contains("baogao"));
    assert!(stdout(&home.run(&["man"])).contains(".TH"));
}

#[test]
fn a_configuration_sets_what_flags_set_and_flags_win() {
    let home = sampled();
    home.write("baogao.toml", "limit = 2\n");
    let shown = |args: &[&str]| home.json(args)["hits"].as_array().unwrap().len();
    assert_eq!(shown(&["search", "教师", "--json"]), 2);
    assert_eq!(shown(&["search", "教师", "--json", "--limit", "3"]), 3);
    home.write("baogao.toml", "lang = \"zh\"\n[search]\nlimit = 1\nscore = true\nplace = \"东坡区\"\n");
    assert_eq!(shown(&["search", "教师", "--json"]), 1);
    assert_eq!(home.json(&["search", "教师", "--json"])["hits"][0]["report"]["place"][2], "东坡区");
    assert!(stdout(&home.run(&["list"])).contains("海曙区"), "a table is for one command only");
    for (wrong, named) in [("limits = 2", "limits"), ("[search]\nlimits = 2", "limits"), ("[find]\nlimit = 2", "find")]
    {
        home.write("baogao.toml", wrong);
        fails(&home, &["search", "教师"], &["baogao.toml", named]);
    }
    home.write("baogao.toml", "[search]\nlimit = \"many\"\n");
    fails(&home, &["search", "教师"], &["baogao.toml", "--limit many", "number"]);
}

#[test]
fn a_wrong_command_line_is_told_in_one_line() {
    let home = Home::new();
    for (args, words) in [
        (&["serach", "教师"][..], &["serach", "did you mean search"][..]),
        (&["search", "教师", "--limt", "3"], &["--limt", "did you mean --limit"]),
        (&["search", "教师", "--limit", "all"], &["--limit all", "number"]),
        (&["search", "教师", "--limit"], &["--limit", "value"]),
        (&["search", "教师", "--period", "past"], &["--period past", "review, plan"]),
        (&["search", "教师", "-校外"], &["-校", "quotes"]),
        (&["search"], &["<QUERY>", "missing"]),
        (&["outline", "a.txt", "b.txt"], &["b.txt", "not expected"]),
    ] {
        fails(&home, args, words);
    }
    let chinese = home.run(&["--lang", "zh", "search", "--limt", "3"]);
    assert_eq!(stderr(&chinese), "错误：--limt：没有这个选项；是否指 --limit？\n");
}

#[test]
fn a_filter_alone_lists_and_nothing_asked_finds_nothing() {
    let home = sampled();
    let all = |query: &str| home.json(&["search", query, "--json"])["total"].as_u64().unwrap();
    let planned = all("year:2020 place:东坡区 period:plan");
    assert!(planned > 0 && planned < all("year:2020"));
    assert!(all("year:2020 -教师") < all("year:2020"));
    let listed = home.json(&["search", "place:海曙区", "--json", "--limit", "400"]);
    let years: Vec<u64> =
        listed["hits"].as_array().unwrap().iter().map(|hit| hit["report"]["year"].as_u64().unwrap_or(0)).collect();
    assert!(years.is_sorted_by(|a, b| a >= b), "the newest first: {years:?}");
    assert_eq!(home.run(&["search", " "]).status.code(), Some(1));
}

#[test]
fn the_ledger_tells_what_the_last_run_found() {
    let home = Home::new();
    home.write("reports/a.txt", "高桥镇2021年政府工作报告\n一、工作回顾\n全镇经济平稳增长。\n");
    home.json(&["index", "reports", "--json"]);
    assert!(stdout(&home.run(&["ledger"])).starts_with("indexed  "));
    home.json(&["index", "reports", "--json"]);
    assert!(stdout(&home.run(&["ledger"])).starts_with("unchanged  "));
    assert_eq!(home.json(&["ledger", "--json"])["state"], "unchanged");
}

#[test]
fn a_table_of_places_beside_the_index_is_used() {
    let home = Home::new();
    home.write("places.tsv", "99\t云山省\n9901\t云山市\n990101\t云岭县\n990101001\t青石镇\n");
    let report = home.write("report.txt", "青石镇2021年政府工作报告\n一、工作回顾\n全镇经济平稳增长。\n");
    let outline = home.json(&["outline", report.to_str().unwrap(), "--json"]);
    assert_eq!(outline["report"]["place"], serde_json::json!(["云山省", "云山市", "云岭县", "青石镇"]));
}
