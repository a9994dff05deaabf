"""The registry of work, the items of this room, and the pages and reminders built from them."""

import datetime as dt
from collections.abc import Iterator, Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minhdinh.access.permissions import Permission, Role
from minhdinh.assessments import work as registry
from minhdinh.assessments.domain.plan import mark_step
from minhdinh.assessments.domain.review import move_sheet
from minhdinh.assessments.domain.workers import open_years, schools_of_people, workers_at
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import PlanStep, SelfAssessment
from minhdinh.assessments.presenters.my_work import build_my_page
from minhdinh.assessments.presenters.work_items import due_days
from minhdinh.assessments.work import Worker, WorkItem, in_order, register_work, work_of, work_of_all
from minhdinh.organisations.models import Membership
from tests.assessments.cases import YEAR, Case, advance, decide, item, make_case, signed_in, small_set
from tests.assessments.working.staff import Staff, make_staff, on_day, plan_until
from tests.factories import MembershipFactory, SchoolFactory, member

MAY = dt.date(2027, 5, 15)
pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(small: Case) -> Staff:
    return make_staff(small)


@pytest.fixture
def own_provider() -> Iterator[list[WorkItem]]:
    """Register a provider that gives every worker the items of a list."""
    items: list[WorkItem] = []

    def provider(_year: SelfAssessment, workers: Sequence[Worker]) -> Iterator[tuple[int, WorkItem]]:
        yield from ((worker.person_id, one) for worker in workers for one in items)
        yield 999_999, WorkItem("write", "Của người khác", "/")

    register_work(provider)
    yield items
    registry._providers.remove(provider)


def worker(case: Case, user_id: int) -> Worker:
    return workers_at([case.school.pk], [user_id])[case.school.pk][0]


def titles(case: Case, user_id: int) -> list[str]:
    return [one.title for one in work_of(case.fresh(), worker(case, user_id))]


def test_what_is_wanted_first_comes_first_then_what_holds_up_others() -> None:
    early, late = dt.date(2027, 1, 1), dt.date(2027, 2, 1)
    items = [
        WorkItem("write", "không ngày", "/"),
        WorkItem("write", "muộn", "/", late),
        WorkItem("write", "sớm", "/", early),
        WorkItem("write", "sớm, nhiều người đợi", "/", early, 3),
        WorkItem("write", "không ngày, có người đợi", "/", None, 1),
    ]
    assert [one.title for one in in_order(items)] == [
        "sớm, nhiều người đợi",
        "sớm",
        "muộn",
        "không ngày, có người đợi",
        "không ngày",
    ]


def test_a_room_adds_its_work_and_only_for_who_was_asked_for(
    staff: Staff, own_provider: list[WorkItem]
) -> None:
    own_provider.append(WorkItem("comment", "Trả lời góp ý 1.3", "/gop-y", dt.date(2026, 1, 1)))
    first, second = (worker(staff.case, one.pk) for one in staff.teachers)
    found = work_of_all(staff.case.fresh(), [first, second])
    assert set(found) == {first.person_id, second.person_id}
    assert found[first.person_id][0].title == "Trả lời góp ý 1.3"


def test_registering_twice_is_once(own_provider: list[WorkItem]) -> None:
    provider = registry._providers[-1]
    count = len(registry._providers)
    register_work(provider)
    assert len(registry._providers) == count


