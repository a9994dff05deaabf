"""``minhdinh evidence import``."""

import json
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import call_command

from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.models import SelfAssessment
from minhdinh.common.problems import NotHere, Problem
from minhdinh.evidence.importing import writing
from minhdinh.evidence.models import EvidenceItem, EvidenceUse
from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.loading import load_set
from tests.evidence.factories import SET, YEAR, House, make_item
from tests.evidence.importing.lists import FIVE, csv_bytes, word_bytes, xlsx_bytes
from tests.evidence.importing.old_excel import xls_bytes
from tests.factories import CommuneFactory, SchoolFactory

pytestmark = pytest.mark.django_db
ROWS = (
    FIVE,
    ("1", "MC.1.1.01", "Kế hoạch năm học", "Tủ 1", ""),
    ("2", "MC.9.9.01", "Lạ", "", ""),
    ("3", "xyz", "Sai mã", "", ""),
)


def run(path: Path, *words: str, school: str = "sao-mai", year: str = YEAR) -> str:
    out = StringIO()
    call_command("evidence", "import", str(path), "--school", school, "--year", year, *words, stdout=out)
    return out.getvalue()


def saved(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", csv_bytes(*ROWS)),
        ("a.xlsx", xlsx_bytes(*ROWS)),
        ("a.xls", xls_bytes(*ROWS)),
        ("a.docx", word_bytes(ROWS)),
    ],
)
def test_every_row_is_told_whatever_the_file(house: House, tmp_path: Path, name: str, content: bytes) -> None:
    told = json.loads(run(saved(tmp_path, name, content), "--json"))
    assert list(told) == ["rows"]
    assert [(row["row"], row["fate"]) for row in told["rows"]] == [(2, "new"), (3, "new"), (4, "error")]
    assert all(set(row) == {"row", "fate", "reason"} for row in told["rows"])
    again = json.loads(run(saved(tmp_path, name, content), "--json"))
    assert [row["fate"] for row in again["rows"]] == ["duplicate", "duplicate", "error"]


def test_a_dry_run_writes_nothing(house: House, tmp_path: Path) -> None:
    path = saved(tmp_path, "a.csv", csv_bytes(*ROWS))
    dry = run(path, "--dry-run", "--json")
    with scopes_disabled():
        assert not EvidenceItem.objects.exists()
    assert run(path, "--json") == dry


def test_a_school_that_has_not_opened_the_year(db: None, tmp_path: Path) -> None:
    SchoolFactory(code="moi", profile__school_type="thcs", profile__education_levels=["thcs"])
    load_set(packaged_set(SET))
    path = saved(tmp_path, "a.csv", csv_bytes(*ROWS))
    dry = json.loads(run(path, "--dry-run", "--json", school="moi"))
    with scopes_disabled():
        assert not SelfAssessment.objects.exists()
    assert json.loads(run(path, "--json", school="moi")) == dry
    with scopes_disabled():
        assert SelfAssessment.objects.get().year == YEAR
        assert EvidenceUse.objects.get().assessment_id == SelfAssessment.objects.get().pk


def test_words_for_people(house: House, tmp_path: Path) -> None:
    said = run(saved(tmp_path, "a.csv", csv_bytes(*ROWS)))
    assert "Dòng 4: lỗi. Không nhận ra mã “xyz”." in said
    assert said.endswith("Đã nhập: 3 dòng: 2 mới, 0 nối thêm, 0 trùng, 1 lỗi.\n")
    assert "chưa ghi gì" in run(tmp_path / "a.csv", "--dry-run")


def test_words_for_people_name_the_sheet_where_there_are_several(house: House, tmp_path: Path) -> None:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name in ("Tiêu chuẩn 1", "Tiêu chuẩn 2"):
            sheet = book.add_worksheet(name)
            for number, row in enumerate((FIVE, ("1", "xyz", "Sai mã", "", ""))):
                sheet.write_row(number, 0, row)
    said = run(saved(tmp_path, "a.xlsx", buffer.getvalue()))
    assert "Dòng 2 (Tiêu chuẩn 1): lỗi." in said
    assert "Dòng 2 (Tiêu chuẩn 2): lỗi." in said


def test_a_clash_in_the_middle_is_told_by_row(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written stays told, the rows that somebody else holds are errors, and the command ends well."""
    look = writing.store_for
    with scopes_disabled():
        item = make_item(house)
    monkeypatch.setattr(writing, "BATCH", 1)
    monkeypatch.setattr(
        writing, "store_for", lambda *told: writing.Store() if told[2][0].number == 3 else look(*told)
    )
    rows = (FIVE, ("1", "MC.1.1.07", "Một", "", ""), ("2", item.code, "Khác", "", ""))
    told = json.loads(run(saved(tmp_path, "a.csv", csv_bytes(*rows)), "--json"))
    assert [(row["row"], row["fate"]) for row in told["rows"]] == [(2, "new"), (3, "error")]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 abc", b"PK\x03\x04 broken", "không có cột nào".encode()])
def test_a_file_that_cannot_be_read_is_refused(house: House, tmp_path: Path, content: bytes) -> None:
    path = saved(tmp_path, "a.xlsx", content)
    out = StringIO()
    with pytest.raises(Problem):
        call_command(
            "evidence", "import", str(path), "--school", "sao-mai", "--year", YEAR, "--json", stdout=out
        )
    told = json.loads(out.getvalue())
    assert told["rows"] == []
    assert told["error"]


def test_no_file_no_school_no_year(house: House, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="khong-co"):
        run(tmp_path / "khong-co.csv")
    path = saved(tmp_path, "a.csv", csv_bytes(*ROWS))
    CommuneFactory(code="xa")
    for code in ("khong-co", "xa"):
        with pytest.raises(NotHere, match=code):
            run(path, school=code)
    with pytest.raises(Problem, match="2026"):
        run(path, year="2026")
