"""A whole upload becomes evidence once; what stands in the way is told and can be mended."""

import io
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.evidence.domain.announcing import Wanted
from minhdinh.evidence.domain.intake import Target
from minhdinh.evidence.domain.items import remove_item
from minhdinh.evidence.models import EvidenceItem, IncomingUpload
from minhdinh.evidence.resumable import finishing
from minhdinh.evidence.resumable.finishing import Finished, NeverTaken, finish
from minhdinh.evidence.resumable.protocol import Refused
from minhdinh.evidence.resumable.receiving import begin, receive
from minhdinh.evidence.validators import FileKind
from minhdinh.lib.hashing import sha256
from tests.clamd_server import SAMPLE, clamd, nobody_listens
from tests.evidence.factories import YEAR, House, make_actor, make_item
from tests.evidence.resumable.sender import hashes, paper, uploads

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
CONTENT = paper(3000)


def arrived(
    house: House, actor: Actor, content: bytes = CONTENT, item: EvidenceItem | None = None
) -> IncomingUpload:
    """Return an upload whose bytes are all there."""
    wanted = Wanted(YEAR, "Kế hoạch.pdf", len(content), item)
    upload = begin(actor=actor, school_id=house.school.pk, wanted=wanted)
    receive(actor=actor, upload=upload, at=0, told=len(content), read=io.BytesIO(content).read)
    return upload


def target(house: House, criterion: str = "1.3") -> Target:
    return Target(YEAR, house.assessment.pk, house.convention, criterion, house.track)


def ended(house: House, actor: Actor, upload: IncomingUpload, item: EvidenceItem | None = None) -> Finished:
    return finish(actor=actor, upload=upload, target=target(house), item=item)


def test_it_is_filed_under_its_criterion(house: House, secretary: Actor, incoming: Path) -> None:
    done = ended(house, secretary, arrived(house, secretary))
    assert (done.item.code, done.item.name, done.twin) == ("MC.1.3.01", "Kế hoạch", None)
    assert hashes() == [sha256(CONTENT)]
    assert list(incoming.iterdir()) == []
    (row,) = uploads()
    assert (row.became, row.twin, row.refused, row.offset) == (done.item.pk, None, "", len(CONTENT))


def test_the_bytes_stand_in_two_items_of_which_one_was_first(house: House, secretary: Actor) -> None:
    first = ended(house, secretary, arrived(house, secretary)).item
    second = ended(house, secretary, arrived(house, secretary))
    assert (second.item, second.twin) == (first, first)
    other = make_item(house)
    third = ended(house, secretary, arrived(house, secretary, item=other), other)
    assert (third.item, third.twin) == (other, first)


def test_a_refusal_of_the_content_is_final(house: House, secretary: Actor, incoming: Path) -> None:
    upload = arrived(house, secretary, b"MZ\x90" + bytes(100))
    sentences = set()
    for _time in range(2):
        with pytest.raises(NeverTaken) as refused:
            ended(house, secretary, upload)
        sentences.add(refused.value.sentence)
    assert len(sentences) == 1
    assert list(incoming.iterdir()) == []


def test_an_item_that_was_taken_away_meanwhile_keeps_the_bytes_waiting(
    house: House, secretary: Actor, incoming: Path
) -> None:
    item = make_item(house)
    upload = arrived(house, secretary, item=item)
    remove_item(actor=secretary, item=EvidenceItem.objects.get(pk=item.pk))
    with pytest.raises(Problem):
        ended(house, secretary, upload, item)
    assert [path.stat().st_size for path in incoming.iterdir()] == [len(CONTENT)]
    assert (hashes(), uploads()[0].finished_at) == ([], None)
    assert ended(house, secretary, upload).item.pk != item.pk


def test_a_failure_in_the_last_step_writes_nothing_of_it(
    house: House, secretary: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the process had died between the item and the note that the upload has ended."""
    upload = arrived(house, secretary)

    def die(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(finishing, "note_end", die)
        with pytest.raises(KeyboardInterrupt):
            ended(house, secretary, upload)
    assert not EvidenceItem.objects.exists()
    assert ended(house, secretary, upload).twin is None
    assert len(hashes()) == 1


def test_given_up_while_it_is_taken_in(
    house: House, secretary: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = arrived(house, secretary)
    look = finishing.detect_file

    def give_up_first(*given: Any, **named: Any) -> FileKind:
        IncomingUpload.objects.filter(pk=upload.pk).delete()
        return look(*given, **named)

    monkeypatch.setattr(finishing, "detect_file", give_up_first)
    with pytest.raises(NotHere):
        ended(house, secretary, upload)
    assert not EvidenceItem.objects.exists()


def test_a_virus_is_final(house: House, secretary: Actor, settings: Settings, incoming: Path) -> None:
    upload = arrived(house, secretary, CONTENT + SAMPLE)
    with clamd() as scanner:
        settings.MINHDINH_CLAMD = scanner.address
        with pytest.raises(NeverTaken, match="mã độc"):
            ended(house, secretary, upload)
    assert list(incoming.iterdir()) == []
    with pytest.raises(NeverTaken, match="mã độc"):
        ended(house, secretary, upload)


def test_a_silent_scanner_leaves_the_bytes_waiting(
    house: House, secretary: Actor, settings: Settings, incoming: Path
) -> None:
    upload = arrived(house, secretary)
    settings.MINHDINH_CLAMD = nobody_listens()
    with pytest.raises(Problem) as refused:
        ended(house, secretary, upload)
    assert not isinstance(refused.value, NeverTaken)
    assert len(list(incoming.iterdir())) == 1
    settings.MINHDINH_CLAMD = ""
    assert ended(house, secretary, upload).item.name == "Kế hoạch"


def test_permissions_are_looked_at_when_it_ends(house: House, secretary: Actor, contributor: Actor) -> None:
    upload, item = arrived(house, secretary), make_item(house)
    with pytest.raises(NotAllowed):
        ended(house, make_actor(house, Role.VIEWER), upload)
    with pytest.raises(NotAllowed):
        ended(house, contributor, arrived(house, contributor), item)
    assert hashes() == []


def test_one_that_was_given_up(house: House, secretary: Actor, incoming: Path) -> None:
    upload = arrived(house, secretary)
    IncomingUpload.objects.filter(pk=upload.pk).delete()
    with pytest.raises(NotHere):
        ended(house, secretary, upload)
    assert list(incoming.iterdir()) == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_asked_by_several_at_once_it_is_filed_once(house: House, secretary: Actor) -> None:
    upload = arrived(house, secretary)
    barrier, told, refusals = threading.Barrier(4), [], []

    def ask() -> None:
        try:
            barrier.wait()
            with school_scope(house.school.pk):
                told.append(ended(house, secretary, upload).item.pk)
        except Refused as refused:
            refusals.append(refused.status)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _one in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with scopes_disabled():
        told.append(ended(house, secretary, upload).item.pk)
    assert len(set(told)) == 1
    assert set(refusals) <= {423}  # the browser asks again
    assert len(hashes()) == 1
