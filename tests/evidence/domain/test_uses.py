"""Which criterion an item serves, and which text cites it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.evidence.domain.items import remove_item, target_of
from minhdinh.evidence.domain.uses import Place, link_item, rewrite_citations, unlink_item
from minhdinh.evidence.models import Citation, EvidenceItem, EvidenceUse
from tests.evidence.factories import House, make_actor, make_house, make_item, make_verified

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def submit(house: House) -> None:
    """Let the self-assessment leave the drafting step, as after the council's submission."""
    SelfAssessment.objects.filter(pk=house.assessment.pk).update(state=State.SUBMITTED, complete=True)


def rewrite(
    house: House, *items: EvidenceItem, source: str = "passage:1", criterion: str = "1.1"
) -> list[EvidenceItem]:
    return rewrite_citations(
        school_id=house.school.pk,
        source=source,
        place=house.place(criterion, level=1, requirement=f"{criterion}.1a"),
        item_ids=[item.pk for item in items],
    )


def test_linking_twice_is_linking_once(house: House, member: Actor) -> None:
    item = make_item(house)
    place = house.place("1.3")
    first = link_item(actor=member, item=item, place=place)
    assert link_item(actor=member, item=item, place=place) == first
    linked = [one for one in entries_of_target(target_of(item)) if one.action == "evidence.linked"]
    assert len(linked) == 1
    assert EvidenceUse.objects.count() == 1


def test_a_criterion_and_its_requirement_are_two_places(house: House, member: Actor) -> None:
    item = make_item(house)
    link_item(actor=member, item=item, place=house.place("1.3"))
    link_item(actor=member, item=item, place=house.place("1.3", requirement="1.3.1a"))
    link_item(actor=member, item=item, place=Place(house.assessment.pk, "thpt", "1.3"))
    assert EvidenceUse.objects.filter(item=item).count() == 3


def test_unlinking_ends_just_that_and_twice_is_once(house: House, member: Actor, secretary: Actor) -> None:
    item = make_item(house)
    for criterion in ("1.3", "1.4"):
        link_item(actor=member, item=item, place=house.place(criterion))
    for _time in range(2):
        unlink_item(actor=secretary, item=item, place=house.place("1.3"))
    assert list(EvidenceUse.objects.values_list("criterion", flat=True)) == ["1.4"]
    unlinked = [one for one in entries_of_target(target_of(item)) if one.action == "evidence.unlinked"]
    assert len(unlinked) == 1
    with pytest.raises(NotAllowed):
        unlink_item(actor=member, item=item, place=house.place("1.4"))


def test_contributors_link_what_they_sent_and_nothing_else(house: House, contributor: Actor) -> None:
    link_item(actor=contributor, item=make_item(house, actor=contributor), place=house.place("1.3"))
    with pytest.raises(NotAllowed):
        link_item(actor=contributor, item=make_item(house), place=house.place("1.3"))


def test_viewers_and_strangers_link_nothing(house: House) -> None:
    item = make_item(house)
    for actor in (make_actor(house, Role.VIEWER), make_actor(make_house(), Role.SECRETARY)):
        with pytest.raises(NotAllowed):
            link_item(actor=actor, item=item, place=house.place("1.3"))


def test_what_is_submitted_keeps_its_evidence_as_it_is(house: House, secretary: Actor) -> None:
    item = make_item(house)
    link_item(actor=secretary, item=item, place=house.place("1.3"))
    submit(house)
    for verb in (link_item, unlink_item):
        with pytest.raises(Problem, match="không còn ở bước soạn"):
            verb(actor=secretary, item=item, place=house.place("1.3"))
    assert EvidenceUse.objects.count() == 1


def test_unfiled_and_removed_items_serve_nothing(house: House, secretary: Actor) -> None:
    removed = make_item(house)
    remove_item(actor=secretary, item=removed)
    for item, words in ((make_item(house, criterion=""), "chưa có mã"), (removed, "đã bị bỏ")):
        with pytest.raises(Problem, match=words):
            link_item(actor=secretary, item=item, place=house.place("1.3"))


def test_citations_become_equal_to_what_the_text_cites(house: House) -> None:
    one, two, three = (make_item(house) for _time in range(3))
    assert rewrite(house, two, one, two) == [two, one]
    kept = Citation.objects.get(item=one)
    assert rewrite(house, one, three) == [one, three]
    assert set(Citation.objects.values_list("item_id", flat=True)) == {one.pk, three.pk}
    assert Citation.objects.get(item=one) == kept
    assert (kept.criterion, kept.level, kept.requirement) == ("1.1", 1, "1.1.1a")
    assert rewrite(house) == []
    assert not Citation.objects.exists()


def test_another_text_keeps_its_citations(house: House) -> None:
    item = make_item(house)
    rewrite(house, item, source="passage:1")
    rewrite(house, item, source="passage:2", criterion="2.1")
    rewrite(house, source="passage:1")
    assert list(Citation.objects.values_list("source", flat=True)) == ["passage:2"]


def test_what_is_not_there_cannot_be_cited(house: House, secretary: Actor) -> None:
    good, removed, unfiled = make_item(house), make_item(house), make_item(house, criterion="")
    remove_item(actor=secretary, item=removed)
    rewrite(house, good)
    for wrong in (removed, unfiled, make_item(make_house()), EvidenceItem(pk=10**12)):
        with pytest.raises(Problem), transaction.atomic():
            rewrite(house, wrong)
    assert [one.item_id for one in Citation.objects.all()] == [good.pk]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_item_is_never_both_cited_and_removed() -> None:
    """Somebody cites while somebody else removes: one of the two is refused, every time."""
    house = make_house()
    items = [make_verified(house, name=f"Minh chứng {number}") for number in range(6)]

    def run(number: int) -> None:
        item = EvidenceItem.objects.get(pk=items[number // 2].pk)
        if number % 2:
            remove_item(actor=system_actor(house.school.pk), item=item)
        else:
            with transaction.atomic():
                rewrite(house, item, source=f"passage:{number}")

    def attempt(number: int) -> bool:
        try:
            with scopes_disabled():
                run(number)
        except Problem:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(max_workers=4) as pool:
        outcomes = list(pool.map(attempt, range(12)))
    assert [outcomes[even] + outcomes[even + 1] for even in range(0, 12, 2)] == [1] * 6
    with scopes_disabled():
        assert not Citation.objects.filter(item__removed_at__isnull=False).exists()
