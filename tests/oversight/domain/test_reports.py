"""The life of a report: state × role × action, what is carried over, what issuing puts by."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.lib.hashing import sha256
from minhdinh.oversight.domain.reports import (
    LONGEST,
    discard_report,
    draft_file,
    draft_results,
    issue_report,
    start_report,
    version_of,
    write_report,
)
from minhdinh.oversight.domain.reports_figures import FIRST_TABLE
from minhdinh.oversight.domain.reports_queries import is_whole, issued_file
from minhdinh.oversight.enums import ReportKind, ReportState
from minhdinh.oversight.models import IssuedReport, OfficeReport
from tests.factories import acting, member
from tests.oversight.paperwork import DAY, KEY, SPECIFIC, Bureau, make_bureau
from tests.oversight.seed import YEAR

pytestmark = pytest.mark.django_db
Action = Callable[[Actor, OfficeReport], Any]


@pytest.fixture
def bureau() -> Bureau:
    return make_bureau()


ACTIONS: dict[str, Action] = {
    "write": lambda actor, report: write_report(actor=actor, report=report, values={"signer": "Ai đó"}),
    "draft": lambda actor, report: draft_results(actor=actor, report=report),
    "issue": lambda actor, report: issue_report(actor=actor, report=report),
    "discard": lambda actor, report: discard_report(actor=actor, report=report),
}
# Who may act on a draft: the office's own people with the permission. On an issued report nobody does anything.
WRITERS = {"district officer", "leader of the own office", "commune officer here"}


def actors(bureau: Bureau) -> dict[str, Actor]:
    office = bureau.office
    return {
        "district officer": bureau.actor,
        "leader of the own office": acting(member(office, Role.DEPARTMENT_LEADER), office),
        "commune officer here": acting(member(office, Role.COMMUNE_OFFICER), office),
        "supervisor": acting(bureau.reader, office),
        "specialist of the department above": bureau.visitor,
        "specialist at the department": bureau.asker,
    }


@pytest.mark.parametrize("action", sorted(ACTIONS))
@pytest.mark.parametrize("state", ReportState.values)
def test_state_role_action(bureau: Bureau, state: str, action: str) -> None:
    for number, (who, actor) in enumerate(actors(bureau).items()):
        given = {"number": f"{number}/BC"}
        report = bureau.filled(**given) if state == ReportState.DRAFT else bureau.issued(**given)
        if who not in WRITERS:
            with pytest.raises(NotAllowed):
                ACTIONS[action](actor, report)
        elif state == ReportState.ISSUED:
            with pytest.raises(Problem, match="đã ban hành"):
                ACTIONS[action](actor, report)
        else:
            ACTIONS[action](actor, report)
        if state == ReportState.ISSUED:
            kept = OfficeReport.objects.get(pk=report.pk)
            assert (kept.number, kept.signer, kept.results) == (report.number, report.signer, report.results)


def test_only_writers_begin(bureau: Bureau) -> None:
    for who, actor in actors(bureau).items():
        given = {"actor": actor, "office": bureau.office, "year": YEAR, "kind": ReportKind.FIRST}
        if who in WRITERS:
            assert start_report(**given).state == ReportState.DRAFT
        else:
            with pytest.raises(NotAllowed):
                start_report(**given)


def test_a_report_begins_with_figures_and_words(bureau: Bureau) -> None:
    report = bureau.start()
    assert report.tables == [FIRST_TABLE]
    assert report.results.splitlines()[0] == (
        "- Toàn đơn vị: 31/48 trường hoàn thành báo cáo tự đánh giá (64,58%)."
    )
    assert report.opening == (
        "Phòng GD&ĐT An Minh báo cáo công tác kiểm định chất lượng giáo dục học kỳ I, năm học 2013-2014 như sau:"
    )
    assert report.recipients.splitlines() == [
        "Sở Giáo dục và Đào tạo Kiên Giang (để báo cáo);",
        "Các cơ sở giáo dục trực thuộc (để thực hiện);",
        "Lưu: VT.",
    ]


def test_an_unknown_kind_begins_nothing(bureau: Bureau) -> None:
    with pytest.raises(Problem, match="loại báo cáo"):
        bureau.start("month")


def test_the_plan_of_the_last_period_becomes_its_tasks(bureau: Bureau) -> None:
    bureau.issued()
    second = bureau.start(ReportKind.SECOND)
    assert second.last_tasks.splitlines() == [KEY, SPECIFIC]
    assert bureau.start(ReportKind.FIRST, "2014-2015").last_tasks == ""
    assert bureau.start(ReportKind.YEAR).last_tasks == ""


def test_a_draft_is_no_plan_of_the_last_period(bureau: Bureau) -> None:
    bureau.filled()
    assert bureau.start(ReportKind.SECOND).last_tasks == ""


def test_recipients_are_remembered(bureau: Bureau) -> None:
    bureau.filled(recipients="Lãnh đạo PGD;\nWebsite PGD;\nLưu: VT.")
    assert bureau.start(ReportKind.SECOND).recipients == "Lãnh đạo PGD;\nWebsite PGD;\nLưu: VT."


def test_results_are_drafted_anew_from_the_figures_of_now(bureau: Bureau) -> None:
    report = bureau.filled(results="Cũ")
    bureau.complete_one_more()
    assert "32/48" in draft_results(actor=bureau.actor, report=report).results


def test_tables_stand_in_the_order_of_the_list_and_unknown_ones_are_refused(bureau: Bureau) -> None:
    report = bureau.filled(tables=["registration", FIRST_TABLE])
    assert report.tables == [FIRST_TABLE, "registration"]
    with pytest.raises(Problem, match="không có trong phần mềm"):
        bureau.filled(report, tables=["khong-co"])


def test_text_keeps_its_lines_and_loses_stray_characters(bureau: Bureau) -> None:
    report = bureau.filled(key_tasks="  - Một\x07 \r\n\r\n- Hai  ")
    assert report.key_tasks == "- Một\n\n- Hai"
    with pytest.raises(Problem, match="dài quá"):
        bureau.filled(report, key_tasks="x" * (LONGEST + 1))


def test_who_started_from_older_words_is_told(bureau: Bureau) -> None:
    report = bureau.start()
    seen = version_of(report)
    write_report(actor=bureau.actor, report=report, values={"signer": "Người thứ nhất"}, seen=seen)
    with pytest.raises(Stale):
        write_report(actor=bureau.actor, report=report, values={"signer": "Người thứ hai"}, seen=seen)
    report.refresh_from_db()
    assert report.signer == "Người thứ nhất"


@pytest.mark.parametrize(
    ("missing", "field"),
    [({"number": ""}, "number"), ({"dated": None}, "dated"), ({"recipients": ""}, "recipients"),
     ({"results": ""}, "results")],
)  # fmt: skip
def test_what_is_missing_stops_the_issue(bureau: Bureau, missing: dict[str, Any], field: str) -> None:
    report = bureau.filled(**missing)
    with pytest.raises(Problem) as caught:
        issue_report(actor=bureau.actor, report=report)
    assert caught.value.field == field
    assert not IssuedReport.objects.exists()


def test_no_day_ahead_and_no_number_twice_a_year(bureau: Bureau) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(Problem, match="phía trước"):
        issue_report(actor=bureau.actor, report=bureau.filled(dated=tomorrow))
    bureau.issued()
    with pytest.raises(Problem, match="đã có trên một báo cáo khác"):
        bureau.issued()
    assert bureau.issued(dated=dt.date(2015, 1, 9)).is_issued


def test_issuing_puts_file_hash_and_figures_by(bureau: Bureau) -> None:
    report = bureau.issued()
    issued = issued_file(report)
    assert issued is not None
    assert bytes(issued.content)[:2] == b"PK"
    assert issued.sha256 == sha256(bytes(issued.content))
    assert (issued.size, issued.issuer_name) == (len(bytes(issued.content)), "Danh Thị Báo")
    assert is_whole(issued)
    before = issued.figures
    bureau.complete_one_more()
    issued.refresh_from_db()
    assert issued.figures == before
    assert issued.figures[0]["rows"][0]["cells"][1] == 3


def test_what_was_issued_is_never_written_again(bureau: Bureau) -> None:
    issued = issued_file(bureau.issued())
    assert issued is not None
    issued.content = b"khac"
    with pytest.raises(TypeError, match="never written again"):
        issued.save()
    IssuedReport.objects.filter(pk=issued.pk).update(content=b"khac")
    issued.refresh_from_db()
    assert not is_whole(issued)


def test_a_discarded_draft_is_gone(bureau: Bureau) -> None:
    report = bureau.start()
    discard_report(actor=bureau.actor, report=report)
    assert not OfficeReport.objects.filter(pk=report.pk).exists()
    with pytest.raises(NotHere):
        draft_results(actor=bureau.actor, report=report)


def test_the_draft_prints_with_blanks(bureau: Bureau) -> None:
    assert draft_file(bureau.start())[:2] == b"PK"


def test_every_step_is_in_the_audit(bureau: Bureau) -> None:
    report = bureau.issued()
    discard_report(actor=bureau.actor, report=bureau.start())
    found = list(
        Entry.objects.filter(action__startswith="report.").order_by("id").values_list("action", flat=True)
    )
    assert found == [
        "report.started",
        "report.written",
        "report.issued",
        "report.started",
        "report.discarded",
    ]
    entry = Entry.objects.get(action="report.issued")
    assert entry.data["number"] == "05/BC-PGDĐT"
    assert entry.target == f"oversight.OfficeReport:{report.pk}"
    assert report.dated == DAY
