"""What the walk by the guides quotes stands in the guides: known without a browser, so a changed sentence is found at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e import test_by_the_guides
from tests.e2e.guide_reader import GUIDES, guide, pattern, read

READING = {"menu": 1, "press": 1, "stands": 1, "read": 0}
"""Which argument of each is the guide; the sentence is the next."""


def quotes() -> Iterator[tuple[str, str]]:
    """Yield every guide and sentence that the walk names as such."""
    tree = ast.parse(Path(test_by_the_guides.__file__).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in READING):
            continue
        at = READING[node.func.id]
        name, sentence = node.args[at : at + 2]
        if isinstance(name, ast.Constant) and isinstance(sentence, ast.Constant):
            yield str(name.value), str(sentence.value)


def test_every_sentence_of_the_walk_stands_in_its_guide() -> None:
    found = list(quotes())
    assert len(found) > 40
    assert [f"{name}: {words}" for name, words in found if words not in guide(name)] == []


def test_every_quoted_guide_is_one_of_ours() -> None:
    assert {name for name, _ in quotes()} <= {path.stem for path in GUIDES.glob("*.md")}


def test_labels_are_read_in_their_order() -> None:
    assert read("thu-ky", "→ **Trình duyệt báo cáo** → **Đồng ý**") == ["Trình duyệt báo cáo", "Đồng ý"]


def test_a_sentence_that_no_guide_says_is_refused() -> None:
    with pytest.raises(AssertionError, match="does not say"):
        read("thu-ky", "Bấm **Xóa tất cả**")


def test_dots_stand_for_anything() -> None:
    assert pattern("Ghi … ô").search("Ghi 12 ô")
    assert not pattern("Ghi … ô").search("Ghi 12 hàng")
