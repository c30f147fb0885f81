//! The values of options: how they are written on the command line, and what they mean.

use std::sync::LazyLock;

use bindery::batch::Shard;
use bindery::compile::Stage;
use bindery::document::Lang;
use bindery::manuscript::name::Template;
use bindery::output::{Target, Targets};
use bindery::preflight::Store;
use bindery::style::Theme;
use clap::ValueEnum;
use clap::builder::PossibleValue;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// `bindery.toml`
    Project,
    /// Front matter and book files
    Metadata,
    /// Themes
    Theme,
    /// A line of `--message-format json`
    Messages,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// Text
    Human,
    /// JSON Lines
    Json,
}

/// A store whose rules `--for` asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StoreName(pub(crate) Store);

impl ValueEnum for StoreName {
    fn value_variants<'a>() -> &'a [Self] {
        static STORES: LazyLock<Vec<StoreName>> =
            LazyLock::new(|| Store::ALL.iter().copied().map(StoreName).collect());
        &STORES
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.id()).help(self.0.description()))
    }
}

/// A part of a batch: `2/5`.
pub(super) fn shard(text: &str) -> Result<Shard, String> {
    let parts = text.split_once('/').and_then(|(index, count)| {
        Some(Shard {
            index: index.parse().ok()?,
            count: count.parse().ok()?,
        })
    });
    match parts {
        Some(shard) if (1..=shard.count).contains(&shard.index) => Ok(shard),
        _ => Err("write it as 1/4 to 4/4 for four parts".to_owned()),
    }
}

/// A template of names.
pub(super) fn template(text: &str) -> Result<Template, String> {
    Template::new(text).map_err(|(message, help)| format!("{message}; {help}"))
}

/// A language tag.
pub(super) fn language(tag: &str) -> Result<Lang, String> {
    Lang::new(tag).map_err(|error| format!("{error}; write a tag such as ja or zh-Hant"))
}

/// The name of a theme that there is.
pub(super) fn theme(name: &str) -> Result<String, String> {
    if Theme::named(name).is_some() {
        return Ok(name.to_owned());
    }
    let names: Vec<&str> = Theme::names().collect();
    Err(format!("there are {}", names.join(", ")))
}

/// What `--format` asks for: a target by its name, or all that is for readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    One(Target),
    All,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        static FORMATS: LazyLock<Vec<Format>> = LazyLock::new(|| {
            let asked = Target::ALL.iter().copied();
            let asked = asked.filter(|target| target.format_help().is_some());
            let (readers, printers): (Vec<Target>, Vec<Target>) =
                asked.partition(|target| target.is_for_readers());
            let readers = readers.into_iter().map(Format::One);
            let printers = printers.into_iter().map(Format::One);
            readers.chain([Format::All]).chain(printers).collect()
        });
        &FORMATS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::One(target) => PossibleValue::new(target.name()).help(target.format_help()?),
            Self::All => PossibleValue::new("all").help("All that is for readers"),
        })
    }
}

impl From<Format> for Targets {
    fn from(format: Format) -> Self {
        match format {
            Format::One(target) => target.into(),
            Format::All => Self::for_readers(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Emit {
    Document,
    Edition,
    Galley,
    Pages,
}

impl From<Emit> for Stage {
    fn from(emit: Emit) -> Self {
        match emit {
            Emit::Document => Self::Document,
            Emit::Edition => Self::Edition,
            Emit::Galley => Self::Galley,
            Emit::Pages => Self::Pages,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_the_targets_that_need_nothing_else() {
        let formats = Format::value_variants().iter();
        let names: Vec<String> = formats
            .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
            .collect();
        assert_eq!(names, ["epub", "pdf", "all", "print", "cover"]);
    }
}
