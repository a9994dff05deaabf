"""Inherited texts on everybody's list of work."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.permissions import ROLE_PERMISSIONS, Role
from minhdinh.assessments.carrying.work import inherited_work
from minhdinh.assessments.domain.council import CouncilValues, MemberValues, save_council
from minhdinh.assessments.models import Passage, SelfAssessment
from minhdinh.assessments.work import Worker
from tests.assessments.carrying.years import Years, fill, same_set
from tests.assessments.cases import write

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


@pytest.fixture
def years() -> Years:
    """Return two years whose newer one has a member in charge of 1.3, with everything carried."""
    found = same_set()
    fill(found.old)
    user = found.new.user(Role.MEMBER)
    values = CouncilValues(members=[MemberValues(name="Cô Mẫu", role="member", user_id=user.pk)])
    save_council(actor=found.new.system, assessment=found.new.fresh(), values=values)
    seat = found.new.assessment.members.get()
    found.new.sheet("1.3").assignments.create(school=found.new.school, member=seat)
    found.carry()
    return found


def worker(years: Years, role: Role) -> Worker:
    return Worker(years.new.user(role).pk, "Người", ROLE_PERMISSIONS[role])


def work(years: Years, *roles: Role) -> list[tuple[int, str]]:
    people = [worker(years, role) for role in roles]
    return [(person, item.title) for person, item in inherited_work(years.new.fresh(), people)]


def test_who_is_in_charge_reads_the_criterions_texts(years: Years) -> None:
    assert work(years, Role.MEMBER) == [
        (years.new.user(Role.MEMBER).pk, "Tiêu chí 1.3: đọc lại 01 đoạn kế thừa")
    ]


def test_who_writes_the_report_reads_its_parts(years: Years) -> None:
    assert work(years, Role.SECRETARY) == [
        (
            years.new.user(Role.SECRETARY).pk,
            "Nhận xét và phần chung của báo cáo: đọc lại 02 đoạn kế thừa",
        )
    ]


def test_who_only_reads_has_nothing(years: Years) -> None:
    assert work(years, Role.VIEWER) == []


def test_an_item_leads_to_its_page(years: Years) -> None:
    items = [item for _person, item in inherited_work(years.new.fresh(), [worker(years, Role.MEMBER)])]
    assert [(item.kind, item.criterion, item.url) for item in items] == [
        ("write", "1.3", years.url("tieu-chi/thcs/1.3/"))
    ]


def test_once_answered_for_nothing_waits(years: Years) -> None:
    Passage.objects.filter(assessment=years.new.assessment).update(inherited=False)
    assert work(years, Role.MEMBER, Role.SECRETARY) == []


def test_a_report_that_is_handed_in_waits_for_nobody(years: Years) -> None:
    SelfAssessment.objects.filter(pk=years.new.assessment.pk).update(state="sealed", complete=True)
    assert work(years, Role.MEMBER) == []


def test_more_people_and_texts_cost_no_more_queries(years: Years) -> None:
    def queries(*roles: Role) -> int:
        assessment, people = years.new.fresh(), [worker(years, role) for role in roles]
        with CaptureQueriesContext(connection) as captured:
            list(inherited_work(assessment, people))
        return len(captured)

    few = queries(Role.MEMBER)
    for criterion in ("1.1", "1.3", "2.3"):
        write(years.old, f"statement:thcs:{criterion}:2:{criterion}.2a", "Thêm.")
    years.carry()
    assert queries(Role.MEMBER, Role.SECRETARY, Role.PRINCIPAL) == few
