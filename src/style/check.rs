//! The bounds of a theme's values, so that no theme makes a page that cannot be set.

use std::fmt::Display;

use super::{Theme, ThemeError};
use crate::units::Length;

/// Bounds of sizes and leadings, in points.
const SIZES: (f64, f64) = (3.0, 200.0);
/// Bounds of spaces and indents, in points.
const SPACES: (f64, f64) = (0.0, 400.0);
/// Bounds of letter space, in em.
const LETTER_SPACES: (f64, f64) = (-0.5, 2.0);

impl Theme {
    /// The theme, if all its values are within bounds.
    pub(super) fn checked(mut self) -> Result<Self, ThemeError> {
        if self.headings.is_empty() {
            return Err(ThemeError::OutOfBounds(
                "`headings` has no style".to_owned(),
            ));
        }
        for (key, style) in self.block_styles_mut() {
            text(&style.text, || format!("{key}.text"))?;
            for (length, name) in [
                (style.above, "above"),
                (style.below, "below"),
                (style.indent_start, "indent-start"),
                (style.indent_end, "indent-end"),
            ] {
                within(length, SPACES, || format!("{key}.{name}"))?;
            }
        }
        for (style, name) in [
            (&self.body, "body"),
            (&self.running_head, "running-head"),
            (&self.folio, "folio"),
        ] {
            text(style, || name.to_owned())?;
        }
        for (length, name) in [
            (self.indent, "indent"),
            (self.paragraph_space, "paragraph-space"),
            (self.chapter_sink, "chapter-sink"),
            (self.rule, "rule"),
            (self.geometry.least_inner, "geometry.least-inner"),
            (self.geometry.least_outer, "geometry.least-outer"),
        ] {
            within(length, SPACES, || name.to_owned())?;
        }
        let geometry = &self.geometry;
        let scales = &geometry.scales;
        for (number, (least, most), name) in [
            (self.inline_code_scale, (0.3, 2.0), "inline-code-scale"),
            (f64::from(self.code_ground), (0.0, 1.0), "code-ground"),
            (
                geometry.character_width,
                (0.1, 2.0),
                "geometry.character-width",
            ),
            (geometry.characters, (10.0, 300.0), "geometry.characters"),
            (geometry.height, (0.3, 0.95), "geometry.height"),
            (geometry.inner_share, (0.0, 1.0), "geometry.inner-share"),
            (geometry.top_share, (0.0, 1.0), "geometry.top-share"),
            (scales.a5, (0.3, 3.0), "geometry.scales.a5"),
            (scales.a4, (0.3, 3.0), "geometry.scales.a4"),
            (scales.letter, (0.3, 3.0), "geometry.scales.letter"),
            (scales.trade_6x9, (0.3, 3.0), "geometry.scales.6x9"),
            (scales.digest_5x8, (0.3, 3.0), "geometry.scales.5x8"),
        ] {
            if !(least..=most).contains(&number) {
                return Err(beyond(name, &number, (&least, &most)));
            }
        }
        Ok(self)
    }
}

/// Tells of a value by its key.
fn beyond(
    key: &str,
    value: &dyn Display,
    (least, most): (&dyn Display, &dyn Display),
) -> ThemeError {
    ThemeError::OutOfBounds(format!(
        "`{key}` is {value} and must be from {least} to {most}"
    ))
}

fn text(style: &super::TextStyle, key: impl Fn() -> String) -> Result<(), ThemeError> {
    within(style.size, SIZES, || format!("{}.size", key()))?;
    within(style.leading, SIZES, || format!("{}.leading", key()))?;
    let (least, most) = LETTER_SPACES;
    if !(least..=most).contains(&style.letter_space) {
        let key = format!("{}.letter-space", key());
        return Err(beyond(&key, &style.letter_space, (&least, &most)));
    }
    Ok(())
}

fn within(
    length: Length,
    (least, most): (f64, f64),
    key: impl Fn() -> String,
) -> Result<(), ThemeError> {
    let (least, most) = (Length::pt(least), Length::pt(most));
    if length < least || length > most {
        return Err(beyond(&key(), &length, (&least, &most)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of a theme that extends the first one.
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
            let said = fault(toml);
            assert!(said.contains(key), "{toml}: {said}");
        }
    }

    #[test]
    fn a_heading_is_named_by_its_level() {
        let mut theme = Theme::named("literary").expect("built in").clone();
        theme.headings[2].below = Length::pt(-3.0);
        let fault = theme.checked().expect_err("out of bounds");
        assert!(
            fault.to_string().contains("`headings[3].below` is -3pt"),
            "{fault}"
        );
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_named_by_its_key() {
        for (toml, key) in [
            ("[title]\nalign = 'sideways'", "title.align"),
            ("[caption.text]\nsize = 'large'", "caption.text.size"),
            ("chapters-recto = 'yes'", "chapters-recto"),
        ] {
            let said = fault(toml);
            assert!(said.contains(key), "{toml}: {said}");
        }
    }
}
