"""A corrected rule changes the stored results of open self-assessments, and of no others."""

from __future__ import annotations

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.standards.domain.corrections import correct, withdraw_correction
from tests.assessments.cases import Case, decide_all


@pytest.fixture
def short_of_others(small: Case) -> Case:
    """Return a school whose one mandatory criterion has Mức 1 and whose others were judged không đạt."""
    decide_all(small, 0, c1_3=1)
    assert small.fresh().level == 0
    return small


def lower_the_quota(case: Case):
    return correct(
        actor=system_actor(),
        version=case.fresh().standard_set,
        target="rule_value:others_quota_level_1",
        value=0,
        legal_reference="Công văn thử",
        reason="Thử",
    )


def test_an_open_one_is_computed_again_and_again_after_withdrawal(
    short_of_others, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        correction = lower_the_quota(short_of_others)
    assert short_of_others.fresh().level == 1

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_correction(actor=system_actor(), correction=correction, reason="Thử xong")
    assert short_of_others.fresh().level == 0


def test_one_that_was_handed_in_keeps_its_result(short_of_others, django_capture_on_commit_callbacks):
    SelfAssessment.objects.filter(pk=short_of_others.assessment.pk).update(state=State.SUBMITTED)

    with django_capture_on_commit_callbacks(execute=True):
        lower_the_quota(short_of_others)

    assert short_of_others.fresh().level == 0
