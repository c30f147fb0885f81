//! JSON schemas of what authors write, for editors that complete and check it as it is typed.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema, schema_for};

use super::PartKind;
use super::project::RawProject;
use super::raw::{RawCover, RawMetadata, RawPerson};
use crate::config::Placed;

/// The schema of `bindery.toml`.
pub fn project() -> serde_json::Value {
    schema_for!(RawProject).to_value()
}

/// The schema of a manuscript's front matter and of book files.
pub fn metadata() -> serde_json::Value {
    schema_for!(RawMetadata).to_value()
}

/// A place is not written by the author.
impl<T: JsonSchema> JsonSchema for Placed<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl JsonSchema for RawPerson {
    fn schema_name() -> Cow<'static, str> {
        "Person".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A person or body: a name, or a name with the form it is sorted by and a role.",
            "anyOf": [
                { "type": "string" },
                {
                    "type": "object",
                    "properties": {
                        "name": { "type": "string", "description": "The name as printed." },
                        "file-as": { "type": "string", "description": "The name as sorted: `Lovelace, Ada`." },
                        "role": { "type": "string", "description": "A MARC relator code or its name, such as `editor`." }
                    },
                    "required": ["name"],
                    "additionalProperties": false
                }
            ]
        })
    }
}

impl JsonSchema for RawCover {
    fn schema_name() -> Cow<'static, str> {
        "Cover".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The picture of the cover: its path, or its path with what it shows.",
            "anyOf": [
                { "type": "string" },
                {
                    "type": "object",
                    "properties": {
                        "image": { "type": "string", "description": "The picture's path." },
                        "alt": { "type": "string", "description": "What it shows." }
                    },
                    "required": ["image"],
                    "additionalProperties": false
                }
            ]
        })
    }
}

impl JsonSchema for PartKind {
    fn schema_name() -> Cow<'static, str> {
        "PartKind".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemas_name_the_keys_and_allow_no_others() {
        for (value, keys) in [
            (project(), vec!["manuscripts", "names", "metadata"]),
            (
                metadata(),
                vec!["title", "authors", "number-headings", "cover"],
            ),
        ] {
            assert_eq!(value["additionalProperties"], false, "{value}");
            for key in keys {
                assert!(value["properties"][key].is_object(), "{key}: {value}");
            }
        }
    }
}
