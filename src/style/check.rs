//! The bounds of a theme's values, so that no theme makes a page that cannot be set.

use std::fmt::Display;

use super::Theme;
use super::builtin::OutOfBounds;
use super::values::{Kind, Value};
use crate::units::Length;

/// Bounds of sizes and leadings, in points.
const SIZES: (f64, f64) = (3.0, 200.0);
/// Bounds of spaces and indents, in points.
const SPACES: (f64, f64) = (0.0, 400.0);

impl Theme {
    /// The theme, if all its values are within bounds.
    pub(super) fn checked(mut self) -> Result<Self, OutOfBounds> {
        if self.headings.is_empty() {
            return Err(OutOfBounds {
                key: "headings".to_owned(),
                message: "`headings` has no style".to_owned(),
            });
        }
        for Value { key, kind } in self.values_mut() {
            match kind {
                Kind::Size(length) => within(&key, *length, SIZES)?,
                Kind::Space(length) | Kind::Fixed(length) => within(&key, *length, SPACES)?,
                Kind::Number(number, (least, greatest)) => {
                    if !(least..=greatest).contains(&number) {
                        return Err(beyond(&key, &number, (&least, &greatest)));
                    }
                }
            }
        }
        Ok(self)
    }
}

/// The error for a value, named by its key.
fn beyond(
    key: &str,
    value: &dyn Display,
    (least, most): (&dyn Display, &dyn Display),
) -> OutOfBounds {
    OutOfBounds {
        key: key.to_owned(),
        message: format!("`{key}` is {value} and must be from {least} to {most}"),
    }
}

fn within(key: &str, length: Length, bounds: (f64, f64)) -> Result<(), OutOfBounds> {
    let (least, most) = (Length::pt(bounds.0), Length::pt(bounds.1));
    if length < least || length > most {
        return Err(beyond(key, &length, (&least, &most)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The error of a theme that extends the first one.
    fn fault(toml: &str) -> String {
        let source = format!("extends = 'literary'\nname = 'mine'\n{toml}");
        let fault = Theme::from_toml(&source).expect_err("a fault");
        fault.to_string()
    }

    #[test]
    fn a_fault_names_its_key() {
        for (toml, key) in [
            ("[title.text]\nsize = '0pt'", "`title.text.size` is 0pt"),
            (
                "[table-head.text]\nleading = '900pt'",
                "`table-head.text.leading`",
            ),
            ("[quote]\nindent-start = '500pt'", "`quote.indent-start`"),
            ("[body]\nletter-space = 7.0", "`body.letter-space` is 7"),
            ("[geometry.scales]\na4 = 9.0", "`geometry.scales.a4` is 9"),
            ("inline-code-scale = 0.0", "`inline-code-scale`"),
        ] {
            let error = fault(toml);
            assert!(error.contains(key), "{toml}: {error}");
        }
    }

    #[test]
    fn a_heading_is_named_by_its_level() {
        let mut theme = Theme::named("literary").expect("built in").clone();
        theme.headings[2].below = Length::pt(-3.0);
        let fault = theme.checked().expect_err("out of bounds");
        let message = fault.message;
        assert!(message.contains("`headings[3].below` is -3pt"), "{message}");
    }
}
