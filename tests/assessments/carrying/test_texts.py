"""Reading a year's texts as pieces and writing pieces into another."""

import pytest

from minhdinh.assessments.carrying.pieces import Piece, Placed
from minhdinh.assessments.carrying.texts import (
    fits,
    origin_of,
    pieces_of,
    place_words,
    report_order,
    write_texts,
)
from minhdinh.assessments.models import CarriedFrom, CarriedText, Passage
from minhdinh.lib.richtext.schema import MAX_BYTES
from minhdinh.standards.catalogue import packaged_set
from tests.assessments.carrying.years import OLD_SET, Years, fill, same_set
from tests.assessments.cases import rich, write

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")
SLOT = "statement:thcs:1.1:1:1.1.1a"


@pytest.fixture
def years() -> Years:
    return same_set()


def test_texts_come_in_the_order_of_the_report_and_empty_ones_not(years: Years) -> None:
    fill(years.old)
    write(years.old, "report:I.2.b", "Tạm")
    write(years.old, "report:I.2.b", "")
    assert [one.slot for one in pieces_of(years.old.fresh())] == [
        "report:I.2.a",
        "statement:thcs:1.1:1:1.1.1a",
        "statement:thcs:1.3:1:1.3.1a",
        "remark:1:strengths",
    ]


def test_a_piece_is_the_newest_version(years: Years) -> None:
    write(years.old, SLOT, "Một")
    write(years.old, SLOT, "Hai")
    (found,) = pieces_of(years.old.fresh())
    assert (found.body, found.key) == (rich("Hai"), f"r{found.source_id}")


def test_a_text_of_citations_only_is_a_text(years: Years) -> None:
    items = fill(years.old)
    write(years.old, "report:I.2.c", "", items)
    assert "report:I.2.c" in [one.slot for one in pieces_of(years.old.fresh())]


def test_places_in_words(years: Years) -> None:
    assert origin_of(years.old.fresh(), SLOT) == "Năm học 2026-2027, tiêu chí 1.1, Mức 1, yêu cầu 1.1.1a"
    catalogue = packaged_set(OLD_SET)
    assert place_words(catalogue, "remark:2:limits").startswith("nhận xét tiêu chuẩn 2, điểm hạn chế")
    assert place_words(catalogue, "sheet:thcs:1.1:plan") == "tiêu chí 1.1, kế hoạch cải tiến chất lượng"
    assert place_words(catalogue, "report:I.2.b") == "báo cáo, thuận lợi"
    assert place_words(catalogue, "la") == "la"


def test_unknown_slots_come_last() -> None:
    order = report_order(packaged_set(OLD_SET))
    assert sorted(["la", "report:I.2.a", SLOT], key=order) == ["report:I.2.a", SLOT, "la"]


def test_a_text_that_grew_too_long_is_not_written_and_harms_no_other(years: Years) -> None:
    long = {
        "type": "doc",
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": "à" * MAX_BYTES}]}],
    }
    assert not fits(long)
    placed = [
        Placed(Piece("k1", SLOT, "cũ", long), (SLOT,)),
        Placed(Piece("k2", "report:I.2.a", "cũ", rich("Ngắn.")), ("report:I.2.a",)),
    ]
    made = write_texts(years.new.system, years.new.assessment, placed, CarriedFrom.WORD)
    assert [one.slot for one in made] == ["report:I.2.a"]


def test_a_long_origin_and_note_are_cut_to_their_columns(years: Years) -> None:
    placed = [Placed(Piece("k", SLOT, "o" * 900, rich("Có.")), (SLOT,), note="n" * 900)]
    write_texts(years.new.system, years.new.assessment, placed, CarriedFrom.WORD)
    row = CarriedText.objects.get()
    assert (len(row.origin), len(row.note)) == (300, 500)


def test_a_place_written_meanwhile_is_left_alone(years: Years) -> None:
    write(years.new, SLOT, "Vừa viết.")
    placed = [Placed(Piece("k", SLOT, "cũ", rich("Cũ.")), (SLOT,))]
    assert write_texts(years.new.system, years.new.assessment, placed, CarriedFrom.YEAR) == []
    assert Passage.objects.get(assessment=years.new.assessment, slot=SLOT).text == "Vừa viết."
