"""Focal issues proposed from what the school wrote and what others found: each thing once, and people choose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from minhdinh.assessments.enums import PassageKind
from minhdinh.assessments.models import Passage, SelfAssessment, Track
from minhdinh.assessments.slots import sheet_slot
from minhdinh.assessments.suggestions.queries import Weakness, weaknesses_of
from minhdinh.improvement.domain.findings import findings_of
from minhdinh.improvement.domain.tracks import tracks_of_source, with_track
from minhdinh.improvement.enums import IssueSource
from minhdinh.improvement.models import FocalIssue, ImprovementPlan
from minhdinh.standards.catalogue import StandardSet

# The kinds of ``ref`` whose second part is the key of the self-assessment that they were drawn from.
OF_ASSESSMENT = frozenset({"remark", "sheet", "requirement"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """An issue that could be taken; ``ref`` names the thing it comes from, ``action`` is a draft of what to do."""

    ref: str
    source: IssueSource
    label: str
    limit: str
    situation: str = ""
    action: str = ""
    track: str = ""
    standard: str = ""
    criterion: str = ""
    requirement: str = ""
    url: str = ""


def all_proposals(plan: ImprovementPlan) -> list[Proposal]:
    """Return everything that could become an issue of a plan, taken already or not, findings of others first."""
    if plan.source is None:
        return []
    assessment = plan.source
    texts = dict(
        Passage.objects.filter(
            assessment=assessment, kind__in=[PassageKind.REMARK, PassageKind.SHEET], inherited=False
        ).values_list("slot", "text")
    )
    found = [
        *_from_findings(assessment),
        *_from_remarks(assessment, texts),
        *_from_sheets(assessment, texts),
        *_from_weaknesses(assessment),
    ]
    tracks = tracks_of_source(assessment)
    return (
        [replace(one, label=with_track(one.label, tracks, one.track)) for one in found] if tracks else found
    )


def proposals(plan: ImprovementPlan) -> list[Proposal]:
    """Return what neither stands in the plan nor was left open there."""
    known = set(FocalIssue.objects.filter(plan=plan).values_list("source_ref", flat=True))
    return [one for one in all_proposals(plan) if one.ref not in known]


def _from_findings(assessment: SelfAssessment) -> Iterator[Proposal]:
    for one in findings_of(assessment):
        place = {"track": one.track, "standard": one.standard, "criterion": one.criterion}
        yield Proposal(one.ref, IssueSource.FINDING, one.label, one.text, url=one.url, **place)


def _from_remarks(assessment: SelfAssessment, texts: Mapping[str, str]) -> Iterator[Proposal]:
    """One proposal a standard: its limits, with the trend as the situation and the priorities as a draft action."""
    for standard in assessment.standard_set.catalogue.standards:
        limits, trend, priorities = (
            texts.get(f"remark:{standard.code}:{part}", "").strip()
            for part in ("limits", "trend", "priorities")
        )
        if limits or priorities:
            yield Proposal(
                ref=f"remark:{assessment.pk}:{standard.code}",
                source=IssueSource.REMARK,
                label=_("Tiêu chuẩn %(code)s, năm học %(year)s")
                % {"code": standard.code, "year": assessment.year},
                limit=limits or priorities,
                situation=trend,
                action=priorities,
                standard=standard.code,
            )


def _from_sheets(assessment: SelfAssessment, texts: Mapping[str, str]) -> Iterator[Proposal]:
    """One proposal a criterion whose sheet names its weaknesses, as sheets of earlier sets do."""
    tracks = list(Track.objects.filter(assessment=assessment).values_list("education_level", flat=True))
    for track in tracks:
        for criterion in assessment.standard_set.catalogue.iter_criteria():
            weak = texts.get(sheet_slot(track, criterion.code, "weaknesses"), "").strip()
            if weak:
                yield Proposal(
                    ref=f"sheet:{assessment.pk}:{track}:{criterion.code}",
                    source=IssueSource.REMARK,
                    label=_("Điểm yếu của tiêu chí %(criterion)s, năm học %(year)s")
                    % {"criterion": criterion.code, "year": assessment.year},
                    limit=weak,
                    action=texts.get(sheet_slot(track, criterion.code, "plan"), "").strip(),
                    track=track,
                    standard=criterion.standard,
                    criterion=criterion.code,
                )


def _from_weaknesses(assessment: SelfAssessment) -> Iterator[Proposal]:
    catalogue = assessment.standard_set.catalogue
    for one in weaknesses_of(assessment):
        yield Proposal(
            ref=f"requirement:{assessment.pk}:{one.track}:{one.requirement}",
            source=IssueSource.SUGGESTION if one.own else IssueSource.ANSWER,
            label=_("Tiêu chí %(criterion)s, yêu cầu %(label)s, năm học %(year)s")
            % {
                "criterion": one.criterion,
                "label": requirement_label(catalogue, one.requirement),
                "year": assessment.year,
            },
            limit=_limit(catalogue, one),
            action=one.draft_action,
            track=one.track,
            standard=one.standard,
            criterion=one.criterion,
            requirement=one.requirement,
        )


def _limit(catalogue: StandardSet, one: Weakness) -> str:
    """Return a weakness as a limit: a requirement's own text says what should be, so it is said that it is not."""
    if one.own or one.text != _text_of(catalogue, one.requirement):
        return one.text
    return _("Chưa đạt yêu cầu: %(text)s") % {"text": one.text}


def _text_of(catalogue: StandardSet, requirement: str) -> str:
    try:
        return catalogue.requirement(requirement).text
    except KeyError:
        return ""


def requirement_label(catalogue: StandardSet, requirement: str) -> str:
    """Return the short name of a requirement; its id where the set knows it no more."""
    try:
        return catalogue.requirement(requirement).label or requirement
    except KeyError:
        return requirement
