//! The space between atoms (The TeXbook, chapter 18 and appendix G, rules 5, 6 and 20).

use crate::typeset::math::tree::{Class, List, Node};

/// The class of a node; `None` for what is no atom.
pub(super) fn class_of(node: &Node) -> Option<Class> {
    Some(match node {
        Node::Space { .. } | Node::Style(_) | Node::Color(_) => return None,
        Node::Symbol(symbol) => symbol.class,
        Node::Word(_) | Node::Operator(..) => Class::Op,
        Node::Fenced { .. } | Node::Fraction { .. } => Class::Inner,
        Node::Sized { class, .. } => *class,
        Node::Scripts { base, .. } | Node::Struck(base) => match base.as_slice() {
            [one] => class_of(one).unwrap_or(Class::Ord),
            _ => Class::Ord,
        },
        // A part in a colour of its own keeps the class of what is in it.
        Node::Group(list) => match list.as_slice() {
            [Node::Color(_), one] => match one {
                Node::Group(inner) if inner.len() == 1 => {
                    inner.first().and_then(class_of).unwrap_or(Class::Ord)
                }
                one => class_of(one).unwrap_or(Class::Ord),
            },
            _ => Class::Ord,
        },
        Node::Text(_)
        | Node::Middle(_)
        | Node::Radical { .. }
        | Node::Accent { .. }
        | Node::Stretched { .. }
        | Node::Table(_)
        | Node::Box { .. } => Class::Ord,
    })
}

/// The classes of a list, where a binary sign without something on both sides counts as ordinary.
pub(in crate::typeset::math) fn classes(list: &List) -> Vec<Option<Class>> {
    let mut classes: Vec<Option<Class>> = list.iter().map(class_of).collect();
    let mut last: Option<usize> = None;
    for i in 0..=classes.len() {
        let class = match classes.get(i) {
            Some(None) => continue,
            Some(Some(class)) => Some(*class),
            None => None,
        };
        let before = last.and_then(|i| classes.get(i).copied().flatten());
        let ends_operand = matches!(class, None | Some(Class::Rel | Class::Close | Class::Punct));
        if ends_operand
            && before == Some(Class::Bin)
            && let Some(slot) = last.and_then(|i| classes.get_mut(i))
        {
            *slot = Some(Class::Ord);
        }
        let no_operand = matches!(
            before,
            None | Some(Class::Bin | Class::Op | Class::Rel | Class::Open | Class::Punct)
        );
        if class == Some(Class::Bin)
            && no_operand
            && let Some(slot) = classes.get_mut(i)
        {
            *slot = Some(Class::Ord);
        }
        last = Some(i);
    }
    classes
}

/// Eighteenths of an em between two atoms. In scripts, most of the space is left out.
pub(super) fn between(left: Class, right: Class, in_script: bool) -> i64 {
    // Columns and rows in the order of `Class`; tens mark the spaces that scripts leave out.
    const THIN: u8 = 1;
    const THIN_TEXT: u8 = 11;
    const MEDIUM: u8 = 12;
    const THICK: u8 = 13;
    const TABLE: [[u8; 8]; 8] = [
        [0, THIN, MEDIUM, THICK, 0, 0, 0, THIN_TEXT],
        [THIN, THIN, 0, THICK, 0, 0, 0, THIN_TEXT],
        [MEDIUM, MEDIUM, 0, 0, MEDIUM, 0, 0, MEDIUM],
        [THICK, THICK, 0, 0, THICK, 0, 0, THICK],
        [0; 8],
        [0, THIN, MEDIUM, THICK, 0, 0, 0, THIN_TEXT],
        [
            THIN_TEXT, THIN_TEXT, 0, THIN_TEXT, THIN_TEXT, THIN_TEXT, THIN_TEXT, THIN_TEXT,
        ],
        [
            THIN_TEXT, THIN, MEDIUM, THICK, THIN_TEXT, 0, THIN_TEXT, THIN_TEXT,
        ],
    ];
    let entry = TABLE
        .get(left as usize)
        .and_then(|row| row.get(right as usize))
        .copied()
        .unwrap_or(0);
    if in_script && entry > 10 {
        return 0;
    }
    match entry % 10 {
        1 => 3,
        2 => 4,
        3 => 5,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::math::build::build;

    fn of(tex: &str) -> Vec<Class> {
        classes(&build(tex).expect("a formula"))
            .into_iter()
            .flatten()
            .collect()
    }

    #[test]
    fn a_sign_without_operands_is_ordinary() {
        use Class::{Bin, Close, Open, Ord, Rel};
        assert_eq!(of("a-b"), [Ord, Bin, Ord]);
        assert_eq!(of("-b"), [Ord, Ord]);
        assert_eq!(of("a=-b"), [Ord, Rel, Ord, Ord]);
        assert_eq!(of("(a+)"), [Open, Ord, Ord, Close]);
        assert_eq!(of("a+"), [Ord, Ord]);
    }

    #[test]
    fn scripts_have_no_space_around_signs() {
        assert_eq!(between(Class::Ord, Class::Bin, false), 4);
        assert_eq!(between(Class::Ord, Class::Rel, true), 0);
        assert_eq!(between(Class::Ord, Class::Op, true), 3);
    }
}
