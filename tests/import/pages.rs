//! Web pages of several shapes: a newsroom's, a blog's, an encyclopedia's, one of the old days, one of a word processor.

use bindery::world::MemoryFiles;

use super::support::{builds, page, run, shown};

fn beside() -> MemoryFiles {
    MemoryFiles::default()
        .with("pan.png", page("pan.png"))
        .with("shelf.png", page("shelf.png"))
}

macro_rules! pages {
    ($($name:ident $allowed:expr;)+) => {
        $(
            #[test]
            fn $name() {
                let name = concat!(stringify!($name), ".html");
                let warned = run(name, &page(name), &beside());
                insta::assert_snapshot!(shown(&warned));
                builds(&warned.value, $allowed);
            }
        )+
    };
}

pages! {
    newsroom &[];
    blog &[];
    encyclopedia &["missing-glyph"];
    old &[];
    processor &[];
    manual &["missing-alt"];
}

#[test]
fn a_page_in_another_encoding_is_read() {
    let text = "<html lang=ru><meta charset=windows-1251><title>x</title><h1>Соль</h1><p>Никто не помнит, кто это вырыл.</p>";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(text);
    let warned = run("a.html", &bytes, &MemoryFiles::default());
    let text = shown(&warned);
    assert!(
        text.contains("title: \"Соль\"") && text.contains("Никто не помнит"),
        "{text}"
    );
}

#[test]
fn no_raw_html_and_no_script_come_along() {
    let text = "<h1>T</h1><p onclick=x()>a <b style='x' onmouseover=y>b</b> <script>alert(1)</script>\
                <a href='javascript:alert(1)'>c</a> <a href='  JAVASCRIPT:x'>d</a> &lt;img src=x onerror=y&gt; \
                <iframe src='javascript:z'></iframe><svg><script>q</script></svg></p>\
                <p>[x](javascript:1) ![y](file:///etc/passwd) `z` $m$ {#id} | &amp;amp;</p>";
    let warned = run("a.html", text.as_bytes(), &MemoryFiles::default());
    let text = shown(&warned);
    let body = text.split("----\n").next().expect("a text");
    assert!(
        !body.contains("alert(1)") && !body.contains("onclick"),
        "{text}"
    );
    assert!(body.contains("\\<img src=x onerror=y>"), "{text}");
    assert!(
        body.contains("\\[x\\](javascript:1) !\\[y\\]") || body.contains("\\[x\\]"),
        "{text}"
    );
    builds(&warned.value, &[]);
}

#[test]
fn pictures_come_from_beside_the_page_alone() {
    let text = "<html lang=en><h1>T</h1><p>Text.</p><img src='../secret.png' alt=a><img src='/etc/x.png' alt=b>\
                <img src=none.png alt=c><img src=pan.png alt=d><img src='data:image/png;base64,AAAA' alt=e>";
    let warned = run("a.html", text.as_bytes(), &beside());
    insta::assert_snapshot!(shown(&warned));
}
