//! Things that are counted, in words.

/// "1 proposal", "3 proposals", "0 proposals".
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    #[test]
    fn one_is_one_and_none_are_many() {
        assert_eq!([0, 1, 2].map(|n| super::count(n, "wish", "wishes")), ["0 wishes", "1 wish", "2 wishes"]);
    }
}
