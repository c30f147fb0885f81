//! Reads serde types from a [`Node`], each error with its place.
//!
//! serde stops at the first error. To report all, [`read`] takes what the error is about out of the
//! tree and reads again, so that the derived types stay the only list of keys and types.

use std::fmt;

use serde::de::value::{StrDeserializer, StringDeserializer};
use serde::de::{self, DeserializeOwned, DeserializeSeed, IntoDeserializer, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};

use super::node::{Entry, Node, Value};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};
use crate::text::nearest;

/// How many errors are reported for one file of metadata.
const MAX_ERRORS: usize = 50;

/// A value with the place it was read from.
#[derive(Debug, Clone)]
pub(super) struct Placed<T> {
    /// The value.
    pub(super) value: T,
    /// Where it was written.
    pub(super) span: Span,
}

/// The name by which [`Placed`] asks the deserializer for its place.
const PLACED: &str = "$bindery::Placed";

/// What is wrong at a place.
#[derive(Debug)]
pub(super) struct Error {
    kind: ErrorKind,
    span: Option<Span>,
}

#[derive(Debug)]
enum ErrorKind {
    UnknownKey(String, &'static [&'static str]),
    UnknownValue(String, &'static [&'static str]),
    MissingKey(&'static str),
    Other(String),
}

impl Error {
    fn or_at(mut self, span: Span) -> Self {
        self.span.get_or_insert(span);
        self
    }

    fn into_diagnostic(self, fallback: Span) -> Diagnostic {
        let quoted = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            names.join(", ")
        };
        let diagnostic = match &self.kind {
            ErrorKind::UnknownKey(key, known) => {
                let help = match (meant(key), nearest(key, known.iter().copied())) {
                    (Some((name, help)), _) if known.contains(&name) => help.to_owned(),
                    (_, Some(near)) => format!("did you mean `{near}`?"),
                    _ => format!("the keys here are {}", quoted(known)),
                };
                Diagnostic::error(Code::BadMetadata, format!("unknown key `{key}`")).help(help)
            }
            ErrorKind::UnknownValue(value, known) => {
                let help = match nearest(value, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the values here are {}", quoted(known)),
                };
                Diagnostic::error(Code::BadMetadata, format!("unknown value `{value}`")).help(help)
            }
            ErrorKind::MissingKey(key) => Diagnostic::error(
                Code::MissingMetadata,
                format!("the key `{key}` is missing here"),
            ),
            ErrorKind::Other(message) => Diagnostic::error(Code::BadMetadata, message.clone()),
        };
        diagnostic.at(self.span.unwrap_or(fallback))
    }
}

/// Keys of other tools, with the key that holds the same here.
fn meant(key: &str) -> Option<(&'static str, &'static str)> {
    Some(match key.to_ascii_lowercase().as_str() {
        "author" | "creator" | "creators" | "by" => {
            ("authors", "write `authors`, a list with one author or more")
        }
        "editor" | "editors" | "translator" | "translators" | "illustrator" | "contributor" => (
            "contributors",
            "write `contributors`, a list of `{name, role}`",
        ),
        "tags" | "tag" | "keywords" | "keyword" | "categories" | "subject" => {
            ("subjects", "write `subjects`, a list")
        }
        "abstract" | "summary" | "lede" | "standfirst" => ("description", "write `description`"),
        "toc" => ("contents", "write `contents: true` or `contents: false`"),
        "copyright" | "license" | "licence" => ("rights", "write `rights`"),
        "locale" => ("language", "write `language`"),
        "isbn" | "doi" | "urn" | "uuid" | "identifier" => (
            "identifiers",
            "write it below `identifiers`, as `isbn`, `doi`, `urn` or `uuid`",
        ),
        "type" => ("kind", "write `kind: article` or `kind: book`"),
        "published" | "year" => ("date", "write `date`"),
        "cover-image" | "image" => ("cover", "write `cover`"),
        "papersize" | "paper" | "trim" => ("page", "write `page`"),
        _ => return None,
    })
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ErrorKind::UnknownKey(name, _) => write!(f, "unknown key `{name}`"),
            ErrorKind::UnknownValue(name, _) => write!(f, "unknown value `{name}`"),
            ErrorKind::MissingKey(name) => write!(f, "missing key `{name}`"),
            ErrorKind::Other(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self {
            kind: ErrorKind::Other(message.to_string()),
            span: None,
        }
    }

    fn invalid_type(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let found = match found {
            de::Unexpected::Unit | de::Unexpected::Option => "nothing".to_owned(),
            de::Unexpected::Seq => "a list".to_owned(),
            de::Unexpected::Map => "a mapping".to_owned(),
            de::Unexpected::Bool(value) => format!("`{value}`"),
            de::Unexpected::Str(text) => format!("`{}`", text.chars().take(60).collect::<String>()),
            other => other.to_string(),
        };
        let expected = match expected.to_string() {
            list if list == "a sequence" => "a list".to_owned(),
            bool if bool == "a boolean" => "`true` or `false`".to_owned(),
            text if text == "a string" => "a text".to_owned(),
            map if map.starts_with("struct ") => "a mapping of `key: value`".to_owned(),
            other => other,
        };
        Self::custom(format!("expected {expected}, found {found}"))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self {
            kind: ErrorKind::UnknownKey(field.to_owned(), expected),
            span: None,
        }
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self {
            kind: ErrorKind::UnknownValue(variant.to_owned(), expected),
            span: None,
        }
    }

    fn missing_field(field: &'static str) -> Self {
        Self {
            kind: ErrorKind::MissingKey(field),
            span: None,
        }
    }
}

