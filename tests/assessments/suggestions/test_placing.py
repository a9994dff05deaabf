"""A sentence in the statement and out again: nothing of a person is lost, every lock is named."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.passages import PassageConflict, save_passage
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Assignment, PassageRevision, SuggestedText, SuggestionChoice
from minhdinh.assessments.suggestions.choosing import Given, choose, choose_nothing
from minhdinh.assessments.suggestions.placing import add_own_words, lock_of_choice, put_in, withdraw
from minhdinh.assessments.suggestions.queries import choice_at
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.evidence.models import Citation
from minhdinh.lib.richtext import citations, plain_text
from tests.assessments.cases import Case, new_save_id, rich, undone, write
from tests.assessments.suggestions.desk import (
    FIRST,
    REQUIREMENT,
    RESULT,
    VALUES,
    chosen_and_put,
    passage,
    pick,
    proof,
    sheet_of,
    slot,
    version_of,
)

pytestmark = pytest.mark.django_db


def put(case: Case, choice: SuggestionChoice, version: int | None = None) -> None:
    at = version_of(case) if version is None else version
    put_in(actor=case.system, choice=choice, version=at)


def test_the_sentence_stands_with_its_citation_before_the_stop(case: Case) -> None:
    item = proof(case)
    put(case, pick(case, items=(item,)))
    found = passage(case)
    assert found is not None
    assert found.version == 1
    assert "12/KH-THCS" in found.text
    assert found.text.endswith(".")
    assert citations(found.body) == [str(item.pk)]
    assert [node["type"] for node in found.body["content"][0]["content"]] == ["text", "citation", "text"]
    assert Citation.objects.get(source=f"passage:{found.pk}").requirement == REQUIREMENT
    assert Entry.objects.filter(action="assessment.suggestion_put_in").count() == 1


def test_counters_of_the_sheet_follow(case: Case) -> None:
    put(case, pick(case))
    sheet = sheet_of(case)
    assert sheet.statement_levels == 1
    assert sheet.usable_evidence == 1
    assert sheet.level is None
    assert sheet.requirements_answered == 0


def test_it_stands_behind_what_people_wrote(case: Case) -> None:
    write(case, slot(case), "Lời của trường.")
    put(case, pick(case))
    found = passage(case)
    assert found is not None
    assert found.text.split("\n")[0] == "Lời của trường."
    assert len(found.body["content"]) == 2


def test_putting_in_again_changes_nothing(case: Case) -> None:
    choice = chosen_and_put(case)
    assert put_in(actor=case.system, choice=choice, version=1) is None
    assert version_of(case) == 1


def test_other_values_take_the_place_of_the_sentence(case: Case) -> None:
    item = proof(case)
    put(case, pick(case, items=(item,)))
    put(case, pick(case, items=(item,), values={**VALUES, "so": "99/KH-THCS"}))
    found = passage(case)
    assert found is not None
    assert "99/KH-THCS" in found.text
    assert "12/KH-THCS" not in found.text
    assert SuggestedText.objects.count() == 1


def test_an_edited_sentence_is_left_and_a_new_one_added(case: Case) -> None:
    item = proof(case)
    put(case, pick(case, items=(item,)))
    write(case, slot(case), "Câu đã sửa theo lời của trường.", [item])
    put(case, pick(case, items=(item,), values={**VALUES, "so": "99/KH-THCS"}))
    found = passage(case)
    assert found is not None
    lines = found.text.split("\n")
    assert lines[0] == "Câu đã sửa theo lời của trường."
    assert "99/KH-THCS" in lines[1]


def test_withdrawing_takes_the_sentence_out(case: Case) -> None:
    choice = chosen_and_put(case)
    done = withdraw(actor=case.system, choice=choice, version=1)
    assert (done.removed, done.kept) == (True, False)
    found = passage(case)
    assert found is not None
    assert found.text == ""
    assert not Citation.objects.filter(source=f"passage:{found.pk}").exists()
    assert not SuggestionChoice.objects.exists()
    assert PassageRevision.objects.filter(passage=found).count() == 2


def test_withdrawing_leaves_an_edited_sentence(case: Case) -> None:
    choice = chosen_and_put(case)
    write(case, slot(case), "Câu đã sửa.")
    done = withdraw(actor=case.system, choice=choice, version=2)
    assert (done.removed, done.kept) == (False, True)
    found = passage(case)
    assert found is not None
    assert found.text == "Câu đã sửa."
    assert found.version == 2


def test_a_citation_that_a_person_added_keeps_the_sentence(case: Case) -> None:
    choice = chosen_and_put(case)
    found = passage(case)
    assert found is not None
    more = proof(case, kind="bao_cao")
    body = found.body
    body["content"][0]["content"].insert(2, rich("", [more])["content"][0]["content"][0])
    save_passage(
        actor=case.system,
        assessment=case.assessment,
        slot=slot(case),
        version=1,
        body=body,
        save_id=new_save_id(),
    )
    withdraw(actor=case.system, choice=choice, version=2)
    after = passage(case)
    assert after is not None
    assert str(more.pk) in citations(after.body)


def test_a_stale_version_changes_nothing(case: Case) -> None:
    choice = pick(case)
    write(case, slot(case), "Ai đó vừa viết.")
    with pytest.raises(PassageConflict):
        put(case, choice, version=0)
    assert not SuggestedText.objects.exists()
    put(case, choice, version=1)
    with pytest.raises(PassageConflict):
        withdraw(actor=case.system, choice=choice, version=1)
    assert SuggestionChoice.objects.count() == 1


def test_a_version_of_a_text_that_never_was(case: Case) -> None:
    with pytest.raises(PassageConflict):
        put(case, pick(case), version=7)


@pytest.mark.parametrize(
    ("values", "with_proof", "missing"),
    [
        ({}, True, "Số, ký hiệu"),
        (VALUES, False, "hiến lược"),
        ({**VALUES, "ngay": "31/02/2026"}, True, "Ngày ban hành"),
    ],
)
def test_locks_are_refused_by_name(
    case: Case, values: dict[str, str], with_proof: bool, missing: str
) -> None:
    choice = pick(case, values=values, items=None if with_proof else ())
    with pytest.raises(Problem, match=missing):
        put(case, choice)
    assert passage(case) is None
    assert SuggestionChoice.objects.filter(pk=choice.pk).exists()


def test_level_two_waits_for_level_one(case: Case) -> None:
    values = {
        "chi_so": "tỷ lệ chỉ tiêu hoàn thành (%)",
        "gia_tri_dau": "70",
        "moc_dau": "05/09/2025",
        "gia_tri_cuoi": "85",
        "moc_cuoi": "25/05/2026",
    }
    items = (proof(case, kind="so_lieu_hai_thoi_diem"), proof(case, kind="bao_cao"))
    choice = pick(case, RESULT, values=values, items=items, direction=True)
    lock = lock_of_choice(choice)
    assert lock is not None
    assert lock.engine.open
    assert not lock.open
    for one in case.assessment.standard_set.catalogue.criterion("1.1").level(1).requirements:  # type: ignore[union-attr]
        write(case, slot(case, one.id), f"Trường viết yêu cầu {one.id}.")
    again = lock_of_choice(choice)
    assert again is not None
    assert again.open, again.reasons


def test_nothing_keeps_out_the_honest_no(case: Case) -> None:
    row = choose_nothing(actor=case.system, sheet=sheet_of(case), requirement=REQUIREMENT)
    assert lock_of_choice(row) is None
    put(case, row)
    found = passage(case)
    assert found is not None
    assert found.text.startswith("Chưa có")
    assert sheet_of(case).level is None


def test_own_words_stand_with_their_citation(case: Case) -> None:
    item = proof(case)
    add_own_words(
        actor=case.system,
        sheet=sheet_of(case),
        requirement=REQUIREMENT,
        text="  Trường đặt mục tiêu riêng.  ",
        evidence=(item.pk,),
        version=0,
    )
    found = passage(case)
    assert found is not None
    assert found.text == "Trường đặt mục tiêu riêng."
    assert citations(found.body) == [str(item.pk)]
    assert not SuggestedText.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "\x00"])
def test_own_words_need_words(case: Case, text: str) -> None:
    with pytest.raises(Problem, match="Hãy viết"):
        add_own_words(
            actor=case.system,
            sheet=sheet_of(case),
            requirement=REQUIREMENT,
            text=text,
            evidence=(),
            version=0,
        )


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.PRINCIPAL, True), (Role.SECRETARY, True), (Role.MEMBER, False), (Role.VIEWER, False)],
)
def test_only_writers_put_in_and_take_out(case: Case, role: str, may: bool) -> None:
    choice = pick(case)
    actor = case.actor(role)
    if not may:
        with pytest.raises(NotAllowed):
            put_in(actor=actor, choice=choice, version=0)
        with pytest.raises(NotAllowed):
            withdraw(actor=actor, choice=choice, version=0)
        return
    put_in(actor=actor, choice=choice, version=0)
    withdraw(actor=actor, choice=choice, version=1)


def test_an_assigned_member_writes_here(case: Case) -> None:
    user = case.user(Role.MEMBER)
    seat = case.assessment.members.create(school=case.school, name=user.full_name, user=user)
    Assignment.objects.create(school=case.school, sheet=sheet_of(case), member=seat)
    put_in(actor=case.actor(Role.MEMBER), choice=pick(case), version=0)
    assert version_of(case) == 1


def test_nothing_moves_once_the_report_is_handed_in(case: Case) -> None:
    choice = chosen_and_put(case)
    case.assessment.complete = True
    case.assessment.state = State.SUBMITTED
    case.assessment.save()
    sheet = sheet_of(case)
    choice.sheet = sheet
    for call in (put_in, withdraw):
        with pytest.raises(Problem, match="không sửa được"):
            call(actor=case.system, choice=choice, version=1)
    with pytest.raises(Problem, match="không sửa được"):
        choose(actor=case.system, sheet=sheet, proposition=FIRST, given=Given(VALUES))


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    before=st.lists(st.sampled_from(["Một.", "Hai.", "Ba."]), max_size=3),
    after=st.lists(st.sampled_from(["Bốn.", "Một."]), max_size=2),
    number=st.sampled_from(["1/KH", "2/KH", "3/KH"]),
)
def test_in_and_out_gives_back_what_stood(
    case: Case, before: list[str], after: list[str], number: str
) -> None:
    """Whatever people wrote before and after, withdrawing leaves exactly their paragraphs and citations."""
    with undone():
        own, item = proof(case, kind="bao_cao"), proof(case)
        paragraphs = [rich(words, [own])["content"][0] for words in before]
        _save(case, paragraphs)
        put(case, pick(case, values={**VALUES, "so": number}, items=(item,)))
        added = [rich(words)["content"][0] for words in after]
        found = passage(case)
        assert found is not None
        _save(case, [*found.body["content"], *added])
        choice = choice_at(sheet_of(case), FIRST)
        assert choice is not None
        withdraw(actor=case.system, choice=choice, version=version_of(case))
        left = passage(case)
        assert left is not None
        assert plain_text(left.body) == "\n".join([*before, *after])
        assert citations(left.body) == [str(own.pk)] * len(before)


def _save(case: Case, content: list[dict[str, object]]) -> None:
    if content:
        save_passage(
            actor=case.system,
            assessment=case.assessment,
            slot=slot(case),
            version=version_of(case),
            body={"type": "doc", "content": content},
            save_id=new_save_id(),
        )
