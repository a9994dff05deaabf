"""What is left to do before the report is handed in, each with the place to do it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.assessments.carrying.answering import inherited_count
from minhdinh.assessments.domain.council import council_warnings
from minhdinh.assessments.domain.naming import criterion_name
from minhdinh.assessments.domain.tables import state_of, table_view
from minhdinh.assessments.enums import SheetState
from minhdinh.assessments.figures.asking import open_words
from minhdinh.assessments.figures.checking import checks_of, written_texts
from minhdinh.assessments.models import Answer, SelfAssessment, Sheet
from minhdinh.assessments.rules.unseen import Unseen, unseen_up_to
from minhdinh.assessments.slots import OPTIONAL_REPORT_PARTS, remark_parts, report_parts
from minhdinh.evidence.models import Citation
from minhdinh.evidence.rules import expires_soon
from minhdinh.lib.text import two_digits, vn_date
from minhdinh.standards.catalogue import evidence_kinds


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to look at. ``blocking`` ones stop the hand-in, others only warn."""

    title: str
    url: str
    action: str
    done: bool
    blocking: bool = False


def readiness(assessment: SelfAssessment) -> list[Task]:
    """Return the list in the order of the work; a constant number of queries."""
    texts = written_texts(assessment)
    return [
        _council(assessment),
        *_sheets(assessment),
        *_inherited(assessment),
        _remarks(assessment, texts),
        _report(assessment, texts),
        *_tables(assessment, texts),
        _evidence(assessment),
    ]


def blocking_tasks(assessment: SelfAssessment) -> list[Task]:
    """Return what stops the hand-in."""
    return [task for task in readiness(assessment) if task.blocking and not task.done]


def _url(name: str, assessment: SelfAssessment) -> str:
    return reverse(f"assessments:{name}", kwargs={"code": assessment.school.code, "year": assessment.year})


def _council(assessment: SelfAssessment) -> Task:
    warnings = council_warnings(assessment)
    kept = bool(assessment.council_reason.strip())
    open_ones = [warning for warning in warnings if not (warning.needs_reason and kept)]
    count = assessment.members.filter(in_council=True).count()
    title = (
        open_ones[0].message
        if open_ones
        else _("Hội đồng: có quyết định, %(count)s thành viên") % {"count": two_digits(count)}
    )
    return Task(title, _url("council", assessment), _("Mở"), done=not open_ones)


def _sheets(assessment: SelfAssessment) -> Iterator[Task]:
    """Yield two tasks: every criterion has its level, and its sheet was approved."""
    rows = Sheet.objects.filter(assessment=assessment).select_related("track")
    sheets = list(rows.order_by("track__position", "position"))
    open_ones = [sheet for sheet in sheets if sheet.level is None]
    if open_ones:
        title = _counted(
            _("%(count)s tiêu chí chưa ghi mức: %(names)s"), open_ones, _names(open_ones, sheets)
        )
        yield Task(title, _sheet_url(assessment, open_ones[0]), _("Mở"), done=False, blocking=True)
    else:
        url = _url("overview", assessment)
        yield Task(_("Các tiêu chí đều đã ghi mức"), url, _("Xem"), done=True, blocking=True)
    waiting = [sheet for sheet in sheets if sheet.level is not None and sheet.state != SheetState.APPROVED]
    if waiting:
        title = _counted(
            _("%(count)s phiếu đã ghi mức nhưng chưa duyệt: %(names)s"), waiting, _names(waiting, sheets)
        )
        yield Task(title, _sheet_url(assessment, waiting[0]), _("Mở"), done=False)
    yield from _unseen(assessment, sheets)


def _inherited(assessment: SelfAssessment) -> Iterator[Task]:
    """Yield one task while carried texts wait for somebody to read them; nothing is handed in unread."""
    count = inherited_count(assessment)
    if count:
        words = _("%(count)s đoạn kế thừa, chờ cập nhật hoặc xác nhận còn đúng")
        title = words % {"count": two_digits(count)}
        yield Task(title, _url("carrying", assessment), _("Đọc"), done=False, blocking=True)


def _unseen(assessment: SelfAssessment, sheets: list[Sheet]) -> Iterator[Task]:
    """Yield one task where levels were pressed while requirements of theirs are chưa xét; it reminds only."""
    catalogue = assessment.standard_set.catalogue
    answers: dict[int, dict[str, str | None]] = {}
    rows = Answer.objects.filter(sheet__assessment=assessment).values_list("sheet_id", "requirement", "value")
    for sheet_id, requirement, value in rows:
        answers.setdefault(sheet_id, {})[requirement] = value
    found = [
        (sheet, list(unseen_up_to(criterion, answers.get(sheet.pk, {}), catalogue.labels, sheet.level)))
        for sheet in sheets
        if sheet.level and (criterion := catalogue.criterion(sheet.criterion))
    ]
    open_ones = [(sheet, unseen) for sheet, unseen in found if unseen]
    if open_ones:
        sheet, unseen = open_ones[0]
        words = _some([f"{name}: {_lowered(parts)}" for name, parts in _named(open_ones, sheets)], 2)
        title = _counted(
            _("%(count)s tiêu chí đã ghi mức khi còn yêu cầu chưa xét. %(names)s"), open_ones, words
        )
        url = f"{_sheet_url(assessment, sheet)}?muc={unseen[0].level}#yc-{unseen[0].requirement}"
        yield Task(title, url, _("Xét"), done=False)


