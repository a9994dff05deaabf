import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from minhdinh.documents.wordml import BODY, CELL, MISSING, Writer, text_run
from minhdinh.lib.richtext import Citation, CitationStyle
from tests.lib.richtext.builders import bullets, cell, cite, doc, par, table, text

KNOWN = {
    "1": Citation("MC.1.1.01", "Kế hoạch “năm” <1>", "https://m.example/1"),
    "2": Citation("MC.1.1.02", "Biên bản", "https://m.example/2"),
    "3": Citation("MC.1.1.03"),
}


def writer(style=None):
    seen = []

    def link_id(url):
        if url not in seen:
            seen.append(url)
        return f"rId{seen.index(url) + 1}"

    return Writer(KNOWN.get, style or CitationStyle(), link_id)


def parsed(markup):
    return parse_xml(f"<w:body {nsdecls('w', 'r')}>{markup}</w:body>")


def texts(markup):
    return [
        "".join(one.text or "" for one in paragraph.iter(qn("w:t")))
        for paragraph in parsed(markup).iter(qn("w:p"))
        if paragraph.find(f".//{qn('w:t')}") is not None
    ]


def test_paragraphs_carry_the_style_of_their_place():
    for place in (BODY, CELL):
        tree = parsed(writer().rich(doc(par(text("a")), par(text("b"))), place))
        styles = [one.get(qn("w:val")) for one in tree.iter(qn("w:pStyle"))]
        assert styles == [place.style, place.style]


def test_marks_become_bold_and_italic():
    tree = parsed(writer().rich(doc(par(text("x", "strong"), text("y", "em"), text("z")))))
    runs = [
        (run.find(f".//{qn('w:b')}") is not None, run.find(f".//{qn('w:i')}") is not None)
        for run in tree.iter(qn("w:r"))
    ]
    assert runs == [(True, False), (False, True), (False, False)]


def test_characters_are_escaped():
    assert texts(writer().rich(doc(par(text("a < b & c > d \"e\" 'f' ]]>"))))) == [
        "a < b & c > d \"e\" 'f' ]]>"
    ]


def test_spaces_at_the_edges_of_runs_are_kept():
    assert 'xml:space="preserve"> a </w:t>' in text_run(" a ")


def test_no_text_is_no_run():
    assert text_run("") == ""


def test_a_group_of_citations_is_links_in_one_bracket():
    markup = writer().rich(doc(par(text("Đủ. "), cite("1"), cite("2"))))
    assert texts(markup) == ["Đủ (MC.1.1.01, MC.1.1.02)."]
    links = list(parsed(markup).iter(qn("w:hyperlink")))
    assert [link.get(qn("r:id")) for link in links] == ["rId1", "rId2"]
    assert links[0].get(qn("w:tooltip")) == "Kế hoạch “năm” <1>"
    assert [one.get(qn("w:val")) for one in parsed(markup).iter(qn("w:rStyle"))] == ["Hyperlink", "Hyperlink"]


def test_a_citation_without_an_address_is_plain():
    markup = writer().rich(doc(par(cite("3"))))
    assert texts(markup) == ["(MC.1.1.03)"]
    assert "hyperlink" not in markup


def test_a_lost_citation_is_named():
    assert texts(writer().rich(doc(par(cite("99"))))) == ["([minh chứng không còn])"]


def test_the_older_convention():
    style = CitationStyle("[", "]", "; ", each=True)
    markup = writer(style).rich(doc(par(text("Đủ. "), cite("1"), cite("2"))))
    assert texts(markup) == ["Đủ [MC.1.1.01]; [MC.1.1.02]."]


@pytest.mark.parametrize("body", [None, {}, doc(par()), doc(par(text("  ")))])
def test_an_empty_text_prints_the_marker_or_what_is_asked(body):
    assert texts(writer().rich(body)) == [MISSING]
    assert texts(writer().rich(body, instead="Không có.")) == ["Không có."]


def test_texts_together_leave_out_the_empty_ones():
    markup = writer().together([doc(par(text("a"))), None, doc(par()), doc(par(text("b")))], CELL)
    assert texts(markup) == ["a", "b"]
    assert texts(writer().together([None, {}], CELL)) == [MISSING]
    assert texts(writer().together([], CELL, instead="-")) == ["-"]


def test_bullets_and_numbers_are_written_out():
    ordered = {
        "type": "ordered_list",
        "content": [{"type": "list_item", "content": [par(text(one))]} for one in ("a", "b")],
    }
    assert texts(writer().rich(doc(bullets(par(text("x")), par(text("y"))), ordered))) == [
        "- x",
        "- y",
        "1. a",
        "2. b",
    ]


def test_nested_lists_are_indented_and_marked_differently():
    inner = bullets(par(text("trong")))
    body = doc(
        {"type": "bullet_list", "content": [{"type": "list_item", "content": [par(text("ngoài")), inner]}]}
    )
    tree = parsed(writer().rich(body))
    assert texts(writer().rich(body)) == ["- ngoài", "+ trong"]
    assert [one.get(qn("w:left")) for one in tree.iter(qn("w:ind"))] == [str(round(BODY.indent * 56.7))]


def test_a_line_break():
    tree = parsed(writer().rich(doc(par(text("a"), {"type": "hard_break"}, text("b")))))
    assert len(list(tree.iter(qn("w:br")))) == 1


def test_a_table_is_followed_by_a_paragraph():
    tree = parsed(writer().rich(doc(table([cell(par(text("a"))), cell(par(text("b")))]))))
    assert [child.tag for child in tree] == [qn("w:tbl"), qn("w:p")]
    assert [one.get(qn("w:val")) for one in tree.iter(qn("w:pStyle"))] == ["MDCell", "MDCell"]


def test_every_cell_ends_with_a_paragraph_even_after_a_nested_table():
    nested = table([cell(par(text("trong")))])
    tree = parsed(writer().rich(doc(table([cell(par(text("ngoài")), nested)]))))
    for one in tree.iter(qn("w:tc")):
        assert one[-1].tag == qn("w:p")


def test_a_long_name_is_cut_in_the_hint():
    link = writer().link("MC", "https://m.example", "d" * 500)
    assert parsed(f"<w:p>{link}</w:p>").find(f".//{qn('w:hyperlink')}").get(qn("w:tooltip")) == "d" * 200
