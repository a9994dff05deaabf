import pytest

from minhdinh.standards.catalogue import Criterion, Requirement, Standard, packaged_set, packaged_sets
from minhdinh.standards.enums import Confidence, RequirementKind
from tests.standards import samples

TT57 = next(item for item in packaged_sets() if item.id == "tt57-2026-pho-thong")


@pytest.mark.parametrize(
    ("entry", "label"),
    [
        ({"id": "1.1.2c", "text": "x"}, "c"),
        ({"id": "1.1.2", "text": "x"}, "*"),
        ({"id": "1.1.2", "label": "đ", "text": "x"}, "đ"),
    ],
)
def test_the_letter_of_a_requirement(entry, label):
    assert Requirement.from_content(entry, criterion="1.1", level=2).label == label


def test_a_requirement_carries_its_guidance_and_its_place():
    found = TT57.requirement("1.1.1b")
    assert (found.criterion, found.level, found.label, found.kind) == ("1.1", 1, "b", RequirementKind.EXISTS)
    assert found.ask.endswith("?")
    assert found.pitfall
    assert "ke_hoach" in found.evidence_kinds
    assert found.derived == ""


def test_a_requirement_with_an_unsure_number_says_so():
    found = packaged_set("tt42-2012-tieu-hoc").requirement("5.4b")
    assert found.confidence is Confidence.LOW
    assert "kiểm]" not in found.text


def test_levels_come_in_ascending_order_whatever_the_order_in_the_file():
    entry = samples.criterion("1.1", 3)
    entry["levels"] = dict(reversed(entry["levels"].items()))
    found = Criterion.from_content(entry, standard="1")
    assert [level.number for level in found.levels] == [1, 2, 3]
    assert found.top_level == 3
    assert [item.level for item in found.iter_requirements()] == [1, 1, 2, 2, 3, 3]


def test_a_level_that_a_criterion_does_not_have_is_none():
    found = packaged_set("tt19-2018-mam-non").criterion("1.2")
    assert found.top_level == 2
    assert found.level(3) is None
    second = found.level(2)
    assert second
    assert second.requirements[0].label == "*"


def test_suggested_evidence_and_metrics_of_a_criterion():
    found = TT57.criterion("1.3")
    assert found.mandatory
    assert "Hồ sơ, dữ liệu học sinh" in found.suggested_evidence
    assert found.metrics[0].unit == "%"
    assert found.metrics[0].formula
    assert found.metrics[1].formula is None
    assert TT57.criterion("1.1").metrics == ()


def test_a_standard_knows_its_articles_where_they_are_known():
    assert packaged_set("tt17-2018-tieu-hoc").standard("1").articles == (
        (1, "Điều 7"),
        (2, "Điều 12"),
        (3, "Điều 17"),
    )
    bare = Standard.from_content({"code": "1", "title": "x", "criteria": [samples.criterion("1.1")]})
    assert bare.articles == ()
    assert bare.criteria[0].standard == "1"
