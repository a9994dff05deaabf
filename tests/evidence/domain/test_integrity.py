"""The check of the store finds what is missing, altered or left over, and nothing else."""

from pathlib import Path

import pytest

from minhdinh.evidence.domain.files import detach_file
from minhdinh.evidence.domain.integrity import check_store
from minhdinh.evidence.models import Blob
from tests.evidence.factories import House, jpg_bytes, make_file, make_house, make_item, pdf_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


@pytest.fixture
def blobs(house: House, secretary: object) -> list[Blob]:
    """Return three stored files, one of them taken out of its item: it is no orphan."""
    item = make_item(house)
    files = [make_file(item, content, "a") for content in (pdf_bytes("1"), jpg_bytes(), pdf_bytes("3"))]
    detach_file(actor=secretary, file=files[2])  # type: ignore[arg-type]
    return [file.blob for file in files]


def test_an_untouched_store_is_sound(blobs: list[Blob]) -> None:
    report = check_store()
    assert report.as_json() == {"ok": True, "checked": 3, "missing": [], "altered": [], "orphan": []}


def test_an_empty_store_is_sound(house: House) -> None:
    assert check_store().is_sound
    assert check_store(school_id=house.school.pk).checked == 0


def test_each_fault_is_told_by_its_path(blobs: list[Blob], media_root: Path) -> None:
    (media_root / blobs[0].path).unlink()
    altered = media_root / blobs[1].path
    altered.write_bytes(altered.read_bytes()[:-1] + b"!")
    orphan = media_root / "schools" / "7" / "ab" / "lac.pdf"
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"x")
    report = check_store()
    assert not report.is_sound
    assert report.as_json() == {
        "ok": False,
        "checked": 3,
        "missing": [blobs[0].path],
        "altered": [blobs[1].path],
        "orphan": ["schools/7/ab/lac.pdf"],
    }


def test_a_shortened_file_is_altered(blobs: list[Blob], media_root: Path) -> None:
    (media_root / blobs[2].path).write_bytes(b"")
    assert check_store().altered == [blobs[2].path]


def test_what_is_being_written_is_no_orphan(blobs: list[Blob], media_root: Path) -> None:
    (media_root / blobs[0].path).with_name(".x.pdf.abc.partial").write_bytes(b"half")
    assert check_store().is_sound


def test_one_school_is_checked_alone(house: House, blobs: list[Blob], media_root: Path) -> None:
    other = make_house()
    elsewhere = make_file(make_item(other)).blob
    (media_root / elsewhere.path).unlink()
    assert check_store(school_id=house.school.pk).is_sound
    assert check_store(school_id=other.school.pk).missing == [elsewhere.path]
    assert check_store().checked == 4


def test_a_whole_file_whose_row_is_still_to_come_is_no_orphan(blobs: list[Blob], media_root: Path) -> None:
    arriving = (media_root / blobs[0].path).with_name("moi.pdf")
    arriving.write_bytes(b"whole")
    note = arriving.with_name(".moi.pdf.0a1b2c.partial")
    note.touch()
    assert check_store().is_sound
    note.unlink()
    assert check_store().orphan == [arriving.relative_to(media_root).as_posix()]
