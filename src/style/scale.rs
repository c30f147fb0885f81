//! A theme at the size of a page.

use super::Theme;
use super::values::Kind;
use crate::document::PageSize;

impl Theme {
    /// The theme with its sizes and spaces scaled for a page.
    #[must_use]
    pub fn scaled(&self, page: PageSize) -> Self {
        let factor = self.geometry.scales.of(page);
        let mut theme = self.clone();
        if (factor - 1.0).abs() < 1e-9 {
            return theme;
        }
        for value in theme.values_mut() {
            match value.kind {
                Kind::Size(length) | Kind::Space(length) => *length = length.scale(factor),
                Kind::Fixed(_) | Kind::Number(..) => {}
            }
        }
        theme
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::units::Length;

    /// The lengths that are the same on every page.
    const FIXED: [&str; 3] = [".rule", ".geometry.least-inner", ".geometry.least-outer"];

    /// Visits each length of a theme in its serialized form, with its key.
    fn lengths(value: &mut Value, key: &str, visit: &mut dyn FnMut(&str, &mut String)) {
        match value {
            Value::String(text) if text.parse::<Length>().is_ok() => visit(key, text),
            Value::Array(items) => {
                for item in items {
                    lengths(item, key, visit);
                }
            }
            Value::Object(map) => {
                for (name, value) in map {
                    lengths(value, &format!("{key}.{name}"), visit);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn every_length_is_scaled_but_those_that_are_fixed() {
        let theme = Theme::named("literary").expect("built in");
        let mut value = serde_json::to_value(theme).expect("a value");
        // A length of zero would show nothing.
        let mut count = 0;
        lengths(&mut value, "", &mut |_, text| {
            count += 1;
            "10pt".clone_into(text);
        });
        assert!(count > 140, "{count}");
        let even: Theme = serde_json::from_value(value).expect("a theme");
        let mut scaled = serde_json::to_value(even.scaled(PageSize::A4)).expect("a value");
        lengths(&mut scaled, "", &mut |key, text| {
            let expected = if FIXED.contains(&key) {
                "10pt"
            } else {
                "11.6pt"
            };
            assert_eq!(text, expected, "{key}");
        });
        assert_eq!(theme.scaled(PageSize::A5), *theme);
    }
}
