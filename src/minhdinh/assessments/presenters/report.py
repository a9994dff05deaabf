"""Remarks on the standards and the report's own parts as pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.queries import passages_of, sheets_of
from minhdinh.assessments.models import Passage, SelfAssessment, Sheet
from minhdinh.assessments.presenters.passages import Codes, PassageView, passage_view
from minhdinh.assessments.presenters.tree import sheet_url
from minhdinh.assessments.slots import (
    OPTIONAL_REPORT_PARTS,
    REMARK_LABELS,
    REPORT_LABELS,
    is_earlier,
    remark_parts,
)
from minhdinh.common.problems import NotHere
from minhdinh.lib.text import two_digits
from minhdinh.standards.catalogue import Standard

REMARK_HINTS = {
    "opening": "Một đoạn ngắn giới thiệu tiêu chuẩn tại trường, trước phần các tiêu chí.",
    "strengths": "Nêu điểm nổi bật, có minh chứng; không kể lại từng tiêu chí.",
    "limits": "Chỉ nêu hạn chế có ảnh hưởng trực tiếp, kèm nguyên nhân cốt lõi.",
    "trend": "So sánh số liệu của các năm học liên tiếp: tăng, giảm hay giữ vững, vì sao.",
    "priorities": "Một vài vấn đề cần cải tiến trước; sẽ thành việc trong kế hoạch cải tiến.",
}
EARLIER_SECTIONS = (
    ("Phần II, mục A.1", "Tình hình chung của nhà trường", ("I.2.a", "I.2.b", "I.2.c", "I.2.d")),
    ("Phần II, mục A.3", "Tóm tắt quá trình và những vấn đề nổi bật", ("I.4.a", "I.4.b", "I.4.c", "I.4.d")),
    ("Phần III", "Kết luận chung", ("III.1",)),
)
REPORT_SECTIONS = (
    ("Phần I, mục 2", "Bối cảnh và đặc điểm", ("I.2.a", "I.2.b", "I.2.c", "I.2.d")),
    ("Phần I, mục 4", "Quá trình thực hiện tự đánh giá", ("I.4.a", "I.4.b", "I.4.c", "I.4.d")),
    ("Phần III, mục 1", "Kết luận chung", ("III.1",)),
    ("Phần III, mục 4", "Đề xuất, kiến nghị", ("III.4.a", "III.4.b", "III.4.c")),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One text with its title, what it is for, and whether it may stay empty."""

    title: str
    hint: str
    optional: bool
    passage: PassageView


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion's result beside the remarks."""

    code: str
    title: str
    result: str
    tone: str
    track: str
    url: str


@dataclass(frozen=True, slots=True)
class RemarksPage:
    """The remarks on one standard."""

    standard: Standard
    tabs: list[dict[str, object]]
    parts: list[Part]
    lines: list[CriterionLine]
    codes: Codes


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The parts of the report that people write themselves: (place, title, parts)."""

    sections: list[tuple[str, str, list[Part]]]
    codes: Codes
    missing: int
    earlier: bool = False


def build_remarks(actor: Actor, assessment: SelfAssessment, wanted: str, *, readonly: bool) -> RemarksPage:
    """Return the remarks on one standard, the first where none is named; raises NotHere for an unknown one."""
    standards = assessment.standard_set.catalogue.standards
    standard = next((one for one in standards if one.code == wanted), None) if wanted else standards[0]
    if standard is None:
        raise NotHere("Bộ tiêu chuẩn không có tiêu chuẩn này.")
    passages = passages_of(assessment)
    wanted_parts = remark_parts(assessment.standard_set.set_id)
    slots = {part: f"remark:{standard.code}:{part}" for part in wanted_parts}
    codes = Codes(actor, assessment, [passages[slot].body for slot in slots.values() if slot in passages])
    parts = [
        Part(
            title=REMARK_LABELS[part],
            hint=REMARK_HINTS[part],
            optional=False,
            passage=passage_view(
                slot, passages.get(slot), codes, label=REMARK_LABELS[part], readonly=readonly
            ),
        )
        for part, slot in slots.items()
    ]
    return RemarksPage(
        standard=standard,
        tabs=[_tab(one, passages, wanted_parts, active=one is standard) for one in standards],
        parts=parts,
        lines=[
            _line(assessment, sheet) for sheet in sheets_of(assessment) if sheet.standard == standard.code
        ],
        codes=codes,
    )


def build_report(actor: Actor, assessment: SelfAssessment, *, readonly: bool) -> ReportPage:
    """Return the report's own parts in the order of the form."""
    passages = passages_of(assessment)
    earlier = is_earlier(assessment.standard_set.set_id)
    own = {key: passages.get(f"report:{key}") for key in REPORT_LABELS}
    codes = Codes(actor, assessment, [passage.body for passage in own.values() if passage])
    sections = [
        (place, title, [_report_part(key, own[key], codes, readonly=readonly) for key in keys])
        for place, title, keys in (EARLIER_SECTIONS if earlier else REPORT_SECTIONS)
    ]
    missing = sum(
        part.passage.is_empty and not part.optional for _place, _title, parts in sections for part in parts
    )
    return ReportPage(sections, codes, missing, earlier)


