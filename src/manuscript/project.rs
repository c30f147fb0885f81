//! The project file, `bindery.toml`: which manuscripts there are and what they have in common.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::collection::{Description, RawCollection, describe};
use super::limits::RawLimits;
use super::raw::{RawMetadata, Text, project_path};
use super::{check, name};
use crate::config::{self, Entry, Node, Placed, Value, toml};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::{Kind, PageSize};
use crate::limits::Limits;
use crate::output::{Target, Targets};
use crate::source::{Source, SourceId, SourceMap, Span};
use crate::style::Theme;
use crate::text::{decode_utf8, nearest};

/// The largest project file, in bytes.
pub const MAX_PROJECT: u64 = 1 << 20;
/// Metadata that belong to one manuscript alone.
const OWN_KEYS: [&str; 6] = [
    "title",
    "subtitle",
    "identifiers",
    "cover",
    "chapters",
    "source",
];

/// The keys of `bindery.toml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(title = "bindery.toml", rename = "Project")]
pub(super) struct RawProject {
    /// The manuscripts, as patterns such as `articles/*.md`, relative to this file. `manuscript` if not given.
    manuscripts: Vec<Text>,
    /// Patterns of what is no manuscript although a pattern above matches it.
    exclude: Vec<Text>,
    /// The folder of outputs, relative to this file. `build` if not given.
    output: Option<Text>,
    /// The names of outputs, from `{slug}`, `{title}`, `{author}`, `{date}`, `{language}`, `{kind}`,
    /// `{series}` and `{position}`. `{slug}` if not given.
    names: Option<Text>,
    /// What is made: `epub`, `pdf` or both.
    formats: Option<Placed<Vec<RawFormat>>>,
    /// The theme of manuscripts that name none.
    theme: Option<Text>,
    /// The page of manuscripts that name none.
    page: Option<Text>,
    /// Folders of fonts, relative to this file; `fonts` is read in any case.
    fonts: Vec<Text>,
    /// Whether warnings are errors.
    strict: Option<bool>,
    /// Whether an EPUB whose manuscript brings no cover is given one; true if not given.
    drawn_cover: Option<bool>,
    /// Whether the PDF begins with the cover; false if not given.
    pdf_cover: Option<bool>,
    /// The catalogue to be written after a build.
    catalogue: Option<RawCatalogue>,
    /// Volumes that several manuscripts are bound into, each a `[[collection]]`.
    collection: Vec<RawCollection>,
    /// Bounds on what one manuscript may take.
    limits: Option<RawLimits>,
    /// Metadata of manuscripts that do not give their own.
    metadata: Option<RawMetadata>,
}

/// A format: the name of a target that is for readers.
#[derive(Debug, Clone, Copy)]
pub(super) struct RawFormat(Target);

/// The names of formats.
static FORMATS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| Targets::for_readers().iter().map(Target::name).collect());

impl<'de> Deserialize<'de> for RawFormat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let target = Target::named(&name).filter(|target| target.is_for_readers());
        target
            .map(Self)
            .ok_or_else(|| D::Error::unknown_variant(&name, &FORMATS))
    }
}

impl JsonSchema for RawFormat {
    fn schema_name() -> Cow<'static, str> {
        "Format".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let choices = Targets::for_readers();
        let choices: Vec<serde_json::Value> = choices
            .iter()
            .map(|target| {
                let description = target.format_help().map(|help| format!("{help}."));
                serde_json::json!({ "description": description, "type": "string", "const": target.name() })
            })
            .collect();
        json_schema!({ "description": "A format.", "oneOf": choices })
    }
}

/// `catalogue`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(rename = "Catalogue")]
pub(super) struct RawCatalogue {
    /// The title of the page and the feeds.
    title: Option<Text>,
    /// What the catalogue is, in a sentence.
    description: Option<Text>,
    /// The address that the output folder is published at, such as `https://example.org/books/`.
    url: Option<Text>,
}

