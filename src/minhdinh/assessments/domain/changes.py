"""The record of what happens to a sheet, and an approval that falls when what was approved changes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.naming import criterion_name
from minhdinh.assessments.domain.people import NOBODY, responsible_ids, reviewer_ids
from minhdinh.assessments.enums import ChangeKind, SheetState
from minhdinh.assessments.models import Passage, Sheet, SheetChange
from minhdinh.common.language import in_vietnamese
from minhdinh.notifications.domain.notify import notify
from minhdinh.notifications.enums import NoticeKind

ONE_SITTING = dt.timedelta(minutes=10)
APPROVE = "approve"


def note_change(
    actor: Actor,
    sheet: Sheet,
    kind: ChangeKind,
    *,
    field: str = "",
    before: str = "",
    after: str = "",
    reason: str = "",
    read: dict[str, Any] | None = None,
) -> SheetChange:
    """Append a line to a sheet's record inside the transaction that changes it."""
    return SheetChange.objects.create(
        school_id=sheet.school_id,
        sheet=sheet,
        kind=kind,
        field=field,
        before=before,
        after=after,
        reason=reason,
        read=read or {},
        author_id=actor.user_id,
        author_name=actor.name,
        saved_at=timezone.now(),
    )


def note_text(actor: Actor, sheet: Sheet, passage: Passage) -> None:
    """Note that a text was saved; the saves of one person in one sitting, with nothing between, are one line."""
    last = SheetChange.objects.filter(sheet=sheet).order_by("-id").first()
    now = timezone.now()
    same = (
        last is not None
        and (last.kind, last.field, last.author_id) == (ChangeKind.TEXT, passage.slot, actor.user_id)
        and last.after == str(passage.version - 1)
        and now - last.saved_at < ONE_SITTING
    )
    if last is not None and same:
        last.after, last.saved_at = str(passage.version), now
        last.save(update_fields=["after", "saved_at", "updated_at"])
        return
    before, after = str(passage.version - 1), str(passage.version)
    note_change(actor, sheet, ChangeKind.TEXT, field=passage.slot, before=before, after=after)


def note_level(actor: Actor, sheet: Sheet, level: int | None, reason: str = "") -> None:
    """Note that the level of a sheet becomes ``level``; call it before the sheet gets it."""
    before, after = (str(one) if one is not None else "" for one in (sheet.level, level))
    note_change(actor, sheet, ChangeKind.LEVEL, before=before, after=after, reason=reason)


def what_is_read(sheet: Sheet) -> dict[str, Any]:
    """Return what a decision on a sheet is bound to: its version and those of its texts."""
    versions = Passage.objects.filter(sheet=sheet).order_by("slot").values_list("slot", "version")
    return {"version": sheet.version, "passages": dict(versions)}


def approval_of(sheet: Sheet) -> SheetChange | None:
    """Return the approval that a sheet last got, also one that fell since."""
    rows = SheetChange.objects.filter(sheet=sheet, kind=ChangeKind.MOVE, field=APPROVE)
    return rows.order_by("-id").first()


def changes_of(sheet: Sheet) -> QuerySet[SheetChange]:
    """Return a sheet's record, newest first."""
    return SheetChange.objects.filter(sheet=sheet).order_by("-id")


def last_decision(sheet: Sheet) -> SheetChange | None:
    """Return the latest step of a sheet's review, or the fall of its approval."""
    return changes_of(sheet).filter(kind__in=[ChangeKind.MOVE, ChangeKind.FALL]).first()


@in_vietnamese
def approval_falls(actor: Actor, sheet: Sheet, what: str) -> None:
    """Note that an approved sheet was changed (``what`` in words) and tell who had approved it."""
    if sheet.state != SheetState.APPROVED:
        return
    approved = approval_of(sheet)
    change = note_change(
        actor,
        sheet,
        ChangeKind.FALL,
        field=what[:120],
        before=SheetState.APPROVED,
        after=SheetState.DRAFTING,
        read=approved.read if approved else {},
        reason=approved.author_name if approved else "",
    )
    told = approved.author_id if approved else None
    if told is None or told == actor.user_id:
        return
    text = _("Duyệt tiêu chí %(criterion)s không còn hiệu lực: %(who)s đã sửa (%(what)s).")
    notify(
        [told],
        text=text % {"criterion": criterion_name(sheet), "who": actor.name, "what": what},
        url=address_of(sheet),
        kind=NoticeKind.WORK,
        key=f"sheet-fell:{change.pk}",
        organisation_id=sheet.school_id,
    )


@in_vietnamese
def review_stops(actor: Actor, sheet: Sheet, what: str) -> None:
    """Tell those whom a sheet under review waited for, and those in charge, that it was changed and has to be handed in again."""
    if sheet.state != SheetState.WAITING or not sheet.review_step:
        return
    people = (reviewer_ids(sheet, sheet.review_step) | set(responsible_ids(sheet))) - {actor.user_id, NOBODY}
    text = _("Phiếu tiêu chí %(criterion)s đang duyệt thì %(who)s sửa (%(what)s); phiếu cần được trình lại.")
    notify(
        sorted(one for one in people if one),
        text=text % {"criterion": criterion_name(sheet), "who": actor.name, "what": what},
        url=address_of(sheet),
        kind=NoticeKind.WORK,
        key=f"review-stopped:{sheet.pk}:{sheet.version}",
        organisation_id=sheet.school_id,
    )


def address_of(sheet: Sheet) -> str:
    """Return the address of a sheet's page."""
    place = {"code": sheet.assessment.school.code, "year": sheet.assessment.year}
    own = {"track": sheet.track.education_level, "criterion": sheet.criterion}
    return reverse("assessments:sheet", kwargs={**place, **own})
