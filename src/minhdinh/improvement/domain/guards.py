"""What has to hold before a plan is changed, and holding its row meanwhile."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.improvement.models import Action, FocalIssue, ImprovementPlan
from minhdinh.lib.text import clean
from minhdinh.organisations.models import SchoolOwned

LONGEST = 4000
M = TypeVar("M", bound=SchoolOwned)


def hold(plan: ImprovementPlan) -> None:
    """Hold the plan's row until the transaction ends and read again what others may have changed."""
    kept = ImprovementPlan.objects.select_for_update().get(pk=plan.pk)
    for name in (
        "state", "number", "date", "texts", "source_id", "approved_at", "first_approved_at", "approved_by_id",
        "approved_by_name", "adjust_reason", "version",
    ):  # fmt: skip
        setattr(plan, name, getattr(kept, name))


def hold_draft(plan: ImprovementPlan) -> None:
    """Hold the plan; raises Problem unless it is being written."""
    hold(plan)
    if not plan.is_draft:
        raise Problem(
            "Kế hoạch đã duyệt nên không sửa được. Muốn sửa, hiệu trưởng mở lại kế hoạch để điều chỉnh."
        )


def hold_running(plan: ImprovementPlan) -> None:
    """Hold the plan; raises Problem unless it was approved once: before that nothing is carried out."""
    hold(plan)
    if plan.first_approved_at is None:
        raise Problem("Kế hoạch chưa được duyệt nên chưa ghi tiến độ, giám sát.")


def require_newest(version: int, seen: int | None) -> None:
    """Refuse words that were begun on an older version; ``seen`` is None where nothing was read (the program itself)."""
    if seen is not None and seen != version:
        raise Stale("Người khác vừa lưu phần này. Hãy xem lại rồi lưu một lần nữa.")


def read_again(row: FocalIssue | Action) -> None:
    """Read a row as it is now that the plan is held; raises NotHere where it was removed meanwhile."""
    try:
        row.refresh_from_db()
    except ObjectDoesNotExist as error:
        raise NotHere("Phần này vừa bị bỏ khỏi kế hoạch.") from error


def require_writer(actor: Actor, plan: ImprovementPlan) -> None:
    """Refuse unless the actor may write this plan."""
    require(actor, Permission.IMPROVEMENT_WRITE, organisation_id=plan.school_id)


def may_report(actor: Actor, action: Action) -> bool:
    """Tell whether the actor may report on an action: whoever writes the plan, or the one it is given to."""
    if actor.can(Permission.IMPROVEMENT_WRITE):
        return True
    own = actor.user_id is not None and action.owner_user_id == actor.user_id
    return own and actor.can(Permission.IMPROVEMENT_ACT)


def require_reporter(actor: Actor, action: Action) -> None:
    """Refuse unless the actor may report on this action."""
    require(actor, Permission.IMPROVEMENT_ACT, organisation_id=action.school_id)
    if not may_report(actor, action):
        raise NotAllowed("Việc này chưa giao cho Thầy/Cô.")


def kept_text(words: str, *, field: str, longest: int = LONGEST) -> str:
    """Return several lines as they are kept; raises Problem where they are too long."""
    kept = "\n".join(clean(line) for line in words.replace("\r\n", "\n").split("\n")).strip()
    if len(kept) > longest:
        raise Problem("Nội dung quá dài; hãy viết ngắn lại. Phần đã ghi vẫn còn trong ô.", field=field)
    return kept


def kept_line(words: str, *, field: str, longest: int) -> str:
    """Return one line as it is kept; raises Problem where it is too long."""
    kept = clean(words)
    if len(kept) > longest:
        raise Problem("Nội dung quá dài; hãy viết ngắn lại. Phần đã ghi vẫn còn trong ô.", field=field)
    return kept


def short(words: str, longest: int = 80) -> str:
    """Return the beginning of a text for the record of actions and for notices."""
    line = clean(words)
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def made(model: type[M], values: dict[str, Any]) -> M:
    """Create a row of the school from values collected by name, inside the opened scope."""
    manager: Any = model.objects
    row: M = manager.create(**values)
    return row
