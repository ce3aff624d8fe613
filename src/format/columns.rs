//! A table in a terminal: each column as wide as its widest cell.

/// The rows as lines, two spaces between columns and none at the end.
pub fn columns(rows: &[Vec<String>]) -> Vec<String> {
    let many = rows.iter().map(Vec::len).max().unwrap_or(0);
    let wide = |n: usize| rows.iter().filter_map(|r| r.get(n)).map(|c| c.chars().count()).max();
    let widths: Vec<usize> = (0..many).map(|n| wide(n).unwrap_or(0)).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [vec!["a", "bé", ""], vec!["long", "x", "y"], vec!["z"]];
        let rows = rows.map(|r| r.into_iter().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(super::columns(&rows), ["a     bé", "long  x   y", "z"]);
        assert!(super::columns(&[]).is_empty());
    }
}
