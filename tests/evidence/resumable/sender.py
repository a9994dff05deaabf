"""Somebody who sends a file in pieces, as a browser does."""

import base64
from dataclasses import dataclass
from typing import Any

from django.test import Client

from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.models import EvidenceFile, IncomingUpload
from minhdinh.evidence.resumable.protocol import PIECE
from tests.evidence.factories import House, pdf_bytes

VERSION = {"HTTP_TUS_RESUMABLE": "1.0.0", "HTTP_ACCEPT": "application/json"}


def metadata(**values: str) -> str:
    """Return ``Upload-Metadata`` of these values."""
    encoded = {key: base64.b64encode(value.encode()).decode() for key, value in values.items()}
    return ",".join(f"{key} {value}".strip() for key, value in encoded.items())


def paper(size: int = 0, text: str = "mẫu") -> bytes:
    """Return a PDF of at least ``size`` bytes: what stands behind its end does not matter."""
    made = pdf_bytes(text)
    return made + b"\n%" + bytes(number % 251 for number in range(max(0, size - len(made) - 2)))


@dataclass
class Sender:
    """One person's browser in one school."""

    client: Client
    house: House

    def announce(self, length: int | str, *, told: str | None = None, **values: str) -> Any:
        """Ask for a place; ``told`` goes out instead of the metadata of ``values``."""
        words = metadata(**{"filename": "ke_hoach.pdf", **values}) if told is None else told
        headers = {"HTTP_UPLOAD_LENGTH": str(length), "HTTP_UPLOAD_METADATA": words}
        return self.client.post(self.house.url("tai-len/phan/"), **headers, **VERSION)

    def begin(self, length: int, **values: str) -> str:
        """Return the address of a new upload."""
        response = self.announce(length, **values)
        assert response.status_code == 201, response.content.decode()
        return str(response.headers["Location"])

    def head(self, place: str) -> Any:
        return self.client.head(place, **VERSION)

    def offset(self, place: str) -> int:
        return int(self.head(place).headers["Upload-Offset"])

    def patch(self, place: str, at: int | str, piece: bytes, **more: Any) -> Any:
        headers = {"HTTP_UPLOAD_OFFSET": str(at), **VERSION, **more}
        kind = headers.pop("content_type", PIECE)
        if not piece:
            headers["CONTENT_TYPE"] = kind  # Django's client leaves it out with an empty body
        return self.client.patch(place, piece, content_type=kind, **headers)

    def delete(self, place: str) -> Any:
        return self.client.delete(place, **VERSION)

    def finish(self, place: str) -> Any:
        return self.client.post(f"{place}xong/", **VERSION)

    def send(self, content: bytes, **values: str) -> Any:
        """Send a whole file in three pieces; return the answer to the last question."""
        place = self.begin(len(content), **values)
        third = len(content) // 3 + 1
        for at in range(0, len(content), third):
            assert self.patch(place, at, content[at : at + third]).status_code == 204
        return self.finish(place)


def uploads() -> list[IncomingUpload]:
    with scopes_disabled():
        return list(IncomingUpload.objects.order_by("id"))


def hashes() -> list[str]:
    """Return the hashes of all files of evidence, in order."""
    with scopes_disabled():
        return list(EvidenceFile.objects.order_by("id").values_list("blob__sha256", flat=True))
