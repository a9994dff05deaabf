"""Who sees which report, the archive, what came in from below."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.permissions import Role
from minhdinh.accounts.models import User
from minhdinh.organisations.domain.queries import actor_for
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.reports_queries import (
    archive_of,
    first_recipients,
    issued_file,
    last_recipients,
    offices_below,
    previous_report,
    reports_from_below,
    sums_of_reports,
    visible_report,
    visible_reports,
)
from minhdinh.oversight.enums import ReportKind
from minhdinh.oversight.statistics.shown import shown_row
from tests.factories import CommuneFactory, MinistryFactory, SchoolFactory, member
from tests.oversight.paperwork import Bureau, make_bureau
from tests.oversight.seed import ROWS, YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return make_bureau()


def seen_by(user: User, office: Organisation) -> set[str]:
    actor = actor_for(user, office)
    return set() if actor is None else {one.number for one in visible_reports(actor, office, YEAR)}


def test_visible_set_of_each_role(bureau: Bureau) -> None:
    bureau.issued(number="issued")
    bureau.filled(number="draft")
    school = next(iter(bureau.district.schools.values()))
    neighbour = CommuneFactory(under=bureau.department)
    all_of_it, sent, nothing = {"issued", "draft"}, {"issued"}, set()
    expected = {
        bureau.writer: all_of_it,
        member(bureau.office, Role.DEPARTMENT_LEADER): all_of_it,
        bureau.reader: sent,
        bureau.above: sent,
        member(bureau.department, Role.SUPERVISOR): sent,
        member(neighbour, Role.COMMUNE_OFFICER): nothing,
    }
    assert {user.full_name: seen_by(user, bureau.office) for user in expected} == {
        user.full_name: wanted for user, wanted in expected.items()
    }
    assert actor_for(member(school, Role.PRINCIPAL), bureau.office) is None


def test_one_report_is_found_only_where_it_is_seen(bureau: Bureau) -> None:
    draft = bureau.filled()
    assert visible_report(bureau.actor, bureau.office, YEAR, draft.pk) == draft
    assert visible_report(bureau.visitor, bureau.office, YEAR, draft.pk) is None
    assert visible_report(bureau.actor, bureau.office, "2014-2015", draft.pk) is None
    assert visible_report(bureau.asker, bureau.department, YEAR, draft.pk) is None
    assert issued_file(draft) is None


def test_the_archive_holds_what_was_sent_of_all_years(bureau: Bureau) -> None:
    first = bureau.issued(number="1")
    later = bureau.start(ReportKind.YEAR, "2014-2015")
    bureau.issued(report=later, number="2", dated=dt.date(2015, 6, 1))
    bureau.filled(number="3")
    assert list(archive_of(bureau.office).order_by("-dated", "-id")) == [later, first]


def test_which_report_came_before(bureau: Bureau) -> None:
    first = bureau.issued()
    assert previous_report(bureau.office, ReportKind.SECOND, YEAR) == first
    assert previous_report(bureau.office, ReportKind.QUICK, YEAR) == first
    assert previous_report(bureau.office, ReportKind.FIRST, "2014-2015") is None
    second = bureau.issued(report=bureau.start(ReportKind.SECOND), number="9", dated=dt.date(2014, 5, 30))
    assert previous_report(bureau.office, ReportKind.FIRST, "2014-2015") == second
    assert previous_report(bureau.department, ReportKind.SECOND, YEAR) is None


def test_recipients_to_begin_with(bureau: Bureau) -> None:
    assert last_recipients(bureau.office) == ""
    root = MinistryFactory()
    assert first_recipients(root).splitlines() == [
        "Các cơ sở giáo dục trực thuộc (để thực hiện);",
        "Lưu: VT.",
    ]


def test_offices_below_are_those_directly_below(bureau: Bureau) -> None:
    CommuneFactory(under=bureau.office)
    SchoolFactory(under=bureau.department)
    other = CommuneFactory(name="An Biên", under=bureau.department)
    gone = CommuneFactory(under=bureau.department)
    gone.active = False
    gone.save()
    assert set(offices_below(bureau.department)) == {other, bureau.office}


def test_the_roll_up_names_who_has_not_reported(bureau: Bureau) -> None:
    other = CommuneFactory(name="An Biên", under=bureau.department)
    report = bureau.issued()
    bureau.filled(number="nháp")
    lines = reports_from_below(bureau.department, YEAR)
    assert {line.office: line.reports for line in lines} == {other: [], bureau.office: [report]}
    assert not any(line.reports for line in reports_from_below(bureau.department, YEAR, ReportKind.YEAR))
    table = sums_of_reports(lines, bureau.department)[0]
    assert [shown_row(one, table) for one in table.rows] == ROWS
    assert sums_of_reports([], bureau.department) == []


def test_only_the_newest_report_of_an_office_is_added(bureau: Bureau) -> None:
    bureau.issued()
    bureau.complete_one_more()
    bureau.issued(report=bureau.start(ReportKind.SECOND), number="20", dated=dt.date(2014, 5, 30))
    table = sums_of_reports(reports_from_below(bureau.department, YEAR), bureau.department)[0]
    assert shown_row(table.rows[-1], table)[1:3] == ["48", "32"]


def test_the_roll_up_costs_the_same_for_more_offices(bureau: Bureau) -> None:
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            sums_of_reports(reports_from_below(bureau.department, YEAR), bureau.department)
        counts.append(len(captured))
        for _number in range(3):
            CommuneFactory(under=bureau.department)
    assert counts[0] == counts[1]
