"""What the evidence room has to know of a self-assessment's texts (``evidence.context``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.assessments.domain.result import rules_of
from minhdinh.assessments.enums import PassageKind
from minhdinh.assessments.models import Passage, SelfAssessment, Sheet
from minhdinh.assessments.suggestions.library import library_for
from minhdinh.evidence.context import Asked, Gap
from minhdinh.evidence.models import Citation
from minhdinh.standards.catalogue import HowMany, how_many_prove, kinds_that_prove

SHORT = 140


def uncited_statements(assessment_id: int) -> Sequence[Gap]:
    """Return the written statements that cite nothing, in the order of the sheets. Three queries.

    Texts carried from elsewhere that nobody has confirmed count as unwritten.
    """
    assessment = SelfAssessment.objects.select_related("school").filter(pk=assessment_id).first()
    if assessment is None:
        return ()
    written = Passage.objects.filter(
        assessment=assessment, kind=PassageKind.STATEMENT, inherited=False, sheet__isnull=False
    ).exclude(text="")
    cited = set(Citation.objects.filter(assessment_id=assessment.pk).values_list("source", flat=True))
    rows = written.select_related("sheet__track").order_by(
        "sheet__track__position", "sheet__position", "level", "requirement"
    )
    return [
        _gap(assessment, row, row.sheet) for row in rows if row.sheet and f"passage:{row.pk}" not in cited
    ]


def usual_kinds(assessment_id: int) -> Mapping[str, frozenset[str]]:
    """Return by requirement the kinds of evidence that its set, the package beside it and the suggestions name as proof."""
    rows = SelfAssessment.objects.select_related("standard_set", "school")
    assessment = rows.filter(pk=assessment_id).first()
    if assessment is None:
        return {}
    found: defaultdict[str, set[str]] = defaultdict(set)
    catalogue = assessment.standard_set.catalogue
    for standard in catalogue.standards:
        for criterion in standard.criteria:
            for requirement in criterion.iter_requirements():
                found[requirement.id].update(kinds_that_prove(catalogue.id, requirement))
    for offered in library_for(assessment):
        for proposition in offered.propositions:
            found[proposition.requirement].update(proposition.proof.kinds)
    return {requirement: frozenset(kinds) for requirement, kinds in found.items() if kinds}


def needed_numbers(assessment_id: int) -> Mapping[str, HowMany]:
    """Return by requirement how many dated records it needs, by the rules that judge this year; two queries at most."""
    assessment = SelfAssessment.objects.select_related("standard_set").filter(pk=assessment_id).first()
    if assessment is None:
        return {}
    catalogue = rules_of(assessment)
    found = {one.id: how_many_prove(catalogue, one) for one in catalogue.iter_requirements()}
    return {requirement: asked for requirement, asked in found.items() if asked}


def criteria_asked(assessment_id: int) -> Mapping[str, Asked]:
    """Return by criterion its title, its requirements in words, and the kinds that usually prove them."""
    assessment = SelfAssessment.objects.select_related("standard_set").filter(pk=assessment_id).first()
    if assessment is None:
        return {}
    kinds = usual_kinds(assessment_id)
    return {
        criterion.code: Asked(
            "\n".join([criterion.title, *(one.text for one in criterion.iter_requirements())]),
            frozenset().union(*(kinds.get(one.id, frozenset()) for one in criterion.iter_requirements())),
        )
        for criterion in assessment.standard_set.catalogue.iter_criteria()
    }


def _gap(assessment: SelfAssessment, passage: Passage, sheet: Sheet) -> Gap:
    words = _("Tiêu chí %(code)s, Mức %(level)s, yêu cầu %(id)s") % {
        "code": sheet.criterion,
        "level": passage.level,
        "id": passage.requirement,
    }
    place = {
        "code": assessment.school.code,
        "year": assessment.year,
        "track": sheet.track.education_level,
        "criterion": sheet.criterion,
    }
    text = passage.text if len(passage.text) <= SHORT else f"{passage.text[:SHORT]}…"
    return Gap(words, text, reverse("assessments:sheet", kwargs=place))
