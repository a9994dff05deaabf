"""Whether a chosen proposition may yield its sentence: proof, own data, order of levels, direction of a change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from minhdinh.assessments.models import Passage, Sheet, SuggestionChoice
from minhdinh.evidence.domain.counting import days_filed, days_named
from minhdinh.evidence.enums import Status
from minhdinh.evidence.models import EvidenceItem
from minhdinh.lib.text import fold
from minhdinh.standards.suggestions import Locks, ProofRecord, Proposition, locks, order_reasons

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
    filed = days_filed([item.pk for item in fit]) if proposition.proof.dates > 1 else {}
    engine = locks(
        proposition,
        values,
        [record_of(item, sheet.assessment.school.name, filed.get(item.pk, ())) for item in fit],
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
    return Lock(engine, tuple([*unfit, *reasons] if reasons else ()))


def record_of(item: EvidenceItem, school_name: str, filed: Iterable[dt.date] = ()) -> ProofRecord:
    """Return an item as the locks see it; the days named in its period or note and those of its files count."""
    own = bool(item.issuer) and fold(item.issuer) == fold(school_name)
    return ProofRecord(
        item.kind,
        tuple(sorted(days_named(item).union(filed))),
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


def _unfit(item: EvidenceItem, today: dt.date) -> str:
    if item.removed_at is not None:
        return "đã bị bỏ khỏi kho"
    return UNFIT.get(item.status_on(today), "")
