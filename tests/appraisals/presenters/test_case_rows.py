"""Rows of a registration's pages."""

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.conditions import Condition
from minhdinh.appraisals.enums import ConditionState
from minhdinh.appraisals.models import Case
from minhdinh.appraisals.presenters.case_rows import (
    certainty,
    concluded_words,
    condition_rows,
    history_rows,
    level_words,
)
from minhdinh.appraisals.rules.regimes import ConditionRule
from tests.appraisals.registered import TT57, TT2018, make_registered

RULE = ConditionRule("d", "Cơ sở vật chất", False, "Điều 16", "low")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((None, None, None), ""),
        ((0, None, None), "chưa đạt Mức 1"),
        ((2, 2, 1), "Mức 2, kiểm định cấp độ 2, chuẩn quốc gia mức độ 1"),
        ((None, None, 1), "chuẩn quốc gia mức độ 1"),
    ],
)
def test_levels_in_words(values: tuple[int | None, int | None, int | None], words: str) -> None:
    assert level_words(*values) == words


@pytest.mark.parametrize(
    ("regime", "stage", "shown"),
    [
        (TT57, "noticing", False),
        (TT57, "stopped", False),
        (TT57, "withdrawn", False),
        (TT57, "submitted", True),
        (TT2018, "reported", False),
        (TT2018, "stopped", False),
        (TT2018, "submitted", True),
        (TT2018, "recognised", True),
    ],
)
def test_a_conclusion_is_said_once_it_is_announced(regime: str, stage: str, shown: bool) -> None:
    case = Case(regime=regime, stage=stage, concluded_level=2)
    assert concluded_words(case) == ("Mức 2" if shown else "")


@pytest.mark.django_db
def test_the_schools_pages_say_no_conclusion_before_the_notice() -> None:
    world = make_registered(TT57, stage="noticing")
    with scopes_disabled():
        Case.objects.update(concluded_level=2)
        (row,) = history_rows(world.school.code, [world.fresh()])
    assert row["result"] == ""
    client = world.client(world.principal())
    for page in (f"/truong/{world.school.code}/dang-ky/", world.url()):
        assert "Kết luận:" not in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("confidence", "sure"), [("high", True), ("office", True), ("medium", False), ("low", False)]
)
def test_only_doubt_is_said(confidence: str, sure: bool) -> None:
    assert (certainty(confidence) == "") is sure


@pytest.mark.parametrize(
    ("state", "tone"),
    [(ConditionState.MET, "ok"), (ConditionState.UNMET, "bad"), (ConditionState.UNKNOWN, "wait")],
)
def test_each_state_has_its_own_look(state: ConditionState, tone: str) -> None:
    (row,) = condition_rows([Condition(RULE, state)])
    assert row["tone"] == tone


def test_what_could_not_be_saved_stays_in_its_own_row() -> None:
    other = ConditionRule("a", "Khóa học sinh", False, "Điều 16", "low")
    rows = condition_rows(
        [Condition(other, ConditionState.MET, (), "Đủ"), Condition(RULE, ConditionState.UNKNOWN)],
        {"key": "d", "state": "unmet", "note": "Thiếu", "error": "Người khác vừa sửa"},
    )
    assert [(row["state"], row["note"], row["error"]) for row in rows] == [
        ("met", "Đủ", ""), ("unmet", "Thiếu", "Người khác vừa sửa")
    ]  # fmt: skip
