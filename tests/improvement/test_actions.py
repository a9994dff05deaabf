"""The sentences of the record of actions."""

import string

import pytest

from minhdinh.audit.registry import action, sentence
from minhdinh.improvement import actions

CODES = [value for name, value in vars(actions).items() if name.isupper()]
DATA = {
    "year": "2026-2027", "number": "1/KH", "day": "14/09/2026", "reason": "vì", "place": "Bảng tin", "count": 2,
    "limit": "Thiếu sách", "content": "Mua sách", "fields": "nội dung", "state": "Đang thực hiện",
    "office": "Ủy ban", "answer": "Đã được phê duyệt", "moment": "Cuối học kỳ I",
}  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_is_filled_by_what_is_recorded(code: str) -> None:
    wanted = {name for _t, name, _f, _c in string.Formatter().parse(str(action(code).sentence)) if name}
    assert wanted <= set(DATA)
    assert "…" not in sentence(code, dict(DATA))


def test_all_actions_are_of_this_room() -> None:
    assert len(CODES) == 18
    assert all(code.startswith("improvement.") for code in CODES)
