"""Proposals for items, and a person's taking of them."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.actor import Actor
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem, Stale
from minhdinh.evidence.context import criteria_asked
from minhdinh.evidence.enums import Verification
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.reading.keeping import read_school
from minhdinh.evidence.reading.taking import FIELDS, Offer, offers_for, take_proposals
from tests.evidence.factories import House, make_file, make_item, make_verified
from tests.evidence.reading.papers import Paper, word_paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
TODAY = dt.date(2026, 11, 22)


def sent(house: House, name: str = "QD 12", paper: Paper | None = None, **values: object) -> EvidenceItem:
    """Return an item whose file was read."""
    item = make_item(house, name=name, **values)
    make_file(item, word_paper(paper), f"{name}.docx")
    read_school(house.school.pk)
    item.refresh_from_db()
    return item


def offer_for(house: House, item: EvidenceItem) -> Offer | None:
    asked = criteria_asked(house.assessment.pk)
    return offers_for([item], own_name=house.school.name, day=TODAY, asked=asked).get(item.pk)


def take(actor: Actor, item: EvidenceItem, *fields: str, version: int | None = None) -> EvidenceItem:
    wanted = item.version if version is None else version
    return take_proposals(
        actor=actor, item=item, version=wanted, fields=fields, own_name="Trường THCS Sao Mai", day=TODAY
    )


def test_what_the_paper_says_is_proposed_beside_what_is_there(house: House) -> None:
    offer = offer_for(house, sent(house, number="11/QĐ"))
    assert offer is not None
    assert set(offer.values) == set(FIELDS)
    assert offer.fills == {"name", "kind", "issued_on", "issuer"}  # the name is still the file's
    assert not offer.by_eye


def test_nothing_is_written_by_itself(house: House) -> None:
    item = sent(house)
    offer_for(house, item)
    item.refresh_from_db()
    assert (item.number, item.issued_on, item.kind) == ("", None, "")


def test_chosen_proposals_are_taken_and_recorded(house: House, secretary: Actor) -> None:
    item = sent(house, period="HK I", note="giữ")
    take(secretary, item, "number", "issued_on")
    item.refresh_from_db()
    assert (item.number, item.issued_on, item.name) == ("12/QĐ-THCSSM", dt.date(2026, 9, 5), "QD 12")
    assert (item.period, item.note) == ("HK I", "giữ")
    entry = Entry.objects.get(action="evidence.proposals_taken")
    assert entry.data["count"] == 2


def test_all_can_be_taken_and_then_nothing_is_left_to_propose(house: House, secretary: Actor) -> None:
    item = sent(house)
    take(secretary, item, *FIELDS)
    item.refresh_from_db()
    assert item.name == "Quyết định về việc thành lập Hội đồng tự đánh giá năm học 2026-2027"
    assert item.kind == "quyet_dinh_truong"
    left = offer_for(house, item)
    assert left is None or left.values == {}
    with pytest.raises(Problem, match="không còn đề xuất"):
        take(secretary, item, "number")


def test_a_verified_item_waits_again_after_taking(house: House, secretary: Actor) -> None:
    item = make_verified(house, name="khác")
    make_file(item, word_paper(), "a.docx")
    EvidenceItem.objects.filter(pk=item.pk).update(verification=Verification.VERIFIED)
    read_school(house.school.pk)
    item.refresh_from_db()
    take(secretary, item, "number")
    assert item.verification == Verification.PENDING


def test_a_version_that_another_changed_is_refused(house: House, secretary: Actor) -> None:
    item = sent(house)
    seen = item.version
    EvidenceItem.objects.filter(pk=item.pk).update(version=seen + 1)
    with pytest.raises(Stale):
        take(secretary, item, "number", version=seen)
    assert EvidenceItem.objects.get(pk=item.pk).number == ""


@pytest.mark.parametrize("fields", [(), ("password",), ("sensitive", "verification")])
def test_only_known_fields_are_taken(house: House, secretary: Actor, fields: tuple[str, ...]) -> None:
    item = sent(house)
    with pytest.raises(Problem, match="Chưa chọn"):
        take(secretary, item, *fields)


def test_only_who_may_change_the_item_takes(house: House, member: Actor, contributor: Actor) -> None:
    item = sent(house)
    for actor in (member, contributor):
        with pytest.raises(NotAllowed):
            take(actor, item, "number")
    own = sent(house, name="của mình", actor=contributor, paper=Paper(number="7/QĐ-THCSSM"))
    take(contributor, own, "number")
    assert own.number == "7/QĐ-THCSSM"


def test_sensitive_items_propose_nothing(house: House) -> None:
    item = sent(house)
    item.sensitive = True
    assert offer_for(house, item) is None


def test_the_first_file_that_says_something_speaks(house: House) -> None:
    item = make_item(house, name="hai tệp")
    make_file(
        item,
        word_paper(
            Paper(above="", agency="", number="", place="", day="", word="", subject="", body=("abc",))
        ),
        "a.docx",
    )
    make_file(item, word_paper(), "b.docx")
    read_school(house.school.pk)
    offer = offer_for(house, item)
    assert offer is not None
    assert offer.file.name == "b.docx"


def test_values_typed_by_hand_and_the_same_are_not_proposed(house: House, secretary: Actor) -> None:
    item = sent(house, number="12/QĐ-THCSSM")
    offer = offer_for(house, item)
    assert offer is not None
    assert "number" not in offer.values


@pytest.mark.parametrize("count", [1, 4])
def test_proposals_of_many_items_take_one_query(
    house: House, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        sent(house, name=f"Tệp {number}", paper=Paper(number=f"{number + 1}/QĐ-THCSSM"))
    items = list(EvidenceItem.objects.all())
    with django_assert_num_queries(1):
        assert len(offers_for(items, own_name="", day=TODAY)) == count
