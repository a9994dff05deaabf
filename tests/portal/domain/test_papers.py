"""What a token stands for: a seal, a decision in each state, nothing."""

import datetime as dt
import hashlib

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.models import Seal
from minhdinh.organisations.domain.renaming import rename_organisation
from minhdinh.organisations.models import Organisation
from minhdinh.portal.domain.papers import Paper, paper_with_token
from minhdinh.portal.enums import TONES, PaperState
from minhdinh.recognition.models import Decision
from tests.documents.office import Desk, reopened
from tests.factories import World, make_world
from tests.recognition.register import PDF, recognise, scan

D = dt.date


def found(token: str, day: D | None = None) -> Paper:
    paper = paper_with_token(token, day)
    assert paper is not None
    return paper


def test_a_seal_is_valid_until_it_is_reopened(desk: Desk, seal: Seal) -> None:
    paper = found(seal.token)
    assert (paper.state, paper.note, paper.compares) == (PaperState.VALID, "", True)
    assert paper.school == "Trường THCS An Bình"
    assert paper.holds(seal.sha256) == "dữ liệu niêm phong, lần 1"
    assert paper.holds("0" * 64) == ""
    reopened(desk.case, seal)
    later = found(seal.token)
    assert later.state == PaperState.SUPERSEDED
    assert "vẫn thật" in later.note


def test_a_renamed_schools_paper_names_what_is_printed_on_it(desk: Desk, seal: Seal) -> None:
    assert "Tên trường ghi trên giấy" not in dict(found(seal.token).lines)
    Organisation.objects.filter(pk=seal.school_id).update(name="Trường THCS Tên Mới")
    paper = found(seal.token)
    assert paper.school == "Trường THCS Tên Mới"
    assert dict(paper.lines)["Tên trường ghi trên giấy"] == "Trường THCS An Bình"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def test_a_decision_tells_what_the_school_was_called_then(world: World) -> None:
    decision = recognise(world.school, decided_on=D(2024, 6, 1))
    label = "Tên trường vào ngày quyết định"
    assert label not in dict(found(decision.token).lines)
    was = world.school.name
    rename_organisation(
        actor=system_actor(), organisation=world.school, name="Trường THCS Mới", day=D(2025, 1, 1), basis="QĐ"
    )
    paper = found(decision.token)
    assert (paper.school, dict(paper.lines)[label]) == ("Trường THCS Mới", was)


@pytest.mark.parametrize(
    ("day", "revoked_on", "state"),
    [
        (D(2024, 6, 1), None, PaperState.VALID),
        (D(2029, 5, 31), None, PaperState.VALID),
        (D(2029, 6, 1), None, PaperState.EXPIRED),
        (D(2026, 1, 1), D(2026, 1, 1), PaperState.REVOKED),
        (D(2025, 12, 31), D(2026, 1, 1), PaperState.VALID),
        (D(2035, 1, 1), D(2026, 1, 1), PaperState.REVOKED),
    ],
)
def test_a_decision_on_a_day(world: World, day: D, revoked_on: D | None, state: PaperState) -> None:
    decision = recognise(world.school)
    Decision._base_manager.update(revoked_on=revoked_on)
    paper = found(decision.token, day)
    assert paper.state == state
    assert not paper.compares
    assert paper.holds(hashlib.sha256(PDF).hexdigest()) == ""
    assert dict(paper.lines)["Số quyết định"] == "12/QĐ-SGDĐT"
    assert ("Thu hồi từ ngày" in dict(paper.lines)) == (revoked_on is not None)


def test_what_is_empty_is_left_out(world: World) -> None:
    labels = [label for label, _value in found(recognise(world.school).token).lines]
    assert labels == ["Công nhận", "Số quyết định", "Ngày quyết định", "Hiệu lực đến hết"]


def test_a_scan_is_the_papers_own(world: World) -> None:
    paper = found(recognise(world.school, scan=scan()).token)
    assert paper.digest == hashlib.sha256(PDF).hexdigest()
    assert paper.holds(paper.digest) == "bản quét quyết định 12/QĐ-SGDĐT"


@pytest.mark.parametrize("token", ["", "khong-co", "a" * 33, "\x00", "' OR 1=1"])
def test_what_stands_for_nothing(world: World, token: str) -> None:
    recognise(world.school)
    with scopes_disabled():
        assert paper_with_token(token) is None


def test_every_state_has_its_tone() -> None:
    assert set(TONES) == set(PaperState)
