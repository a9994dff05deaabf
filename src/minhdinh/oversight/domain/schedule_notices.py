"""What schools are told of a schedule of external evaluations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.appraisals.domain.crosscheck_notices import leaders_of
from minhdinh.common.language import in_vietnamese
from minhdinh.notifications.domain.notify import Message, deliver
from minhdinh.notifications.enums import NoticeKind
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.schedule_months import month_label
from minhdinh.oversight.models import Schedule, ScheduleChange


@in_vietnamese
def tell_added(schedule: Schedule, rows: Sequence[dict[str, Any]]) -> int:
    """Tell the leaders of schools that stand on a published schedule for the first time; returns how many notices."""
    text = _("%(office)s đề nghị đánh giá ngoài %(school)s vào tháng %(month)s.")
    months = {row["school"]: row["month"] for row in rows}
    names = {row["school"]: row["name"] for row in rows}
    key = f"schedule:{schedule.pk}:{schedule.version}"
    return _tell(
        schedule,
        {
            school: text
            % {"office": schedule.office.name, "school": names[school], "month": month_label(month)}
            for school, month in months.items()
        },
        key,
    )


@in_vietnamese
def tell_moved(schedule: Schedule, change: ScheduleChange) -> int:
    """Tell the leaders of a school that its published month has changed, and why; returns how many notices."""
    if change.after:
        text = _(
            "%(office)s đổi lịch đánh giá ngoài từ tháng %(before)s sang tháng %(after)s. Lý do: %(reason)s"
        )
    else:
        text = _(
            "%(office)s rút trường khỏi lịch đánh giá ngoài (trước là tháng %(before)s). Lý do: %(reason)s"
        )
    words = text % {
        "office": schedule.office.name,
        "before": month_label(change.before) or _("chưa xếp"),
        "after": month_label(change.after),
        "reason": change.reason,
    }
    return _tell(schedule, {change.school_id: words}, f"schedule-change:{change.pk}")


def _tell(schedule: Schedule, texts: dict[int, str], key: str) -> int:
    schools = Organisation.objects.in_bulk(texts)
    leaders = leaders_of(list(schools))
    return deliver(
        Message(
            person,
            texts[school_id],
            reverse("oversight:school-schedule", kwargs={"code": school.code, "year": schedule.year}),
            NoticeKind.SCHEDULE,
            f"{key}:{school_id}",
            school_id,
        )
        for school_id, school in schools.items()
        for person in leaders.get(school_id, ())
    )
