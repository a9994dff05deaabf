"""The register as a table: words, links that keep the filter, lines of the workbook."""

import datetime as dt

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.common.keyset import page_of
from minhdinh.recognition.domain.queries import RegisterFilter, with_standing
from minhdinh.recognition.models import Decision
from minhdinh.recognition.tables import (
    export_columns,
    export_row,
    left_words,
    level_words,
    link,
    register_table,
    tiles_of,
)
from tests.factories import World, make_world
from tests.recognition.register import recognise

D = dt.date
TODAY = D(2026, 11, 22)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.mark.parametrize(
    ("grade", "degree", "words"),
    [
        (2, None, "cấp độ 2"),
        (None, 1, "chuẩn quốc gia mức độ 1"),
        (3, 2, "cấp độ 3, chuẩn quốc gia mức độ 2"),
        (None, None, ""),
    ],
)
def test_what_is_recognised_in_words(grade: int | None, degree: int | None, words: str) -> None:
    assert level_words(Decision(grade=grade, degree=degree)) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "0 ngày"), (59, "59 ngày"), (60, "1 tháng"), (365, "12 tháng"), (1826, "60 tháng")],
)
def test_what_is_left_in_words(days: int, words: str) -> None:
    assert left_words(days) == words


def test_a_link_keeps_what_is_filtered() -> None:
    wanted = RegisterFilter(q="an bình", ends="2027", standing="expiring")
    assert link(wanted) == "?q=an+b%C3%ACnh&standing=expiring&ends=2027"
    assert link(wanted, standing="") == "?q=an+b%C3%ACnh&ends=2027"
    assert link(RegisterFilter(sort="-name")) == "?sort=-name"


def test_the_chosen_figure_leads_back_to_all() -> None:
    counts = dict.fromkeys(("valid", "expiring", "expired", "superseded", "revoked", "remedy"), 2)
    tiles = tiles_of(counts, RegisterFilter(standing="expired"))
    assert [one["active"] for one in tiles] == [False, False, True, False, False, False]
    assert tiles[2]["url"] == "?"
    assert tiles[5]["url"] == "?standing=remedy"


def test_a_line_of_the_page_and_of_the_workbook(world: World) -> None:
    recognise(world.school, certificate="B-01", signer="Mẫu")
    with scopes_disabled():
        Decision.objects.create(school=world.other_school, year="2024-2025", number="", grade=1)
        rows = with_standing(Decision.objects.select_related("school__profile"), TODAY)
        page = page_of(rows, ("ends_on", "id"))
        table = register_table(world.department, page, RegisterFilter(), [], TODAY)
        dated, undated = (row["cells"] for row in table["rows"])
        assert (dated["number"], dated["ends"], dated["left"]) == ("12/QĐ-SGDĐT", "31/05/2029", "30 tháng")
        assert (undated["number"], undated["decided"], undated["ends"]) == ("–", "–", "khoảng 31/07/2029")
        line = export_row(1, page.rows[0])
    assert len(line) == len(export_columns())
    assert line[1:6] == ["thcs-an-binh", "Trường THCS An Bình", "Trường THCS", "12/QĐ-SGDĐT", "01/06/2024"]
    assert line[10:14] == ["B-01", "31/05/2029", "tính theo quy định", "Còn hiệu lực"]
