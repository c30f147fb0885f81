//! Diagnostics as JSON, for programs. The form is described in `docs/messages.md` and by a schema.

use serde_json::{Map, Value, json};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceMap, Span};

/// The diagnostics of one manuscript as JSON Lines, in their order.
pub fn lines(
    diagnostics: &Diagnostics,
    manuscript: Option<&str>,
    sources: &SourceMap,
    base: &str,
) -> String {
    let mut out = String::new();
    for each in diagnostics.iter() {
        out.push_str(&diagnostic(each, manuscript, sources, base).to_string());
        out.push('\n');
    }
    out
}

/// A diagnostic as the value of one line. The names of files are shown after `base`; without a
/// `manuscript` it is about the whole run.
pub fn diagnostic(
    diagnostic: &Diagnostic,
    manuscript: Option<&str>,
    sources: &SourceMap,
    base: &str,
) -> Value {
    let place = |span| place(span, sources, base);
    let related: Vec<Value> = diagnostic
        .related
        .iter()
        .map(|r| json!({ "message": r.message, "place": place(r.span) }))
        .collect();
    json!({
        "reason": "diagnostic",
        "manuscript": manuscript,
        "severity": diagnostic.severity.to_string(),
        "code": diagnostic.code.as_str(),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "place": diagnostic.span.and_then(place),
        "related": related,
    })
}

fn place(span: Span, sources: &SourceMap, base: &str) -> Option<Value> {
    let source = sources.get(span.source)?;
    let (start, end) = (source.location(span.start), source.location(span.end));
    Some(json!({
        "file": format!("{base}{}", source.name()),
        "start": { "byte": span.start, "line": start.line, "column": start.column },
        "end": { "byte": span.end, "line": end.line, "column": end.column },
    }))
}

/// The JSON schema of a line that [`diagnostic`] makes. It refers to the [`definitions`].
pub fn schema() -> Value {
    let nullable = |of: Value| json!({ "anyOf": [of, { "type": "null" }] });
    let text = || json!({ "type": "string" });
    let related = json!({
        "message": { "type": "string" },
        "place": { "$ref": "#/$defs/Place" },
    });
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    object(json!({
        "reason": { "const": "diagnostic" },
        "manuscript": nullable(text()),
        "severity": { "enum": ["error", "warning", "info"] },
        "code": { "enum": codes },
        "message": text(),
        "help": nullable(text()),
        "place": nullable(json!({ "$ref": "#/$defs/Place" })),
        "related": { "type": "array", "items": object(related) },
    }))
}

/// What the schema of a line refers to, for the `$defs` of a whole schema.
pub fn definitions() -> Map<String, Value> {
    let count = json!({ "type": "integer", "minimum": 0 });
    let from_one = json!({ "type": "integer", "minimum": 1 });
    let position = json!({ "byte": count, "line": from_one, "column": from_one });
    let place = json!({
        "file": { "type": "string" },
        "start": { "$ref": "#/$defs/Position" },
        "end": { "$ref": "#/$defs/Position" },
    });
    let named = [("Position", position), ("Place", place)];
    let named = named.map(|(name, properties)| (name.to_owned(), object(properties)));
    named.into_iter().collect()
}

/// The schema of an object that has all of these properties; later versions may have more.
pub fn object(properties: Value) -> Value {
    let names: Vec<String> = properties
        .as_object()
        .map(|object| object.keys().cloned().collect())
        .unwrap_or_default();
    json!({ "type": "object", "required": names, "properties": properties })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn a_line_is_a_diagnostic_with_its_places() {
        let mut sources = SourceMap::default();
        let id = sources.add(Source::new("a.md", "é\nsee [x](#y)\n"));
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(
            Diagnostic::error(Code::DeadLink, "there is no id `y`")
                .at(Span::new(id, 7..14))
                .help("did you mean `#x`?")
                .related(Span::new(id, 0..2), "here"),
        );
        diagnostics.push(Diagnostic::info(Code::MissingAlt, "none"));
        let text = lines(&diagnostics, Some("m/a.md"), &sources, "m/");
        let found: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        assert_eq!(
            found,
            [
                json!({
                    "reason": "diagnostic", "manuscript": "m/a.md", "severity": "error", "code": "dead-link",
                    "message": "there is no id `y`", "help": "did you mean `#x`?",
                    "place": {
                        "file": "m/a.md",
                        "start": { "byte": 7, "line": 2, "column": 5 },
                        "end": { "byte": 14, "line": 2, "column": 12 },
                    },
                    "related": [{
                        "message": "here",
                        "place": {
                            "file": "m/a.md",
                            "start": { "byte": 0, "line": 1, "column": 1 },
                            "end": { "byte": 2, "line": 1, "column": 2 },
                        },
                    }],
                }),
                json!({
                    "reason": "diagnostic", "manuscript": "m/a.md", "severity": "info", "code": "missing-alt",
                    "message": "none", "help": null, "place": null, "related": [],
                }),
            ]
        );
    }

    #[test]
    fn the_schema_knows_every_code() {
        let codes = &schema()["properties"]["code"]["enum"];
        assert_eq!(codes.as_array().map(Vec::len), Some(Code::ALL.len()));
        assert!(definitions().contains_key("Place"));
    }
}
