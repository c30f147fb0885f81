//! The forms and check digits of identifiers.

use uuid::Uuid;

/// What is wrong with an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum IdentifierError {
    /// Neither ten nor thirteen digits.
    #[error("an ISBN has 10 or 13 digits, this one has {0}")]
    IsbnLength(usize),
    /// A sign that is no digit, hyphen or space.
    #[error("`{0}` has no place in an ISBN")]
    IsbnSign(char),
    /// Thirteen digits that start otherwise.
    #[error("an ISBN of 13 digits starts with 978 or 979")]
    IsbnPrefix,
    /// The last digit doesn't fit the others.
    #[error("the check digit of this ISBN should be `{0}`; a digit was mistyped")]
    IsbnCheck(char),
    /// No DOI.
    #[error("a DOI looks like `10.1000/182`")]
    Doi,
    /// No URN.
    #[error("a URN looks like `urn:nbn:de:101:1-201102033592`")]
    Urn,
    /// No UUID.
    #[error("a UUID looks like `6ba7b810-9dad-11d1-80b4-00c04fd430c8`")]
    Uuid,
}

/// The 13 digits of an ISBN. One of 10 digits is converted (ISBN Users' Manual, section 7).
pub(super) fn isbn13(text: &str) -> Result<String, IdentifierError> {
    let text = text.trim();
    let text = text
        .get(..4)
        .filter(|prefix| prefix.eq_ignore_ascii_case("isbn"))
        .map_or(text, |_| text[4..].trim_start_matches([':', ' ']));
    let mut digits = Vec::new();
    let mut signs = 0;
    for c in text.chars() {
        match (c.to_digit(10), c) {
            (Some(digit), _) => digits.push(digit),
            // The check digit 10 of a short ISBN.
            (None, 'X' | 'x') if digits.len() == 9 => digits.push(10),
            (None, '-' | ' ' | '\u{2010}'..='\u{2013}') => {}
            (None, _) => return Err(IdentifierError::IsbnSign(c)),
        }
        signs += 1;
        if signs > 40 {
            break;
        }
    }
    match digits.as_slice() {
        [body @ .., check] if digits.len() == 10 => {
            let sum: u32 = body.iter().zip((2..=10).rev()).map(|(d, w)| d * w).sum();
            let right = (11 - sum % 11) % 11;
            if right != *check {
                let right = char::from_digit(right, 10).unwrap_or('X');
                return Err(IdentifierError::IsbnCheck(right));
            }
            let mut long = vec![9, 7, 8];
            long.extend(body);
            let check = ean_check(&long);
            long.push(check);
            Ok(to_text(&long))
        }
        [body @ .., check] if digits.len() == 13 => {
            if !(digits.starts_with(&[9, 7, 8]) || digits.starts_with(&[9, 7, 9])) {
                return Err(IdentifierError::IsbnPrefix);
            }
            let right = ean_check(body);
            if right == *check {
                Ok(to_text(&digits))
            } else {
                let right = char::from_digit(right, 10).unwrap_or('0');
                Err(IdentifierError::IsbnCheck(right))
            }
        }
        _ => Err(IdentifierError::IsbnLength(digits.len())),
    }
}

fn ean_check(body: &[u32]) -> u32 {
    let sum: u32 = body
        .iter()
        .zip([1, 3].iter().cycle())
        .map(|(d, w)| d * w)
        .sum();
    (10 - sum % 10) % 10
}

fn to_text(digits: &[u32]) -> String {
    digits
        .iter()
        .filter_map(|d| char::from_digit(*d, 10))
        .collect()
}

