//! What happens as lines of JSON, for programs. The form is described in `docs/messages.md`.

use bindery::batch::{Outcome, Plan, Status};
use bindery::diag::{Diagnostic, Diagnostics};
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
