"""What the body writes together: a conclusion for each criterion, the general parts; leader and secretary write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.access.scope import school_scope
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.people import acts_as, require_as
from minhdinh.appraisals.domain.concluding.examined import examined
from minhdinh.appraisals.enums import Holder
from minhdinh.appraisals.models import Case, Conclusion, ReportPart
from minhdinh.appraisals.rules.concluding import TEXTS, is_written_at
from minhdinh.appraisals.rules.report_parts import RESPONSE_DAY, parts_of
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.lib.text import clean

LONGEST = 8000
WRITTEN = (*TEXTS, "reason")


class StaleRow(Stale):
    """Somebody saved meanwhile; ``standing`` is the row as it is now."""

    def __init__(self, message: str, standing: Conclusion | ReportPart) -> None:
        super().__init__(message)
        self.standing = standing


@dataclass(frozen=True, slots=True)
class ConclusionValues:
    """What a form says of one place; ``texts`` holds strengths, weaknesses, unclear, advice and reason."""

    level: int | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


def may_write(actor: Actor, case: Case) -> bool:
    """Tell whether this actor writes the body's report now."""
    return is_written_at(law_of(case), case.stage) and acts_as(actor, case, Holder.LEAD)


def save_conclusion(
    *, actor: Actor, case: Case, track: str, criterion: str, version: int, values: ConclusionValues
) -> Conclusion:
    """Keep what the body holds of one criterion and return the row; ``version`` is the one the form was drawn with.

    Raises NotAllowed for anybody but leader and secretary, NotHere for a place that the sealed report does not have,
    Stale where somebody saved meanwhile, Problem for a level that the place does not have or a text too long.
    """
    with writing(actor, case):
        report = examined(case)
        place = report.place(track, criterion)
        if place is None:
            raise NotHere(_("Không có tiêu chí này."))
        if values.level is not None and values.level not in dict(report.choices(place)):
            raise Problem(_("Tiêu chí này không có mức đã chọn."), field="level")
        kept: dict[str, Any] = {name: kept_text(values.texts.get(name, ""), name) for name in WRITTEN}
        kept |= {"level": values.level, "self_level": place.self_level}
        key = {"case": case, "track": track, "criterion": criterion}
        row = Conclusion.objects.get_or_create(**key, defaults={"school_id": case.school_id})[0]
        _replace(row, version, actor, kept)
    return row


def save_part(*, actor: Actor, case: Case, key: str, version: int, text: str) -> ReportPart:
    """Keep a general part of the report and return its row.

    Raises NotAllowed, NotHere for a part that the regime does not have, Stale, Problem.
    """
    with writing(actor, case):
        if key not in {one.key for one in parts_of(law_of(case))}:
            raise NotHere(_("Báo cáo không có phần này."))
        return put_part(actor, case, key, version, kept_text(text, "text"))


def put_part(actor: Actor, case: Case, key: str, version: int, text: str) -> ReportPart:
    """Write one row of the parts (inside the caller's transaction and permission)."""
    key_values = {"case": case, "key": key}
    row = ReportPart.objects.get_or_create(**key_values, defaults={"school_id": case.school_id})[0]
    _replace(row, version, actor, {"text": text})
    return row


def set_response_day(*, actor: Actor, case: Case, day: dt.date | None, version: int) -> None:
    """Say until when the school may answer, where the regulation names no number of days (None: not said).

    Raises Problem for a day that is not to come, or where the regulation names the days itself.
    """
    with writing(actor, case):
        if law_of(case).stage("response").days.value is not None:
            raise Problem(_("Thời hạn phản hồi đã có trong quy định áp dụng."), field="due_on")
        if day is not None and day <= timezone.localdate():
            raise Problem(_("Hạn phản hồi phải sau hôm nay."), field="due_on")
        put_part(actor, case, RESPONSE_DAY, version, "" if day is None else day.isoformat())


@contextmanager
def writing(actor: Actor, case: Case) -> Iterator[Case]:
    """Hold the registration while the body's report is written; raises NotAllowed or Problem where it may not be."""
    with school_scope(case.school_id), transaction.atomic():
        current = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        require_as(actor, current, Holder.LEAD)
        if not is_written_at(law_of(current), current.stage):
            raise Problem(_("Hồ sơ không còn ở bước đoàn, hội đồng viết báo cáo nên không sửa được."))
        yield current


def inner(actor: Actor, case: Case) -> Actor:
    """Return the actor as what the body does among itself is recorded: with the department, not for the school's eyes."""
    return replace(actor, organisation_id=case.department_id)


def kept_text(words: str, name: str) -> str:
    """Return a text of several lines as it is kept; raises Problem where it is too long."""
    kept = "\n".join(clean(line) for line in words.replace("\r\n", "\n").split("\n")).strip()
    if len(kept) > LONGEST:
        raise Problem(
            _("Mỗi ô dài nhất %(longest)s ký tự; phần đã ghi vẫn còn trong ô.") % {"longest": LONGEST},
            field=name,
        )
    return kept


def _replace(row: Conclusion | ReportPart, version: int, actor: Actor, values: Mapping[str, Any]) -> None:
    """Write values where the row still stands at ``version``; raises Stale elsewhere."""
    told = {**values, "by_name": actor.name, "version": F("version") + 1, "updated_at": timezone.now()}
    if not type(row).objects.filter(pk=row.pk, version=version).update(**told):
        row.refresh_from_db()
        words = _("%(name)s vừa lưu phần này. Hãy mở lại trang để xem; chữ của Thầy/Cô vẫn còn trong ô.")
        raise StaleRow(words % {"name": row.by_name or _("Người khác")}, row)
    row.refresh_from_db()
