import datetime as dt
from decimal import Decimal

from django import forms

from minhdinh.common.dates import DayField
from minhdinh.improvement.forms.versions import Newer, onto, version_field, version_of


class Sample(forms.Form):
    words = forms.CharField(label="Chữ", required=False)
    day = DayField(label="Ngày", required=False)
    figure = forms.DecimalField(label="Số", required=False)
    who = forms.TypedChoiceField(
        label="Người", coerce=int, empty_value=None, required=False, choices=[("", "—"), ("7", "Cô Bảy")]
    )
    agreed = forms.BooleanField(label="Đồng ý", required=False)
    version = version_field()


TYPED = {
    "words": "Một\r\nhai ",
    "day": "01/02/2027",
    "figure": "12.5",
    "who": "7",
    "agreed": "on",
    "version": "3",
}
SAME = {"words": "Một\nhai", "day": dt.date(2027, 2, 1), "figure": Decimal("12.50"), "who": 7, "agreed": True}


def sent(**more: str) -> Sample:
    form = Sample({**TYPED, **more})
    form.data = form.data.copy()
    assert form.is_valid(), form.errors
    return form


def test_the_same_content_differs_in_nothing() -> None:
    assert onto(sent(), 5, SAME) == []


def test_what_differs_is_shown_as_people_read_it() -> None:
    found = onto(sent(), 5, {"words": None, "day": None, "figure": Decimal(2), "who": None, "agreed": False})
    assert found == [
        Newer("Chữ", "", "Một\nhai"),
        Newer("Ngày", "", "01/02/2027"),
        Newer("Số", "2", "12,50"),
        Newer("Người", "—", "Cô Bảy"),
        Newer("Đồng ý", "Không", "Có"),
    ]


def test_clearer_names_stand_for_labels() -> None:
    [found] = onto(sent(), 5, {**SAME, "words": "Ba"}, {"words": "Việc 1: Chữ"})
    assert found.label == "Việc 1: Chữ"


def test_the_next_saving_starts_from_what_is_stored() -> None:
    form = sent()
    assert version_of(form) == 3
    onto(form, 5, SAME)
    assert form["version"].value() == "5"
    assert form["words"].value() == TYPED["words"]


def test_a_form_without_a_version_began_at_none() -> None:
    assert version_of(sent(version="")) == 0
