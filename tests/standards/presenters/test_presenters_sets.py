import pytest

from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.queries import version_of
from minhdinh.standards.models import OfficialWording
from minhdinh.standards.presenters.sets import (
    criteria_by_standard,
    level_name,
    level_views,
    neighbours,
    set_view,
)

ITEM = packaged_set("tt57-2026-pho-thong")


@pytest.mark.django_db
def test_a_set_at_a_glance(tt57):
    found = set_view(tt57, 12, "/o-day/")
    assert (found.item, found.levels_total, found.levels_official, found.url) == (
        tt57.catalogue,
        30,
        12,
        "/o-day/",
    )
    assert found.types == "trường tiểu học, trường THCS, trường THPT, trường phổ thông có nhiều cấp học"
    assert found.tone == "ok"


@pytest.mark.usefixtures("loaded")
def test_the_mark_of_certainty_has_its_tone():
    tones = {}
    for name in ("tt17-2018-tieu-hoc", "tt42-2012-trung-hoc"):
        row = version_of(name, f"{name[5:9]}.1")
        assert row is not None
        tones[name] = set_view(row, 0).tone
    assert tones == {"tt17-2018-tieu-hoc": "wait", "tt42-2012-trung-hoc": "edit"}


def test_criteria_stand_under_their_standards_with_counts():
    urls = {one.code: f"/{one.code}/" for one in ITEM.iter_criteria()}
    groups = criteria_by_standard(ITEM, urls, [("1.1", 1), ("1.1", 2), ("2.3", 1)])
    assert [(standard.code, len(views)) for standard, views in groups] == [
        ("1", 4),
        ("2", 3),
        ("3", 5),
        ("4", 3),
    ]
    first = groups[0][1][0]
    assert (first.criterion.code, first.url, first.official) == ("1.1", "/1.1/", 2)
    assert first.levels == (("Mức 1", 5), ("Mức 2", 4))
    assert [view.official for view in groups[1][1]] == [0, 0, 1]


def test_a_level_shows_requirements_with_their_guidance_and_the_wording():
    wording = OfficialWording(criterion="1.1", level=2, text="Câu chữ")
    item = next(one for one in [ITEM] if one)
    levels = level_views(item, item.criterion("1.1"), {("1.1", 2): wording})
    assert [(one.name, one.wording) for one in levels] == [("Mức 1", None), ("Mức 2", wording)]
    first = levels[0].requirements[0]
    assert first.requirement.id == "1.1.1a"
    assert first.target == "requirement:1.1.1a"


@pytest.mark.django_db
def test_kinds_of_evidence_are_named_in_words(tt57):
    levels = level_views(tt57.catalogue, tt57.catalogue.criterion("1.1"), {})
    named = [one for level in levels for one in level.requirements if one.evidence]
    assert named
    assert all(name[0].isupper() and "_" not in name for one in named for name in one.evidence)


def test_a_level_without_a_name_of_its_own_is_called_by_its_number():
    assert level_name(ITEM, 2) == "Mức 2"
    assert level_name(ITEM, 4) == "Mức 4"


def test_the_criteria_before_and_after():
    assert [one and one.code for one in neighbours(ITEM, "1.1")] == [None, "1.2"]
    assert [one and one.code for one in neighbours(ITEM, "1.4")] == ["1.3", "2.1"]
    assert [one and one.code for one in neighbours(ITEM, "4.3")] == ["4.2", None]
