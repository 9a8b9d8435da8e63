use std::path::Path;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let bytes = std::fs::read(&args[2]).unwrap();
    let p = baogao::parse::parse(&bytes, Path::new(&args[2])).unwrap();
    println!("{}", serde_json::to_string(&serde_json::json!({"report": {"title": p.report.title, "year": p.report.year, "place": p.report.place, "kind": p.report.kind, "warnings": p.report.warnings, "evidence": p.report.evidence}, "sections": p.report.sections, "removed": p.removed})).unwrap());
}
