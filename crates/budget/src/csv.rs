//! The few lines of CSV that the built-in reference lists need: commas, quotes, one header row.

pub fn rows(text: &'static str) -> impl Iterator<Item = Vec<String>> {
    text.lines().skip(1).filter(|line| !line.is_empty()).map(fields)
}

fn fields(line: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => out.push(String::new()),
            _ => out.last_mut().expect("starts with one field").push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn quotes_hold_commas() {
        assert_eq!(super::fields("a,\"b, c\",,d"), ["a", "b, c", "", "d"]);
    }
}
