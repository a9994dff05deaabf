"""Files of a backup on their way to the folder or the bucket: read back, and nothing left of a restore that fails."""

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from minhdinh.common.problems import Problem
from minhdinh.common.storage import StoreAway
from minhdinh.config.backup.archive import Member, write_member
from minhdinh.config.backup.files import BucketFiles, FolderFiles, holds_files, restored_files
from tests.s3 import Bucket, bucket, in_bucket, s3_server

__all__ = ["bucket", "in_bucket", "s3_server"]

ONE, TWO = b"%PDF mot", b"%PDF hai"


def right(content: bytes) -> tuple[str, int]:
    return hashlib.sha256(content).hexdigest(), len(content)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[tuple[zipfile.ZipFile, list[Member]]]:
    """Two files of a backup."""
    path = tmp_path / "sao-luu.zip"
    with zipfile.ZipFile(path, "w") as made:
        members = [
            write_member(made, f"files/schools/1/ab/{name}.pdf", [content], packed=False)
            for name, content in (("mot", ONE), ("hai", TWO))
        ]
    with zipfile.ZipFile(path) as opened:
        yield opened, members


def test_the_folder_takes_the_place_of_the_old_one(
    archive: tuple[zipfile.ZipFile, list[Member]], media_root: Path, tmp_path: Path
) -> None:
    (media_root / "cu.pdf").write_bytes(b"cu")
    assert holds_files()
    work, old = tmp_path / "work", tmp_path / "old"
    for folder in (work, old):
        folder.mkdir()
    files = restored_files(work)
    assert isinstance(files, FolderFiles)
    for member in archive[1]:
        files.write(archive[0], member)
    assert files.digest("schools/1/ab/mot.pdf") == right(ONE)
    assert files.digest("schools/1/ab/khong-co.pdf") is None
    files.put_in_place(old)
    assert (media_root / "schools/1/ab/hai.pdf").read_bytes() == TWO
    assert (old / "files" / "cu.pdf").read_bytes() == b"cu"


@pytest.mark.s3
def test_the_bucket_gets_what_it_lacks_and_what_was_altered(
    archive: tuple[zipfile.ZipFile, list[Member]], in_bucket: Bucket, tmp_path: Path
) -> None:
    assert not holds_files()
    in_bucket.put("schools/1/ab/mot.pdf", b"hong")
    in_bucket.put("schools/1/ab/khac.pdf", b"khac")
    assert holds_files()
    files = restored_files(tmp_path)
    assert isinstance(files, BucketFiles)
    for member in archive[1]:
        files.write(archive[0], member)
    assert files.digest("schools/1/ab/mot.pdf") == right(ONE)
    assert files.digest("schools/1/ab/khac.pdf") is None  # nothing of this backup
    body = in_bucket.client.get_object(Bucket=in_bucket.name, Key="schools/1/ab/mot.pdf")["Body"].read()
    assert body == ONE
    files.discard()
    assert in_bucket.keys() == ["schools/1/ab/khac.pdf", "schools/1/ab/mot.pdf"]


@pytest.mark.s3
def test_a_damaged_file_of_the_backup_never_reaches_the_bucket(
    archive: tuple[zipfile.ZipFile, list[Member]], in_bucket: Bucket, tmp_path: Path
) -> None:
    files = restored_files(tmp_path)
    first = archive[1][0]
    with pytest.raises(Problem, match="bị đổi hoặc hỏng"):
        files.write(archive[0], Member(first.name, first.size, "0" * 64))
    assert in_bucket.keys() == []


@pytest.mark.s3
def test_a_bucket_that_does_not_answer_is_told_before_anything_is_written(
    bucket: Bucket, tmp_path: Path
) -> None:
    with pytest.raises(StoreAway):
        BucketFiles(bucket.storage(endpoint_url="http://127.0.0.1:9"), tmp_path)
    assert list(tmp_path.iterdir()) == []
