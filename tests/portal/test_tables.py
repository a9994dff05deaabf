import datetime as dt

import pytest

from minhdinh.common.keyset import Page
from minhdinh.organisations.models import Organisation, SchoolProfile
from minhdinh.portal.domain.published import ScheduledSchool
from minhdinh.portal.domain.schools import NOTHING_HELD, Held, SchoolFilter
from minhdinh.portal.enums import Recognised
from minhdinh.portal.tables import (
    held_pill,
    held_words,
    place_of,
    schedule_table,
    schools_table,
    type_label,
)
from tests.factories import World, make_world


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (Held(Recognised.VALID, grade=3, degree=2), "Chuẩn quốc gia mức độ 2, Kiểm định cấp độ 3"),
        (Held(Recognised.VALID, grade=1), "Kiểm định cấp độ 1"),
        (Held(Recognised.EXPIRING, degree=1), "Chuẩn quốc gia mức độ 1"),
        (NOTHING_HELD, ""),
    ],
)
def test_what_a_school_holds_is_said_in_words(held: Held, words: str) -> None:
    assert held_words(held) == words


def test_every_state_is_a_word_beside_its_colour() -> None:
    pills = {str(held_pill(Held(one))) for one in Recognised}
    assert len(pills) == len(Recognised)
    assert all(
        words in "".join(pills) for words in ("Còn hiệu lực", "Sắp hết hạn", "Hết hiệu lực", "Chưa có")
    )


def test_a_school_without_profile_has_neither_kind_nor_place() -> None:
    bare = Organisation(name="Trường", code="t")
    assert (type_label(bare), place_of(bare)) == ("", "")
    bare.profile = SchoolProfile(organisation=bare, school_type="khac", commune="Xã Một")
    assert (type_label(bare), place_of(bare)) == ("", "Xã Một")


def test_a_row_leads_to_its_school_and_unknowns_are_dashes(db: None) -> None:
    world: World = make_world()
    held = {world.school.pk: Held(Recognised.ENDED, ends_on=dt.date(2026, 6, 1))}
    page = Page([world.school, world.other_school], None, None, 2)
    table = schools_table(page, held, SchoolFilter(q="an"), [world.department], [world.commune])
    first, second = table["rows"]
    assert first["url"] == "/tra-cuu/truong/thcs-an-binh/"
    assert (first["cells"]["ends"], first["cells"]["level"]) == ("01/06/2026", "–")
    assert (second["cells"]["ends"], second["cells"]["place"]) == ("–", "–")
    assert table["filtered"] is True


def test_communes_are_offered_once_a_province_is_known(db: None) -> None:
    world = make_world()
    page: Page[Organisation] = Page([], None, None, 0)
    without = schools_table(page, {}, SchoolFilter(), [world.department], [])
    names = [one["name"] for one in without["filters"]]
    assert "commune" not in names
    table = schools_table(page, {}, SchoolFilter(commune="xa-an-binh"), [world.department], [world.commune])
    commune = next(one for one in table["filters"] if one["name"] == "commune")
    assert commune["options"] == [("", "Tất cả"), ("xa-an-binh", "Xã An Bình")]
    assert commune["value"] == "xa-an-binh"


def test_a_schedule_leads_to_schools_that_have_a_page() -> None:
    lines = [ScheduledSchool("Trường Một", "12/2026", "mot"), ScheduledSchool("Trường Hai", "01/2027")]
    rows = schedule_table(lines, "Lịch")["rows"]
    assert [row["url"] for row in rows] == ["/tra-cuu/truong/mot/", ""]
    assert rows[1]["cells"] == {"name": "Trường Hai", "month": "01/2027"}
