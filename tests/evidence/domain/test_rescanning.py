"""What was let in while the scanner was silent is marked, shown, and scanned once it answers."""

import datetime as dt
import io
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from minhdinh.access.actor import Actor
from minhdinh.audit.models import Entry
from minhdinh.evidence import actions
from minhdinh.evidence.domain.files import attach_file
from minhdinh.evidence.domain.rescanning import JOB_KIND, run_scanning, start_due_scans
from minhdinh.evidence.domain.scan_marks import forget_left, mark_unscanned, marked
from minhdinh.evidence.domain.scanning import Infected
from minhdinh.evidence.health.checks import BY_KEY, Look
from minhdinh.evidence.health.details import details
from minhdinh.evidence.models import Blob, EvidenceItem, ScanMark
from minhdinh.jobs.models import Job
from minhdinh.lib.hashing import sha256
from tests.clamd_server import FINDING, SAMPLE, Clamd, clamd, nobody_listens
from tests.evidence.factories import House, make_file, make_house, make_item, pdf_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
TODAY = dt.date(2026, 11, 22)


class NoProgress:
    """A job's progress of which nobody is told."""

    def total(self, steps: int) -> None:
        """Hear how many steps there are."""
        self.steps = steps

    def advance(self, *, steps: int = 1) -> None:
        """Hear of a step."""


@pytest.fixture
def _silent(settings: Settings) -> None:
    settings.MINHDINH_CLAMD, settings.MINHDINH_CLAMD_REQUIRED = nobody_listens(), False


@pytest.fixture
def back(settings: Settings, _silent: None) -> Iterator[Clamd]:
    """Return a scanner that the settings do not name yet."""
    with clamd() as server:
        yield server


def send(actor: Actor, item: EvidenceItem, content: bytes, name: str = "to-khai.pdf") -> None:
    attach_file(actor=actor, item=item, stream=io.BytesIO(content), name=name, size=len(content))


def found(house: House, check: str) -> dict[str, str]:
    look = Look(house.school.pk, TODAY)
    items = list(BY_KEY[check].query(look))
    told = details(check, items, look)
    return {item.name: told.get(item.pk, "") for item in items}


def scan_now(house: House) -> str:
    return str(run_scanning(NoProgress(), school_id=house.school.pk)["message"])


@pytest.mark.usefixtures("_silent")
def test_what_is_let_in_unscanned_is_marked_and_shown(secretary: Actor, house: House) -> None:
    send(secretary, make_item(house, name="Gửi lúc im"), pdf_bytes("một"))
    assert found(house, "unscanned") == {"Gửi lúc im": "to-khai.pdf"}
    assert found(house, "infected") == {}
    assert not marked(make_house().school.pk, found=False).exists()


def test_what_was_scanned_or_came_without_a_scanner_is_not_marked(
    settings: Settings, secretary: Actor, house: House
) -> None:
    send(secretary, make_item(house), pdf_bytes("không có bộ quét"))
    with clamd() as server:
        settings.MINHDINH_CLAMD = server.address
        send(secretary, make_item(house), pdf_bytes("sạch"))
    assert not ScanMark.objects.exists()


def test_the_job_scans_the_marked_ones_alone(
    settings: Settings, back: Clamd, secretary: Actor, house: House
) -> None:
    silent, settings.MINHDINH_CLAMD = settings.MINHDINH_CLAMD, ""
    make_file(make_item(house), pdf_bytes("trước khi có bộ quét"))
    settings.MINHDINH_CLAMD = silent
    send(secretary, make_item(house, name="Sạch"), pdf_bytes("sạch"))
    send(secretary, make_item(house, name="Bẩn"), pdf_bytes() + SAMPLE, "bẩn.pdf")
    assert start_due_scans() == 0  # still silent
    settings.MINHDINH_CLAMD = back.address
    assert start_due_scans() == 1
    assert Job.objects.get(kind=JOB_KIND).organisation_id == house.school.pk
    assert start_due_scans() == 0  # one is under way
    assert "Đã quét 2 tệp" in scan_now(house)
    assert len(back.heard) == 2
    assert found(house, "unscanned") == {}
    assert found(house, "infected") == {"Bẩn": f"bẩn.pdf ({FINDING})"}
    entry = Entry.objects.get(action=actions.INFECTED_FOUND)
    assert (entry.organisation_id, entry.data["finding"]) == (house.school.pk, FINDING)
    assert "bẩn.pdf" in entry.data["file"]
    assert Blob.objects.count() == 3  # nothing is deleted
    assert start_due_scans() == 0


