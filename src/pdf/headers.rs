//! Which cells of a table head which (ISO 32000-1, 14.8.5.7, `Headers`).
//!
//! The scope of a head says enough where every head heads its column. Where some head rows, or stand in several
//! rows above each other, every cell names its heads.

use std::collections::BTreeMap;

use crate::typeset::structure::{StructElement, StructId, StructTree, Tag};

/// For each cell of such tables, by its index among the elements, the cells that head it.
pub(super) fn of_cells(tree: &StructTree) -> BTreeMap<usize, Vec<usize>> {
    let mut found = BTreeMap::new();
    for table in tree.elements.iter().filter(|e| e.tag == Tag::Table) {
        of_table(tree, table, &mut found);
    }
    found
}

fn of_table(tree: &StructTree, table: &StructElement, found: &mut BTreeMap<usize, Vec<usize>>) {
    let at = |id: &StructId| tree.elements.get(id.0 as usize);
    let rows = |group: Tag| {
        let groups = table.children.iter().filter_map(at);
        let rows = groups.filter(move |e| e.tag == group);
        rows.flat_map(|e| &e.children).filter_map(at)
    };
    let mut above: Vec<Vec<usize>> = Vec::new();
    let mut head_rows = 0;
    for row in rows(Tag::THead) {
        head_rows += 1;
        for (column, cell) in row.children.iter().enumerate() {
            if above.len() <= column {
                above.push(Vec::new());
            }
            if let Some(above) = above.get_mut(column)
                && at(cell).is_some_and(|e| e.tag == Tag::Th)
            {
                above.push(cell.0 as usize);
            }
        }
    }
    let heads_rows = |row: &StructElement| {
        let first = row.children.first().and_then(at);
        first.is_some_and(|e| e.tag == Tag::ThRow)
    };
    if head_rows < 2 && !rows(Tag::TBody).any(heads_rows) {
        return;
    }
    for row in rows(Tag::TBody) {
        let beside = heads_rows(row).then(|| row.children.first()).flatten();
        for (column, cell) in row.children.iter().enumerate() {
            let mut heads = above.get(column).cloned().unwrap_or_default();
            heads.extend(beside.filter(|head| *head != cell).map(|id| id.0 as usize));
            if !heads.is_empty() {
                found.insert(cell.0 as usize, heads);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[(Tag, &[Tag])]) -> StructTree {
        let mut tree = StructTree::default();
        let root = tree.add(None, Tag::Document);
        let table = tree.add(Some(root), Tag::Table);
        let (head, body) = (
            tree.add(Some(table), Tag::THead),
            tree.add(Some(table), Tag::TBody),
        );
        for (group, cells) in rows {
            let group = if *group == Tag::THead { head } else { body };
            let row = tree.add(Some(group), Tag::Tr);
            for tag in *cells {
                tree.add(Some(row), *tag);
            }
        }
        tree
    }

    #[test]
    fn cells_name_their_heads_where_rows_are_headed() {
        let simple = table(&[
            (Tag::THead, &[Tag::Th, Tag::Th]),
            (Tag::TBody, &[Tag::Td, Tag::Td]),
        ]);
        assert!(of_cells(&simple).is_empty());
        let headed = table(&[
            (Tag::THead, &[Tag::Th, Tag::Th]),
            (Tag::TBody, &[Tag::ThRow, Tag::Td]),
        ]);
        let heads = of_cells(&headed);
        // Elements 0 to 3 are the document, the table and its groups; each row stands before its cells.
        assert_eq!(heads, BTreeMap::from([(8, vec![5]), (9, vec![6, 8])]));
    }

    #[test]
    fn cells_name_heads_in_several_rows() {
        let tree = table(&[
            (Tag::THead, &[Tag::Th]),
            (Tag::THead, &[Tag::Th]),
            (Tag::TBody, &[Tag::Td]),
        ]);
        assert_eq!(of_cells(&tree), BTreeMap::from([(9, vec![5, 7])]));
    }
}