def _named(
    found: list[tuple[Sheet, list[Unseen]]], sheets: list[Sheet]
) -> Iterator[tuple[str, list[Unseen]]]:
    several = len({sheet.track_id for sheet in sheets}) > 1
    for sheet, unseen in found:
        yield criterion_name(sheet, several=several), unseen


def _lowered(unseen: list[Unseen]) -> str:
    words = "; ".join(one.words for one in unseen)
    return words[:1].lower() + words[1:]


def _names(some: list[Sheet], sheets: list[Sheet]) -> str:
    """Return the codes of some sheets, with their cấp học where there are several."""
    several = len({sheet.track_id for sheet in sheets}) > 1
    return _some([criterion_name(one, several=several) for one in some], 4)


def _sheet_url(assessment: SelfAssessment, sheet: Sheet) -> str:
    place = {"track": sheet.track.education_level, "criterion": sheet.criterion}
    return reverse(
        "assessments:sheet", kwargs={"code": assessment.school.code, "year": assessment.year, **place}
    )


def _remarks(assessment: SelfAssessment, written: Mapping[str, str]) -> Task:
    parts = remark_parts(assessment.standard_set.set_id)
    missing = [
        standard.code
        for standard in assessment.standard_set.catalogue.standards
        if any(f"remark:{standard.code}:{part}" not in written for part in parts)
    ]
    title = (
        _counted(_("Nhận xét tiêu chuẩn %(names)s"), missing, ", ".join(missing))
        if missing
        else _("Nhận xét các tiêu chuẩn đã viết")
    )
    return Task(title, _url("remarks", assessment), _("Viết") if missing else _("Xem"), done=not missing)


def _report(assessment: SelfAssessment, written: Mapping[str, str]) -> Task:
    missing = [
        key
        for key in report_parts(assessment.standard_set.set_id)
        if key not in OPTIONAL_REPORT_PARTS and f"report:{key}" not in written
    ]
    title = (
        _counted(_("Phần chung của báo cáo: còn %(count)s mục"), missing)
        if missing
        else _("Phần chung của báo cáo đã viết")
    )
    return Task(title, _url("report", assessment), _("Viết") if missing else _("Xem"), done=not missing)


def _tables(assessment: SelfAssessment, texts: Mapping[str, str]) -> Iterator[Task]:
    """Yield how complete the tables are, and one task more while jumps or texts beside them wait for a word."""
    figures = table_view(assessment)
    state = state_of(figures.findings())
    counts = ((state.empty, _("ô trống")), (state.suspicious, _("ô nghi vấn")))
    left = ", ".join(f"{two_digits(count)} {what}" for count, what in counts if count)
    title = _("Bảng số liệu: %(left)s") % {"left": left} if left else _("Bảng số liệu đã đủ")
    yield Task(title, _url("tables", assessment), _("Xem"), done=not left)
    waiting = open_words(checks_of(assessment, figures, texts).open_questions)
    if waiting:
        title = _("Soát số liệu: %(waiting)s") % {"waiting": waiting}
        yield Task(title, _url("tables-checks", assessment), _("Xem"), done=False)


def _evidence(assessment: SelfAssessment) -> Task:
    """Name the items that texts cite and that carry no level now, else those that soon will not."""
    today = timezone.localdate()
    rows = Citation.objects.filter(assessment_id=assessment.pk).select_related("item")
    cited = sorted({row.item_id: row.item for row in rows}.values(), key=lambda item: item.code_sort)
    weak = [item.code for item in cited if not item.usable_on(today)]
    if weak:
        words = _("%(count)s minh chứng được trích dẫn chưa dùng được: %(names)s")
        title = _counted(words, weak, _some(weak, 3))
        return Task(title, _evidence_url(assessment), _("Xem"), done=False)
    kinds = evidence_kinds()
    soon = [
        _("%(code)s đến %(day)s") % {"code": item.code, "day": vn_date(item.valid_to)}
        for item in cited
        if expires_soon(item, kinds.get(item.kind), today) is not None
    ]
    if soon:
        title = _counted(_("%(count)s minh chứng sắp hết hiệu lực: %(names)s"), soon, _some(soon, 2))
        return Task(title, _evidence_url(assessment), _("Gia hạn"), done=False)
    title = _("Minh chứng được trích dẫn đều dùng được") if cited else _("Chưa trích dẫn minh chứng nào")
    return Task(title, _evidence_url(assessment), _("Xem"), done=bool(cited))


def _counted(words: str, things: Sequence[object], names: str = "") -> str:
    """Fill in how many there are, in two digits, and which."""
    return words % {"count": two_digits(len(things)), "names": names}


def _some(names: list[str], most: int) -> str:
    return ", ".join(names[:most]) + ("…" if len(names) > most else "")


def _evidence_url(assessment: SelfAssessment) -> str:
    return reverse("evidence:list", kwargs={"code": assessment.school.code, "year": assessment.year})
