"""Remarks and report parts: what is to be written where, what comes from elsewhere, and who may what."""

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.passages import save_passage
from minhdinh.assessments.models import SelfAssessment
from minhdinh.assessments.presenters.report import (
    REPORT_SECTIONS,
    build_remarks,
    build_report,
    general_information,
    missing_words,
)
from minhdinh.assessments.slots import REMARK_PARTS, REPORT_LABELS
from minhdinh.common.problems import NotHere
from minhdinh.lib.richtext import from_text
from tests.assessments.setup.desk import Desk, make_desk, queries_of

pytestmark = pytest.mark.django_db


def write(desk: Desk, *slots: str) -> None:
    for number, slot in enumerate(slots):
        save_passage(
            actor=system_actor(desk.school.pk),
            assessment=desk.assessment,
            slot=slot,
            version=0,
            body=from_text(f"Nội dung của {slot}"),
            save_id=f"luu-lan-dau-{number:04d}",
        )


def test_the_sections_hold_every_part_of_the_report_once() -> None:
    keys = [key for _place, _title, keys in REPORT_SECTIONS for key in keys]
    assert sorted(keys) == sorted(REPORT_LABELS)


def test_a_standard_has_its_four_remarks_and_the_results_of_its_criteria(desk: Desk) -> None:
    with desk.scope():
        page = build_remarks(desk.actor(), desk.assessment, "2", readonly=False)
    assert page.standard.code == "2"
    assert [part.passage.slot for part in page.parts] == [f"remark:2:{part}" for part in REMARK_PARTS]
    assert [line.code for line in page.lines] == ["2.1", "2.2", "2.3"]
    assert {line.result for line in page.lines} == {"Chưa xét"}
    assert [tab["active"] for tab in page.tabs] == [False, True, False, False]


def test_the_tabs_count_what_is_written(desk: Desk) -> None:
    with desk.scope():
        write(desk, "remark:1:strengths", "remark:1:limits", *(f"remark:3:{part}" for part in REMARK_PARTS))
        page = build_remarks(desk.actor(), desk.assessment, "", readonly=False)
    assert [(tab["note"], tab["tone"]) for tab in page.tabs] == [
        ("2/4", "wait"), ("0/4", "wait"), ("4/4", "ok"), ("0/4", "wait"),
    ]  # fmt: skip
    assert [part.passage.is_empty for part in page.parts] == [False, False, True, True]


def test_an_unknown_standard_is_not_here(desk: Desk) -> None:
    with desk.scope(), pytest.raises(NotHere):
        build_remarks(desk.actor(), desk.assessment, "9", readonly=False)
    assert desk.client().get(desk.url("remarks", "tieu-chuan=9")).status_code == 404


def test_missing_parts_are_counted_without_the_optional_one(desk: Desk) -> None:
    with desk.scope():
        assert build_report(desk.actor(), desk.assessment, readonly=False).missing == len(REPORT_LABELS) - 1
        write(desk, *(f"report:{key}" for key in REPORT_LABELS if key != "III.4.c"))
        assert build_report(desk.actor(), desk.assessment, readonly=False).missing == 0
    assert missing_words(3) == "Còn 03 mục chưa viết"
    assert missing_words(0) == ""


def test_general_information_comes_from_the_profile_and_the_figures(desk: Desk) -> None:
    desk.school.profile.address = "Xã An Bình"
    desk.school.profile.founded_year = 1998
    desk.assessment.school = desk.school
    size = {"classes": "18", "pupils": "", "staff": "31", "managers": "02", "teachers": "26", "support": "03"}
    known = dict(general_information(desk.assessment, size))
    assert known["Địa chỉ, liên hệ"] == "Xã An Bình"
    assert known["Năm thành lập"] == "1998"
    assert known["Loại hình"] == "Trường THCS, công lập"
    assert known["Số lớp"] == "18"
    assert known["Số người học"] == ""
    assert (
        known["Số cán bộ, giáo viên, nhân viên"] == "31 (cán bộ quản lý 02, giáo viên 26, nhân sự hỗ trợ 03)"
    )
    assert dict(general_information(desk.assessment, {}))["Số cán bộ, giáo viên, nhân viên"] == ""


def test_the_pages_carry_every_text_and_the_way_to_save_it(desk: Desk) -> None:
    with desk.scope():
        write(desk, "report:I.2.a", "remark:1:trend")
    client = desk.client()
    report = client.get(desk.url("report")).content.decode()
    assert "Nội dung của report:I.2.a" in report
    assert report.count('data-controller="passage"') == len(REPORT_LABELS)
    assert f'data-passage-save-url-value="{desk.url("passage-save")}"' in report
    remarks = client.get(desk.url("remarks")).content.decode()
    assert "Nội dung của remark:1:trend" in remarks
    assert remarks.count('data-controller="passage"') == 4
    assert 'data-passage-readonly-value="false"' in remarks


@pytest.mark.parametrize("name", ["report", "remarks"])
def test_members_read_and_strangers_find_nothing(desk: Desk, name: str) -> None:
    text = desk.client(Role.MEMBER).get(desk.url(name)).content.decode()
    assert 'data-passage-readonly-value="false"' not in text
    assert 'data-passage-readonly-value="true"' in text
    assert make_desk().client(Role.PRINCIPAL).get(desk.url(name)).status_code == 404


@pytest.mark.parametrize("name", ["report", "remarks"])
def test_a_report_that_was_handed_in_is_only_read(desk: Desk, name: str) -> None:
    with desk.scope():
        SelfAssessment.objects.filter(pk=desk.assessment.pk).update(state="submitted", complete=True)
    text = desk.client().get(desk.url(name)).content.decode()
    assert 'data-passage-readonly-value="false"' not in text
    assert "abbreviations-TOTAL_FORMS" not in text


def test_the_way_to_the_profile_is_shown_to_those_who_may_change_it(desk: Desk) -> None:
    assert "Sửa hồ sơ trường" in desk.client(Role.SECRETARY).get(desk.url("report")).content.decode()
    assert "Sửa hồ sơ trường" not in desk.client(Role.CHAIR).get(desk.url("report")).content.decode()


@pytest.mark.parametrize(
    ("name", "slots"),
    [
        ("remarks", [f"remark:1:{part}" for part in REMARK_PARTS]),
        ("report", ["report:I.2.a", "report:I.2.b", "report:III.1"]),
    ],
)
def test_pages_ask_the_database_equally_often_for_one_text_and_for_more(
    desk: Desk, name: str, slots: list[str]
) -> None:
    client = desk.client()
    with desk.scope():
        write(desk, slots[0])
    first = queries_of(client, desk.url(name))
    with desk.scope():
        write(desk, *slots[1:])
    assert queries_of(client, desk.url(name)) == first
