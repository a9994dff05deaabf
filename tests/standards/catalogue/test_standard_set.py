import datetime as dt
import json

import pytest

from minhdinh.standards.catalogue import FINAL_LEVEL, StandardSet, checksum, packaged_set, packaged_sets
from tests.standards import oracle, samples

SIZES = {  # criteria, mandatory, with Mức 3, items of Mức 4
    "tt57-2026-mam-non": (15, 8, 0, 0),
    "tt57-2026-pho-thong": (15, 8, 0, 0),
    "tt57-2026-gdtx": (15, 8, 0, 0),
    "tt17-2018-tieu-hoc": (27, 0, 19, 5),
    "tt18-2018-trung-hoc": (28, 0, 20, 6),
    "tt19-2018-mam-non": (25, 0, 19, 6),
    "tt42-2012-tieu-hoc": (28, 0, 0, 0),
    "tt42-2012-trung-hoc": (36, 0, 0, 0),
    "tt25-2014-mam-non": (29, 0, 0, 0),
}
REQUIREMENTS = {
    "tt57-2026-mam-non": 144,
    "tt57-2026-pho-thong": 178,
    "tt57-2026-gdtx": 159,
    "tt17-2018-tieu-hoc": 153,
    "tt18-2018-trung-hoc": 154,
    "tt19-2018-mam-non": 146,
    "tt42-2012-tieu-hoc": 84,
    "tt42-2012-trung-hoc": 108,
    "tt25-2014-mam-non": 87,
}
BY_STANDARD = {
    "tt57-2026-pho-thong": [4, 3, 5, 3],
    "tt17-2018-tieu-hoc": [10, 4, 6, 2, 5],
    "tt18-2018-trung-hoc": [10, 4, 6, 2, 6],
    "tt19-2018-mam-non": [10, 3, 6, 2, 4],
    "tt42-2012-tieu-hoc": [7, 5, 6, 3, 7],
    "tt42-2012-trung-hoc": [10, 5, 6, 3, 12],
    "tt25-2014-mam-non": [8, 5, 6, 2, 8],
}


@pytest.mark.parametrize("name", sorted(SIZES))
def test_the_sizes_of_every_set(name):
    item = packaged_set(name)
    criteria = list(item.iter_criteria())
    sizes = (
        len(criteria),
        sum(each.mandatory for each in criteria),
        sum(each.top_level == 3 for each in criteria),
        len(item.level_4),
    )
    assert sizes == SIZES[name]
    assert len(list(item.iter_requirements())) == REQUIREMENTS[name]
    if name in BY_STANDARD:
        assert [len(standard.criteria) for standard in item.standards] == BY_STANDARD[name]


@pytest.mark.parametrize("name", ["tt57-2026-mam-non", "tt57-2026-pho-thong", "tt57-2026-gdtx"])
def test_the_mandatory_criteria_of_tt57(name):
    item = packaged_set(name)
    assert [each.code for each in item.iter_criteria() if each.mandatory] == oracle.TT57_MANDATORY
    assert [each.code for each in item.iter_criteria() if not each.mandatory] == oracle.TT57_OTHERS


@pytest.mark.parametrize("name", sorted(SIZES))
def test_content_that_went_through_a_database_makes_the_same_object(name):
    item = next(each for each in packaged_sets() if each.id == name)
    stored = json.loads(json.dumps(item.content, ensure_ascii=False))
    again = StandardSet.from_content(stored)
    assert again == item
    assert again.checksum == item.checksum == checksum(stored)
    assert hash(again) == hash(item)


def test_the_checksum_does_not_depend_on_the_order_of_keys_and_does_on_everything_else():
    content = samples.quota_content(1, 2)
    turned = dict(reversed(content.items()))
    assert checksum(turned) == checksum(content)
    assert len(checksum(content)) == 64
    assert checksum({**content, "title": "Bộ thử khác"}) != checksum(content)


def test_two_versions_of_one_set_live_side_by_side():
    content = samples.quota_content(1, 2)
    one, two = StandardSet.from_content(content), StandardSet.from_content({**content, "version": "2021.1"})
    assert one != two
    assert len({one, two}) == 2


def test_criteria_keep_the_order_of_the_circular():
    codes = [each.code for each in packaged_set("tt19-2018-mam-non").iter_criteria()]
    assert codes[:11] == ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "2.1"]


def test_looking_things_up():
    item = packaged_set("tt17-2018-tieu-hoc")
    assert item.criterion("1.10").standard == "1"
    assert item.has_criterion("5.5")
    assert not item.has_criterion("5.6")
    assert item.requirement("1.1.1a").criterion == "1.1"
    assert item.standard("5").code == "5"
    for lookup, key in [
        (item.criterion, "9.9"),
        (item.requirement, "x"),
        (item.standard, "9"),
        (item.rule_value, "x"),
    ]:
        with pytest.raises(KeyError):
            lookup(key)


def test_items_of_level_4_are_requirements_with_their_article():
    item = packaged_set("tt19-2018-mam-non")
    found = item.requirement("4.2")
    assert (found.level, found.reference) == (FINAL_LEVEL, "Khoản 2 Điều 22")
    assert found not in list(item.iter_requirements())


@pytest.mark.parametrize(
    ("day", "in_force"),
    [("2018-10-09", False), ("2018-10-10", True), ("2026-07-06", True), ("2026-07-07", False)],
)
def test_the_end_of_force_is_exclusive(day, in_force):
    assert packaged_set("tt19-2018-mam-non").in_force(dt.date.fromisoformat(day)) is in_force


def test_a_set_without_end_stays_in_force():
    assert packaged_set("tt57-2026-gdtx").effective_to is None
    assert packaged_set("tt57-2026-gdtx").in_force(dt.date(2099, 1, 1))
