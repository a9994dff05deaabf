"""Questions and visits of a registration for tests: asked, answered, planned, held."""

import datetime as dt
import io

from django.utils import timezone
from PIL import ExifTags, Image

from minhdinh.access.actor import Actor
from minhdinh.appraisals.domain.cases.files import Sent
from minhdinh.appraisals.domain.questions.asking import Asked, ask_question
from minhdinh.appraisals.domain.visits.minutes import Minutes, close_minutes, save_minutes
from minhdinh.appraisals.domain.visits.planning import Wanted, plan_visit
from minhdinh.appraisals.enums import VisitKind
from minhdinh.appraisals.models import Question, Visit
from tests.appraisals.registered import World
from tests.evidence.factories import pdf_bytes

HOUR = dt.timedelta(hours=1)
PRESENT = "Nguyễn Văn A, Trưởng đoàn\nTrần Thị B, Thư ký\nLê Văn C, Thành viên"
MINUTES = Minutes(present=PRESENT, content="Đoàn làm việc với trường.", conclusion="Thống nhất lịch.")


def soon(hours: float = 2) -> dt.datetime:
    """Return a moment so many hours from now, to the minute."""
    return timezone.now().replace(second=0, microsecond=0) + hours * HOUR


def wanted(kind: str = VisitKind.MAIN, *, starts: float = 2, lasts: float = 3, clash: str = "") -> Wanted:
    return Wanted(kind, soon(starts), soon(starts + lasts), "Phòng họp của trường", "08:00 gặp mặt", clash)


def planned(world: World, kind: str = VisitKind.MAIN, *, starts: float = 2, clash: str = "") -> Visit:
    """Return a visit that the leader planned."""
    return plan_visit(
        actor=world.examiner(), case=world.fresh(), wanted=wanted(kind, starts=starts, clash=clash)
    )


def held(world: World, kind: str = VisitKind.MAIN, minutes: Minutes = MINUTES) -> Visit:
    """Return a visit that has begun and whose minutes are closed."""
    visit = planned(world, kind, starts=-2, clash="Kế hoạch thử")
    case, leader = world.fresh(), world.examiner()
    visit = save_minutes(actor=leader, case=case, visit=visit, minutes=minutes, version=visit.version)
    return close_minutes(actor=leader, case=case, visit=visit, version=visit.version)


def asked(world: World, text: str = "Xin bổ sung số liệu ba năm.", criterion: str = "1.3") -> Question:
    track = world.case.track if criterion else ""
    return ask_question(
        actor=world.examiner("member"), case=world.fresh(), asked=Asked(text, track, criterion)
    )


def sent(content: bytes | None = None, name: str = "so-lieu.pdf") -> Sent:
    given = pdf_bytes(name) if content is None else content
    return Sent(io.BytesIO(given), name, len(given))


def photograph(*, shade: int = 120, size: tuple[int, int] = (640, 480), place: bool = True) -> bytes:
    """Return a JPEG as a phone writes it: turned, with the place, the device and the moment in it."""
    image = Image.new("RGB", size, (shade, 90, 60))
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "May anh mau"
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.DateTime] = f"{timezone.localtime() - 3 * HOUR:%Y:%m:%d %H:%M:%S}"
    if place:
        exif[ExifTags.IFD.GPSInfo] = {
            ExifTags.GPS.GPSLatitudeRef: "N",
            ExifTags.GPS.GPSLatitude: (10.0, 46.0, 12.0),
        }
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def everybody(world: World) -> dict[str, Actor]:
    """Return people around a registration, by what they are."""
    return {
        "leader": world.examiner("leader"),
        "body secretary": world.examiner("secretary"),
        "member": world.examiner("member"),
        "principal": world.principal(),
        "secretary": world.secretary(),
        "specialist": world.specialist(),
    }
