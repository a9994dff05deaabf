"""Papers of a registration that take long: one as PDF, or all of them in a ZIP, made by a job and fetched within a day."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.appraisals.domain.bodies.declaring import is_clear
from minhdinh.appraisals.domain.cases.people import own_member
from minhdinh.appraisals.domain.cases.queries import case_at_office, case_of_school
from minhdinh.appraisals.models import Case
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.documents import actions
from minhdinh.documents.domain.cases import (
    Offer,
    Reader,
    Side,
    disclosed_to,
    make_case_paper,
    papers_of,
    reader_of,
)
from minhdinh.documents.models import CasePapers
from minhdinh.documents.pdf import require_pdf
from minhdinh.documents.registry import Rendered
from minhdinh.jobs.domain.start import start_job
from minhdinh.jobs.models import Job
from minhdinh.jobs.registry import Progress
from minhdinh.lib.hashing import sha256
from minhdinh.organisations.models import Organisation

MAKE_CASE = "documents.make_case_papers"
KEPT = dt.timedelta(days=1)
FORMATS = ("docx", "pdf")
ZIP = "application/zip"
# Of two files that are alike in these the newer takes the older one's place.
SAME = ("owner_id", "organisation_id", "side", "media_type", "file_format", "papers")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants: one paper (``form`` and ``part``; ``criterion`` cuts it down), or all with ``form`` empty."""

    file_format: str
    form: str = ""
    part: int = 0
    criterion: str = ""


def request_case_papers(
    *, actor: Actor, office: Organisation, case: Case, reader: Reader, room: str, asked: Asked
) -> Job:
    """Queue papers for who came through a door of ``office`` (an office, or the school itself); needs its scope.

    ``room`` is the door's ("office", "desk", "school"): an officer who looks in at a school reads as an office does, and
    is at the school's door all the same.
    Raises NotHere for a paper that the reader is not offered or a format that there is not, Problem where there is no
    paper yet, PdfUnavailable without LibreOffice.
    """
    chosen = _chosen(case, reader, asked)
    if asked.file_format == "pdf":
        require_pdf()
    title = chosen[0][1] if asked.form else f"{len(chosen):02d} giấy tờ của hồ sơ đăng ký"
    return start_job(
        actor=actor,
        kind=MAKE_CASE,
        title=f"{title} ({asked.file_format})",
        school_id=case.school_id,
        case_id=case.pk,
        at={"organisation_id": office.pk, "code": office.code, "side": reader.side.value, "room": room},
        asked={
            "file_format": asked.file_format,
            "form": asked.form,
            "part": asked.part,
            "criterion": asked.criterion,
        },
        asker={"user_id": actor.user_id, "user_name": actor.name, "home_id": actor.home_id},
    )


def run_case_papers(
    progress: Progress,
    *,
    school_id: int,
    case_id: int,
    at: dict[str, Any],
    asked: dict[str, Any],
    asker: dict[str, Any],
) -> dict[str, Any]:
    """Make what was asked for and put it by; a paper that is not open any more is left out or refused."""
    office_id: int = at["organisation_id"]
    actor = Actor(asker["user_id"], asker["user_name"], office_id, home_id=asker["home_id"])
    with school_scope(school_id):
        room: str = at["room"]
        case = case_at_office(office_id, case_id) if room == "office" else case_of_school(school_id, case_id)
        if case is None:
            raise NotHere("Không có hồ sơ đăng ký này.")
        reader = reader_again(case, Side(at["side"]), actor.user_id)
        made = make_case_papers(
            actor=actor, case=case, reader=reader, asked=Asked(**asked), progress=progress
        )
        return {
            "message": f"Đã lập {made.name}; tệp giữ trong 01 ngày.",
            "result_url": reverse(f"documents:case-{room}-file", args=[at["code"], case_id, made.pk]),
            "result_label": "Tải về",
        }


def make_case_papers(
    *, actor: Actor, case: Case, reader: Reader, asked: Asked, progress: Progress
) -> CasePapers:
    """Make papers one after the other and keep them for whoever asked; a cancelled job keeps nothing."""
    chosen = _chosen(case, reader, asked)
    shown = disclosed_to(case, reader)
    progress.total(len(chosen))
    made: list[Rendered] = []
    for offer, title in chosen:
        progress.advance(f"Đang lập {title}", 0)
        made.append(
            make_case_paper(
                actor=actor,
                case=case,
                reader=reader,
                offer=offer,
                file_format=asked.file_format,
                criterion=asked.criterion,
            )
        )
        progress.advance(f"Đã lập {title}")
    # Each paper was read in its own moment: what was sent meanwhile may be in it too.
    contents = {
        "papers": [[offer.form, offer.part] for offer, _title in chosen],
        "shown": sorted(shown | disclosed_to(case, reader)),
        "file_format": asked.file_format,
    }
    return _keep(actor, case, reader, made[0] if asked.form else _zipped(case, made), contents)


