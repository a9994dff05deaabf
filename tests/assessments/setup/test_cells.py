"""Typed cells with the value they started from: nobody's figure is lost, and every change has its line."""

import json

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.cells import changes_of
from minhdinh.assessments.domain.tables import Refused, save_cells, table_form
from minhdinh.assessments.models import DataCell, DataCellChange
from minhdinh.assessments.rules.tables import Address
from tests.assessments.setup.desk import Desk, queries_of

pytestmark = pytest.mark.django_db
LAST = "2026-2027"
NAME = f"khoi_6:{LAST}"
PLACE: Address = ("classes", "khoi_6", LAST)
PUPILS: Address = ("pupils", "nu", LAST)


def save(
    desk: Desk, value: str, began: str | None = None, place: Address = PLACE, name: str = ""
) -> list[Refused]:
    """Save one cell as a new person; ``began`` is what stood on that person's page."""
    with desk.scope():
        return save_cells(
            actor=desk.actor_named(name) if name else desk.actor(),
            assessment=desk.assessment,
            cells={place: value},
            started_from=None if began is None else {place: began},
        )


def stored(desk: Desk, place: Address = PLACE) -> str:
    with desk.scope():
        return DataCell.objects.get(table=place[0], row=place[1], column=place[2]).value


def past(desk: Desk) -> list[tuple[str, str, str]]:
    with desk.scope():
        return [(one.before, one.after, one.author_name) for one in DataCellChange.objects.order_by("id")]


def post(desk: Desk, cells: dict[str, str], base: object = None, table: str = "classes") -> dict[str, object]:
    data = {"table": table, "cells": cells, **({} if base is None else {"base": base})}
    answer = desk.client().post(desk.url("tables"), data, content_type="application/json")
    found: dict[str, object] = {**answer.json(), "status": answer.status_code}
    return found


def test_each_change_has_its_line_and_the_same_value_again_has_none(desk: Desk) -> None:
    assert save(desk, "5", "", name="Lê Thu Hà") == []
    assert save(desk, "5", "5") == []
    assert save(desk, "5", "") == []
    assert save(desk, "6", "5", name="Đỗ Hải Lâm") == []
    assert save(desk, "", "6", name="Lê Thu Hà") == []
    assert past(desk) == [("", "5", "Lê Thu Hà"), ("5", "6", "Đỗ Hải Lâm"), ("6", "", "Lê Thu Hà")]


def test_what_somebody_changed_meanwhile_stays_and_both_values_are_told(desk: Desk) -> None:
    save(desk, "1200", "", PUPILS, "Lê Thu Hà")
    (refused,) = save(desk, "1300", "", PUPILS)
    assert refused.clash is not None
    assert (refused.clash.theirs, refused.clash.yours, refused.clash.by) == ("1.200", "1.300", "Lê Thu Hà")
    assert refused.message.startswith("Ô này vừa được Lê Thu Hà ghi “1.200” lúc ")
    assert refused.message.endswith("Thầy/Cô ghi “1.300”, chưa lưu.")
    assert stored(desk, PUPILS) == "1200"
    assert [after for _before, after, _by in past(desk)] == ["1200"]


def test_choosing_to_keep_ones_own_starts_from_what_stands(desk: Desk) -> None:
    save(desk, "5", "")
    assert save(desk, "7", "")[0].clash is not None
    assert save(desk, "7", "5") == []
    assert stored(desk) == "7"


@pytest.mark.parametrize("began", ["1.200", "1 200", "1200", " 1200 "])
def test_what_a_page_showed_is_read_as_it_is_kept(desk: Desk, began: str) -> None:
    save(desk, "1200", "", PUPILS)
    assert save(desk, "1300", began, PUPILS) == []
    assert stored(desk, PUPILS) == "1300"


def test_a_cell_left_as_it_was_found_undoes_nobody(desk: Desk) -> None:
    """A form without scripts sends every cell, also those that its person never touched."""
    save(desk, "5", "")
    save(desk, "6", "5")
    assert save(desk, "5", "5") == []
    assert stored(desk) == "6"


def test_who_does_not_say_where_it_began_writes(desk: Desk) -> None:
    save(desk, "5")
    assert save(desk, "6") == []
    assert stored(desk) == "6"


def test_a_cleared_cell_clashes_too_and_a_value_from_before_has_no_name(desk: Desk) -> None:
    with desk.scope():
        DataCell.objects.create(
            school=desk.school,
            assessment=desk.assessment,
            table=PLACE[0],
            row=PLACE[1],
            column=LAST,
            value="4",
        )
    (refused,) = save(desk, "", "3")
    assert refused.message == "Ô này vừa được người khác ghi “4”; Thầy/Cô ghi ô trống, chưa lưu."
    assert save(desk, "9", "4") == []
    assert past(desk)[0][:2] == ("4", "9")