/// Reads a type from a tree; what cannot be read is reported and left out.
pub(super) fn read<T: DeserializeOwned + Default>(
    mut node: Node,
    diagnostics: &mut Diagnostics,
) -> T {
    let whole = node.span;
    for _ in 0..MAX_ERRORS {
        match T::deserialize(&node) {
            Ok(value) => return value,
            Err(error) => {
                let span = error.span;
                diagnostics.push(error.into_diagnostic(whole));
                if !span.is_some_and(|span| node.remove_at(span)) {
                    break;
                }
            }
        }
    }
    T::default()
}

impl<'de> Deserializer<'de> for &'de Node {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Text(text) => visitor.visit_borrowed_str(text),
            Value::List(items) => visitor.visit_seq(Items(items.iter())),
            Value::Map(entries) => visitor.visit_map(Entries {
                rest: entries.iter(),
                value: None,
            }),
        }
        .map_err(|error: Error| error.or_at(self.span))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name == PLACED {
            visitor.visit_seq(PlacedParts {
                node: self,
                next: 0,
            })
        } else {
            self.deserialize_any(visitor)
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match &self.value {
            Value::Text(text) => {
                let name: StrDeserializer<'_, Error> = text.as_str().into_deserializer();
                visitor.visit_enum(name)
            }
            _ => Err(de::Error::custom("expected a word")),
        }
        .map_err(|error| error.or_at(self.span))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        // Numbers are kept as they are written.
        match &self.value {
            Value::Text(text) => match text.parse() {
                Ok(number) => visitor.visit_u64(number),
                Err(_) => Err(de::Error::custom("expected a whole number")),
            },
            _ => Err(de::Error::custom("expected a whole number")),
        }
        .map_err(|error: Error| error.or_at(self.span))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

struct Items<'de>(std::slice::Iter<'de, Node>);

impl<'de> de::SeqAccess<'de> for Items<'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        self.0
            .next()
            .map(|node| seed.deserialize(node).map_err(|e| e.or_at(node.span)))
            .transpose()
    }
}

struct Entries<'de> {
    rest: std::slice::Iter<'de, Entry>,
    value: Option<&'de Node>,
}

impl<'de> de::MapAccess<'de> for Entries<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some(entry) = self.rest.next() else {
            return Ok(None);
        };
        self.value = Some(&entry.node);
        let key: StringDeserializer<Error> = entry.key.clone().into_deserializer();
        seed.deserialize(key)
            .map(Some)
            .map_err(|error| error.or_at(entry.key_span))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let node = self
            .value
            .take()
            .ok_or_else(|| <Error as de::Error>::custom("a value without a key"))?;
        seed.deserialize(node).map_err(|e| e.or_at(node.span))
    }
}

struct PlacedParts<'de> {
    node: &'de Node,
    next: u8,
}

impl<'de> de::SeqAccess<'de> for PlacedParts<'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        self.next += 1;
        let span = self.node.span;
        let number = match self.next {
            1 => span.source.0,
            2 => span.start,
            3 => span.end,
            4 => return seed.deserialize(self.node).map(Some),
            _ => return Ok(None),
        };
        seed.deserialize(number.into_deserializer()).map(Some)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Placed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PlacedVisitor<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for PlacedVisitor<T> {
            type Value = Placed<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value with its place")
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut parts: A) -> Result<Placed<T>, A::Error> {
                let mut number = || -> Result<u32, A::Error> {
                    parts
                        .next_element()?
                        .ok_or_else(|| de::Error::custom("a value without a place"))
                };
                let (source, start, end) = (number()?, number()?, number()?);
                let value = parts
                    .next_element()?
                    .ok_or_else(|| de::Error::custom("a place without a value"))?;
                Ok(Placed {
                    value,
                    span: Span {
                        source: SourceId(source),
                        start,
                        end,
                    },
                })
            }
        }

        deserializer.deserialize_struct(
            PLACED,
            &["source", "start", "end", "value"],
            PlacedVisitor(std::marker::PhantomData),
        )
    }
}
