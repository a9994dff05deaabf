"""The blocks of the papers of an examination: what they repeat, what they keep together."""

from docx.oxml.ns import qn

from minhdinh.documents.authoring import case_blocks as blocks
from minhdinh.documents.authoring.styles import new_document


def texts(document):
    return [one.text for one in document.paragraphs]


def test_a_paper_begins_with_the_head_of_whoever_writes():
    document = blocks.begin("Số: 1", names=blocks.BODY)
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert cells[0].startswith("{{ office.head }}\n{{ body.title|upper }}")
    assert "Số: 1" in cells[2]
    assert blocks.PLACE in cells[3]
    assert "{%r if draft %}" in "".join(one.text for one in document.sections[0].header.paragraphs)


def test_a_text_of_people_is_one_paragraph_a_line_and_may_have_a_stand_in():
    document = new_document()
    blocks.paragraphs(document, "words")
    assert texts(document) == ["{%p for line in words %}", "{{ line }}", "{%p endfor %}"]
    blocks.paragraphs(document, "words", "Không có.")
    assert texts(document)[-3:] == ["{%p if not words %}", "Không có.", "{%p endif %}"]


def test_the_list_of_members_has_their_duties_only_where_asked():
    document = new_document()
    blocks.member_table(document)
    blocks.member_table(document, tasks=False)
    assert [len(table.columns) for table in document.tables] == [5, 4]
    assert "Nhiệm vụ" in document.tables[0].rows[0].cells[4].text
    for table in document.tables:
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_the_table_of_results_heads_every_standard_over_its_whole_width():
    document = new_document()
    blocks.result_table(document)
    table = document.tables[0]
    heading = next(row for row in table.rows if "{{ one.heading }}" in row.cells[0].text)
    assert len({cell._tc for cell in heading.cells}) == 1
    assert [cell.text for cell in table.rows[0].cells][2:] == ["Trường tự đánh giá", "Kết luận"]


def test_signatures_stay_whole_two_or_three_beside_each_other():
    document = new_document()
    blocks.signed(document, ["**A**", "", ""], ["**B**", "", ""])
    blocks.signed_by_three(document, ["**A**", "(Ký)", "x"], ["**B**", "(Ký)", "y"], ["**C**", "(Ký)", "z"])
    for table in document.tables:
        assert table.rows[-1]._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    three = document.tables[1].rows[0].cells
    assert [cell.paragraphs[0].text for cell in three] == ["A", "B", "C"]
    assert three[0].paragraphs[0].runs[0].bold
    assert three[0].paragraphs[1].runs[0].italic


def test_the_last_sentence_stays_with_the_signatures():
    document = new_document()
    blocks.title(document, "BIÊN BẢN", "Họp")
    blocks.heading(document, "I. MỞ ĐẦU", 3)
    blocks.keep(document, "Biên bản kết thúc.")
    assert document.paragraphs[-1].paragraph_format.keep_with_next
    assert document.paragraphs[-2].style.name == "Heading 3"
    assert document.paragraphs[1].runs[0].bold
