//! Marks over, under and through atoms, and primes after them.

use super::tree::{Class, List, Node, Place, Symbol};

/// Accents of the parser and the combining characters that draw them.
const ACCENTS: &[(char, char)] = &[
    ('´', '\u{301}'),
    ('`', '\u{300}'),
    ('^', '\u{302}'),
    ('~', '\u{303}'),
    ('‾', '\u{304}'),
    ('˘', '\u{306}'),
    ('˙', '\u{307}'),
    ('¨', '\u{308}'),
    ('˚', '\u{30a}'),
    ('ˇ', '\u{30c}'),
    ('→', '\u{20d7}'),
];

/// Marks that grow with their base.
const OVER: &[char] = &['←', '→', '⇒', '↔', '↼', '⇀', '⏜', '⏠', '⏞', '⎴'];
const UNDER: &[char] = &['_', '←', '→', '↔', '⏡', '⏟', '⏝', '⎵'];

/// True for a mark that the parser puts over a base.
pub(super) fn is_over(mark: char) -> bool {
    OVER.contains(&mark) || ACCENTS.iter().any(|(accent, _)| *accent == mark)
}

/// True for a mark that the parser puts under a base.
pub(super) fn is_under(mark: char) -> bool {
    UNDER.contains(&mark)
}

/// A base with a mark over it. The parser tells `\bar` from `\overline` no more than `\vec` from `\overrightarrow`,
/// so a base of several atoms gets the mark that is as long as itself.
pub(super) fn over(base: List, mark: char) -> Node {
    let single = is_single(&base);
    let accent = ACCENTS.iter().find(|(accent, _)| *accent == mark);
    match (mark, accent) {
        ('‾', _) if !single => Node::Stretched {
            base,
            mark,
            over: true,
        },
        ('→', Some(_)) if !single => Node::Stretched {
            base,
            mark,
            over: true,
        },
        (_, Some((_, combining))) => Node::Accent {
            wide: !single && matches!(mark, '^' | '~' | 'ˇ'),
            base: dotless(base),
            accent: *combining,
        },
        _ => Node::Stretched {
            base,
            mark,
            over: true,
        },
    }
}

/// A base with a mark under it.
pub(super) fn under(base: List, mark: char) -> Node {
    Node::Stretched {
        base,
        mark,
        over: false,
    }
}

/// An i or j loses its dot under an accent.
fn dotless(mut base: List) -> List {
    if let [Node::Symbol(symbol)] = base.as_mut_slice() {
        symbol.set = match symbol.set {
            '𝑖' => '𝚤',
            '𝑗' => '𝚥',
            'i' => 'ı',
            'j' => 'ȷ',
            other => other,
        };
    }
    base
}

fn is_single(base: &List) -> bool {
    match base.as_slice() {
        [Node::Group(inner)] => is_single(inner),
        [Node::Symbol(_)] => true,
        _ => false,
    }
}

/// Characters and what negates them.
const NEGATED: &[(char, char)] = &[
    ('=', '≠'),
    ('<', '≮'),
    ('>', '≯'),
    ('∈', '∉'),
    ('∋', '∌'),
    ('∃', '∄'),
    ('∼', '≁'),
    ('≃', '≄'),
    ('≅', '≇'),
    ('≈', '≉'),
    ('≡', '≢'),
    ('≤', '≰'),
    ('≥', '≱'),
    ('⊂', '⊄'),
    ('⊃', '⊅'),
    ('⊆', '⊈'),
    ('⊇', '⊉'),
    ('∥', '∦'),
    ('∣', '∤'),
    ('⊢', '⊬'),
    ('⊨', '⊭'),
    ('→', '↛'),
    ('←', '↚'),
    ('⇒', '⇏'),
    ('⇐', '⇍'),
    ('⇔', '⇎'),
    ('≺', '⊀'),
    ('≻', '⊁'),
];

/// A base struck through: by its own negated form where there is one.
pub(super) fn negated(base: List) -> Node {
    if let [Node::Symbol(symbol)] = base.as_slice()
        && let Some((_, negated)) = NEGATED.iter().find(|(c, _)| *c == symbol.plain)
    {
        return Node::Symbol(Symbol {
            set: *negated,
            plain: *negated,
            class: symbol.class,
        });
    }
    Node::Struck(base)
}

/// The class of what the parser calls ordinary.
pub(super) fn ordinary_class(c: char) -> Class {
    match c {
        '!' | '?' => Class::Close,
        '…' | '⋯' | '⋱' | '⋰' => Class::Inner,
        // Only `\colon` is ordinary to the parser.
        ':' => Class::Punct,
        _ => Class::Ord,
    }
}

fn is_prime(node: &Node) -> bool {
    matches!(
        node,
        Node::Symbol(Symbol {
            plain: '′' | '″' | '‴' | '⁗' | '‵' | '‶' | '‷',
            ..
        })
    )
}

/// Adds an atom to a list. Primes, which to the parser are atoms of their own, become superscripts of the atom before.
pub(super) fn push(list: &mut List, node: Node) {
    let (primes, more_sub, more_sup) = match node {
        Node::Scripts {
            base,
            sub,
            sup,
            place: Place::Side,
        } if base.len() == 1 && base.iter().all(is_prime) => (base, sub, sup),
        node if is_prime(&node) => (vec![node], None, None),
        other => {
            list.push(other);
            return;
        }
    };
    let takes = matches!(
        list.last(),
        Some(node) if !matches!(node, Node::Space { .. } | Node::Style(_) | Node::Color(_))
    );
    let last = if takes { list.pop() } else { None };
    let (base, mut sub, mut sup, place) = match last {
        Some(Node::Scripts {
            base,
            sub,
            sup,
            place,
        }) if sup.as_ref().is_none_or(|sup| sup.iter().all(is_prime))
            && (sub.is_none() || more_sub.is_none()) =>
        {
            (base, sub, sup, place)
        }
        Some(other) => (vec![other], None, None, Place::Side),
        None => (List::new(), None, None, Place::Side),
    };
    let marks = sup.get_or_insert_with(List::new);
    marks.extend(primes);
    marks.extend(more_sup.into_iter().flatten());
    if more_sub.is_some() {
        sub = more_sub;
    }
    list.push(Node::Scripts {
        base,
        sub,
        sup,
        place,
    });
}
