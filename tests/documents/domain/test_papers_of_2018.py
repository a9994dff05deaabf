"""The papers of a school that finishes under the rules of 2018, from its own data to the seal."""

import pytest

from minhdinh.assessments.domain.levels import press_level
from minhdinh.assessments.domain.passages import save_passage
from minhdinh.assessments.domain.sealing import current_seal
from minhdinh.assessments.domain.tables import save_cell
from minhdinh.assessments.enums import State
from minhdinh.assessments.slots import SHEET_PARTS, sheet_slot, statement_slot
from minhdinh.common.problems import NotHere
from minhdinh.documents.domain.make import make_document, request_document
from minhdinh.documents.domain.sealed import make_all_sealed
from minhdinh.documents.models import MadeDocument
from minhdinh.documents.registry import forms
from tests.assessments.cases import Case, advance, item, rich, seat_council
from tests.assessments.earlier import CRITERIA, earlier_case, earlier_set
from tests.documents.office import Steps, words_of

TRACK = "mam_non"


@pytest.fixture
def case(db: None, no_office: None, _scopes_open: None) -> Case:
    return earlier_case()


def written(case: Case) -> Case:
    """Give every criterion a text for each requirement of Mức 1, the three parts, a proof and Mức 1."""
    seat_council(case)
    for code in CRITERIA:
        proof = item(case, criterion=code)
        level = earlier_set().criterion(code).level(1)
        assert level is not None
        for one in level.requirements:
            put(case, statement_slot(TRACK, code, 1, one.id), f"Thực trạng {one.id}.", [proof])
        for part in SHEET_PARTS:
            put(case, sheet_slot(TRACK, code, part), f"Phần {part} của {code}.")
        press_level(actor=case.system, sheet=case.sheet(code), level=1)
    return case


def put(case: Case, slot: str, text: str, cited: list[object] | None = None) -> None:
    save_passage(
        actor=case.system,
        assessment=case.assessment,
        slot=slot,
        version=0,
        body=rich(text, cited or []),  # type: ignore[arg-type]
        save_id=f"save-{slot}",
    )


def make(case: Case, form: str) -> str:
    made = make_document(actor=case.system, assessment=case.fresh(), form=form, file_format="docx")
    return words_of(made)


@pytest.mark.parametrize("form", [one.id for one in forms("tt19-2018-nho") if one.about == "assessment"])
def test_every_form_of_the_set_is_made_of_a_year_just_opened(case: Case, form: str) -> None:
    assert "{{" not in make(case, form)


def test_the_sheet_and_the_report_say_what_the_school_wrote(case: Case) -> None:
    written(case)
    cell = {"table": "classes", "row": "lop_5_6", "column": "2022-2023", "value": "4"}
    save_cell(actor=case.system, assessment=case.assessment, **cell)
    sheet, report = make(case, "phieu-danh-gia-tieu-chi"), make(case, "bao-cao-tu-danh-gia-2018")
    for code in CRITERIA:
        for part in SHEET_PARTS:
            assert f"Phần {part} của {code}." in sheet
            assert f"Phần {part} của {code}." in report
        assert "Kết quả: Đạt Mức 1." in sheet
    assert "a) Thực trạng 1.1.1a [[H1-1.1-01](" in sheet
    assert "- Số tiêu chí đạt Mức 1: 02/02 tiêu chí, tỷ lệ 100%." in report
    years = " | ".join(f"Năm học {year}-{year + 1}" for year in range(2022, 2027))
    assert f"|| Số liệu | {years} |" in report


def test_the_catalogue_prints_the_codes_of_2018(case: Case) -> None:
    written(case)
    text = make(case, "danh-muc-minh-chung-2018")
    assert "| Tiêu chí 1.1 | 1 | [H1-1.1-01]" in text
    assert "| Tiêu chí 1.2 | 1 | [H1-1.2-01]" in text


def test_the_forms_of_2026_are_not_made_for_it(case: Case) -> None:
    for form in ("bieu-1", "danh-muc-minh-chung", "ke-hoach-tu-danh-gia"):
        with pytest.raises(NotHere):
            request_document(actor=case.system, assessment=case.assessment, form=form, file_format="docx")


def test_the_seal_keeps_the_report_and_the_catalogue_of_2018(case: Case) -> None:
    advance(written(case), State.SEALED)
    seal = current_seal(case.fresh())
    assert seal is not None
    make_all_sealed(actor=case.system, seal=seal, progress=Steps())
    kept = {row.form: row for row in MadeDocument.objects.filter(seal=seal, file_format="docx")}
    assert MadeDocument.objects.filter(seal=seal, file_format="xlsx").count() == 1
    assert set(kept) == {"bao-cao-tu-danh-gia-2018", "danh-muc-minh-chung-2018"}
    assert "Bản đã niêm phong" in words_of(kept["bao-cao-tu-danh-gia-2018"])
