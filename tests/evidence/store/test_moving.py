"""Files from a folder to a bucket and back, every one compared by its hash."""

import json
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from pytest_django import Settings

from minhdinh.access.scope import scopes_disabled
from minhdinh.common.problems import Problem
from minhdinh.common.storage import StoreAway, WholeFileStorage
from minhdinh.common.storage_s3 import BucketStorage
from minhdinh.evidence.models import Blob
from minhdinh.evidence.store.moving import MoveReport, move_files, store_of
from tests.evidence.factories import House, make_file, make_house, make_item, pdf_bytes
from tests.s3 import Bucket

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(house: House, media_root: Path) -> list[Blob]:
    """Three files of two schools in the folder."""
    other = make_house("hoa-ban")
    found = [
        make_file(make_item(house), pdf_bytes("một")),
        make_file(make_item(house, name="Hai"), pdf_bytes("hai")),
        make_file(make_item(other), pdf_bytes("ba")),
    ]
    return [file.blob for file in found]


@pytest.fixture
def named(bucket: Bucket, settings: Settings) -> Bucket:
    """A bucket that is named while the program still works with the folder."""
    settings.MINHDINH_S3 = bucket.options
    return bucket


def moved(to: str = "s3", **options: bool) -> MoveReport:
    with scopes_disabled():
        return move_files(to, **options)


def run(*words: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("evidence", "store", "move", *words, stdout=out)
    except SystemExit as left:
        return int(str(left.code)), out.getvalue()
    return 0, out.getvalue()


@pytest.mark.s3
def test_every_file_is_copied_compared_and_kept(files: list[Blob], named: Bucket, media_root: Path) -> None:
    report = moved()
    assert (report.copied, report.already, report.is_whole) == (3, 0, True)
    assert report.copied_bytes == sum(blob.size for blob in files)
    assert named.keys() == sorted(blob.path for blob in files)
    for blob in files:
        body = named.client.get_object(Bucket=named.name, Key=blob.path)["Body"].read()
        assert body == (media_root / blob.path).read_bytes()


@pytest.mark.s3
def test_it_may_be_stopped_and_begun_again(files: list[Blob], named: Bucket) -> None:
    seen: list[int] = []

    def stop_after_two() -> None:
        seen.append(1)
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), scopes_disabled():
        move_files("s3", step=stop_after_two)
    assert len(named.keys()) == 2
    report = moved()
    assert (report.copied, report.already) == (1, 2)
    assert (moved().copied, moved().already) == (0, 3)


@pytest.mark.s3
def test_what_is_wrong_at_the_goal_does_not_count_and_is_mended(files: list[Blob], named: Bucket) -> None:
    named.put(files[0].path, b"half of it")
    report = moved()
    assert (report.copied, report.already, report.is_whole) == (3, 0, True)
    assert named.client.head_object(Bucket=named.name, Key=files[0].path)["ContentLength"] == files[0].size


@pytest.mark.s3
def test_what_is_lost_or_altered_is_named_and_not_copied(
    files: list[Blob], named: Bucket, media_root: Path
) -> None:
    (media_root / files[0].path).unlink()
    (media_root / files[1].path).write_bytes(b"somebody else's")
    report = moved()
    assert (report.missing, report.altered, report.copied) == ([files[0].path], [files[1].path], 1)
    assert not report.is_whole
    assert named.keys() == [files[2].path]
    code, said = run("--to", "s3")
    assert code == 1
    assert f"không có ở cả hai kho: {files[0].path}" in said
    assert f"đã bị đổi khác bản gốc nên không chép: {files[1].path}" in said
    assert "đừng bỏ kho cũ" in said


@pytest.mark.s3
def test_a_good_copy_at_the_goal_is_never_replaced_by_an_altered_one(
    files: list[Blob], named: Bucket, media_root: Path
) -> None:
    moved()
    (media_root / files[0].path).write_bytes(b"altered later")
    named.put(files[1].path, b"altered there")
    (media_root / files[1].path).write_bytes(b"altered here")
    report = moved()
    assert (report.already, report.altered) == (2, [files[1].path])
    kept = named.client.get_object(Bucket=named.name, Key=files[1].path)["Body"].read()
    assert kept == b"altered there"


