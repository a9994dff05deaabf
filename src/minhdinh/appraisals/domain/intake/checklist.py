"""What an office looks at in a dossier: is it complete, consistent, its evidence healthy. It decides nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhdinh.appraisals.domain.cases.conditions import Condition, conditions_of
from minhdinh.appraisals.domain.cases.files import dossier_files
from minhdinh.appraisals.domain.cases.sealed import Health, SealedReport, cited_health, read_seal
from minhdinh.appraisals.enums import ConditionState, FileKind, Wish
from minhdinh.appraisals.models import Case, CaseFile
from minhdinh.appraisals.rules.regimes import Regime
from minhdinh.common.problems import Problem
from minhdinh.lib.text import vn_date


class Group(models.TextChoices):
    """What a check asks."""

    COMPLETE = "complete", gettext_lazy("Đủ giấy tờ")
    CONSISTENT = "consistent", gettext_lazy("Khớp với báo cáo niêm phong")
    HEALTHY = "healthy", gettext_lazy("Minh chứng còn dùng được")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at: ``state`` is unknown where people have to look themselves.

    ``missing`` is the line for the letter that gives the dossier back; "" where nothing is missing.
    """

    group: Group
    label: str
    state: ConditionState
    detail: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything an office sees of a registration's dossier; ``report`` is None where the seal cannot be read."""

    law: Regime
    report: SealedReport | None
    conditions: list[Condition]
    files: list[CaseFile]
    checks: list[Check]

    @property
    def missing(self) -> list[str]:
        """What the dossier lacks, in sentences for the school."""
        return [one.missing for one in self.checks if one.missing]


def dossier_of(case: Case, law: Regime, today: dt.date) -> Dossier:
    """Return the dossier of a registration with what is to be checked (needs a scope; the queries do not grow)."""
    report, fault = _report(case)
    conditions = conditions_of(case, law, report.level if report else None)
    files = list(dossier_files(case))
    checks = [
        *_complete(case, conditions, files),
        *_consistent(case, law, report, fault),
        *(_healthy(cited_health(report, today)) if report else ()),
    ]
    return Dossier(law, report, conditions, files, checks)


def _report(case: Case) -> tuple[SealedReport | None, str]:
    try:
        return read_seal(case.seal), ""
    except Problem as problem:
        return None, problem.message


def _complete(case: Case, conditions: Iterable[Condition], files: list[CaseFile]) -> Iterator[Check]:
    number, day = case.letter_number, case.letter_date
    yield _check(
        Group.COMPLETE,
        _("Công văn đăng ký có số và ngày"),
        good=bool(number and day),
        detail=_("Số %(number)s ngày %(day)s") % {"number": number, "day": vn_date(day)} if number else "",
        missing=_("Chưa ghi số, ngày công văn đăng ký."),
    )
    letters = [one.name for one in files if one.kind == FileKind.LETTER]
    yield _check(
        Group.COMPLETE,
        _("Có bản quét công văn đăng ký"),
        good=bool(letters),
        detail=", ".join(letters),
        missing=_("Chưa đính bản quét công văn đăng ký."),
    )
    for one in conditions:
        if not one.rule.computed:
            said = one.state != ConditionState.UNKNOWN
            yield _check(
                Group.COMPLETE,
                _("Trường đã khai điều kiện %(key)s") % {"key": one.rule.key},
                good=said,
                missing=_("Chưa khai điều kiện %(key)s: %(title)s.")
                % {"key": one.rule.key, "title": one.rule.title},
            )


def _consistent(case: Case, law: Regime, report: SealedReport | None, fault: str) -> Iterator[Check]:
    group = Group.CONSISTENT
    if report is None:
        yield Check(group, _("Bản niêm phong đọc được"), ConditionState.UNMET, fault, fault)
        return
    reopened = case.seal.reopened_at
    yield _check(
        group,
        _("Trường không mở lại báo cáo sau khi niêm phong"),
        good=reopened is None,
        detail=_("Mở lại ngày %(day)s; hồ sơ giữ bản niêm phong lần %(revision)s.")
        % {"day": vn_date(reopened.date()), "revision": case.seal.revision}
        if reopened
        else _("Bản niêm phong lần %(revision)s.") % {"revision": case.seal.revision},
        missing=_("Báo cáo đã mở lại sau khi niêm phong; hãy gửi theo bản niêm phong mới."),
    )
    yield _level_declared(case, report)
    needed = law.level_for.get(Wish(case.wish))
    if needed is not None and report.level is not None:
        yield _check(
            group,
            _("Mức của báo cáo đủ cho nguyện vọng"),
            good=report.level >= needed,
            detail=_("Báo cáo: %(level)s; cần từ Mức %(needed)s.")
            % {"level": _level(report.level), "needed": needed},
            missing=_("Mức tự đánh giá trong báo cáo chưa đủ cho nguyện vọng đã chọn."),
        )


def _level_declared(case: Case, report: SealedReport) -> Check:
    declared, sealed = case.declared_level, report.level
    label = _("Mức tự nhận khớp với báo cáo")
    if declared is None or sealed is None:
        missing = "" if declared is not None else _("Chưa ghi mức tự nhận.")
        return Check(Group.CONSISTENT, label, ConditionState.UNKNOWN, "", missing)
    return _check(
        Group.CONSISTENT,
        label,
        good=declared == sealed,
        detail=_("Tự nhận: %(declared)s; báo cáo: %(sealed)s.")
        % {"declared": _level(declared), "sealed": _level(sealed)},
        missing=_("Mức tự nhận khác với mức trong báo cáo niêm phong."),
    )


def _healthy(found: Sequence[Health]) -> Iterator[Check]:
    """Yield what is wrong with the evidence, and in one line everything that was looked for and not found."""
    for one in found:
        if one.count:
            words = _("%(count)s minh chứng") % {"count": one.count}
            state = ConditionState.UNMET if one.fault else ConditionState.UNKNOWN
            missing = _("Minh chứng: %(fault)s (%(count)s).") % {
                "fault": str(one.label).lower(),
                "count": one.count,
            }
            yield Check(Group.HEALTHY, str(one.label), state, words, missing if one.fault else "")
    clean = [str(one.label).lower() for one in found if not one.count]
    if clean:
        text = _("Đã tìm, không thấy minh chứng nào như vậy")
        yield Check(Group.HEALTHY, text, ConditionState.MET, f"{', '.join(clean)}.")


def _check(group: Group, label: str, *, good: bool, missing: str, detail: str = "") -> Check:
    state = ConditionState.MET if good else ConditionState.UNMET
    return Check(group, label, state, detail, "" if good else missing)


def _level(level: int) -> str:
    return _("Mức %(level)s") % {"level": level} if level else _("chưa đạt Mức 1")