/// A project file, checked.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// The patterns of manuscripts; empty for the usual folder.
    pub manuscripts: Vec<String>,
    /// The patterns of what is none.
    pub exclude: Vec<String>,
    /// The folder of outputs.
    pub output: Option<String>,
    /// The template of outputs' names.
    pub names: Option<name::Template>,
    /// What is made of each manuscript.
    pub formats: Option<Targets>,
    /// Folders of fonts.
    pub fonts: Vec<String>,
    /// Whether warnings are errors.
    pub strict: bool,
    /// Whether an EPUB whose manuscript brings no cover is given one.
    pub drawn_cover: Option<bool>,
    /// Whether the PDF begins with the cover.
    pub pdf_cover: Option<bool>,
    /// The catalogue, if one is asked for.
    pub catalogue: Option<Catalogue>,
    /// Bounds on what one manuscript may take, where they are not the usual ones.
    pub limits: Limits,
    /// What manuscripts have in common.
    pub defaults: Option<Defaults>,
    /// The volumes that several manuscripts are bound into.
    pub collections: Vec<Description>,
    /// The text of the file.
    pub text: Arc<str>,
}

/// `catalogue`, checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// The title of the page and the feeds.
    pub title: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Where the output folder is published.
    pub url: Option<String>,
}

/// A project file as read.
#[derive(Debug, Clone)]
pub struct LoadedProject {
    /// The project; with errors among the diagnostics it is not to be used.
    pub project: Project,
    /// The file, for showing places.
    pub sources: SourceMap,
    /// What was noticed.
    pub diagnostics: Diagnostics,
}

/// Metadata of a project that hold for each manuscript without its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Defaults {
    name: String,
    text: String,
}

impl Defaults {
    /// The text that they are read from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Fills in what a manuscript's metadata do not have. The project file becomes a source of the
    /// manuscript's.
    pub(super) fn fill(
        &self,
        node: Option<Node>,
        at: Span,
        sources: &mut SourceMap,
    ) -> Option<Node> {
        let source = sources.add(Source::new(self.name.as_str(), self.text.as_str()));
        let common = common(toml::parse(&self.text, source).ok()?);
        let mut node = node.unwrap_or(Node {
            value: Value::Map(Vec::new()),
            span: at,
        });
        if let Value::Map(entries) = &mut node.value {
            for entry in common {
                if !entries.iter().any(|own| own.key == entry.key) {
                    entries.push(entry);
                }
            }
        }
        Some(node)
    }
}

/// The entries of a project file that are metadata of its manuscripts.
fn common(root: Node) -> Vec<Entry> {
    let Value::Map(entries) = root.value else {
        return Vec::new();
    };
    let mut common = Vec::new();
    for entry in entries {
        match (entry.key.as_str(), entry.node.value) {
            ("metadata", Value::Map(inner)) => common.extend(inner),
            ("theme" | "page", value) => common.push(Entry {
                node: Node {
                    value,
                    span: entry.node.span,
                },
                ..entry
            }),
            _ => {}
        }
    }
    common
}

/// Reads a project file.
pub fn load_project(shown: &str, bytes: Vec<u8>) -> LoadedProject {
    let mut loaded = LoadedProject {
        project: Project::default(),
        sources: SourceMap::default(),
        diagnostics: Diagnostics::new(),
    };
    let text = match decode_utf8(bytes) {
        Ok(text) => text,
        Err(bad) => {
            let message = format!("`{shown}` is not UTF-8 (line {})", bad.line);
            loaded
                .diagnostics
                .push(Diagnostic::error(Code::NotUtf8, message).help("save it as UTF-8"));
            return loaded;
        }
    };
    let source = loaded.sources.add(Source::new(shown, text.as_str()));
    match toml::parse(&text, source) {
        Ok(node) => {
            let mut reader = Reader {
                diagnostics: &mut loaded.diagnostics,
            };
            reader.own_keys(&node);
            let has_common = !common(node.clone()).is_empty();
            let raw: RawProject = config::read(node.clone(), reader.diagnostics);
            loaded.project = reader.project(raw, source);
            loaded.project.collections = describe(&node, &mut loaded.diagnostics);
            loaded.project.text = Arc::from(text.as_str());
            if has_common {
                let name = shown.to_owned();
                loaded.project.defaults = Some(Defaults { name, text });
            }
        }
        Err(diagnostic) => loaded.diagnostics.push(*diagnostic),
    }
    loaded
}

