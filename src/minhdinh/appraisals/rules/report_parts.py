"""The general parts of a body's report: which a regime has, what they are called, which may not stay empty. Pure data."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from minhdinh.appraisals.enums import BodyKind
from minhdinh.appraisals.rules.regimes import Regime


@dataclass(frozen=True, slots=True)
class PartRule:
    """One general part: its key in the rows and drafts, its heading, and whether a report needs it."""

    key: str
    label: str | Promise
    needed: bool = False
    hint: str | Promise = ""


INTRODUCTION = PartRule(
    "introduction", _("Giới thiệu"), hint=_("Căn cứ, thành phần, thời gian, đặc điểm chính của trường.")
)
STRENGTHS = PartRule("strengths", _("Điểm mạnh chung"))
WEAKNESSES = PartRule("weaknesses", _("Điểm yếu chung"))
TO_SCHOOL = PartRule("to_school", _("Kiến nghị với nhà trường"))
TO_OFFICE = PartRule("to_office", _("Kiến nghị với cơ quan quản lý"))
# What the parts of a team's report are called stands in the practice of 2018 (certainty: second-hand); what a council
# writes under the circular of 2026 was not found, so its parts are our own proposal.
OF_TEAM = (
    INTRODUCTION,
    PartRule(
        "process", _("Tóm tắt quá trình đánh giá ngoài"), hint=_("Các bước đã làm, cách làm việc với trường.")
    ),
    STRENGTHS,
    WEAKNESSES,
    TO_SCHOOL,
    TO_OFFICE,
    PartRule("proposal", _("Kết luận và đề nghị của đoàn"), needed=True),
)
OF_COUNCIL = (
    INTRODUCTION,
    PartRule("process", _("Quá trình thẩm định"), hint=_("Nghiên cứu hồ sơ, khảo sát (nếu có), cuộc họp.")),
    STRENGTHS,
    WEAKNESSES,
    TO_SCHOOL,
    TO_OFFICE,
    PartRule("proposal", _("Kết luận và đề nghị của hội đồng"), needed=True),
)
RESULT, RESPONSE_DAY = "result", "response_day"  # rows of the same table that no reader sees as a text


def parts_of(law: Regime) -> tuple[PartRule, ...]:
    """Return the general parts that a report has under a regime, in their order."""
    return OF_TEAM if law.body.kind is BodyKind.TEAM else OF_COUNCIL
