//! Zip archives from strangers: bounds on what they may hold before any of it is unpacked.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

/// How many files an archive may hold.
const MAX_ENTRIES: usize = 20_000;
/// How much may be unpacked of one archive, in bytes.
const MAX_UNPACKED: u64 = 1 << 30;

/// An archive.
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// What may still be unpacked.
    left: u64,
}

impl<'b> Archive<'b> {
    /// Opens an archive, and looks at its list of files.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, String> {
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| format!("it is no whole zip archive: {error}"))?;
        if zip.len() > MAX_ENTRIES {
            return Err(format!("it holds more than {MAX_ENTRIES} files"));
        }
        for name in zip.file_names() {
            let outside = name.starts_with(['/', '\\'])
                || name.contains(['\\', '\0'])
                || name.split('/').any(|part| part == "..")
                || name.get(1..2) == Some(":");
            if outside {
                let shown: String = name.chars().take(80).collect();
                return Err(format!(
                    "it holds a file whose name leads out of it: `{shown}`"
                ));
            }
        }
        Ok(Self {
            zip,
            left: MAX_UNPACKED,
        })
    }

    /// A file of at most `limit` bytes; `None` where there is none of that name.
    pub(super) fn read(&mut self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, String> {
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(format!("`{name}` in it cannot be read: {error}")),
        };
        let limit = limit.min(self.left);
        // What an archive says of sizes is no promise: it is read no further than allowed.
        let mut bytes = Vec::new();
        file.take(limit.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| format!("`{name}` in it cannot be unpacked: {error}"))?;
        let size = bytes.len() as u64;
        if size > limit {
            return Err(format!(
                "`{name}` in it is larger than {limit} bytes unpacked"
            ));
        }
        self.left -= size;
        Ok(Some(bytes))
    }
}