def test_the_command_settles_marks_too(
    settings: Settings, back: Clamd, secretary: Actor, house: House
) -> None:
    send(secretary, make_item(house), pdf_bytes("sạch"))
    send(secretary, make_item(house, name="Bẩn"), pdf_bytes() + SAMPLE)
    settings.MINHDINH_CLAMD = back.address
    for _again in range(2):
        with pytest.raises(SystemExit):
            call_command("evidence", "scan", stdout=io.StringIO())
    assert found(house, "unscanned") == {}
    assert set(found(house, "infected")) == {"Bẩn"}
    assert Entry.objects.filter(action=actions.INFECTED_FOUND).count() == 1
    back.mark = b"another mark"  # the scanner's list was mended: it was a false alarm
    call_command("evidence", "scan", stdout=io.StringIO())
    assert found(house, "infected") == {}


def test_what_was_found_once_is_refused_though_the_scanner_is_silent(
    settings: Settings, back: Clamd, secretary: Actor, house: House
) -> None:
    send(secretary, make_item(house), pdf_bytes() + SAMPLE)
    settings.MINHDINH_CLAMD = back.address
    scan_now(house)
    settings.MINHDINH_CLAMD = nobody_listens()
    with pytest.raises(Infected, match=FINDING):
        send(secretary, make_item(house), pdf_bytes() + SAMPLE)


def test_what_the_scanner_cannot_read_is_tried_again_a_day_later(
    settings: Settings, secretary: Actor, house: House
) -> None:
    settings.MINHDINH_CLAMD_REQUIRED = False
    with clamd(most=100) as server:
        settings.MINHDINH_CLAMD = server.address
        send(secretary, make_item(house, name="Lớn"), pdf_bytes("lớn") + b"\n" * 500)
        assert "Còn 1 tệp chưa quét được" in scan_now(house)
        assert found(house, "unscanned") == {"Lớn": "to-khai.pdf"}
        assert start_due_scans() == 0
        ScanMark.objects.update(tried_at=timezone.now() - dt.timedelta(hours=25))
        assert start_due_scans() == 1


def test_the_job_stops_where_the_scanner_goes_away(
    settings: Settings, back: Clamd, secretary: Actor, house: House
) -> None:
    for number in range(2):
        send(secretary, make_item(house), pdf_bytes(str(number)))
    settings.MINHDINH_CLAMD = back.address
    back.fault = "cut"
    assert "Còn 2 tệp chưa quét được" in scan_now(house)
    assert ScanMark.objects.filter(tried_at__isnull=True).count() == 2


@pytest.mark.usefixtures("_silent")
def test_marks_of_bytes_that_nobody_keeps_go_after_a_day(secretary: Actor, house: House) -> None:
    send(secretary, make_item(house), pdf_bytes("giữ"))
    ScanMark.objects.create(sha256="0" * 64)
    assert forget_left() == 0
    assert forget_left(timezone.now() + dt.timedelta(days=2)) == 1
    assert ScanMark.objects.get().sha256 == Blob.objects.get().sha256


@pytest.mark.usefixtures("_silent")
def test_an_old_mark_stays_for_bytes_that_are_on_their_way_again() -> None:
    mark_unscanned(io.BytesIO(b"one"))
    mark_unscanned(io.BytesIO(b"two"))
    long_ago = timezone.now() - dt.timedelta(days=3)
    ScanMark.objects.update(created_at=long_ago, updated_at=long_ago)
    mark_unscanned(io.BytesIO(b"two"))  # its row comes in a moment
    assert forget_left() == 1
    assert ScanMark.objects.get().sha256 == sha256(b"two")
