"""The Word annex of a schedule: the four columns and sixteen rows of the district's plan."""

import io
from typing import Any

import pytest
from django.test import Client
from docx import Document

from minhdinh.documents.office.schedule import schedule_document
from minhdinh.oversight.domain.schedule import publish_schedule
from minhdinh.oversight.domain.schedule_queries import HEADER
from tests.factories import CommuneFactory, member
from tests.oversight.schedule_desk import TWO_DIGITS, YEAR, make_desk

CELLS = [[str(number), name, month, ""] for number, (name, month) in enumerate(TWO_DIGITS, start=1)]


def opened(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def table_of(content: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in opened(content).tables[0].rows]


def words_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in opened(content).paragraphs)


def make(**values: Any) -> bytes:
    given = {"office": "Phòng GDĐT Thanh Miện", "year": YEAR, "header": HEADER, "rows": CELLS}
    return schedule_document(**{**given, **values})


def test_the_table_is_the_plans() -> None:
    assert table_of(make()) == [list(HEADER), *CELLS]


def test_the_head_repeats_on_every_page() -> None:
    rows = opened(make()).tables[0].rows
    flags = ["tblHeader" in row._tr.xml for row in rows]
    assert flags == [True] + [False] * 16


def test_it_is_an_annex_with_room_to_sign() -> None:
    content = make()
    words = words_of(content)
    assert "PHỤ LỤC" in words
    assert "LỊCH ĐÁNH GIÁ NGOÀI NĂM HỌC 2017-2018" in words
    assert "lần" not in words
    signing = opened(content).tables[1].rows[0].cells
    assert signing[0].text.startswith("Nơi nhận:")
    assert "THỦ TRƯỞNG CƠ QUAN" in signing[1].text


def test_a_later_version_says_which() -> None:
    assert "lần 1" not in words_of(make(version=1))
    assert "(Bản điều chỉnh, công bố lần 3)" in words_of(make(version=3))


def test_notes_stand_in_the_last_column() -> None:
    assert table_of(make(rows=[["1", "MN Đoàn Kết", "11/2017", "Hai ngày"]]))[1][3] == "Hai ngày"


@pytest.mark.django_db
def test_the_office_saves_its_schedule_as_word() -> None:
    desk = make_desk()
    desk.add_plan()
    client = Client()
    client.force_login(desk.officer)
    response = client.get(desk.url("word/"))
    assert response["Content-Disposition"] == 'attachment; filename="lich-danh-gia-ngoai-2017-2018.docx"'
    assert table_of(response.content)[1:] == CELLS


@pytest.mark.django_db
def test_a_published_version_is_saved_as_it_was() -> None:
    desk = make_desk(plan=False)
    desk.add("MN Đoàn Kết", month="2017-11")
    publish_schedule(actor=desk.actor, schedule=desk.schedule)
    desk.add("MN Thanh Giang", month="2017-11")
    client = Client()
    client.force_login(desk.officer)
    assert len(table_of(client.get(desk.url("word/?lan=1")).content)) == 2
    assert len(table_of(client.get(desk.url("word/")).content)) == 3
    assert client.get(desk.url("word/?lan=9")).status_code == 404


@pytest.mark.django_db
def test_another_office_saves_its_own_empty_one() -> None:
    desk = make_desk(plan=False)
    other = CommuneFactory()
    client = Client()
    client.force_login(member(other, "commune_officer"))
    assert client.get(desk.url("word/")).status_code == 404
    address = desk.url("word/").replace(desk.office.code, other.code)
    assert table_of(client.get(address).content) == [list(HEADER)]
