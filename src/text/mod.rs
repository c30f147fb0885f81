//! Texts apart from what they mean: strings in, strings out. Everything may use this room, and it uses nothing.

mod decode;
mod near;
mod path;
mod percent;
mod scheme;
mod shorten;
mod xml;

pub(crate) use decode::decode_utf8;
pub(crate) use near::nearest;
pub(crate) use path::{join, stem};
pub(crate) use percent::{percent_decode, percent_encode_path};
pub(crate) use scheme::{is_link_scheme, scheme};
pub(crate) use shorten::shorten;
pub(crate) use xml::{
    XmlPlace, escape_attribute, escape_into, escape_text, is_xml_char, without_unwritten,
};
