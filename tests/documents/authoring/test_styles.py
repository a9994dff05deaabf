import pytest

from minhdinh.documents.authoring import styles
from minhdinh.documents.authoring.styles import CONTENTS, FONT, HEADINGS, LOOKS, new_document


def test_every_look_is_a_style_of_the_new_document():
    document = new_document()
    for look in (*LOOKS, *HEADINGS, *CONTENTS):
        style = document.styles[look.name]
        assert style.font.size.pt == look.size
        assert bool(style.font.bold) == look.bold
        assert style.paragraph_format.alignment == look.align
        assert style.font.name == FONT


def test_the_writer_finds_its_styles():
    ids = {style.style_id for style in new_document().styles}
    assert ids >= {
        "MDBody",
        "MDCell",
        "MDCellCentre",
        "MDCellHead",
        "MDCellBold",
        "MDSmall",
        "Hyperlink",
        "TOC1",
        "TOC3",
    }


@pytest.mark.parametrize(("wide", "size"), [(False, (210, 297)), (True, (297, 210))])
def test_paper(wide, size):
    section = new_document(wide=wide).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size


def test_body_text_is_fourteen_points_and_table_text_thirteen():
    document = new_document()
    assert document.styles["MD Body"].font.size.pt == 14
    assert document.styles["MD Cell"].font.size.pt == 13


def test_turning_a_page_on_its_side_and_back():
    section = new_document().sections[0]
    styles.paper(section, wide=True)
    assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (20, 20)
    styles.paper(section)
    assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (30, 15)


def test_contents_lines_end_in_dots_at_the_right_margin():
    for look in CONTENTS:
        stop = new_document().styles[look.name].paragraph_format.tab_stops[0]
        assert abs(stop.position - styles.TEXT_WIDTH) < 1000  # Word counts in twentieths of a point


def test_no_style_but_ours_is_left():
    names = {style.name for style in new_document().styles}
    ours = {look.name for look in (*LOOKS, *HEADINGS, *CONTENTS)}
    others = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid", "Header", "Footer"}
    assert names == ours | others | {"Hyperlink"}
