"""Notes and photographs from the phone: whose they are, sent twice kept once, taken back with a trace."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.visits import notes
from minhdinh.appraisals.domain.visits.notes import (
    Noted,
    add_picture,
    believed,
    checked_client_id,
    take_note,
    withdraw_file,
    withdraw_note,
)
from minhdinh.appraisals.domain.visits.planning import cancel_visit
from minhdinh.appraisals.domain.visits.scans import attach_scan
from minhdinh.appraisals.models import BodyMember, CaseFile, Visit, VisitNote
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from tests.appraisals.registered import TT57, World, make_registered
from tests.appraisals.visiting import everybody, held, photograph, planned, sent
from tests.assessments.cases import undone

pytestmark = pytest.mark.django_db
PHONE = "4f1c2b7a-0d6e-4c55-9a39-1b2c3d4e5f60"


@pytest.fixture
def world() -> World:
    return make_registered(TT57, stage="visit")


@pytest.fixture
def visit(world: World) -> Visit:
    return planned(world)


def note(world: World, visit: Visit, actor: Actor | None = None, **values: object) -> tuple[VisitNote, bool]:
    given: dict[str, object] = {
        "text": "Nhóm giáo viên tổ Toán nói về dự giờ.",
        "kind": "interview",
        **values,
    }
    return take_note(
        actor=actor or world.examiner("member"),
        case=world.fresh(),
        visit=visit,
        noted=Noted(**given),  # type: ignore[arg-type]
    )


def picture(world: World, visit: Visit, actor: Actor | None = None, **more: object) -> tuple[CaseFile, bool]:
    return add_picture(
        actor=actor or world.examiner("member"),
        case=world.fresh(),
        visit=visit,
        sent=sent(photograph(), "IMG_0001.jpg"),
        **more,  # type: ignore[arg-type]
    )


def test_every_member_notes_and_photographs_and_nobody_else(world: World, visit: Visit) -> None:
    for who, actor in everybody(world).items():
        with undone():
            if who in {"leader", "body secretary", "member"}:
                assert note(world, visit, actor)[1]
                assert picture(world, visit, actor)[1]
            else:
                for verb in (note, picture):
                    with pytest.raises((NotAllowed, NotHere)):
                        verb(world, visit, actor)


def test_a_note_sent_twice_is_one(world: World, visit: Visit) -> None:
    first, new = note(world, visit, client_id=PHONE)
    again, new_again = note(world, visit, client_id=PHONE, text="Bị gửi lại")
    assert (new, new_again, first.pk) == (True, False, again.pk)
    assert again.text == first.text
    with scopes_disabled():
        assert VisitNote.objects.count() == 1


def test_a_photograph_sent_twice_is_one(world: World, visit: Visit) -> None:
    assert picture(world, visit, client_id=PHONE)[0] == picture(world, visit, client_id=PHONE)[0]
    with scopes_disabled():
        row = CaseFile.objects.select_related("blob").get()
    assert (row.kind, row.blob.media_type, row.visit_id) == ("picture", "image/jpeg", visit.pk)
    assert row.taken_at is not None


def test_another_persons_number_opens_nothing(world: World, visit: Visit) -> None:
    note(world, visit, client_id=PHONE)
    picture(world, visit, client_id=PHONE)
    for verb in (note, picture):
        with pytest.raises(Problem, match="mang mã"):
            verb(world, visit, world.examiner("leader"), client_id=PHONE)
    other = planned(world, starts=8)
    with pytest.raises(Problem, match="mang mã"):
        picture(world, other, client_id=PHONE)


@pytest.mark.parametrize(
    "values",
    [
        {"text": " "},
        {"text": "a" * 4001},
        {"kind": "khac"},
        {"who": "a" * 251},
        {"track": "thcs", "criterion": "7.7"},
        {"client_id": "ngắn"},
        {"client_id": "a" * 41},
        {"client_id": "<script>alert(1)"},
    ],
)
def test_what_is_refused(world: World, visit: Visit, values: dict[str, str]) -> None:
    with pytest.raises(Problem):
        note(world, visit, **values)
    with scopes_disabled():
        assert not VisitNote.objects.exists()


def test_what_comes_late_from_a_phone_is_taken(world: World) -> None:
    visit = held(world)
    earlier = timezone.now() - dt.timedelta(hours=5)
    assert note(world, visit, noted_at=earlier)[0].noted_at == earlier
    assert picture(world, visit)[1]


def test_a_phones_clock_is_believed_where_it_can_be_true() -> None:
    now = timezone.now()
    assert believed(now - dt.timedelta(days=2)) is not None
    assert believed(now + dt.timedelta(hours=2)) is None
    assert believed(now - dt.timedelta(days=90)) is None
    assert believed(None) is None
    assert checked_client_id("") == ""


def test_nothing_is_noted_at_a_cancelled_visit_or_after_the_end(world: World, visit: Visit) -> None:
    other = planned(world, starts=8)
    cancel_visit(actor=world.examiner(), case=world.fresh(), visit=other, reason="Hủy", version=0)
    for verb in (note, picture):
        with pytest.raises(Problem, match="đã hủy"):
            verb(world, other)
    world.put("stopped")
    for verb in (note, picture):
        with pytest.raises(Problem, match="đã kết thúc"):
            verb(world, visit)


def test_a_registration_that_ends_meanwhile_takes_no_picture(
    world: World, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = notes.store_sent

    def store_while_ended(**values: Any) -> Any:
        world.put("stopped")
        return store(**values)

    monkeypatch.setattr(notes, "store_sent", store_while_ended)
    with pytest.raises(Problem, match="đã kết thúc"):
        picture(world, visit)
    with scopes_disabled():
        assert not CaseFile.objects.exists()


def test_an_own_note_is_taken_back_and_stays_in_the_database(world: World, visit: Visit) -> None:
    row, _new = note(world, visit)
    with pytest.raises(NotAllowed):
        withdraw_note(actor=world.examiner(), case=world.fresh(), note=row)
    for _twice in range(2):
        withdraw_note(actor=world.examiner("member"), case=world.fresh(), note=row)
    with scopes_disabled():
        assert VisitNote.objects.get().withdrawn_at is not None


def test_who_took_a_photograph_takes_it_back(world: World, visit: Visit) -> None:
    row, _new = picture(world, visit)
    with pytest.raises(NotAllowed):
        withdraw_file(actor=world.examiner(), case=world.fresh(), file=row)
    for _twice in range(2):
        withdraw_file(actor=world.examiner("member"), case=world.fresh(), file=row)
    assert Entry.objects.filter(action="visit.file_withdrawn").count() == 1


def test_who_leads_takes_back_a_wrong_scan(world: World) -> None:
    visit = held(world)
    scan = attach_scan(actor=world.examiner("secretary"), case=world.fresh(), visit=visit, sent=sent())
    with pytest.raises(NotAllowed):
        withdraw_file(actor=world.examiner("member"), case=world.fresh(), file=scan)
    withdraw_file(actor=world.examiner("leader"), case=world.fresh(), file=scan)
    with scopes_disabled():
        assert CaseFile.objects.get().withdrawn_at is not None


def test_who_left_the_body_sends_nothing_more(world: World, visit: Visit) -> None:
    with scopes_disabled():
        BodyMember.objects.filter(role="member").update(ended_at=timezone.now())
    for verb in (note, picture):
        with pytest.raises(NotHere):
            verb(world, visit)