/// A DOI without its resolver: `10.1000/182`.
pub(super) fn doi(text: &str) -> Result<String, IdentifierError> {
    let mut text = text.trim();
    for prefix in [
        "https://doi.org/",
        "http://doi.org/",
        "https://dx.doi.org/",
        "http://dx.doi.org/",
        "doi:",
    ] {
        if let Some(head) = text.get(..prefix.len())
            && head.eq_ignore_ascii_case(prefix)
        {
            text = text[prefix.len()..].trim_start();
        }
    }
    let (registrant, name) = text.split_once('/').ok_or(IdentifierError::Doi)?;
    let registrant_ok = registrant.strip_prefix("10.").is_some_and(|rest| {
        rest.len() >= 4
            && rest
                .split('.')
                .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
    });
    let name_ok = !name.is_empty() && name.chars().all(|c| !c.is_whitespace() && !c.is_control());
    if registrant_ok && name_ok {
        Ok(text.to_owned())
    } else {
        Err(IdentifierError::Doi)
    }
}

/// A URN with its scheme and namespace in lower case (RFC 8141).
pub(super) fn urn(text: &str) -> Result<String, IdentifierError> {
    let mut parts = text.trim().splitn(3, ':');
    let (Some(scheme), Some(namespace), Some(name)) = (parts.next(), parts.next(), parts.next())
    else {
        return Err(IdentifierError::Urn);
    };
    let namespace_ok = (2..=32).contains(&namespace.len())
        && namespace
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !namespace.starts_with('-')
        && !namespace.ends_with('-');
    let name_ok = !name.is_empty()
        && !name.starts_with('/')
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/%?#".contains(&b));
    if scheme.eq_ignore_ascii_case("urn") && namespace_ok && name_ok {
        Ok(format!("urn:{}:{name}", namespace.to_ascii_lowercase()))
    } else {
        Err(IdentifierError::Urn)
    }
}

/// A UUID in lower case with hyphens.
pub(super) fn uuid(text: &str) -> Result<String, IdentifierError> {
    Uuid::try_parse(text.trim())
        .map(|uuid| uuid.hyphenated().to_string())
        .map_err(|_| IdentifierError::Uuid)
}

/// The namespace of the UUIDs that Bindery makes, itself the version 5 UUID of the name
/// `bindery` in the null namespace.
fn namespace() -> Uuid {
    Uuid::new_v5(&Uuid::nil(), b"bindery")
}

/// A stable UUID (version 5, RFC 9562) from a name: the same manuscript gets the same one on every machine.
///
/// The name is `isbn:`, `doi:` or the URN of the manuscript where it has one, in this order of
/// preference; else its slug, title and authors, one to a line.
pub(super) fn stable_uuid(name: &str) -> String {
    Uuid::new_v5(&namespace(), name.as_bytes())
        .hyphenated()
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_isbns() {
        assert_eq!(isbn13("978-3-16-148410-0").as_deref(), Ok("9783161484100"));
        assert_eq!(isbn13("0-306-40615-2").as_deref(), Ok("9780306406157"));
        assert_eq!(isbn13("ISBN 0-8044-2957-X").as_deref(), Ok("9780804429573"));
        assert_eq!(
            isbn13("978-3-16-148410-1"),
            Err(IdentifierError::IsbnCheck('0'))
        );
        assert_eq!(
            isbn13("0-306-40615-3"),
            Err(IdentifierError::IsbnCheck('2'))
        );
        assert_eq!(isbn13("12345"), Err(IdentifierError::IsbnLength(5)));
        assert_eq!(isbn13("97é"), Err(IdentifierError::IsbnSign('é')));
        assert_eq!(isbn13("1234567890128"), Err(IdentifierError::IsbnPrefix));
    }

    #[test]
    fn checks_other_forms() {
        assert_eq!(
            doi("https://doi.org/10.1000/182").as_deref(),
            Ok("10.1000/182")
        );
        assert!(doi("11.1000/182").is_err());
        assert_eq!(urn("URN:NBN:de:1").as_deref(), Ok("urn:nbn:de:1"));
        assert!(urn("nbn:de").is_err());
        assert_eq!(
            uuid("6BA7B810-9DAD-11D1-80B4-00C04FD430C8").as_deref(),
            Ok("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
        );
        assert!(uuid("x").is_err());
    }

    #[test]
    fn made_uuids_never_change() {
        assert_eq!(
            stable_uuid("isbn:9783161484100"),
            "a9c7725a-c69f-5676-a3dd-300809dc1116"
        );
    }
}
