"""Whatever a person may write prints as well-formed Word, with every word and every citation in it."""

from itertools import pairwise

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minhdinh.documents.wordml import BODY, CELL, Writer
from minhdinh.lib.richtext import Citation, CitationStyle, citation_groups, is_empty, plain_text, validate
from tests.lib.richtext.builders import bullets, cell, cite, doc, par, table, text

words = st.text(alphabet=st.sampled_from("aăâbđêơưÁỄ 0189<>&\"'{}%[]()"), min_size=1, max_size=12)
marks = st.sampled_from([(), ("strong",), ("em",), ("strong", "em")])
inline = st.one_of(
    st.builds(lambda value, names: text(value, *names), words, marks),
    st.builds(cite, st.sampled_from(["1", "2", "3"])),
    st.just({"type": "hard_break"}),
)
paragraphs = st.builds(lambda parts: par(*parts), st.lists(inline, max_size=5))
cells = st.builds(lambda blocks, columns, rows: cell(*blocks, colspan=columns, rowspan=rows),
                  st.lists(paragraphs, min_size=1, max_size=2), st.integers(1, 3), st.integers(1, 3))  # fmt: skip
tables = st.builds(
    lambda rows: table(*rows), st.lists(st.lists(cells, min_size=1, max_size=3), min_size=1, max_size=3)
)
lists = st.builds(lambda items: bullets(*items), st.lists(paragraphs, min_size=1, max_size=3))
bodies = st.builds(
    lambda blocks: validate(doc(*blocks)), st.lists(paragraphs | lists | tables, min_size=1, max_size=3)
)
places = st.sampled_from([BODY, CELL])
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def resolve(identity):
    return Citation(f"MC.{identity}", "Tên <&>", f"https://m.example/{identity}")


def printed(body, place):
    markup = Writer(resolve, CitationStyle(), lambda url: f"rId{url[-1]}").rich(body, place)
    return parse_xml(f"<w:body {nsdecls('w', 'r')}>{markup}</w:body>")


def letters(value):
    return "".join(one for one in value if one.isalnum())


@quick
@given(bodies, places)
def test_every_letter_is_printed(body, place):
    tree = printed(body, place)
    shown = letters("".join(one.text or "" for one in tree.iter(qn("w:t"))))
    if is_empty(body):
        assert shown == "chưacódữliệu"
    else:
        codes = sum(len(group) for group in citation_groups(body))
        assert len(shown) == len(letters(plain_text(body))) + codes * len("MC1")


@quick
@given(bodies, places)
def test_every_group_is_printed_as_links(body, place):
    links = [link.get(qn("r:id"))[-1] for link in printed(body, place).iter(qn("w:hyperlink"))]
    assert links == [one for group in citation_groups(body) for one in group]


@quick
@given(bodies, places)
def test_cells_end_with_a_paragraph_and_rows_fill_the_grid(body, place):
    tree = printed(body, place)
    for one in tree.iter(qn("w:tc")):
        assert one[-1].tag == qn("w:p")
    for one in tree.iter(qn("w:tbl")):
        grid = len(one.find(qn("w:tblGrid")))
        for row in one.findall(qn("w:tr")):
            assert sum(_span(each) for each in row.findall(qn("w:tc"))) == grid


def _span(one):
    span = one.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return int(span.get(qn("w:val"))) if span is not None else 1


@quick
@given(bodies, places)
def test_no_two_tables_touch(body, place):
    tags = [child.tag for child in printed(body, place)]
    assert (qn("w:tbl"), qn("w:tbl")) not in list(pairwise(tags))
    assert tags[-1] == qn("w:p")
