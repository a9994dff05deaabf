"""The library that a self-assessment draws its suggestions from."""

from __future__ import annotations

from minhdinh.assessments.models import SelfAssessment, Sheet
from minhdinh.common.problems import NotHere
from minhdinh.standards.catalogue import Requirement
from minhdinh.standards.domain.own_propositions import library_for as merged_library
from minhdinh.standards.suggestions import Library, Negative, Proposition

KEPT = "_suggestions"


def library_for(assessment: SelfAssessment) -> Library:
    """Return what the school is offered: the package's suggestions of its set, its offices' and its own.

    One query, asked once for each self-assessment that was read (a page asks for the library many times).
    """
    known = assessment.__dict__.get(KEPT)
    if isinstance(known, Library):
        return known
    found = merged_library(assessment.standard_set.catalogue.id, assessment.school)
    assessment.__dict__[KEPT] = found
    return found


def requirement_in(sheet: Sheet, requirement_id: str) -> Requirement:
    """Return a requirement of the sheet's criterion; raises NotHere."""
    criterion = sheet.assessment.standard_set.catalogue.criterion(sheet.criterion)
    found = {one.id: one for one in criterion.iter_requirements()}.get(requirement_id)
    if found is None:
        raise NotHere("Không có yêu cầu này trong tiêu chí.")
    return found


def proposition_in(sheet: Sheet, proposition_id: str) -> Proposition:
    """Return a proposition that belongs to the sheet's criterion; raises NotHere."""
    library = library_for(sheet.assessment)
    if not library.has(proposition_id):
        raise NotHere("Thư viện gợi ý không có mệnh đề này.")
    found = library.proposition(proposition_id)
    requirement_in(sheet, found.requirement)
    return found


def negative_in(sheet: Sheet, requirement_id: str) -> Negative:
    """Return the “chưa có” of a requirement of the sheet's criterion; raises NotHere."""
    requirement_in(sheet, requirement_id)
    found = library_for(sheet.assessment).of(requirement_id).negative
    if found is None:
        raise NotHere("Yêu cầu này không có mục “Chưa có”.")
    return found
