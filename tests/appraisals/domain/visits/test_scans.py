"""The signed minutes."""

from typing import Any

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.visits import scans
from minhdinh.appraisals.domain.visits.minutes import reopen_minutes
from minhdinh.appraisals.domain.visits.scans import attach_scan
from minhdinh.appraisals.models import CaseFile
from minhdinh.common.problems import NotAllowed, Problem
from tests.appraisals.registered import TT57, World, make_registered
from tests.appraisals.visiting import held, photograph, planned, sent
from tests.evidence.factories import office_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_registered(TT57, stage="visit")


def test_a_scan_follows_closed_minutes(world: World) -> None:
    open_visit = planned(world)
    with pytest.raises(Problem, match="chốt biên bản trước"):
        attach_scan(actor=world.examiner(), case=world.fresh(), visit=open_visit, sent=sent())


def test_minutes_that_are_opened_meanwhile_take_no_scan(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit, store = held(world), scans.store_upload

    def store_while_opened(**values: Any) -> Any:
        reopen_minutes(
            actor=world.examiner(), case=world.fresh(), visit=visit, reason="Sai", version=visit.version
        )
        return store(**values)

    monkeypatch.setattr(scans, "store_upload", store_while_opened)
    with pytest.raises(Problem, match="chốt biên bản trước"):
        attach_scan(actor=world.examiner(), case=world.fresh(), visit=visit, sent=sent())


def test_a_registration_that_ends_meanwhile_takes_no_scan(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit, store = held(world), scans.store_upload

    def store_while_ended(**values: Any) -> Any:
        world.put("stopped")
        return store(**values)

    monkeypatch.setattr(scans, "store_upload", store_while_ended)
    with pytest.raises(Problem, match="đã kết thúc"):
        attach_scan(actor=world.examiner(), case=world.fresh(), visit=visit, sent=sent())
    with scopes_disabled():
        assert not CaseFile.objects.exists()


def test_the_same_scan_stands_there_once(world: World) -> None:
    visit = held(world)
    first = attach_scan(actor=world.examiner(), case=world.fresh(), visit=visit, sent=sent())
    assert (
        attach_scan(actor=world.examiner("secretary"), case=world.fresh(), visit=visit, sent=sent()) == first
    )
    attach_scan(actor=world.examiner(), case=world.fresh(), visit=visit, sent=sent(photograph(), "bb.jpg"))
    with scopes_disabled():
        assert set(CaseFile.objects.values_list("kind", flat=True)) == {"minutes"}
        assert CaseFile.objects.count() == 2


def test_only_who_leads_and_only_papers(world: World) -> None:
    visit = held(world)
    with pytest.raises(NotAllowed):
        attach_scan(actor=world.examiner("member"), case=world.fresh(), visit=visit, sent=sent())
    for content, name in ((office_bytes(), "bb.docx"), (b"\x00" * 50, "bb.pdf"), (b"", "bb.pdf")):
        with pytest.raises(Problem):
            attach_scan(actor=world.examiner(), case=world.fresh(), visit=visit, sent=sent(content, name))
    with scopes_disabled():
        assert not CaseFile.objects.exists()