@pytest.mark.s3
def test_a_file_that_arrives_otherwise_than_sent_has_failed(
    files: list[Blob], named: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = BucketStorage._save
    monkeypatch.setattr(
        BucketStorage, "_save", lambda self, name, _content: save(self, name, ContentFile(b"?"))
    )
    report = moved()
    assert len(report.failed) == 3
    assert (report.copied, report.is_whole) == (0, False)


@pytest.mark.s3
def test_a_dry_run_writes_nothing(files: list[Blob], named: Bucket, media_root: Path) -> None:
    named.put(files[0].path, (media_root / files[0].path).read_bytes())
    (media_root / files[1].path).unlink()
    report = moved(dry_run=True)
    assert (report.waiting, report.already, report.missing) == (1, 1, [files[1].path])
    assert named.keys() == [files[0].path]
    _code, said = run("--to", "s3", "--dry-run")
    assert "Sẽ chép 1 tệp; 1 tệp đã có ở kho mới. Chưa chép gì." in said


@pytest.mark.s3
def test_the_old_store_is_emptied_only_of_what_is_right_in_the_new_one(
    in_bucket: Bucket, files: list[Blob], media_root: Path
) -> None:
    for blob in files:
        path = media_root / blob.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with_bytes = in_bucket.client.get_object(Bucket=in_bucket.name, Key=blob.path)["Body"].read()
        path.write_bytes(with_bytes)
    in_bucket.put(files[0].path, b"altered")
    (media_root / files[0].path).write_bytes(b"altered too")
    report = moved(delete_source=True)
    assert (report.deleted, report.altered) == (2, [files[0].path])
    assert [path for path in media_root.rglob("*") if path.is_file()] == [media_root / files[0].path]
    assert moved(delete_source=True).deleted == 0


@pytest.mark.s3
def test_nothing_is_deleted_from_the_store_that_is_in_use(
    files: list[Blob], named: Bucket, media_root: Path
) -> None:
    with pytest.raises(Problem, match="MINHDINH_STORAGE=s3"):
        moved(delete_source=True)
    assert named.keys() == []
    assert all((media_root / blob.path).is_file() for blob in files)


@pytest.mark.s3
def test_back_to_the_folder(house: House, in_bucket: Bucket, media_root: Path) -> None:
    blob = make_file(make_item(house), pdf_bytes("về")).blob
    assert in_bucket.keys() == [blob.path]
    report = moved("folder")
    assert (report.copied, report.is_whole) == (1, True)
    assert (media_root / blob.path).stat().st_size == blob.size
    assert in_bucket.keys() == [blob.path]


@pytest.mark.s3
def test_a_store_that_does_not_answer_ends_it(files: list[Blob], named: Bucket, settings: Settings) -> None:
    settings.MINHDINH_S3 = {**named.options, "secret_key": os.urandom(8).hex()}
    with pytest.raises(StoreAway):
        moved()


@pytest.mark.s3
def test_the_command_answers_in_json_too(files: list[Blob], named: Bucket) -> None:
    code, said = run("--to", "s3", "--json")
    found = json.loads(said)
    assert (code, found["ok"], found["to"], found["copied"]) == (0, True, "s3", 3)
    code, said = run("--to", "s3")
    assert (code, said) == (
        0,
        "Đã chép 0 tệp; 3 tệp đã có sẵn ở kho mới. Mã băm đều đã đối chiếu.\n",
    )


def test_without_a_bucket_the_variables_are_named(files: list[Blob]) -> None:
    with pytest.raises(Problem, match="MINHDINH_S3_BUCKET"):
        moved()
    assert isinstance(store_of("folder"), WholeFileStorage)
