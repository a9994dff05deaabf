"""Every action of the offices' room has a sentence that its record can fill."""

import string

import pytest

from minhdinh.audit.registry import action, sentence
from minhdinh.oversight import actions

CODES = {name: code for name, code in vars(actions).items() if name.isupper() and isinstance(code, str)}


@pytest.mark.parametrize("code", CODES.values())
def test_a_code_is_registered_and_named_by_its_group(code: str) -> None:
    assert action(code).code == code
    assert "." in code


@pytest.mark.parametrize("code", CODES.values())
def test_a_sentence_is_filled_with_whatever_the_record_holds(code: str) -> None:
    places = {
        name for _text, name, _spec, _how in string.Formatter().parse(str(action(code).sentence)) if name
    }
    filled = sentence(code, {name: f"<{name}>" for name in places})
    assert "…" not in filled
    assert all(f"<{name}>" in filled for name in places)


def test_a_move_of_the_schedule_reads_as_a_sentence() -> None:
    said = sentence(
        actions.SCHEDULE_MOVED,
        {"name": "MN Ngũ Hùng", "before": "01/2018", "after": "02/2018", "reason": "Sửa phòng học"},
    )
    assert said == "Đổi lịch đánh giá ngoài của MN Ngũ Hùng: 01/2018 → 02/2018; lý do: Sửa phòng học"
