import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.domain.council import CouncilValues, MemberValues, save_council
from minhdinh.assessments.domain.readiness import Task, blocking_tasks, readiness
from minhdinh.assessments.domain.review import move_sheet
from minhdinh.assessments.domain.tables import TableState, table_state
from minhdinh.assessments.slots import OPTIONAL_REPORT_PARTS, REMARK_PARTS, REPORT_LABELS
from minhdinh.evidence.models import EvidenceItem
from minhdinh.lib.text import vn_date
from tests.assessments.cases import (
    Case,
    decide,
    decide_all,
    item,
    make_case,
    seat_council,
    small_set,
    write,
)


def task(case: Case, word: str) -> Task:
    """Return the one task whose title contains ``word``."""
    found = [one for one in readiness(case.fresh()) if word in one.title]
    assert len(found) == 1, [one.title for one in readiness(case.fresh())]
    return found[0]


def titles(case: Case) -> list[str]:
    return [one.title for one in readiness(case.fresh())]


def test_a_year_just_opened_says_everything_in_the_order_of_the_work(small: Case) -> None:
    state = table_state(small.assessment)
    assert titles(small) == [
        "Chưa ghi số và ngày quyết định thành lập hội đồng.",
        "03 tiêu chí chưa ghi mức: 1.1, 1.3, 2.3",
        "Nhận xét tiêu chuẩn 1, 2",
        "Phần chung của báo cáo: còn 11 mục",
        f"Bảng số liệu: {state.empty} ô trống",
        "Chưa trích dẫn minh chứng nào",
    ]
    assert [one.blocking for one in readiness(small.fresh())] == [False, True, False, False, False, False]
    assert not any(one.done for one in readiness(small.fresh()))


def test_a_lawful_council_is_done(small: Case) -> None:
    seat_council(small)
    found = task(small, "Hội đồng")
    assert found == Task("Hội đồng: có quyết định, 05 thành viên", small.url("hoi-dong/"), "Mở", done=True)


def test_an_unusual_council_is_done_once_the_reason_is_written(small: Case) -> None:
    def seat(reason: str) -> None:
        values = CouncilValues(
            "12/QĐ", dt.date(2026, 9, 6), reason, [MemberValues("Phạm Quang Minh", "chair")]
        )
        save_council(actor=small.system, assessment=small.assessment, values=values)

    seat("")
    assert not task(small, "Hội đồng có 01 thành viên, quy định ít nhất 05").done
    seat("Điểm trường chỉ có hai giáo viên")
    assert task(small, "01 thành viên").done


def test_the_first_open_criterion_is_where_the_link_leads(small: Case) -> None:
    decide(small, "1.1")
    found = task(small, "chưa ghi mức")
    assert (found.title, found.url) == (
        "02 tiêu chí chưa ghi mức: 1.3, 2.3",
        small.url("tieu-chi/thcs/1.3/"),
    )
    assert blocking_tasks(small.fresh()) == [found]


def test_a_long_list_is_cut(case: Case) -> None:
    assert task(case, "chưa ghi mức").title == "15 tiêu chí chưa ghi mức: 1.1, 1.2, 1.3, 1.4…"


@pytest.mark.usefixtures("db", "_scopes_open")
def test_a_school_of_several_levels_names_the_level() -> None:
    case = make_case(levels=("tieu_hoc", "thcs"), standard_set=small_set())
    decide(case, "1.1", track="tieu_hoc")
    found = task(case, "chưa ghi mức")
    assert found.title == (
        "05 tiêu chí chưa ghi mức: 1.3 (Tiểu học), 2.3 (Tiểu học), "
        "1.1 (Trung học cơ sở), 1.3 (Trung học cơ sở)…"
    )
    assert found.url == case.url("tieu-chi/tieu_hoc/1.3/")


def test_honest_noes_count_as_decided(small: Case) -> None:
    decide_all(small, level=0)
    assert task(small, "đều đã ghi mức").done
    assert blocking_tasks(small.fresh()) == []


def test_sheets_that_nobody_approved_are_named_but_stop_nothing(decided: Case) -> None:
    for criterion in ("1.1", "2.3"):
        move_sheet(actor=decided.system, sheet=decided.sheet(criterion), move="approve")
    found = task(decided, "chưa duyệt")
    assert found == Task(
        "01 phiếu đã ghi mức nhưng chưa duyệt: 1.3", decided.url("tieu-chi/thcs/1.3/"), "Mở", done=False
    )
    move_sheet(actor=decided.system, sheet=decided.sheet(), move="approve")
    assert not any("chưa duyệt" in title for title in titles(decided))


