import pytest

from minhdinh.assessments.enums import Certainty
from minhdinh.assessments.site_rules import all_site_rules, site_rules_of
from minhdinh.standards.catalogue import packaged_set
from tests.assessments.sites.places import CODES


@pytest.mark.parametrize("set_id", ["tt57-2026-pho-thong", "tt57-2026-mam-non", "tt57-2026-gdtx"])
def test_every_set_of_2026_has_the_six_criteria(set_id: str) -> None:
    rules = site_rules_of(set_id)
    assert rules is not None
    assert [one.code for one in rules.criteria(packaged_set("tt57-2026-pho-thong"))] == CODES


@pytest.mark.parametrize("set_id", ["tt18-2018-trung-hoc", "tt42-2012-tieu-hoc", "", "khac"])
def test_no_other_set_has_an_annex(set_id: str) -> None:
    assert site_rules_of(set_id) is None


def test_what_is_our_own_proposal_says_so() -> None:
    (rules,) = all_site_rules()
    assert rules.certainty is Certainty.LOW
    assert "5555" in rules.legal_reference
    assert "đề xuất" in rules.note
