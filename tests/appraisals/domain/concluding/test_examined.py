"""What is examined: places of the sealed report, their levels in words, several tracks, Mức 4."""

from typing import Any

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.concluding.examined import Examined, examined, read_places
from minhdinh.appraisals.rules.concluding import Place
from minhdinh.assessments.models import Sheet
from minhdinh.common.problems import Problem
from minhdinh.standards.catalogue import StandardSet, packaged_set
from tests.appraisals.concluded import make_concluding
from tests.assessments.cases import SMALL


def track(name: str, catalogue: StandardSet, level: int | None, **level_4: bool | None) -> dict[str, Any]:
    sheets = [
        {"criterion": one.code, "level": None if level is None else min(level, one.top_level)}
        for one in catalogue.iter_criteria()
    ]
    answers = {name[1:].replace("_", "."): value for name, value in level_4.items()}
    return {"education_level": name, "label": name.upper(), "sheets": sheets, "level_4": answers}


def report(set_id: str, *tracks: dict[str, Any]) -> Examined:
    catalogue = packaged_set(set_id)
    dossier = {"tracks": list(tracks)}
    return Examined(dossier, catalogue, tuple(read_places(dossier, catalogue)))


@pytest.mark.django_db
def test_the_seal_is_read_once_for_a_registration_in_hand() -> None:
    world = make_concluding()
    with scopes_disabled():
        case = world.fresh()
        assert examined(case) is examined(case)
        again = world.fresh()
        assert examined(again) is not examined(case)
        case.__dict__["_examined"] = (case.seal_id + 1, None)  # of another seal: read anew
        assert examined(case).places == examined(again).places


def test_the_items_of_the_final_level_are_places_of_their_own() -> None:
    catalogue = packaged_set("tt18-2018-trung-hoc")
    all_met = {f"i{item.id.replace('.', '_')}": True for item in catalogue.level_4}
    found = report(catalogue.id, track("thcs", catalogue, 3, **all_met))
    items = [one for one in found.places if one.place.is_item]
    assert [one.place.code for one in items] == ["4.1", "4.2", "4.3", "4.4", "4.5", "4.6"]
    assert {one.self_level for one in items} == {1}
    assert found.place("thcs", "4.1") != found.place("thcs", "m4:4.1")
    assert len({one.anchor for one in found.places}) == len(found.places)
    own = found.self_levels
    assert found.result(own).level == 4
    own[items[0].place] = 0
    assert found.result(own).level == 3
    own[items[0].place] = None
    assert found.result(own).level is None


def test_a_report_without_the_final_level_has_no_such_places() -> None:
    catalogue = packaged_set("tt18-2018-trung-hoc")
    found = report(catalogue.id, track("thcs", catalogue, 3))
    assert not any(one.place.is_item for one in found.places)
    assert found.result(found.self_levels).level == 3


def test_several_tracks_go_by_the_lowest() -> None:
    catalogue = packaged_set("tt57-2026-pho-thong")
    found = report(catalogue.id, track("tieu_hoc", catalogue, 2), track("thcs", catalogue, 1))
    assert found.several
    assert {one.track_label for one in found.places} == {"TIEU_HOC", "THCS"}
    assert found.result(found.self_levels).level == 1
    levels = found.self_levels | {Place("tieu_hoc", "1.3"): 0}
    assert found.result(levels).level == 0


def test_levels_in_the_words_of_the_set() -> None:
    catalogue = packaged_set("tt18-2018-trung-hoc")
    found = report(catalogue.id, track("thcs", catalogue, 1, i4_1=True))
    criterion, item = Place("thcs", "1.1"), Place("thcs", "m4:4.1")
    assert [found.level_label(criterion, level) for level in (None, 0, 1)] == [
        "Chưa xét",
        "Không đạt",
        "Đạt Mức 1",
    ]
    assert [found.level_label(item, level) for level in (None, 0, 1)] == ["Chưa xét", "Không đạt", "Đạt"]
    place = found.place("thcs", "1.1")
    assert place is not None
    assert [level for level, _label in found.choices(place)] == list(range(place.top + 1))
    assert found.school_label(None) == "Chưa xét"
    assert found.school_label(4) == "Đạt Mức 4"


@pytest.mark.django_db
def test_what_the_school_changes_meanwhile_is_not_examined() -> None:
    world = make_concluding(level=1)
    with scopes_disabled():
        Sheet.objects.update(level=0)
        found = examined(world.fresh())
    assert {one.place.criterion: one.self_level for one in found.places} == dict.fromkeys(SMALL, 1)


@pytest.mark.django_db
def test_a_seal_that_was_altered_is_told() -> None:
    world = make_concluding()
    with scopes_disabled():
        case = world.fresh()
        case.seal.sha256 = "0" * 64
        with pytest.raises(Problem, match="niêm phong"):
            examined(case)
