//! The output intent: the printing condition that a file is made for (ISO 32000-1, 14.11.5).
//!
//! PDF/X-4 wants the condition's profile within the file. Where the manuscript brings none, and then
//! everything is gray, it is a profile of black ink made here. PDF/X-1a is content with the name of a
//! condition in the ICC's registry.

use lopdf::{Dictionary, Document, Object};

use super::Press;
use crate::document::PrintStandard;
use crate::pdf::icc;
use crate::pdf::ink::PressSpace;
use crate::pdf::object::{deflated, dict};
use crate::pdf::string::{bytes, name};

/// The registry of printing conditions.
const REGISTRY: &str = "http://www.color.org";

/// The condition of PDF/X-1a where none is named: offset on coated paper in America, which printers of
/// single copies name too. Its profile is that of most programs' unnamed four inks.
const CONDITION: (&str, &str) = ("CGATS TR 001", "U.S. Web Coated (SWOP)");

/// Writes the intent, with its profile.
pub(super) fn write(
    doc: &mut Document,
    press: Press<'_>,
    space: Option<&PressSpace>,
) -> Dictionary {
    let named = press.print.condition.as_deref();
    let mut intent = dict! {
        "Type" => name("OutputIntent"),
        "S" => name("GTS_PDFX"),
    };
    let (id, info, profile) = match (press.profile.zip(space), press.print.standard) {
        (Some((profile, space)), _) => (
            named.unwrap_or("Custom"),
            space.description.clone(),
            Some((i64::from(space.inks), profile.to_vec())),
        ),
        (None, PrintStandard::X1a) => {
            let (id, info) = named.map_or(CONDITION, |named| (named, named));
            (id, info.to_owned(), None)
        }
        (None, PrintStandard::X4) => (
            named.unwrap_or("Custom"),
            icc::BLACK_INK.to_owned(),
            Some((1, icc::black_ink())),
        ),
    };
    intent.set("OutputConditionIdentifier", bytes(id));
    intent.set("OutputCondition", bytes(info.as_str()));
    intent.set("Info", bytes(info.as_str()));
    if named.is_some() || profile.is_none() {
        intent.set("RegistryName", bytes(REGISTRY));
    }
    if let Some((inks, profile)) = profile {
        let profile = doc.add_object(deflated(dict! { "N" => inks }, &profile));
        intent.set("DestOutputProfile", Object::Reference(profile));
    }
    intent
}
