import pytest

from minhdinh.common.keyset import Page
from minhdinh.portal.feedback_tables import LONGEST_SHOWN, feedback_table, tiles_of
from tests.factories import World, make_world
from tests.portal.asking import asked

COUNTS = {"new": 3, "answered": 12, "closed": 0}


def test_each_figure_leads_to_its_rows_and_the_chosen_one_back() -> None:
    tiles = tiles_of(COUNTS, "answered")
    assert [(one["count"], one["active"], one["url"]) for one in tiles] == [
        (3, False, "?state=new"),
        (12, True, "?"),
        (0, False, "?state=closed"),
    ]


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def test_a_row_leads_to_the_words_and_long_ones_are_cut(world: World) -> None:
    row = asked(world.school, body="Một\n\nhai " + "dài " * 100)
    table = feedback_table(Page([row], None, None, 1), "new")
    first = table["rows"][0]
    assert first["url"] == f"/truong/thcs-an-binh/gop-y/{row.pk}/"
    assert first["cells"]["body"].startswith("Một hai dài")
    assert len(first["cells"]["body"]) <= LONGEST_SHOWN + 1
    assert "Chờ trả lời" in first["cells"]["state"]
    assert table["filtered"] is True


def test_no_code_of_a_sender_stands_in_the_table(world: World) -> None:
    row = asked(world.school)
    assert row.token not in repr(feedback_table(Page([row], None, None, 1), ""))
