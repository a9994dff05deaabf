"""Days as people type them: one reader, one form field and one input for every page and filter."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from minhdinh.lib.text import vn_date

EARLIEST, LATEST = 1900, 2999
DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d+)")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


class DayError(ValueError):
    """What was typed is no day; the message says in Vietnamese what is wrong with it."""


def read_day(typed: str) -> dt.date:
    """Read ``05/09/2026``, ``5/9/2026``, also with - or ., or ``2026-09-05``; raises DayError."""
    words = typed.strip()
    if found := DAY_FIRST.fullmatch(words):
        day, month, year = found.groups()
    elif found := YEAR_FIRST.fullmatch(words):
        year, month, day = found.groups()
    else:
        raise DayError(_("“%(typed)s” chưa phải một ngày. Ngày cần viết dạng 05/09/2026.") % {"typed": words})
    if wrong := _what_is_wrong(int(day), int(month), year):
        raise DayError(_("“%(typed)s” không có thật: %(wrong)s") % {"typed": words, "wrong": wrong})
    return dt.date(int(year), int(month), int(day))


def _what_is_wrong(day: int, month: int, year: str) -> str:
    """Return why there is no such day; "" where there is."""
    if len(year) != 4:
        return _("năm cần đủ bốn chữ số. Ngày cần viết dạng 05/09/2026.")
    if not EARLIEST <= int(year) <= LATEST:
        return _("năm phải từ %(first)s đến %(last)s.") % {"first": EARLIEST, "last": LATEST}
    if not 1 <= month <= 12:
        return _("không có tháng %(month)s. Ngày cần viết dạng 05/09/2026: ngày trước, tháng sau.") % {
            "month": month
        }
    longest = calendar.monthrange(int(year), month)[1]
    if not 1 <= day <= longest:
        return _("tháng %(month)s năm %(year)s chỉ có các ngày từ 1 đến %(longest)s.") % {
            "month": month, "year": year, "longest": longest
        }  # fmt: skip
    return ""


def as_shown(value: Any) -> Any:
    """Return a day as dd/mm/yyyy, also one written in another way; anything else as it was typed."""
    if isinstance(value, dt.date):
        return vn_date(value)
    try:
        return vn_date(read_day(value)) if isinstance(value, str) else value
    except DayError:
        return value


@dataclass(frozen=True)
class TypedDay:
    """A day of an address: what to show in its field, the day (None where there is none), what is wrong."""

    shown: str
    day: dt.date | None = None
    problem: str = ""


def typed_day(query: Mapping[str, str], name: str) -> TypedDay:
    """Return what a query says for ``name``; what is no day filters nothing, but is shown with what is wrong."""
    typed = str(query.get(name, "")).strip()
    if not typed:
        return TypedDay("")
    try:
        day = read_day(typed)
    except DayError as error:
        return TypedDay(typed, problem=str(error))
    return TypedDay(vn_date(day), day)


class DayInput(forms.TextInput):
    """The one way to ask for a day: ``common/components/day.html`` draws it for forms and for filters."""

    def format_value(self, value: Any) -> str | None:
        """Return the text to show."""
        return as_shown(value) or None

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,  # noqa: ARG002 (the page's own engine draws components)
    ) -> SafeString:
        """Draw the field with its calendar button."""
        given = self.build_attrs(self.attrs, attrs)
        own = {"id": given.pop("id", ""), "css": given.pop("class", "")}
        kept = {key: one for key, one in given.items() if one is not None and one is not False}
        values = {**own, "name": name, "value": self.format_value(value) or "", "attrs": kept}
        return render_to_string("common/components/day.html", values)


class DayField(forms.DateField):
    """A day of a form; ``clean`` returns a date, or None where it may be empty."""

    widget = DayInput

    def prepare_value(self, value: Any) -> Any:
        """Show a day the Vietnamese way, and what is no day as it was typed."""
        return as_shown(value)

    def to_python(self, value: Any) -> dt.date | None:
        """Read what was typed; raises ValidationError."""
        if value in self.empty_values or isinstance(value, dt.date):
            return super().to_python(value)
        try:
            return read_day(str(value))
        except DayError as error:
            raise forms.ValidationError(str(error), code="invalid") from error
