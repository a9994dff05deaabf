"""Days as people type them: read, refused with a reason, drawn."""

import contextlib
import datetime as dt

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.common.dates import DayError, DayField, DayInput, TypedDay, read_day, typed_day

FIFTH = dt.date(2026, 9, 5)


class MeetingForm(forms.Form):
    held_on = DayField(label="Ngày họp")
    ends_on = DayField(label="Đến ngày", required=False, help_text="Có thể để trống.")


@pytest.mark.parametrize(
    "typed",
    ["05/09/2026", "5/9/2026", "05-09-2026", "5-9-2026", "5.9.2026", " 05 / 09 / 2026 ", "2026-09-05", "2026-9-5"],
)  # fmt: skip
def test_the_ways_to_write_a_day(typed: str) -> None:
    assert read_day(typed) == FIFTH


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("31/02/2026", "“31/02/2026” không có thật: tháng 2 năm 2026 chỉ có các ngày từ 1 đến 28."),
        ("29/2/2027", "tháng 2 năm 2027 chỉ có các ngày từ 1 đến 28."),
        ("2026-02-31", "“2026-02-31” không có thật: tháng 2"),
        ("31/04/2026", "tháng 4 năm 2026 chỉ có các ngày từ 1 đến 30."),
        ("00/01/2026", "tháng 1 năm 2026 chỉ có các ngày từ 1 đến 31."),
        ("09/15/2026", "không có tháng 15. Ngày cần viết dạng 05/09/2026: ngày trước, tháng sau."),
        ("05/00/2026", "không có tháng 0."),
        ("05/09/26", "năm cần đủ bốn chữ số."),
        ("05/09/20266", "năm cần đủ bốn chữ số."),
        ("05/09/0026", "năm phải từ 1900 đến 2999."),
        ("hôm qua", "“hôm qua” chưa phải một ngày. Ngày cần viết dạng 05/09/2026."),
        ("20260905", "Ngày cần viết dạng 05/09/2026."),
        ("05/09", "“05/09” chưa phải một ngày."),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(typed: str, reason: str) -> None:
    with pytest.raises(DayError) as raised:
        read_day(typed)
    assert reason in str(raised.value)
    with pytest.raises(ValidationError) as refused:
        DayField().clean(typed)
    assert refused.value.messages == [str(raised.value)]


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2999, 12, 31)))
def test_what_is_shown_is_read_again(day: dt.date) -> None:
    assert read_day(str(DayInput().format_value(day))) == day
    assert read_day(day.isoformat()) == day


@given(st.text(alphabet="0123456789/-. ", max_size=12))
def test_no_text_trips_the_reader(typed: str) -> None:
    day = None
    with contextlib.suppress(DayError):
        day = read_day(typed)
    assert day is None or 1900 <= day.year <= 2999


def test_a_field_shows_days_and_keeps_what_is_none() -> None:
    field = DayField(required=False)
    assert field.prepare_value(FIFTH) == "05/09/2026"
    assert field.prepare_value("2026-09-05") == "05/09/2026"
    assert field.prepare_value("31/02") == "31/02"
    assert field.prepare_value(None) is None
    assert field.clean("") is None
    assert field.clean(FIFTH) == FIFTH
    assert not field.has_changed(FIFTH, "5/9/2026")
    with pytest.raises(ValidationError, match="bắt buộc"):
        DayField().clean("")


def test_an_input_is_text_with_a_calendar_button() -> None:
    drawn = str(MeetingForm({"held_on": "2026-11-20"})["held_on"])
    assert 'type="text" inputmode="numeric"' in drawn
    assert 'placeholder="dd/mm/yyyy" name="held_on" id="id_held_on" value="20/11/2026"' in drawn
    assert 'aria-label="Chọn ngày trên lịch"' in drawn
    assert drawn.count("name=") == 1
    assert 'type="date" tabindex="-1" aria-hidden="true"' in drawn


def test_a_refused_input_says_so_to_screen_readers() -> None:
    form = MeetingForm({"held_on": '31/02/2026"><b>', "ends_on": ""})
    assert not form.is_valid()
    drawn = render_to_string("common/components/field.html", {"field": form["held_on"]})
    assert 'aria-invalid="true"' in drawn
    assert "required" in drawn
    assert "&quot;&gt;&lt;b&gt;" in drawn
    assert "<b>" not in drawn
    assert 'aria-describedby="id_ends_on_helptext"' in str(form["ends_on"])


def test_attributes_and_classes_of_a_widget_reach_the_text() -> None:
    drawn = DayInput(attrs={"class": "big", "data-x": 1, "disabled": True}).render("day", None)
    assert 'class="form-control big"' in drawn
    assert 'data-x="1" disabled>' in drawn
    assert 'value=""' in drawn
    assert " id=" not in drawn


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", TypedDay("")),
        ("since=", TypedDay("")),
        ("since=05/09/2026", TypedDay("05/09/2026", FIFTH)),
        ("since=2026-09-05", TypedDay("05/09/2026", FIFTH)),
    ],
)
def test_the_day_of_an_address(query: str, found: TypedDay) -> None:
    assert typed_day(QueryDict(query), "since") == found


def test_a_wrong_day_of_an_address_is_shown_with_its_reason() -> None:
    found = typed_day(QueryDict("since=31/02/2026"), "since")
    assert (found.shown, found.day) == ("31/02/2026", None)
    assert "chỉ có các ngày từ 1 đến 28" in found.problem
    values = {
        "name": "since",
        "kind": "date",
        "label": "Từ ngày",
        "value": found.shown,
        "error": found.problem,
    }
    drawn = render_to_string("common/components/table_filters.html", {"table": {"filters": [values]}})
    assert 'id="filter-since" value="31/02/2026"' in drawn
    assert 'aria-invalid="true" aria-describedby="filter-since_error"' in drawn
    assert 'id="filter-since_error" role="alert">“31/02/2026” không có thật' in drawn
    assert 'aria-label="Chọn ngày trên lịch: Từ ngày"' in drawn
