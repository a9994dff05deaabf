"""Hostile uploads under every limit at once: never an error of the server, never half a file."""

import io
import random
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.domain.quota import MEGABYTE, usage_of
from minhdinh.evidence.kinds_of_files import MEDIA_TYPES
from minhdinh.evidence.models import Blob, EvidenceItem
from tests.clamd_server import SAMPLE, clamd
from tests.evidence.factories import House, jpg_bytes, office_bytes, pdf_bytes, png_bytes

pytestmark = pytest.mark.django_db
PIECES = [
    "ke hoach", "kế hoạch", "../", "..\\", "\x00", "\n", "\u202e", "\u200b", "<script>", '"', "'; --", "%2e%2f", "😀", ".pdf",
    ".exe", " ", "CON", "a" * 300, "\u0301", "MC.1.1.01", "\x7f", "\\", "/", "\udcff",
]  # fmt: skip
KINDS = sorted(MEDIA_TYPES)


def name_of(chance: random.Random) -> str:
    return (
        "kế hoạch.pdf" if chance.random() < 0.4 else "".join(chance.choices(PIECES, k=chance.randint(0, 5)))
    )


def content_of(chance: random.Random) -> bytes:
    mark = str(chance.randint(0, 20))
    made = chance.choice(
        [
            pdf_bytes(mark),
            pdf_bytes(f"khác {mark}"),
            jpg_bytes(chance.randint(0, 255)),
            png_bytes(chance.randint(0, 255)),
            office_bytes(),
            office_bytes("xl/workbook.xml", "xl/vbaProject.bin"),
            b"",
            b"MZ\x90\0" + mark.encode() * 50,
            b"PK\x03\x04" + chance.randbytes(60),
            chance.randbytes(chance.randint(1, 400)),
        ]
    )
    tail = chance.choice([b"", b"", SAMPLE, b"\n" * chance.randint(0, 300_000)])
    return made[: chance.randint(0, len(made))] if chance.random() < 0.1 else made + tail


@pytest.mark.parametrize("seed", range(12))
def test_any_upload_is_whole_or_refused_in_words(
    seed: int, settings: Settings, house: House, secretary_client: Client, media_root: Path
) -> None:
    chance = random.Random(seed)
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    settings.MINHDINH_UPLOAD_LIMIT = 250_000
    settings.MINHDINH_UPLOAD_TYPES = frozenset({"pdf", *chance.sample(KINDS, chance.randint(0, 6))})
    with clamd() as server:
        settings.MINHDINH_CLAMD = server.address
        good = secretary_client.post(house.url("tai-len"), {"file": named(pdf_bytes("tốt"), "kế hoạch.pdf")})
        assert good.status_code == 200
        for _turn in range(25):
            before = kept(house)
            content, name = content_of(chance), name_of(chance)
            form = {
                "file": named(content, printable(name)),
                "criterion": chance.choice(["", "1.1", "1.2", "1.3", "x\x00"]),
            }
            answer = secretary_client.post(house.url("tai-len"), form, HTTP_ACCEPT="application/json")
            # 400 is Django's own, for a file that has no name left; it never came to us.
            assert answer.status_code in {200, 400, 422}, (name, answer.content[:300])
            if answer.status_code != 200:
                assert answer.status_code == 400 or answer.json()["message"].strip()
                assert kept(house) == before
            else:
                assert SAMPLE not in content
                assert set(stored_kinds()) <= settings.MINHDINH_UPLOAD_TYPES
            assert usage() == sum(path.stat().st_size for path in media_root.rglob("*") if path.is_file())
            assert usage() <= MEGABYTE


def named(content: bytes, name: str) -> io.BytesIO:
    """Return a file as the test's browser sends it, its name as raw as it stands."""
    file = io.BytesIO(content)
    file.name = name
    return file


def printable(name: str) -> str:
    """Return a name as a file system and a request can carry it: 200 characters, no broken Unicode."""
    return name.encode("utf-8", "replace").decode()[:200] or "x"


def kept(house: House) -> tuple[int, int]:
    with scopes_disabled():
        return Blob.objects.count(), EvidenceItem.objects.filter(school=house.school).count()


def stored_kinds() -> list[str]:
    with scopes_disabled():
        return list(Blob.objects.values_list("extension", flat=True))


def usage() -> int:
    with scopes_disabled():
        return sum(usage_of(pk).used for pk in set(Blob.objects.values_list("school_id", flat=True)))
