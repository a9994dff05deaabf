import pytest

from minhdinh.documents.reading.evidence import address, catalogue, remark, resolver, where_kept
from tests.documents import sample

PDF = {"media_type": "application/pdf"}
PHOTO = {"media_type": "image/jpeg"}
ODD = {"media_type": "application/x-odd"}


@pytest.mark.parametrize(
    ("url", "base", "expected"),
    [
        ("/a/1", "https://m.example", "https://m.example/a/1"),
        ("/a/1", "https://m.example/", "https://m.example/a/1"),
        ("/a/1", "", ""),
        ("https://drive.example/x", "", "https://drive.example/x"),
        ("http://drive.example/x", "https://m.example", "http://drive.example/x"),
        ("javascript:alert(1)", "https://m.example", ""),
        ("file:///etc/passwd", "", ""),
        (None, "https://m.example", ""),
        ("", "https://m.example", ""),
    ],
)
def test_an_address_is_full_or_nothing(url, base, expected):
    assert address({"url": url}, base) == expected


def test_the_resolver_knows_items_with_a_code():
    dossier = {
        "evidence": [{"id": 7, "code": "MC.1.1.01", "name": None, "url": "/x"}, {"id": "8", "code": ""}]
    }
    resolve = resolver(dossier, "https://m.example")
    known = resolve("7")
    assert (known.code, known.name, known.url) == ("MC.1.1.01", "", "https://m.example/x")
    assert resolve("8") is None
    assert resolve("9") is None


def test_nothing_is_resolved_from_nothing():
    assert resolver({})("1") is None
    assert catalogue({}) == []


def test_the_catalogue_is_in_the_natural_order_of_codes():
    codes = ["MC.1.10.01", "MC.1.2.10", "MC.1.2.09", "MC.2.1.01", "MC.1.2.09", ""]
    assert [one["code"] for one in catalogue({"evidence": [{"code": code} for code in codes]})] == [
        "MC.1.2.09",
        "MC.1.2.10",
        "MC.1.10.01",
        "MC.2.1.01",
    ]


def test_older_codes_sort_naturally_too():
    codes = ["H1-1.10-01", "H1-1.9-02", "H1-1.9-01"]
    assert [one["code"] for one in catalogue({"evidence": [{"code": code} for code in codes]})] == [
        "H1-1.9-01",
        "H1-1.9-02",
        "H1-1.10-01",
    ]


@pytest.mark.parametrize(
    ("item", "lines"),
    [
        ({"files": [PDF]}, ["Tệp PDF"]),
        ({"files": [PDF, PDF, PHOTO]}, ["Tệp PDF, ảnh JPG (03 tệp)"]),
        ({"files": [ODD]}, ["Tệp"]),
        ({"files": [ODD, ODD]}, ["Tệp (02 tệp)"]),
        ({"location": "Tủ 2"}, ["Bản giấy: Tủ 2"]),
        (
            {"links": ["https://a.example", {"url": "https://b.example"}]},
            ["https://a.example", "https://b.example"],
        ),
        (
            {"files": [PDF], "location": "Tủ 2", "links": ["https://a.example"]},
            ["Tệp PDF", "Bản giấy: Tủ 2", "https://a.example"],
        ),
        ({}, []),
    ],
)
def test_where_an_item_is_kept(item, lines):
    assert where_kept(item) == lines


def test_the_note():
    assert remark({"note": "Dùng chung"}) == "Dùng chung"
    assert remark({}) == ""
    assert remark(sample.dossier()["evidence"][0]) == ""
