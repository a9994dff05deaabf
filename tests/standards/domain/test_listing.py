import copy
import json

import pytest

from minhdinh.standards.catalogue import packaged_sets, parse_content
from minhdinh.standards.domain.corrections import correct
from minhdinh.standards.domain.listing import list_sets
from minhdinh.standards.domain.loading import load_set
from minhdinh.standards.models import OfficialWording
from tests.standards import samples

pytestmark = pytest.mark.django_db


def by_id():
    return {row.id: row for row in list_sets()}


def test_without_loaded_sets_the_packaged_ones_are_named():
    rows = list_sets()
    assert len(rows) == 9
    assert {(row.loaded, row.packaged) for row in rows} == {(False, True)}


@pytest.mark.usefixtures("loaded")
def test_a_loaded_set_is_named_once():
    rows = list_sets()
    assert sorted(row.id for row in rows) == sorted(item.id for item in packaged_sets())
    assert {(row.loaded, row.packaged, row.differs) for row in rows} == {(True, True, False)}
    days = [row.effective_from for row in rows]
    assert days == sorted(days, reverse=True)


def test_a_set_from_elsewhere_is_loaded_and_not_packaged():
    load_set(samples.quota_set(1, 2))
    row = by_id()["bo-thu"]
    assert (row.loaded, row.packaged) == (True, False)


def test_a_set_that_differs_from_the_package_is_marked():
    item = packaged_sets()[0]
    load_set(parse_content({**copy.deepcopy(dict(item.content)), "title": "Tên khác"}))
    row = by_id()[item.id]
    assert (row.loaded, row.packaged, row.differs, row.title) == (True, True, True, "Tên khác")


def test_corrections_and_wordings_are_counted_and_corrections_shown(tt57, boss):
    correct(
        actor=boss,
        version=tt57,
        target="set:confidence",
        value="low",
        legal_reference="Điều 1",
        reason="Thử",
    )
    OfficialWording.objects.create(standard_set=tt57, criterion="1.1", level=1, text="Câu")
    row = by_id()[tt57.set_id]
    assert (row.corrections, row.official_levels, row.confidence) == (1, 1, "low")


@pytest.mark.usefixtures("loaded")
def test_a_row_is_plain_json():
    data = by_id()["tt17-2018-tieu-hoc"].as_json()
    assert json.loads(json.dumps(data))["effective_to"] == "2026-07-07"
    assert data["effective_from"] == "2018-10-10"
    assert set(data) >= {
        "id", "version", "title", "legal_basis", "institution_types", "confidence", "confidence_note", "checksum",
        "loaded", "packaged", "differs", "corrections", "official_levels",
    }  # fmt: skip
    assert by_id()["tt57-2026-gdtx"].as_json()["effective_to"] is None
