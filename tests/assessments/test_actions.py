import string

import pytest

from minhdinh.assessments import actions
from minhdinh.audit.registry import action, sentence

CODES = sorted(value for name, value in vars(actions).items() if name.isupper())


@pytest.mark.parametrize("code", CODES)
def test_every_action_is_a_sentence_of_this_room(code: str) -> None:
    words = str(action(code).sentence)
    assert code.startswith("assessment.")
    names = [name for _text, name, _spec, _conversion in string.Formatter().parse(words) if name]
    filled = sentence(code, {name: f"<{name}>" for name in names})
    assert all(f"<{name}>" in filled for name in names)
    assert "{" not in filled


def test_codes_are_told_apart() -> None:
    assert len(set(CODES)) == len(CODES)


def test_a_meeting_says_who_was_there_and_why_too_few_were_enough() -> None:
    data: dict[str, object] = {"day": "20/11/2026", "present": 3, "absent": 2}
    assert sentence(actions.MEETING_RECORDED, data) == (
        "Ghi cuộc họp hội đồng ngày 20/11/2026: có mặt 3, vắng 2"
    )
    data = {"day": "20/11/2026", "warning": "Có mặt 03/05.", "reason": "Đi tập huấn."}
    assert sentence(actions.MEETING_OVERRULED, data) == (
        "Giữ cuộc họp ngày 20/11/2026 khác quy định. Có mặt 03/05. Lý do: Đi tập huấn."
    )


def test_a_meeting_of_earlier_days_is_still_readable() -> None:
    assert sentence(actions.MEETING_RECORDED, {"day": "20/11/2026"}).startswith(
        "Ghi cuộc họp hội đồng ngày 20/11/2026"
    )
