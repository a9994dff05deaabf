import datetime as dt

import pytest
import yaml

from minhdinh.assessments.enums import Certainty
from minhdinh.organisations.enums import MergerForm
from minhdinh.recognition.rules.regimes import DATA, law, read_law

D = dt.date


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (D(2013, 5, 5), "tt-2012"),
        (D(2018, 10, 9), "tt-2012"),
        (D(2018, 10, 10), "tt-2018"),
        (D(2026, 7, 6), "tt-2018"),
        (D(2026, 7, 7), "tt57-2026"),
        (D(2040, 1, 1), "tt57-2026"),
    ],
)
def test_the_regulation_of_a_day(day: D, name: str) -> None:
    assert law().regime("", day).id == name


def test_every_day_has_exactly_one_regulation() -> None:
    for day in (D(1990, 1, 1), D(2018, 10, 10), D(2026, 7, 7), D(2050, 1, 1)):
        assert sum(one.holds_on(day) for one in law().regimes) == 1


def test_a_named_regulation_goes_first_and_an_unknown_one_is_no_help() -> None:
    assert law().regime("tt-2018", D(2027, 1, 1)).id == "tt-2018"
    assert law().regime("khac", D(2027, 1, 1)).id == "tt57-2026"


def test_each_value_says_where_it_stands_and_how_sure_it_is() -> None:
    for regime in law().regimes:
        for rule in (
            regime.validity_years,
            regime.upgrade_years,
            regime.register_months,
            regime.window_months,
        ):
            assert rule.legal_reference
            assert Certainty(rule.confidence).label
    for one in (*law().grounds, *law().mergers):
        assert one.legal_reference
        assert Certainty(one.confidence).label


def test_every_case_of_merger_has_a_sentence() -> None:
    assert {one.form for one in law().mergers} == set(MergerForm.values)
    assert {one.carries for one in law().mergers} == {"yes", "ask", "no"}
    assert law().merger("khac") is None
    assert law().ground("khac") is None


def test_a_changed_file_changes_the_rules() -> None:
    content = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    content["regimes"][0]["validity_years"]["value"] = 4
    content["notice_months"]["value"] = [3, 9]
    changed = read_law(content)
    assert changed.regimes[0].validity_years.value == 4
    assert changed.notice_months == (9, 3)
    del content["grounds"]
    with pytest.raises(KeyError):
        read_law(content)