def test_a_standard_is_remarked_once_all_four_parts_are_written(small: Case) -> None:
    for part in REMARK_PARTS[:-1]:
        write(small, f"remark:1:{part}")
    assert task(small, "Nhận xét").title == "Nhận xét tiêu chuẩn 1, 2"
    write(small, f"remark:1:{REMARK_PARTS[-1]}")
    assert task(small, "Nhận xét").title == "Nhận xét tiêu chuẩn 2"
    for part in REMARK_PARTS:
        write(small, f"remark:2:{part}")
    assert task(small, "Nhận xét các tiêu chuẩn đã viết").done


def test_the_common_parts_are_counted_without_the_optional_one(small: Case) -> None:
    keys = [key for key in REPORT_LABELS if key not in OPTIONAL_REPORT_PARTS]
    write(small, f"report:{keys[0]}")
    assert task(small, "Phần chung").title == "Phần chung của báo cáo: còn 10 mục"
    write(small, f"report:{keys[1]}", "")
    assert task(small, "Phần chung").title == "Phần chung của báo cáo: còn 10 mục"
    for key in keys[1:]:
        write(small, f"report:{key}")
    assert task(small, "Phần chung của báo cáo đã viết").done


def test_cited_evidence_that_carries_nothing_is_named(small: Case) -> None:
    good, waiting = item(small), item(small, verified=False)
    write(small, small.slot(), cited=[good])
    assert task(small, "đều dùng được").done
    write(small, small.slot("1.3", 2), cited=[waiting])
    assert task(small, "chưa dùng được").title == (
        f"01 minh chứng được trích dẫn chưa dùng được: {waiting.code}"
    )


def test_cited_evidence_that_soon_runs_out_is_named_with_its_day(small: Case) -> None:
    row = item(small)
    write(small, small.slot(), cited=[row])
    last = timezone.localdate() + dt.timedelta(days=10)
    EvidenceItem.objects.update(valid_to=last)
    found = task(small, "sắp hết hiệu lực")
    assert (found.title, found.action) == (
        f"01 minh chứng sắp hết hiệu lực: {row.code} đến {vn_date(last)}",
        "Gia hạn",
    )
    EvidenceItem.objects.update(valid_to=timezone.localdate() - dt.timedelta(days=1))
    assert not task(small, "chưa dùng được").done


def queries_of(case: Case) -> int:
    row = case.fresh()
    with CaptureQueriesContext(connection) as seen:
        readiness(row)
    return len(seen)


def test_the_number_of_queries_does_not_grow(small: Case) -> None:
    decide(small, "1.1")
    one = queries_of(small)
    decide_all(small, level=2)
    for part in REMARK_PARTS:
        write(small, f"remark:1:{part}", cited=[item(small)])
    assert queries_of(small) == one
    assert one <= 12


def test_an_empty_table_is_never_called_full(small: Case) -> None:
    state = table_state(small.assessment)
    assert state.empty > 0
    assert isinstance(state, TableState)
    assert not task(small, "Bảng số liệu").done


def test_a_level_pressed_over_requirements_nobody_looked_at_is_a_reminder_with_its_place(small: Case) -> None:
    decide(small, "1.3", 2)
    found = task(small, "đã ghi mức khi còn yêu cầu chưa xét")
    assert (found.done, found.blocking, found.action) == (False, False, "Xét")
    assert "01 tiêu chí" in found.title
    assert "1.3: chưa xét" in found.title
    assert "yêu cầu của Mức 2" in found.title
    assert found.url == small.url("tieu-chi/thcs/1.3/?muc=1#yc-1.3.1a")
    for one in small.assessment.standard_set.catalogue.criterion("1.3").iter_requirements():
        if one.level == 1 and not one.derived:
            set_answer(actor=small.system, sheet=small.sheet(), requirement=one.id, value="met")
    found = task(small, "đã ghi mức khi còn yêu cầu chưa xét")
    assert "Mức 1" not in found.title
    assert found.url == small.url("tieu-chi/thcs/1.3/?muc=2#yc-1.3.2a")
    assert found.title.count("chưa xét") == 2
    assert found not in blocking_tasks(small.fresh())


def test_levels_below_muc_1_ask_for_no_look(small: Case) -> None:
    decide(small, "1.3", 0)
    assert not [one for one in titles(small) if "còn yêu cầu chưa xét" in one]


@pytest.mark.django_db
@pytest.mark.usefixtures("_scopes_open")
def test_several_unseen_criteria_name_their_cap_hoc() -> None:
    several = make_case(levels=("tieu_hoc", "thcs"), standard_set=small_set())
    decide(several, "1.3", 1, "tieu_hoc")
    decide(several, "1.1", 1, "thcs")
    decide(several, "2.3", 1, "thcs")
    found = task(several, "còn yêu cầu chưa xét")
    assert "03 tiêu chí" in found.title
    assert "1.3 (Tiểu học): chưa xét" in found.title
    assert found.title.endswith("…")
