"""What a school lacks before it can register: read from its newest sealed self-assessment, nothing is decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.appraisals.domain.cases.conditions import (
    COMPUTED_LEVEL,
    COMPUTED_YEARS,
    UNKNOWN,
    Condition,
    level_condition,
    years_condition,
    years_of_data,
)
from minhdinh.appraisals.domain.cases.law import law_at
from minhdinh.appraisals.domain.cases.offices import offices_of
from minhdinh.appraisals.domain.cases.opening import Wanted, worth
from minhdinh.appraisals.domain.cases.sealed import SealedReport, newest_seal, read_seal
from minhdinh.appraisals.domain.cases.standing import Standing, standings_of
from minhdinh.appraisals.enums import CaseKind, Wish
from minhdinh.appraisals.rules.regimes import Regime, regime_of_set
from minhdinh.assessments.models import Seal, SelfAssessment
from minhdinh.common.problems import Problem
from minhdinh.lib.text import vn_date
from minhdinh.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Need:
    """Something looked at: ``tone`` is ok, wait (a doubt, or nothing known) or bad (it stands in the way)."""

    text: str
    tone: str
    note: str = ""
    link: str = ""
    link_label: str = ""


@dataclass(frozen=True, slots=True)
class WishView:
    """A wish under the regime: the lowest level for it, what the sealed level is worth."""

    wish: Wish
    needed: int | None
    grade: int | None
    degree: int | None
    enough: bool


@dataclass(slots=True)
class Readiness:
    """The whole view; ``may_open`` tells whether a registration can be opened now."""

    assessment: SelfAssessment | None
    newest: SelfAssessment | None
    law: Regime | None = None
    sealed: SealedReport | None = None
    needs: list[Need] = field(default_factory=list)
    wishes: list[WishView] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)
    department: Organisation | None = None
    intake: Organisation | None = None

    @property
    def may_open(self) -> bool:
        """Whether nothing stands in the way of opening a registration."""
        return (
            self.sealed is not None
            and self.law is not None
            and not any(one.tone == "bad" for one in self.needs)
        )

    @property
    def levels(self) -> list[int]:
        """The levels that the school may declare, the highest first."""
        return list(range(self.sealed.level or 0, 0, -1)) if self.sealed else []

    @property
    def kind(self) -> CaseKind:
        """The kind proposed: raised above what is held, held and to be renewed, else the first."""
        if not self.standings:
            return CaseKind.FIRST
        reached = max((one.degree or 0 for one in self.wishes), default=0)
        raised = max((one.grade or 0 for one in self.wishes), default=0)
        higher = reached > max(one.degree or 0 for one in self.standings)
        higher = higher or raised > max(one.grade or 0 for one in self.standings) > 0
        return CaseKind.UPGRADE if higher else CaseKind.RENEWAL


def readiness_of(school: Organisation, today: dt.date) -> Readiness:
    """Return what stands for and against registering now (needs the school's scope; a constant number of queries)."""
    newest = _assessments(school).first()
    assessment = _sealed(school)
    found = Readiness(assessment, newest, standings=standings_of(school, today))
    try:
        found.department, found.intake = offices_of(school)
    except Problem as problem:
        found.needs.append(Need(problem.message, "bad"))
    if assessment is None:
        found.needs.insert(0, _unsealed(school, newest))
        return found
    found.law = _law(found.department, assessment)
    if found.law is None:
        text = _("Bộ tiêu chuẩn “%(set)s” không dùng để đăng ký đánh giá ngoài, thẩm định.")
        found.needs.append(Need(text % {"set": assessment.standard_set.title}, "bad"))
    seal = newest_seal(assessment)
    if seal is not None:
        _read(found, school, seal)
    if newest is not None and newest.year > assessment.year:
        found.needs.append(_later_year(school, newest))
    found.needs.extend(_of_standing(one, today) for one in found.standings)
    return found


def _read(found: Readiness, school: Organisation, seal: Seal) -> None:
    """Read the seal into the view: its level, what that is worth, the conditions."""
    assert found.assessment is not None  # noqa: S101 (for the type checker)
    link = reverse("assessments:approval", args=[school.code, found.assessment.year])
    try:
        found.sealed = read_seal(seal)
    except Problem as problem:
        found.needs.append(Need(problem.message, "bad", link=link, link_label=_("Mở trang duyệt")))
        return
    text = _("Báo cáo năm học %(year)s đã niêm phong ngày %(day)s, lần %(revision)s.")
    known = {
        "year": found.assessment.year,
        "day": vn_date(timezone.localdate(seal.sealed_at)),
        "revision": seal.revision,
    }
    found.needs.insert(0, Need(text % known, "ok", link=link, link_label=_("Xem bản niêm phong")))
    level = found.sealed.level
    if not level:
        result = reverse("assessments:result", args=[school.code, found.assessment.year])
        text = _("Báo cáo niêm phong chưa đạt Mức 1 nên chưa đăng ký được.")
        found.needs.append(Need(text, "bad", link=result, link_label=_("Xem kết quả tự đánh giá")))
    if found.law is not None:
        _of_law(found, found.law, school, level)


def _of_law(found: Readiness, law: Regime, school: Organisation, level: int | None) -> None:
    assert found.assessment is not None  # noqa: S101 (for the type checker)
    for wish in law.wishes:
        needed = law.level_for.get(wish)
        grade, degree = worth(law, Wanted(wish=wish, level=level))
        found.wishes.append(
            WishView(wish, needed, grade, degree, enough=needed is not None and (level or 0) >= needed)
        )
    lowest = min(law.level_for.values(), default=None)
    years = years_of_data(school.pk, found.assessment.year)
    for rule in law.conditions:
        if rule.key == COMPUTED_YEARS and rule.computed:
            found.conditions.append(years_condition(rule, years))
        elif rule.key == COMPUTED_LEVEL and rule.computed:
            found.conditions.append(level_condition(rule, level, lowest))
        else:
            found.conditions.append(Condition(rule, UNKNOWN))


def _law(department: Organisation | None, assessment: SelfAssessment) -> Regime | None:
    law = regime_of_set(assessment.standard_set.set_id)
    return law_at(department, law.id) if law is not None and department is not None else law


def _assessments(school: Organisation) -> QuerySet[SelfAssessment]:
    rows = SelfAssessment.objects.filter(school=school).select_related("standard_set", "school")
    return rows.defer("standard_set__content").order_by("-year", "-leading", "-id")


def _sealed(school: Organisation) -> SelfAssessment | None:
    """Return the newest self-assessment with a seal that stands; one by whose set schools are examined goes first."""
    standing = Seal.objects.filter(assessment=OuterRef("pk"), reopened_at__isnull=True)
    rows = list(_assessments(school).filter(Exists(standing)))
    fitting = [one for one in rows if regime_of_set(one.standard_set.set_id) is not None]
    return next(iter([*fitting, *rows]), None)


def _unsealed(school: Organisation, newest: SelfAssessment | None) -> Need:
    if newest is None:
        return Need(_("Trường chưa có báo cáo tự đánh giá nào trên hệ thống."), "bad")
    return Need(
        _("Báo cáo tự đánh giá năm học %(year)s chưa được xác nhận, niêm phong.") % {"year": newest.year},
        "bad",
        link=reverse("assessments:approval", args=[school.code, newest.year]),
        link_label=_("Tới trang duyệt"),
    )


def _later_year(school: Organisation, newest: SelfAssessment) -> Need:
    return Need(
        _("Năm học %(year)s đang tự đánh giá; chưa niêm phong nên chưa dùng để đăng ký.")
        % {"year": newest.year},
        "wait",
        link=reverse("assessments:approval", args=[school.code, newest.year]),
        link_label=_("Tới trang duyệt"),
    )


def _of_standing(one: Standing, today: dt.date) -> Need:
    days = []
    if one.upgrade_from:
        days.append(_("nâng cấp độ, mức độ được xem xét từ %(day)s") % {"day": vn_date(one.upgrade_from)})
    if one.register_by:
        days.append(_("công nhận lại: hoàn thành đăng ký trước %(day)s") % {"day": vn_date(one.register_by)})
    late = one.register_by is not None and one.register_by < today
    early = one.upgrade_from is not None and today < one.upgrade_from
    text = _("Đang được công nhận: %(title)s.") % {"title": one.title}
    if one.ends_on:
        text = _("Đang được công nhận: %(title)s, đến hết %(day)s.") % {
            "title": one.title, "day": vn_date(one.ends_on)
        }  # fmt: skip
    basis = f" ({one.legal_reference})" if one.legal_reference else ""
    note = f"{'; '.join(days)}{basis}" if days else basis.strip()
    return Need(text, "wait" if late or early else "ok", note, one.url, _("Xem công nhận") if one.url else "")
