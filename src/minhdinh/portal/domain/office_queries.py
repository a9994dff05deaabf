"""Reads for an office that publishes what it decided; all need the office's opened path scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from minhdinh.access.scope import path_scope
from minhdinh.appraisals.enums import Outcome
from minhdinh.appraisals.models import Case, Draft
from minhdinh.common.problems import NotHere
from minhdinh.lib.text import clean, fold
from minhdinh.organisations.domain.inheritance import predecessors_of
from minhdinh.organisations.models import Organisation
from minhdinh.portal.domain.offices import department_for
from minhdinh.portal.models import PublishedEvaluation, PublishedReport

ORDER = ("-closed_at", "-id")
LONGEST_SEARCH = 100
SHOWN, HIDDEN = "shown", "hidden"


@dataclass(frozen=True, slots=True)
class DecidedFilter:
    """What an office looks for among its decided registrations: words of a school's name, published or not."""

    q: str = ""
    public: str = ""

    @property
    def is_set(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.q or self.public)


def read_filter(query: Mapping[str, str]) -> DecidedFilter:
    """Read the filter from an address."""
    return DecidedFilter(clean(query.get("q", ""))[:LONGEST_SEARCH], clean(query.get("public", ""))[:10])


def decided_cases(office: Organisation, wanted: DecidedFilter) -> QuerySet[Case]:
    """Return the decided registrations that this office answers for: its own, and those whose department does no more.

    A department does no more once it has ended or the school stands below another.
    """
    left = ~Q(department=office) & (
        Q(department__active=False) | ~Q(school__path__startswith=F("department__path"))
    )
    rows = Case.objects.filter(
        Q(department=office) | left,
        Exists(Draft.objects.filter(case=OuterRef("pk"), final=True)),
        outcome=Outcome.RECOGNISED,
    )
    rows = rows.exclude(pk__in=_answered_elsewhere(office, rows.filter(left, school__active=False)))
    for word in fold(wanted.q).split():
        rows = rows.filter(school__search_text__contains=word)
    standing = Exists(
        PublishedEvaluation.objects.filter(draft__case=OuterRef("pk"), withdrawn_at__isnull=True)
    )
    if wanted.public:
        known = {SHOWN: rows.filter(standing), HIDDEN: rows.filter(~standing)}
        rows = known.get(wanted.public, rows.none())
    return rows.select_related("school", "department")


def _answered_elsewhere(office: Organisation, rows: QuerySet[Case]) -> list[int]:
    """Return those of schools that ended for which the department of an heir answers; few, so each is asked for."""
    asked = rows.select_related("school", "department").order_by()
    return [one.pk for one in asked if department_for(one.school, one.department) != office]


def decided_case(office: Organisation, case_id: int) -> Case:
    """Return one of them; raises NotHere for what this office does not answer for."""
    rows = Case.objects.filter(pk=case_id, outcome=Outcome.RECOGNISED)
    found = rows.select_related("school", "department").first()
    if found is None or department_for(found.school, found.department) != office:
        raise NotHere("Không có hồ sơ đã quyết định này.")
    return found


def publications_of(cases: Sequence[Case]) -> dict[int, PublishedEvaluation]:
    """Return how the final reports of these registrations are published now, by registration (one query)."""
    rows = PublishedEvaluation.objects.filter(
        draft__case__in=[one.pk for one in cases], withdrawn_at__isnull=True
    )
    return {row.draft.case_id: row for row in rows.select_related("draft").defer("draft__content")}


def reports_left(office: Organisation) -> list[PublishedReport]:
    """Return what still stands published by schools that ended below this office or the departments before it."""
    before = [one for one in predecessors_of(office) if not one.active and not one.is_school]
    found: list[PublishedReport] = []
    for path in (None, *(one.path for one in before)):
        with nullcontext() if path is None else path_scope(path):
            rows = PublishedReport.objects.filter(withdrawn_at__isnull=True, school__active=False)
            rows = rows.select_related("school", "seal__assessment")
            found += rows.order_by("school__sort_key", "-seal__assessment__year", "id")
    return found
