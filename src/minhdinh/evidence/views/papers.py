"""What a form with files and photographs gave, as uploads: photographs turned and joined where that was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

from django.conf import settings

from minhdinh.common.problems import Problem, Problems
from minhdinh.evidence.domain.files import file_name
from minhdinh.evidence.domain.intake import Upload
from minhdinh.evidence.photos import Photo, join_photos, opens_on_phones_only, turns_of
from minhdinh.evidence.views.uploading import as_upload

NAME_LENGTH = 200


@contextmanager
def papers_of(given: Mapping[str, Any], name: str) -> Iterator[tuple[list[Upload], list[Problem]]]:
    """Give the uploads of a valid ``PapersForm``, and the photographs that could not be put into a PDF.

    The PDF is called ``name``. Photographs of iPhones (HEIC) always become PDF, so that everybody can open them. Raises
    Problems where only photographs were sent and none of them can be read.
    """
    photos, papers = given["photos"], [as_upload(file) for file in given["papers"]]
    pages = [
        Photo(file, file_name(file.name or ""), file.size or 0, turn)
        for file, turn in zip(photos, turns_of(given["turns"], len(photos)), strict=True)
    ]
    # What stands before a slash would be lost with the folders of a file's name.
    plain = name[:NAME_LENGTH].replace("/", "-").replace("\\", "-")
    with ExitStack() as opened:
        if given["join"] and len(pages) > 1:
            uploads, refused = _made_pdf(opened, pages, plain)
        else:
            uploads, refused = _one_by_one(opened, pages, plain)
        if refused and not (papers or uploads):
            raise Problems(refused)
        yield [*papers, *uploads], refused


def _made_pdf(opened: ExitStack, pages: list[Photo], name: str) -> tuple[list[Upload], list[Problem]]:
    """Return the one PDF of the pages that can be read, open until ``opened`` is closed, and what was left out."""
    made = opened.enter_context(join_photos(pages, limit=settings.MINHDINH_UPLOAD_LIMIT))
    uploads = [] if made.stream is None else [Upload(made.stream, f"{name}.pdf", made.size)]
    return uploads, list(made.refused)


def _one_by_one(opened: ExitStack, pages: list[Photo], name: str) -> tuple[list[Upload], list[Problem]]:
    uploads: list[Upload] = []
    refused: list[Problem] = []
    for page in pages:
        made: list[Upload] = []
        if page.turn or opens_on_phones_only(page.stream):
            made, left_out = _made_pdf(opened, [page], name)
            refused += left_out if page.turn else []
        if not (made or page.turn):
            page.stream.seek(0)
            made = [Upload(page.stream, page.name, page.size)]
        uploads += made
    return uploads, refused
