"""A school of three places, made by the program's own verbs."""

from typing import Any

from minhdinh.assessments.domain.site_conditions import (
    Annex,
    ConditionValues,
    annex_of,
    mark_of,
    save_site_conditions,
    written_of,
)
from minhdinh.assessments.models import SiteCondition
from minhdinh.organisations.domain.school import replace_sites
from tests.assessments.cases import Case, make_case

MAIN, NEAR, FAR = "Điểm chính", "Điểm Bản Mới", "Điểm Đồi Chè"
SITES = [(MAIN, "Thôn 1"), (NEAR, "Bản Mới"), (FAR, "Đồi Chè")]
CODES = ["2.2", "3.1", "3.4", "3.5", "4.1", "4.2"]


def of_three_places(**values: Any) -> Case:
    case = make_case(**values)
    replace_sites(actor=case.system, organisation=case.school, sites=SITES)
    return case


def annex(case: Case) -> Annex:
    found = annex_of(case.assessment)
    assert found is not None
    return found


def row_of(case: Case, site: str = FAR, criterion: str = "4.1") -> SiteCondition | None:
    return SiteCondition.objects.filter(assessment=case.assessment, site=site, criterion=criterion).first()


def given(case: Case, site: str = FAR, criterion: str = "4.1", **values: str) -> ConditionValues:
    """Return values on top of what stands, as a page drawn just now would send them."""
    standing = written_of(row_of(case, site, criterion))
    return ConditionValues(criterion, **{**standing, **values}, base=mark_of(standing))


def save(case: Case, site: str = FAR, criterion: str = "4.1", role: str = "secretary", **values: str) -> int:
    return save_site_conditions(
        actor=case.actor(role),
        assessment=case.assessment,
        site=site,
        values=[given(case, site, criterion, **values)],
    )
