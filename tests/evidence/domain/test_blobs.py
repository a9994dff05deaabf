"""The store: once a school, whole or not at all, and the hash is believed only when it is compared."""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from minhdinh.access.scope import scopes_disabled
from minhdinh.common.problems import Problem
from minhdinh.common.storage import WholeFileStorage
from minhdinh.evidence.domain.blobs import read_blob, store_bytes, store_upload
from minhdinh.evidence.domain.bringing import blob_path, brought, row_stands
from minhdinh.evidence.domain.integrity import check_store
from minhdinh.evidence.models import Blob
from minhdinh.evidence.validators import FileKind
from minhdinh.lib.hashing import sha256
from tests.evidence.factories import House, make_house, pdf_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
PDF = FileKind("pdf", "application/pdf")


def upload(house: House, content: bytes, name: str = "a.pdf") -> tuple[Blob, bool]:
    return store_upload(school_id=house.school.pk, stream=io.BytesIO(content), name=name, size=len(content))


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_bytes_are_stored_under_their_hash(house: House, media_root: Path) -> None:
    content = pdf_bytes()
    blob, is_new = upload(house, content)
    assert is_new
    assert (blob.sha256, blob.size, blob.media_type) == (sha256(content), len(content), "application/pdf")
    assert blob.path == blob_path(house.school.pk, sha256(content), "pdf")
    assert (media_root / blob.path).read_bytes() == content
    assert read_blob(blob) == content


def test_the_same_bytes_are_stored_once_a_school(house: House, media_root: Path) -> None:
    first, _new = upload(house, pdf_bytes())
    second, is_new = upload(house, pdf_bytes(), name="ten-khac.pdf")
    assert (second, is_new) == (first, False)
    elsewhere, is_new = upload(make_house(), pdf_bytes())
    assert is_new
    assert elsewhere.path != first.path
    assert len(files_in(media_root)) == 2


def test_a_refused_upload_leaves_nothing(house: House, media_root: Path) -> None:
    with pytest.raises(Problem):
        upload(house, b"MZ not a paper")
    assert files_in(media_root) == []
    assert not Blob.objects.exists()


def test_a_lost_file_is_healed_by_the_same_upload(house: House, media_root: Path) -> None:
    blob, _new = upload(house, pdf_bytes())
    (media_root / blob.path).unlink()
    again, is_new = upload(house, pdf_bytes())
    assert (again, is_new) == (blob, False)
    assert read_blob(blob) == pdf_bytes()


def test_a_missing_or_altered_file_is_never_handed_out(house: House, media_root: Path) -> None:
    blob, _new = upload(house, pdf_bytes())
    path = media_root / blob.path
    path.write_bytes(pdf_bytes()[:-1] + b"!")
    with pytest.raises(Problem, match="đã bị đổi"):
        read_blob(blob)
    path.unlink()
    with pytest.raises(Problem, match="Không tìm thấy"):
        read_blob(blob)


def test_a_write_that_fails_leaves_no_half_file(house: House, media_root: Path) -> None:
    class Broken(io.BytesIO):
        """Reads once for the hash, then fails."""

        reads = 0

        def read(self, size: int | None = -1) -> bytes:
            Broken.reads += 1
            if Broken.reads > 2:
                raise OSError("the line is cut")
            return super().read(size)

    with pytest.raises(OSError, match="cut"):
        store_bytes(school_id=house.school.pk, stream=Broken(pdf_bytes()), kind=PDF)
    assert files_in(media_root) == []
    assert not Blob.objects.exists()


def test_what_was_killed_before_its_row_goes_at_the_next_start(
    house: House, media_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, _new = upload(house, pdf_bytes("có hàng"))

    def killed(**_values: object) -> Blob:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Blob.objects, "create", killed)
        with pytest.raises(KeyboardInterrupt):
            upload(house, pdf_bytes("mất hàng"))
    assert len(files_in(media_root)) == 3
    assert check_store().is_sound
    assert row_stands(kept.path)
    assert isinstance(default_storage, WholeFileStorage)
    assert default_storage.sweep(stands=row_stands) == 2
    assert files_in(media_root) == [media_root / kept.path]


def test_a_file_written_meanwhile_by_another_is_kept_and_ours_dropped(house: House, media_root: Path) -> None:
    content = pdf_bytes()
    path = blob_path(house.school.pk, sha256(content), "pdf")

    class Late(io.BytesIO):
        """Lets somebody else finish first, after the question whether the file exists."""

        def chunks(self, _size: int | None = None) -> list[bytes]:
            return [content]

        def seek(self, offset: int, whence: int = 0) -> int:
            if default_storage.exists(path):
                return super().seek(offset, whence)
            if self.tell():
                (media_root / path).parent.mkdir(parents=True, exist_ok=True)
                (media_root / path).write_bytes(content)
            return super().seek(offset, whence)

    blob, _new = store_bytes(school_id=house.school.pk, stream=Late(content), kind=PDF)
    assert read_blob(blob) == content
    assert [found.relative_to(media_root).as_posix() for found in files_in(media_root)] == [path]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_uploads_of_the_same_bytes_at_once_make_one_blob(media_root: Path) -> None:
    house = make_house()

    def send(_number: int) -> int:
        try:
            with scopes_disabled():
                return upload(house, pdf_bytes())[0].pk
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=6) as pool:
        assert len(set(pool.map(send, range(12)))) == 1
    assert len(files_in(media_root)) == 1


def test_bytes_of_a_killed_upload_stay_where_a_second_one_brings_the_same(
    house: House, media_root: Path
) -> None:
    content = pdf_bytes()
    path = blob_path(house.school.pk, sha256(content), "pdf")
    assert isinstance(default_storage, WholeFileStorage)
    default_storage.announce(path).let_go()
    default_storage.put(path, io.BytesIO(content))
    with brought(school_id=house.school.pk, stream=io.BytesIO(content), kind=PDF) as second:
        default_storage.sweep(stands=row_stands)  # another server starts
        blob, is_new = second.row()
    assert is_new
    assert read_blob(blob) == content
    default_storage.sweep(stands=row_stands)
    assert files_in(media_root) == [media_root / path]


def test_a_file_without_a_row_stays_where_its_upload_fails(house: House, media_root: Path) -> None:
    content = pdf_bytes()
    path = blob_path(house.school.pk, sha256(content), "pdf")
    assert isinstance(default_storage, WholeFileStorage)
    default_storage.put(path, io.BytesIO(content))
    with (
        pytest.raises(OSError, match="the line"),
        brought(school_id=house.school.pk, stream=io.BytesIO(content), kind=PDF),
    ):
        raise OSError("the line is gone")
    assert default_storage.sweep(stands=row_stands) == 0
    assert files_in(media_root) == [media_root / path]
