"""``minhdinh statistics``: the seed's table in each format, the list, and what is refused with exit code 2."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from python_calamine import CalamineWorkbook

from minhdinh.oversight.statistics.registry import TABLES
from minhdinh.oversight.statistics.workbook import HEADER_ROW
from tests.oversight.seed import HEADER, LINES, OFFICE, ROWS, YEAR, District

ID = "self-assessment-by-level"
ASKED = (ID, "--organisation", OFFICE, "--year", YEAR)


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("statistics", *words, stdout=out)
    return out.getvalue()


def refusal(*words: str) -> tuple[int, str]:
    with pytest.raises(CommandError) as caught:
        run(*words)
    return caught.value.returncode, str(caught.value)


def sheet_of(content: bytes) -> list[list[Any]]:
    page = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return page.to_python(skip_empty_area=False)[HEADER_ROW:]


def test_the_seeds_table_as_lines(district: District) -> None:
    lines = run(*ASKED).splitlines()
    assert lines[:2] == [
        "Tình hình tự đánh giá, đánh giá ngoài theo cấp học",
        "Phòng GD&ĐT An Minh, năm học 2013-2014, số liệu đến ngày 31/05/2014",
    ]
    assert lines[3:] == [" | ".join(HEADER), *LINES]


def test_the_seeds_table_as_csv(district: District) -> None:
    assert list(csv.reader(io.StringIO(run(*ASKED, "--format", "csv")))) == [HEADER, *ROWS]


@pytest.mark.parametrize("switch", [("--json",), ("--format", "json")])
def test_the_seeds_table_as_json_and_nothing_else(district: District, switch: tuple[str, ...]) -> None:
    data = json.loads(run(*ASKED, *switch))
    assert data["organisation"] == {"code": OFFICE, "name": "Phòng GD&ĐT An Minh"}
    assert (data["table"], data["year"], data["date"]) == (ID, YEAR, "2014-05-31")
    assert [row["cells"] for row in data["rows"]] == ROWS
    assert data["rows"][0]["values"] == ["Trường mầm non", 8, 3, 37.5, None, None]
    assert [row["line"] for row in data["rows"]] == ["row"] * 4 + ["total"]


def test_the_seeds_table_as_workbook(district: District, tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    assert run(*ASKED, "--format", "xlsx", "--output", str(path)) == ""
    assert sheet_of(path.read_bytes())[:6] == [HEADER, *ROWS]


def test_a_workbook_goes_to_standard_output_as_bytes(district: District) -> None:
    raw = io.BytesIO()
    stdout = io.TextIOWrapper(raw, encoding="utf-8")
    call_command("statistics", *ASKED, "--format", "xlsx", stdout=stdout)
    assert sheet_of(raw.getvalue())[1:6] == ROWS


def test_text_goes_to_a_file_too(district: District, tmp_path: Path) -> None:
    path = tmp_path / "bang.csv"
    run(*ASKED, "--format", "csv", "--output", str(path))
    assert path.read_text(encoding="utf-8").splitlines()[1] == 'Trường mầm non,08,03,"37,50",,'


def test_a_day_may_be_given(district: District) -> None:
    assert "số liệu đến ngày 11/01/2014" in run(*ASKED, "--date", "2014-01-11")


@pytest.mark.django_db
def test_the_list_names_every_table() -> None:
    lines = run("--list").splitlines()
    assert [line.split("\t")[0] for line in lines] == [one.id for one in TABLES]
    assert [one["table"] for one in json.loads(run("--list", "--json"))] == [one.id for one in TABLES]


def test_what_does_not_exist_is_refused_by_name(district: District) -> None:
    school = district.schools["Mầm non Đông Hòa"].code
    assert refusal("khong-co", *ASKED[1:])[0] == 2
    assert ID in refusal("khong-co", *ASKED[1:])[1]
    assert refusal(ID, "--organisation", "khong-co", "--year", YEAR) == (
        2,
        "Không có cơ quan nào mang mã “khong-co”.",
    )
    assert refusal(ID, "--year", YEAR)[0] == 2
    code, message = refusal(ID, "--organisation", school, "--year", YEAR)
    assert (code, "là một trường" in message) == (2, True)
    assert refusal(ID, "--organisation", OFFICE, "--year", "2013")[0] == 2
    assert refusal(ID, "--organisation", OFFICE)[0] == 2
    assert refusal(*ASKED, "--date", "31/02/2014")[0] == 2


def test_a_file_that_cannot_be_written_is_said(district: District, tmp_path: Path) -> None:
    code, message = refusal(*ASKED, "--output", str(tmp_path / "khong-co" / "bang.txt"))
    assert code == 2
    assert "Không ghi được" in message
