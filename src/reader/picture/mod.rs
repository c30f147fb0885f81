//! Pictures: found within the project, checked, and each kept once.

mod raster;
mod svg;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::{Asset, AssetFormat, AssetId};
use crate::limits::Limits;
use crate::source::Span;
use crate::text::nearest;
use crate::text::{join, percent_decode, scheme, stem};
use crate::world::{Files, normalize};

/// The largest picture file, in bytes.
const MAX_FILE: u64 = 64 << 20;
/// The endings of pictures' names, for hints; what a file is, its first bytes say.
const PICTURE_ENDS: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "svg"];
/// A picture's format and size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Facts {
    format: AssetFormat,
    width: u32,
    height: u32,
}

/// Why a picture can't be used.
#[derive(Debug, Clone)]
struct Refusal {
    code: Code,
    message: String,
    help: Option<String>,
}

impl Refusal {
    fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            help: None,
        }
    }
}

/// The pictures of a manuscript.
pub(super) struct Pictures<'f> {
    files: &'f dyn Files,
    root: &'f str,
    assets: Vec<Asset>,
    /// What became of each path of the project.
    known: BTreeMap<String, Result<AssetId, Refusal>>,
    total: u64,
    limits: Limits,
}

impl<'f> Pictures<'f> {
    /// None yet, of a manuscript in a folder of the project.
    pub(super) fn new(files: &'f dyn Files, root: &'f str, limits: &Limits) -> Self {
        Self {
            files,
            root,
            assets: Vec::new(),
            known: BTreeMap::new(),
            total: 0,
            limits: *limits,
        }
    }

    /// All pictures found.
    pub(super) fn finish(self) -> Vec<Asset> {
        self.assets
    }

    /// The picture that a destination names, from a folder of the manuscript. Where it can't be
    /// used, that is reported.
    pub(super) fn find(
        &mut self,
        folder: &str,
        destination: &str,
        span: Span,
        report: &mut Diagnostics,
    ) -> Option<AssetId> {
        let found = self
            .path(folder, destination)
            .and_then(|path| match self.known.get(&path) {
                Some(known) => known.clone(),
                None => {
                    let found = self.load(&path);
                    self.known.insert(path, found.clone());
                    found
                }
            });
        found
            .map_err(|refusal| {
                let mut diagnostic = Diagnostic::error(refusal.code, refusal.message).at(span);
                diagnostic.help = refusal.help;
                report.push(diagnostic);
            })
            .ok()
    }

    /// The path within the project that a destination names.
    fn path(&self, folder: &str, destination: &str) -> Result<String, Refusal> {
        let shown: String = destination.chars().take(100).collect();
        let destination = destination.trim();
        if destination.starts_with("//") {
            return Err(remote(&shown));
        }
        match scheme(destination).as_deref() {
            None => {}
            Some("http" | "https" | "ftp") => return Err(remote(&shown)),
            Some("file") => {
                return Err(Refusal::new(
                    Code::PathEscapes,
                    format!("`{shown}` lies outside the project folder"),
                ));
            }
            Some("data") => {
                return Err(Refusal {
                    help: Some("put the picture into a file beside the text".to_owned()),
                    ..Refusal::new(Code::UnsafeLink, "pictures in `data:` URLs are not allowed")
                });
            }
            Some(scheme) => {
                return Err(Refusal::new(
                    Code::UnsafeLink,
                    format!("a picture can't be read from `{scheme}:`"),
                ));
            }
        }
        let path = destination.split(['?', '#']).next().unwrap_or(destination);
        let decoded = percent_decode(path)
            .ok_or_else(|| Refusal::new(Code::BadImage, format!("`{shown}` is no path")))?;
        if decoded.is_empty() {
            return Err(Refusal::new(
                Code::MissingImage,
                "this picture has no file name",
            ));
        }
        if decoded.starts_with('/') {
            return Err(Refusal {
                help: Some("write the path from the folder of the text".to_owned()),
                ..Refusal::new(
                    Code::PathEscapes,
                    format!("`{shown}` lies outside the project folder"),
                )
            });
        }
        normalize(&join(self.root, &join(folder, &decoded)))
            .map_err(|error| Refusal::new(Code::PathEscapes, error.to_string()))
    }

    fn load(&mut self, path: &str) -> Result<AssetId, Refusal> {
        let bytes = self.files.read(path, MAX_FILE).map_err(|error| {
            let code = match Code::from(&error) {
                Code::MissingFile => Code::MissingImage,
                code => code,
            };
            Refusal {
                help: (code == Code::MissingImage)
                    .then(|| self.near_name(path))
                    .flatten(),
                ..Refusal::new(code, format!("the picture {error}"))
            }
        })?;
        self.total = self.total.saturating_add(bytes.len() as u64);
        if self.total > self.limits.pictures {
            return Err(Refusal::new(
                Code::LimitExceeded,
                format!(
                    "the pictures have more than {} bytes in all",
                    self.limits.pictures
                ),
            ));
        }
        let facts = if svg::is_svg(&bytes) {
            svg::check(&bytes, &self.limits)
        } else {
            raster::check(&bytes, &self.limits)
        }
        .map_err(|mut refusal| {
            refusal.message = format!("`{path}`: {}", refusal.message);
            refusal
        })?;
        let id = AssetId(u32::try_from(self.assets.len()).unwrap_or(u32::MAX));
        let own = path
            .strip_prefix(self.root)
            .and_then(|rest| rest.strip_prefix('/'))
            .unwrap_or(path);
        self.assets.push(Asset {
            path: own.to_owned(),
            format: facts.format,
            bytes: Arc::from(bytes),
            width: facts.width,
            height: facts.height,
            lang: None,
        });
        Ok(id)
    }

    /// A file of the same folder with a name much like this.
    fn near_name(&self, path: &str) -> Option<String> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let names = self.files.list(folder).ok()?;
        let files = names
            .iter()
            .take(5000)
            .map(String::as_str)
            .filter(|name| is_picture(name));
        let files: Vec<&str> = files.collect();
        let near = nearest(stem(name), files.iter().map(|file| stem(file)))?;
        let near = files.iter().find(|file| stem(file) == near)?;
        Some(format!("did you mean `{near}`?"))
    }
}

/// True for the name of a picture by its ending.
fn is_picture(name: &str) -> bool {
    let end = name.rsplit_once('.').map(|(_, end)| end);
    end.is_some_and(|end| {
        PICTURE_ENDS
            .iter()
            .any(|known| end.eq_ignore_ascii_case(known))
    })
}

fn remote(shown: &str) -> Refusal {
    Refusal {
        help: Some("put a copy of it beside the text: nothing is fetched".to_owned()),
        ..Refusal::new(
            Code::RemoteImage,
            format!("`{shown}` is a picture of another host"),
        )
    }
}

/// Refuses what is empty or too large.
fn check_size(width: u32, height: u32, limits: &Limits) -> Result<(), Refusal> {
    if width == 0 || height == 0 {
        return Err(Refusal::new(Code::BadImage, "the picture is empty"));
    }
    let (side, pixels) = (limits.picture_side, limits.picture_pixels);
    if width > side || height > side || u64::from(width) * u64::from(height) > pixels {
        return Err(Refusal {
            help: Some("make it smaller".to_owned()),
            ..Refusal::new(
                Code::LimitExceeded,
                format!(
                    "the picture has {width} × {height} pixels; the limits are {side} a side and {pixels} in all"
                ),
            )
        });
    }
    Ok(())
}