def reader_again(case: Case, side: Side, user_id: int | None) -> Reader:
    """Return who reads as things are now; raises NotHere for a member who has left or is not clear of interests."""
    if side is not Side.BODY:
        return reader_of(case, side)
    member = own_member(case, user_id)
    if member is None or not is_clear(member):
        raise NotHere("Không có hồ sơ đăng ký này.")
    return reader_of(case, side, member)


def case_papers_file(
    *, actor: Actor, office: Organisation, case: Case, reader: Reader, file_id: int
) -> CasePapers:
    """Return what a job made for this very person at this door; an outsider's reading is recorded.

    Raises NotHere for another's, one that is past its day, or one with a paper, or in a paper with what another member
    wrote, that is not open to the reader any more; Problem where the bytes have changed.
    """
    rows = CasePapers.objects.filter(
        pk=file_id,
        case=case,
        owner_id=actor.user_id,
        organisation_id=office.pk,
        side=reader.side.value,
        created_at__gt=timezone.now() - KEPT,
    )
    row = rows.first()
    if row is None or not _is_open(row, case, reader):
        raise NotHere("Không có tệp này, hoặc tệp đã quá 01 ngày. Hãy lập lại.")
    if sha256(bytes(row.content)) != row.sha256:
        raise Problem("Tệp đã lưu không còn khớp với mã của nó. Hãy lập lại.")
    if actor.is_outside or actor.organisation_id != case.school_id:
        record(
            actor=actor, code=actions.OPENED_FROM_OUTSIDE, target=f"appraisals.Case:{case.pk}", name=row.name
        )
    return row


def forget_old_papers(now: dt.datetime | None = None) -> int:
    """Throw away what is past its day, of all registrations; return how many (hourly)."""
    with scopes_disabled():
        count, _per_model = CasePapers.objects.filter(created_at__lte=(now or timezone.now()) - KEPT).delete()
    return count


def _is_open(row: CasePapers, case: Case, reader: Reader) -> bool:
    """Tell whether the reader may have now each paper of a file, and what was in them of other members."""
    open_now = {(one.form, one.part) for _form, own in papers_of(case, reader) for one in own}
    if not {(form, part) for form, part in row.papers} <= open_now:
        return False
    # A file of before these marks were kept has none, and nobody knows what is in it.
    return bool(row.shown) and set(row.shown) <= disclosed_to(case, reader)


def _chosen(case: Case, reader: Reader, asked: Asked) -> list[tuple[Offer, str]]:
    """Return the wanted papers with their names for people; raises NotHere, Problem."""
    if asked.file_format not in FORMATS:
        raise NotHere("Không có định dạng này.")
    offered = [(one, form.title, one.detail) for form, own in papers_of(case, reader) for one in own]
    if asked.form:
        offered = [one for one in offered if (one[0].form, one[0].part) == (asked.form, asked.part)]
        if not offered:
            raise NotHere("Không có giấy tờ này.")
    if not offered:
        raise Problem("Chưa có giấy tờ nào ở bước này.")
    return [(offer, f"{title}: {detail}" if detail else title) for offer, title, detail in offered]


def _zipped(case: Case, made: Sequence[Rendered]) -> Rendered:
    """Return the papers as one ZIP; the numbers before their names keep the order of the work and each name apart."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, one in enumerate(made, start=1):
            archive.writestr(f"{number:02d}-{one.name}", one.content)
    return Rendered(out.getvalue(), f"giay-to-{case.school.code}-{case.year}-{case.pk}.zip", ZIP)


def _keep(
    actor: Actor, case: Case, reader: Reader, rendered: Rendered, contents: dict[str, Any]
) -> CasePapers:
    """Put a file by and throw away the person's former one of the same papers; others wait for their day's end."""
    owner, office = actor.user_id, actor.organisation_id
    if owner is None or office is None:
        raise NotAllowed("Tệp được lập cho một người đã đăng nhập ở một đơn vị.")
    kept = CasePapers(
        school_id=case.school_id,
        case=case,
        owner_id=owner,
        organisation_id=office,
        side=reader.side.value,
        name=rendered.name,
        media_type=rendered.media_type,
        sha256=sha256(rendered.content),
        content=rendered.content,
        file_format=contents["file_format"],
        papers=contents["papers"],
        shown=contents["shown"],
    )
    with transaction.atomic():
        rows = CasePapers.objects.filter(case=case)
        rows.filter(created_at__lte=timezone.now() - KEPT).delete()
        rows.filter(**{name: getattr(kept, name) for name in SAME}).delete()
        kept.save()
    return kept
