//! What a straight quote is: opening, closing, an apostrophe, a prime.

use super::chars::{Class, class, is_east_asian, is_hebrew};
use super::convert::Pass;
use super::outlook::{Kind, Open};
use crate::locale::Typography;

impl Pass<'_> {
    /// A straight quote.
    pub(super) fn quote(&mut self, kind: Kind, style: &Typography) {
        if style.gershayim && self.hebrew(kind) {
            return;
        }
        match kind {
            Kind::Double => self.double(style),
            Kind::Single => self.single(style),
        }
    }

    /// Gershayim and geresh: in and behind Hebrew letters.
    fn hebrew(&mut self, kind: Kind) -> bool {
        let after_letter = self.before(1).is_some_and(is_hebrew);
        let before_letter = self.peek(1).is_some_and(is_hebrew);
        let top_is_single = self.open.last().is_some_and(|o| o.kind == Kind::Single);
        let sign = match kind {
            Kind::Double if after_letter && before_letter => '\u{5f4}',
            Kind::Single if after_letter && (before_letter || !top_is_single) => '\u{5f3}',
            _ => return false,
        };
        self.put(sign, Class::Word, 1);
        true
    }

    fn double(&mut self, style: &Typography) {
        if self.prime == Some(self.at) {
            self.put('″', Class::Other, 1);
            return;
        }
        let next = self.outlook.next(self.at);
        let is_open = self.doubles > 0;
        let free_left = matches!(self.last, Class::Edge | Class::Space | Class::Open);
        let free_right = matches!(next, Class::Edge | Class::Space);
        let opens = match (free_left, free_right) {
            // ` ".`: a space too many before a closing quote.
            (true, false) => !(is_open && self.last == Class::Space && self.stop_follows()),
            (true, true) => !is_open && (self.last != Class::Space || next == Class::Space),
            (false, true) => false,
            (false, false) => match (self.last, next) {
                (Class::Dash, Class::Word | Class::Open) => true,
                (Class::Dash, _) => !is_open,
                (_, Class::Dash | Class::Other) => false,
                _ => !is_open,
            },
        };
        if opens {
            self.open(Kind::Double, style);
        } else if is_open {
            self.close(Kind::Double, style);
        } else if self.last == Class::Word && self.last_char.is_ascii_digit() {
            self.put('″', Class::Other, 1);
        } else {
            self.put_closing(style.quotes.outer()[1], style);
        }
    }

    /// True when a stop or closing bracket follows directly.
    fn stop_follows(&self) -> bool {
        matches!(
            self.peek(1),
            Some('.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '…')
        )
    }

    fn single(&mut self, style: &Typography) {
        let next = self.outlook.next(self.at);
        let direct = self.peek(1);
        let direct_class = direct.map_or(Class::Edge, class);
        let asian = is_east_asian(self.last_char) && self.last == Class::Word
            || direct.is_some_and(is_east_asian);
        let top_is_single = self.open.last().is_some_and(|o| o.kind == Kind::Single);

        if self.last == Class::Word && direct_class == Class::Word && !asian {
            if self.feet_and_inches() {
                return;
            }
            self.put('’', Class::Word, 1);
            return;
        }
        if self.last == Class::Word && style.elision {
            // l'"ami", l'«ami»: what follows stands at the start of a word.
            let quote_follows = direct == Some('"') && next == Class::Word;
            if quote_follows || direct_class == Class::Open {
                self.put('’', Class::Open, 1);
                return;
            }
        }
        let free_left = matches!(
            self.last,
            Class::Edge | Class::Space | Class::Open | Class::Dash
        );
        let free_right = matches!(next, Class::Edge | Class::Space);
        if free_left && !free_right && (next == Class::Word || direct_class != Class::Other) {
            self.at_word_start(style);
        } else if free_left && free_right && self.last == Class::Space && !top_is_single {
            // Alone between spaces: left as it is typed.
            self.put('\'', Class::Other, 1);
        } else if asian && !top_is_single && next == Class::Word {
            self.open(Kind::Single, style);
        } else {
            self.at_word_end(style, asian);
        }
    }

    /// A `'` before a word: it opens a quotation, or stands for letters that are left out.
    fn at_word_start(&mut self, style: &Typography) {
        if self.rock_and_roll() {
            return;
        }
        let apostrophe = self.is_clipped(&style.clipped)
            || self.is_decade()
            || (!self.outlook.closer_follows(self.at) && self.last != Class::Edge);
        if apostrophe {
            self.put('’', Class::Word, 1);
        } else {
            self.open(Kind::Single, style);
        }
    }

    /// A `'` behind a word: it closes a quotation, or is an apostrophe.
    fn at_word_end(&mut self, style: &Typography, asian: bool) {
        let top_is_single = self.open.last().is_some_and(|o| o.kind == Kind::Single);
        // 'the dogs' tails': the next one closes, so this one does not.
        let possessive = !asian
            && matches!(self.last_char, 's' | 'S' | 'x' | 'z' | 'ß')
            && self.peek(1) == Some(' ')
            && self.outlook.next_closes(self.at);
        if top_is_single && !possessive {
            self.close(Kind::Single, style);
        } else if self.last == Class::Word && self.last_char.is_ascii_digit() {
            self.put('′', Class::Other, 1);
        } else {
            self.put('’', Class::Other, 1);
        }
    }

    /// `rock 'n' roll`: both are apostrophes.
    fn rock_and_roll(&mut self) -> bool {
        let word = self.peek_text(1).filter(|c| matches!(c, 'n' | 'N'));
        let ends =
            self.peek_text(2) == Some('\'') && self.peek(3).is_none_or(|c| class(c) != Class::Word);
        let Some(word) = word.filter(|_| ends && self.last != Class::Edge) else {
            return false;
        };
        self.put('’', Class::Word, 1);
        self.put(word, Class::Word, 1);
        self.put('’', Class::Word, 1);
        true
    }

    /// True when the word that follows has lost its start and is not quoted alone.
    fn is_clipped(&self, words: &[String]) -> bool {
        const LONGEST: usize = 8;
        if words.is_empty() {
            return false;
        }
        let word: String = (1..=LONGEST)
            .map_while(|ahead| self.peek(ahead).filter(|c| c.is_alphabetic()))
            .flat_map(char::to_lowercase)
            .collect();
        let end = word.chars().count() + 1;
        words.contains(&word)
            && self
                .peek(end)
                .is_none_or(|c| !c.is_alphabetic() && c != '\'')
    }

    /// `'90s`: two digits and an `s`.
    fn is_decade(&self) -> bool {
        let digit = |ahead| self.peek(ahead).is_some_and(|c: char| c.is_ascii_digit());
        digit(1)
            && digit(2)
            && self.peek(3) == Some('s')
            && self.peek(4).is_none_or(|c| class(c) != Class::Word)
    }

    /// `5'10"`: a prime, and a double prime to come.
    fn feet_and_inches(&mut self) -> bool {
        if !self.last_char.is_ascii_digit() {
            return false;
        }
        let digits = (1..=2)
            .take_while(|&ahead| self.peek(ahead).is_some_and(|c| c.is_ascii_digit()))
            .count();
        if digits == 0 || self.peek_text(digits + 1) != Some('"') {
            return false;
        }
        self.prime = Some(self.at + digits + 1);
        self.put('′', Class::Other, 1);
        true
    }

    /// Opens a quotation: with the marks of its kind, or the others where it lies in one of the same.
    fn open(&mut self, kind: Kind, style: &Typography) {
        let own = match kind {
            Kind::Double => 0,
            Kind::Single => 1,
        };
        let level = match self.open.last() {
            Some(around) if around.level == own => 1 - own,
            _ => own,
        };
        let [opening, closing] = style.quotes.level(level);
        self.open.push(Open {
            kind,
            level,
            closing,
        });
        if kind == Kind::Double {
            self.doubles += 1;
        }
        self.put_opening(opening, style);
    }

    /// Closes the innermost quotation of a kind, and with it those in it that were never closed.
    fn close(&mut self, kind: Kind, style: &Typography) {
        let mut closing = style.quotes.outer()[1];
        while let Some(open) = self.open.pop() {
            if open.kind == Kind::Double {
                self.doubles -= 1;
            }
            if open.kind == kind {
                closing = open.closing;
                break;
            }
        }
        self.put_closing(closing, style);
    }
}
