"""The process of one school: what was done, when and by whom; only inside the office's own rows."""

import datetime as dt

import pytest

from minhdinh.access.scope import path_scope, scopes_disabled
from minhdinh.appraisals.models import Registration
from minhdinh.assessments.models import Assignment, CouncilMember, PlanStep, SelfAssessment, Sheet
from minhdinh.evidence.models import EvidenceItem
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.inspection import Line, inspect, school_on_board, seen_from_outside
from minhdinh.recognition.models import Decision
from tests.factories import World, make_world
from tests.oversight.boards import YEAR, opened

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 9, 10)


@pytest.fixture
def world() -> World:
    return make_world()


def lines(world: World, office: Organisation | None = None) -> dict[str, Line]:
    at = office or world.commune
    with path_scope(at.path):
        return {line.key: line for line in inspect(world.school, YEAR)}


def work(world: World) -> SelfAssessment:
    """Let the school set up its council, plan, one assignment and one piece of evidence."""
    assessment = opened(world.school)
    with scopes_disabled():
        SelfAssessment.objects.filter(pk=assessment.pk).update(
            decision_number="12/QĐ", decision_date=DAY, plan={"number": "05/KH", "date": "2026-09-15"}
        )
        own = {"school": world.school, "assessment": assessment}
        chair = CouncilMember.objects.create(name="Phạm Quang Minh", role="chair", **own)
        CouncilMember.objects.create(name="Trần Thị An", role="secretary", order=2, **own)
        CouncilMember.objects.create(name="Lê Văn Tổ", in_council=False, order=3, **own)
        PlanStep.objects.create(content="Họp", ends_on=dt.date(2027, 5, 25), **own)
        sheet = Sheet.objects.filter(assessment=assessment).first()
        Assignment.objects.create(school=world.school, sheet=sheet, member=chair)
        EvidenceItem.objects.create(school=world.school, name="Kế hoạch năm học", first_year=YEAR)
    return assessment


def test_a_year_that_was_only_opened(world: World) -> None:
    opened(world.school)
    found = lines(world)
    assert list(found) == [
        "opening", "council", "plan", "assignments", "evidence", "sheets", "submitted", "meeting", "approved", "sealed",
    ]  # fmt: skip
    assert {key for key, line in found.items() if line.done} == {"opening"}
    assert found["council"].words == "chưa lập"
    assert found["sheets"].words.startswith("0/")


def test_what_was_done_with_days_and_people(world: World) -> None:
    work(world)
    found = lines(world)
    council = found["council"]
    assert (council.done, council.day) == (True, DAY)
    assert council.words == "2 thành viên, quyết định số 12/QĐ"
    assert council.who == "Phạm Quang Minh (Chủ tịch), Trần Thị An (Thư ký)"
    assert (found["plan"].words, found["plan"].who) == ("1 bước, xong vào 25/05/2027", "05/KH")
    assert found["plan"].day == dt.date(2026, 9, 15)
    assert found["assignments"].words.startswith("1/")
    assert found["assignments"].words.endswith("giao cho 1 người")
    assert found["evidence"].words == "1 minh chứng, 0 đã xác minh"
    assert "tiêu chí chưa có minh chứng dùng được" in found["evidence"].details[0]


def test_a_plan_of_which_only_tables_are_written_is_not_set_up(world: World) -> None:
    assessment = opened(world.school)
    with scopes_disabled():
        SelfAssessment.objects.filter(pk=assessment.pk).update(plan={"training": [{"content": "Tập huấn"}]})
    assert (lines(world)["plan"].words, lines(world)["plan"].done) == ("chưa lập", False)


def test_a_report_that_was_sent_back_says_why(world: World) -> None:
    assessment = opened(world.school)
    with scopes_disabled():
        SelfAssessment.objects.filter(pk=assessment.pk).update(return_reason="Thiếu số liệu")
    assert lines(world)["submitted"].details == ["Thiếu số liệu"]
    with scopes_disabled():
        SelfAssessment.objects.filter(pk=assessment.pk).update(
            state="approved", complete=True, approved_by=world.owner, approved_at="2027-05-20T00:00Z"
        )
    found = lines(world)
    assert (found["approved"].done, found["approved"].who) == (True, "Phạm Quang Minh")
    assert (found["sealed"].done, found["submitted"].details) == (False, [])


def test_another_office_finds_nothing_of_it(world: World) -> None:
    work(world)
    assert lines(world, world.other_commune) == {}
    with path_scope(world.other_commune.path):
        outside = seen_from_outside(world.school, YEAR)
    assert (outside.registration, outside.decisions) == (None, [])


def test_what_others_know_of_a_school(world: World) -> None:
    with scopes_disabled():
        Registration.objects.create(school=world.school, year=YEAR, declared_level=2)
        Decision.objects.create(school=world.school, year="2019-2020", number="77/QĐ", grade=1)
    with path_scope(world.commune.path):
        outside = seen_from_outside(world.school, YEAR)
    assert outside.registration is not None
    assert (outside.registration.declared_level, outside.evaluation) == (2, None)
    assert [one.number for one in outside.decisions] == ["77/QĐ"]


def test_only_schools_of_the_office_in_that_year(world: World) -> None:
    found = school_on_board(world.commune, YEAR, "thcs-an-binh")
    assert found is not None
    assert found.school == world.school
    assert school_on_board(world.commune, YEAR, "thcs-phu-son") is None
    assert school_on_board(world.commune, YEAR, "khong-co") is None
