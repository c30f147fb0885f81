use super::snapshots;

snapshots! {
    html_inlines: "<b>bold *x*</b> <i>i</i> <u>u</u> <s>s</s> a<sub>1</sub><sup>2</sup> <mark>m</mark> <kbd>K</kbd> <q>q</q> <small>s</small> <abbr title=\"T\">t</abbr> <cite>c</cite> <code>a <b>b</b></code><br>&nbsp;&copy;&bogus; <span lang=fa class='x y' id=i>z</span> <a href='x.md' title=t>l</a> <!-- no -->";
    html_around_markdown: "<div lang=fa class=box>\n\nMarkdown *inside*.\n\n- a\n- b\n\n</div>\n\nafter\n";
    html_blocks: "<h2 id=h>Head</h2>\nloose <em>text</em>\n<blockquote>q</blockquote>\n<hr>\n<pre><code class=\"language-py\">a\n  b &lt;\n</code></pre>\n";
    html_lists: "<ul><li>one<li>two<ol start=3><li><p>in</p></ol></ul>\n\n<dl><dt>T<dd>one<dd>two</dl>\n";
    html_tables: "<table id=t><caption>The <i>cap</i></caption><thead><tr><th>A<th>B</tr></thead><tr><td>1<td>2<tr><td>only</table>\n";
    html_figures: "<figure id=f>\n  <img src=dot.png alt=\"A dot\" width=50%>\n  <figcaption>The <em>caption</em></figcaption>\n</figure>\n\n<img src=\"dot.png\" alt=\"\">\n";
    html_ruby: "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字\n";
    html_mended: "a <b>b <i>c</b> d</i> *e <u>f* g</u>\n\n<p>x <b>y\n\n- <i>z\n\nend</div></b>\n\n<div>open\n";
    html_in_text: "a <div class=x>b</div> <p>c <td>d</td> <hr> e\n";
    html_dropped: "<script>alert(1)</script>\n\na <script>b</script> c <iframe src=//x>d</iframe> e\n\n<style>*{}</style>\n<p onclick=\"x()\" style=\"y\">f <unknown z>g</unknown></p>\n<a href=\"javascript:x\">h</a> <img src=\"javascript:x\" onerror=y>\n\n<!DOCTYPE html>\n<?php x ?>\n";
}
