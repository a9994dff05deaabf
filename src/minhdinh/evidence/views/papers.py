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
    """Give the uploads of a valid ``PapersForm`` and the photographs left out of a PDF; the PDF is called ``name``.

    Photographs of iPhones (HEIC) always become PDF, so that everybody can open them. Raises Problems where nothing but photographs was sent and none of them can be read.
    """
    photos, papers = given["photos"], [as_upload(file) for file in given["papers"]]
    turns = turns_of(given["turns"], len(photos))
    as_sent = not any(turns) and not (given["join"] and len(photos) > 1)
    if as_sent and not any(opens_on_phones_only(file) for file in photos):
        yield [*papers, *(as_upload(file) for file in photos)], []
        return
    pages = [
        Photo(file, file_name(file.name or ""), file.size or 0, turn)
        for file, turn in zip(photos, turns, strict=True)
    ]
    groups = [pages] if given["join"] else [[page] for page in pages]
    with ExitStack() as opened:
        made = [
            opened.enter_context(join_photos(group, limit=settings.MINHDINH_UPLOAD_LIMIT)) for group in groups
        ]
        # What stands before a slash would be lost with the folders of a file's name.
        plain = name[:NAME_LENGTH].replace("/", "-").replace("\\", "-")
        joined = [Upload(one.stream, f"{plain}.pdf", one.size) for one in made if one.stream is not None]
        refused = [problem for one in made for problem in one.refused]
        if not (papers or joined):
            raise Problems(refused)
        yield [*papers, *joined], refused
