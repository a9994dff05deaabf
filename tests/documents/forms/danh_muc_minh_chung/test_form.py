from pathlib import Path

from tests.documents import sample
from tests.documents.docx_text import assert_golden, highlighted, links_of, text_of
from tests.documents.making import make, make_sealed

FORM = "danh-muc-minh-chung"
GOLDEN = Path(__file__).parent / "golden"


def test_it_reads_as_its_golden_text():
    assert_golden(make(FORM, sample.dossier()), GOLDEN / "full.txt")


def test_a_sealed_catalogue_reads_as_its_golden_text():
    assert_golden(make_sealed(FORM, sample.dossier()), GOLDEN / "sealed.txt")


def rows(content):
    return [
        line.split(" | ") for line in text_of(content).splitlines() if line.startswith("| ") and "MC." in line
    ]


def test_each_code_once_in_the_order_of_codes():
    dossier = sample.dossier()
    dossier["evidence"] = [
        sample.item("1.1", 10, "Mười"),
        sample.item("1.1", 9, "Chín"),
        sample.item("1.10", 1, "Tiêu chí mười"),
        sample.item("1.2", 1, "Tiêu chí hai"),
        sample.item("1.1", 9, "Chín, lần nữa"),
    ]
    found = [(row[0], row[1].split("]")[0]) for row in rows(make(FORM, dossier))]
    assert found == [
        ("| 1", "[MC.1.1.09"),
        ("| 2", "[MC.1.1.10"),
        ("| 3", "[MC.1.2.01"),
        ("| 4", "[MC.1.10.01"),
    ]


def test_codes_and_links_open():
    links = links_of(make(FORM, sample.dossier()))
    assert ("MC.1.1.01", f"{sample.BASE_URL}/truong/SAOMAI/minh-chung/1101") in links
    assert ("https://saomai.example.vn/cong-khai", "https://saomai.example.vn/cong-khai") in links


def test_an_item_without_a_place_shows_that_it_is_missing():
    dossier = sample.dossier()
    dossier["evidence"] = [sample.item("1.1", 1, "") | {"files": [], "location": "", "links": []}]
    assert highlighted(make(FORM, dossier)) == ["[chưa có dữ liệu]"] * 2


def test_an_empty_catalogue_says_so():
    content = make(FORM, sample.unfinished())
    assert highlighted(content) == ["[chưa có dữ liệu]"]
    assert "Danh mục gồm 0 minh chứng" in text_of(content)


def test_items_without_a_code_wait_outside():
    dossier = sample.dossier()
    dossier["evidence"][0]["code"] = ""
    assert len(rows(make(FORM, dossier))) == len(dossier["evidence"]) - 1
