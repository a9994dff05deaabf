"""Sets of the rules before 2026: strengths, weaknesses and plan of every criterion, openings of standards."""

import json

import pytest
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.dossier import build_dossier
from minhdinh.assessments.domain.passages import save_passage
from minhdinh.assessments.domain.places import place_of
from minhdinh.assessments.domain.readiness import readiness
from minhdinh.assessments.domain.tables import table_form
from minhdinh.assessments.dossier_schema import faults
from minhdinh.assessments.enums import PassageKind
from minhdinh.assessments.models import Passage
from minhdinh.assessments.slots import SHEET_LABELS, SHEET_PARTS, sheet_slot
from minhdinh.common.problems import NotAllowed, NotHere
from minhdinh.evidence.models import Citation
from tests.assessments.cases import Case, item, rich, small_set
from tests.assessments.earlier import earlier_case, earlier_set

TRACK = "mam_non"


@pytest.fixture
def earlier(db: None, _scopes_open: None) -> Case:
    return earlier_case()


def write(case: Case, slot: str, text: str, **values: object) -> None:
    save_passage(
        actor=case.system,
        assessment=case.assessment,
        slot=slot,
        version=0,
        body=rich(text, **values),  # type: ignore[arg-type]
        save_id=f"save-{slot}",
    )


@pytest.mark.parametrize("part", SHEET_PARTS)
def test_a_part_of_a_sheet_belongs_to_its_sheet(earlier: Case, part: str) -> None:
    place = place_of(earlier.system, earlier.assessment, sheet_slot(TRACK, "1.1", part))
    assert place.sheet == earlier.sheet("1.1")
    assert (place.address.kind, place.address.key) == (PassageKind.SHEET, part)


@pytest.mark.parametrize(
    "slot",
    ["sheet:mam_non:9.9:plan", "sheet:thcs:1.1:plan", "sheet:mam_non:1.1:praise", "remark:1:trend", "remark:1:priorities"],
)  # fmt: skip
def test_places_that_an_earlier_set_does_not_have(earlier: Case, slot: str) -> None:
    with pytest.raises(NotHere):
        place_of(earlier.system, earlier.assessment, slot)


@pytest.mark.parametrize("slot", ["sheet:thcs:1.3:strengths", "remark:1:opening"])
def test_a_set_of_2026_has_no_such_places(small: Case, slot: str) -> None:
    with pytest.raises(NotHere):
        place_of(small.system, small.assessment, slot)


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.VIEWER, Role.MEMBER])
def test_who_may_not_write_a_part(earlier: Case, role: str) -> None:
    with pytest.raises(NotAllowed):
        place_of(earlier.actor(role), earlier.assessment, sheet_slot(TRACK, "1.1", "plan"))


def test_a_part_is_saved_with_its_citations_and_counts_as_no_statement(earlier: Case) -> None:
    proof = item(earlier, criterion="1.1")
    write(earlier, sheet_slot(TRACK, "1.1", "strengths"), "Chiến lược rõ ràng.", cited=[proof])
    passage = Passage.objects.get(kind=PassageKind.SHEET)
    assert (passage.sheet, passage.level, passage.requirement) == (earlier.sheet("1.1"), None, "")
    citation = Citation.objects.get()
    assert (citation.item_id, citation.track, citation.criterion) == (proof.pk, TRACK, "1.1")
    assert earlier.sheet("1.1").statement_levels == 0


def test_the_dossier_carries_parts_openings_and_the_last_level(earlier: Case) -> None:
    write(earlier, sheet_slot(TRACK, "1.2", "plan"), "Hiệu trưởng bổ sung.")
    write(earlier, "remark:1:opening", "Tiêu chuẩn 1 tại trường.")
    dossier = build_dossier(earlier.assessment)
    assert faults(dossier) == []
    sheets = {one["criterion"]: one for one in dossier["tracks"][0]["sheets"]}
    assert set(sheets["1.2"]["parts"]) == set(SHEET_PARTS)
    assert "Hiệu trưởng bổ sung." in json.dumps(sheets["1.2"]["parts"]["plan"], ensure_ascii=False)
    assert "Tiêu chuẩn 1 tại trường." in json.dumps(dossier["remarks"]["1"]["opening"], ensure_ascii=False)
    assert len(dossier["standard_set"]["level_4"]) == len(earlier_set().level_4) > 0


