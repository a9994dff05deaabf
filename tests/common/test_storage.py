import fcntl
import io
import os
import threading
from pathlib import Path

import pytest
from django.core.files.base import ContentFile, File

from minhdinh.common.storage import PARTIAL, WholeFileStorage, folder_lock, target_of


class Broken(ContentFile[bytes]):
    """A file whose reading stops half-way, like an upload that breaks off."""

    def chunks(self, chunk_size: int | None = None):
        yield b"first half"
        raise OSError("the line is gone")


class BrokenStream(io.BytesIO):
    """A stream that ends in an error after its first bytes."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise OSError("the line is gone")
        return super().read(5)


@pytest.fixture
def storage(tmp_path: Path) -> WholeFileStorage:
    return WholeFileStorage(location=tmp_path / "files")


def names(storage: WholeFileStorage) -> list[str]:
    return sorted(path.name for path in Path(storage.location).rglob("*") if path.is_file())


def test_a_file_comes_back_whole(storage: WholeFileStorage) -> None:
    name = storage.save("a/b/tep.bin", ContentFile(b"x" * 200_000))
    assert name == "a/b/tep.bin"
    with storage.open(name) as stream:
        assert stream.read() == b"x" * 200_000
    assert names(storage) == ["tep.bin"]


def test_a_broken_upload_leaves_nothing(storage: WholeFileStorage) -> None:
    with pytest.raises(OSError, match="the line"):
        storage.save("tep.bin", Broken(b""))
    assert names(storage) == []


def test_a_name_that_exists_is_not_overwritten(storage: WholeFileStorage) -> None:
    first = storage.save("tep.bin", ContentFile(b"1"))
    second = storage.save("tep.bin", ContentFile(b"2"))
    assert first != second
    with storage.open(first) as stream:
        assert stream.read() == b"1"


def test_what_is_put_stands_under_its_very_name(storage: WholeFileStorage) -> None:
    for content in (b"1", b"22"):
        storage.put("a/tep.bin", ContentFile(content))
    with storage.open("a/tep.bin") as stream:
        assert stream.read() == b"22"
    with pytest.raises(OSError, match="the line"):
        storage.put("a/tep.bin", BrokenStream(b"first half"))
    with storage.open("a/tep.bin") as stream:
        assert stream.read() == b"22"
    assert names(storage) == ["tep.bin"]


def test_nobody_sees_a_file_that_is_still_being_written(storage: WholeFileStorage) -> None:
    seen: list[list[str]] = []

    class Watched(ContentFile[bytes]):
        def chunks(self, chunk_size: int | None = None):
            yield b"first"
            seen.append([name for name in names(storage) if not name.endswith(PARTIAL)])
            yield b"second"

    storage.save("tep.bin", Watched(b""))
    assert seen == [[]]
    assert names(storage) == ["tep.bin"]


def test_sweeping_removes_what_a_killed_process_left(storage: WholeFileStorage) -> None:
    kept = storage.save("a/tep.bin", ContentFile(b"1"))
    left = Path(storage.location) / "a" / f".khac.bin.0011223344{PARTIAL}"
    left.write_bytes(b"half")
    assert storage.sweep() == 1
    assert not left.exists()
    assert storage.exists(kept)
    assert storage.sweep() == 0


def test_an_announced_file_stays_where_its_row_stands(storage: WholeFileStorage) -> None:
    note = storage.announce("a/tep.bin")
    storage.save("a/tep.bin", ContentFile(b"1"))
    assert len(names(storage)) == 2
    note.arrived()
    note.arrived()
    assert names(storage) == ["tep.bin"]
    assert storage.sweep(lambda _name: False) == 0


def test_sweeping_asks_only_for_files_that_were_announced(storage: WholeFileStorage) -> None:
    for name in ("a/co-hang.bin", "a/khong-hang.bin", "a/cu.bin"):
        if name != "a/cu.bin":
            storage.announce(name).let_go()
        storage.save(name, ContentFile(b"1"))
    storage.announce("a/chua-ghi.bin").let_go()
    asked: list[str] = []

    def stands(name: str) -> bool:
        asked.append(name)
        return name == "a/co-hang.bin"

    assert storage.sweep(stands) == 4
    assert sorted(asked) == ["a/co-hang.bin", "a/khong-hang.bin"]
    assert names(storage) == ["co-hang.bin", "cu.bin"]


def test_a_temporary_name_tells_what_it_stands_for(storage: WholeFileStorage) -> None:
    storage.announce("a/.an.tep.pdf").let_go()
    (note,) = names(storage)
    assert target_of(note) == ".an.tep.pdf"


def test_sweeping_leaves_what_another_server_writes_at_this_moment(storage: WholeFileStorage) -> None:
    note = storage.announce("a/tep.bin")
    storage.save("a/tep.bin", ContentFile(b"1"))
    assert storage.sweep(lambda _name: False) == 0
    note.arrived()
    assert names(storage) == ["tep.bin"]


def test_a_killed_upload_is_not_swept_while_another_brings_the_same(storage: WholeFileStorage) -> None:
    storage.announce("a/tep.bin").let_go()
    storage.save("a/tep.bin", ContentFile(b"1"))
    second = storage.announce("a/tep.bin")
    assert storage.sweep(lambda _name: False) == 0
    assert storage.exists("a/tep.bin")
    second.let_go()
    assert storage.sweep(lambda _name: False) == 3
    assert names(storage) == []


def test_nobody_announces_a_file_while_it_is_being_swept(storage: WholeFileStorage) -> None:
    storage.announce("a/tep.bin").let_go()
    storage.save("a/tep.bin", ContentFile(b"1"))
    seen: list[bool] = []

    def bring_again() -> None:
        note = storage.announce("a/tep.bin")
        seen.append(storage.exists("a/tep.bin"))
        note.arrived()

    second = threading.Thread(target=bring_again)

    def stands(_name: str) -> bool:
        second.start()
        with (
            pytest.raises(BlockingIOError),
            folder_lock(Path(storage.location) / "a", fcntl.LOCK_SH | fcntl.LOCK_NB),
        ):
            pass
        return False

    assert storage.sweep(stands) == 2
    second.join()
    assert seen == [False]


def test_sweeping_before_anything_was_stored(tmp_path: Path) -> None:
    assert WholeFileStorage(location=tmp_path / "none").sweep() == 0


def test_many_at_once(storage: WholeFileStorage) -> None:
    threads = [
        threading.Thread(target=storage.save, args=(f"{number}.bin", ContentFile(os.urandom(1000))))
        for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names(storage) == [f"{number}.bin" for number in range(8)]


def test_a_django_file_may_be_saved(storage: WholeFileStorage, tmp_path: Path) -> None:
    source = tmp_path / "nguon.txt"
    source.write_text("Nội dung", encoding="utf-8")
    with source.open("rb") as stream:
        name = storage.save("dich.txt", File(stream))
    assert Path(storage.path(name)).read_text(encoding="utf-8") == "Nội dung"
