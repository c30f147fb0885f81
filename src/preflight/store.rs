//! The stores and printers, with what is known of each.

/// What is known of a store.
struct Row {
    /// The name on the command line.
    id: &'static str,
    /// The name in messages.
    name: &'static str,
    /// What it is, in the words of `--for`.
    description: &'static str,
    /// The least width and height of a cover, in pixels.
    least_cover: Option<(u32, u32)>,
    /// How many levels of contents it shows.
    shown_levels: Option<usize>,
}

macro_rules! stores {
    ($($(#[doc = $doc:literal])+ $variant:ident { $($field:ident: $value:expr,)+ })+) => {
        /// A store or a printer.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Store {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Store {
            /// All stores and printers.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            const fn row(self) -> &'static Row {
                match self {
                    $(Self::$variant => &Row { $($field: $value,)+ },)+
                }
            }
        }
    };
}

stores! {
    /// Amazon Kindle, the e-book.
    Kindle {
        id: "kindle",
        name: "Kindle",
        description: "Amazon Kindle, the e-book",
        least_cover: Some((625, 1000)),
        shown_levels: Some(2),
    }
    /// Apple Books.
    Apple {
        id: "apple",
        name: "Apple Books",
        description: "Apple Books",
        least_cover: Some((1400, 1400)),
        shown_levels: None,
    }
    /// Kobo.
    Kobo {
        id: "kobo",
        name: "Kobo",
        description: "Kobo",
        least_cover: None,
        shown_levels: Some(3),
    }
    /// Google Play Books.
    Google {
        id: "google",
        name: "Google Play Books",
        description: "Google Play Books",
        least_cover: Some((640, 1024)),
        shown_levels: None,
    }
    /// Amazon KDP, the paperback.
    Kdp {
        id: "kdp",
        name: "Amazon KDP",
        description: "Amazon KDP, the paperback",
        least_cover: None,
        shown_levels: None,
    }
    /// IngramSpark, the printed book.
    Ingram {
        id: "ingram",
        name: "IngramSpark",
        description: "IngramSpark, the printed book",
        least_cover: None,
        shown_levels: None,
    }
}

impl Store {
    /// The name on the command line: `kindle`.
    pub const fn id(self) -> &'static str {
        self.row().id
    }

    /// The name in messages: `Kindle`.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// What it is: `Amazon Kindle, the e-book`.
    pub const fn description(self) -> &'static str {
        self.row().description
    }

    /// The least width and height of a cover, in pixels, where it asks for one.
    pub(super) const fn least_cover(self) -> Option<(u32, u32)> {
        self.row().least_cover
    }

    /// How many levels of contents it shows, where it does not show all.
    pub(super) const fn shown_levels(self) -> Option<usize> {
        self.row().shown_levels
    }
}
