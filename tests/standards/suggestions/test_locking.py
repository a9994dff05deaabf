"""The locks: which proof counts, what is missing, in words that name it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.standards.catalogue import evidence_kinds, packaged_set
from minhdinh.standards.enums import Issuer
from minhdinh.standards.suggestions import (
    LockState,
    ProofRecord,
    Proposition,
    library_ids,
    library_of,
    locks,
    order_reasons,
)
from minhdinh.standards.suggestions.locking import kind_name
from tests.standards.suggestions.sample_values import every, library, of_set, sample

PLAN = library().proposition("1.1.1b-1")
DAY = dt.date(2026, 3, 1)


def full_proof(proposition: Proposition) -> list[ProofRecord]:
    """Return evidence that opens a proposition: every kind, enough days."""
    days = tuple(DAY + dt.timedelta(days=number) for number in range(max(1, proposition.proof.dates)))
    return [ProofRecord(kind, days) for kind in proposition.proof.kinds]


@pytest.mark.parametrize("name", library_ids())
def test_full_proof_and_full_slots_open_every_packaged_proposition(name):
    for one in of_set(name):
        state = locks(one, sample(one), full_proof(one), on=DAY, direction_confirmed=True)
        assert state.open, (one.id, state.reasons)
        assert state.state == LockState.OPEN
        assert state.reasons == ()


@given(st.data())
def test_taking_one_needed_kind_away_shuts_it_and_names_the_kind(data):
    wanted = [one for _, one in every() if one.proof.all]
    proposition = data.draw(st.sampled_from(wanted))
    kind = data.draw(st.sampled_from(proposition.proof.all))
    rest = [one for one in full_proof(proposition) if one.kind != kind]
    state = locks(proposition, sample(proposition), rest, direction_confirmed=True)
    assert not state.open
    assert kind in state.missing_kinds
    assert any(kind_name(kind) in reason for reason in state.reasons)


def test_one_kind_of_several_is_enough():
    goal = library().proposition("1.1.1a-1")
    assert goal.proof.any == ("chien_luoc", "nghi_quyet", "ke_hoach")
    assert locks(goal, sample(goal), [ProofRecord("ke_hoach", (DAY,))]).open
    state = locks(goal, sample(goal), [ProofRecord("hinh_anh", (DAY,))])
    assert state.missing_any == goal.proof.any
    (reason,) = state.reasons
    assert "ít nhất một" in reason
    assert "“Kế hoạch”" in reason


def test_empty_slots_and_missing_proof_are_told_apart():
    assert locks(PLAN, {}, [ProofRecord("ke_hoach")]).state == LockState.NO_DATA
    assert locks(PLAN, sample(PLAN), []).state == LockState.NO_EVIDENCE
    both = locks(PLAN, {}, [])
    assert both.state == LockState.NEITHER
    assert both.missing_slots == ("nam_hoc", "so", "ngay")
    assert "Ô “Số, ký hiệu kế hoạch” còn trống." in both.reasons
    assert "Thiếu minh chứng loại “Kế hoạch”." in both.reasons


def test_days_are_counted_once_each():
    review = library().proposition("4.1.1f-2")
    assert review.proof.dates == 2
    kind = review.proof.kinds[0]
    twice_the_same = [ProofRecord(kind, (DAY,)), ProofRecord(kind, (DAY,))]
    state = locks(review, sample(review), [*twice_the_same, *(ProofRecord(k) for k in review.proof.kinds)])
    assert state.missing_dates == 1
    assert any("ít nhất 2 ngày" in reason for reason in state.reasons)
    other = dt.date(2026, 4, 1)
    assert locks(review, sample(review), [ProofRecord(k, (DAY, other)) for k in review.proof.kinds]).open


def test_a_kind_from_above_does_not_count_where_the_school_issued_it():
    approved = library_of("tt17-2018-tieu-hoc").proposition("1.1.1b-1")
    proof = [ProofRecord("chien_luoc", own=True), ProofRecord("quyet_dinh_cap_tren", own=True, name="QĐ 5")]
    state = locks(approved, sample(approved), proof)
    assert state.missing_kinds == ("quyet_dinh_cap_tren",)
    assert any("QĐ 5" in reason and "cấp có thẩm quyền" in reason for reason in state.reasons)
    assert locks(approved, sample(approved), [proof[0], ProofRecord("quyet_dinh_cap_tren")]).open


@pytest.mark.parametrize(("days", "opens"), [(-1, False), (0, True), (1, True)])
def test_expired_evidence_does_not_count(days, opens):
    proof = [ProofRecord("ke_hoach", (DAY,), valid_to=DAY + dt.timedelta(days=days), name="Kế hoạch 12")]
    state = locks(PLAN, sample(PLAN), proof, on=DAY)
    assert state.open is opens
    assert any("đã hết hạn ngày 28/02/2026" in reason for reason in state.reasons) is not opens
    assert locks(PLAN, sample(PLAN), proof).open


def test_a_direction_is_asked_for():
    change = next(one for _, one in every() if one.needs_direction)
    state = locks(change, sample(change), full_proof(change))
    assert not state.open
    assert state.needs_direction
    assert state.state == LockState.NO_DATA
    assert "xác nhận" in state.reasons[-1]


def test_a_warning_does_not_shut():
    managers = library().proposition("3.1.1g-1")
    values = {**sample(managers), "so_mon": "10", "tong_mon": "12"}
    assert locks(managers, values, full_proof(managers)).open


def test_k3_names_every_lower_requirement_without_a_choice():
    criterion = packaged_set("tt57-2026-pho-thong").criterion("1.1")
    first = [entry.id for entry in criterion.iter_requirements() if entry.level == 1]
    reasons = order_reasons(criterion, 2, first[1:])
    assert reasons == ["Yêu cầu a của mức 1 (1.1) chưa có mệnh đề nào được chọn."]
    assert order_reasons(criterion, 2, first) == []
    assert order_reasons(criterion, 1, []) == []
    assert len(order_reasons(criterion, 2, [])) == len(first)


def test_k3_asks_for_both_lower_levels_and_not_for_what_the_system_answers():
    old = packaged_set("tt17-2018-tieu-hoc").criterion("1.1")
    reasons = order_reasons(old, 3, ["1.1.1a", "1.1.1b", "1.1.1c"])
    assert reasons == ["Yêu cầu của mức 2 (1.1) chưa có mệnh đề nào được chọn."]


def test_every_kind_of_a_proof_exists_and_has_a_name():
    for _, proposition in every():
        for kind in proposition.proof.kinds:
            assert kind_name(kind) == evidence_kinds()[kind].name
    assert kind_name("la") == "la"
    assert any(kind.issuer == Issuer.ABOVE for kind in evidence_kinds().values())
