import csv
import io
import json

import pytest
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.models import Seal
from minhdinh.organisations.models import Organisation
from minhdinh.portal.domain import open_data
from minhdinh.portal.domain.evaluations import withdraw_evaluation
from minhdinh.portal.domain.open_data import DATASETS, as_csv, as_json
from minhdinh.portal.domain.open_data_mark import mark_of
from tests.factories import World, make_world
from tests.portal.decided import case_of, decided, final_text, publish
from tests.portal.domain.test_publishing import publish as publish_own
from tests.portal.national import TODAY, held, more_schools, placed

SCHOOLS, DECISIONS, REPORTS = (DATASETS[name] for name in ("truong", "quyet-dinh", "bao-cao"))


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def table(dataset: open_data.Dataset) -> list[dict[str, str]]:
    text = "".join(as_csv(dataset, TODAY))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_row_a_school_with_what_it_holds(world: World) -> None:
    held(world.school, degree=2)
    placed(world.school, "Xã An Bình")
    first, second = table(SCHOOLS)
    assert first == {
        "code": "thcs-an-binh",
        "name": "Trường THCS An Bình",
        "school_type": "thcs",
        "education_levels": "thcs",
        "ownership": "public",
        "province": "Tỉnh An Hòa",
        "commune": "Xã An Bình",
        "standard_degree": "2",
        "accreditation_grade": "",
        "ends_on": "2029-06-01",
        "standing": "valid",
    }
    assert (second["code"], second["standing"], second["ends_on"]) == ("thcs-phu-son", "none", "")


def test_a_row_a_decision_also_of_a_school_that_is_no_more(world: World) -> None:
    held(world.school, number="1/QĐ", signer="Đinh Công Thành")
    held(world.other_school, number="2/QĐ")
    Organisation.objects.filter(pk=world.other_school.pk).update(active=False)
    rows = table(DECISIONS)
    assert [(row["number"], row["school_code"]) for row in rows] == [
        ("1/QĐ", "thcs-an-binh"),
        ("2/QĐ", "thcs-phu-son"),
    ]
    assert rows[0]["end_is_printed"] == "true"
    assert "Đinh Công Thành" not in repr(rows)


@pytest.mark.parametrize("dataset", list(DATASETS.values()), ids=list(DATASETS))
def test_the_json_says_the_same_as_the_csv(world: World, dataset: open_data.Dataset) -> None:
    held(world.school, degree=1, grade=2)
    whole = json.loads("".join(as_json(dataset, TODAY)))
    assert (whole["dataset"], whole["as_of"]) == (dataset.name, "2026-11-22")
    names = [column.name for column in dataset.columns]
    assert [list(row) for row in whole["rows"]] == [names] * len(whole["rows"])
    plain = {None: "", True: "true", False: "false"}
    assert [
        {
            name: plain.get(value, str(value)) if not isinstance(value, int) or isinstance(value, bool) else str(value)
            for name, value in row.items()
        }
        for row in whole["rows"]
    ] == table(dataset)  # fmt: skip


def test_an_empty_table_is_still_one(db: None) -> None:
    assert json.loads("".join(as_json(SCHOOLS, TODAY)))["rows"] == []
    assert table(DECISIONS) == []


@pytest.mark.parametrize("name", ["=1+1", "+84", "-2", "@SUM(A1)"])
def test_no_cell_runs_as_a_formula(world: World, name: str) -> None:
    Organisation.objects.filter(pk=world.school.pk).update(name=name)
    assert table(SCHOOLS)[0]["name"] == f"'{name}"


def test_commas_quotes_and_lines_stay_in_their_cell(world: World) -> None:
    odd = 'Trường "Mẫu", cơ sở\n2'
    Organisation.objects.filter(pk=world.school.pk).update(name=odd)
    assert table(SCHOOLS)[0]["name"] == odd
    assert json.loads("".join(as_json(SCHOOLS, TODAY)))["rows"][0]["name"] == odd


def test_rows_come_in_pieces_and_none_is_lost(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    more_schools(world, 7)
    monkeypatch.setattr(open_data, "PIECE", 3)
    assert len({row["code"] for row in table(SCHOOLS)}) == 9
    assert len({row["number"] for row in table(DECISIONS)}) == 7


@pytest.mark.parametrize("dataset", list(DATASETS.values()), ids=list(DATASETS))
def test_every_column_is_explained_and_none_is_private(dataset: open_data.Dataset) -> None:
    assert all(str(column.meaning) for column in dataset.columns)
    private = {"head_name", "phone", "email", "signer", "revoked_reason", "source", "token"}
    assert not private & {column.name for column in dataset.columns}


def test_published_reports_with_where_to_read_them(db: None) -> None:
    world = decided()
    assert table(REPORTS) == []
    own, final = publish_own(world), publish(world)
    first, second = table(REPORTS)
    page = f"/tra-cuu/truong/{world.school.code}"
    assert (first["kind"], first["published_by"]) == ("self_assessment", world.school.name)
    assert first["address"].endswith(f"{page}/bao-cao/{own.pk}/")
    assert (second["kind"], second["published_by"]) == ("external_evaluation", world.department.name)
    assert second["address"].endswith(f"{page}/danh-gia-ngoai/{final.pk}/")
    assert {row["year"] for row in (first, second)} == {world.registered.year}
    before = mark_of("bao-cao", "csv", TODAY)
    with scopes_disabled():
        Seal.objects.update(reopened_at=timezone.now())
    assert [row["kind"] for row in table(REPORTS)] == ["external_evaluation"]
    assert mark_of("bao-cao", "csv", TODAY) != before
    withdraw_evaluation(actor=world.specialist(), case=case_of(world))
    assert table(REPORTS) == []


def test_a_final_report_that_reads_otherwise_than_when_published_is_not_listed(db: None) -> None:
    world = decided()
    publish(world)
    assert len(table(REPORTS)) == 1
    final_text(world, "strengths", "Viết khác đi")
    assert table(REPORTS) == []


def test_the_mark_changes_with_the_name_of_the_office_that_published(db: None) -> None:
    world = decided()
    publish(world)
    before = mark_of("bao-cao", "csv", TODAY)
    world.department.name = "Sở tên mới"
    world.department.save()
    assert table(REPORTS)[0]["published_by"] == "Sở tên mới"
    assert mark_of("bao-cao", "csv", TODAY)[0] != before[0]
