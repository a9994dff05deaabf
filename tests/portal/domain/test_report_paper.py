"""The published part as PDF: made once, the same bytes ever after, nobody's name, the QR of its proof."""

import hashlib
import io
from collections.abc import Iterator
from typing import Any

import pytest
from docx import Document

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.assessments.domain.seal_contents import sealed_dossier
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere
from minhdinh.documents.domain.sealed import verify_url
from minhdinh.documents.pdf import PdfUnavailable, available
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.jobs.models import Job
from minhdinh.portal.domain.papers import paper_with_token
from minhdinh.portal.domain.publishing import withdraw_report
from minhdinh.portal.domain.report_paper import (
    MAKE_PAPER,
    kept_paper,
    make_paper,
    paper_as_word,
    request_paper,
)
from minhdinh.portal.models import PublishedReport
from tests.appraisals.registered import World, make_registered
from tests.documents.qr_reading import QUIET, pictures_of
from tests.documents.qr_reading import text_of as read_qr
from tests.portal.domain.test_publishing import publish, seal

pytestmark = pytest.mark.django_db
MIDDLE = 128
needs_office = pytest.mark.skipif(not available(), reason="LibreOffice is not installed")


@pytest.fixture
def world() -> World:
    return make_registered()


def made(world: World, row: PublishedReport) -> Any:
    return make_paper(actor=system_actor(world.school.pk), school_id=world.school.pk, report_id=row.pk)


def words_of(content: bytes) -> Iterator[str]:
    document = Document(io.BytesIO(content))
    for paragraph in document.paragraphs:
        yield paragraph.text
    for table in document.sections[0].footer.tables:
        for cell in table._cells:
            yield cell.text


def resampled(rows: list[list[int]]) -> list[list[bool]]:
    """Return the modules of a QR whose picture LibreOffice made smaller: their size is no whole number of pixels.

    The finder pattern in the corner is seven modules wide.
    """
    top = next(row for row in rows if min(row) < MIDDLE)
    first = next(at for at, value in enumerate(top) if value < MIDDLE)
    width = next(at for at, value in enumerate(top[first:]) if value >= MIDDLE)
    count = round(len(rows) * 7 / width) - 2 * QUIET
    count = 17 + 4 * round((count - 17) / 4)
    places = [int((QUIET + at + 0.5) * len(rows) / (count + 2 * QUIET)) for at in range(count)]
    return [[rows[y][x] < MIDDLE for x in places] for y in places]


def test_the_word_says_what_the_page_says_and_leads_to_the_proof(world: World) -> None:
    with scopes_disabled():
        sealed = seal(world)
        content = paper_as_word(sealed)
        dossier = sealed_dossier(sealed)
    text = "\n".join(words_of(content))
    assert world.school.name in text
    assert "chưa phải kết luận của cơ quan quản lý" in text
    assert "Tiêu chuẩn 1." in text
    assert verify_url(sealed) in text
    assert "{" not in text
    assert len(Document(io.BytesIO(content)).sections[0].footer.part.rels) == 1, "the QR"
    for one in [*dossier["council"]["members"], *filter(None, dossier["people"].values())]:
        assert one["name"] not in text, one["name"]


def test_who_may_ask_for_it(world: World) -> None:
    row = publish(world)
    for actor in (world.secretary(), world.specialist(), make_registered(direct=True).principal()):
        with pytest.raises(NotAllowed):
            request_paper(actor=actor, report=row)


def test_without_libreoffice_nothing_is_asked_for(world: World, no_office: None) -> None:
    row = publish(world)
    assert not Job.objects.filter(kind=MAKE_PAPER).exists()
    with pytest.raises(PdfUnavailable, match="LibreOffice"):
        request_paper(actor=world.principal(), report=row)
    with pytest.raises(PdfUnavailable):
        made(world, row)


@pytest.mark.office
@needs_office
def test_made_once_taken_up_by_the_next_publication_and_vouched_for(world: World) -> None:
    row = publish(world)
    assert Job.objects.filter(kind=MAKE_PAPER).count() == 1
    paper = made(world, row)
    assert made(world, row).pk == paper.pk
    content = read_blob(paper)
    assert content.startswith(b"%PDF")
    assert [read_qr(resampled(one)) for one in pictures_of(content)] == [verify_url(seal(world))]
    assert Entry.objects.filter(action="portal.paper_made").count() == 1
    withdraw_report(actor=world.principal(), school=world.school, report_id=row.pk)
    with pytest.raises(NotHere):
        made(world, row)
    assert publish(world).paper == paper
    assert Job.objects.filter(kind=MAKE_PAPER).count() == 1
    with school_scope(world.school.pk):
        assert kept_paper(seal(world)) == paper
    known = paper_with_token(seal(world).token)
    assert known is not None
    assert "phần công bố" in known.holds(hashlib.sha256(content).hexdigest())
    assert known.holds(hashlib.sha256(content + b"x").hexdigest()) == ""
