"""The report's abbreviations: pairs in Vietnamese order, each explained once."""

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.abbreviations import save_abbreviations
from minhdinh.assessments.models import SelfAssessment
from minhdinh.common.problems import NotAllowed, Problem
from tests.assessments.setup.desk import Desk, make_desk

pytestmark = pytest.mark.django_db


def save(desk: Desk, *pairs: tuple[str, str]) -> None:
    save_abbreviations(actor=system_actor(desk.school.pk), assessment=desk.assessment, pairs=pairs)


def stored(desk: Desk) -> list[dict[str, str]]:
    with desk.scope():
        kept: list[dict[str, str]] = SelfAssessment.objects.get(pk=desk.assessment.pk).abbreviations
        return kept


def posted(*pairs: tuple[str, str], **more: str) -> dict[str, str]:
    data = {"abbreviations-TOTAL_FORMS": str(len(pairs)), "abbreviations-INITIAL_FORMS": "0", **more}
    for number, (short, long) in enumerate(pairs):
        data |= {f"abbreviations-{number}-short": short, f"abbreviations-{number}-long": long}
    return data


def test_they_are_kept_in_vietnamese_order(desk: Desk) -> None:
    with desk.scope():
        save(desk, ("THCS", "Trung học cơ sở"), (" ĐTN ", "Đoàn thanh niên"), ("DTTS", "Dân tộc thiểu số"))
    assert [row["short"] for row in stored(desk)] == ["DTTS", "ĐTN", "THCS"]


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        ([("THCS", "")], "Dòng 1: cần ghi cả"),
        ([("THCS", "Trung học cơ sở"), ("", "Trung học")], "Dòng 2: cần ghi cả"),
        ([("GV", "Giáo viên"), ("GV ", "Giảng viên")], "“GV” có hai dòng"),
    ],
)
def test_half_pairs_and_two_meanings_are_refused(
    desk: Desk, pairs: list[tuple[str, str]], sentence: str
) -> None:
    with desk.scope():
        save(desk, ("HS", "Học sinh"))
        with pytest.raises(Problem, match=sentence):
            save(desk, *pairs)
    assert [row["short"] for row in stored(desk)] == ["HS"]


def test_only_report_writers_write_them(desk: Desk) -> None:
    with desk.scope(), pytest.raises(NotAllowed):
        save_abbreviations(actor=desk.actor(Role.MEMBER), assessment=desk.assessment, pairs=[])


def test_the_form_saves_and_shows_them_again(desk: Desk) -> None:
    client = desk.client()
    text = client.post(
        desk.url("abbreviations"), posted(("HS", "Học sinh"), ("", "")), follow=True
    ).content.decode()
    assert "Đã lưu danh mục chữ viết tắt" in text
    assert 'value="Học sinh"' in text
    assert stored(desk) == [{"short": "HS", "long": "Học sinh"}]


def test_a_refused_list_comes_back_with_every_word(desk: Desk) -> None:
    answer = desk.client().post(desk.url("abbreviations"), posted(("HS", ""), ("GV", "Giáo viên")))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "cần ghi cả chữ viết tắt" in text
    assert 'value="Giáo viên"' in text
    too_long = desk.client().post(desk.url("abbreviations"), posted(("H" * 31, "Học sinh")))
    assert too_long.status_code == 422


def test_a_row_more_can_be_asked_for_without_scripts(desk: Desk) -> None:
    text = desk.client().post(desk.url("abbreviations"), posted(("HS", "Học sinh"), add="1")).content.decode()
    assert 'name="abbreviations-1-short"' in text
    assert stored(desk) == []


def test_members_and_strangers_may_not_post(desk: Desk) -> None:
    assert desk.client(Role.MEMBER).post(desk.url("abbreviations"), posted()).status_code == 403
    assert make_desk().client().post(desk.url("abbreviations"), posted()).status_code == 404
