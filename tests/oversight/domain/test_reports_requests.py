"""Requests for figures: who is asked, the answer with one press, the sum."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.notifications.models import Notice
from minhdinh.oversight.domain.reports import start_report
from minhdinh.oversight.domain.reports_figures import FIRST_TABLE
from minhdinh.oversight.domain.reports_requests import (
    LONGEST_NOTE,
    Asked,
    answer_request,
    answers_of,
    ask_figures,
    request_made,
    request_received,
    requests_made,
    requests_received,
    sum_of_answers,
)
from minhdinh.oversight.enums import ReportKind
from minhdinh.oversight.models import DataRequest
from minhdinh.oversight.statistics.shown import shown_row
from tests.factories import CommuneFactory, SchoolFactory, acting, member
from tests.oversight.paperwork import Bureau, make_bureau
from tests.oversight.seed import ROWS, YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return make_bureau()


def asked(**values: Any) -> Asked:
    given = {
        "title": "Số liệu cuối học kỳ I",
        "tables": [FIRST_TABLE],
        "due": timezone.localdate() + dt.timedelta(days=8),
        "number": "01/BC-KDCLGD",
        "dated": dt.date(2014, 1, 3),
        **values,
    }
    return Asked(**given)


def ask(bureau: Bureau, *offices: Any, **values: Any) -> DataRequest:
    ids = [one.pk for one in offices or (bureau.office,)]
    return ask_figures(
        actor=bureau.asker, office=bureau.department, year=YEAR, asked=asked(**values), office_ids=ids
    )


def test_the_seeds_request_is_answered_with_one_press(bureau: Bureau) -> None:
    made = ask(bureau)
    row = answer_request(actor=bureau.actor, office=bureau.office, request_id=made.pk, note=" Đã rà soát ")
    assert (row.note, row.answerer_name) == ("Đã rà soát", "Danh Thị Báo")
    assert row.answered_at is not None
    bureau.complete_one_more()
    table = sum_of_answers(made, answers_of(made))[0]
    assert [shown_row(one, table) for one in table.rows] == ROWS


def test_the_sum_of_two_offices(bureau: Bureau) -> None:
    other = CommuneFactory(name="Phòng GD&ĐT Khác", under=bureau.department)
    SchoolFactory(under=other)
    made = ask(bureau, bureau.office, other)
    officer = member(other, Role.COMMUNE_OFFICER)
    answer_request(actor=bureau.actor, office=bureau.office, request_id=made.pk)
    answer_request(actor=acting(officer, other), office=other, request_id=made.pk)
    table = sum_of_answers(made, answers_of(made))[0]
    shown = [shown_row(one, table) for one in table.rows]
    assert shown[2] == ["Trường THCS", "13", "12", "92,31", "", ""]
    assert shown[-1] == ["Cộng", "49", "31", "63,27", "0", "0"]
    assert table.heading.office_name == bureau.department.name


def test_a_later_answer_takes_the_place_of_the_earlier(bureau: Bureau) -> None:
    made = ask(bureau)
    first = answer_request(actor=bureau.actor, office=bureau.office, request_id=made.pk)
    bureau.complete_one_more()
    second = answer_request(actor=bureau.actor, office=bureau.office, request_id=made.pk)
    assert first.pk == second.pk
    assert second.figures[0]["rows"][-1]["cells"][1] == 32


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"tables": []}, "tables"),
        ({"tables": ["registered-schools"]}, "tables"),
        ({"due": dt.date(2014, 1, 11)}, "due"),
    ],
)
def test_what_cannot_be_asked(bureau: Bureau, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Problem) as caught:
        ask(bureau, **values)
    assert caught.value.field == field
    assert not DataRequest.objects.exists()


def test_only_offices_directly_below_are_asked(bureau: Bureau) -> None:
    deeper, foreign = CommuneFactory(under=bureau.office), CommuneFactory()
    for one in (deeper, foreign, bureau.department, SchoolFactory(under=bureau.department)):
        with pytest.raises(Problem, match="trực thuộc"):
            ask(bureau, one)


def test_who_may_ask_and_answer(bureau: Bureau) -> None:
    made = ask(bureau)
    reader = acting(bureau.reader, bureau.office)
    for actor in (bureau.visitor, reader):
        with pytest.raises(NotAllowed):
            answer_request(actor=actor, office=bureau.office, request_id=made.pk)
    with pytest.raises(NotAllowed):
        ask_figures(
            actor=bureau.actor,
            office=bureau.department,
            year=YEAR,
            asked=asked(),
            office_ids=[bureau.office.pk],
        )
    with pytest.raises(NotHere):
        answer_request(actor=bureau.actor, office=bureau.office, request_id=made.pk + 1)
    with pytest.raises(Problem, match="dài quá"):
        answer_request(
            actor=bureau.actor, office=bureau.office, request_id=made.pk, note="x" * (LONGEST_NOTE + 1)
        )


def test_what_each_sees(bureau: Bureau) -> None:
    made = ask(bureau)
    neighbour = CommuneFactory(under=bureau.department)
    stranger = acting(member(neighbour, Role.COMMUNE_OFFICER), neighbour)
    assert [one.pk for one in requests_made(bureau.asker, bureau.department, YEAR)] == [made.pk]
    assert request_made(bureau.asker, bureau.department, "2012-2013", made.pk) is None
    assert request_received(bureau.actor, bureau.office, YEAR, made.pk) is not None
    assert not requests_received(stranger, neighbour, YEAR)
    assert not requests_received(bureau.visitor, bureau.office, YEAR)
    assert not requests_made(bureau.visitor, bureau.department, YEAR)


def test_who_has_not_answered_stands_first(bureau: Bureau) -> None:
    other = CommuneFactory(name="A đứng trước", under=bureau.department)
    made = ask(bureau, bureau.office, other)
    answer_request(actor=acting(member(other, Role.COMMUNE_OFFICER), other), office=other, request_id=made.pk)
    assert [one.office for one in answers_of(made)] == [bureau.office, other]
    counted = requests_made(bureau.asker, bureau.department, YEAR).get()
    assert (counted.asked, counted.answered) == (2, 1)


def test_people_who_write_reports_are_told_once(bureau: Bureau) -> None:
    made = ask(bureau)
    notice = Notice.objects.get()
    assert notice.person_id == bureau.writer.pk
    assert "Số liệu cuối học kỳ I" in notice.text
    assert notice.url == f"/co-quan/{bureau.office.code}/{YEAR}/yeu-cau-so-lieu/{made.pk}/tra-loi/"


def test_a_report_that_answers_names_the_paper(bureau: Bureau) -> None:
    made = ask(bureau)
    report = start_report(
        actor=bureau.actor, office=bureau.office, year=YEAR, kind=ReportKind.QUICK, answers=made
    )
    assert report.opening.startswith(
        "Thực hiện văn bản số 01/BC-KDCLGD ngày 03/01/2014 của Sở Giáo dục và Đào tạo Kiên Giang, "
    )
    assert report.tables == [FIRST_TABLE]
