import pytest
from docx.oxml.ns import qn

from minhdinh.documents.authoring.blocks import contents_field
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.contents import fill_contents


def document(*, field=True):
    made = new_document()
    if field:
        contents_field(made)
    for level, text in (
        (1, "Phần I"),
        (2, "Tiêu chuẩn 1"),
        (3, "Tiêu chí 1.1"),
        (4, "Mục nhỏ"),
        (1, "Phần II & <III>"),
    ):
        made.add_paragraph(text, style=f"Heading {level}")
        made.add_paragraph("Nội dung", style="MD Body")
    made.add_paragraph("", style="Heading 1")
    return made


def entries(made):
    found = []
    for paragraph in made.paragraphs:
        if paragraph.style.name.startswith("TOC"):
            texts = [one.text or "" for one in paragraph._p.iter(qn("w:t"))]
            anchor = paragraph._p.find(qn("w:hyperlink")).get(qn("w:anchor"))
            found.append((paragraph.style.name, texts[0], texts[-1], anchor))
    return found


def test_entries_are_the_headings_of_three_levels():
    made = document()
    headings = fill_contents(made)
    assert [(one.level, one.text) for one in headings] == [
        (1, "Phần I"),
        (2, "Tiêu chuẩn 1"),
        (3, "Tiêu chí 1.1"),
        (4, "Mục nhỏ"),
        (1, "Phần II & <III>"),
    ]
    assert [entry[:2] for entry in entries(made)] == [
        ("TOC 1", "Phần I"),
        ("TOC 2", "Tiêu chuẩn 1"),
        ("TOC 3", "Tiêu chí 1.1"),
        ("TOC 1", "Phần II & <III>"),
    ]


def test_entries_lead_to_bookmarks_on_the_headings():
    made = document()
    fill_contents(made)
    marks = {one.get(qn("w:name")): one.getparent() for one in made.element.body.iter(qn("w:bookmarkStart"))}
    for _style, text, _page, anchor in entries(made):
        assert "".join(one.text for one in marks[anchor].iter(qn("w:t"))) == text
    ends = list(made.element.body.iter(qn("w:bookmarkEnd")))
    assert len(ends) == len(marks) == 5


def test_pages_are_written_when_they_are_known():
    made = document()
    fill_contents(made, [3, 4, 5, 6, 17])
    assert [entry[2] for entry in entries(made)] == ["3", "4", "5", "17"]


@pytest.mark.parametrize("pages", [(), (1, 2), (1, 2, 3, 4, 5, 6)])
def test_pages_that_do_not_fit_are_not_written(pages):
    made = document()
    fill_contents(made, pages)
    assert [entry[2] for entry in entries(made)] == ["", "", "", ""]


def test_filling_again_replaces_the_entries():
    made = document()
    first = fill_contents(made)
    before = len(made.paragraphs)
    again = fill_contents(made, [1, 2, 3, 4, 5])
    assert again == first
    assert len(made.paragraphs) == before
    assert [entry[2] for entry in entries(made)] == ["1", "2", "3", "5"]


def test_the_field_is_whole_and_word_refreshes_it():
    made = document()
    fill_contents(made)
    kinds = [one.get(qn("w:fldCharType")) for one in made.element.body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 5
    assert kinds[0] == "begin"
    assert kinds[-1] == "end"
    first = next(made.element.body.iter(qn("w:fldChar")))
    assert first.get(qn("w:dirty")) == "true"
    instructions = [one.text.split()[0] for one in made.element.body.iter(qn("w:instrText"))]
    assert instructions == ["TOC", *["PAGEREF"] * 4]


def test_a_document_without_contents_keeps_its_text():
    made = document(field=False)
    before = [one.text for one in made.paragraphs]
    assert len(fill_contents(made)) == 5
    assert [one.text for one in made.paragraphs] == before


def test_headings_inside_table_cells_are_listed_too():
    made = document()
    made.add_table(rows=1, cols=1).cell(0, 0).paragraphs[0].style = "Heading 2"
    made.tables[0].cell(0, 0).paragraphs[0].add_run("Trong ô")
    assert fill_contents(made)[-1].text == "Trong ô"


def test_without_headings_the_field_goes():
    made = new_document()
    contents_field(made)
    made.add_paragraph("Chỉ có chữ", style="MD Body")
    assert fill_contents(made) == []
    assert [one.text for one in made.paragraphs] == ["Chỉ có chữ"]
