"""Conclusions and general parts: who writes, where, on which version; what is refused."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.concluding.queries import part_of
from minhdinh.appraisals.domain.concluding.writing import (
    ConclusionValues,
    may_write,
    save_conclusion,
    save_part,
    set_response_day,
)
from minhdinh.appraisals.enums import BodyRole, Holder
from minhdinh.appraisals.models import Conclusion, ReportPart
from minhdinh.appraisals.rules.regimes import regime
from minhdinh.appraisals.rules.report_parts import RESPONSE_DAY, RESULT, parts_of
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from tests.appraisals.concluded import STRENGTH, conclude, make_concluding, write_part
from tests.appraisals.registered import DAY, TT57, TT2018, World, make_registered

pytestmark = pytest.mark.django_db


def save(world: World, actor: Actor, criterion: str = "1.3", version: int = 0, **texts: str) -> Conclusion:
    with scopes_disabled():
        return save_conclusion(
            actor=actor,
            case=world.fresh(),
            track=world.case.track,
            criterion=criterion,
            version=version,
            values=ConclusionValues(1, texts),
        )


@pytest.mark.parametrize("name", [TT57, TT2018])
def test_every_stage_and_role(name: str) -> None:
    world = make_registered(name, stage="study")
    people = {
        "leader": world.examiner(BodyRole.LEADER),
        "secretary": world.examiner(BodyRole.SECRETARY),
        "member": world.examiner(BodyRole.MEMBER),
        "principal": world.principal(),
        "school secretary": world.secretary(),
        "department": world.specialist(),
        "commune": world.officer(),
    }
    version = 0
    for stage in regime(name).stages:
        case = world.put(stage.id)
        for who, actor in people.items():
            allowed = who in ("leader", "secretary") and stage.holder is Holder.LEAD
            with scopes_disabled():
                assert may_write(actor, case) is allowed, (stage.id, who)
            if allowed:
                version = save(world, actor, version=version).version
            else:
                with pytest.raises(Problem):
                    save(world, actor, version=version)
                with scopes_disabled(), pytest.raises(Problem):
                    save_part(actor=actor, case=case, key="proposal", version=0, text="x")


def test_a_row_keeps_the_schools_own_level_beside() -> None:
    world = make_concluding(level=1)
    row = conclude(world, "1.3", 0)
    assert (row.self_level, row.level, row.version, row.by_name) == (1, 0, 1, world.examiner().name)


def test_who_started_from_an_older_version_is_told_who_wrote() -> None:
    world = make_concluding()
    save(world, world.examiner(), strengths="Một")
    with pytest.raises(Stale, match="Trưởng"):
        save(world, world.examiner(BodyRole.SECRETARY), strengths="Hai")
    with scopes_disabled():
        assert Conclusion.objects.get().strengths == "Một"


def test_two_criteria_do_not_stand_in_each_others_way() -> None:
    world = make_concluding()
    save(world, world.examiner())
    assert save(world, world.examiner(BodyRole.SECRETARY), "1.1").version == 1


@pytest.mark.parametrize("criterion", ["9.9", "", "m4:4.1", "1.3 "])
def test_a_place_that_the_sealed_report_does_not_have(criterion: str) -> None:
    world = make_concluding()
    with pytest.raises(NotHere):
        save(world, world.examiner(), criterion)


@pytest.mark.parametrize("level", [-1, 3, 99])
def test_a_level_that_the_criterion_does_not_have(level: int) -> None:
    world = make_concluding()
    with pytest.raises(Problem):
        conclude(world, "1.3", level)
    with scopes_disabled():
        assert not Conclusion.objects.exists()


def test_control_characters_go_and_long_texts_are_refused() -> None:
    world = make_concluding()
    row = save(world, world.examiner(), strengths="Một\x00\x07\r\n  hai  ")
    assert row.strengths == "Một\nhai"
    with pytest.raises(Problem, match="8000"):
        save(world, world.examiner(), version=1, weaknesses="x" * 8001)


@pytest.mark.parametrize("name", [TT57, TT2018])
def test_general_parts_are_those_of_the_regime(name: str) -> None:
    world = make_concluding(name)
    for one in parts_of(regime(name)):
        assert write_part(world, one.key, STRENGTH).text == STRENGTH
    for key in (RESULT, RESPONSE_DAY, "khac", ""):
        with scopes_disabled(), pytest.raises(NotHere):
            save_part(actor=world.examiner(), case=world.fresh(), key=key, version=0, text="x")
    with scopes_disabled():
        assert not ReportPart.objects.filter(key__in=[RESULT, RESPONSE_DAY]).exists()


def test_a_part_has_its_version() -> None:
    world = make_concluding()
    write_part(world)
    with scopes_disabled(), pytest.raises(Stale):
        save_part(actor=world.examiner(), case=world.fresh(), key="proposal", version=0, text="Khác")


def test_a_day_for_the_answer_only_where_the_regulation_names_none() -> None:
    world = make_concluding(TT57)
    day = timezone.localdate() + 5 * DAY

    def say(day: dt.date | None, version: int = 0) -> None:
        with scopes_disabled():
            set_response_day(actor=world.examiner(), case=world.fresh(), day=day, version=version)

    say(day)
    for wrong in (timezone.localdate(), timezone.localdate() - DAY):
        with pytest.raises(Problem, match="sau hôm nay"):
            say(wrong, 1)
    with pytest.raises(Stale):
        say(day)
    with scopes_disabled():
        kept = part_of(world.fresh(), RESPONSE_DAY)
    assert kept is not None
    assert kept.text == day.isoformat()
    world = make_concluding(TT2018)
    with pytest.raises(Problem, match="quy định"):
        say(day)


def test_a_member_sets_no_day() -> None:
    world = make_concluding(TT57)
    with scopes_disabled(), pytest.raises(NotAllowed):
        set_response_day(actor=world.examiner(BodyRole.MEMBER), case=world.fresh(), day=None, version=0)
