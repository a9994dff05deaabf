"""What pages say of a decision and its clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from minhdinh.assessments.enums import Certainty
from minhdinh.lib.text import two_digits, vn_date
from minhdinh.recognition.models import Decision
from minhdinh.recognition.rules.clock import Clock
from minhdinh.recognition.rules.regimes import Rule
from minhdinh.recognition.tables import level_words


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day of the clock: what it is, whether it has passed, where it stands in the law."""

    day: dt.date
    label: str
    passed: bool
    tone: str = "none"
    basis: str = ""
    certainty: str = ""
    note: str = ""


def paper_lines(decision: Decision, clock: Clock) -> list[tuple[str, str]]:
    """Return what a decision says, line by line; what is not known is left out."""
    how = _("in trên bằng") if clock.printed else _("tính theo quy định áp dụng")
    lines = [
        (_("Trường"), decision.school.name),
        (_("Công nhận"), level_words(decision)),
        (_("Số quyết định"), decision.number),
        (_("Ngày quyết định"), vn_date(decision.decided_on)),
        (_("Cơ quan ban hành"), decision.issuer),
        (_("Người ký"), decision.signer),
        (_("Số bằng, giấy chứng nhận"), decision.certificate_number),
        (_("Ngày cấp bằng, giấy chứng nhận"), vn_date(decision.certificate_on)),
        (_("Hiệu lực đến hết"), f"{vn_date(decision.ends_on)} ({how})"),
        (_("Quy định áp dụng"), clock.regime.title),
        (_("Nguồn"), decision.source),
    ]
    return [(label, value) for label, value in lines if value]


def clock_lines(clock: Clock, today: dt.date) -> list[DayLine]:
    """Return the days that matter in their order; none where the recognition does not count."""
    if not clock.runs:
        return []
    regime = clock.regime
    lines = [
        _line(clock.upgrade_from, _("Có thể đăng ký cấp độ, mức độ cao hơn từ"), today, regime.upgrade_years),
        _line(clock.window_from, _("Bắt đầu chuẩn bị công nhận lại"), today, regime.window_months),
        _line(
            clock.register_by,
            _("Hoàn thành tự đánh giá và đăng ký công nhận lại trước"),
            today,
            regime.register_months,
        ),
        *(
            DayLine(
                mark.day,
                _("Còn %(months)s tháng: báo trường và cơ quan") % {"months": two_digits(mark.months)},
                mark.passed,
                "wait" if mark.passed else "none",
            )
            for mark in clock.marks
        ),
        _line(clock.ends_on, _("Hết hiệu lực"), today, regime.validity_years),
    ]
    return sorted((one for one in lines if one is not None), key=lambda one: one.day)


def _line(day: dt.date | None, label: str, today: dt.date, rule: Rule) -> DayLine | None:
    if day is None:
        return None
    certainty = str(Certainty(rule.confidence).label)
    return DayLine(day, label, day <= today, "edit", rule.legal_reference, certainty, rule.note)
