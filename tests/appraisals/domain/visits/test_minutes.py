"""Minutes: written by who leads, votes within the members present, closed once, opened again with a trace."""

from dataclasses import replace

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.visits.minutes import (
    Minutes,
    close_minutes,
    minutes_of,
    minutes_text,
    named_in,
    reopen_minutes,
    save_minutes,
)
from minhdinh.appraisals.enums import VisitKind
from minhdinh.appraisals.models import CaseFile, Visit
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Problems, Stale
from minhdinh.evidence.domain.blobs import read_blob
from tests.appraisals.registered import TT57, World, make_registered
from tests.appraisals.visiting import MINUTES, everybody, held, planned
from tests.assessments.cases import undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_registered(TT57, stage="meeting")


@pytest.fixture
def meeting(world: World) -> Visit:
    return planned(world, VisitKind.MEETING, starts=-1)


def save(world: World, visit: Visit, minutes: Minutes = MINUTES, version: int | None = None) -> Visit:
    known = visit.version if version is None else version
    return save_minutes(
        actor=world.examiner("secretary"), case=world.fresh(), visit=visit, minutes=minutes, version=known
    )


def close(world: World, visit: Visit) -> Visit:
    return close_minutes(actor=world.examiner(), case=world.fresh(), visit=visit, version=visit.version)


def test_who_leads_writes_and_closes_and_nobody_else(world: World, meeting: Visit) -> None:
    written = save(world, meeting)
    for who, actor in everybody(world).items():
        with undone():
            if who in {"leader", "body secretary"}:
                saved = save_minutes(
                    actor=actor, case=world.fresh(), visit=written, minutes=MINUTES, version=written.version
                )
                close_minutes(actor=actor, case=world.fresh(), visit=saved, version=saved.version)
            else:
                for verb, more in ((save_minutes, {"minutes": MINUTES}), (close_minutes, {})):
                    with pytest.raises((NotAllowed, NotHere)):
                        verb(actor=actor, case=world.fresh(), visit=written, version=written.version, **more)  # type: ignore[operator]


def test_what_is_written_is_kept_plain(world: World, meeting: Visit) -> None:
    words = replace(MINUTES, minutes_number=" 03/BB ", content="Một\r\nhai\x00\x07", votes_for=3)
    saved = save(world, meeting, words)
    assert (saved.minutes_number, saved.content, saved.votes_for) == ("03/BB", "Một\nhai", 3)
    assert minutes_of(saved).conclusion == MINUTES.conclusion
    assert "03/BB" in minutes_text(saved)
    assert saved.held_at is None


@pytest.mark.parametrize(("votes", "fits"), [((3, 0, 0), True), ((2, 1, 0), True), ((2, 1, 1), False)])
def test_votes_are_within_the_members_present(
    world: World, meeting: Visit, votes: tuple[int, int, int], fits: bool
) -> None:
    given = replace(MINUTES, votes_for=votes[0], votes_against=votes[1], votes_blank=votes[2])
    if fits:
        assert save(world, meeting, given).votes_for == votes[0]
        return
    with pytest.raises(Problem) as refused:
        save(world, meeting, given)
    assert refused.value.field == "votes_for"


def test_who_is_absent_does_not_vote(world: World, meeting: Visit) -> None:
    with pytest.raises(Problem):
        save(world, meeting, replace(MINUTES, present="Một người", votes_for=2))
    many = "\n".join(f"Khách {number}" for number in range(9))
    with pytest.raises(Problem):
        save(world, meeting, replace(MINUTES, present=many, votes_for=4))


def test_a_visit_has_no_votes(world: World) -> None:
    visit = planned(world, VisitKind.MAIN, starts=-1)
    assert save(world, visit, replace(MINUTES, votes_for=9)).votes_for is None


def test_two_writers_do_not_overwrite_each_other(world: World, meeting: Visit) -> None:
    save(world, meeting)
    with pytest.raises(Stale):
        save(world, meeting, replace(MINUTES, conclusion="Khác"), version=0)


@pytest.mark.parametrize("name", ["present", "content", "conclusion"])
def test_minutes_close_when_they_say_everything(world: World, meeting: Visit, name: str) -> None:
    lacking = save(world, meeting, replace(MINUTES, **{name: "  "}))
    with pytest.raises(Problems) as refused:
        close(world, lacking)
    assert len(refused.value.problems) == 1
    full = save(world, lacking)
    assert close(world, full).held_at is not None


def test_closed_minutes_change_no_more(world: World, meeting: Visit) -> None:
    closed = close(world, save(world, meeting))
    with pytest.raises(Problem, match="đã chốt"):
        save(world, closed)
    with pytest.raises(Problem, match="đã chốt"):
        close(world, closed)
    assert Entry.objects.filter(action="visit.minutes_closed").count() == 1


def test_minutes_are_not_closed_before_it_begins(world: World) -> None:
    visit = save(world, planned(world, VisitKind.MEETING))
    with pytest.raises(Problem, match="Chưa tới giờ"):
        close(world, visit)


def reopen(world: World, visit: Visit, who: str = "leader", reason: str = "Sai số phiếu") -> Visit:
    return reopen_minutes(
        actor=world.examiner(who), case=world.fresh(), visit=visit, reason=reason, version=visit.version
    )


def test_the_leader_opens_again_and_the_closed_words_stay(world: World) -> None:
    visit = held(world, VisitKind.MEETING)
    opened = reopen(world, visit)
    assert opened.held_at is None
    changed = close(world, save(world, opened, replace(MINUTES, conclusion="Bản hai")))
    with scopes_disabled():
        kept = CaseFile.objects.select_related("blob").get()
        assert MINUTES.conclusion in read_blob(kept.blob).decode()
    assert (kept.kind, kept.note, kept.visit_id) == ("minutes", "Sai số phiếu", visit.pk)
    assert changed.conclusion == "Bản hai"
    assert "Sai số phiếu" in str(Entry.objects.get(action="visit.minutes_reopened").data)


def test_only_the_leader_with_a_reason_and_once(world: World) -> None:
    visit = held(world, VisitKind.MEETING)
    with pytest.raises(NotAllowed):
        reopen(world, visit, "secretary")
    with pytest.raises(Problem, match="lý do"):
        reopen(world, visit, reason=" ")
    opened = reopen(world, visit)
    with pytest.raises(Problem, match="chưa chốt"):
        reopen(world, opened)
    again = close(world, opened)
    with pytest.raises(Stale):
        reopen(world, visit)
    assert again.version > visit.version


def test_minutes_stay_once_the_work_left_the_body(world: World) -> None:
    visit = held(world, VisitKind.MEETING)
    world.put("noticing")
    with pytest.raises(Problem, match="không còn ở đoàn"):
        reopen(world, visit)


def test_names_are_counted_by_line() -> None:
    assert named_in("A\n\n  \nB, thư ký\n") == 2
    assert named_in("") == 0
