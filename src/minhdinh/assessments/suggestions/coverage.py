"""The mirror of the whole report: what has no statement, what no evidence, which evidence nothing cites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from minhdinh.assessments.domain.queries import sheets_of
from minhdinh.assessments.enums import PassageKind
from minhdinh.assessments.models import Passage, SelfAssessment, Sheet, SuggestionChoice
from minhdinh.assessments.suggestions.library import library_for
from minhdinh.assessments.suggestions.specificity import Counts, count_sentences
from minhdinh.evidence.models import Citation, EvidenceItem, EvidenceUse
from minhdinh.standards.catalogue import Criterion, Requirement

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CriterionCoverage:
    """One criterion of one track; ``weak`` and ``unused`` are codes of evidence."""

    sheet: Sheet
    title: str
    missing: list[Requirement]
    uncited: list[Requirement]
    weak: list[str]
    unused: list[str]
    counts: Counts

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to point at."""
        return not (self.missing or self.uncited or self.weak or self.unused)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole report, criterion by criterion."""

    criteria: list[CriterionCoverage]
    total: Counts

    @property
    def several(self) -> bool:
        """Whether more than one cấp học is assessed."""
        return len({one.sheet.track_id for one in self.criteria}) > 1

    @property
    def missing(self) -> int:
        """How many requirements have no statement."""
        return sum(len(one.missing) for one in self.criteria)

    @property
    def uncited(self) -> int:
        """How many statements cite nothing."""
        return sum(len(one.uncited) for one in self.criteria)

    @property
    def unused(self) -> int:
        """How many items serve a criterion and are cited nowhere in it."""
        return sum(len(one.unused) for one in self.criteria)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Everything the mirror is made of, read once for the whole report."""

    texts: Mapping[int, Mapping[str, str]]
    cited: Mapping[Place, Mapping[str, list[EvidenceItem]]]
    used: Mapping[Place, list[EvidenceItem]]
    groups: Mapping[int, set[str]]


def coverage_of(assessment: SelfAssessment) -> Coverage:
    """Return the mirror of a report; a constant number of queries, however much is written."""
    rows = _Rows(_texts(assessment), _cited(assessment), _used(assessment), _groups(assessment))
    catalogue = assessment.standard_set.catalogue
    criteria = [
        _criterion(sheet, catalogue.criterion(sheet.criterion), rows) for sheet in sheets_of(assessment)
    ]
    return Coverage(criteria, sum((one.counts for one in criteria), Counts()))


def _criterion(sheet: Sheet, criterion: Criterion, rows: _Rows) -> CriterionCoverage:
    place = (sheet.track.education_level, sheet.criterion)
    texts, cited = rows.texts.get(sheet.pk, {}), rows.cited.get(place, {})
    asked = [one for one in criterion.iter_requirements() if not one.derived]
    written = [one for one in asked if texts.get(one.id)]
    items = {item.pk: item for found in cited.values() for item in found}
    today = timezone.localdate()
    weak = [item.label for item in items.values() if not item.usable_on(today)]
    unused = {item.pk: item.label for item in rows.used.get(place, ()) if item.pk not in items}
    sentences, with_data = count_sentences(texts.values())
    counts = Counts(
        sentences=sentences,
        with_data=with_data,
        requirements=len(asked),
        declared=len(written),
        groups=_present(written, rows.groups.get(sheet.pk, set())),
        cited=len(items),
        valid=len(items) - len(weak),
    )
    return CriterionCoverage(
        sheet=sheet,
        title=criterion.title,
        missing=[one for one in asked if not texts.get(one.id)],
        uncited=[one for one in written if not cited.get(one.id)],
        weak=weak,
        unused=list(unused.values()),
        counts=counts,
    )


def _present(written: Iterable[Requirement], chosen: set[str]) -> frozenset[str]:
    """Return the groups that a criterion speaks to: of its written requirements and of its chosen propositions."""
    return frozenset({one.kind.value for one in written if one.kind} | chosen)


def _texts(assessment: SelfAssessment) -> dict[int, dict[str, str]]:
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    rows = Passage.objects.filter(assessment=assessment, kind=PassageKind.STATEMENT, inherited=False).exclude(
        text=""
    )
    for sheet_id, requirement, text in rows.values_list("sheet_id", "requirement", "text"):
        found[sheet_id or 0][requirement] = text
    return found


def _cited(assessment: SelfAssessment) -> dict[Place, dict[str, list[EvidenceItem]]]:
    found: defaultdict[Place, dict[str, list[EvidenceItem]]] = defaultdict(dict)
    unread = Passage.objects.filter(assessment=assessment, inherited=True).values_list("pk", flat=True)
    rows = Citation.objects.filter(assessment_id=assessment.pk).exclude(criterion="").select_related("item")
    rows = rows.exclude(source__in=[f"passage:{pk}" for pk in unread])
    for row in rows.order_by("item__code_sort"):
        found[row.track, row.criterion].setdefault(row.requirement, []).append(row.item)
    return found


def _used(assessment: SelfAssessment) -> dict[Place, list[EvidenceItem]]:
    found: defaultdict[Place, list[EvidenceItem]] = defaultdict(list)
    rows = EvidenceUse.objects.filter(assessment_id=assessment.pk, item__removed_at__isnull=True)
    for row in rows.select_related("item").order_by("item__code_sort"):
        found[row.track, row.criterion].append(row.item)
    return found


def _groups(assessment: SelfAssessment) -> dict[int, set[str]]:
    library, found = library_for(assessment), defaultdict[int, set[str]](set)
    rows = SuggestionChoice.objects.filter(sheet__assessment=assessment, negative=False, text__isnull=False)
    for sheet_id, proposition in rows.values_list("sheet_id", "proposition"):
        if library.has(proposition):
            found[sheet_id].add(library.proposition(proposition).group.value)
    return found
