//! Themes: every number of design. Both backends derive their looks from the theme, so that the two
//! formats look alike.

mod builtin;
mod check;
mod geometry;
mod part;
mod scale;
mod theme;
mod values;

pub use builtin::ThemeError;
pub(crate) use builtin::place_of;
pub use geometry::{Geometry, PageLayout, Scales};
pub use part::Part;
pub use theme::{
    Align, BlockStyle, CoverDesign, FamilyRole, Figures, FolioPlace, HeadPlace, Margins, TextStyle,
    Theme,
};

/// The JSON schema of themes, for editors that complete and check them as they are typed. A theme that
/// extends another states only what differs, so no key is required.
pub fn schema() -> serde_json::Value {
    let mut value = schemars::schema_for!(Theme).to_value();
    optional(&mut value);
    if let Some(properties) = value.get_mut("properties").and_then(|p| p.as_object_mut()) {
        let names: Vec<&str> = Theme::names().collect();
        let extends = serde_json::json!({
            "description": "The theme that this one changes.",
            "enum": names,
        });
        properties.insert("extends".to_owned(), extends);
    }
    value
}

/// Takes `required` out of a schema. It is ours, so it is not deep.
fn optional(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            map.remove("required");
            map.values_mut().for_each(optional);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(optional),
        _ => {}
    }
}
