//! Attributes in braces.

use crate::document::Attr;

/// `{#id .class lang=fa key="value"}`, or nothing where no attribute can be written.
pub(super) fn braces(attr: &Attr) -> String {
    let mut parts = Vec::new();
    if let Some(id) = attr.id.as_deref().filter(|id| is_name(id)) {
        parts.push(format!("#{id}"));
    }
    for class in attr
        .classes
        .iter()
        .filter(|class| is_name(class) && !class.contains('.'))
    {
        parts.push(format!(".{class}"));
    }
    if let Some(lang) = &attr.lang {
        parts.push(format!("lang={}", lang.as_str()));
    }
    for (key, value) in &attr.pairs {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.%#:/".contains(c);
        if !value.is_empty() && value.chars().all(plain) {
            parts.push(format!("{key}={value}"));
        } else if !value.contains(['"', '\n']) {
            parts.push(format!("{key}=\"{value}\""));
        } else {
            parts.push(format!("{key}='{}'", value.replace(['\'', '\n'], " ")));
        }
    }
    if parts.is_empty() {
        String::new()
    } else {
        format!("{{{}}}", parts.join(" "))
    }
}

/// The attributes of a tag: ` id="x" class="a b"`.
pub(super) fn tag(attr: &Attr) -> String {
    use crate::text::escape_attribute;
    let mut out = String::new();
    if let Some(id) = attr.id.as_deref().filter(|id| is_name(id)) {
        out.push_str(&format!(" id=\"{}\"", escape_attribute(id)));
    }
    if !attr.classes.is_empty() {
        out.push_str(&format!(
            " class=\"{}\"",
            escape_attribute(&attr.classes.join(" "))
        ));
    }
    if let Some(lang) = &attr.lang {
        out.push_str(&format!(" lang=\"{}\"", lang.as_str()));
    }
    for (key, value) in &attr.pairs {
        out.push_str(&format!(" {key}=\"{}\"", escape_attribute(value)));
    }
    out
}

/// Whether a name can be written in braces.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name
            .contains(|c: char| c.is_whitespace() || c.is_control() || "{}[]\"'<>=#`".contains(c))
}
