"""The Word annex of a table: the seed's cells to the character, letterhead, number, signatures, layout."""

import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.test import Client
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT

from minhdinh.access.permissions import Role
from minhdinh.documents.office.annex import annex
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.statistics import make_table
from minhdinh.oversight.statistics.table import Cell, Column, Heading, Kind, Line, Row, StatTable
from tests.factories import World, make_world, member
from tests.oversight.seed import HEADER, OFFICE, ROWS, YEAR, District, make_district

ID = "self-assessment-by-level"
DAY = dt.date(2014, 1, 11)


@pytest.fixture
def district(db: None) -> District:
    return make_district()


def opened(content: bytes) -> WordDocument:
    return Document(io.BytesIO(content))


def cells_of(document: WordDocument, index: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[index].rows]


def words_of(document: WordDocument) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_the_seeds_table_in_word(district: District) -> None:
    document = opened(annex(district.office, make_table(ID, district.office, YEAR, DAY), DAY))
    assert cells_of(document, 1) == [HEADER, *ROWS]
    assert "TÌNH HÌNH TỰ ĐÁNH GIÁ, ĐÁNH GIÁ NGOÀI THEO CẤP HỌC" in words_of(document)
    assert "Phòng GD&ĐT An Minh, năm học 2013-2014, số liệu đến ngày 11/01/2014" in words_of(document)


def test_letterhead_number_and_signatures(district: District) -> None:
    document = opened(annex(district.office, make_table(ID, district.office, YEAR, DAY), DAY))
    (left, right), (number, place) = cells_of(document, 0)
    assert left.splitlines()[:2] == ["ỦY BAN NHÂN DÂN HUYỆN AN MINH", "PHÒNG GD&ĐT AN MINH"]
    assert right.splitlines()[:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert (number, place) == ("Số: ……/……", "An Minh, ngày 11 tháng 01 năm 2014")
    recipients, signer = cells_of(document, 2)[0]
    assert recipients.splitlines()[0] == "Nơi nhận:"
    assert "TRƯỞNG PHÒNG" in signer
    assert document.core_properties.author == ""


def test_the_view_answers_the_same_table(district: District) -> None:
    client = Client()
    client.force_login(member(district.office, Role.DISTRICT_OFFICER))
    answer = client.get(f"/co-quan/{OFFICE}/{YEAR}/thong-ke/{ID}/word?day=11/01/2014")
    assert answer["Content-Disposition"] == f'attachment; filename="{ID}-{YEAR}.docx"'
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    document = opened(answer.content)
    assert cells_of(document, 1) == [HEADER, *ROWS]
    assert "số liệu đến ngày 11/01/2014" in words_of(document)
    assert client.get(f"/co-quan/{OFFICE}/{YEAR}/thong-ke/khong-co/word").status_code == 404


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def test_only_the_offices_own_people_get_it(world: World) -> None:
    url = f"/co-quan/{world.commune.code}/2026-2027/thong-ke/{ID}/word"
    client = Client()
    for user, status in ((world.commune_officer, 200), (world.officer, 200), (world.owner, 404)):
        client.force_login(user)
        assert client.get(url).status_code == status
    client.force_login(member(world.other_commune, Role.COMMUNE_OFFICER))
    assert client.get(url).status_code == 404


def made(office: Organisation, columns: int, *rows: Row) -> StatTable:
    heads = (Column("label", "Dòng", Kind.LABEL), *(Column(str(one), f"Cột {one}") for one in range(columns)))
    heading = Heading(office.code, office.name, "2026-2027", DAY)
    return StatTable("x", "Bảng thử", heading, heads, rows, ("Ghi chú của bảng.",))


@pytest.fixture
def paper(world: World) -> Callable[..., WordDocument]:
    def make(columns: int, *rows: Row) -> WordDocument:
        return opened(annex(world.department, made(world.department, columns, *rows), DAY))

    return make


def test_many_columns_lay_the_page_on_its_side(paper: Callable[..., WordDocument]) -> None:
    assert paper(5).sections[0].orientation == WD_ORIENT.PORTRAIT
    assert paper(6).sections[0].orientation == WD_ORIENT.LANDSCAPE


def test_headings_reach_over_the_row_and_notes_stand_below(paper: Callable[..., WordDocument]) -> None:
    row = Row("Dòng một", (Cell(8), Cell(None)))
    document = paper(2, Row("Phần một", line=Line.HEADING), row, Row("Cộng", (Cell(8), Cell(0)), Line.TOTAL))
    assert cells_of(document, 1)[1:] == [["Phần một"] * 3, ["Dòng một", "08", ""], ["Cộng", "08", "0"]]
    assert "Ghi chú của bảng." in words_of(document)


def test_nothing_of_a_template_is_left(paper: Callable[..., WordDocument]) -> None:
    document = paper(2)
    whole = (
        document.element.xml
        + document.sections[0].footer._element.xml
        + document.sections[0].header._element.xml
    )
    assert "{{" not in whole
    assert "{%" not in whole
