"""What a kill between bytes and row leaves in a real bucket: no orphan, and gone after a day."""

import datetime as dt
import io

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from pytest_django import Settings

from minhdinh.access.scope import scopes_disabled
from minhdinh.common.storage import StoreAway
from minhdinh.evidence.domain.blobs import read_blob, store_bytes
from minhdinh.evidence.domain.bringing import SAFE_AGE, Swept, brought
from minhdinh.evidence.domain.integrity import check_store
from minhdinh.evidence.models import Blob, StoringNote
from minhdinh.evidence.store.unsettled import clear_unsettled
from minhdinh.evidence.validators import FileKind
from tests.evidence.factories import House, pdf_bytes
from tests.s3 import Bucket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
PDF = FileKind("pdf", "application/pdf")
LARGE = pdf_bytes("lớn") + b"\0" * 9_000_000  # in several parts


def store(house: House, content: bytes) -> Blob:
    return store_bytes(school_id=house.school.pk, stream=io.BytesIO(content), kind=PDF)[0]


def leave(house: House, content: bytes) -> None:
    """Bring bytes as one who is killed before their row."""
    with (
        pytest.raises(KeyboardInterrupt),
        brought(school_id=house.school.pk, stream=io.BytesIO(content), kind=PDF),
    ):
        raise KeyboardInterrupt


def later(ages: int = 1) -> dt.datetime:
    return timezone.now() + ages * SAFE_AGE + dt.timedelta(minutes=1)


@pytest.mark.s3
@pytest.mark.parametrize("content", [pdf_bytes("mất hàng"), LARGE], ids=["whole", "in parts"])
def test_an_upload_killed_before_its_row_is_cleared_up_after_a_day(
    house: House, in_bucket: Bucket, content: bytes
) -> None:
    kept = store(house, pdf_bytes("có hàng"))
    leave(house, content)
    assert len(in_bucket.keys()) == 2
    assert check_store().is_sound
    assert clear_unsettled() == 0
    assert clear_unsettled(later()) == 1
    assert in_bucket.keys() == [kept.path]
    assert clear_unsettled(later(2)) == 0
    assert not StoringNote.objects.exists()
    assert read_blob(kept) == pdf_bytes("có hàng")


@pytest.mark.s3
def test_parts_that_were_never_joined_are_cleared_up_too(house: House, in_bucket: Bucket) -> None:
    path = f"schools/{house.school.pk}/ab/nua-chung.pdf"
    for key in (path, f"{path}.khac"):
        begun = in_bucket.client.create_multipart_upload(Bucket=in_bucket.name, Key=key)
        place = {"Bucket": in_bucket.name, "Key": key, "UploadId": begun["UploadId"]}
        in_bucket.client.upload_part(**place, PartNumber=1, Body=b"x" * 1000)
    StoringNote.objects.create(school_id=house.school.pk, path=path)
    assert clear_unsettled(later()) == 1
    left = in_bucket.client.list_multipart_uploads(Bucket=in_bucket.name)["Uploads"]
    assert [one["Key"] for one in left] == [f"{path}.khac"]


@pytest.mark.s3
def test_a_slow_upload_that_was_swept_is_refused_and_sent_again(house: House, in_bucket: Bucket) -> None:
    with brought(school_id=house.school.pk, stream=io.BytesIO(pdf_bytes()), kind=PDF) as ours:
        clear_unsettled(later())
        with pytest.raises(Swept, match="gửi lại"):
            ours.row()
    assert in_bucket.keys() == []
    assert read_blob(store(house, pdf_bytes())) == pdf_bytes()


@pytest.mark.s3
def test_it_is_cleared_up_after_the_program_went_back_to_a_folder(
    house: House, in_bucket: Bucket, settings: Settings
) -> None:
    leave(house, pdf_bytes())
    folder = {
        "BACKEND": "minhdinh.common.storage.WholeFileStorage",
        "OPTIONS": {"location": settings.MEDIA_ROOT},
    }
    settings.MINHDINH_STORAGE, settings.STORAGES = "folder", {**settings.STORAGES, "default": folder}
    named, settings.MINHDINH_S3 = settings.MINHDINH_S3, {}
    assert clear_unsettled(later()) == 0
    settings.MINHDINH_S3 = named
    assert clear_unsettled(later()) == 1
    assert in_bucket.keys() == []


@pytest.mark.s3
def test_a_store_that_is_away_is_asked_an_hour_later(
    house: House, in_bucket: Bucket, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    leave(house, pdf_bytes())
    silent = {**in_bucket.options, "endpoint_url": "http://127.0.0.1:9"}
    entry = settings.STORAGES["default"]
    settings.STORAGES = {**settings.STORAGES, "default": {**entry, "OPTIONS": silent}}
    assert clear_unsettled(later()) == 0
    assert "next hour" in caplog.text
    with pytest.raises(StoreAway):
        store(house, pdf_bytes("khác"))
    settings.STORAGES = {**settings.STORAGES, "default": entry}
    with scopes_disabled():
        assert StoringNote.objects.count() == 2
    assert default_storage.exists(StoringNote.objects.get(sweeping=True).path)
    assert clear_unsettled(later(2)) == 1
    assert (in_bucket.keys(), StoringNote.objects.count()) == ([], 0)