def test_a_dossier_of_2026_has_none_of_it(small: Case) -> None:
    dossier = build_dossier(small.assessment)
    assert "parts" not in dossier["tracks"][0]["sheets"][0]
    assert "opening" not in dossier["remarks"]["1"]
    assert "level_4" not in dossier["standard_set"]


def test_the_sheets_page_offers_the_parts(earlier: Case) -> None:
    write(earlier, sheet_slot(TRACK, "1.1", "weaknesses"), "Chưa công khai đủ.")
    page = earlier.client().get(earlier.url(f"tieu-chi/{TRACK}/1.1/")).content.decode()
    for part, label in SHEET_LABELS.items():
        assert f'id="sheet:mam_non:1.1:{part}"' in page
        assert label in page
    assert "Chưa công khai đủ." in page


def test_the_sheets_page_of_2026_does_not(small: Case) -> None:
    page = small.client().get(small.url("tieu-chi/thcs/1.3/")).content.decode()
    assert 'id="sheet:' not in page


def test_the_page_asks_no_more_for_the_parts(
    earlier: Case, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = earlier.client()
    address = earlier.url(f"tieu-chi/{TRACK}/1.1/")
    client.get(address)
    for part in SHEET_PARTS:
        write(earlier, sheet_slot(TRACK, "1.1", part), "Một đoạn.")
    with django_assert_max_num_queries(60) as before:
        client.get(address)
    for part in SHEET_PARTS:
        write(earlier, sheet_slot(TRACK, "1.2", part), "Một đoạn khác.")
    with django_assert_max_num_queries(len(before.captured_queries)):
        client.get(address)


def test_the_remarks_page_asks_for_an_opening_and_a_conclusion(earlier: Case) -> None:
    page = earlier.client().get(earlier.url("nhan-xet/")).content.decode()
    assert 'id="remark:1:opening"' in page
    assert 'id="remark:1:limits"' in page
    assert 'id="remark:1:trend"' not in page


def test_three_remarks_are_enough_before_2026(earlier: Case) -> None:
    for part in ("opening", "strengths", "limits"):
        write(earlier, f"remark:1:{part}", "Đã viết.")
    titles = [task.title for task in readiness(earlier.assessment) if task.done]
    assert "Nhận xét các tiêu chuẩn đã viết" in titles


def test_a_part_has_a_history_that_leads_back_to_its_place(earlier: Case) -> None:
    slot = sheet_slot(TRACK, "1.1", "plan")
    write(earlier, slot, "Lần một.")
    page = earlier.client().get(earlier.url("doan-van/lich-su/"), {"slot": slot})
    assert page.status_code == 200
    assert f"#{slot}" in page.content.decode()


def test_the_sets_of_these_tests_differ() -> None:
    assert earlier_set().id.startswith("tt19-2018-")
    assert small_set().id.startswith("tt57-")


def test_the_reports_page_asks_for_what_the_report_of_2018_prints(earlier: Case) -> None:
    page = earlier.client().get(earlier.url("bao-cao/")).content.decode()
    assert "Phần II, mục A.1" in page
    assert 'id="report:III.1"' in page
    assert 'id="report:III.4.a"' not in page
    assert "Biểu 1" not in page
    title = next(
        task.title for task in readiness(earlier.assessment) if "Phần chung của báo cáo" in task.title
    )
    assert title == "Phần chung của báo cáo: còn 09 mục"


def test_the_reports_page_of_2026_asks_for_proposals(small: Case) -> None:
    page = small.client().get(small.url("bao-cao/")).content.decode()
    assert 'id="report:III.4.a"' in page
    assert "Phần I và Phần III của Biểu 1" in page


def test_the_data_form_is_the_one_of_2018_with_five_years(earlier: Case) -> None:
    form = table_form(earlier.fresh())
    assert form.legal_reference.startswith("Công văn 59")
    assert len(form.by_key["classes"].columns) == 5
    html = earlier.client(Role.SECRETARY).get(earlier.url("so-lieu/")).content.decode()
    assert "Công văn 59" in html
    assert "theo mẫu của Sở" in html
