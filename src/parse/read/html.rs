//! HTML to lines: one line a block of text. What stands outside the part of the page that holds its prose is kept
//! as an aside, so that cleaning can list it and the year and place can be read from it.

use std::collections::HashMap;

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::{ElementRef, Html, Node, Selector};

use crate::parse::clean::junk;
use crate::parse::line::{Line, Markup};

/// Elements that show no text of the page.
const SILENT: [&str; 11] =
    ["script", "style", "noscript", "template", "head", "select", "button", "iframe", "svg", "object", "textarea"];
/// Elements that stand on lines of their own.
const BLOCKS: [&str; 38] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
    "option",
];
/// Of a page's title so many characters are read.
const LONGEST_TITLE: usize = 200;
/// The part that holds so many of a hundred of the page's stops and commas is its main part.
const MAIN_SHARE: usize = 97;

/// The lines of a page, and its title.
pub fn lines(text: &str) -> (Vec<Line>, Option<String>) {
    let page = Html::parse_document(text);
    let title =
        ["h1", "title"].iter().filter_map(|name| first_text(&page, name)).find(|title| title.chars().count() >= 4);
    let mut drawing = Drawing {
        lines: Vec::new(),
        line: String::new(),
        markup: Markup::None,
        inside: 0,
        hidden: 0,
        preformatted: 0,
        by_block: true,
    };
    drawing.draw(*page.root_element(), main_part(page.root_element()));
    (drawing.lines, title)
}

fn first_text(page: &Html, name: &str) -> Option<String> {
    let selector = Selector::parse(name).ok()?;
    let text = page.select(&selector).next()?.text().collect::<String>();
    let text = text.split(['_', '|']).next().unwrap_or_default().trim();
    Some(text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_TITLE).collect())
}

/// The smallest element that holds nearly all of the page's prose.
fn main_part(root: ElementRef<'_>) -> NodeId {
    let stops = stops(*root);
    let count = |element: ElementRef<'_>| stops.get(&element.id()).copied().unwrap_or(0);
    let total = count(root);
    let mut part = root;
    while let Some(child) = part.child_elements().find(|&child| total > 0 && count(child) * 100 >= total * MAIN_SHARE) {
        if child.value().name() == "p" {
            break;
        }
        part = child;
    }
    part.id()
}

/// The stops and commas in the text below every element, links left out. Without recursion, for pages nest deep.
fn stops(root: NodeRef<'_, Node>) -> HashMap<NodeId, usize> {
    let (mut counts, mut open, mut silent) = (HashMap::new(), vec![0], 0usize);
    for edge in root.traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) if silent == 0 => {
                    let count = text.chars().filter(|c| matches!(c, '，' | '。' | '；' | '、')).count();
                    open.iter_mut().last().into_iter().for_each(|sum| *sum += count);
                }
                Node::Element(_) => {
                    silent += usize::from(is_silent(node) || is_named(node, "a"));
                    open.push(0);
                }
                _ => {}
            },
            Edge::Close(node) if node.value().is_element() => {
                silent -= usize::from(is_silent(node) || is_named(node, "a"));
                let count = open.pop().unwrap_or(0);
                open.iter_mut().last().into_iter().for_each(|sum| *sum += count);
                counts.insert(node.id(), count);
            }
            Edge::Close(_) => {}
        }
    }
    counts
}

fn is_named(node: NodeRef<'_, Node>, name: &str) -> bool {
    node.value().as_element().is_some_and(|element| element.name() == name)
}

fn is_silent(node: NodeRef<'_, Node>) -> bool {
    node.value().as_element().is_some_and(|element| SILENT.contains(&element.name()))
}

/// Whether an element is kept on the page and not shown; pages hide their whole body until a script shows it.
fn is_hidden(node: NodeRef<'_, Node>) -> bool {
    node.value().as_element().is_some_and(|element| {
        let unseen = |style: &str| style.replace(' ', "").to_ascii_lowercase().contains("display:none");
        !matches!(element.name(), "html" | "body")
            && (element.attr("hidden").is_some() || element.attr("style").is_some_and(unseen))
    })
}

fn is_block(node: NodeRef<'_, Node>) -> bool {
    node.value().as_element().is_some_and(|element| BLOCKS.contains(&element.name()))
}