def test_nobody_asked_nothing_asked(staff: Staff, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert work_of_all(staff.case.assessment, []) == {}


def test_the_day_of_work_is_the_end_of_the_plans_step(staff: Staff) -> None:
    assert due_days(staff.case.assessment) == {}
    plan_until(staff.case, MAY)
    assert due_days(staff.case.assessment) == {"write": MAY, "mend": MAY, "review": MAY}
    items = work_of(staff.case.fresh(), worker(staff.case, staff.teachers[0].pk))
    assert {one.kind: one.due for one in items} == {"write": MAY, "evidence": None}


def test_evidence_is_asked_for_until_there_is_some(staff: Staff) -> None:
    teacher = staff.teachers[0].pk
    assert "Thu thập minh chứng 1.3" in titles(staff.case, teacher)
    decide(staff.case, "1.3", 0)
    assert not [one for one in titles(staff.case, teacher) if "1.3" in one]


def test_a_sheet_handed_in_waits_for_the_chair_and_holds_up_its_writers(staff: Staff) -> None:
    decide(staff.case, "1.3")
    move_sheet(actor=staff.case.system, sheet=staff.case.sheet("1.3"), move="hand_in")
    items = work_of(staff.case.fresh(), worker(staff.case, staff.chair.pk))
    assert [(one.kind, one.title, one.blocks, one.criterion) for one in items if one.kind == "review"] == [
        ("review", "Duyệt phiếu 1.3", 2, "1.3")
    ]


@pytest.mark.usefixtures("_scopes_open")
def test_a_school_of_several_levels_names_the_level() -> None:
    case = make_case(levels=("tieu_hoc", "thcs"), standard_set=small_set())
    staff = make_staff(case, 1)
    assert "Viết 1.3 (Trung học cơ sở)" in titles(case, staff.teachers[0].pk)


def test_evidence_waits_for_who_verifies(staff: Staff) -> None:
    item(staff.case, verified=False)
    assert "Xác minh 01 minh chứng" in titles(staff.case, staff.secretary.pk)
    assert not [one for one in titles(staff.case, staff.teachers[0].pk) if one.startswith("Xác minh")]


@pytest.mark.parametrize(
    ("state", "who", "expected"),
    [(State.SUBMITTED, "chair", "Duyệt báo cáo tự đánh giá"), (State.SEALED, "chair", None)],
)
def test_the_report_on_its_way(decided: Case, state: str, who: str, expected: str | None) -> None:
    chair = decided.user(Role.CHAIR)
    advance(decided, state)
    assert titles(decided, chair.pk) == ([expected] if expected else [])


def test_a_step_of_the_plan_waits_for_whom_it_was_given_to(staff: Staff) -> None:
    teacher, other = staff.teachers
    plan_until(staff.case, MAY, people=(staff.seat(teacher).pk,))
    found = [one for one in work_of(staff.case.fresh(), worker(staff.case, teacher.pk)) if one.kind == "plan"]
    step = PlanStep.objects.get(assessment=staff.case.assessment)
    assert [(one.title, one.due, one.url) for one in found] == [
        ("Viết phiếu", MAY, f"{staff.url('ke-hoach/')}#buoc-{step.pk}")
    ]
    assert "Viết phiếu" not in titles(staff.case, other.pk)
    mark_step(actor=staff.case.system, step=step, state="done", note="Đã họp")
    assert "Viết phiếu" not in titles(staff.case, teacher.pk)


class TestPeople:
    def test_roles_of_a_person_count_together(self, staff: Staff) -> None:
        teacher = staff.teachers[0]
        MembershipFactory(user=teacher, organisation=staff.case.school, role=Role.SCHOOL_ADMIN)
        found = worker(staff.case, teacher.pk)
        assert found.can(Permission.SHEET_WRITE)
        assert found.can(Permission.PEOPLE_MANAGE)

    def test_who_left_or_has_not_come_yet_has_no_work(self, staff: Staff) -> None:
        first, second = staff.teachers
        Membership.objects.filter(user=first).update(ended=True)
        Membership.objects.filter(user=second).update(valid_from=dt.date(2999, 1, 1))
        found = {one.person_id for one in workers_at([staff.case.school.pk])[staff.case.school.pk]}
        assert not {first.pk, second.pk} & found
        assert schools_of_people([first.pk, second.pk]) == set()

    def test_a_year_is_open_until_it_is_sealed_and_over(self, staff: Staff) -> None:
        school = [staff.case.school.pk]
        assert len(open_years(school, dt.date(2026, 7, 1))) == 1  # opened early
        assert len(open_years(school, dt.date(2027, 9, 1))) == 1  # last year's, not sealed
        assert open_years(school, dt.date(2028, 9, 1)) == []
        SelfAssessment.objects.update(state=State.SEALED, complete=True)
        assert len(open_years(school, dt.date(2027, 5, 1))) == 1
        assert open_years(school, dt.date(2027, 9, 1)) == []


class TestMyPage:
    def test_late_work_stands_above(self, staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
        plan_until(staff.case, MAY)
        on_day(monkeypatch, MAY + dt.timedelta(days=3))
        page = build_my_page(staff.teachers[0].pk)
        assert [group.title for group in page.groups] == ["Đã quá hạn", "Chưa hẹn ngày"]
        assert {line.late for line in page.groups[0].lines} == {3}
        assert (page.late, page.total) == (3, 6)

    @pytest.mark.parametrize(
        ("days", "title"), [(0, "Trong 7 ngày tới"), (7, "Trong 7 ngày tới"), (8, "Sau đó")]
    )
    def test_the_week_ahead(
        self, staff: Staff, monkeypatch: pytest.MonkeyPatch, days: int, title: str
    ) -> None:
        plan_until(staff.case, MAY)
        on_day(monkeypatch, MAY - dt.timedelta(days=days))
        assert build_my_page(staff.teachers[0].pk).groups[0].title == title

    def test_all_schools_of_a_person_and_nobody_elses(self, staff: Staff) -> None:
        teacher = staff.teachers[0]
        elsewhere = make_case(standard_set=small_set())
        MembershipFactory(user=teacher, organisation=elsewhere.school, role=Role.SECRETARY)
        item(elsewhere, verified=False)
        places = {line.place for group in build_my_page(teacher.pk).groups for line in group.lines}
        assert places == {f"{staff.case.school.name}, {YEAR}", f"{elsewhere.school.name}, {YEAR}"}
        stranger = build_my_page(member(make_case().school, Role.MEMBER).pk)
        assert stranger.total == 0

    def test_the_page_filters_by_kind(self, staff: Staff) -> None:
        client = signed_in(staff.teachers[0])
        text = client.get(reverse("assessments:my-work")).content.decode()
        assert "Viết 1.3" in text
        assert "Thu thập minh chứng 1.3" in text
        text = client.get(reverse("assessments:my-work"), {"loai": "write"}).content.decode()
        assert "Viết 1.3" in text
        assert "Thu thập minh chứng 1.3" not in text
        text = client.get(reverse("assessments:my-work"), {"loai": "'><script>"}).content.decode()
        assert "Không có việc loại này" in text
        assert "<script>'" not in text

    def test_who_has_no_school_is_told_so(self, db: None) -> None:
        case_free = member(SchoolFactory(), Role.MEMBER)
        text = signed_in(case_free).get(reverse("assessments:my-work")).content.decode()
        assert "Chưa có năm học nào đang mở" in text

    def test_the_entry_stands_in_the_menu_of_the_person(self, staff: Staff) -> None:
        text = signed_in(staff.teachers[0]).get(staff.url()).content.decode()
        assert reverse("assessments:my-work") in text


def queries(url: str, client) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_people_or_work(
    small: Case, case: Case, own_provider: list[WorkItem]
) -> None:
    few, many = make_staff(small, 2), make_staff(case, 30)
    counts = []
    for staff, tasks in ((few, 1), (many, 200)):
        own_provider[:] = [WorkItem("action", f"Việc {n}", "/", MAY) for n in range(tasks)]
        counts.append(
            (
                queries(reverse("assessments:my-work"), signed_in(staff.teachers[0])),
                queries(staff.url("viec/"), signed_in(staff.secretary)),
            )
        )
    assert counts[0] == counts[1]
