"""The tables of a plan by the rules before 2026 (Phụ lục 1, V–VII): trainings, means to be raised, experts.

They stand beside the plan's head in ``SelfAssessment.plan``; the plan of 2026 has no such tables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.domain.holding import hold_open
from minhdinh.assessments.domain.plan import steps_of
from minhdinh.assessments.models import Assignment, PlanStep, SelfAssessment
from minhdinh.assessments.slots import is_earlier
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.lib.hashing import canonical_json, sha256
from minhdinh.lib.text import clean

MOST = 60
LONGEST = 500
TRAINING = "tập huấn"
COLLECTING = "minh chứng"


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """A training: when, who takes part, about what."""

    when: str = ""
    who: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class MeansRow:
    """What has to be raised for a criterion ("3.1") or a whole standard ("3"), when, and a note."""

    criterion: str = ""
    resource: str = ""
    when: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlanTables:
    """The three parts; ``experts`` are words of their own."""

    training: tuple[TrainingRow, ...] = field(default=())
    means: tuple[MeansRow, ...] = field(default=())
    experts: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is written."""
        return not (self.training or self.means or self.experts)

    @property
    def mark(self) -> str:
        """A mark of what stands, by which a page knows whether somebody wrote meanwhile."""
        return sha256(canonical_json(asdict(self)))[:16]


def has_tables(assessment: SelfAssessment) -> bool:
    """Tell whether the plan of this set has these tables."""
    return is_earlier(assessment.standard_set.set_id)


def tables_of(assessment: SelfAssessment) -> PlanTables:
    """Return the tables as they stand; what is not of their shape is left out."""
    known: Mapping[str, Any] = assessment.plan
    return PlanTables(
        tuple(TrainingRow(**row) for row in _rows(known.get("training"), TrainingRow)),
        tuple(MeansRow(**row) for row in _rows(known.get("means"), MeansRow)),
        str(known.get("experts") or ""),
    )


def _rows(found: object, shape: type[TrainingRow | MeansRow]) -> list[dict[str, str]]:
    names = shape.__dataclass_fields__
    rows = found if isinstance(found, list) else []
    return [{name: str(row.get(name) or "") for name in names} for row in rows if isinstance(row, dict)]


@in_vietnamese
def save_tables(
    *, actor: Actor, assessment: SelfAssessment, values: PlanTables, drawn: str | None = None
) -> None:
    """Write the tables whole; rows without words are left out. ``drawn`` marks what the page showed; None asks nothing.

    Raises NotHere for a set without them, Problem for an unknown criterion, a row without what it is about, too many
    or too long ones, Stale where somebody wrote meanwhile.
    """
    require(actor, Permission.COUNCIL_MANAGE, organisation_id=assessment.school_id)
    if not has_tables(assessment):
        raise NotHere("Kế hoạch theo bộ tiêu chuẩn này không có các bảng của Phụ lục 1.")
    wanted = _cleaned(values)
    _check(assessment, wanted)
    with transaction.atomic():
        hold_open(assessment)
        assessment.refresh_from_db(fields=["plan"])
        standing = tables_of(assessment)
        if drawn is not None and standing.mark != drawn:
            raise Stale("Người khác vừa sửa các bảng này. Hãy mở lại trang, xem bản mới rồi ghi.")
        if standing == wanted:
            return
        assessment.plan = {**assessment.plan, **_stored(wanted)}
        assessment.save(update_fields=["plan", "updated_at"])
        record(
            actor=actor,
            code=actions.PLAN_TABLES_SAVED,
            target=f"assessments.SelfAssessment:{assessment.pk}",
            count=len(wanted.training) + len(wanted.means),
        )


def _stored(values: PlanTables) -> dict[str, Any]:
    return {
        "training": [asdict(row) for row in values.training],
        "means": [asdict(row) for row in values.means],
        "experts": values.experts,
    }


def _cleaned(values: PlanTables) -> PlanTables:
    training = [TrainingRow(clean(one.when), clean(one.who), _lines(one.content)) for one in values.training]
    means = [
        MeansRow(clean(one.criterion), _lines(one.resource), clean(one.when), clean(one.note))
        for one in values.means
    ]
    return PlanTables(
        tuple(one for one in training if one != TrainingRow()),
        tuple(one for one in means if one != MeansRow(criterion=one.criterion)),
        _lines(values.experts),
    )


def _lines(text: str) -> str:
    """Return a text of several lines, each clean; empty ones are left out."""
    return "\n".join(line for line in map(clean, text.splitlines()) if line)


def _check(assessment: SelfAssessment, values: PlanTables) -> None:
    texts = [text for part in ("training", "means") for row in asdict(values)[part] for text in row.values()]
    if max(len(values.training), len(values.means)) > MOST:
        raise Problem(f"Mỗi bảng ghi nhiều nhất {MOST} dòng.")
    if any(len(text) > LONGEST for text in texts) or len(values.experts) > 4 * LONGEST:
        raise Problem(f"Có ô dài quá {LONGEST} ký tự; hãy viết gọn hơn.")
    for number, one in enumerate(values.training, start=1):
        if not one.content:
            raise Problem(f"Tập huấn, dòng {number}: hãy ghi nội dung.", field=f"training-{number}")
    known = {code for code, _label in places_to_choose(assessment)}
    for number, row in enumerate(values.means, start=1):
        if not row.resource:
            raise Problem(
                f"Nguồn lực, dòng {number}: hãy ghi nguồn lực cần huy động.", field=f"means-{number}"
            )
        if row.criterion and row.criterion not in known:
            raise Problem(
                f"Nguồn lực, dòng {number}: bộ tiêu chuẩn không có {row.criterion[:20]}.",
                field=f"means-{number}",
            )


def places_to_choose(assessment: SelfAssessment) -> list[tuple[str, str]]:
    """Return the standards and their criteria, as a row of means may be about."""
    found: list[tuple[str, str]] = []
    for standard in assessment.standard_set.catalogue.standards:
        found.append((standard.code, f"Tiêu chuẩn {standard.code}"))
        found += [(one.code, f"Tiêu chí {one.code}. {one.title[:60]}") for one in standard.criteria]
    return found


def suggested_tables(assessment: SelfAssessment) -> PlanTables:
    """Return tables to start from, of what the school wrote already: trainings among the steps, groups in charge.

    Three queries; nothing is written.
    """
    steps = steps_of(assessment)
    return PlanTables(
        tuple(
            TrainingRow(span_of(one), one.owner, one.content)
            for one in steps
            if TRAINING in one.content.lower()
        ),
        tuple(_means(assessment, steps)),
    )


def _means(assessment: SelfAssessment, steps: Sequence[PlanStep]) -> list[MeansRow]:
    """Return a row for each standard with the groups and people in charge of its criteria; none without any."""
    when = next((span_of(one) for one in steps if COLLECTING in one.content.lower()), "")
    rows = Assignment.objects.filter(sheet__assessment=assessment).order_by("member__order", "id")
    named: dict[str, dict[str, None]] = {}
    for standard, group, name in rows.values_list("sheet__standard", "member__group__name", "member__name"):
        named.setdefault(standard, {})[group or name] = None
    return [
        MeansRow(one.code, f"Nhân lực: {', '.join(named[one.code])}"[:LONGEST], when)
        for one in assessment.standard_set.catalogue.standards
        if one.code in named
    ]


def span_of(step: PlanStep) -> str:
    """Return the days of a step in words, as a plan writes them."""
    days = [_day(one) for one in (step.starts_on, step.ends_on) if one]
    return " – ".join(dict.fromkeys(days))


def _day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"
