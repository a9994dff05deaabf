"""Reports of progress name the survivor of a merge, and the other item again after the undoing."""

from minhdinh.evidence.models import EvidenceItem, ItemMerge
from minhdinh.evidence.moves.following import places_of
from minhdinh.evidence.moves.merging import merge_items
from minhdinh.evidence.moves.undoing import undo_merge
from minhdinh.improvement.domain.merged_progress import FOLLOWER
from minhdinh.improvement.enums import ActionState
from minhdinh.improvement.models import Progress
from tests.assessments.cases import item
from tests.improvement.plans import Desk


def merged(desk: Desk, gone: EvidenceItem, survivor: EvidenceItem) -> ItemMerge:
    return merge_items(
        actor=desk.actor(),
        gone=gone,
        survivor=survivor,
        versions=(gone.version, survivor.version),
        reason="Cùng một biên bản",
    )


def reported(desk: Desk, *items: EvidenceItem) -> list[int]:
    """Return the reports of a new action that name the items."""
    action = desk.action()
    desk.approve()
    for one in items:
        desk.report(action, ActionState.DOING, evidence_id=one.pk)
    return list(Progress.objects.filter(action=action).order_by("pk").values_list("pk", flat=True))


def named() -> list[int | None]:
    return list(Progress.objects.order_by("pk").values_list("evidence_id", flat=True))


def test_reports_follow_a_merge_and_come_back(desk: Desk) -> None:
    gone, survivor = item(desk.case), item(desk.case)
    reports = reported(desk, gone, survivor)
    row = merged(desk, gone, survivor)
    assert named() == [survivor.pk, survivor.pk]
    assert row.moved["rooms"]["improvement"] == {"progress": reports[:1]}
    undo_merge(actor=desk.actor(), merge=row)
    assert named() == [gone.pk, survivor.pk]


def test_the_places_name_the_action(desk: Desk) -> None:
    row = item(desk.case)
    reported(desk, row)
    (place,) = [one for one in places_of(row.pk) if one.startswith("tiến độ cải tiến ngày")]
    assert str(Progress.objects.get().action) in place


def test_progress_holds_no_code(desk: Desk) -> None:
    row = item(desk.case)
    reported(desk, row)
    assert FOLLOWER.locks(desk.school.pk, [row.pk], True) == []
    assert FOLLOWER.locks(desk.school.pk, None, False) == []
