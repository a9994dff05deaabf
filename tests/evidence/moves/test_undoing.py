"""A merge taken back, as far as nobody built on it."""

import pytest

from minhdinh.access.actor import Actor
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.common.problems import NotAllowed, Problem, Stale
from minhdinh.evidence.domain.files import detach_file
from minhdinh.evidence.domain.items import target_of
from minhdinh.evidence.domain.queries import files_of, uses_of
from minhdinh.evidence.enums import Verification
from minhdinh.evidence.models import EvidenceCode, EvidenceItem, ItemMerge
from minhdinh.evidence.moves.merged import merges_into, survivor_of
from minhdinh.evidence.moves.undoing import undo_merge
from tests.evidence.factories import House, cite, link, make_file, make_item, make_verified, pdf_bytes
from tests.evidence.moves.test_merging import fresh, merge, replaced

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def shown(item: EvidenceItem) -> dict[str, object]:
    row = fresh(item)
    return {
        "code": row.code,
        "codes": sorted(EvidenceCode.objects.filter(item=row).values_list("text", "current")),
        "files": [file.name for file in files_of(row)],
        "count": row.file_count,
        "uses": [use.criterion for use in uses_of(row)],
        "link": row.link,
        "removed": row.removed_at,
    }


def test_an_undone_merge_leaves_both_as_they_were(house: House, secretary: Actor) -> None:
    gone = make_item(house, storage="link", link="https://truong.edu.vn/kh")
    survivor = make_verified(house)
    make_file(gone, pdf_bytes("hai"), "hai.pdf")
    for item, criteria in ((gone, ("1.1", "1.2")), (survivor, ("1.2",))):
        for criterion in criteria:
            link(house, item, criterion)
    before = shown(gone), shown(survivor)
    assert undo_merge(actor=secretary, merge=merge(gone, survivor, secretary)) == []
    assert (shown(gone), shown(survivor)) == before
    assert fresh(survivor).verification == Verification.PENDING  # told: people look again at both
    assert survivor_of(house.school.pk, gone.pk) is None
    assert merges_into(survivor.pk) == []


def test_what_was_changed_since_stays_with_the_survivor(house: House, secretary: Actor) -> None:
    gone, survivor = make_item(house), make_item(house)
    kept, taken = make_file(gone, pdf_bytes("một"), "mot.pdf"), make_file(gone, pdf_bytes("hai"), "hai.pdf")
    row = merge(gone, survivor, secretary)
    taken.refresh_from_db()
    detach_file(actor=secretary, file=taken)
    make_file(survivor, pdf_bytes("ba"), "ba.pdf")
    undo_merge(actor=secretary, merge=row)
    assert [file.pk for file in files_of(gone)] == [kept.pk]
    assert [file.name for file in files_of(survivor)] == ["ba.pdf"]


def test_it_is_undone_once(house: House, secretary: Actor) -> None:
    row = merge(make_item(house), make_item(house), secretary)
    undo_merge(actor=secretary, merge=row)
    with pytest.raises(Stale, match="vừa được người khác hoàn tác"):
        undo_merge(actor=secretary, merge=ItemMerge.objects.select_related("gone", "survivor").get(pk=row.pk))
    again = merge(row.gone, row.survivor, secretary)
    assert again.pk != row.pk


def test_a_chain_is_undone_from_its_end(house: House, secretary: Actor) -> None:
    one, two, three = make_item(house), make_item(house), make_item(house)
    first, second = merge(one, two, secretary), merge(two, three, secretary)
    with pytest.raises(Problem, match="đã bị bỏ hoặc đã gộp tiếp"):
        undo_merge(actor=secretary, merge=first)
    undo_merge(actor=secretary, merge=second)
    undo_merge(actor=secretary, merge=ItemMerge.objects.select_related("gone", "survivor").get(pk=first.pk))
    codes = EvidenceCode.objects.filter(current=True).order_by("text").values_list("item_id", "text")
    assert list(codes) == [(one.pk, "MC.1.1.01"), (two.pk, "MC.1.1.02"), (three.pk, "MC.1.1.03")]


def test_a_report_that_waits_holds_the_merge(house: House, secretary: Actor) -> None:
    gone, survivor = make_item(house), make_item(house)
    row = merge(gone, survivor, secretary)
    cite(house, survivor)
    SelfAssessment.objects.filter(pk=house.assessment.pk).update(state=State.SUBMITTED, complete=True)
    with pytest.raises(Problem, match="đang ở bước"):
        undo_merge(actor=secretary, merge=row)
    assert fresh(gone).removed_at is not None


def test_the_record_names_both(house: House, secretary: Actor, member: Actor) -> None:
    gone, survivor = make_item(house), make_item(house)
    row = merge(gone, survivor, secretary)
    with pytest.raises(NotAllowed):
        undo_merge(actor=member, merge=row)
    undo_merge(actor=secretary, merge=row)
    for item in (gone, survivor):
        entry = entries_of_target(target_of(item))[0]
        assert (entry.action, entry.data) == (
            "evidence.merge_undone",
            {"gone": "MC.1.1.01", "item": "MC.1.1.02"},
        )


def test_a_file_replaced_since_goes_back_with_its_successors(house: House, secretary: Actor) -> None:
    gone, survivor = make_item(house), make_item(house)
    own = make_file(survivor, pdf_bytes("một"), "mot.pdf")
    first = make_file(gone, pdf_bytes("hai"), "hai.pdf")
    row = merge(gone, survivor, secretary)
    second = replaced(first, pdf_bytes("ba"), secretary)
    third = replaced(second, pdf_bytes("bốn"), secretary)
    newer = replaced(own, pdf_bytes("năm"), secretary)
    undo_merge(actor=secretary, merge=ItemMerge.objects.select_related("gone", "survivor").get(pk=row.pk))
    assert files_of(gone) == [third]
    assert files_of(survivor) == [newer]
    for file in (first, second, third):
        file.refresh_from_db()
        assert (file.item_id, file.position) == (gone.pk, 1)
    assert (fresh(gone).file_count, fresh(survivor).file_count) == (1, 1)
