"""The official letter of a campaign as an answer: always a download, never shown inside a page."""

from __future__ import annotations

import io

from django.http import FileResponse

from minhdinh.common.problems import NotHere
from minhdinh.evidence.views.files import named_with_extension
from minhdinh.oversight.models import CampaignLetter


def letter_answer(letter: CampaignLetter | None) -> FileResponse:
    """Return the bytes under the file's own name; raises NotHere where there is no letter."""
    if letter is None:
        raise NotHere("Đợt này chưa có công văn đính kèm.")
    response = FileResponse(
        io.BytesIO(bytes(letter.content)),
        as_attachment=True,
        filename=named_with_extension(letter.name, letter.extension),
        content_type=letter.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
