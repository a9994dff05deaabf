"""A bucket as storage, against a real server that checks signatures."""

import hashlib
import io
import logging
import os
import signal
import time
import tracemalloc
import urllib.error
import urllib.request
import zipfile

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from minhdinh.common import storage_s3
from minhdinh.common.storage import LinkingStore, StoreAway
from minhdinh.common.storage_s3 import WHOLE, BucketStorage, ObjectBytes
from tests.s3 import Bucket, script

pytestmark = pytest.mark.s3
MEGABYTE = 1024 * 1024


@pytest.fixture
def storage(bucket: Bucket) -> BucketStorage:
    return bucket.storage()


@pytest.fixture
def large(storage: BucketStorage) -> bytes:
    """Bytes that are not read in one go, in the store as ``lon.bin``."""
    content = os.urandom(WHOLE + 700_000)
    storage.save("lon.bin", ContentFile(content))
    return content


def fetch(address: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    request = urllib.request.Request(address, headers=headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.status, answer.read(), {name.lower(): value for name, value in answer.headers.items()}


def refusal(address: str, method: str = "GET", data: bytes | None = None) -> int:
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(urllib.request.Request(address, data, method=method), timeout=20)
    caught.value.close()
    return caught.value.code


def test_a_file_comes_back_whole(storage: BucketStorage) -> None:
    name = storage.save("schools/1/ab/tệp.bin", ContentFile(b"x" * 200_000))
    assert name == "schools/1/ab/tệp.bin"
    assert storage.exists(name)
    assert storage.size(name) == 200_000
    with storage.open(name) as stream:
        assert stream.read() == b"x" * 200_000


def test_an_empty_object_is_read_as_such(storage: BucketStorage) -> None:
    with storage.open(storage.save("rỗng", ContentFile(b""))) as stream:
        assert stream.read() == b""


def test_the_stream_that_was_saved_can_be_used_again(storage: BucketStorage) -> None:
    stream = io.BytesIO(b"abc")
    storage.save("tep", File(stream))
    stream.seek(0)
    assert stream.read() == b"abc"


def test_a_large_object_is_streamed_and_may_be_jumped_in(storage: BucketStorage, large: bytes) -> None:
    with storage.open("lon.bin") as stream:
        assert hashlib.file_digest(stream, "sha256").digest() == hashlib.sha256(large).digest()
        assert stream.seek(-10, os.SEEK_END) == len(large) - 10
        assert stream.read() == large[-10:]
        stream.seek(1000)
        assert stream.read(5000) == large[1000:6000]
        stream.seek(500, os.SEEK_CUR)
        assert stream.tell() == 6500
        assert stream.read(3) == large[6500:6503]


def test_reading_holds_little_memory(storage: BucketStorage) -> None:
    storage.save("to.bin", ContentFile(bytes(40 * MEGABYTE)))
    tracemalloc.start()
    try:
        with storage.open("to.bin") as stream:
            read = sum(len(chunk) for chunk in iter(lambda: stream.read(MEGABYTE), b""))
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert read == 40 * MEGABYTE
    assert most < 12 * MEGABYTE


def test_an_archive_can_be_opened_where_it_is(storage: BucketStorage) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("to.bin", os.urandom(WHOLE + 10))
        archive.writestr("thư.txt", "Nội dung")
    storage.save("goi.zip", ContentFile(packed.getvalue()))
    with storage.open("goi.zip") as stream, zipfile.ZipFile(stream) as archive:
        assert archive.read("thư.txt").decode() == "Nội dung"
        assert archive.testzip() is None


def test_an_object_that_is_exchanged_while_it_is_read_is_not_mixed(
    storage: BucketStorage, bucket: Bucket, large: bytes
) -> None:
    with storage.open("lon.bin") as stream:
        assert stream.read(10) == large[:10]
        bucket.put("lon.bin", os.urandom(len(large)))
        stream.seek(3 * MEGABYTE)
        with pytest.raises(StoreAway):
            stream.read(10)


def test_what_is_not_there_is_a_missing_file(storage: BucketStorage) -> None:
    assert not storage.exists("không có")
    with pytest.raises(FileNotFoundError):
        storage.open("không có")
    with pytest.raises(FileNotFoundError):
        storage.size("không có")
    storage.delete("không có")


def test_a_name_that_exists_is_not_overwritten(storage: BucketStorage) -> None:
    first = storage.save("tep.bin", ContentFile(b"1"))
    second = storage.save("tep.bin", ContentFile(b"2"))
    assert first != second
    with storage.open(first) as stream:
        assert stream.read() == b"1"


def test_folders_are_listed_as_in_a_folder(storage: BucketStorage) -> None:
    for name in ("a/1", "a/b/2", "a/b/3"):
        storage.save(name, ContentFile(b"x"))
    assert storage.listdir("a") == (["b"], ["1"])
    assert storage.listdir("none") == ([], [])


def test_writing_through_a_handle_is_refused(storage: BucketStorage) -> None:
    with pytest.raises(ValueError, match="reading only"):
        storage.open("tep", "wb")


def test_a_link_downloads_under_its_name_and_goes_on_where_it_broke_off(
    storage: BucketStorage, large: bytes
) -> None:
    link = storage.download_link("lon.bin", filename="Báo cáo “tổng kết”.pdf", media_type="application/pdf")
    status, content, headers = fetch(link)
    assert (status, content == large) == (200, True)
    assert headers["content-type"] == "application/pdf"
    assert headers["content-disposition"].startswith("attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o")
    status, rest, headers = fetch(link, Range="bytes=1000-")
    assert (status, rest == large[1000:]) == (206, True)
    assert headers["content-range"] == f"bytes 1000-{len(large) - 1}/{len(large)}"


def test_a_tampered_link_opens_nothing(storage: BucketStorage) -> None:
    for name in ("cua-toi", "cua-nguoi-khac"):
        storage.save(name, ContentFile(b"x"))
    link = storage.download_link("cua-toi", filename="a", media_type="text/plain")
    assert refusal(link[:-4] + "0000") == 403
    assert refusal(link.replace("cua-toi", "cua-nguoi-khac")) == 403
    assert refusal(link.replace("X-Amz-Expires=60", "X-Amz-Expires=6000")) == 403
    assert refusal(link.partition("?")[0]) in {400, 401, 403}
    assert refusal(link, "PUT", b"another") == 403


def test_an_expired_link_opens_nothing(storage: BucketStorage, monkeypatch: pytest.MonkeyPatch) -> None:
    storage.save("tep", ContentFile(b"x"))
    monkeypatch.setattr(storage_s3, "LINK_SECONDS", 1)
    link = storage.download_link("tep", filename="a", media_type="text/plain")
    assert fetch(link)[0] == 200
    time.sleep(2.1)
    assert refusal(link) == 403


def test_browsers_are_sent_to_the_public_address(bucket: Bucket) -> None:
    storage = bucket.storage(public_endpoint="https://tep.example.vn")
    link = storage.download_link("a", filename="a", media_type="text/plain")
    assert link.startswith(f"https://tep.example.vn/{bucket.name}/a?")
    assert storage.save("tep", ContentFile(b"x")) == "tep"


def test_a_wrong_secret_is_told_and_is_no_missing_file(
    bucket: Bucket, caplog: pytest.LogCaptureFixture
) -> None:
    bucket.put("tep", b"x")
    storage = bucket.storage(secret_key="wrong")
    for act in (storage.exists, storage.open, storage.delete, storage.listdir, storage.size):
        with caplog.at_level(logging.WARNING), pytest.raises(StoreAway, match="không trả lời"):
            act("tep")
    with pytest.raises(StoreAway):
        storage.save("khac", ContentFile(b"x"))
    assert bucket.keys() == ["tep"]
    assert "wrong" not in caplog.text


def test_a_bucket_that_is_not_there_is_told(bucket: Bucket) -> None:
    storage = bucket.storage(bucket_name="no-such-bucket")
    for act in (storage.open, lambda _name: storage.require_there()):
        with pytest.raises((StoreAway, FileNotFoundError)):
            act("tep")
    bucket.storage().require_there()


def test_a_server_that_was_killed_is_told_and_nothing_is_half(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage_s3, "CONNECT_SECONDS", 1)
    with script().temporary_swift() as server:
        server.client().create_bucket(Bucket="kho")
        storage = BucketStorage(
            endpoint_url=server.endpoint,
            bucket_name="kho",
            access_key=server.key,
            secret_key=server.secret,
            region_name="us-east-1",
        )
        content = os.urandom(WHOLE * 5)
        storage.save("lon.bin", ContentFile(content))
        with storage.open("lon.bin") as stream:
            assert stream.read(10) == content[:10]
            server.process.send_signal(signal.SIGKILL)
            server.process.wait()
            with pytest.raises(StoreAway):
                stream.read()
        with pytest.raises(StoreAway):
            storage.save("khac.bin", ContentFile(b"x"))


def test_a_line_that_breaks_is_told() -> None:
    class Broken:
        def read(self, _size: int) -> bytes:
            return b""

        def close(self) -> None:
            pass

    with pytest.raises(StoreAway), ObjectBytes(lambda _start: Broken(), None, 10, "a") as stream:
        stream.read(5)


def test_who_looks_for_the_end_and_comes_back_asks_once() -> None:
    large = os.urandom(WHOLE)
    asked: list[int] = []

    def fetch(start: int) -> io.BytesIO:
        asked.append(start)
        return io.BytesIO(large[start:])

    with io.BufferedReader(ObjectBytes(fetch, io.BytesIO(large), len(large), "lon.bin"), MEGABYTE) as stream:
        assert stream.seek(0, os.SEEK_END) == len(large)
        stream.seek(0)
        assert stream.read(10) == large[:10]
        assert asked == []
        stream.seek(3 * MEGABYTE)
        assert stream.read(10) == large[3 * MEGABYTE :][:10]
        assert asked == [3 * MEGABYTE]


def test_parts_that_somebody_else_joined_at_this_moment_are_whole(
    storage: BucketStorage, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = [5 * MEGABYTE, 10]
    number = storage.begin("lon.bin", sizes)
    for address, size in zip(storage.addresses("lon.bin", number, sizes), sizes, strict=True):
        with urllib.request.urlopen(
            urllib.request.Request(address, bytes(size), method="PUT"), timeout=20
        ) as answer:
            assert answer.status == 200
    other, join = bucket.storage(), BucketStorage._join

    def joined_meanwhile(*_values: object) -> None:
        monkeypatch.undo()
        assert other.complete("lon.bin", number, sizes)
        gone = storage.begin("khac.bin", sizes)  # as a joined one is on most servers
        storage.withdraw("khac.bin", gone)
        join(storage, "lon.bin", gone, sizes)

    monkeypatch.setattr(BucketStorage, "_join", joined_meanwhile)
    assert storage.complete("lon.bin", number, sizes)


def test_the_program_uses_it_when_it_is_told_to(in_bucket: Bucket) -> None:
    assert isinstance(default_storage, LinkingStore)
    assert isinstance(default_storage, BucketStorage)
    default_storage.save("tep", ContentFile(b"x"))
    assert in_bucket.keys() == ["tep"]
