"""Lists as nobody makes them: any cells, good files with bytes changed, sound archives with damaged parts, any bytes."""

import zipfile
from io import BytesIO

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.evidence.importing.lists import FIVE, csv_bytes, word_bytes, xlsx_bytes

ROW = ("1", "MC.1.1.01", "Kế hoạch năm học", "Tủ 1", "đã ký")
GOOD = (csv_bytes(FIVE, ROW), xlsx_bytes(FIVE, ROW), word_bytes("Tiêu chí 1.1", [FIVE, ROW]))
CELL = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "Mã",
            "Tên minh chứng",
            "Tiêu chí 1.1",
            "MC.1.1.01",
            "[H1-1.1-01]",
            "1.1",
            "-",
            "05/09/2025",
            "0",
            "٣.١-٠١",
            "Tiêu chuẩn 99",
        ]
    ),
)


CHANGES = st.lists(st.tuples(st.integers(0, 20_000), st.binary(max_size=6)), max_size=6)
HEADS = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xef\xbb\xbf"]


def written(rows: list[list[str]], separator: str, encoding: str) -> bytes:
    """Return cells as CSV; what the encoding cannot write is left out."""
    cells = [
        [cell.replace("\0", "").encode(encoding, "ignore").decode(encoding) for cell in row] for row in rows
    ]
    return csv_bytes(*cells, separator=separator, encoding=encoding)


def changed(good: bytes, changes: list[tuple[int, bytes]], cut: int = 0) -> bytes:
    """Return a file with some bytes changed and its end cut off."""
    content = bytearray(good)
    for place, piece in changes:
        start = place % len(content)
        content[start : start + len(piece)] = piece
    return bytes(content[: len(content) - cut])


def changed_inside(good: bytes, changes: list[tuple[int, bytes]], part: int) -> bytes:
    """Return an Excel or Word file that is a sound ZIP with bytes of one of its parts changed."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(good)) as old, zipfile.ZipFile(buffer, "w") as new:
        for number, name in enumerate(old.namelist()):
            hit = number == part % len(old.namelist())
            new.writestr(name, changed(old.read(name), changes) if hit and old.read(name) else old.read(name))
    return buffer.getvalue()


CELLS = st.builds(
    written,
    st.lists(st.lists(CELL, max_size=8), max_size=12),
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["utf-8", "utf-16"]),
)
DAMAGED = st.builds(changed, st.sampled_from(GOOD), CHANGES, st.integers(0, 400))
DAMAGED_INSIDE = st.builds(changed_inside, st.sampled_from(GOOD[1:]), CHANGES, st.integers(0, 30))
BYTES = st.builds(lambda head, content: head + content, st.sampled_from(HEADS), st.binary(max_size=300))
SEEDED = settings(
    max_examples=75,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
LISTS = st.one_of(CELLS, DAMAGED, DAMAGED_INSIDE, BYTES)
