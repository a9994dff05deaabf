"""Words of pictures."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from minhdinh.evidence import photos
from minhdinh.evidence.reading import eyes
from minhdinh.evidence.reading.limited import TooMuchError
from minhdinh.evidence.reading.limited import run_limited as bounded
from minhdinh.evidence.reading.words import read_words
from tests.evidence.reading.papers import Paper, iphone_photo, needs_eyes, photograph, saved, scan


@needs_eyes
def test_number_and_day_survive_a_turned_and_blurred_scan(tmp_path: Path) -> None:
    paper = Paper(number="45/KH-THCSSM", day="ngày 17 tháng 10 năm 2026", word="KẾ HOẠCH")
    text = eyes.read_scan(saved(tmp_path, "a.pdf", scan(paper, turned=0.8, blurred=0.8)), 1, lambda: None)
    assert "45/KH-THCSSM" in text
    assert "17 tháng 10 năm 2026" in text


@needs_eyes
def test_a_page_that_cannot_be_read_in_time_does_not_lose_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eyes, "SECONDS_A_PAGE", 0.01)
    steps: list[int] = []
    assert eyes.read_scan(saved(tmp_path, "a.pdf", scan()), 1, lambda: steps.append(1)) == ""
    assert steps == [1, 1]
    with pytest.raises(TooMuchError):
        eyes.read_picture(saved(tmp_path, "a.jpg", photograph()), lambda: None)


@needs_eyes
def test_nothing_is_left_lying_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    eyes.read_scan(saved(tmp_path, "a.pdf", scan()), 1, lambda: None)
    assert list(scratch.iterdir()) == []


@needs_eyes
def test_a_page_that_cannot_be_drawn_in_time_does_not_lose_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow_on_the_second(command: Sequence[str], folder: Path, seconds: float) -> bytes:
        late = command[0] == "pdftoppm" and command[2] == "2"
        return bounded(command, folder, 0.001 if late else seconds)

    path = tmp_path / "a.pdf"
    page = Image.open(saved(tmp_path, "a.jpg", photograph()))
    page.save(path, "PDF", save_all=True, append_images=[page, page], resolution=100)
    monkeypatch.setattr(eyes, "run_limited", slow_on_the_second)
    first, second, third = eyes.read_scan(path, 3, lambda: None).partition("\n\n\n\n")
    assert "SAO MAI" in first
    assert second
    assert "SAO MAI" in third


@needs_eyes
def test_a_picture_too_large_to_be_read_is_not_called_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "MOST_PIXELS_READ_WHOLE", 600 * 800 - 1)
    reading = read_words(saved(tmp_path, "a.heic", iphone_photo()), "heic")
    assert (reading.state, "quá nhiều điểm ảnh" in reading.reason) == ("failed", True)
