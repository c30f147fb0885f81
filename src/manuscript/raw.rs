//! Metadata as the author writes it: the keys and their types, nothing checked yet.

use std::fmt;

use schemars::JsonSchema;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};

use crate::config::Placed;
use crate::diag::{Code, Diagnostic, Diagnostics};

/// A text with its place.
pub(super) type Text = Placed<String>;

/// The front matter of a manuscript, or its book file.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(rename = "Metadata")]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawMetadata {
    pub(super) title: Option<Text>,
    pub(super) subtitle: Option<Text>,
    pub(super) kind: Option<RawKind>,
    pub(super) authors: Vec<RawPerson>,
    pub(super) contributors: Vec<RawPerson>,
    pub(super) language: Option<Text>,
    pub(super) date: Option<Text>,
    pub(super) description: Option<Text>,
    pub(super) publisher: Option<Text>,
    pub(super) identifiers: RawIdentifiers,
    pub(super) subjects: Vec<Text>,
    pub(super) rights: Option<Text>,
    pub(super) series: Option<RawSeries>,
    pub(super) source: Option<RawSource>,
    pub(super) cover: Option<RawCover>,
    pub(super) theme: Option<Text>,
    pub(super) page: Option<Text>,
    pub(super) contents: Option<bool>,
    pub(super) number_headings: Option<bool>,
    pub(super) chapters: Option<Placed<Vec<Text>>>,
    pub(super) print: RawPrint,
}

/// `print`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(rename = "Print")]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawPrint {
    pub(super) preset: Option<Text>,
    pub(super) standard: Option<RawStandard>,
    pub(super) color: Option<RawInks>,
    pub(super) bleed: Option<Text>,
    pub(super) marks: Option<bool>,
    pub(super) profile: Option<Text>,
    pub(super) condition: Option<Text>,
    pub(super) multiple: Option<Text>,
    pub(super) paper: Option<Text>,
}

/// `standard` of `print`.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[schemars(rename = "Standard")]
pub(super) enum RawStandard {
    #[serde(rename = "x-4")]
    X4,
    #[serde(rename = "x-1a")]
    X1a,
}

/// `color` of `print`.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[schemars(rename = "Inks")]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawInks {
    Black,
    Cmyk,
}

/// The front matter of one chapter of several.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawChapter {
    pub(super) title: Option<Text>,
    pub(super) language: Option<Text>,
    pub(super) kind: Option<super::PartKind>,
}

/// `kind` of a manuscript.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[schemars(rename = "Kind")]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawKind {
    Article,
    Book,
}

/// `identifiers`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(rename = "Identifiers")]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawIdentifiers {
    pub(super) isbn: Option<Text>,
    pub(super) doi: Option<Text>,
    pub(super) urn: Option<Text>,
    pub(super) uuid: Option<Text>,
}

/// One of `authors` or `contributors`.
#[derive(Debug)]
pub(super) struct RawPerson {
    pub(super) name: Text,
    pub(super) file_as: Option<Text>,
    pub(super) role: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PersonMap {
    name: Text,
    file_as: Option<Text>,
    role: Option<Text>,
}

impl<'de> Deserialize<'de> for RawPerson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form;

        impl<'de> Visitor<'de> for Form {
            type Value = Result<String, PersonMap>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name, or a mapping with `name`, `file-as` and `role`")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Self::Value, E> {
                Ok(Ok(name.to_owned()))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                PersonMap::deserialize(MapAccessDeserializer::new(map)).map(Err)
            }
        }

        struct Either(Result<String, PersonMap>);

        impl<'de> Deserialize<'de> for Either {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(Form).map(Either)
            }
        }

        let Placed { value, span } = Placed::<Either>::deserialize(deserializer)?;
        Ok(match value.0 {
            Ok(name) => Self {
                name: Placed { value: name, span },
                file_as: None,
                role: None,
            },
            Err(map) => Self {
                name: map.name,
                file_as: map.file_as,
                role: map.role,
            },
        })
    }
}

/// `series`.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(rename = "Series")]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawSeries {
    pub(super) name: Text,
    pub(super) position: Option<Text>,
}

/// `source`.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(rename = "Source")]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawSource {
    pub(super) title: Text,
    pub(super) author: Option<Text>,
    pub(super) publication: Option<Text>,
    pub(super) date: Option<Text>,
    pub(super) url: Option<Text>,
}

/// `cover`.
#[derive(Debug)]
pub(super) struct RawCover {
    pub(super) image: Text,
    pub(super) alt: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct CoverMap {
    image: Text,
    alt: Option<Text>,
}

impl<'de> Deserialize<'de> for RawCover {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form;

        impl<'de> Visitor<'de> for Form {
            type Value = Result<String, CoverMap>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a path, or a mapping with `image` and `alt`")
            }

            fn visit_str<E: de::Error>(self, path: &str) -> Result<Self::Value, E> {
                Ok(Ok(path.to_owned()))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                CoverMap::deserialize(MapAccessDeserializer::new(map)).map(Err)
            }
        }

        struct Either(Result<String, CoverMap>);

        impl<'de> Deserialize<'de> for Either {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(Form).map(Either)
            }
        }

        let Placed { value, span } = Placed::<Either>::deserialize(deserializer)?;
        Ok(match value.0 {
            Ok(path) => Self {
                image: Placed { value: path, span },
                alt: None,
            },
            Err(map) => Self {
                image: map.image,
                alt: map.alt,
            },
        })
    }
}

/// A path or pattern that stays in the project's folder.
pub(super) fn project_path(text: Text, diagnostics: &mut Diagnostics) -> Option<String> {
    let diagnostic = match crate::world::normalize(&text.value) {
        Ok(path) if !path.is_empty() => return Some(path),
        Ok(_) => Diagnostic::error(Code::BadMetadata, "this path names nothing"),
        Err(error) => Diagnostic::error(Code::PathEscapes, error.to_string())
            .help("write a path below the project file, with `/`"),
    };
    diagnostics.push(diagnostic.at(text.span));
    None
}
