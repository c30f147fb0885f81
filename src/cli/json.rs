//! What happens as lines of JSON, for programs. The form is described in `docs/messages.md` and by a schema.

use bindery::batch::{Outcome, Plan, Record, Status};
use bindery::diag::{Code, Diagnostic, Diagnostics};
use bindery::import::Imported;
use bindery::source::{SourceMap, Span};
use serde_json::{Value, json};

/// All lines of a run: each diagnostic and the result of each manuscript, in order, then the sums.
pub(crate) fn lines(plan: &Plan, outcomes: &[Outcome]) -> String {
    let mut out = String::new();
    let mut line = |value: &Value| {
        out.push_str(&value.to_string());
        out.push('\n');
    };
    let nowhere = SourceMap::default();
    for diagnostic in plan.diagnostics.iter() {
        line(&message(diagnostic, None, &nowhere, ""));
    }
    for outcome in outcomes {
        for diagnostic in outcome.diagnostics.iter() {
            let name = Some(outcome.name.as_str());
            line(&message(diagnostic, name, &outcome.sources, &outcome.base));
        }
        line(&json!({
            "reason": "manuscript",
            "manuscript": outcome.name,
            "status": outcome.status.as_str(),
            "record": outcome.record,
        }));
    }
    line(&summary(plan, outcomes));
    out
}

/// All lines of an import: each diagnostic, then what was found and written.
pub(crate) fn import(
    file: &str,
    diagnostics: &[&Diagnostic],
    imported: &Imported,
    written: &[std::path::PathBuf],
) -> String {
    let mut lines: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| message(diagnostic, Some(file), &imported.sources, ""))
        .collect();
    let found = &imported.found;
    lines.push(json!({
        "reason": "import",
        "file": file,
        "kind": found.kind.map(bindery::import::FileKind::name),
        "title": found.title,
        "authors": found.authors,
        "language": found.language,
        "sections": found.sections,
        "notes": found.notes,
        "pictures": found.pictures,
        "written": written.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
    }));
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn summary(plan: &Plan, outcomes: &[Outcome]) -> Value {
    use bindery::diag::Severity;
    let of = |status| outcomes.iter().filter(|o| o.status == status).count();
    let all = || -> Vec<&Diagnostics> {
        let each = outcomes.iter().map(|o| &o.diagnostics);
        std::iter::once(&plan.diagnostics).chain(each).collect()
    };
    let count = |severity| all().iter().map(|d| d.count(severity)).sum::<usize>();
    json!({
        "reason": "summary",
        "built": of(Status::Built),
        "unchanged": of(Status::Unchanged),
        "failed": of(Status::Failed),
        "skipped": of(Status::Skipped),
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
    })
}

fn message(
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

/// The JSON schema of a line.
pub(crate) fn schema() -> Value {
    let mut record = schemars::schema_for!(Record).to_value();
    let of_record = record.as_object_mut();
    let mut parts = of_record
        .and_then(|object| {
            object.remove("$schema");
            object.remove("$defs")
        })
        .and_then(|parts| parts.as_object().cloned())
        .unwrap_or_default();
    let count = json!({ "type": "integer", "minimum": 0 });
    let from_one = json!({ "type": "integer", "minimum": 1 });
    let position = json!({ "byte": count, "line": from_one, "column": from_one });
    let place = json!({
        "file": { "type": "string" },
        "start": { "$ref": "#/$defs/Position" },
        "end": { "$ref": "#/$defs/Position" },
    });
    let related = json!({
        "message": { "type": "string" },
        "place": { "$ref": "#/$defs/Place" },
    });
    let nullable = |of: Value| json!({ "anyOf": [of, { "type": "null" }] });
    let text = || json!({ "type": "string" });
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    let diagnostic = json!({
        "reason": { "const": "diagnostic" },
        "manuscript": nullable(text()),
        "severity": { "enum": ["error", "warning", "info"] },
        "code": { "enum": codes },
        "message": text(),
        "help": nullable(text()),
        "place": nullable(json!({ "$ref": "#/$defs/Place" })),
        "related": { "type": "array", "items": object(related) },
    });
    let manuscript = json!({
        "reason": { "const": "manuscript" },
        "manuscript": text(),
        "status": { "enum": ["built", "unchanged", "failed", "skipped"] },
        "record": nullable(json!({ "$ref": "#/$defs/Record" })),
    });
    let summary = json!({
        "reason": { "const": "summary" },
        "built": count, "unchanged": count, "failed": count, "skipped": count,
        "errors": count, "warnings": count,
    });
    let texts = json!({ "type": "array", "items": text() });
    let import = json!({
        "reason": { "const": "import" },
        "file": text(),
        "kind": nullable(text()),
        "title": nullable(text()),
        "authors": texts,
        "language": nullable(text()),
        "sections": count, "notes": count, "pictures": count,
        "written": texts,
    });
    parts.insert("Position".to_owned(), object(position));
    parts.insert("Place".to_owned(), object(place));
    parts.insert("Record".to_owned(), record);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of --message-format json",
        "oneOf": [object(diagnostic), object(manuscript), object(summary), object(import)],
        "$defs": parts,
    })
}

/// An object that has all of these properties; later versions may have more.
fn object(properties: Value) -> Value {
    let names: Vec<String> = properties
        .as_object()
        .map(|object| object.keys().cloned().collect())
        .unwrap_or_default();
    json!({ "type": "object", "required": names, "properties": properties })
}
