//! Guesses at what a misspelt name was meant to be.

/// The candidate nearest to a word, if one is near enough to be meant: within a third of its
/// letters by the optimal string alignment distance, or begun by it.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    // The distance costs the product of both lengths.
    if length == 0 || length > 100 {
        return None;
    }
    let limit = length.div_ceil(3).min(3);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= 400)
        .map(|candidate| {
            let lower = candidate.to_lowercase();
            let distance = strsim::osa_distance(&word, &lower);
            let begun = length >= 3 && lower.starts_with(&word);
            (if begun { distance.min(1) } else { distance }, candidate)
        })
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let keys = ["title", "subtitle", "authors", "language"];
        assert_eq!(nearest("autor", keys), Some("authors"));
        assert_eq!(nearest("lang", keys), Some("language"));
        assert_eq!(nearest("tilte", keys), Some("title"));
        assert_eq!(nearest("colour", keys), None);
        assert_eq!(nearest("", keys), None);
    }
}
