"""Words of pictures of papers, recognised by Tesseract with its Vietnamese letters; scans are drawn page by page."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from minhdinh.common.problems import Problem
from minhdinh.evidence.kinds_of_files import PHONES_ONLY
from minhdinh.evidence.photos import TooManyDots, upright_jpeg
from minhdinh.evidence.reading.limited import TooMuchError, run_limited
from minhdinh.evidence.reading.tools import LANGUAGE

Step = Callable[[], None]
MOST_PAGES = 20
DOTS_AN_INCH = 200
DRAWING_SECONDS = 20
SECONDS_A_PAGE = 50


def read_scan(path: Path, pages: int, step: Step) -> str:
    """Return the words of the first pages of a scanned PDF; ``step`` is called when a page is drawn and when it is read."""
    found: list[str] = []
    with tempfile.TemporaryDirectory(prefix="minhdinh-scan-") as name:
        folder = Path(name)
        for number in range(1, min(pages, MOST_PAGES) + 1):
            found.append(_page(path, number, folder, step))
            step()
    return "\n\n".join(found)


def read_picture(path: Path, step: Step) -> str:
    """Return the words of a photograph or a picture; of one that Tesseract does not know (HEIC) as a JPEG.

    Raises TooManyDots where such a one is too large to be unfolded.
    """
    with tempfile.TemporaryDirectory(prefix="minhdinh-scan-") as name:
        folder = Path(name)
        text = _recognised(_known_picture(path, folder) if path.suffix[1:] in PHONES_ONLY else path, folder)
    step()
    return text


def _known_picture(path: Path, folder: Path) -> Path:
    made = folder / "picture.jpg"
    try:
        with path.open("rb") as stream:
            made.write_bytes(upright_jpeg(stream, path.name, path.stat().st_size))
    except TooManyDots:
        raise
    except Problem as error:
        raise TooMuchError from error
    return made


def _page(path: Path, number: int, folder: Path, step: Step) -> str:
    """Draw a page and read it; a page that cannot be read in time has no words and does not lose the others."""
    target = folder / "page"
    size = ["-r", str(DOTS_AN_INCH)]
    command = ["pdftoppm", "-f", str(number), "-l", str(number), *size, "-gray", "-png", "-singlefile"]
    drawn = target.with_suffix(".png")
    drawn.unlink(missing_ok=True)  # the page before must not be read as this one
    try:
        run_limited([*command, str(path), str(target)], folder, DRAWING_SECONDS)
        step()
        return _recognised(drawn, folder)
    except TooMuchError:
        return ""


def _recognised(picture: Path, folder: Path) -> str:
    command = ["tesseract", str(picture), "stdout", "-l", LANGUAGE, "--psm", "3"]
    return run_limited(command, folder, SECONDS_A_PAGE).decode("utf-8", "ignore")
