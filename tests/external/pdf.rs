//! The programs that judge and read PDFs: qpdf, veraPDF, Ghostscript, MuPDF and poppler.

use super::*;

/// Checks a PDF's syntax and streams with qpdf. A warning counts as a failure.
pub(crate) fn qpdf_check(path: &Path) -> Option<Result<(), String>> {
    let output = tool("qpdf")?.run(args([&"--check", &path]));
    Some(if output.code == Some(0) && output.stderr.is_empty() {
        Ok(())
    } else {
        Err(output.text())
    })
}

/// Checks a PDF against a standard with veraPDF: `1b`, `2b`, `2u`, `2a`, ... for
/// PDF/A, `ua1` or `ua2` for PDF/UA. The error is one line for each broken rule:
/// its clause and number, how often it is broken, what is wrong and where first.
pub(crate) fn verapdf(path: &Path, flavour: &str) -> Option<Result<(), Vec<String>>> {
    verapdf_all(&[path], flavour)
}

/// [`verapdf`] over several files with one start of Java. The error has a line
/// for each file that fails before those of its broken rules.
pub(crate) fn verapdf_all(paths: &[&Path], flavour: &str) -> Option<Result<(), Vec<String>>> {
    let tool = tool("verapdf")?;
    let mut arguments = args([&"-f", &flavour, &"--format", &"text", &"-v"]).to_vec();
    for path in paths {
        must_exist(path);
        arguments.push(path.as_os_str().to_owned());
    }
    let output = tool.run(arguments);
    let verdicts = |word: &str| {
        let verdicts = output.stdout.lines();
        verdicts.filter(|line| line.starts_with(word)).count()
    };
    let (passed, failed) = (verdicts("PASS "), verdicts("FAIL "));
    if passed == paths.len() && failed == 0 && output.code == Some(0) {
        return Some(Ok(()));
    }
    let mut broken = Vec::new();
    let mut rules = 0;
    for line in output.stdout.lines() {
        if line.starts_with("FAIL ") && paths.len() > 1 {
            broken.push(line.to_owned());
        } else if !line.starts_with("FAIL ")
            && let Some(rule) = line.trim().strip_prefix("FAIL ")
        {
            rules += 1;
            broken.push(rule.to_owned());
        }
    }
    assert!(
        passed + failed == paths.len() && rules > 0,
        "veraPDF broke down over {paths:?}: {}",
        output.text()
    );
    Some(Err(broken))
}

/// Draws every page with Ghostscript. Anything it says beyond its progress is a
/// failure: errors, warnings and fonts that it had to find elsewhere.
pub(crate) fn ghostscript_render(path: &Path) -> Option<Result<(), String>> {
    let tool = tool("gs")?;
    let folder = ScratchFolder::new("gs");
    // One file that every page overwrites.
    let mut picture = OsString::from("-sOutputFile=");
    picture.push(folder.0.join("page.ppm"));
    let output = tool.run(args([
        &"-dNOPAUSE",
        &"-dBATCH",
        &"-dSAFER",
        &"-sDEVICE=ppmraw",
        &"-r72",
        &picture,
        &path,
    ]));
    Some(nothing_said(&output, |line| {
        [
            "GPL Ghostscript ",
            "Copyright (C) ",
            "This software is supplied ",
            "see the file COPYING",
            "Processing pages ",
            "Page ",
        ]
        .iter()
        .any(|start| line.starts_with(start))
            && !line.contains("error")
    }))
}

/// Draws every page with MuPDF. Any error or warning is a failure.
pub(crate) fn mupdf_render(path: &Path) -> Option<Result<(), String>> {
    let tool = tool("mutool")?;
    let folder = ScratchFolder::new("mutool");
    let picture = folder.0.join("page%d.ppm");
    let output = tool.run(args([&"draw", &"-q", &"-r", &"36", &"-o", &picture, &path]));
    // Some builds come without colour management; that says nothing of the file.
    Some(nothing_said(&output, |line| {
        line == "warning: ICC support is not available"
    }))
}

/// A program that ended well and said nothing but what was to be expected.
fn nothing_said(output: &Output, expected: impl Fn(&str) -> bool) -> Result<(), String> {
    let text = output.text();
    let said: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty() && !expected(line))
        .collect();
    if output.code == Some(0) && said.is_empty() {
        Ok(())
    } else {
        Err(format!("exit code {:?}\n{}", output.code, said.join("\n")))
    }
}

/// A font of a PDF, as `pdffonts` lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FontRow {
    /// The name, with the tag of a subset: `ABCDEF+Serif-Regular`.
    pub name: String,
    /// The kind, such as `CID TrueType` or `Type 1C`.
    pub kind: String,
    /// Whether the font program is in the file.
    pub embedded: bool,
    /// Whether it is a subset.
    pub subset: bool,
    /// Whether it maps its glyphs to Unicode.
    pub unicode: bool,
}

