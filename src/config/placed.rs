//! A value with its place, through serde.

use std::fmt;

use serde::de::{self, DeserializeSeed, IntoDeserializer, Visitor};
use serde::{Deserialize, Deserializer};

use super::error::Error;
use super::node::Node;
use crate::source::{SourceId, Span};

/// A value with the place it was read from.
#[derive(Debug, Clone)]
pub(crate) struct Placed<T> {
    /// The value.
    pub(crate) value: T,
    /// Where it was written.
    pub(crate) span: Span,
}

/// The name by which [`Placed`] asks the deserializer for its place.
pub(super) const PLACED: &str = "$bindery::Placed";

/// The place and the value of a node, as [`Placed`] asks for them.
pub(super) struct PlacedParts<'de> {
    node: &'de Node,
    next: u8,
}

impl<'de> PlacedParts<'de> {
    pub(super) fn new(node: &'de Node) -> Self {
        Self { node, next: 0 }
    }
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
