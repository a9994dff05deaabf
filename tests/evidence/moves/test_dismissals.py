"""Dismissed proposals go with the bytes of a file into the item that stays, and come back with them."""

import pytest

from minhdinh.access.actor import Actor
from minhdinh.evidence.domain.queries import files_of
from minhdinh.evidence.models import EvidenceItem, ProposalDismissal
from minhdinh.evidence.moves.dismissals import move_dismissals
from minhdinh.evidence.moves.undoing import undo_merge
from minhdinh.evidence.reading.dismissing import dismiss_proposals, dismissed_files, recall_proposals
from tests.evidence.factories import House, make_file, make_item, pdf_bytes
from tests.evidence.moves.test_merging import merge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def names(item: EvidenceItem) -> list[str]:
    """Return the present files whose proposals stay away."""
    return [file.name for file in dismissed_files(item)]


def paper(item: EvidenceItem, name: str, by: Actor | None = None) -> None:
    """Put a file into an item; ``by`` does not want what it proposes."""
    file = make_file(item, pdf_bytes(name), name)
    if by is not None:
        dismiss_proposals(actor=by, item=EvidenceItem.objects.get(pk=item.pk), file_id=file.pk)


def test_they_go_along_and_come_back(house: House, secretary: Actor) -> None:
    gone, survivor = make_item(house), make_item(house)
    paper(gone, "bo.pdf", secretary)
    paper(gone, "de.pdf")
    paper(survivor, "san.pdf", secretary)
    row = merge(gone, survivor, secretary)
    assert (names(gone), names(survivor)) == ([], ["san.pdf", "bo.pdf"])
    kept = ProposalDismissal.objects.get(item=survivor, blob__files__name="bo.pdf")
    assert kept.dismissed_by_id == secretary.user_id
    undo_merge(actor=secretary, merge=row)
    assert (names(gone), names(survivor)) == (["bo.pdf"], ["san.pdf"])
    assert ProposalDismissal.objects.count() == 2


def test_what_was_said_meanwhile_comes_back_too(house: House, secretary: Actor) -> None:
    gone, survivor = make_item(house), make_item(house)
    paper(gone, "a.pdf", secretary)
    paper(gone, "b.pdf")
    row = merge(gone, survivor, secretary)
    held = EvidenceItem.objects.get(pk=survivor.pk)
    first, second = files_of(held)
    recall_proposals(actor=secretary, item=held, file_id=first.pk)
    dismiss_proposals(actor=secretary, item=held, file_id=second.pk)
    row.refresh_from_db()
    undo_merge(actor=secretary, merge=row)
    assert (names(gone), names(survivor)) == (["b.pdf"], [])


def test_twice_is_once_and_what_stays_is_still_dismissed(house: House, secretary: Actor) -> None:
    source, target = make_item(house), make_item(house)
    for item in (source, target):
        paper(item, "chung.pdf", secretary)
    for _time in range(2):
        move_dismissals(files_of(source), source, target)
    assert (names(source), names(target)) == (["chung.pdf"], ["chung.pdf"])
    move_dismissals([], source, target)
    assert ProposalDismissal.objects.count() == 2