/// The lines drawn so far.
struct Drawing {
    lines: Vec<Line>,
    line: String,
    markup: Markup,
    /// How many open elements are the main part: 0 outside, 1 inside.
    inside: usize,
    /// How many open elements are hidden; what they hold is listed as taken out.
    hidden: usize,
    /// How many open elements are preformatted.
    preformatted: usize,
    /// Whether the line begins with a block, not behind a `<br>`.
    by_block: bool,
}

impl Drawing {
    /// Draws what stands below `root`, without recursion.
    fn draw(&mut self, root: NodeRef<'_, Node>, main: NodeId) {
        let mut skipped: Option<NodeId> = None;
        for edge in root.traverse() {
            match edge {
                Edge::Open(node) if skipped.is_none() => {
                    self.inside += usize::from(node.id() == main);
                    skipped = self.open(node).then_some(node.id());
                }
                Edge::Close(node) if skipped.is_none_or(|id| id == node.id()) => {
                    skipped = None;
                    self.close(node);
                    self.inside -= usize::from(node.id() == main);
                }
                _ => {}
            }
        }
        self.break_line();
    }

    /// Draws what a node begins with; gives whether what stands below it is drawn or passed over already.
    fn open(&mut self, node: NodeRef<'_, Node>) -> bool {
        if let Node::Text(text) = node.value() {
            self.add(text);
        }
        self.preformatted += usize::from(is_named(node, "pre"));
        if is_hidden(node) {
            self.break_line();
            self.hidden += 1;
        }
        if is_block(node) || is_named(node, "br") {
            self.break_line();
            self.by_block = is_block(node);
        }
        let row = is_named(node, "tr") && is_data_row(node);
        if row {
            self.row(node);
        }
        row || is_silent(node)
    }

    fn close(&mut self, node: NodeRef<'_, Node>) {
        let depth = node
            .value()
            .as_element()
            .and_then(|element| element.name().strip_prefix('h'))
            .and_then(|depth| depth.parse().ok());
        if let Some(depth) = depth {
            self.markup = Markup::Heading(depth);
        }
        if is_block(node) {
            self.break_line();
            self.by_block = true;
        }
        self.preformatted -= usize::from(is_named(node, "pre"));
        if is_hidden(node) {
            self.break_line();
            self.hidden -= 1;
        }
    }

    /// A row of a table on one line, the cells parted by ` | `.
    fn row(&mut self, node: NodeRef<'_, Node>) {
        let cells = node.children().filter_map(ElementRef::wrap).map(|cell| cell.text().collect::<String>());
        self.line = cells
            .map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|cell| !cell.is_empty())
            .collect::<Vec<_>>()
            .join(" | ");
        self.markup = Markup::Row;
        self.break_line();
    }

    /// Adds a run of text; white space of the source is one space, but breaks count where the page is preformatted.
    fn add(&mut self, text: &str) {
        for c in text.chars() {
            if c == '\n' && self.preformatted > 0 {
                self.break_line();
                self.by_block = false;
                continue;
            }
            let space = c.is_ascii_whitespace() && self.preformatted == 0;
            if !space {
                self.line.push(c);
            } else if !self.line.is_empty() && !self.line.ends_with(' ') {
                self.line.push(' ');
            }
        }
    }

    fn break_line(&mut self) {
        let markup = std::mem::replace(&mut self.markup, Markup::None);
        let raw = std::mem::take(&mut self.line);
        for mut line in junk::lines(&raw) {
            line.number = self.lines.len() + 1;
            let prose = line.text.contains('。') && line.chars() > 30;
            line.markup = match markup {
                Markup::None if self.by_block => Markup::Block,
                markup => markup,
            };
            if self.hidden > 0 || self.inside == 0 && !prose && !matches!(markup, Markup::Heading(_)) {
                line.markup = Markup::Aside;
            }
            self.lines.push(line);
        }
    }
}

/// Whether a row is one of a table of data: several cells, none of which holds blocks or long prose.
fn is_data_row(node: NodeRef<'_, Node>) -> bool {
    let cells: Vec<ElementRef<'_>> = node.children().filter_map(ElementRef::wrap).collect();
    let prose = |cell: &ElementRef<'_>| {
        let nested = cell.descendants().any(|node| {
            node.value().as_element().is_some_and(|e| matches!(e.name(), "table" | "div" | "li" | "h1" | "h2" | "h3"))
        });
        nested || cell.text().map(|text| text.chars().count()).sum::<usize>() > 200
    };
    cells.len() >= 2 && !cells.iter().any(prose)
}
