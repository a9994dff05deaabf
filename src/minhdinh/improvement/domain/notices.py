"""What people are told about a plan."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.permissions import ROLE_PERMISSIONS, Permission, Role
from minhdinh.improvement.domain.guards import short
from minhdinh.improvement.models import Action, ImprovementPlan, Progress
from minhdinh.lib.text import vn_date
from minhdinh.notifications.domain.notify import notify
from minhdinh.notifications.enums import NoticeKind
from minhdinh.organisations.models import Membership

LEADERS = (Role.PRINCIPAL, Role.SECRETARY, Role.CHAIR)


def people_with(organisation_id: int, roles: Iterable[str]) -> list[int]:
    """Return who holds one of the roles in an organisation today (user ids)."""
    today = timezone.localdate()
    rows = (
        Membership.objects.filter(organisation_id=organisation_id, role__in=list(roles), ended=False)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=today))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    )
    return sorted(set(rows.values_list("user_id", flat=True)))


def plan_url(plan: ImprovementPlan) -> str:
    """Return the address of a plan's page."""
    return reverse("improvement:plan", args=[plan.school.code, plan.year])


def action_url(action: Action) -> str:
    """Return the address of an action's page."""
    return reverse("improvement:action", args=[action.plan.school.code, action.plan.year, action.pk])


def tell_approved(plan: ImprovementPlan) -> int:
    """Tell whoever has an action in the plan that it holds from now on."""
    owners = set(
        Action.objects.filter(plan=plan, owner_user__isnull=False).values_list("owner_user_id", flat=True)
    )
    text = _("Kế hoạch cải tiến năm học %(year)s đã duyệt; Thầy/Cô có việc được giao trong kế hoạch.")
    return notify(
        [person for person in owners if person],
        text=text % {"year": plan.year},
        url=plan_url(plan),
        kind=NoticeKind.IMPROVEMENT,
        key=f"improvement:approved:{plan.pk}:{plan.approved_at:%Y%m%d%H%M%S}",
        organisation_id=plan.school_id,
    )


def tell_blocked(progress: Progress, reason: str) -> int:
    """Tell the principal, the chair and the secretary at once that an action is stuck, and why."""
    action = progress.action
    people = people_with(action.school_id, LEADERS)
    text = _("Việc cải tiến “%(content)s” gặp vướng mắc: %(reason)s")
    return notify(
        [person for person in people if person != progress.author_id],
        text=text % {"content": short(action.content), "reason": short(reason, 300)},
        url=action_url(action),
        kind=NoticeKind.IMPROVEMENT,
        key=f"improvement:blocked:{progress.pk}",
        organisation_id=action.school_id,
    )


def tell_asked(action: Action) -> int:
    """Tell the office's people who may answer that a school asks for an approval."""
    assert action.outside_office is not None  # noqa: S101 (asked of an office)
    roles = [role for role, held in ROLE_PERMISSIONS.items() if Permission.IMPROVEMENT_OUTSIDE in held]
    text = _("%(school)s trình phê duyệt việc cải tiến “%(content)s”.")
    return notify(
        people_with(action.outside_office.pk, roles),
        text=text % {"school": action.plan.school.name, "content": short(action.content)},
        url=action_url(action),
        kind=NoticeKind.IMPROVEMENT,
        key=f"improvement:asked:{action.pk}:{action.version}",
        organisation_id=action.outside_office.pk,
    )


def tell_answered(action: Action) -> int:
    """Tell the school's leaders and the action's owner what the office answered."""
    people = set(people_with(action.school_id, LEADERS)) | ({action.owner_user_id} - {None})
    text = _("%(office)s trả lời ngày %(day)s về việc cải tiến “%(content)s”: %(answer)s.")
    values = {
        "office": action.outside_office.name if action.outside_office else "",
        "day": vn_date(action.outside_on),
        "content": short(action.content),
        "answer": action.get_outside_state_display(),
    }
    return notify(
        [person for person in people if person],
        text=text % values,
        url=action_url(action),
        kind=NoticeKind.IMPROVEMENT,
        key=f"improvement:answered:{action.pk}:{action.version}",
        organisation_id=action.school_id,
    )
