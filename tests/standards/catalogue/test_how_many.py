"""How many dated records are needed: by law, by practice, and nowhere a number that nobody gave."""

import dataclasses

import pytest

from minhdinh.standards.catalogue import (
    HowMany,
    evidence_kinds,
    how_many_prove,
    packaged_ids,
    packaged_set,
    propositions,
)
from minhdinh.standards.catalogue.how_many import _beside_sets

MONITORING = {"tt57-2026-mam-non": "1.4.2b", "tt57-2026-pho-thong": "1.4.2c", "tt57-2026-gdtx": "1.4.1d"}


@pytest.mark.parametrize(("set_id", "requirement"), MONITORING.items())
def test_monitoring_of_the_plan_has_the_number_of_the_rule_and_its_reference(set_id, requirement):
    item = packaged_set(set_id)
    asked = how_many_prove(item, item.requirement(requirement))
    rule = item.rule_value("monitoring_times")
    assert asked == HowMany(2, rule.legal_reference, True, frozenset({"bien_ban_ra_soat"})), "not the plan"
    values = [dataclasses.replace(one, value=3) if one.id == rule.id else one for one in item.rule_values]
    corrected = dataclasses.replace(item, rule_values=tuple(values))
    assert how_many_prove(corrected, item.requirement(requirement)).number == 3


def test_a_rule_that_is_not_known_gives_no_number():
    item = packaged_set("tt57-2026-mam-non")
    without = dataclasses.replace(item, rule_values=())
    assert how_many_prove(without, item.requirement("1.4.2b")) is None


def test_practice_is_what_every_proposition_asks_for_and_has_no_reference():
    item = packaged_set("tt57-2026-pho-thong")
    library = propositions(item.id)
    found = {one.id: how_many_prove(item, one) for one in item.iter_requirements()}
    practice = {key: asked for key, asked in found.items() if asked and not asked.reference}
    assert len(practice) > 20
    for key, asked in practice.items():
        dates = [
            one["proof"].get("dates", 0) for one in library[key]["propositions"] if not one.get("negative")
        ]
        assert asked.number == min(dates) >= 2, key
        assert not asked.yearly
    # Plan of the year: one of its propositions asks for no second date, so that no number stands.
    assert found["1.1.2a"] is None


def test_sets_of_which_nothing_is_known_name_no_number():
    for set_id in ("tt25-2014-mam-non", "tt42-2012-tieu-hoc", "tt42-2012-trung-hoc"):
        item = packaged_set(set_id)
        assert not any(how_many_prove(item, one) for one in item.iter_requirements())


def test_the_data_name_what_exists():
    assert set(_beside_sets()) <= set(packaged_ids())
    for set_id, entries in _beside_sets().items():
        item = packaged_set(set_id)
        for requirement, entry in entries.items():
            assert item.requirement(requirement)
            assert set(entry["kinds"]) <= set(evidence_kinds())
            assert entry.get("reference") or item.rule_value(entry["rule"]).legal_reference
