from html.parser import HTMLParser

import pytest
from markupsafe import Markup

from minhdinh.lib.richtext import Citation, CitationStyle, to_html
from tests.lib.richtext.builders import bullets, cell, cite, doc, par, table, text

KNOWN = {
    "1": Citation("MC.1.1.01", "Kế hoạch “năm học” <1>", "/minh-chung/1"),
    "2": Citation("MC.1.1.02", "Biên bản"),
    "3": Citation("MC.1.1.03", "Tệp", "javascript:alert(1)"),
}


def html(*blocks, style=None):
    return to_html(doc(*blocks), KNOWN.get, style)


def test_text_is_escaped_and_marked():
    assert html(par(text("<b>&"), text("đậm", "strong"), text("cả hai", "strong", "em"))) == (
        "<p>&lt;b&gt;&amp;<strong>đậm</strong><strong><em>cả hai</em></strong></p>"
    )


def test_a_citation_is_a_chip_in_its_group():
    assert html(par(text("Đủ. "), cite("1"), cite("2"))) == (
        '<p>Đủ <span class="citations">(<a class="citation" data-evidence="1" href="/minh-chung/1" '
        'title="Kế hoạch “năm học” &lt;1&gt;">MC.1.1.01</a>, '
        '<a class="citation" data-evidence="2" title="Biên bản">MC.1.1.02</a>)</span>.</p>'
    )


def test_a_missing_citation_says_so():
    assert 'class="citation citation-missing" data-evidence="99">minh chứng không còn</a>' in html(
        par(cite("99"))
    )


def test_only_web_and_own_addresses_become_links():
    assert "javascript" not in html(par(cite("3")))


def test_old_convention_brackets_each():
    style = CitationStyle("[", "]", "; ", each=True)
    assert ">MC.1.1.01</a>]; [<a" in html(par(cite("1"), cite("2")), style=style)


def test_lists_and_tables():
    ordered = {"type": "ordered_list", "content": [{"type": "list_item", "content": [par(text("b"))]}]}
    assert html(
        bullets(par(text("a"))), ordered, table([cell(par(text("c")), kind="table_header", colspan=2)])
    ) == (
        "<ul><li><p>a</p></li></ul><ol><li><p>b</p></li></ol>"
        '<table><tbody><tr><th colspan="2"><p>c</p></th></tr></tbody></table>'
    )


def test_a_line_break():
    assert html(par(text("a"), {"type": "hard_break"}, text("b"))) == "<p>a<br>b</p>"


@pytest.mark.parametrize("body", [None, {}])
def test_nothing_is_nothing(body):
    assert to_html(body) == ""


def test_the_result_is_marked_safe_for_templates():
    assert isinstance(html(par(text("a"))), Markup)


@pytest.mark.parametrize(
    "attack", ['"><script>x</script>', "' onmouseover='x", "</p><img src=x onerror=x>", "{{7*7}}"]
)
def test_no_text_name_or_code_breaks_out(attack):
    seen = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag, attrs):
            seen.append((tag, sorted(name for name, _ in attrs)))

    body = doc(par(text(attack), cite("1")))
    Tags().feed(to_html(body, lambda _one: Citation(attack, attack, "/" + attack)))
    assert seen == [("p", []), ("span", ["class"]), ("a", ["class", "data-evidence", "href", "title"])]
