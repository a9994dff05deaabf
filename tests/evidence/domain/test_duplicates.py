"""The same bytes in two items."""

import pytest

from minhdinh.access.actor import Actor
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.evidence.domain.duplicates import same_file_elsewhere, twins_of, use_instead
from minhdinh.evidence.domain.files import detach_file
from minhdinh.evidence.domain.items import remove_item, target_of
from minhdinh.evidence.domain.queries import uses_of, visible_to
from minhdinh.evidence.models import EvidenceItem
from minhdinh.lib.hashing import sha256
from tests.evidence.factories import House, cite, link, make_file, make_house, make_item, pdf_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
SAME = pdf_bytes("cùng một tệp")


def with_file(house: House, content: bytes = SAME, **values: object) -> EvidenceItem:
    item = make_item(house, **values)
    make_file(item, content)
    item.refresh_from_db()
    return item


def test_the_oldest_item_with_the_bytes_is_named(house: House, secretary: Actor) -> None:
    first, second = with_file(house), with_file(house)
    with_file(make_house())
    assert same_file_elsewhere(house.school.pk, sha256(SAME)) == first
    assert same_file_elsewhere(house.school.pk, sha256(SAME), except_item=first.pk) == second
    remove_item(actor=secretary, item=first)
    assert same_file_elsewhere(house.school.pk, sha256(SAME)) == second
    assert same_file_elsewhere(house.school.pk, sha256(b"khac")) is None


def test_twins_share_a_present_file(house: House, secretary: Actor, contributor: Actor) -> None:
    one, two, other = with_file(house), with_file(house), with_file(house, pdf_bytes("khác"))
    assert twins_of(one) == [two]
    assert twins_of(other) == []
    assert twins_of(one, visible_to(contributor)) == []
    detach_file(actor=secretary, file=two.files.get())
    assert twins_of(one) == []


def test_the_other_serves_instead_and_this_one_goes(house: House, secretary: Actor) -> None:
    old, new = with_file(house), with_file(house)
    link(house, old, "1.2")
    for criterion in ("1.2", "1.3"):
        link(house, new, criterion)
    use_instead(actor=secretary, item=new, other=old)
    assert [use.criterion for use in uses_of(old)] == ["1.2", "1.3"]
    assert uses_of(new) == []
    new.refresh_from_db()
    assert new.removed_at is not None
    assert [one.action for one in entries_of_target(target_of(new))][:2] == [
        "evidence.removed",
        "evidence.replaced",
    ]


def test_a_cited_item_is_not_replaced_and_nothing_changes(house: House, secretary: Actor) -> None:
    old, new = with_file(house), with_file(house)
    link(house, new, "1.3")
    cite(house, new)
    with pytest.raises(Problem, match="trích dẫn"):
        use_instead(actor=secretary, item=new, other=old)
    assert uses_of(old) == []
    assert [use.criterion for use in uses_of(new)] == ["1.3"]


def test_only_twins_replace_each_other(house: House, secretary: Actor) -> None:
    one, other = with_file(house), with_file(house, pdf_bytes("khác"))
    with pytest.raises(Problem, match="không có tệp nào trùng"):
        use_instead(actor=secretary, item=one, other=other)
    with pytest.raises(Problem, match="không có tệp nào trùng"):
        use_instead(actor=secretary, item=one, other=one)


def test_an_item_of_the_inbox_does_not_replace(house: House, secretary: Actor) -> None:
    unfiled, coded = with_file(house, criterion=""), with_file(house)
    with pytest.raises(Problem, match="chưa xếp"):
        use_instead(actor=secretary, item=coded, other=unfiled)
    use_instead(actor=secretary, item=unfiled, other=coded)
    unfiled.refresh_from_db()
    assert unfiled.removed_at is not None


def test_contributors_replace_their_own_only(house: House, contributor: Actor) -> None:
    mine, other = with_file(house, actor=contributor), with_file(house)
    with pytest.raises(NotAllowed):
        use_instead(actor=contributor, item=other, other=mine)
    use_instead(actor=contributor, item=mine, other=other)
