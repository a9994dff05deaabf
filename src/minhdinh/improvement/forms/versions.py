"""A form begun on an older version: what is stored now stands beside what was typed, and nothing typed is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from minhdinh.lib.text import decimal_comma, vn_date

VERSION = "version"


@dataclass(frozen=True, slots=True)
class Newer:
    """A field in which the stored version differs from what was typed, both as people read them."""

    label: str
    stored: str
    typed: str


def version_field() -> forms.IntegerField:
    """Return the hidden field with the version that a form was drawn with."""
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


def version_of(form: forms.Form) -> int:
    """Return the version that a sent form was drawn with; 0 where it names none."""
    return form.cleaned_data.get(VERSION) or 0


def onto(
    form: forms.Form, version: int, stored: Mapping[str, Any], labels: Mapping[str, str] | None = None
) -> list[Newer]:
    """Put what was typed onto the stored version, so that saving again uses it; return where the two differ.

    ``stored`` are the values by field as the form is filled with them, ``labels`` clearer names of fields.
    """
    named = labels or {}
    found = [
        Newer(named.get(name, str(field.label)), there, here)
        for name, field in form.fields.items()
        if name != VERSION
        and (there := _shown(field, stored.get(name))) != (here := _shown(field, form.cleaned_data.get(name)))
    ]
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data[form.add_prefix(VERSION)] = str(version)
    form.data = data
    return found


def _shown(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(field, forms.ChoiceField):
        key = "" if value is None else str(value)
        choices: Any = field.choices
        return next((str(label) for choice, label in choices if str(choice) == key), key)
    if isinstance(value, dt.date):
        return vn_date(value)
    if isinstance(value, Decimal):
        return decimal_comma(value)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