struct Reader<'a> {
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn error(&mut self, code: Code, message: String, span: Span, help: Option<String>) {
        let mut diagnostic = Diagnostic::error(code, message).at(span);
        diagnostic.help = help;
        self.diagnostics.push(diagnostic);
    }

    /// Reports what no two manuscripts can have in common.
    fn own_keys(&mut self, root: &Node) {
        let Value::Map(entries) = &root.value else {
            return;
        };
        let Some(metadata) = entries.iter().find(|entry| entry.key == "metadata") else {
            return;
        };
        let Value::Map(entries) = &metadata.node.value else {
            return;
        };
        for entry in entries {
            if OWN_KEYS.contains(&entry.key.as_str()) {
                let message = format!("`{}` belongs to one manuscript alone", entry.key);
                let help = Some("write it in the manuscript".to_owned());
                self.error(Code::BadMetadata, message, entry.key_span, help);
            }
        }
    }

    fn project(&mut self, raw: RawProject, source: SourceId) -> Project {
        let theme = raw.theme.as_ref().map(|theme| self.theme(theme));
        let page = raw.page.as_ref().map(|page| self.page(page));
        debug_assert!(theme.is_none_or(|()| true) && page.is_none_or(|()| true));
        if let Some(mut metadata) = raw.metadata {
            // Its values are checked once here, rather than for each manuscript.
            metadata.title = Some(Placed {
                value: "title".to_owned(),
                span: Span::new(source, 0..0),
            });
            let around = check::Surroundings {
                slug: String::new(),
                kind: Kind::Article,
                span: None,
                title_reported: true,
                title_example: "",
            };
            let _ = check::check(metadata, around, self.diagnostics);
        }
        let formats = raw.formats.map(|formats| {
            let targets: Targets = formats.value.iter().map(|format| format.0).collect();
            if targets.is_empty() && !self.diagnostics.has_errors() {
                let message = "there is no format to make".to_owned();
                let help = Some("write `formats = [\"epub\", \"pdf\"]`".to_owned());
                self.error(Code::BadMetadata, message, formats.span, help);
            }
            targets
        });
        Project {
            manuscripts: self.paths(raw.manuscripts),
            exclude: self.paths(raw.exclude),
            output: raw
                .output
                .and_then(|output| project_path(output, self.diagnostics)),
            names: raw.names.and_then(|names| {
                name::Template::new(&names.value)
                    .map_err(|(message, help)| {
                        self.error(Code::BadMetadata, message, names.span, Some(help));
                    })
                    .ok()
            }),
            formats,
            fonts: self.paths(raw.fonts),
            strict: raw.strict.unwrap_or(false),
            drawn_cover: raw.drawn_cover,
            pdf_cover: raw.pdf_cover,
            catalogue: raw.catalogue.map(|catalogue| {
                let url = catalogue.url.and_then(|url| self.url(url));
                let mut line =
                    |text: Option<Text>| text.and_then(|text| check::line(text, self.diagnostics));
                Catalogue {
                    title: line(catalogue.title),
                    description: line(catalogue.description),
                    url,
                }
            }),
            limits: raw
                .limits
                .map(|limits| limits.check(self.diagnostics))
                .unwrap_or_default(),
            defaults: None,
            collections: Vec::new(),
            text: Arc::default(),
        }
    }

    fn theme(&mut self, theme: &Text) {
        if Theme::named(&theme.value).is_none() {
            let help = match nearest(&theme.value, Theme::names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "there are {}",
                    Theme::names().collect::<Vec<_>>().join(", ")
                ),
            };
            let message = format!("there is no theme `{}`", theme.value);
            self.error(Code::BadTheme, message, theme.span, Some(help));
        }
    }

    fn page(&mut self, page: &Text) {
        if let Err(error) = page.value.parse::<PageSize>() {
            let near = nearest(&page.value, PageSize::names());
            let help = near.map(|near| format!("did you mean `{near}`?"));
            self.error(Code::BadTheme, error.to_string(), page.span, help);
        }
    }

    fn url(&mut self, text: Text) -> Option<String> {
        let address = text.value.trim();
        let rest = ["https://", "http://"]
            .iter()
            .find_map(|scheme| address.strip_prefix(scheme));
        let plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}?#".contains(c);
        if rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(plain)) {
            return Some(address.to_owned());
        }
        let message = format!("`{address}` is no address of a folder on the web");
        let help = Some("write it like `https://example.org/books/`".to_owned());
        self.error(Code::BadMetadata, message, text.span, help);
        None
    }

    fn paths(&mut self, texts: Vec<Text>) -> Vec<String> {
        texts
            .into_iter()
            .filter_map(|text| project_path(text, self.diagnostics))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    fn found(text: &str) -> String {
        let loaded = load_project("bindery.toml", text.as_bytes().to_vec());
        let mut out = String::new();
        for d in loaded.diagnostics.iter() {
            let place = d
                .span
                .map(|s| loaded.sources.describe(s))
                .unwrap_or_default();
            out.push_str(&format!("{place} {}: {}", d.code, d.message));
            if let Some(help) = &d.help {
                out.push_str(&format!(" ({help})"));
            }
            out.push('\n');
        }
        out
    }

    #[test]
    fn a_whole_project_file() {
        let text = "manuscripts = ['a/*.md']\nexclude = ['a/x.md']\noutput = 'out'\nnames = '{date}-{slug}'\n\
            formats = ['epub']\ntheme = 'modern'\npage = '6x9'\nfonts = ['more']\nstrict = true\n\
            drawn-cover = false\npdf-cover = true\n\
            [catalogue]\ntitle = 'All'\n[metadata]\npublisher = 'P'\nlanguage = 'de'\n";
        assert_eq!(found(text), "");
        let project = load_project("bindery.toml", text.into()).project;
        assert_eq!(project.formats, Some(Target::Epub.into()));
        assert!(project.strict && project.defaults.is_some());
        assert_eq!(
            (project.drawn_cover, project.pdf_cover),
            (Some(false), Some(true))
        );
        let catalogue = project.catalogue.expect("asked for");
        assert_eq!(catalogue.title.as_deref(), Some("All"));
        assert!(found("catalogue = { url = 'example.org' }\n").contains("bindery.toml:1:21"));
    }

    #[test]
    fn every_error_has_its_place_and_a_hint() {
        let text = "manuscript = ['x']\noutput = '../out'\nnames = '{slgu}'\nformats = ['docx']\ntheme = 'litrary'\n\
            page = 'a9'\n[metadata]\ntitle = 'T'\nauthor = 'x'\ndate = 'soon'\n[catalogue]\ntitel = 'x'\n";
        assert_snapshot!(found(text), @r#"
        bindery.toml:8:1 bad-metadata: `title` belongs to one manuscript alone (write it in the manuscript)
        bindery.toml:1:1 bad-metadata: unknown key `manuscript` (did you mean `manuscripts`?)
        bindery.toml:4:12 bad-metadata: unknown value `docx` (the values here are `epub`, `pdf`)
        bindery.toml:9:1 bad-metadata: unknown key `author` (write `authors`, a list with one author or more)
        bindery.toml:12:1 bad-metadata: unknown key `titel` (did you mean `title`?)
        bindery.toml:5:9 bad-theme: there is no theme `litrary` (did you mean `literary`?)
        bindery.toml:6:8 bad-theme: there is no page `a9`; there are a5, a4, letter, 6x9 and 5x8, and sizes such as 170x240mm (did you mean `a5`?)
        bindery.toml:10:8 bad-date: `soon` is no date: a date is written `2026-11-24`, `2026-11` or `2026` (write it like `2026-11-24`, `2026-11` or `2026`)
        bindery.toml:2:10 path-escapes: `../out` lies outside the project folder (write a path below the project file, with `/`)
        bindery.toml:3:9 bad-metadata: there is no `{slgu}` to name outputs by (did you mean `{slug}`?)
        "#);
        assert!(found("formats = []\n").contains("there is no format to make"));
    }
}
