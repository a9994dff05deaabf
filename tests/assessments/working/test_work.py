"""The registry of work, the items of this room, and the pages and reminders built from them."""

import datetime as dt
from collections.abc import Iterator, Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minhdinh.access.permissions import Role
from minhdinh.assessments import work as registry
from minhdinh.assessments.domain.workers import workers_at
from minhdinh.assessments.models import SelfAssessment
from minhdinh.assessments.presenters.my_work import build_my_page
from minhdinh.assessments.work import Worker, WorkItem, in_order, register_work, work_of, work_of_all
from tests.assessments.cases import YEAR, Case, item, make_case, signed_in, small_set
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


class TestMyPage:
    def test_late_work_stands_above(self, staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
        plan_until(staff.case, MAY)
        on_day(monkeypatch, MAY + dt.timedelta(days=3))
        page = build_my_page(staff.teachers[0].pk)
        assert [group.title for group in page.groups] == ["Đã quá hạn", "Sau đó"]
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
