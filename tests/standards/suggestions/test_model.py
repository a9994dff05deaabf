"""Libraries as objects."""

import dataclasses

import pytest

from minhdinh.standards.enums import RequirementKind
from minhdinh.standards.suggestions import (
    Library,
    Locks,
    LockState,
    Proof,
    Proposition,
    Slot,
    SlotInput,
    SlotType,
    Wording,
)
from tests.standards.suggestions.sample_values import library

OWN = Proposition(
    id="rieng-7",
    requirement="1.1.1a",
    group=RequirementKind.EXISTS,
    text="Câu riêng.",
    slots=(Slot("so", "Số", SlotType.NUMBER),),
    proof=Proof(all=("ke_hoach",), any=("ke_hoach", "hinh_anh")),
    wordings=(Wording("Có {so}."),),
    source="Sở GDĐT Hồng Giang",
)


def test_a_library_finds_propositions_negatives_and_requirements():
    found = library()
    assert found.proposition("1.1.1a-1").requirement == "1.1.1a"
    assert found.negative("1.1.1a-0").weakness.startswith("Mục tiêu")
    assert "1.1.1a" in found
    assert "9.9.9z" not in found
    with pytest.raises(KeyError):
        found.proposition("1.1.1a-0")
    with pytest.raises(KeyError):
        found.negative("1.1.1a-1")


def test_an_unknown_requirement_has_an_empty_offer():
    empty = library().of("9.9.9z")
    assert (empty.propositions, empty.negative, empty.ask) == ((), None, "")


def test_own_propositions_stand_behind_the_packaged_ones():
    packaged = library().of("1.1.1a").propositions
    merged = library().with_own([OWN, dataclasses.replace(OWN, id="rieng-8", requirement="9.9.9z")])
    assert merged.of("1.1.1a").propositions == (*packaged, OWN)
    assert merged.of("9.9.9z").propositions[0].id == "rieng-8"
    assert merged.proposition("rieng-7").source == "Sở GDĐT Hồng Giang"
    assert merged.of("1.1.1a").negative == library().of("1.1.1a").negative
    assert not library().has("rieng-7")


def test_a_library_of_nothing_still_takes_own_ones():
    assert Library("bo-thu", "", {}).with_own([OWN]).proposition("rieng-7") == OWN


def test_kinds_of_a_proof_are_named_once():
    assert OWN.proof.kinds == ("ke_hoach", "hinh_anh")


@pytest.mark.parametrize(
    ("slot", "wanted"),
    [
        (Slot("giai_doan", "Giai đoạn", SlotType.PERIOD), SlotInput.YEARS),
        (Slot("thoi_gian", "Thời gian", SlotType.PERIOD), SlotInput.TIME),
        (Slot("chu_ky", "Chu kỳ", SlotType.PERIOD), SlotInput.TIME),
        (Slot("x", "Tên văn bản", SlotType.TEXT, document=True), SlotInput.DOCUMENT),
        (Slot("x", "Nội dung", SlotType.TEXT), SlotInput.TEXT),
        (Slot("x", "Số", SlotType.NUMBER), SlotInput.NUMBER),
    ],
)
def test_a_slot_knows_its_input(slot, wanted):
    assert slot.input == wanted


def test_the_state_of_a_lock_in_one_word():
    assert Locks(open=True).state == LockState.OPEN
    assert Locks(open=False, missing_dates=1).state == LockState.NO_EVIDENCE
    assert Locks(open=False, missing_slots=("so",)).state == LockState.NO_DATA
    assert Locks(open=False, missing_kinds=("ke_hoach",), needs_direction=True).state == LockState.NEITHER
    assert len({state.label for state in LockState}) == 4
