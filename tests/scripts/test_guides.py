"""The guides name what stands on the screen: a label in bold that the program no longer shows fails here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house_rules.tree import ROOT
from tests.scripts.guide_words import is_shown, labels

GUIDES = sorted((ROOT / "docs" / "user").glob("*.md"))


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_every_label_of_a_guide_stands_on_the_screen(path: Path) -> None:
    assert [one for one in labels(path.read_text(encoding="utf-8")) if not is_shown(one)] == []


def test_a_label_that_nobody_shows_is_found() -> None:
    found = labels("1. Bấm **Lưu hội đồng** → **Nút không hề có**.\n2. **Bấm vào đây.** Chữ **đậm** thường.")
    assert found == ["Lưu hội đồng", "Nút không hề có"]
    assert [is_shown(one) for one in found] == [True, False]


def test_gaps_and_dots_stand_for_what_is_filled_in() -> None:
    assert is_shown("Góp ý 1.3.1a")
    assert is_shown("Nhắc cả … trường đang lọc")
    assert not is_shown("Nhắc cả … phụ huynh đang lọc")
