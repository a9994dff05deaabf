"""Columns and cells of the list, on the screen and in plain words."""

import datetime as dt

import pytest
from django.utils.safestring import SafeString

from minhdinh.evidence.domain.listing import Serving
from minhdinh.evidence.enums import Status, Storage
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.tables import (
    COLUMNS,
    TONES,
    criteria_of,
    kept_in,
    kind_name,
    number_and_date,
    plain_rows,
    screen_columns,
    screen_row,
    status_of,
)

NOTHING = Serving({}, {})


def item(**values: object) -> EvidenceItem:
    """Return an item as a query of the list gives it, without saving it."""
    made = EvidenceItem(pk=1, **{"code": "MC.1.3.01", "name": "Kế hoạch", "root_criterion": "1.3", **values})
    made.shown_status = Status.PENDING  # type: ignore[attr-defined]
    return made


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"file_count": 0}, ""),
        ({"file_count": 2}, "2 tệp"),
        ({"storage": Storage.LINK, "link": "https://a.vn"}, "Đường dẫn"),
        ({"storage": Storage.LINK}, ""),
        ({"storage": Storage.PLACE, "place": "Tủ 2"}, "Tủ 2"),
        ({"sensitive": True, "place": "Tủ mật", "file_count": 1}, "Tủ mật"),
    ],
)
def test_where_an_item_is_kept(values: dict[str, object], words: str) -> None:
    assert kept_in(item(**values)) == words


@pytest.mark.parametrize(
    ("number", "issued_on", "words"),
    [
        ("12/KH", dt.date(2026, 9, 5), "12/KH, 05/09/2026"),
        ("", dt.date(2026, 9, 5), "05/09/2026"),
        ("12/KH", None, "12/KH"),
        ("", None, ""),
    ],
)
def test_number_and_date(number: str, issued_on: dt.date | None, words: str) -> None:
    assert number_and_date(item(number=number, issued_on=issued_on)) == words


def test_criteria_are_the_root_and_what_is_served() -> None:
    served = Serving({1: ["1.10", "1.3", "2.1"]}, {})
    assert criteria_of(item(), served) == "1.3, 1.10, 2.1"
    assert criteria_of(item(root_criterion=""), NOTHING) == ""


def test_kinds_are_named_and_unknown_ones_shown_as_they_are() -> None:
    assert (kind_name("ke_hoach"), kind_name(""), kind_name("da_bo")) == ("Kế hoạch", "", "da_bo")


def test_every_status_has_a_tone() -> None:
    assert set(TONES) == set(Status)
    assert status_of(item()) is Status.PENDING


def test_a_plain_row_has_one_text_a_column() -> None:
    (row,) = plain_rows([item(kind="ke_hoach", number="12/KH")], Serving({}, {1: 2}))
    assert row == ["MC.1.3.01", "Kế hoạch", "Kế hoạch", "12/KH", "1.3", "", "2", "Chờ xác minh"]
    assert len(row) == len(COLUMNS)


def test_names_are_escaped_on_the_screen() -> None:
    row = screen_row(item(name="<script>alert(1)</script>", kind="ke_hoach"), NOTHING, "/x/")
    assert isinstance(row["cells"]["name"], SafeString)
    assert "<script>" not in row["cells"]["name"]
    assert "Kế hoạch" in row["cells"]["name"]
    assert row["url"] == "/x/"


def test_columns_offer_the_sorts_that_the_list_knows() -> None:
    sortable = [column["key"] for column in screen_columns() if column["sortable"]]
    assert sortable == ["code", "name", "issued"]
    assert "kind" not in {column["key"] for column in screen_columns()}
