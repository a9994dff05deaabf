"""The checks as pages show them: links to the table and to the passage, counts in words."""

import pytest

from minhdinh.assessments.figures.asking import build_checks, open_words
from minhdinh.assessments.figures.checking import Checks, Doubt, Question
from tests.assessments.setup.desk import Desk, make_desk


@pytest.mark.django_db
def test_questions_of_one_table_and_of_a_slot_nobody_knows(desk: Desk) -> None:
    questions = [
        Question("jump", "a", "1", "classes", "Một"),
        Question("text", "b", "2", "pupils", "Hai", slot="lạ"),
        Question("text", "c", "3", "pupils", "Ba", slot="remark:1:trend"),
    ]
    checks = Checks([Doubt("pupils", "Bốn")], questions, 20)
    with desk.scope():
        page = build_checks(desk.assessment, checks, "pupils")
    assert [one.words for one in page.open] == ["Hai", "Ba"]
    assert [one.text_url for one in page.open] == ["", desk.url("remarks")]
    assert page.doubts == [{"words": "Bốn", "url": desk.url("tables", "bang=pupils")}]
    assert not page.empty
    assert open_words(questions) == ("01 số tăng giảm mạnh chưa giải trình, 02 chỗ báo cáo nói khác bảng")


@pytest.mark.django_db
def test_nothing_found_is_empty(desk: Desk) -> None:
    with desk.scope():
        page = build_checks(desk.assessment, Checks([], [], 20))
        other = build_checks(desk.assessment, Checks([Doubt("pupils", "Bốn")], [], 20), "classes")
    assert page.empty
    assert other.empty
    assert open_words([]) == ""


@pytest.mark.django_db
def test_a_criterion_is_named_with_its_level_where_there_are_several() -> None:
    other = make_desk(["tieu_hoc", "thcs"])
    slots = ("statement:tieu_hoc:1.3:1:1.3.1a", "statement:thcs:1.3:1:1.3.1a", "report:I.2.d")
    questions = [Question("text", slot, "1", "classes", "Một", slot=slot) for slot in slots]
    with other.scope():
        labels = [one.text_label for one in build_checks(other.assessment, Checks([], questions, 20)).open]
    assert [label.rpartition(" (")[2] for label in labels[:2]] == ["Tiểu học)", "Trung học cơ sở)"]
    assert "(" not in labels[2]
