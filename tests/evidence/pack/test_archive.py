"""The stream: a ZIP that others read, the same each time, as long as it was said to be, whole from any byte."""

import datetime as dt
import io
import tracemalloc
import zipfile
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minhdinh.evidence.pack.archive import Entry, SizeDiffersError, archive, archive_length, part

MOMENT = dt.datetime(2026, 11, 22, 7, 30, 10, tzinfo=dt.UTC)


def entry(path: str, content: bytes, size: int | None = None) -> Entry:
    return Entry(path, len(content) if size is None else size, lambda: (content[:7], content[7:]))


def made(entries: list[Entry]) -> bytes:
    return b"".join(archive(entries, MOMENT))


patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
FILES = {"danh-muc.html": b"<p>x</p>", "TC 1/MC.1.1.01 Ke hoach.pdf": b"%PDF" * 999, "TC 1/trong.pdf": b""}
files_of_a_pack = st.dictionaries(
    st.text("abcdefgh 123.", min_size=1, max_size=12).filter(lambda name: name.strip(". ") == name),
    st.binary(max_size=3000),
    max_size=12,
)


def test_others_read_it() -> None:
    content = made([entry(path, data) for path, data in FILES.items()])
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        assert read.testzip() is None
        assert {name: read.read(name) for name in read.namelist()} == FILES
        first = read.infolist()[0]
    assert (first.compress_type, first.date_time) == (zipfile.ZIP_STORED, (2026, 11, 22, 7, 30, 10))


@patient
@given(files_of_a_pack)
def test_its_length_is_known_before_and_it_is_the_same_each_time(files: dict[str, bytes]) -> None:
    entries = [entry(path, data) for path, data in files.items()]
    content = made(entries)
    assert archive_length(entries) == len(content)
    assert made(entries) == content


@patient
@given(files_of_a_pack, st.data())
def test_a_broken_download_goes_on_from_any_byte(files: dict[str, bytes], data: st.DataObject) -> None:
    entries = [entry(path, content) for path, content in files.items()]
    whole = made(entries)
    at = data.draw(st.integers(0, len(whole)))
    stop = data.draw(st.integers(at, len(whole)))
    assert b"".join(part(archive(entries, MOMENT), at, stop)) == whole[at:stop]


@pytest.mark.parametrize("size", [0, 3, 5])
def test_a_file_that_is_not_as_long_as_said_breaks_the_stream(size: int) -> None:
    with pytest.raises(SizeDiffersError, match=r"a\.pdf"):
        made([entry("a.pdf", b"abcd", size)])


def test_a_stream_that_is_left_early_is_closed_quietly() -> None:
    stream = archive([entry("a.pdf", b"x" * 100)], MOMENT)
    next(stream)
    assert isinstance(stream, Iterator)
    stream.close()  # type: ignore[attr-defined]


def test_the_memory_stays_flat() -> None:
    block = bytes(256 * 1024)

    def chunks() -> Iterable[bytes]:
        return (block for _number in range(160))

    entries = [Entry(f"{number}.pdf", 160 * len(block), chunks) for number in range(3)]
    tracemalloc.start()
    total = sum(len(chunk) for chunk in archive(entries, MOMENT))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total == archive_length(entries) > 120_000_000
    assert peak < 4_000_000
