"""Whether a chosen proposition may yield its sentence: proof, own data, order of levels, direction of a change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from minhdinh.assessments.models import Passage, Sheet, SuggestionChoice
from minhdinh.evidence.domain.counting import days_counted, days_filed, days_named
from minhdinh.evidence.enums import Status
from minhdinh.evidence.models import EvidenceItem
from minhdinh.lib.text import fold
from minhdinh.standards.catalogue import HowMany, how_many_prove
from minhdinh.standards.suggestions import Locks, ProofRecord, Proposition, locks, order_reasons
from minhdinh.standards.suggestions.locking import kind_name

UNFIT = {
    Status.REJECTED: "đã bị từ chối khi xác minh",
    Status.EXPIRED: "đã hết hiệu lực",
    Status.MISSING: "chưa có tệp, đường dẫn hoặc nơi lưu",
}


@dataclass(frozen=True, slots=True)
class Lock:
    """Everything that keeps a sentence out of the statement, in words with the way to mend; open where nothing does."""

    engine: Locks
    reasons: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether the sentence may be put in."""
        return not self.reasons


def lock_of(
    sheet: Sheet,
    proposition: Proposition,
    *,
    values: Mapping[str, str],
    items: Iterable[EvidenceItem],
    direction_confirmed: bool,
    covered: Collection[str],
) -> Lock:
    """Return what is missing for one proposition on a sheet; ``covered`` are the requirements already spoken to (K3)."""
    today = timezone.localdate()
    picked = list(items)
    fit = [item for item in picked if _unfit(item, today) == ""]
    days = _days(sheet, proposition, fit, today)
    engine = locks(
        proposition,
        values,
        [record_of(item, sheet.assessment.school.name, days.get(item.pk, ())) for item in fit],
        on=today,
        direction_confirmed=direction_confirmed,
    )
    requirement = sheet.assessment.standard_set.catalogue.requirement(proposition.requirement)
    criterion = sheet.assessment.standard_set.catalogue.criterion(sheet.criterion)
    order = order_reasons(criterion, requirement.level, covered)
    unfit = [f"{item.label} {words}." for item in picked if (words := _unfit(item, today))]
    reasons = [*engine.reasons, *order]
    if not engine.open and not engine.reasons:
        reasons.append("Mệnh đề còn thiếu số liệu hoặc minh chứng.")
    if engine.missing_dates and (asked := _yearly(sheet, proposition)):
        kinds = ", ".join(f"“{kind_name(kind)}”" for kind in sorted(asked.kinds))
        reasons.append(f"Chỉ tính ngày trong năm học {sheet.assessment.year} của loại {kinds}.")
    return Lock(engine, tuple([*unfit, *reasons] if reasons else ()))


def record_of(item: EvidenceItem, school_name: str, days: Iterable[dt.date] = ()) -> ProofRecord:
    """Return an item as the locks see it, with the days of it that count."""
    own = bool(item.issuer) and fold(item.issuer) == fold(school_name)
    return ProofRecord(
        item.kind,
        tuple(sorted(days)),
        own=own,
        valid_to=item.valid_to,
        name=item.label,
    )


def covered_by(choices: Iterable[SuggestionChoice], written: Iterable[str]) -> frozenset[str]:
    """Return the requirements that have a positive choice or a text of the school's own."""
    return frozenset(row.requirement for row in choices if not row.negative) | frozenset(written)


def written_on(sheet: Sheet) -> set[str]:
    """Return the requirements of a sheet that have a text."""
    rows = Passage.objects.filter(sheet=sheet, inherited=False).exclude(text="").exclude(requirement="")
    return set(rows.values_list("requirement", flat=True))


def _days(
    sheet: Sheet, proposition: Proposition, items: Iterable[EvidenceItem], today: dt.date
) -> dict[int, set[dt.date]]:
    """Return by item the days that count, as on the requirement's card; nothing where no date is asked for."""
    if not proposition.proof.dates:
        return {}
    asked = _yearly(sheet, proposition)
    year = sheet.assessment.year if asked else ""
    counted = [item for item in items if asked is None or item.kind in asked.kinds]
    filed = days_filed([item.pk for item in counted])
    return {item.pk: days_counted(days_named(item, filed.get(item.pk, ())), today, year) for item in counted}


def _yearly(sheet: Sheet, proposition: Proposition) -> HowMany | None:
    """Return the yearly number of the requirement, where the proposition asks for dates of a kind that it counts."""
    catalogue = sheet.assessment.standard_set.catalogue
    asked = how_many_prove(catalogue, catalogue.requirement(proposition.requirement))
    return asked if asked and asked.yearly and asked.kinds.intersection(proposition.proof.kinds) else None


def _unfit(item: EvidenceItem, today: dt.date) -> str:
    if item.removed_at is not None:
        return "đã bị bỏ khỏi kho"
    return UNFIT.get(item.status_on(today), "")
