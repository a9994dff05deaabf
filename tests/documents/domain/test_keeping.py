"""The bytes of made documents: kept once, handed out whole or not at all."""

from pathlib import Path

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.models import Seal
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.documents.domain.keeping import Wanted, asker, keep, open_document
from minhdinh.documents.models import MadeDocument
from minhdinh.documents.registry import MEDIA_TYPES, Rendered
from minhdinh.evidence.models import Blob
from tests.documents.office import DECISION, Desk

WORDS = Rendered(b"PK noi dung", "quyet-dinh.docx", MEDIA_TYPES["docx"])


@pytest.fixture
def made(desk: Desk) -> MadeDocument:
    return keep(desk.case.system, desk.case.assessment, Wanted(DECISION, "docx"), WORDS)


def test_the_same_bytes_are_stored_once(desk: Desk, made: MadeDocument) -> None:
    again = keep(desk.case.system, desk.case.assessment, Wanted(DECISION, "docx"), WORDS)
    assert again.pk != made.pk
    assert again.blob == made.blob
    assert Blob.objects.count() == 1


def test_it_is_handed_out_as_it_was_kept(desk: Desk, made: MadeDocument) -> None:
    assert open_document(actor=desk.case.actor(Role.VIEWER), document=made) == WORDS.content
    assert not Entry.objects.filter(action="document.opened").exists()


def test_a_reader_from_outside_is_recorded(desk: Desk, made: MadeDocument) -> None:
    visitor = desk.visitor()
    open_document(actor=visitor, document=made)
    entry = Entry.objects.get(action="document.opened")
    assert (entry.user_id, entry.home_id) == (visitor.user_id, desk.department.pk)
    assert entry.organisation_id == desk.case.school.pk
    assert entry.data == {"name": WORDS.name}


def test_whoever_may_not_make_forms_may_not_open_them(desk: Desk, made: MadeDocument) -> None:
    with pytest.raises(NotAllowed):
        open_document(actor=desk.case.actor(Role.CONTRIBUTOR), document=made)


@pytest.mark.parametrize("change", ["altered", "cut", "gone"])
def test_bytes_that_are_not_whole_are_not_handed_out(
    desk: Desk, made: MadeDocument, media_root: Path, change: str
) -> None:
    path = media_root / made.blob.path
    if change == "gone":
        path.unlink()
    else:
        path.write_bytes(b"PK NOI DUNG" if change == "altered" else WORDS.content[:-1])
    with pytest.raises(Problem, match="Hãy báo quản trị hệ thống"):
        open_document(actor=desk.case.system, document=made)


def test_who_asks_travels_as_plain_values(desk: Desk) -> None:
    actor = desk.case.actor(Role.SECRETARY)
    assert asker(actor) == {
        "user_id": actor.user_id, "user_name": actor.name, "home_id": desk.case.school.pk,
    }  # fmt: skip


def test_a_seal_keeps_one_of_a_kind(seal: Seal, desk: Desk) -> None:
    keep(desk.case.system, desk.case.assessment, Wanted("bieu-1", "docx"), WORDS, seal)
    keep(desk.case.system, desk.case.assessment, Wanted("bieu-1", "pdf"), WORDS, seal)
    assert MadeDocument.objects.filter(seal=seal).count() == 2
