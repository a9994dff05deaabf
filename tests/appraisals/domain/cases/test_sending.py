"""What sending asks for, what goes out, what follows sending and withdrawing."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases import guards
from minhdinh.appraisals.domain.cases.conditions import say_condition
from minhdinh.appraisals.domain.cases.editing import mark_of
from minhdinh.appraisals.domain.cases.sending import send_dossier, sending_mark, source_of
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.domain.recorded import record_registration
from minhdinh.appraisals.enums import Act, ConditionState, Wish
from minhdinh.appraisals.models import Case, CaseStep, Registration
from minhdinh.assessments.domain.approval import reopen
from minhdinh.assessments.models import Seal
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem, Problems, Stale
from tests.appraisals.registered import TT57, TT2018, World, make_registered
from tests.assessments.cases import advance

pytestmark = pytest.mark.django_db


def ready(world: World, **values: object) -> Case:
    """Write the letter, so that nothing stands in the way of sending."""
    with scopes_disabled():
        case = world.fresh()
        case.letter_number, case.letter_date = "12/CV-THCS", timezone.localdate()
        for name, value in values.items():
            setattr(case, name, value)
        case.save()
    return world.fresh()


def send(world: World) -> Case:
    case = world.fresh()
    with scopes_disabled():
        mark = sending_mark(case)
    return send_dossier(actor=world.principal(), case=case, version=case.version, mark=mark)


def seal_again(world: World) -> Seal:
    """Seal the reopened report once more."""
    with scopes_disabled():
        world.case.assessment = world.case.fresh()
        seal = advance(world.case, "sealed")
    assert isinstance(seal, Seal)
    return seal


def lacking(world: World) -> set[str]:
    with scopes_disabled():
        return {one.message for one in guards.obstacles(world.fresh(), Act.SEND)}


def facts() -> list[Registration]:
    with scopes_disabled():
        return list(Registration.objects.order_by("id"))


@pytest.mark.parametrize(("direct", "stage"), [(False, "checking"), (True, "receiving")])
@pytest.mark.parametrize("regime", [TT57, TT2018])
def test_a_dossier_goes_to_the_office_of_its_route(regime: str, direct: bool, stage: str) -> None:
    world = make_registered(regime, direct=direct)
    ready(world)
    sent = send(world)
    assert (sent.stage, sent.version) == (stage, 1)
    (fact,) = facts()
    assert (fact.year, fact.declared_level, fact.wish) == (sent.year, 1, sent.wish)
    assert (fact.registered_on, fact.source) == (timezone.localdate(), source_of(sent))


def test_letter_and_level_are_asked_for_each_with_its_place() -> None:
    world = make_registered(level=1)
    ready(world, letter_number="", letter_date=None, declared_level=None)
    with scopes_disabled():
        found = guards.obstacles(world.fresh(), Act.SEND)
    assert [one.field for one in found] == ["number", "date", "level"]
    assert {one.link for one in found} == {world.url("#cong-van")}
    with pytest.raises(Problems) as refused:
        send(world)
    assert len(refused.value.problems) == 3
    assert (world.fresh().stage, facts()) == ("preparing", [])


def test_a_letter_of_tomorrow_is_refused() -> None:
    world = make_registered()
    ready(world, letter_date=timezone.localdate() + dt.timedelta(days=1))
    assert lacking(world) == {"Ngày công văn chưa đến."}


def test_an_unmet_condition_needs_a_word_why() -> None:
    world = make_registered()
    case = ready(world)
    say_condition(
        actor=world.secretary(), case=case, key="d", state=ConditionState.UNMET, note="",
        mark=mark_of(ConditionState.UNKNOWN, ""),
    )  # fmt: skip
    with scopes_disabled():
        (found,) = guards.obstacles(world.fresh(), Act.SEND)
    assert found.message.startswith("Điều kiện d ")
    assert found.link == world.url("#dieu-kien-d")
    say_condition(
        actor=world.secretary(), case=case, key="d", state=ConditionState.UNMET, note="Đang sửa tường rào.",
        mark=mark_of(ConditionState.UNMET, ""),
    )  # fmt: skip
    assert lacking(world) == set()


def test_unknown_conditions_do_not_stand_in_the_way() -> None:
    world = make_registered()
    ready(world)
    assert lacking(world) == set()
    assert send(world).stage == "checking"


def test_a_reopened_report_has_to_be_sealed_again_and_the_newest_seal_goes() -> None:
    world = make_registered()
    case = ready(world)
    with scopes_disabled():
        reopen(actor=world.case.system, assessment=world.case.fresh(), reason="Sửa số liệu.")
    assert [one for one in lacking(world) if "mở lại" in one]
    with pytest.raises(Problems):
        send(world)
    newer = seal_again(world)
    sent = send(world)
    assert (sent.seal_id, newer.pk != case.seal_id) == (newer.pk, True)
    with scopes_disabled():
        (entry,) = Entry.objects.filter(action="case.seal_taken")
    assert (entry.data["revision"], entry.data["earlier"]) == (2, 1)


def test_what_is_sent_stays_the_same_whatever_the_school_does_meanwhile() -> None:
    world = make_registered()
    ready(world)
    sent = send(world)
    with scopes_disabled():
        reopen(actor=world.case.system, assessment=world.case.fresh(), reason="Sửa.")
    seal_again(world)
    assert world.fresh().seal_id == sent.seal_id
    take_step(actor=world.officer(), case=sent, act=Act.GIVE_BACK, version=1, note="Thiếu công văn.")
    again = send(world)
    assert again.seal_id != sent.seal_id
    assert again.stage == "checking"
    assert len(facts()) == 1


def test_a_seal_that_was_tampered_with_is_not_sent() -> None:
    world = make_registered()
    ready(world)
    with scopes_disabled():
        Seal.objects.filter(pk=world.fresh().seal_id).update(sha256="0" * 64)
    (found,) = lacking(world)
    assert "không còn khớp" in found


def test_a_level_above_the_sealed_one_is_refused() -> None:
    world = make_registered(level=1)
    ready(world, declared_level=2)
    (found,) = lacking(world)
    assert "cao hơn mức của báo cáo niêm phong" in found


def test_nobody_sends_what_he_has_not_seen() -> None:
    world = make_registered()
    case = ready(world)
    with scopes_disabled():
        mark = sending_mark(case)
    ready(world, note="Thêm một dòng.")
    with pytest.raises(Stale):
        send_dossier(actor=world.principal(), case=case, version=0, mark=mark)
    assert world.fresh().version == 0


@pytest.mark.parametrize("who", ["secretary", "specialist", "officer"])
def test_only_the_principal_sends(who: str) -> None:
    world = make_registered()
    case = ready(world)
    with scopes_disabled():
        mark = sending_mark(case)
    with pytest.raises(NotAllowed):
        send_dossier(actor=getattr(world, who)(), case=case, version=0, mark=mark)
    assert facts() == []


def test_withdrawing_takes_back_the_fact_that_this_registration_made() -> None:
    world = make_registered()
    ready(world)
    send(world)
    case = world.fresh()
    with pytest.raises(Problem):
        take_step(actor=world.principal(), case=case, act=Act.WITHDRAW, version=1, note=" ")
    ended = take_step(actor=world.principal(), case=case, act=Act.WITHDRAW, version=1, note="Trường đổi năm.")
    assert (ended.outcome, facts()) == ("withdrawn", [])
    with scopes_disabled():
        assert [row.act for row in CaseStep.objects.all()] == [Act.SEND, Act.WITHDRAW]


def test_what_an_office_recorded_stays_as_it_recorded_it() -> None:
    world = make_registered()
    record_registration(
        actor=world.specialist(),
        school=world.school,
        year=world.fresh().year,
        wish=Wish.BOTH,
        declared_level=2,
    )
    ready(world)
    case = send(world)
    take_step(actor=world.principal(), case=case, act=Act.WITHDRAW, version=1, note="Rút.")
    (fact,) = facts()
    assert (fact.declared_level, fact.wish, fact.source) == (2, Wish.BOTH, "")


def test_a_registration_never_sent_leaves_no_fact() -> None:
    world = make_registered()
    take_step(actor=world.principal(), case=world.fresh(), act=Act.WITHDRAW, version=0, note="Nhầm.")
    assert facts() == []


def test_a_second_sending_keeps_the_first_day_and_takes_the_new_level() -> None:
    world = make_registered()
    ready(world)
    send(world)
    day = timezone.localdate() - dt.timedelta(days=9)
    with scopes_disabled():
        Registration.objects.update(registered_on=day)
    take_step(actor=world.officer(), case=world.fresh(), act=Act.GIVE_BACK, version=1, note="Thiếu.")
    ready(world, wish=Wish.NATIONAL_STANDARD)
    send(world)
    (fact,) = facts()
    assert (fact.registered_on, fact.declared_level) == (day, 1)
