"""Verification: who may, of what, and every way from one state to another."""

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.common.problems import NotAllowed, Problem, Stale
from minhdinh.evidence.domain.items import remove_item
from minhdinh.evidence.domain.verification import reject_item, verify_item
from minhdinh.evidence.enums import Storage, Verification
from minhdinh.evidence.models import EvidenceItem
from tests.evidence.factories import House, make_actor, make_file, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


@pytest.fixture
def item(house: House) -> EvidenceItem:
    """Return an item with a file that waits."""
    made = make_item(house)
    make_file(made)
    return made


@pytest.mark.parametrize("before", Verification.values)
def test_every_state_can_be_verified_and_rejected(item: EvidenceItem, secretary: Actor, before: str) -> None:
    if before == Verification.VERIFIED:
        verify_item(actor=secretary, item=item)
    elif before == Verification.REJECTED:
        reject_item(actor=secretary, item=item, reason="mờ")
    version = item.version
    reject_item(actor=secretary, item=item, reason="  thiếu trang\x00 2  ")
    assert (item.verification, item.rejected_reason) == (Verification.REJECTED, "thiếu trang 2")
    verify_item(actor=secretary, item=item)
    assert (item.verification, item.rejected_reason) == (Verification.VERIFIED, "")
    assert item.verified_by_id == secretary.user_id
    assert item.verified_at is not None
    assert item.version == version + 2


@pytest.mark.parametrize("reason", ["", "   ", "\x00"])
def test_a_rejection_needs_a_reason(item: EvidenceItem, secretary: Actor, reason: str) -> None:
    with pytest.raises(Problem) as caught:
        reject_item(actor=secretary, item=item, reason=reason)
    assert caught.value.field == "reason"


def test_a_very_long_reason_is_cut(item: EvidenceItem, secretary: Actor) -> None:
    reject_item(actor=secretary, item=item, reason="x" * 900)
    assert item.rejected_reason == "x" * 500


def test_an_item_with_nothing_behind_it_is_not_verified(house: House, secretary: Actor) -> None:
    empty = make_item(house)
    with pytest.raises(Problem, match="chưa có tệp"):
        verify_item(actor=secretary, item=empty)
    for storage in (
        {"storage": Storage.LINK, "link": "https://truong.edu.vn/ke-hoach"},
        {"storage": Storage.PLACE, "place": "Tủ 2"},
    ):
        kept = make_item(house, **storage)
        verify_item(actor=secretary, item=kept)
        assert kept.verification == Verification.VERIFIED


def test_an_item_of_the_inbox_is_not_verified(house: House, secretary: Actor) -> None:
    unfiled = make_item(house, criterion="")
    make_file(unfiled)
    with pytest.raises(Problem, match="chưa có mã"):
        verify_item(actor=secretary, item=unfiled)


def test_what_was_changed_since_it_was_looked_at_is_not_decided(item: EvidenceItem, secretary: Actor) -> None:
    seen = item.version
    make_file(item, name="them.pdf")
    with pytest.raises(Stale):
        verify_item(actor=secretary, item=item, version=seen)
    with pytest.raises(Stale):
        reject_item(actor=secretary, item=item, version=seen, reason="mờ")
    item.refresh_from_db()
    verify_item(actor=secretary, item=item, version=item.version)
    assert item.verification == Verification.VERIFIED


def test_a_removed_item_is_not_decided(item: EvidenceItem, secretary: Actor) -> None:
    remove_item(actor=secretary, item=item)
    with pytest.raises(Problem, match="khôi phục"):
        verify_item(actor=secretary, item=item)


def test_a_new_file_asks_again(item: EvidenceItem, secretary: Actor) -> None:
    for decide in (
        lambda: verify_item(actor=secretary, item=item),
        lambda: reject_item(actor=secretary, item=item, reason="mờ"),
    ):
        decide()
        make_file(item, name=f"ban-{item.version}.pdf")
        item.refresh_from_db()
        assert (item.verification, item.rejected_reason) == (Verification.PENDING, "")


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CONTRIBUTOR, Role.VIEWER, Role.SCHOOL_ADMIN])
def test_only_who_leads_decides(house: House, item: EvidenceItem, role: str) -> None:
    actor = make_actor(house, role)
    with pytest.raises(NotAllowed):
        verify_item(actor=actor, item=item)
    with pytest.raises(NotAllowed):
        reject_item(actor=actor, item=item, reason="mờ")


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.CHAIR, Role.VICE_CHAIR, Role.PRINCIPAL])
def test_all_who_lead_decide(house: House, item: EvidenceItem, role: str) -> None:
    verify_item(actor=make_actor(house, role), item=item)
    assert item.verification == Verification.VERIFIED
