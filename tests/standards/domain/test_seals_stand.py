"""What was sealed stays as it was sealed, whatever is corrected or withdrawn afterwards."""

from collections.abc import Iterator

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.domain.result import result_of
from minhdinh.assessments.domain.seal_contents import seal_faults, sealed_bytes, sealed_dossier
from minhdinh.standards.domain.corrections import correct, withdraw_correction
from minhdinh.standards.models import RuleCorrection, StandardSetVersion
from tests.assessments.cases import Case, advance, decide_all, make_case, small_set

pytestmark = pytest.mark.django_db

QUOTA = "rule_value:others_quota_level_1"


@pytest.fixture(autouse=True)
def _scopes_open(db: None) -> Iterator[None]:
    with scopes_disabled():
        yield


@pytest.fixture
def judged() -> Case:
    """Return a school at Mức 1 by the least: the mandatory criterion and one of the two others."""
    case = make_case(standard_set=small_set())
    decide_all(case, c2_3=0)
    return case


def raise_quota(case: Case, value: int = 2) -> RuleCorrection:
    return correct(
        actor=system_actor(),
        version=StandardSetVersion.objects.get(pk=case.assessment.standard_set_id),
        target=QUOTA,
        value=value,
        legal_reference="Đính chính",
        reason="Thử",
    )


def test_an_open_assessment_is_judged_by_the_rules_of_today(judged: Case) -> None:
    assert result_of(judged.fresh()).level == 1
    row = raise_quota(judged)
    assert result_of(judged.fresh()).level == 0
    withdraw_correction(actor=system_actor(), correction=row, reason="Thử")
    assert result_of(judged.fresh()).level == 1


def test_a_seal_keeps_its_bytes_and_its_result(judged: Case) -> None:
    seal = advance(judged, "sealed")
    assert seal is not None
    before = sealed_bytes(seal)
    raise_quota(judged)
    assert sealed_bytes(seal) == before
    assert seal_faults(seal) == []
    assert sealed_dossier(seal)["result"]["level"] == 1
    assert result_of(judged.fresh()).level == 1


def test_a_correction_of_before_the_seal_is_part_of_it(judged: Case) -> None:
    row = raise_quota(judged)
    judged.assessment = judged.fresh()
    seal = advance(judged, "sealed")
    assert seal is not None
    assert sealed_dossier(seal)["result"]["level"] == 0
    withdraw_correction(actor=system_actor(), correction=row, reason="Thử")
    assert result_of(judged.fresh()).level == 0
    assert sealed_dossier(seal)["result"]["level"] == 0
