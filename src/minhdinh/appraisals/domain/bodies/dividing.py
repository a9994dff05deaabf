"""Dividing the criteria anew among the members of a team or council that stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.bodies.changing import changing
from minhdinh.appraisals.domain.bodies.criteria import criteria_of
from minhdinh.appraisals.models import Body, BodyMember
from minhdinh.appraisals.rules.bodies import names_of
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem, Stale


def divide_criteria(
    *, actor: Actor, body: Body, division: Mapping[int, Sequence[str]], mark: str
) -> list[BodyMember]:
    """Give each member (by the row's id) the criteria named; who is not named gets none.

    ``mark`` is that of the division the page was drawn with. Raises Stale where it has changed since, Problem for a
    criterion without anybody, one that the report does not have, or a member who has left.
    """
    with changing(actor, body) as current:
        members = list(current.members.select_for_update(of=("self",)).filter(ended_at__isnull=True))
        if mark_of(members) != mark:
            raise Stale(_("Phân công vừa được người khác sửa; hãy xem lại rồi làm tiếp."))
        if set(division) - {one.pk for one in members}:
            raise Problem(_("Có người không còn là thành viên."))
        _check_whole([one.key for one in criteria_of(current.case)], division)
        for member in members:
            member.criteria = list(division.get(member.pk, ()))
            member.save(update_fields=["criteria", "updated_at"])
        record(
            actor=actor,
            code=actions.BODY_DIVIDED,
            target=f"appraisals.Body:{current.pk}",
            body=str(current.get_kind_display()),
            school=current.case.school.name,
        )
    return members


def mark_of(members: Iterable[BodyMember]) -> str:
    """Return what tells one division from another."""
    rows = sorted((one.pk, *one.criteria) for one in members if one.ended_at is None)
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


def _check_whole(criteria: Sequence[str], division: Mapping[int, Sequence[str]]) -> None:
    given = {key for keys in division.values() for key in keys}
    missing = [key for key in criteria if key not in given]
    if missing:
        raise Problem(
            _("Chưa phân công %(count)s tiêu chí: %(names)s.")
            % {"count": len(missing), "names": names_of(missing)}
        )
    if given - set(criteria):
        raise Problem(_("Có tiêu chí không thuộc báo cáo này."))
