"""The yearly report in the form of Thông tư 57: whose it is, and that its figures are those that were sent."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.oversight.domain.reports import issue_report, start_report, write_report
from minhdinh.oversight.domain.reports_figures import FIRST_TABLE
from minhdinh.oversight.domain.reports_form import FORM_TABLES, form_figures, form_files, has_form
from minhdinh.oversight.enums import ReportKind
from tests.factories import acting, make_world, member

YEAR = "2026-2027"


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def writer(world):
    return acting(member(world.department, Role.DEPARTMENT_SPECIALIST), world.department)


def started(world, writer, kind=ReportKind.YEAR, year=YEAR):
    return start_report(actor=writer, office=world.department, year=year, kind=kind)


def test_only_a_departments_yearly_report_has_the_form(world):
    assert has_form(world.department, ReportKind.YEAR, YEAR)
    for kind in set(ReportKind.values) - {ReportKind.YEAR}:
        assert not has_form(world.department, kind, YEAR)
    assert not has_form(world.commune, ReportKind.YEAR, YEAR)
    assert not has_form(world.department, ReportKind.YEAR, "2025-2026"), "Thông tư 57 was not in force"


def test_such_a_report_begins_with_the_tables_of_the_form(world, writer):
    assert started(world, writer).tables == list(FORM_TABLES)
    assert started(world, writer, ReportKind.FIRST).tables == [FIRST_TABLE]
    assert started(world, writer, year="2025-2026").tables == [FIRST_TABLE]


def test_a_draft_prints_all_tables_whichever_are_chosen(world, writer):
    report = write_report(actor=writer, report=started(world, writer), values={"tables": [FIRST_TABLE]})
    assert list(form_figures(report)) == list(FORM_TABLES)


def test_an_issued_report_prints_what_was_sent_and_nothing_newer(world, writer):
    values = {
        "number": "9/BC",
        "dated": timezone.localdate(),
        "results": "Kết quả.",
        "recipients": "Lưu: VT.",
        "tables": [FIRST_TABLE, "recognition", "registration"],
        "counted_on": dt.date(2026, 10, 1),
    }
    report = write_report(actor=writer, report=started(world, writer), values=values)
    issue_report(actor=writer, report=report)
    report.refresh_from_db()
    figures = form_figures(report)
    assert set(figures) == {FIRST_TABLE, "recognition"}
    assert figures["recognition"].heading.day == dt.date(2026, 10, 1)


def test_where_it_is_had_is_known_for_the_form_only(world, writer):
    assert {one.label for one in form_files(started(world, writer))} >= {"Word"}
    assert form_files(started(world, writer, ReportKind.SECOND)) == []
