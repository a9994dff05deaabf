"""Mức 4 of the 2018 sets."""

from __future__ import annotations

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope
from minhdinh.assessments.domain.final_level import final_items, is_reached, set_final_item
from minhdinh.assessments.domain.opening import open_assessment
from minhdinh.assessments.domain.summary import refresh_summary
from minhdinh.assessments.models import SelfAssessment, Sheet, Track
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.standards.domain.loading import load_packaged_sets
from tests.assessments.cases import signed_in
from tests.factories import acting, make_world, member

YEAR = "2025-2026"


@pytest.fixture
def world(db, _scopes_open):
    load_packaged_sets()
    return make_world()


@pytest.fixture
def assessment(world) -> SelfAssessment:
    with school_scope(world.school.pk):
        return open_assessment(actor=system_actor(world.school.pk), organisation=world.school, year=YEAR)


@pytest.fixture
def track(assessment) -> Track:
    return Track.objects.select_related("assessment").get(assessment=assessment)


def judge(assessment: SelfAssessment, level: int) -> None:
    """Write the levels as people would have pressed them: Mức 3 where a criterion has it."""
    catalogue = assessment.standard_set.catalogue
    for sheet in Sheet.objects.filter(assessment=assessment):
        sheet.level = min(level, catalogue.criterion(sheet.criterion).top_level)
        sheet.usable_evidence, sheet.statement_levels = 1, 3
        sheet.save()
    refresh_summary(assessment)


def test_the_2018_set_of_secondary_schools_has_six_items(track):
    assert track.assessment.standard_set.set_id == "tt18-2018-trung-hoc"
    assert len(final_items(track)) == 6
    assert {item.answer for item in final_items(track)} == {None}


def test_level_4_waits_for_level_3(assessment, track, world):
    judge(assessment, 2)
    track.refresh_from_db()

    assert not is_reached(track)
    with pytest.raises(Problem, match="đã đạt Mức 3"):
        set_final_item(actor=system_actor(world.school.pk), track=track, item="4.1", answer=True)
    assert track.level_4 == {}


def test_all_items_met_make_level_4_and_one_unmet_leaves_level_3(assessment, track, world):
    actor = system_actor(world.school.pk)
    judge(assessment, 3)
    track.refresh_from_db()
    assert is_reached(track)

    for item in final_items(track):
        set_final_item(actor=actor, track=track, item=item.requirement.id, answer=True)
    assessment.refresh_from_db()
    assert (assessment.level, assessment.complete) == (4, True)

    set_final_item(actor=actor, track=track, item="4.2", answer=False)
    assessment.refresh_from_db()
    assert assessment.level == 3
    assert Entry.objects.filter(action="assessment.level_4_answered").count() == 7


def test_an_open_item_leaves_the_school_undecided_until_it_is_taken_back(assessment, track, world):
    actor = system_actor(world.school.pk)
    judge(assessment, 3)

    set_final_item(actor=actor, track=track, item="4.1", answer=True)
    assessment.refresh_from_db()
    assert (assessment.level, assessment.complete) == (None, False)

    set_final_item(actor=actor, track=track, item="4.1", answer=None)
    assessment.refresh_from_db()
    assert (assessment.level, assessment.complete) == (3, True)


def test_an_unknown_item_and_a_person_without_the_right_are_refused(assessment, track, world):
    judge(assessment, 3)
    with pytest.raises(NotHere):
        set_final_item(actor=system_actor(world.school.pk), track=track, item="9.9", answer=True)
    writer = member(world.school, Role.MEMBER)
    with pytest.raises(NotAllowed):
        set_final_item(actor=acting(writer, world.school), track=track, item="4.1", answer=True)


def test_the_page_shows_and_takes_the_items(assessment, track, world):
    judge(assessment, 3)
    client = signed_in(world.owner)
    home = f"/truong/{world.school.code}/{YEAR}/muc-4/"

    assert client.get(home).content.decode().count('name="item"') == 6
    answer = client.post(f"{home}ghi", {"track": "thcs", "item": "4.1", "value": "met"})
    assert answer.status_code == 302
    track.refresh_from_db()
    assert track.level_4 == {"4.1": True}
    assert client.post(f"{home}ghi", {"track": "thpt", "item": "4.1", "value": "met"}).status_code == 404
    assert client.post(f"{home}ghi", {"track": "thcs", "item": "4.1", "value": "maybe"}).status_code == 404


def test_only_people_of_the_school_see_the_page_and_viewers_do_not_write(assessment, world):
    home = f"/truong/{world.school.code}/{YEAR}/muc-4/"

    assert signed_in(world.colleague).get(home).status_code == 200
    assert signed_in(world.colleague).post(f"{home}ghi", {"track": "thcs"}).status_code == 403
    assert signed_in(world.stranger).get(home).status_code == 404


def test_a_set_without_level_4_has_no_such_page(world):
    with school_scope(world.school.pk):
        open_assessment(actor=system_actor(world.school.pk), organisation=world.school, year="2026-2027")

    assert signed_in(world.owner).get(f"/truong/{world.school.code}/2026-2027/muc-4/").status_code == 404
