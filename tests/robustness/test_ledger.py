"""The comparison itself: it finds every kind of loss, so that its silence means something."""

import hashlib
from pathlib import Path

import pytest

from minhdinh.common.storage import PARTIAL
from tests.robustness.ledger import Ledger, Save, Store, Upload, faults, partial_files, read_store

SLOT = "statement:thcs:1.3:1:1.3.1a"
CONTENT = b"%PDF-1.4 noi dung"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
PATH = f"schools/1/{DIGEST[:2]}/{DIGEST}.pdf"


def text_row(version: int, *, standing: int = 2, text: str = "") -> tuple:
    return (SLOT, standing, f"bản {standing}", version, text or f"bản {version}", f"lần {version}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    file = tmp_path / PATH
    file.parent.mkdir(parents=True)
    file.write_bytes(CONTENT)
    return tmp_path


def ledger() -> Ledger:
    return Ledger([Save(SLOT, 1, "bản 1", "lần 1")], [Upload(7, DIGEST)])


def store(folder: Path, *, texts=None, blobs=None, files=None) -> Store:
    return read_store(
        [text_row(1), text_row(2)] if texts is None else texts,
        [(DIGEST, PATH, len(CONTENT))] if blobs is None else blobs,
        [(7, DIGEST)] if files is None else files,
        folder,
    )


def test_a_whole_store_has_no_faults(folder: Path) -> None:
    assert faults(ledger(), store(folder)) == []


def test_more_than_was_acknowledged_is_no_fault(folder: Path) -> None:
    """What the kill caught between the commit and the answer stands, though nobody was told."""
    assert faults(Ledger(), store(folder)) == []


@pytest.mark.parametrize(
    ("texts", "word"),
    [
        ([], "lost: version 1"),
        ([text_row(2)], "lost: version 1"),
        ([text_row(1, text="khác"), text_row(2)], "changed: version 1"),
        ([text_row(1, standing=1), (SLOT, 1, "bản 1", 3, "x", "y")], "history of"),
        ([text_row(1)], "history of"),
        ([text_row(1, standing=3), text_row(2, standing=3)], "history of"),
        ([text_row(1), text_row(2, text="khác bản đang đứng")], "standing text of"),
    ],
)
def test_lost_and_changed_texts_are_found(folder: Path, texts: list, word: str) -> None:
    assert any(word in fault for fault in faults(ledger(), store(folder, texts=texts)))


def test_a_save_acknowledged_under_another_text_is_found(folder: Path) -> None:
    told = Ledger([Save(SLOT, 2, "bản 2 của người khác", "lần 2")])
    assert faults(told, store(folder)) == [f"changed: version 2 of {SLOT} is ('bản 2', 'lần 2')"]


def test_a_lost_upload_is_found(folder: Path) -> None:
    assert any("lost: upload" in fault for fault in faults(ledger(), store(folder, files=[(8, DIGEST)])))


def test_a_row_without_its_file_is_found(folder: Path) -> None:
    (folder / PATH).unlink()
    assert faults(ledger(), store(folder)) == [f"row without file: {PATH}"]


def test_a_half_file_is_found_with_and_without_a_row(folder: Path) -> None:
    (folder / PATH).write_bytes(CONTENT[:5])
    assert f"half-file: {DIGEST}.pdf" in faults(ledger(), store(folder))
    assert faults(Ledger(), store(folder, blobs=[], files=[])) == [f"half-file: {DIGEST}.pdf"]


def test_a_file_still_being_written_is_known_by_its_name(folder: Path) -> None:
    partial = folder / f"schools/.{DIGEST}.pdf.abc{PARTIAL}"
    partial.write_bytes(b"half")
    assert partial_files(folder) == [partial]
    assert faults(ledger(), store(folder)) == []


def test_a_copy_does_not_grow_with_the_original() -> None:
    live = ledger()
    taken = live.copy()
    live.add(Save(SLOT, 2, "bản 2", "lần 2"), retried=True)
    live.add(Upload(8, DIGEST))
    live.conflict()
    assert (len(taken.saves), len(taken.uploads), taken.retried, taken.conflicts) == (1, 1, 0, 0)
    assert (len(live.saves), len(live.uploads), live.retried, live.conflicts) == (2, 2, 1, 1)
