//! Paths with `/`, as texts.

/// A path within a folder, either of which may be empty.
pub(crate) fn join(folder: &str, path: &str) -> String {
    if folder.is_empty() {
        path.to_owned()
    } else {
        format!("{folder}/{path}")
    }
}

/// A file's name without its extension.
pub(crate) fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_and_parts() {
        assert_eq!(join("a/b", "c.md"), "a/b/c.md");
        assert_eq!(join("", "c.md"), "c.md");
        assert_eq!(stem("a.b.md"), "a.b");
        assert_eq!(stem(".hidden"), ".hidden");
        assert_eq!(stem("README"), "README");
    }
}
