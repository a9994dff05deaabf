import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.models import ExternalEvaluation
from minhdinh.assessments.models import RecordedAssessment
from minhdinh.audit.models import Entry
from minhdinh.organisations.models import Organisation, Parentage
from minhdinh.oversight.domain.population import school_years
from minhdinh.recognition.models import Decision
from tests.factories import World
from tests.oversight.history.books import HEADER, forty_eight, history_book, line, sixteen


@pytest.fixture
def load(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Return a function that runs the command on a file and gives back what it said as JSON."""

    def run(content: bytes, *options: str, organisation: str = "", name: str = "ds.xlsx") -> dict[str, Any]:
        path = tmp_path / name
        path.write_bytes(content)
        out = io.StringIO()
        try:
            call_command(
                "import", "history", str(path), "--organisation", organisation or world.commune.code,
                "--json", *options, stdout=out,
            )  # fmt: skip
        finally:
            run.said = out.getvalue()  # type: ignore[attr-defined]
        shown: dict[str, Any] = json.loads(out.getvalue())
        return shown

    return run


def facts() -> dict[str, int]:
    with scopes_disabled():
        return {
            "recorded": RecordedAssessment.objects.count(),
            "evaluated": ExternalEvaluation.objects.count(),
            "decided": Decision.objects.count(),
        }


def test_the_district_of_48_schools(world: World, load: Any) -> None:
    said = load(history_book(*forty_eight()))
    assert (said["rows"], said["new"], said["schools_created"], said["written"]) == (48, 48, 48, 48)
    rows = school_years(world.commune, "2013-2014", dt.date(2014, 5, 31)).filter(school__code__contains="-")
    counted = {
        kind: (rows.filter(school_type=kind).count(), rows.filter(school_type=kind, completed=True).count())
        for kind in ("mam_non", "tieu_hoc", "thcs")
    }
    # the commune's own school of the small world is a lower secondary one too
    assert counted == {"mam_non": (8, 3), "tieu_hoc": (28, 16), "thcs": (13, 12)}
    assert rows.filter(completed=True).count() == 31
    assert facts() == {"recorded": 48, "evaluated": 0, "decided": 0}


def test_the_sixteen_schools_of_a_plan(world: World, load: Any) -> None:
    assert load(history_book(*sixteen()))["schools_created"] == 16
    rows = school_years(world.commune, "2017-2018", dt.date(2018, 5, 31))
    assert rows.filter(completed=True).count() == rows.filter(stage=9).count() == 16
    assert facts() == {"recorded": 16, "evaluated": 16, "decided": 0}


def test_created_schools_exist_from_the_start(world: World, load: Any) -> None:
    load(history_book(line("cu-1")))
    edge = Parentage.objects.get(child__code="cu-1")
    assert (edge.parent, edge.valid_from, edge.valid_to) == (world.commune, None, None)
    assert school_years(world.ministry, "2001-2002", dt.date(2002, 1, 1)).filter(school__code="cu-1").exists()


def test_importing_twice_changes_nothing(world: World, load: Any) -> None:
    full = line(
        "cu-1", completed="x", evaluated="x", level=2, grade=1, number="12/QĐ", decided_on="15/06/2014"
    )
    content = history_book(*forty_eight(), full)
    load(content)
    before, entries = facts(), Entry.objects.count()
    said = load(content, name="ban-sao.xlsx")
    assert (said["new"], said["changed"], said["unchanged"], said["written"]) == (0, 0, 49, 0)
    assert said["schools_created"] == 0
    assert facts() == before
    assert Entry.objects.count() == entries


def test_a_dry_run_writes_nothing(world: World, load: Any) -> None:
    schools = Organisation.objects.count()
    said = load(history_book(*forty_eight()), "--dry-run")
    assert (said["dry_run"], said["new"], said["written"]) == (True, 48, 0)
    assert Organisation.objects.count() == schools
    assert facts() == {"recorded": 0, "evaluated": 0, "decided": 0}
    assert not Entry.objects.exists()


def test_a_faulty_row_keeps_everything_out(world: World, load: Any) -> None:
    content = history_book(*forty_eight(), line("xấu/1", school_type="Đại học"))
    with pytest.raises(CommandError, match=r"Dòng 50: .*“Đại học”.*Mầm non, Tiểu học, THCS") as caught:
        load(content)
    assert caught.value.returncode == 2
    assert json.loads(load.said)["faults"][0]["row"] == 50
    assert facts()["recorded"] == 0


def test_one_school_and_year_twice_names_both_rows(world: World, load: Any) -> None:
    with pytest.raises(CommandError, match=r"Dòng 2 và dòng 4 cùng ghi trường “a” năm học 2013-2014"):
        load(history_book(line("a"), line("b"), line("a")))


def workbook(fill: Any) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    fill(book, book.add_worksheet())
    book.close()
    return stream.getvalue()


def test_columns_in_any_order_excel_dates_and_merged_cells(world: World, load: Any) -> None:
    header = (
        "Ngày quyết định",
        "Năm học",
        "Cấp độ công nhận",
        "Cấp học",
        "Tên trường",
        "Mã trường",
        "Số quyết định",
    )

    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 6, "DANH SÁCH CÁC TRƯỜNG")
        sheet.write_row(2, 0, header)
        sheet.merge_range(3, 0, 4, 0, "")
        sheet.write_datetime(3, 0, dt.datetime(2014, 6, 5), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.merge_range(3, 1, 4, 1, "2013-2014")
        for row, code in ((3, "a"), (4, "b")):
            sheet.write_row(row, 2, (1, "Mầm non", f"Trường {code}", code, f"{row}/QĐ"))

    assert load(workbook(fill))["new"] == 2
    with scopes_disabled():
        assert set(Decision.objects.values_list("number", "decided_on", "grade", "year")) == {
            ("3/QĐ", dt.date(2014, 6, 5), 1, "2013-2014"),
            ("4/QĐ", dt.date(2014, 6, 5), 1, "2013-2014"),
        }


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "0 byte"),
        (b"%PDF-1.7 gi do", "không phải tệp Excel"),
        (b"PK\x03\x04hong", "không phải tệp Excel"),
        (b"\xff\xfe\x00broken\x00", "không phải tệp Excel"),
        (history_book(), "chưa có dòng nào"),
        (history_book(line("a"), header=HEADER[1:]), "các cột: Mã trường"),
        (b"PK" + b"0" * (10 * 1024 * 1024), "lớn hơn 10 MB"),
    ],
)
def test_what_cannot_be_read_is_explained(world: World, load: Any, content: bytes, words: str) -> None:
    with pytest.raises(CommandError, match=words) as caught:
        load(content)
    assert caught.value.returncode == 2


def test_no_such_file_folder_or_office(world: World, load: Any, tmp_path: Path) -> None:
    for path, code, words in (
        ("khong-co.xlsx", "so", "Không đọc được tệp"),
        (".", "so", "Không đọc được tệp"),
        ("a.xlsx", "khong", "Không có cơ quan nào mang mã khong"),
        ("a.xlsx", world.school.code, "Không có cơ quan nào"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("import", "history", str(tmp_path / path), "--organisation", code)


def test_it_says_in_words_what_it_did(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ds.xlsx"
    path.write_bytes(history_book(line("a")))
    call_command("import", "history", str(path), "--organisation", "so", "--dry-run")
    call_command("import", "history", str(path), "--organisation", "so")
    first, second = capsys.readouterr().out.splitlines()
    assert first == "Kiểm tra xong, chưa ghi gì: 1 dòng, 1 mới, 0 sửa, 0 đã có; 1 trường sẽ được tạo."
    assert second == "Đã ghi: 1 dòng, 1 mới, 0 sửa, 0 đã có; 1 trường được tạo."