def _report_part(key: str, passage: Passage | None, codes: Codes, *, readonly: bool) -> Part:
    label = REPORT_LABELS[key]
    title = label if key == "III.1" else f"{key.rsplit('.', 1)[-1]}) {label}"
    view = passage_view(f"report:{key}", passage, codes, label=label, readonly=readonly)
    return Part(title=title, hint="", optional=key in OPTIONAL_REPORT_PARTS, passage=view)


def _tab(
    standard: Standard, passages: dict[str, Passage], parts: tuple[str, ...], *, active: bool
) -> dict[str, object]:
    slots = [f"remark:{standard.code}:{part}" for part in parts]
    written = sum(bool(slot in passages and passages[slot].text) for slot in slots)
    return {
        "label": _("Tiêu chuẩn %(code)s") % {"code": standard.code},
        "url": f"?tieu-chuan={standard.code}",
        "active": active,
        "note": f"{written}/{len(slots)}",
        "tone": "ok" if written == len(slots) else "wait",
    }


def _line(assessment: SelfAssessment, sheet: Sheet) -> CriterionLine:
    catalogue = assessment.standard_set.catalogue
    tones = {None: "none", 0: "none", 1: "edit"}
    return CriterionLine(
        code=sheet.criterion,
        title=catalogue.criterion(sheet.criterion).title,
        result=catalogue.labels.criterion_result(sheet.level),
        tone=tones.get(sheet.level, "ok"),
        track=str(sheet.track.get_education_level_display()),
        url=sheet_url(assessment, sheet),
    )


def general_information(assessment: SelfAssessment, size: dict[str, str]) -> list[tuple[str, str]]:
    """Return what Part I section 1 prints, (label, text), from the profile and the data tables; "" where not known."""
    school = assessment.school
    profile = school.profile
    contact = [profile.address, profile.phone, profile.email]
    staff = ", ".join(
        f"{label} {size[name]}"
        for name, label in (
            ("managers", "cán bộ quản lý"),
            ("teachers", "giáo viên"),
            ("support", "nhân sự hỗ trợ"),
        )
        if size.get(name)
    )
    return [
        ("Tên cơ sở giáo dục", school.name),
        ("Địa chỉ, liên hệ", " · ".join(part for part in contact if part)),
        ("Cơ quan quản lý trực tiếp", profile.managing_body),
        ("Loại hình", f"{profile.get_school_type_display()}, {str(profile.get_ownership_display()).lower()}"),
        ("Năm thành lập", str(profile.founded_year or "")),
        ("Số lớp", size.get("classes", "")),
        ("Số người học", size.get("pupils", "")),
        ("Số cán bộ, giáo viên, nhân viên", f"{size['staff']} ({staff})" if size.get("staff") else ""),
    ]


def missing_words(count: int) -> str:
    """Return how many parts are still to be written, "" for none."""
    return _("Còn %(count)s mục chưa viết") % {"count": two_digits(count)} if count else ""
