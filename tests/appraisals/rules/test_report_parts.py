"""The general parts of reports."""

import pytest

from minhdinh.appraisals.rules.regimes import regime, regimes
from minhdinh.appraisals.rules.report_parts import RESPONSE_DAY, RESULT, parts_of


@pytest.mark.parametrize("name", [one.id for one in regimes()])
def test_every_regime_has_parts_that_fit_their_rows(name: str) -> None:
    parts = parts_of(regime(name))
    keys = [one.key for one in parts]
    assert len(set(keys)) == len(keys)
    assert all(1 <= len(key) <= 20 for key in keys)
    assert not {RESULT, RESPONSE_DAY} & set(keys)
    assert [one.key for one in parts if one.needed] == ["proposal"]
    assert all(str(one.label) for one in parts)


def test_a_team_and_a_council_call_their_work_differently() -> None:
    labels = {name: [str(one.label) for one in parts_of(regime(name))] for name in ("tt57-2026", "tt-2018")}
    assert any("hội đồng" in one for one in labels["tt57-2026"])
    assert any("đoàn" in one for one in labels["tt-2018"])