def test_a_clash_holds_back_its_own_cell_only(desk: Desk) -> None:
    save(desk, "5", "")
    other: Address = ("classes", "khoi_7", LAST)
    with desk.scope():
        refused = save_cells(
            actor=desk.actor(),
            assessment=desk.assessment,
            cells={PLACE: "8", other: "4", ("classes", "khoi_8", LAST): "bốn"},
            started_from={PLACE: "", other: ""},
        )
    assert [(one.address[1], one.clash is not None) for one in refused] == [
        ("khoi_8", False),
        ("khoi_6", True),
    ]
    assert (stored(desk), stored(desk, other)) == ("5", "4")


def test_the_grid_gets_both_values_beside_what_was_saved(desk: Desk) -> None:
    save(desk, "5", "", name="Lê Thu Hà")
    answer = post(desk, {NAME: "6", f"khoi_7:{LAST}": "4"}, {NAME: "", f"khoi_7:{LAST}": ""})
    assert (answer["status"], answer["refused"]) == (200, {})
    conflict = answer["conflicts"][NAME]  # type: ignore[index]
    assert (conflict["theirs"], conflict["yours"], conflict["by"]) == ("5", "6", "Lê Thu Hà")
    assert answer["values"][f"khoi_7:{LAST}"] == "4"  # type: ignore[index]
    assert post(desk, {NAME: "6"}, {NAME: "5"})["conflicts"] == {}
    assert stored(desk) == "6"


def test_notes_come_back_with_the_figures(desk: Desk) -> None:
    answer = post(desk, {"nu:note": "Cả học sinh học nhờ"}, {"nu:note": ""}, "pupils")
    assert answer["values"]["nu:note"] == "Cả học sinh học nhờ"  # type: ignore[index]


@pytest.mark.parametrize("base", [[], "x", 3])
def test_a_start_that_is_no_object_is_refused(desk: Desk, base: object) -> None:
    assert post(desk, {NAME: "6"}, base)["status"] == 422


def test_without_scripts_the_form_carries_what_it_started_from(desk: Desk) -> None:
    save(desk, "5", "")
    html = desk.client().get(desk.url("tables", "bang=classes"))
    base = json.loads(html.context["page"].as_found)
    assert base[NAME] == "5"
    assert f"cong:{LAST}" not in base
    save(desk, "6", "5", name="Lê Thu Hà")
    form = {"table": "classes", "base": json.dumps(base), **base, f"khoi_7:{LAST}": "4"}
    answer = desk.client().post(desk.url("tables"), form, follow=True)
    assert stored(desk) == "6"
    assert stored(desk, ("classes", "khoi_7", LAST)) == "4"
    answer = desk.client().post(desk.url("tables"), {**form, NAME: "9"}, follow=True)
    text = answer.content.decode()
    assert "Lê Thu Hà ghi “6”" in text
    assert "Thầy/Cô ghi “9”, chưa lưu." in text
    assert stored(desk) == "6"


def test_a_cells_past_is_opened_from_its_table(desk: Desk) -> None:
    save(desk, "5", "", name="Lê Thu Hà")
    save(desk, "6", "5", name="Đỗ Hải Lâm")
    save(desk, "4", "", ("classes", "khoi_7", LAST))
    with desk.scope():
        label = table_form(desk.assessment).by_key["classes"].by_key["khoi_6"].label.removeprefix("- ")
    for role in (Role.SECRETARY, Role.VIEWER):
        client = desk.client(role)
        assert desk.url("table-history", "bang=classes") in client.get(desk.url("tables")).content.decode()
        whole = client.get(desk.url("table-history", "bang=classes")).content.decode()
        assert "Lê Thu Hà" in whole
        assert f"o=khoi_7:{LAST}" in whole
        one = client.get(desk.url("table-history", f"bang=classes&o={NAME}")).content.decode()
        assert one.index("Đỗ Hải Lâm") < one.index("Lê Thu Hà")
        assert "khoi_7" not in one
        assert f"{label}, năm học {LAST}" in one


def test_the_past_of_nothing_and_of_others_is_not_here(desk: Desk) -> None:
    client = desk.client()
    assert "Chưa có lịch sử" in client.get(desk.url("table-history", "bang=classes")).content.decode()
    assert client.get(desk.url("table-history")).status_code == 200
    for query in ("bang=nothing", "bang=classes&o=khoi_1:x", f"bang=classes&o=khoi_6:{2019}-2020"):
        assert client.get(desk.url("table-history", query)).status_code == 404, query
    assert desk.client(Role.CONTRIBUTOR).get(desk.url("table-history", "bang=classes")).status_code == 403


def test_the_past_asks_the_database_equally_often_however_long_it_is(desk: Desk) -> None:
    client, counts = desk.client(), []
    for values in (("1",), ("2", "3", "4", "5")):
        for value in values:
            save(desk, value)
        counts.append(queries_of(client, desk.url("table-history", "bang=classes")))
    assert counts[0] == counts[1]


def test_changes_are_told_newest_first(desk: Desk) -> None:
    for value in ("1", "2", "3"):
        save(desk, value)
    with desk.scope():
        rows = changes_of(desk.assessment, "classes", ("khoi_6", LAST))
        assert str(rows[0]) == f"classes.khoi_6.{LAST}: 2 → 3"
        assert changes_of(desk.assessment, "pupils") == []
