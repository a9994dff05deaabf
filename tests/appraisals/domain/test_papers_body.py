"""The body and what its members wrote: their own before it is sent, what was sent afterwards, notes never."""

import json

import pytest
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.papers_body import SLIP_TEXTS, body_part, members_of
from minhdinh.appraisals.enums import BodyRole, PaperKind, Verdict
from minhdinh.appraisals.models import BodyMember, MemberPaper, Slip
from tests.appraisals.registered import TT57, TT2018, make_registered

pytestmark = pytest.mark.django_db
PRIVATE = "Chỉ riêng tôi."


@pytest.fixture(autouse=True)
def _open_scopes():
    with scopes_disabled():
        yield


@pytest.fixture
def world():
    found = make_registered(TT57, stage="study")
    member = found.members[BodyRole.MEMBER]
    texts = {name: f"{name} đã viết" for name in SLIP_TEXTS}
    Slip.objects.create(
        school=found.school,
        member=member,
        track=found.case.track,
        criterion="1.1",
        private_note=PRIVATE,
        **texts,
    )
    MemberPaper.objects.create(
        school=found.school,
        member=member,
        kind=PaperKind.OPINION,
        verdict=Verdict.AGREE,
        texts={"reason": "Đủ.", "absent": "ốm", "noted_by": "Thư ký"},
    )
    return found


def members(world, own=None):
    case = world.fresh()
    return {one["role"]: one for one in members_of(case, law_of(case), own)}


def test_unsent_words_are_the_members_alone(world):
    pk = world.members[BodyRole.MEMBER].pk
    own = members(world, pk)[BodyRole.MEMBER]
    assert own["slips"][0]["strengths"] == "strengths đã viết"
    assert own["opinion"]["verdict"] == Verdict.AGREE
    for reader in (None, world.members[BodyRole.LEADER].pk):
        seen = members(world, reader)[BodyRole.MEMBER]
        assert seen["slips"] == []
        assert seen["opinion"] is None


def test_sent_words_are_the_bodys(world):
    now = timezone.now()
    Slip.objects.update(sent_at=now)
    MemberPaper.objects.update(sent_at=now)
    seen = members(world)[BodyRole.MEMBER]
    assert seen["slips"][0]["sent_at"] == now.isoformat()
    assert seen["opinion"]["verdict_label"] == "Đồng ý"


def test_private_notes_and_what_others_noted_are_in_nothing(world):
    text = json.dumps(members(world, world.members[BodyRole.MEMBER].pk), ensure_ascii=False)
    assert PRIVATE not in text
    assert "ốm" not in text
    assert "Thư ký" in text  # the role, not who noted an absence
    assert "noted_by" not in text
    assert "private_note" not in SLIP_TEXTS


def test_who_left_is_told_only_where_something_was_sent(world):
    now = timezone.now()
    BodyMember.objects.filter(pk=world.members[BodyRole.MEMBER].pk).update(ended_at=now)
    assert BodyRole.MEMBER not in members(world)
    Slip.objects.update(sent_at=now)
    assert members(world)[BodyRole.MEMBER]["ended"]


def test_the_body_has_its_decision_and_the_names_of_its_regime(world):
    case = world.fresh()
    body = body_part(case, law_of(case), members_of(case, law_of(case), None))
    assert body["title"] == "Hội đồng thẩm định"
    assert body["leader_title"] == "Chủ tịch hội đồng"
    assert body["decision_number"] == "15/QĐ-SGDĐT"
    assert [one["role_title"] for one in body["members"]] == ["Chủ tịch hội đồng", "Thư ký", "Thành viên"]


def test_without_a_body_there_is_none():
    case = make_registered(TT2018).fresh()
    assert members_of(case, law_of(case), None) == []
    assert body_part(case, law_of(case), []) is None
