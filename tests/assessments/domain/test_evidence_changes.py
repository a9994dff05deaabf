"""Evidence changes by its own verbs, and the sheets that stand on it follow after the commit."""

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.evidence_changes import on_evidence_changed
from minhdinh.assessments.domain.levels import press_level
from minhdinh.assessments.domain.support import NO_EVIDENCE
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.audit.models import Entry
from minhdinh.evidence.domain.items import remove_item
from minhdinh.evidence.domain.uses import Place, unlink_item
from minhdinh.evidence.domain.verification import reject_item, verify_item
from minhdinh.evidence.events import EvidenceChanged
from minhdinh.evidence.models import EvidenceItem
from tests.assessments.cases import Case, decide, item, link, make_case, small_set, write

Committed = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def stood_on(small: Case) -> EvidenceItem:
    """Return the one item that a pressed Mức 1 of 1.3 stands on."""
    row = item(small)
    link(small, row)
    write(small, small.slot())
    press_level(actor=small.system, sheet=small.sheet(), level=1)
    return row


def test_rejecting_the_only_item_withdraws_the_level_under_the_persons_name(
    small: Case, stood_on: EvidenceItem, django_capture_on_commit_callbacks: Committed
) -> None:
    secretary = small.actor(Role.SECRETARY)
    with django_capture_on_commit_callbacks(execute=True):
        reject_item(actor=secretary, item=stood_on, reason="Không đúng năm học")
    sheet = small.sheet()
    assert (sheet.level, sheet.usable_evidence, sheet.withdrawn_reason) == (None, 0, NO_EVIDENCE)
    entry = Entry.objects.get(action="assessment.level_withdrawn")
    assert (entry.user_id, entry.actor_name) == (secretary.user_id, secretary.name)
    assert small.fresh().sheets_decided == 0


def test_with_a_second_item_the_level_stands(
    small: Case, stood_on: EvidenceItem, django_capture_on_commit_callbacks: Committed
) -> None:
    link(small, item(small))
    with django_capture_on_commit_callbacks(execute=True):
        reject_item(actor=small.system, item=stood_on, reason="Trùng")
    assert (small.sheet().level, small.sheet().usable_evidence) == (1, 1)


def test_unlinking_and_removing_count_as_well(
    small: Case, stood_on: EvidenceItem, django_capture_on_commit_callbacks: Committed
) -> None:
    place = Place(small.assessment.pk, small.track, "1.3")
    with django_capture_on_commit_callbacks(execute=True):
        unlink_item(actor=small.system, item=stood_on, place=place)
        link(small, stood_on)
    assert small.sheet().level == 1
    with django_capture_on_commit_callbacks(execute=True):
        remove_item(actor=small.system, item=stood_on)
    assert small.sheet().level is None


def test_verifying_makes_a_level_possible_but_presses_none(
    small: Case, django_capture_on_commit_callbacks: Committed
) -> None:
    row = item(small, verified=False)
    write(small, small.slot(), cited=[row])
    assert small.sheet().usable_evidence == 0
    with django_capture_on_commit_callbacks(execute=True):
        verify_item(actor=small.system, item=row)
    assert (small.sheet().usable_evidence, small.sheet().level) == (1, None)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.SEALED])
def test_a_report_that_left_the_desk_stays_as_it_is(
    small: Case, stood_on: EvidenceItem, state: str, django_capture_on_commit_callbacks: Committed
) -> None:
    SelfAssessment.objects.update(state=state, complete=True)
    with django_capture_on_commit_callbacks(execute=True):
        reject_item(actor=small.system, item=stood_on, reason="Sai")
    assert (small.sheet().level, small.sheet().usable_evidence) == (1, 1)


def test_only_the_sheets_that_the_item_serves_are_counted(
    small: Case, stood_on: EvidenceItem, django_capture_on_commit_callbacks: Committed
) -> None:
    decide(small, "1.1")
    version = small.sheet("1.1").version
    with django_capture_on_commit_callbacks(execute=True):
        reject_item(actor=small.system, item=stood_on, reason="Sai")
    assert (small.sheet("1.1").level, small.sheet("1.1").version) == (1, version)


def test_an_item_cited_in_a_remark_only_touches_no_sheet(small: Case) -> None:
    row = item(small)
    write(small, "remark:1:strengths", cited=[row])
    versions = [small.sheet(code).version for code in ("1.1", "1.3", "2.3")]
    on_evidence_changed(EvidenceChanged(small.school.pk, (row.pk,), None, "Hệ thống"))
    assert [small.sheet(code).version for code in ("1.1", "1.3", "2.3")] == versions


def test_an_event_of_one_school_reads_nothing_of_another(small: Case, stood_on: EvidenceItem) -> None:
    other = make_case(standard_set=small_set())
    EvidenceItem.objects.filter(pk=stood_on.pk).update(verification="pending")
    on_evidence_changed(EvidenceChanged(other.school.pk, (stood_on.pk,), None, "Hệ thống"))
    assert small.sheet().level == 1
    on_evidence_changed(EvidenceChanged(small.school.pk, (stood_on.pk,), None, "Hệ thống"))
    assert small.sheet().level is None
