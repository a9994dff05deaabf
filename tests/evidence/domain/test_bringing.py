"""Bytes before rows in a bucket: whatever is killed or cleared up in between, nothing acknowledged is lost or left over."""

import datetime as dt
import io
import random
from collections.abc import Callable

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from minhdinh.evidence.domain.blobs import read_blob, store_bytes
from minhdinh.evidence.domain.bringing import SAFE_AGE, Swept, blob_path, brought, own_path, sweep_unsettled
from minhdinh.evidence.domain.integrity import check_store
from minhdinh.evidence.models import Blob, StoringNote
from minhdinh.evidence.validators import FileKind
from minhdinh.lib.hashing import sha256
from tests.evidence.domain.shelf import Shelf
from tests.evidence.factories import House, make_house, pdf_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
PDF = FileKind("pdf", "application/pdf")
SEEDS, ACTS = range(12), 25


class KilledError(BaseException):
    """The process is gone: nothing of it runs any more."""


@pytest.fixture
def shelf(media_root: object, settings: Settings) -> Shelf:
    """Let the program keep its files in memory, as in a bucket."""
    entry = {"BACKEND": f"{Shelf.__module__}.{Shelf.__qualname__}"}
    settings.STORAGES = {**settings.STORAGES, "default": entry}
    assert isinstance(default_storage, Shelf)
    return default_storage


def store(house: House, content: bytes) -> Blob:
    return store_bytes(school_id=house.school.pk, stream=io.BytesIO(content), kind=PDF)[0]


def once(act: Callable[[], object]) -> Callable[[], None]:
    """Return something that happens the first time only."""
    left = [act]

    def moment() -> None:
        if left:
            left.pop()()

    return moment


def killed() -> None:
    raise KilledError


def later(ages: int = 1) -> dt.datetime:
    return timezone.now() + ages * SAFE_AGE + dt.timedelta(minutes=1)


def test_every_upload_has_a_name_of_its_own(house: House, shelf: Shelf) -> None:
    blob = store(house, pdf_bytes())
    plain = blob_path(house.school.pk, blob.sha256, "pdf")
    assert blob.path.startswith(plain.removesuffix(".pdf") + "-")
    assert blob.path.endswith(".pdf")
    assert own_path(plain) != own_path(plain)
    assert list(shelf.objects) == [blob.path]
    assert not StoringNote.objects.exists()
    assert store(house, pdf_bytes()) == blob
    assert len(shelf.objects) == 1


def test_what_was_killed_before_its_row_is_no_orphan_and_goes_after_a_day(house: House, shelf: Shelf) -> None:
    kept = store(house, pdf_bytes("có hàng"))
    with (
        pytest.raises(KilledError),
        brought(school_id=house.school.pk, stream=io.BytesIO(pdf_bytes("mất hàng")), kind=PDF),
    ):
        killed()
    assert len(shelf.objects) == 2
    assert check_store().is_sound
    assert sweep_unsettled(shelf) == 0
    assert sweep_unsettled(shelf, later()) == 1
    assert list(shelf.objects) == [kept.path]
    assert sweep_unsettled(shelf, later(2)) == 0
    assert not StoringNote.objects.exists()


def test_bytes_that_were_cleared_up_before_their_row_are_asked_for_again(house: House, shelf: Shelf) -> None:
    shelf.moment = once(lambda: sweep_unsettled(shelf, later()))
    with pytest.raises(Swept, match="gửi lại"):
        store(house, pdf_bytes())
    assert not Blob.objects.exists()
    blob = store(house, pdf_bytes())
    assert read_blob(blob) == pdf_bytes()


def test_a_sweep_that_was_killed_is_made_again_and_no_row_comes_in_between(
    house: House, shelf: Shelf
) -> None:
    with brought(school_id=house.school.pk, stream=io.BytesIO(pdf_bytes()), kind=PDF) as ours:
        shelf.moment = once(killed)
        with pytest.raises(KilledError):
            sweep_unsettled(shelf, later())
        with pytest.raises(Swept):
            ours.row()
    assert StoringNote.objects.get().sweeping
    assert check_store().is_sound
    sweep_unsettled(shelf)  # marked ones need not be old
    assert (shelf.objects, StoringNote.objects.count()) == ({}, 1)


