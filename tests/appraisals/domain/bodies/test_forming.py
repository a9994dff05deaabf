"""Forming a team or council: what the rules refuse, what has to be acknowledged, what one transaction writes."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.bodies.changing import dissolve_body
from minhdinh.appraisals.domain.bodies.forming import Named, Unacknowledged, examine, form_body
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.enums import Act, BodyKind, BodyRole
from minhdinh.appraisals.models import Body, BodyMember, CaseStep
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem, Problems, Stale
from minhdinh.notifications.models import Notice
from minhdinh.organisations.models import Membership
from tests.appraisals.forming import DAY, ROLES, make_office
from tests.appraisals.registered import TT2018
from tests.assessments.cases import together
from tests.factories import acting, member

pytestmark = pytest.mark.django_db


def test_one_transaction_writes_body_members_ways_in_and_the_step() -> None:
    office = make_office()
    body = office.form(decision=office.decision(ends=30, issuer="Giám đốc Sở", signer="Người ký mẫu"))
    case = office.world.fresh()
    assert (case.stage, body.kind, body.signer) == ("study", BodyKind.COUNCIL, "Người ký mẫu")
    members = office.members()
    assert [one.role for one in members] == list(ROLES)
    assert {one.workplace_name for one in members} == {"Trường THCS Chuyên Gia"}
    assert all(one.declared_at is None and not one.overruled for one in members)
    for one in members:
        way = one.membership
        assert way is not None
        assert (way.role, way.organisation_id) == (Role.EXAMINER, office.world.school.pk)
        assert (way.valid_from, way.valid_to) == (body.starts_on, body.ends_on + DAY)
    with scopes_disabled():
        step = CaseStep.objects.get(act=Act.FORM)
    assert "15/QĐ-SGDĐT" in step.note
    assert Entry.objects.filter(action="body.formed").count() == 1
    told = Notice.objects.get(person=office.experts[0], key__startswith="body-named")
    assert told.url == "/ho-so-toi-danh-gia/"


def test_only_the_department_of_the_registration() -> None:
    office = make_office()
    world = office.world
    for actor in (
        world.principal(),
        world.officer(),
        acting(world.user(world.department, Role.DEPARTMENT_LEADER), world.department),
        acting(world.user(world.department, Role.DEPARTMENT_SPECIALIST), world.school),
    ):
        with pytest.raises(NotAllowed):
            office.form(actor=actor)
    with scopes_disabled():
        assert not Body.objects.exists()


@pytest.mark.parametrize("stage", ["preparing", "receiving", "study", "submitted", "recognised"])
def test_only_where_the_regime_forms(stage: str) -> None:
    office = make_office()
    with scopes_disabled():
        case = office.world.fresh()
        case.stage = stage
        if stage == "recognised":
            case.closed_at, case.outcome = timezone.now(), "recognised"
        case.save()
    with pytest.raises(Problem):
        office.form()
    with scopes_disabled():
        assert not Body.objects.exists()


def test_an_old_page_and_a_second_body_are_refused() -> None:
    office = make_office()
    with pytest.raises(Stale):
        office.form(version=7)
    office.form()
    with pytest.raises(Stale):
        office.form()


def test_the_step_alone_is_refused_without_a_body() -> None:
    office = make_office()
    case = office.world.fresh()
    with pytest.raises(Problems) as refused:
        take_step(actor=office.world.specialist(), case=case, act=Act.FORM, version=case.version)
    assert refused.value.problems[0].link.endswith("/doan/lap/")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"role": BodyRole.LEADER}, "đúng một Chủ tịch hội đồng"),
        ({"role": BodyRole.SECRETARY}, "đúng một Thư ký"),
        ({"role": "vua"}, "hãy chọn vai trò"),
        ({"criteria": ("thcs:9.9",)}, "không thuộc báo cáo"),
    ],
)
def test_what_the_rules_refuse(changes: dict[str, Any], words: str) -> None:
    office = make_office()
    with pytest.raises(Problems) as refused:
        office.form(office.named(**changes))
    assert words in refused.value.message


def test_no_criterion_is_left_undivided() -> None:
    office = make_office()
    rows = [Named(one.user_id, one.role, office.criteria[1:]) for one in office.named()]
    with pytest.raises(Problems) as refused:
        office.form(rows)
    assert "Chưa phân công 1 tiêu chí: 1.1." in refused.value.message


def test_doubts_of_a_law_that_is_unsure_have_to_be_acknowledged() -> None:
    office = make_office()
    four = office.named()[:4]
    with pytest.raises(Unacknowledged) as doubted:
        office.form(four)
    assert "ít hơn 5 người" in doubted.value.message
    assert "số lẻ" in doubted.value.message
    with pytest.raises(Unacknowledged):
        office.form(four, acknowledged=["small"])
    office.form(four, acknowledged=["small", "odd"])
    assert len(office.members()) == 4


def test_training_is_asked_for_where_the_law_is_sure() -> None:
    office = make_office(TT2018)
    novice = office.expert(trained=False, full_name="Ngô Thị Mới")
    rows = office.named(user_id=novice.pk)
    with pytest.raises(Problems) as refused:
        office.form(rows)
    assert "Ngô Thị Mới chưa có trong danh sách đã tập huấn." in refused.value.message
    office.form(office.named(user_id=novice.pk, paper="12/SGDĐT", reason="Vùng khó khăn, thiếu người."))
    last = office.members()[-1]
    assert last.overruled == "12/SGDĐT: Vùng khó khăn, thiếu người."
    assert Entry.objects.filter(action="body.overruled").count() == 1


def test_strangers_to_the_department_are_refused() -> None:
    office, other = make_office(), make_office()
    for stranger in (other.experts[0].pk, 999_999):
        with pytest.raises(Problem):
            office.form(office.named(user_id=stranger))
    inactive = office.expert(is_active=False)
    with pytest.raises(Problem):
        office.form(office.named(user_id=inactive.pk))


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "  "},
        {"number": "a" * 101},
        {"starts": -1},
        {"starts": 5, "ends": 4},
        {"ends": 900},
        {"issuer": "x" * 251},
    ],
)
def test_a_decision_that_cannot_be(wrong: dict[str, Any]) -> None:
    office = make_office()
    with pytest.raises(Problem):
        office.form(decision=office.decision(**wrong))
    with scopes_disabled():
        assert not Membership.objects.filter(role=Role.EXAMINER).exists()
        assert office.world.fresh().stage == "accepted"


def test_a_fault_late_in_the_work_leaves_nothing_behind() -> None:
    office = make_office()
    held = office.experts[-1]
    Membership.objects.create(user=held, organisation=office.world.school, role=Role.EXAMINER)
    with pytest.raises(Problem):
        office.form()
    with scopes_disabled():
        assert not Body.objects.exists()
        assert not BodyMember.objects.exists()
    assert not Membership.objects.filter(role=Role.EXAMINER).exclude(user=held).exists()


def test_after_a_dissolution_another_is_formed_and_the_stage_stays() -> None:
    office = make_office()
    first = office.form()
    dissolve_body(actor=office.world.specialist(), body=first, reason="Ba thành viên nghỉ ốm.")
    version = office.world.fresh().version
    second = office.form()
    case = office.world.fresh()
    assert (case.stage, case.version) == ("study", version)
    assert second.pk != first.pk
    assert Membership.objects.filter(role=Role.EXAMINER, ended=False).count() == 5


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_officers_at_once_form_one() -> None:
    office = make_office()
    case = office.world.fresh()
    other = acting(member(office.world.department, Role.DEPARTMENT_ADMIN), office.world.department)
    given: dict[str, Any] = {
        "case": case,
        "version": case.version,
        "decision": office.decision(),
        "members": office.named(),
    }
    done = together(
        lambda: form_body(actor=office.world.specialist(), **given),
        lambda: form_body(actor=other, **given),
    )
    assert sorted(type(one).__name__ for one in done) == ["Body", "Stale"]
    with scopes_disabled():
        assert (Body.objects.count(), BodyMember.objects.count()) == (1, 5)
        assert CaseStep.objects.filter(act=Act.FORM).count() == 1


def test_what_is_known_of_people_is_read_in_a_fixed_number_of_queries() -> None:
    office = make_office()
    rows = office.named()
    days = (timezone.localdate(), timezone.localdate() + DAY)
    case = office.world.fresh()
    examine(case, days, rows)  # what is read once
    with CaptureQueriesContext(connection) as few:
        examine(case, days, rows)
    rows += [Named(office.expert().pk, BodyRole.MEMBER) for _ in range(6)]
    with CaptureQueriesContext(connection) as many:
        assert len(examine(case, days, rows).people) == 11
    assert len(many) == len(few)
