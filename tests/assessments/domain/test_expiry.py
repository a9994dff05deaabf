import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.assessments.domain.expiry import recount_expired
from minhdinh.assessments.domain.support import NO_EVIDENCE
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.audit.models import Entry
from minhdinh.evidence.models import EvidenceItem
from tests.assessments.cases import Case, decide_all, make_case, small_set


def let_run_out(case: Case, criterion: str, days_ago: int) -> None:
    last = timezone.localdate() - dt.timedelta(days=days_ago)
    EvidenceItem.objects.filter(school=case.school, root_criterion=criterion).update(valid_to=last)


@pytest.mark.parametrize(("days_ago", "withdrawn"), [(-1, 0), (0, 0), (1, 1), (400, 1)])
def test_the_last_day_still_counts(decided: Case, days_ago: int, withdrawn: int) -> None:
    let_run_out(decided, "1.3", days_ago)
    assert recount_expired() == withdrawn
    assert decided.sheet("1.3").level == (None if withdrawn else 1)
    assert decided.sheet("1.1").level == 1


def test_the_system_withdraws_under_its_own_name(decided: Case) -> None:
    let_run_out(decided, "1.3", 1)
    before = decided.fresh().last_activity_at
    recount_expired()
    entry = Entry.objects.get(action="assessment.level_withdrawn")
    assert (entry.user_id, entry.actor_name) == (None, "Hệ thống")
    assert entry.organisation_id == decided.school.pk
    assert decided.sheet("1.3").withdrawn_reason == NO_EVIDENCE
    assert decided.fresh().last_activity_at == before


def test_a_second_look_finds_nothing(decided: Case) -> None:
    let_run_out(decided, "1.3", 1)
    assert [recount_expired(), recount_expired()] == [1, 0]


def test_schools_are_counted_each_on_their_own(decided: Case) -> None:
    other = make_case(standard_set=small_set())
    decide_all(other)
    let_run_out(decided, "1.3", 1)
    let_run_out(other, "1.1", 1)
    assert recount_expired() == 2
    assert (other.sheet("1.3").level, other.sheet("1.1").level) == (1, None)


def test_a_sealed_report_keeps_its_levels(decided: Case) -> None:
    SelfAssessment.objects.update(state=State.SEALED)
    let_run_out(decided, "1.3", 1)
    assert recount_expired() == 0
    assert decided.sheet("1.3").level == 1
