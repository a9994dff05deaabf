"""Mức 4 of the 2018 sets."""

from __future__ import annotations

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope
from minhdinh.assessments.carrying.routes import Routes
from minhdinh.assessments.carrying.target import TargetYear
from minhdinh.assessments.domain.dossier import build_dossier
from minhdinh.assessments.domain.final_level import final_items, is_reached, set_final_item
from minhdinh.assessments.domain.opening import open_assessment
from minhdinh.assessments.domain.passages import save_passage
from minhdinh.assessments.domain.summary import refresh_summary
from minhdinh.assessments.dossier_schema import faults
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


def words(text: str) -> dict:
    return {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]}


def save(assessment: SelfAssessment, slot: str, text: str, actor=None) -> None:
    save_passage(
        actor=actor or system_actor(assessment.school_id),
        assessment=assessment,
        slot=slot,
        version=0,
        body=words(text),
        save_id=f"save-{slot}",
    )


def test_the_texts_of_an_item_stand_in_the_dossier(assessment, track):
    assert "level_4_texts" not in build_dossier(assessment)["tracks"][0]
    save(assessment, "final:thcs:4.1:situation", "Kế hoạch có tham khảo.")
    save(assessment, "final:thcs:4.1:plan", "Giữ vững.")
    dossier = build_dossier(assessment)
    assert dossier["tracks"][0]["level_4_texts"] == {
        "4.1": {"situation": words("Kế hoạch có tham khảo."), "plan": words("Giữ vững.")}
    }
    assert faults(dossier) == []


@pytest.mark.parametrize("slot", ["final:thcs:4.9:plan", "final:thpt:4.1:plan", "final:thcs:4.1:trend"])
def test_there_is_no_other_place_to_write_of_the_last_level(assessment, slot):
    with pytest.raises(NotHere):
        save(assessment, slot, "Không có chỗ.")


def test_a_member_does_not_write_of_the_last_level(assessment, world):
    actor = acting(member(world.school, Role.MEMBER), world.school)
    with pytest.raises(NotAllowed):
        save(assessment, "final:thcs:4.1:plan", "Không được.", actor)


def test_the_page_shows_the_texts_and_who_reads_does_not_write(assessment, world):
    save(assessment, "final:thcs:4.2:strengths", "Có nhóm hỗ trợ riêng.")
    address = f"/truong/{world.school.code}/{YEAR}/muc-4/"
    for role, writes in ((Role.SECRETARY, True), (Role.VIEWER, False)):
        page = signed_in(member(world.school, role)).get(address).content.decode()
        assert "Có nhóm hỗ trợ riêng." in page
        assert ('data-passage-readonly-value="false"' in page) is writes


def test_the_same_set_takes_the_texts_into_the_next_year(assessment):
    catalogue = assessment.standard_set.catalogue
    target = TargetYear(assessment, catalogue, ("thcs",))
    routes = Routes(catalogue, target)
    assert routes.way_of("final:thcs:4.1:plan").targets == ("final:thcs:4.1:plan",)
    assert routes.way_of("final:thcs:4.9:plan").targets == ()
