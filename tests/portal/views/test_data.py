import json

import pytest
from django.test import Client

from minhdinh.portal.views.data import DATA
from tests.counting import queries_of
from tests.factories import World, make_world
from tests.portal.national import more_schools
from tests.recognition.register import recognise


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def test_the_page_offers_every_table_and_explains_its_columns(world: World) -> None:
    text = Client().get("/tra-cuu/du-lieu/").content.decode()
    for name in ("truong.csv", "truong.json", "quyet-dinh.csv", "quyet-dinh.json"):
        assert f"/tra-cuu/du-lieu/{name}" in text
    assert "accreditation_grade" in text


@pytest.mark.parametrize("dataset", ["truong", "quyet-dinh"])
def test_files_are_sent_as_they_are_made_and_may_be_kept(world: World, dataset: str) -> None:
    for suffix, media_type in (("csv", "text/csv; charset=utf-8"), ("json", "application/json")):
        answer = Client().get(f"/tra-cuu/du-lieu/{dataset}.{suffix}")
        content = answer.getvalue()
        assert answer.status_code == 200
        assert answer.streaming
        assert answer["Content-Type"] == media_type
        assert f'filename="{dataset}-' in answer["Content-Disposition"]
        assert "public" in answer["Cache-Control"]
        assert not answer.cookies
    assert json.loads(content)["dataset"] == dataset


@pytest.mark.parametrize("name", ["truong.xlsx", "nguoi-dung.csv", "truong.exe"])
def test_there_is_no_other_file(world: World, name: str) -> None:
    assert Client().get(f"/tra-cuu/du-lieu/{name}").status_code == 404


def test_a_visitor_takes_so_many_files_in_ten_minutes(world: World) -> None:
    client = Client()
    for _time in range(DATA.calls):
        assert client.get("/tra-cuu/du-lieu/truong.json").getvalue()
    refused = client.get("/tra-cuu/du-lieu/truong.json")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert Client(REMOTE_ADDR="10.9.8.7").get("/tra-cuu/du-lieu/truong.json").status_code == 200


def test_a_piece_needs_as_many_queries_for_many_schools(world: World) -> None:
    once = queries_of(Client(), "/tra-cuu/du-lieu/")
    more_schools(world, 5)
    assert queries_of(Client(), "/tra-cuu/du-lieu/") == once == 0


def test_a_file_that_has_not_changed_is_not_sent_again(world: World) -> None:
    address = "/tra-cuu/du-lieu/quyet-dinh.csv"
    first = Client().get(address)
    etag = first["ETag"]
    assert first["Last-Modified"]
    again = Client().get(address, HTTP_IF_NONE_MATCH=etag)
    assert (again.status_code, again["ETag"]) == (304, etag)
    assert again["Cache-Control"] == first["Cache-Control"]
    assert Client().get(address, HTTP_IF_MODIFIED_SINCE=first["Last-Modified"]).status_code == 304
    assert Client().get("/tra-cuu/du-lieu/quyet-dinh.json", HTTP_IF_NONE_MATCH=etag).status_code == 200
    recognise(world.school, number="77/QĐ")
    changed = Client().get(address, HTTP_IF_NONE_MATCH=etag)
    assert changed.status_code == 200
    assert changed["ETag"] != etag
