import io

import pytest
from docx import Document
from jinja2.exceptions import SecurityError
from PIL import Image

from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.templating import TemplateProblem, WordTemplate, docx_bytes, sandbox
from minhdinh.lib.richtext import CitationStyle
from tests.lib.richtext.builders import cite, doc, par, text


def template(*lines):
    made = new_document()
    for line in lines:
        made.add_paragraph(line, style="MD Body")
    return WordTemplate(docx_bytes(made))


def filled(*lines, **context):
    return [one.text for one in template(*lines).fill(context, title="t").paragraphs]


def test_values_loops_and_conditions():
    assert filled(
        "Trường {{ school.name|upper }}",
        "{%p for one in list %}",
        "{{ loop.index }}. {{ one }}",
        "{%p endfor %}",
        "{% if a %}có{% else %}không{% endif %}",
        school={"name": "Sao Mai"},
        list=["x", "y"],
        a=False,
    ) == ["Trường SAO MAI", "1. x", "2. y", "không"]


def test_values_are_escaped():
    assert filled("{{ a }}", a="<w:b/> & {{ b }} {% c %}") == ["<w:b/> & {{ b }} {% c %}"]


def test_a_new_line_in_a_value_is_a_line_break():
    assert filled("{{ a }}", a="một\nhai") == ["một\nhai"]


def test_rich_text_takes_the_place_of_its_paragraph():
    opened = template("{{p body }}", "Sau")
    writer = opened.writer(lambda _one: None, CitationStyle())
    body = writer.rich(doc(par(text("một")), par(text("hai"), cite("1"))))
    assert [one.text for one in opened.fill({"body": body}, title="t").paragraphs] == [
        "một",
        "hai ([minh chứng không còn])",
        "Sau",
    ]


def test_one_address_makes_one_relation():
    opened = template("{{p body }}")
    writer = opened.writer(lambda _one: None, CitationStyle())
    for _ in range(3):
        writer.link("a", "https://m.example/1")
    writer.link("b", "https://m.example/2")
    document = opened.fill({"body": writer.paragraph("x")}, title="t")
    targets = [one.target_ref for one in document.part.rels.values() if one.is_external]
    assert sorted(targets) == ["https://m.example/1", "https://m.example/2"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{{ stranger }}", "biến không có: stranger"),
        ("{{ school.stranger }}", "biến không có: stranger"),
        ("{{ school.name.a.b }}", "biến không có: a"),
        ("{% if %}", "lệnh viết sai"),
        ("{% for x in list %}", "lệnh viết sai"),
        ("{{ a|nofilter }}", "lệnh viết sai"),
    ],
)
def test_a_mistake_is_named(line, message):
    with pytest.raises(TemplateProblem, match=message):
        filled(line, school={"name": "x"}, a="1", list=[])


@pytest.mark.parametrize(
    "line",
    [
        "{{ a() }}",
        "{{ a.upper() }}",
        "{{ ''.__class__ }}",
        "{{ a * 9 }}",
        "{{ 9 ** 9 }}",
        "{{ range(9) }}",
        "{% set b = 1 %}",
        "{% macro m() %}{% endmacro %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{% raw %}{% endraw %}{{ a[1:2] }}",
        "{{ a|replace('x', 'y') }}",
        "{{ a|attr('x') }}",
        "{{ a|format }}",
        "{{ list|map('upper') }}",
        "{{ cycler }}",
    ],
)
def test_what_a_form_does_not_need_is_refused(line):
    with pytest.raises((TemplateProblem, SecurityError)):
        filled(line, a="x", list=["x"])


@pytest.mark.parametrize(
    ("lines", "allowed"),
    [
        (
            ("{%p for a in list %}", "{%p for b in a.list %}", "{{ b }}", "{%p endfor %}", "{%p endfor %}"),
            True,
        ),
        (
            ("{%p for a in list %}", "{%p for b in list %}", "{{ b }}", "{%p endfor %}", "{%p endfor %}"),
            False,
        ),
        (
            ("{%p for a in list %}", "{%p for b in [1, 2] %}", "{{ b }}", "{%p endfor %}", "{%p endfor %}"),
            False,
        ),
    ],
)
def test_a_loop_in_a_loop_walks_into_what_the_outer_gives(lines, allowed):
    context = {"list": [{"list": [1, 2]}, {"list": [3]}]}
    if allowed:
        assert filled(*lines, **context) == ["1", "2", "3"]
    else:
        with pytest.raises(TemplateProblem, match="vòng lặp lồng nhau"):
            filled(*lines, **context)


def test_unknown_names_can_be_collected():
    unknown = {}
    opened = template(
        "{{ a }}{{ b.c }}",
        "{%p for x in d %}",
        "{%p endfor %}",
        "{% if e %}x{% endif %}",
        "{{ f|default('g') }}",
    )
    document = opened.fill({"b": {}}, title="t", unknown=unknown)
    assert list(unknown) == ["a", "c", "d", "e"]
    assert [one.text for one in document.paragraphs] == ["", "", "g"]


def test_unprintable_characters_of_values_are_dropped_at_any_depth():
    assert filled("{{ a.b[0].c }}", a={"b": [{"c": "x\x00\x1f\ud800\uffffy"}]}) == ["xy"]


def test_a_picture_stands_where_it_is_asked():
    opened = template("{{ picture }}")
    png = io.BytesIO()
    Image.new("1", (8, 8)).save(png, "PNG")
    document = opened.fill({"picture": opened.picture(png.getvalue(), 15)}, title="t")
    assert round(document.inline_shapes[0].width.mm) == 15


def test_the_filled_document_can_be_read_again():
    content = docx_bytes(template("{{ a }}").fill({"a": "xin chào"}, title="t"))
    assert Document(io.BytesIO(content)).paragraphs[0].text == "xin chào"


def test_the_sandbox_has_no_globals():
    assert sandbox().globals == {}
    assert sandbox().autoescape
