"""Forms of many rows, as the rows controller of the page adds, moves and removes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict

from minhdinh.common.dates import DayField
from minhdinh.lib.text import whole_number

MOST_ROWS = 200


def day_field(label: str | Any, **options: Any) -> DayField:
    """Return an optional field of a day."""
    return DayField(label=label, required=False, **options)


def line_field(label: str | Any, longest: int, **attrs: Any) -> forms.CharField:
    """Return an optional field of one line."""
    widget = forms.TextInput(attrs={"class": "form-control", **attrs})
    return forms.CharField(label=label, required=False, max_length=longest, widget=widget)


def text_field(label: str | Any, rows: int, longest: int = 2000) -> forms.CharField:
    """Return an optional field of several lines."""
    widget = forms.Textarea(attrs={"class": "form-control", "rows": rows})
    return forms.CharField(label=label, required=False, max_length=longest, widget=widget)


def rows_of(form: type[forms.Form]) -> type[BaseFormSet[Any]]:
    """Return a formset class whose rows may all be new: what is stored is replaced as a whole."""
    made: type[BaseFormSet[Any]] = formset_factory(form, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
    return made


def with_one_more(data: QueryDict, prefix: str) -> QueryDict:
    """Return posted data with one empty row at the end: how a row is added where scripts do not run."""
    more = data.copy()
    count = whole_number(more.get(f"{prefix}-TOTAL_FORMS", "")) or 0
    more[f"{prefix}-TOTAL_FORMS"] = str(min(count + 1, MOST_ROWS))
    return more


def filled(rows: Iterable[Mapping[str, Any]], *names: str) -> list[Mapping[str, Any]]:
    """Return the rows in which at least one of the fields ``names`` says something."""
    return [row for row in rows if any(row.get(name) for name in names)]


def first_error(*forms_or_sets: Any) -> str:
    """Return the first complaint of bound forms and formsets in words, with its row; "" where there is none."""
    for one in forms_or_sets:
        if isinstance(one, BaseFormSet):
            if one.non_form_errors():
                return str(one.non_form_errors()[0])
            for number, form in enumerate(one.forms, start=1):
                if form.errors:
                    return f"Dòng {number}: {_first(form)}"
        elif one.errors:
            return _first(one)
    return ""


def _first(form: forms.Form) -> str:
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    return f"{label}: {errors[0]}" if label else str(errors[0])
