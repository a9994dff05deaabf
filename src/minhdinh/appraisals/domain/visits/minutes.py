"""Minutes of a visit or a meeting: written by who leads, closed once, opened again only with a reason and a trace."""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.access.scope import school_scope
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.visits.clashes import hours_label
from minhdinh.appraisals.domain.visits.files import PLAIN_TEXT, About, add_file
from minhdinh.appraisals.domain.visits.people import leading
from minhdinh.appraisals.domain.visits.planning import hold_open, locked
from minhdinh.appraisals.domain.visits.words import LONGEST, REASON, SHORT, checked_line, checked_words
from minhdinh.appraisals.enums import BodyRole, FileKind, Holder, VisitKind
from minhdinh.appraisals.models import BodyMember, Case, Visit
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotAllowed, Problem, Problems, Stale
from minhdinh.evidence.domain.blobs import store_bytes

TEXTS = ("present", "absent", "content", "conclusion")
VOTES = ("votes_for", "votes_against", "votes_blank")


@dataclass(frozen=True, slots=True)
class Minutes:
    """What the minutes say; ``present`` and ``absent`` name a person a line, votes only of a meeting."""

    minutes_number: str = ""
    present: str = ""
    absent: str = ""
    content: str = ""
    conclusion: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    votes_blank: int | None = None


def save_minutes(*, actor: Actor, case: Case, visit: Visit, minutes: Minutes, version: int) -> Visit:
    """Keep the minutes as they are so far, written by the leader or the secretary.

    Raises Stale where somebody wrote meanwhile, Problem for closed minutes, a cancelled visit, too long texts, and
    more votes than members who are named as present.
    """
    with school_scope(case.school_id), transaction.atomic():
        member = leading(actor, case)
        hold_open(case)
        current = locked(visit, version)
        current.minutes_number = checked_line(minutes.minutes_number, "minutes_number", SHORT)
        for name in TEXTS:
            setattr(current, name, checked_words(getattr(minutes, name), name, LONGEST))
        for name in VOTES:
            vote = getattr(minutes, name) if current.kind == VisitKind.MEETING else None
            setattr(current, name, vote)
        _check_votes(current, member)
        current.version += 1
        current.save()
    return current


@in_vietnamese
def close_minutes(*, actor: Actor, case: Case, visit: Visit, version: int) -> Visit:
    """Close the minutes: from now on the visit counts as held and nothing of it changes.

    Raises Problems with everything that is missing, Problem before the visit has begun.
    """
    with school_scope(case.school_id), transaction.atomic():
        leading(actor, case)
        held = hold_open(case)
        current = locked(visit, version)
        if timezone.now() < current.starts_at:
            raise Problem("Chưa tới giờ bắt đầu nên chưa chốt biên bản được.")
        missing = [problem for name, problem in _needed().items() if not getattr(current, name)]
        if missing:
            raise Problems([Problem(words) for words in missing])
        current.held_at = timezone.now()
        current.version += 1
        current.save()
        _record(actor, actions.VISIT_MINUTES_CLOSED, held, current)
    return current


@in_vietnamese
def reopen_minutes(*, actor: Actor, case: Case, visit: Visit, reason: str, version: int) -> Visit:
    """Open closed minutes again: the leader alone, with a reason, while the work is with the body.

    What the closed minutes said is kept as a file of the visit, so that both can be read.
    """
    with school_scope(case.school_id):
        member = leading(actor, case)
        if member.role != BodyRole.LEADER:
            raise NotAllowed("Chỉ trưởng đoàn, Chủ tịch hội đồng mở lại được biên bản đã chốt.")
        why = checked_line(reason, "reason", REASON, "Hãy ghi lý do mở lại biên bản.")
        closed = _closed(visit, version)
        blob, _is_new = store_bytes(
            school_id=case.school_id, stream=io.BytesIO(minutes_text(closed).encode()), kind=PLAIN_TEXT
        )
        with transaction.atomic():
            held = hold_open(case)
            _require_with_body(held)
            current = _closed(visit, version, hold=True)
            name = f"bien-ban-ban-{current.version}.txt"
            add_file(actor, held, blob, About(FileKind.MINUTES, name, visit=current, note=why))
            current.held_at = None
            current.version += 1
            current.save()
            _record(actor, actions.VISIT_MINUTES_REOPENED, held, current, reason=why, file=name)
    return current


def minutes_text(visit: Visit) -> str:
    """Return minutes as plain text, each part under its name."""
    labels = (_("Số biên bản"), _("Thành phần dự"), _("Vắng mặt"), _("Diễn biến"), _("Kết luận"))
    votes = (_("Số phiếu đồng ý"), _("Số phiếu không đồng ý"), _("Số phiếu có ý kiến khác"))
    names = ("minutes_number", *TEXTS, *VOTES)
    parts = [(label, getattr(visit, name)) for label, name in zip((*labels, *votes), names, strict=True)]
    head = f"{VisitKind(visit.kind).label}, {hours_label(visit.starts_at, visit.ends_at)}, {visit.place}"
    return "\n\n".join([head, *(f"{label}:\n{value}" for label, value in parts if value not in (None, ""))])


def minutes_of(visit: Visit) -> Minutes:
    """Return what the minutes say now."""
    return Minutes(**{name: getattr(visit, name) for name in asdict(Minutes())})


def named_in(text: str) -> int:
    """Return how many people a list of names has, one a line."""
    return sum(1 for line in text.splitlines() if line.strip())


def _check_votes(visit: Visit, member: BodyMember) -> None:
    given = [vote for vote in (visit.votes_for, visit.votes_against, visit.votes_blank) if vote is not None]
    if not given:
        return
    members = member.body.members.filter(ended_at__isnull=True).count()
    most = min(members, named_in(visit.present))
    if sum(given) > most:
        raise Problem(
            _("Tổng số phiếu là %(votes)s, nhiều hơn số thành viên có mặt (%(most)s).")
            % {"votes": sum(given), "most": most},
            field="votes_for",
        )


def _needed() -> dict[str, str]:
    return {
        "present": _("Biên bản chưa ghi thành phần dự."),
        "content": _("Biên bản chưa ghi diễn biến."),
        "conclusion": _("Biên bản chưa ghi kết luận."),
    }


def _closed(visit: Visit, version: int, *, hold: bool = False) -> Visit:
    rows = Visit.objects.select_for_update() if hold else Visit.objects.all()
    current = rows.get(pk=visit.pk)
    if current.held_at is None:
        raise Problem("Biên bản này chưa chốt nên không cần mở lại.")
    if current.version != version:
        raise Stale("Người khác vừa sửa nội dung này; hãy xem lại rồi làm tiếp.")
    return current


def _require_with_body(case: Case) -> None:
    if law_of(case).stage(case.stage).holder is not Holder.LEAD:
        raise Problem("Hồ sơ không còn ở đoàn, hội đồng nên không mở lại biên bản được.")


def _record(actor: Actor, code: str, case: Case, visit: Visit, **more: str) -> None:
    record(
        actor=actor,
        code=code,
        target=f"appraisals.Case:{case.pk}",
        kind=str(VisitKind(visit.kind).label),
        school=case.school.name,
        time=hours_label(visit.starts_at, visit.ends_at),
        **more,
    )
