"""What an office is shown to look at: complete, consistent, healthy; and the letter that gives a dossier back."""

import io

import pytest
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.files import Sent, attach_file
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.intake.checklist import Dossier, Group, dossier_of
from minhdinh.appraisals.enums import ConditionState, FileKind, Wish
from minhdinh.appraisals.models import CaseCondition
from minhdinh.assessments.models import Seal
from minhdinh.evidence.models import EvidenceItem
from tests.appraisals.registered import TT2018, World, make_registered
from tests.assessments.cases import PDF

TODAY = timezone.localdate()
MET, UNMET, UNKNOWN = ConditionState.MET, ConditionState.UNMET, ConditionState.UNKNOWN


@pytest.fixture
def world(db: None) -> World:
    return make_registered()


def look(world: World) -> Dossier:
    with scopes_disabled():
        row = world.fresh()
        return dossier_of(row, law_of(row), TODAY)


def states(found: Dossier, group: Group) -> list[ConditionState]:
    return [one.state for one in found.checks if one.group == group]


def change(world: World, **values: object) -> None:
    with scopes_disabled():
        row = world.fresh()
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


def test_an_empty_dossier_says_what_is_missing(world: World) -> None:
    found = look(world)
    assert states(found, Group.COMPLETE) == [UNMET] * 4
    assert states(found, Group.CONSISTENT) == [MET] * 3
    assert [line.split(":")[0] for line in found.missing] == [
        "Chưa ghi số, ngày công văn đăng ký.",
        "Chưa đính bản quét công văn đăng ký.",
        "Chưa khai điều kiện a",
        "Chưa khai điều kiện d",
    ]


def test_a_whole_dossier_lacks_nothing(world: World) -> None:
    attach_file(
        actor=world.secretary(), case=world.fresh(), kind=FileKind.LETTER,
        sent=Sent(io.BytesIO(PDF), "cong-van.pdf", len(PDF)),
    )  # fmt: skip
    change(world, letter_number="15/CV", letter_date=TODAY)
    with scopes_disabled():
        for key in ("a", "d"):
            CaseCondition.objects.create(
                school=world.school, case=world.registered, key=key, state=UNMET, said_at=timezone.now()
            )
    found = look(world)
    assert found.missing == [], "what people call unmet is said, not missing"
    assert set(states(found, Group.COMPLETE)) == {MET}
    assert [one.name for one in found.files] == ["cong-van.pdf"]


def test_a_level_that_is_not_the_reports(world: World) -> None:
    change(world, declared_level=2)
    assert states(look(world), Group.CONSISTENT) == [MET, UNMET, MET]
    change(world, declared_level=None)
    found = look(world)
    assert states(found, Group.CONSISTENT) == [MET, UNKNOWN, MET]
    assert "Chưa ghi mức tự nhận." in found.missing


def test_a_level_too_low_for_the_wish(db: None) -> None:
    world = make_registered(TT2018)
    assert world.fresh().wish == Wish.BOTH
    found = look(world)
    assert states(found, Group.CONSISTENT) == [MET, MET, UNMET]
    assert any("chưa đủ cho nguyện vọng" in line for line in found.missing)


def test_a_report_that_was_opened_again(world: World) -> None:
    with scopes_disabled():
        Seal.objects.update(reopened_at=timezone.now())
    found = look(world)
    assert states(found, Group.CONSISTENT) == [UNMET, MET, MET]


def test_a_seal_that_does_not_match_is_told_and_breaks_nothing(world: World) -> None:
    with scopes_disabled():
        Seal._base_manager.update(sha256="0" * 64)
    found = look(world)
    assert found.report is None
    assert states(found, Group.CONSISTENT) == [UNMET]
    assert states(found, Group.HEALTHY) == []
    assert any("không còn khớp" in line for line in found.missing)


def test_evidence_that_ran_out_is_counted(world: World) -> None:
    before = look(world)
    assert UNMET not in states(before, Group.HEALTHY)
    with scopes_disabled():
        EvidenceItem.objects.filter(school=world.school).update(removed_at=timezone.now())
    found = look(world)
    told = [one for one in found.checks if one.group == Group.HEALTHY and one.state == UNMET]
    assert [one.detail for one in told] == ["3 minh chứng"]
    assert found.missing[-1] == "Minh chứng: đã bỏ nhưng còn được trích dẫn (3)."
    assert states(found, Group.HEALTHY)[-1] == MET, "what was looked for and not found stands in one line"
