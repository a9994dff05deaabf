"""What people send goes past a real small scanner: found, too large, silent, and what is kept then."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from minhdinh.access.actor import Actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.evidence import actions
from minhdinh.evidence.domain.files import attach_file
from minhdinh.evidence.domain.intake import Target, Upload, take_in
from minhdinh.evidence.domain.items import ItemValues
from minhdinh.evidence.domain.scanning import (
    Infected,
    NoVerdict,
    ScannerAway,
    require_clean,
    scanner,
    scanner_fault,
)
from minhdinh.evidence.models import Blob, EvidenceItem
from tests.clamd_server import FINDING, SAMPLE, Clamd, clamd, nobody_listens
from tests.evidence.factories import YEAR, House, make_file, make_item, pdf_bytes
from tests.house_rules.tree import PACKAGE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


@pytest.fixture
def scanning(settings: Settings) -> Iterator[Clamd]:
    """A scanner that answers as it should."""
    with clamd() as server:
        settings.MINHDINH_CLAMD = server.address
        yield server


def infected() -> bytes:
    """Return a file that is a PDF by its content and carries the sample."""
    return pdf_bytes() + SAMPLE


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def take(actor: Actor, house: House, *contents: bytes) -> EvidenceItem | None:
    target = Target(YEAR, house.assessment.pk, house.convention)
    uploads = [Upload(io.BytesIO(one), f"tep-{n}.pdf", len(one)) for n, one in enumerate(contents)]
    return take_in(
        actor=actor,
        school_id=house.school.pk,
        target=target,
        values=ItemValues(name="Kế hoạch"),
        uploads=uploads,
    ).item


def test_what_is_clean_is_kept_and_was_seen_whole(scanning: Clamd, secretary: Actor, house: House) -> None:
    content = pdf_bytes()
    assert take(secretary, house, content) is not None
    assert scanning.heard == [content]


def test_what_is_found_is_refused_and_nothing_is_kept(
    scanning: Clamd, secretary: Actor, house: House, media_root: Path
) -> None:
    with pytest.raises(Infected) as caught:
        take(secretary, house, infected())
    assert FINDING in caught.value.message
    assert "tep-0.pdf" in caught.value.message
    assert files_in(media_root) == []
    assert not Blob.objects.exists()
    assert not EvidenceItem.objects.exists()


def test_a_finding_is_on_record(scanning: Clamd, secretary: Actor, house: House) -> None:
    item = make_item(house)
    with pytest.raises(Infected):
        attach_file(
            actor=secretary, item=item, stream=io.BytesIO(infected()), name="thu.pdf", size=len(infected())
        )
    entry = Entry.objects.get(action=actions.INFECTED_REFUSED)
    assert (entry.organisation_id, entry.actor_name) == (house.school.pk, secretary.name)
    told = str(sentence(entry.action, entry.data))
    assert "thu.pdf" in told
    assert FINDING in told


def test_among_several_only_the_infected_one_is_left_out(
    scanning: Clamd, secretary: Actor, house: House
) -> None:
    item = take(secretary, house, pdf_bytes("một"), infected(), pdf_bytes("hai"))
    assert item is not None
    assert item.file_count == 2


def test_a_large_file_goes_in_pieces(scanning: Clamd, house: House) -> None:
    stream = io.BytesIO(b"x" * (3 * 1024 * 1024 + 7))
    stream.read(100)
    require_clean(stream, name="phim.mp4", organisation_id=house.school.pk)
    assert stream.tell() == 0
    assert len(scanning.heard[0]) == 3 * 1024 * 1024 + 7
    assert scanning.largest_piece <= 256 * 1024


def test_a_silent_scanner_keeps_files_out(
    settings: Settings, secretary: Actor, house: House, media_root: Path
) -> None:
    settings.MINHDINH_CLAMD = nobody_listens()
    with pytest.raises(ScannerAway, match="thử lại sau"):
        take(secretary, house, pdf_bytes())
    assert files_in(media_root) == []


def test_where_scanning_is_no_must_the_file_is_kept_and_the_log_says_so(
    settings: Settings, secretary: Actor, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MINHDINH_CLAMD, settings.MINHDINH_CLAMD_REQUIRED = nobody_listens(), False
    with caplog.at_level(logging.WARNING):
        assert take(secretary, house, pdf_bytes()) is not None
    assert "no verdict" in caplog.text


@pytest.mark.parametrize("fault", ["cut", "garbage", "endless", "slow"])
def test_a_broken_verdict_is_no_verdict(
    fault: str, settings: Settings, secretary: Actor, house: House, media_root: Path
) -> None:
    settings.MINHDINH_CLAMD_SECONDS = 1
    with clamd(fault=fault) as server:
        settings.MINHDINH_CLAMD = server.address
        with pytest.raises(ScannerAway, match="thử lại sau"):
            take(secretary, house, pdf_bytes())
    assert files_in(media_root) == []


def test_what_the_scanner_finds_too_large_is_explained(
    settings: Settings, secretary: Actor, house: House
) -> None:
    with clamd(most=100) as server:
        settings.MINHDINH_CLAMD = server.address
        with pytest.raises(NoVerdict, match="lớn hơn mức bộ quét virus nhận"):
            take(secretary, house, pdf_bytes())


def test_a_name_out_of_the_scanner_cannot_break_the_page(
    settings: Settings, scanning: Clamd, house: House, secretary: Actor
) -> None:
    """The file's name reaches the record as text, whatever it is."""
    for name in ("a\x00b.pdf", "<script>.pdf", "\u202efdp.exe", "x" * 4000):
        with pytest.raises(Infected):
            take_in(
                actor=secretary,
                school_id=house.school.pk,
                target=Target(YEAR, house.assessment.pk, house.convention),
                values=ItemValues(name="Kế hoạch"),
                uploads=[Upload(io.BytesIO(infected()), name, len(infected()))],
            )
    kept = [entry.data["file"] for entry in Entry.objects.filter(action=actions.INFECTED_REFUSED)]
    assert len(kept) == 4
    assert all("\x00" not in name and len(name) <= 250 for name in kept)


def test_without_a_scanner_nothing_is_asked(settings: Settings, house: House) -> None:
    assert settings.MINHDINH_CLAMD == ""
    assert scanner() is None
    assert scanner_fault() == ""
    assert make_file(make_item(house), infected()).blob.size == len(infected())


def test_the_fault_of_a_scanner_is_told(settings: Settings) -> None:
    settings.MINHDINH_CLAMD = nobody_listens()
    assert scanner_fault()
    with clamd() as server, scopes_disabled():
        settings.MINHDINH_CLAMD = server.address
        assert scanner_fault() == ""


def test_only_papers_that_the_program_makes_pass_by_the_scanner() -> None:
    """Whoever stores bytes without asking, and whoever looks at a file's kind, stands in this list for a reason."""
    own_papers = {
        "assessments/domain/sealing.py",
        "appraisals/domain/visits/minutes.py",
        "documents/domain/keeping.py",
        "portal/domain/report_paper.py",
    }
    asked_before = {"recognition/domain/recording.py", "exchange/domain/import_evidence.py"}
    texts = {
        str(path.relative_to(PACKAGE)): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")
    }
    store = {name for name, text in texts.items() if "store_bytes(" in text} - {"evidence/domain/blobs.py"}
    assert store == own_papers | asked_before
    assert all("require_clean(" in texts[name] for name in asked_before)
