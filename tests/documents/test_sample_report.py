import json

from minhdinh.documents.reading.office_report import COLUMNS, TEXTS
from minhdinh.documents.sample_report import sample_report


def test_a_fresh_one_each_time_and_plain_data():
    first = sample_report()
    first["office"]["name"] = "khác"
    assert sample_report()["office"]["name"] == "Sở Giáo dục và Đào tạo Mẫu"
    assert json.loads(json.dumps(first)) == first


def test_it_has_something_in_every_place():
    known = sample_report()
    assert all(known[name] for name in TEXTS)
    assert set(known["tables"]) == set(COLUMNS)
    for table in known["tables"].values():
        assert {row["line"] for row in table["rows"]} == {"row", "total", "heading"}
        assert all(len(row["cells"]) in {0, len(table["columns"])} for row in table["rows"])