def test_what_a_slow_line_brings_after_a_sweep_goes_too(house: House, shelf: Shelf) -> None:
    def swept_then_killed() -> None:
        sweep_unsettled(shelf, later())
        shelf.moment = once(killed)

    shelf.moment = once(swept_then_killed)
    with pytest.raises(KilledError):
        store(house, pdf_bytes())
    assert len(shelf.objects) == 1
    assert check_store().is_sound
    sweep_unsettled(shelf, later(2))
    assert (shelf.objects, StoringNote.objects.count()) == ({}, 0)


def test_of_two_who_bring_the_same_the_second_clears_up_its_own(house: House, shelf: Shelf) -> None:
    first: list[Blob] = []
    shelf.moment = once(lambda: first.append(store(house, pdf_bytes())))
    assert store(house, pdf_bytes()) == first[0]
    assert list(shelf.objects) == [first[0].path]
    assert not StoringNote.objects.exists()


def test_a_transaction_that_is_rolled_back_leaves_only_the_note(house: House, shelf: Shelf) -> None:
    stream = io.BytesIO(pdf_bytes())
    with brought(school_id=house.school.pk, stream=stream, kind=PDF) as ours, transaction.atomic():
        ours.row()
        transaction.set_rollback(True)
    assert not Blob.objects.exists()
    assert check_store().is_sound
    assert sweep_unsettled(shelf, later()) == 1
    assert shelf.objects == {}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_bytes_are_never_stored_inside_a_transaction(media_root: object) -> None:
    house = make_house()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        store(house, pdf_bytes())


def test_a_note_whose_row_stands_clears_up_nothing(house: House, shelf: Shelf) -> None:
    blob = store(house, pdf_bytes())
    StoringNote.objects.create(school_id=house.school.pk, path=blob.path)
    assert sweep_unsettled(shelf, later()) == 0
    assert read_blob(blob) == pdf_bytes()
    assert not StoringNote.objects.exists()


class Story:
    """Uploads, kills and sweeps that fall into one another as a seed says, and what was acknowledged meanwhile."""

    def __init__(self, house: House, shelf: Shelf, seed: int) -> None:
        self.house, self.shelf, self.rng = house, shelf, random.Random(seed)
        self.acknowledged: set[bytes] = set()
        self.kills = self.swept = self.depth = 0

    def act(self) -> None:
        """Do one thing; what is killed inside it ends, whoever stands around it goes on."""
        self.depth += 1
        try:
            self.rng.choice((self.upload, self.upload, self.sweep))()
        except KilledError:
            self.kills += 1
        finally:
            self.depth -= 1

    def upload(self) -> None:
        content = pdf_bytes(f"tệp {self.rng.randrange(6)}")
        try:
            store(self.house, content)
        except Swept:
            self.swept += 1
        else:
            self.acknowledged.add(content)

    def sweep(self) -> None:
        sweep_unsettled(self.shelf, self.rng.choice((timezone.now(), later())))

    def moment(self) -> None:
        """Let something come in between: a kill, or others who go as far as they come."""
        if self.rng.random() < 0.15:
            raise KilledError
        if self.depth < 4 and self.rng.random() < 0.4:
            self.act()

    def look(self) -> None:
        for content in self.acknowledged:
            assert read_blob(Blob.objects.get(school=self.house.school, sha256=sha256(content))) == content
        assert check_store().is_sound


def test_no_order_of_uploads_kills_and_sweeps_loses_or_leaves_anything(shelf: Shelf) -> None:
    kills = swept = 0
    for seed in SEEDS:
        story = Story(make_house(f"truong-{seed}"), shelf, seed)
        shelf.moment = story.moment
        for _number in range(ACTS):
            story.act()
            story.look()
        shelf.moment = lambda: None
        sweep_unsettled(shelf, later(2))
        assert set(shelf.objects) == set(Blob.objects.values_list("path", flat=True)), f"seed {seed}"
        assert not StoringNote.objects.exists()
        kills, swept = kills + story.kills, swept + story.swept
    assert kills > 20, "nothing was killed: the test proves nothing"
    assert swept > 5, "no upload met a sweep: the test proves nothing"
