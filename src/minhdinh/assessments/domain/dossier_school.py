"""The school inside a dossier."""

from __future__ import annotations

from typing import Any

from minhdinh.assessments.domain.tables import school_size
from minhdinh.assessments.models import SelfAssessment
from minhdinh.organisations.enums import EducationLevel
from minhdinh.organisations.models import Organisation, SchoolProfile, Site

PLAIN = (
    "former_name", "managing_body", "professional_body", "province", "commune", "address", "phone", "email",
    "website", "school_type", "education_levels", "ownership", "founded_year", "special", "foreign_linked",
    "difficult_area", "very_difficult_area", "national_standard",
)  # fmt: skip


def school_part(assessment: SelfAssessment) -> dict[str, Any]:
    """Return what the report's general information needs; sizes come from the data tables, never typed twice."""
    return {**school_facts(assessment.school), "size": school_size(assessment)}


def school_facts(school: Organisation) -> dict[str, Any]:
    """Return the same without sizes, for papers that stand on no data tables."""
    profile = SchoolProfile.objects.get(organisation=school)
    return {
        "code": school.code,
        "name": school.name,
        "head": profile.head_name,
        **{name: getattr(profile, name) for name in PLAIN},
        "school_type_label": profile.get_school_type_display(),
        "education_level_labels": [str(EducationLevel(level).label) for level in profile.education_levels],
        "ownership_label": profile.get_ownership_display(),
        "sites": [
            {"name": site.name, "address": site.address, "main": site.main}
            for site in Site.objects.filter(school=school)
        ],
    }