/// Lists the fonts of a PDF.
///
/// # Panics
/// If `pdffonts` cannot read the file.
pub(crate) fn pdffonts(path: &Path) -> Option<Vec<FontRow>> {
    let text = poppler("pdffonts", &[], path, &[])?;
    let rows: Option<Vec<_>> = text
        .lines()
        .skip_while(|line| !line.starts_with("---"))
        .skip(1)
        .map(parse_font_row)
        .collect();
    Some(rows.unwrap_or_else(|| panic!("the list of fonts cannot be read: {text}")))
}

/// Reads `NAME TYPE ENCODING EMB SUB UNI OBJECT GENERATION`. A long name pushes
/// the other columns to the right, and names and types may hold spaces, so a
/// row is read from its end.
fn parse_font_row(line: &str) -> Option<FontRow> {
    const KINDS: [&str; 12] = [
        "CID TrueType (OT)",
        "CID Type 0C (OT)",
        "CID TrueType",
        "CID Type 0C",
        "CID Type 0",
        "Type 1C (OT)",
        "TrueType (OT)",
        "Type 1C",
        "Type 1",
        "Type 3",
        "TrueType",
        "unknown",
    ];
    fn last_word(text: &str) -> Option<(&str, &str)> {
        let (rest, word) = text.trim_end().rsplit_once(' ')?;
        Some((rest.trim_end(), word))
    }
    fn yes_or_no(text: &str) -> Option<(&str, bool)> {
        match last_word(text)? {
            (rest, "yes") => Some((rest, true)),
            (rest, "no") => Some((rest, false)),
            _ => None,
        }
    }
    let (mut rest, object) = last_word(line)?;
    if object != "[none]" {
        (rest, _) = last_word(rest)?;
    }
    let (rest, unicode) = yes_or_no(rest)?;
    let (rest, subset) = yes_or_no(rest)?;
    let (rest, embedded) = yes_or_no(rest)?;
    let (rest, _encoding) = last_word(rest)?;
    let (name, kind) = KINDS
        .iter()
        .find_map(|&kind| Some((rest.strip_suffix(kind)?.strip_suffix(' ')?, kind)))?;
    Some(FontRow {
        name: name.trim_end().to_owned(),
        kind: kind.to_owned(),
        embedded,
        subset,
        unicode,
    })
}

/// Takes the text out of a PDF. `options` go before the file: `&["-layout"]`,
/// `&["-f", "2", "-l", "2"]`, ... Pages end with a form feed.
///
/// # Panics
/// If `pdftotext` cannot read the file.
pub(crate) fn pdftotext(path: &Path, options: &[&str]) -> Option<String> {
    let mut all = vec!["-enc", "UTF-8"];
    all.extend(options);
    poppler("pdftotext", &all, path, &["-"])
}

/// What `pdfinfo` tells of a PDF, for example `Pages`, `Title`, `Tagged`,
/// `PDF version`, and for every page `Page 1 size`, `Page 1 MediaBox`,
/// `Page 1 TrimBox`, ... Runs of spaces are made one.
///
/// # Panics
/// If `pdfinfo` cannot read the file.
pub(crate) fn pdfinfo(path: &Path) -> Option<BTreeMap<String, String>> {
    let options = ["-enc", "UTF-8", "-box", "-f", "1", "-l", "-1"];
    let text = poppler("pdfinfo", &options, path, &[])?;
    let one_space = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(
        text.lines()
            .filter_map(|line| line.split_once(':'))
            .map(|(key, value)| (one_space(key), one_space(value)))
            .collect(),
    )
}

/// Runs one of poppler's programs, which must succeed.
fn poppler(name: &str, before: &[&str], path: &Path, after: &[&str]) -> Option<String> {
    let all = before
        .iter()
        .map(OsStr::new)
        .chain([path.as_os_str()])
        .chain(after.iter().map(OsStr::new));
    let output = tool(name)?.run(all);
    assert!(
        output.code == Some(0),
        "{name} cannot read {}: {}",
        path.display(),
        output.text()
    );
    Some(output.stdout)
}

mod tests {
    use super::*;

    #[test]
    fn font_rows_are_read_from_their_end() {
        let row = |line: &str| parse_font_row(line).expect("a row of the table");
        let long = row(
            "ABCDEF+A Name With Spaces That Is Longer Than Its Column CID Type 0C (OT) \
             Identity-H       yes yes no      12  0",
        );
        assert_eq!(
            long.name,
            "ABCDEF+A Name With Spaces That Is Longer Than Its Column"
        );
        assert_eq!(long.kind, "CID Type 0C (OT)");
        assert!(long.embedded && long.subset && !long.unicode);
        let bare = row(
            "[none]                               Type 3            Custom           \
             yes no  no  [none]",
        );
        assert_eq!((&*bare.name, &*bare.kind), ("[none]", "Type 3"));
        assert!(bare.embedded && !bare.subset && !bare.unicode);
        assert!(parse_font_row("no row").is_none());
    }
}
