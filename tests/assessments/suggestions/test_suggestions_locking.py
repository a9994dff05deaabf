"""Locks in plain words: the proof that counts, the days it carries, the order of levels."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.assessments.suggestions.locking import Lock, covered_by, lock_of, record_of, written_on
from minhdinh.evidence.domain.verification import reject_item
from minhdinh.evidence.models import EvidenceItem
from minhdinh.standards.suggestions import LockState
from tests.assessments.cases import Case, filed_item, item, write
from tests.assessments.suggestions.desk import FIRST, VALUES, pick, proof, proposition, sheet_of, slot

pytestmark = pytest.mark.django_db


def reasons(case: Case, *items: EvidenceItem) -> tuple[str, ...]:
    return lock_of(
        sheet_of(case),
        proposition(case),
        values=VALUES,
        items=items,
        direction_confirmed=False,
        covered=(),
    ).reasons


def test_the_right_proof_opens(case: Case) -> None:
    assert reasons(case, proof(case)) == ()


def test_the_wrong_kind_does_not(case: Case) -> None:
    assert reasons(case, proof(case, kind="khen_thuong"))


def test_evidence_that_waits_for_verification_counts(case: Case) -> None:
    waiting = item(case, criterion="1.1", kind="chien_luoc", verified=False, issued_on=dt.date(2026, 9, 1))
    assert reasons(case, waiting) == ()


def test_rejected_and_expired_evidence_is_named(case: Case) -> None:
    bad, old = proof(case), proof(case, valid_to=dt.date(2020, 1, 1))
    reject_item(actor=case.system, item=bad, reason="Bản nháp")
    said = " ".join(reasons(case, bad, old))
    assert f"{bad.code} đã bị từ chối khi xác minh" in said
    assert f"{old.code} đã hết hiệu lực" in said


def test_evidence_with_nothing_behind_its_code(case: Case) -> None:
    empty = item(case, criterion="1.1", kind="chien_luoc", verified=False, storage="file")
    assert any("chưa có tệp" in one for one in reasons(case, empty))


def test_a_record_has_the_days_that_count(case: Case) -> None:
    row = proof(case, kind="bien_ban_ra_soat")
    days = {dt.date(2026, 10, 10), dt.date(2026, 9, 5)}
    found = record_of(row, case.school.name, days)
    assert found.dates == (dt.date(2026, 9, 5), dt.date(2026, 10, 10))
    assert found.own


def dates_lacking(case: Case, name: str, *items: EvidenceItem) -> int:
    found = lock_of(
        sheet_of(case), proposition(case, name), values={}, items=items, direction_confirmed=False, covered=()
    )
    return found.engine.missing_dates


def test_days_named_in_the_period_count_as_records_and_days_to_come_do_not(case: Case) -> None:
    here = proof(case, kind="bien_ban_ra_soat", period="Các ngày 10/10/2026 và 32/10/2026")
    assert dates_lacking(case, "1.2.2a-1", here) == 0
    later = proof(case, kind="bien_ban_ra_soat", period=f"{timezone.localdate() + dt.timedelta(2):%d/%m/%Y}")
    assert dates_lacking(case, "1.2.2a-1", later) == 1
    span = proof(case, kind="bien_ban_ra_soat", issued_on=None, period="01/10/2026 - 10/10/2026")
    assert dates_lacking(case, "1.2.2a-1", span) == 1


def test_a_yearly_number_is_counted_as_on_the_card(case: Case) -> None:
    """1.4.2c: only records of monitoring, only of this school year; the plan itself is none."""
    plan = proof(case, kind="ke_hoach_cai_tien")
    first = proof(case, kind="bien_ban_ra_soat", issued_on=dt.date(2026, 10, 1))
    before = proof(case, kind="bien_ban_ra_soat", issued_on=dt.date(2026, 5, 25))
    sheet, choice = case.sheet("1.4"), proposition(case, "1.4.2c-1")

    def lock(*items: EvidenceItem) -> Lock:
        return lock_of(sheet, choice, values={}, items=items, direction_confirmed=False, covered=())

    shut = lock(plan, first, before)
    assert shut.engine.missing_dates == 1
    assert any("Chỉ tính ngày trong năm học 2026-2027 của loại “Biên bản" in one for one in shut.reasons)
    second = proof(case, kind="bien_ban_ra_soat", issued_on=dt.date(2026, 10, 30))
    enough = lock(plan, first, second)
    assert enough.engine.missing_dates == 0
    assert not any("Chỉ tính ngày" in one for one in enough.reasons)
    assert lock(first, second).engine.missing_kinds == ("ke_hoach_cai_tien",)


def test_who_issued_it_is_told_apart(case: Case) -> None:
    assert not record_of(proof(case, issuer="Sở GDĐT mẫu"), case.school.name).own
    assert not record_of(proof(case, issuer=""), case.school.name).own
    assert record_of(proof(case, issuer=case.school.name.upper()), case.school.name).own


def test_own_words_cover_a_requirement_as_well_as_a_choice(case: Case) -> None:
    write(case, slot(case, "1.1.1b"), "Trường viết.")
    choice = pick(case)
    assert written_on(sheet_of(case)) == {"1.1.1b"}
    assert covered_by([choice], written_on(sheet_of(case))) == {"1.1.1a", "1.1.1b"}


def test_both_missing_says_both(case: Case) -> None:
    lock = lock_of(
        sheet_of(case), proposition(case, FIRST), values={}, items=(), direction_confirmed=False, covered=()
    )
    assert lock.engine.state is LockState.NEITHER
    assert len(lock.reasons) >= 5


def test_days_of_files_count_as_records(case: Case) -> None:
    """Each time a file of its own with its day, as the guidance of such a kind asks."""
    row = filed_item(case, criterion="1.2", kind="bien_ban_ra_soat", issued_on=dt.date(2026, 9, 5))
    needs_two = "Cần minh chứng của ít nhất 2 ngày khác nhau; đang có 1."
    choice = proposition(case, "1.2.2a-1")

    def said() -> tuple[str, ...]:
        lock = lock_of(sheet_of(case), choice, values={}, items=[row], direction_confirmed=False, covered=())
        return lock.engine.reasons

    assert needs_two in said()
    row.files.update(dated_on=dt.date(2026, 10, 10))
    assert needs_two not in said()
