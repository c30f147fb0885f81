//! Short names of outputs.

/// The longest slug, in letters.
const MAX_LENGTH: usize = 80;

/// A name of ASCII letters, digits and hyphens from any name, by transliteration:
/// `Über Brücken` gives `uber-brucken`, `평양` gives `pyeongyang`.
pub(super) fn slug(name: &str) -> String {
    let mut out = String::new();
    let short: String = name.chars().take(4 * MAX_LENGTH).collect();
    for c in deunicode::deunicode(&short).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if c != '\'' && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(MAX_LENGTH);
    let out = out.trim_end_matches('-');
    if out.is_empty() {
        "manuscript".to_owned()
    } else {
        out.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transliterates() {
        assert_eq!(slug("Über Brücken!"), "uber-brucken");
        assert_eq!(slug("strange-allies"), "strange-allies");
        assert_eq!(slug("Война и мир"), "voina-i-mir");
        assert_eq!(slug("..."), "manuscript");
        assert!(slug("평양").is_ascii());
    }
}
