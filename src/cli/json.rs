//! What happens as lines of JSON, for programs. The form is described in `docs/messages.md` and by a schema.

use bindery::batch::{Outcome, Plan, Record, Status};
use bindery::diag::render::json::{self, object};
use bindery::diag::{Diagnostic, Diagnostics};
use bindery::import::Imported;
use bindery::source::SourceMap;
use serde_json::{Value, json};

/// All lines of a run: each diagnostic and the result of each manuscript, in order, then the sums.
pub(crate) fn lines(plan: &Plan, outcomes: &[Outcome]) -> String {
    let nowhere = SourceMap::default();
    let mut out = json::lines(&plan.diagnostics, None, &nowhere, "");
    let line = |out: &mut String, value: &Value| {
        out.push_str(&value.to_string());
        out.push('\n');
    };
    for outcome in outcomes {
        let name = Some(outcome.name.as_str());
        out.push_str(&json::lines(
            &outcome.diagnostics,
            name,
            &outcome.sources,
            &outcome.base,
        ));
        line(
            &mut out,
            &json!({
                "reason": "manuscript",
                "manuscript": outcome.name,
                "status": outcome.status.as_str(),
                "record": outcome.record,
            }),
        );
    }
    line(&mut out, &summary(plan, outcomes));
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
        .map(|diagnostic| json::diagnostic(diagnostic, Some(file), &imported.sources, ""))
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
    let nullable = |of: Value| json!({ "anyOf": [of, { "type": "null" }] });
    let text = || json!({ "type": "string" });
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
    parts.extend(json::definitions());
    parts.insert("Record".to_owned(), record);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of --message-format json",
        "oneOf": [json::schema(), object(manuscript), object(summary), object(import)],
        "$defs": parts,
    })
}
