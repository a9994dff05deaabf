"""How the report is cut into tabs, criteria and parts for the cross-checker."""

from collections.abc import Iterator

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.crosscheck_queries import comments_of_reviewer
from minhdinh.appraisals.domain.crosscheck_report import Report, cited_items, report_of
from minhdinh.appraisals.views.crosscheck_reading import (
    FINAL,
    GENERAL,
    ReadingPage,
    general_page,
    level_label,
    reading_page,
    sheet_texts,
    standard_page,
    tabs_of,
)
from minhdinh.assessments.slots import final_slot, sheet_slot
from minhdinh.evidence.models import EvidenceItem
from tests.appraisals.desk import YEAR, Desk
from tests.appraisals.registered import TT2018, short_set
from tests.assessments.cases import decide, filed_item, make_case, small_set, write


@pytest.fixture(autouse=True)
def _scopes_open(db: None) -> Iterator[None]:
    with scopes_disabled():
        yield


def report(desk: Desk) -> Report:
    found = report_of(desk.school.pk, YEAR)
    assert found is not None
    return found


def page(desk: Desk, standard: str) -> ReadingPage:
    found = report(desk)
    items = cited_items(found, desk.school.pk)
    return general_page(found, items) if standard == GENERAL else standard_page(found, standard, items, {})


def test_a_tab_for_the_general_part_and_each_standard(desk: Desk) -> None:
    reviewer = desk.named()
    desk.comment(reviewer, "1.3")
    desk.comment(reviewer, "1.1", strength="", suggestion="")
    tabs = tabs_of(report(desk), "1", comments_of_reviewer(reviewer))
    assert [(tab["label"], tab["active"], tab.get("note", "")) for tab in tabs] == [
        ("Phần chung", False, ""),
        ("Tiêu chuẩn 1", True, "1"),
        ("Tiêu chuẩn 2", False, ""),
    ]


def test_criteria_with_their_level_texts_and_evidence(desk: Desk) -> None:
    decide(desk.case, "1.3")
    item = filed_item(desk.case)
    write(desk.case, desk.case.slot("1.3", 2), "Có cải tiến", [item])
    shown = page(desk, "1")
    assert [(one.code, one.level, one.mandatory) for one in shown.criteria] == [
        ("1.1", "Chưa kết luận mức", False),
        ("1.3", "Đạt Mức 1", True),
    ]
    assert [part.label for part in shown.criteria[1].parts] == ["Mức 1", "Mức 2"]
    html = shown.criteria[1].parts[1].html
    assert f'title="{item.name}">{item.code}</a>' in html
    assert item.pk in {one.pk for one in shown.items}
    assert page(desk, "2").items == []


def test_remarks_stand_with_their_standard_and_general_parts_alone(desk: Desk) -> None:
    write(desk.case, "remark:1:strengths", "Đội ngũ mạnh")
    write(desk.case, "report:I.2.b", "Gần trung tâm xã")
    assert [part.label for part in page(desk, "1").parts] == ["Điểm mạnh nổi bật"]
    assert [(part.label, str(part.html)) for part in page(desk, GENERAL).parts] == [
        ("Thuận lợi", "<p>Gần trung tâm xã</p>")
    ]
    assert page(desk, GENERAL).criteria == []
    assert all(table["rows"] for table in page(desk, GENERAL).tables)


def test_what_is_sensitive_shows_its_code_and_no_name(desk: Desk) -> None:
    item = filed_item(desk.case, name="Hồ sơ kỷ luật học sinh")
    write(desk.case, desk.case.slot("1.3"), "Có hồ sơ", [item])
    EvidenceItem.objects.filter(pk=item.pk).update(sensitive=True)
    html = page(desk, "1").criteria[1].parts[0].html
    assert item.code in html
    assert "kỷ luật" not in html
    assert "Minh chứng nhạy cảm" in html


def test_each_track_of_a_school_of_several_levels_has_its_criteria(desk: Desk) -> None:
    other = make_case(levels=("tieu_hoc", "thcs"), standard_set=small_set())
    found = report_of(other.school.pk, YEAR)
    assert found is not None
    shown = standard_page(found, "1", [], {})
    assert [(one.track, one.track_label, one.code) for one in shown.criteria] == [
        ("tieu_hoc", "Tiểu học", "1.1"),
        ("tieu_hoc", "Tiểu học", "1.3"),
        ("thcs", "Trung học cơ sở", "1.1"),
        ("thcs", "Trung học cơ sở", "1.3"),
    ]
    assert len({one.anchor for one in shown.criteria}) == 4


@pytest.mark.parametrize(
    ("level", "words"),
    [(None, "Chưa kết luận mức"), (0, "Chưa đạt Mức 1"), (1, "Đạt Mức 1"), (3, "Đạt Mức 3")],
)
def test_levels_in_words(level: int | None, words: str) -> None:
    assert level_label(level) == words


def test_what_stands_on_a_sheet_before_2026_is_read_with_its_citations() -> None:
    case = make_case(standard_set=short_set(TT2018))
    item = filed_item(case)
    write(case, sheet_slot(case.track, "1.3", "strengths"), "Đoàn thể hoạt động đều", [item])
    found = report_of(case.school.pk, YEAR)
    assert found is not None
    items = cited_items(found, case.school.pk)
    assert [one.pk for one in items] == [item.pk]
    shown = standard_page(found, "1", items, {})
    criterion = next(one for one in shown.criteria if one.code == "1.3")
    texts = sheet_texts(found, (case.track, "1.3"), items)
    assert [part.label for part in criterion.parts] == [part.label for part in texts] == ["Điểm mạnh"]
    assert "Đoàn thể hoạt động đều" in texts[0].html
    assert shown.items == items
    assert sheet_texts(found, (case.track, "9.9"), items) == []


def test_the_last_level_is_read_where_the_school_assessed_itself_at_it() -> None:
    case = make_case(standard_set=short_set(TT2018))
    item = filed_item(case)
    asked = case.assessment.standard_set.catalogue.level_4[0]
    track = case.assessment.tracks.get()
    write(case, final_slot(case.track, asked.id, "situation"), "Kế hoạch có nội dung quốc tế", [item])
    found = report_of(case.school.pk, YEAR)
    assert found is not None
    assert not any(tab["url"].endswith(FINAL) for tab in tabs_of(found, GENERAL, {}))
    track.level_4 = {asked.id: True}
    track.save()
    found = report_of(case.school.pk, YEAR)
    assert found is not None
    items = cited_items(found, case.school.pk)
    tab = tabs_of(found, FINAL, {})[-1]
    assert (tab["label"], tab["active"]) == ("Mức 4", True)
    shown = reading_page(found, FINAL, items, {})
    assert len(shown.parts) == len(case.assessment.standard_set.catalogue.level_4)
    assert "Đạt" in shown.parts[0].html
    assert "Kế hoạch có nội dung quốc tế" in shown.parts[0].html
    assert "Chưa xét" in shown.parts[1].html
    assert [one.pk for one in shown.items] == [item.pk]
    assert reading_page(found, GENERAL, items, {}).title == general_page(found, items).title
