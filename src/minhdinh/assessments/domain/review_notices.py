"""Telling people of a sheet's steps: who looks at it next, and who has to mend it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.changes import address_of
from minhdinh.assessments.domain.naming import criterion_name
from minhdinh.assessments.domain.people import people_who_see, responsible_ids, reviewer_ids
from minhdinh.assessments.enums import SheetState
from minhdinh.assessments.models import Sheet
from minhdinh.common.language import in_vietnamese
from minhdinh.notifications.domain.notify import notify
from minhdinh.notifications.enums import NoticeKind


@in_vietnamese
def tell_of_move(actor: Actor, sheet: Sheet, move: str, reason: str) -> None:
    """Tell those who wait for a move: the step's people of a hand-in, those in charge of a return or an approval."""
    values = {"who": actor.name, "criterion": criterion_name(sheet), "reason": reason}
    if sheet.state == SheetState.WAITING and sheet.review_step:
        text = _("Phiếu tiêu chí %(criterion)s chờ Thầy/Cô duyệt (%(who)s chuyển).") % values
        _tell(actor, sheet, reviewer_ids(sheet, sheet.review_step), text)
    elif move == "return":
        words = _("%(who)s trả lại phiếu tiêu chí %(criterion)s: %(reason)s")
        bare = _("%(who)s trả lại phiếu tiêu chí %(criterion)s; xem các góp ý buộc sửa.")
        _tell(actor, sheet, set(responsible_ids(sheet)), (words if reason else bare) % values)
    elif move == "approve":
        text = _("Phiếu tiêu chí %(criterion)s đã được %(who)s duyệt.") % values
        _tell(actor, sheet, set(responsible_ids(sheet)), text)


def _tell(actor: Actor, sheet: Sheet, people: set[int], text: str) -> None:
    able = people & {one.id for one in people_who_see(sheet.school_id)} - {actor.user_id}
    if able:
        key = f"sheet-move:{sheet.pk}:{sheet.version}"
        notify(
            sorted(able), text=text, url=address_of(sheet), kind=NoticeKind.WORK, key=key,
            organisation_id=sheet.school_id,
        )  # fmt: skip
