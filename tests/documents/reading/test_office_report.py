from minhdinh.documents.reading.office_report import BLANK_NUMBER, report_values
from minhdinh.documents.sample_report import sample_report
from minhdinh.documents.wordml import MISSING


def row(label, line="row", cells=()):
    return {"label": label, "line": line, "cells": list(cells)}


def values(**tables):
    return report_values({"office_report": sample_report() | {"tables": tables}})


def test_offices_below_go_to_the_annex():
    names = ["schools", "recognised", "holding", "holding_share", "degree_1", "degree_2", "expiring"]
    figures = ["10", "01", "04", "40", "03", "01", "0"]
    known = values(
        recognition={
            "columns": names,
            "rows": [
                row("Cộng", "total", figures),
                row("Theo cấp học", "heading"),
                row("Trường THCS", "row", figures),
                row("Theo đơn vị", "heading"),
                row("Xã Một", "row", figures),
                row("Xã Hai", "row", figures),
            ],
        }
    )
    assert [one["label"] for one in known["recognised"]["rows"]] == ["Cộng", "Theo cấp học", "Trường THCS"]
    assert [one["label"] for one in known["by_office"]] == ["Xã Một", "Xã Hai"]
    first = known["recognised"]["rows"][0]
    assert (first["total"], first["heading"], first["holding_share"]) == (True, False, "40")
    assert known["recognised"]["rows"][1]["schools"] == ""


def test_levels_of_2018_stand_in_one_cell():
    names = ["schools", "completed", "level_0", "level_1", "level_2", "level_3", "level_4", "level_none"]
    cells = ["20", "15", "0", "05", "02", "06", "01", "01"]
    known = values(**{"levels-reached": {"columns": names, "rows": [row("Cộng", "total", cells)]}})
    assert known["levels"]["rows"][0]["level_34"] == "07"
    assert "level_3" not in known["levels"]["rows"][0]
    assert (known["assessed"], known["plan"], known["by_office"]) == (None, None, [])


def test_what_is_not_known_is_marked():
    known = report_values({})
    assert known["office"]["name"] == MISSING
    assert known["number"] == BLANK_NUMBER
    assert known["draft"]
    assert known["opening"] == []


def test_recipients_carry_one_dash():
    report = sample_report() | {"recipients": ["- Bộ GDĐT;", "Lưu: VT."]}
    assert report_values({"office_report": report})["recipients"] == ["Bộ GDĐT;", "Lưu: VT."]
