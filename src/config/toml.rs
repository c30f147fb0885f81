//! TOML to [`Node`].

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::node::{Entry, Node, Value};
use crate::diag::{Code, Diagnostic};
use crate::source::{SourceId, Span};

/// How deep metadata may nest; the format needs four levels.
const MAX_DEPTH: usize = 16;

/// Parses a TOML document.
pub(crate) fn parse(text: &str, source: SourceId) -> Result<Node, Box<Diagnostic>> {
    let table = DeTable::parse(text).map_err(|error| {
        Box::new(
            Diagnostic::error(
                Code::BadMetadata,
                format!("this is not TOML: {}", error.message()),
            )
            .at(Span::new(source, error.span().unwrap_or(0..0))),
        )
    })?;
    let span = Span::new(source, table.span());
    Ok(Node {
        value: Value::Map(entries(table.into_inner(), source, 0)?),
        span,
    })
}

fn entries(
    table: DeTable<'_>,
    source: SourceId,
    depth: usize,
) -> Result<Vec<Entry>, Box<Diagnostic>> {
    let mut entries = Vec::new();
    for (key, value) in table {
        entries.push(Entry {
            key_span: Span::new(source, key.span()),
            key: key.into_inner().into_owned(),
            node: node(value, source, depth + 1)?,
        });
    }
    entries.sort_by_key(|entry| entry.key_span);
    Ok(entries)
}

fn node(
    spanned: Spanned<DeValue<'_>>,
    source: SourceId,
    depth: usize,
) -> Result<Node, Box<Diagnostic>> {
    let span = Span::new(source, spanned.span());
    if depth > MAX_DEPTH {
        return Err(Box::new(
            Diagnostic::error(Code::LimitExceeded, "the metadata is too deep").at(span),
        ));
    }
    let value = match spanned.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => Value::Text(number.as_str().to_owned()),
        DeValue::Float(number) => Value::Text(number.as_str().to_owned()),
        DeValue::Boolean(value) => Value::Bool(value),
        DeValue::Datetime(date) => Value::Text(date.to_string()),
        DeValue::Array(items) => Value::List(
            items
                .into_iter()
                .map(|item| node(item, source, depth + 1))
                .collect::<Result<_, _>>()?,
        ),
        DeValue::Table(table) => Value::Map(entries(table, source, depth)?),
    };
    Ok(Node { value, span })
}
