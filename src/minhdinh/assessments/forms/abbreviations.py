from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseFormSet
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.forms.rows import filled, line_field, rows_of

PREFIX = "abbreviations"


class AbbreviationForm(forms.Form):
    """One abbreviation and what it stands for."""

    short = line_field(_("Viết tắt"), 30)
    long = line_field(_("Viết đầy đủ"), 200)


AbbreviationFormSet = rows_of(AbbreviationForm)


def abbreviation_pairs(rows: BaseFormSet[Any]) -> list[tuple[str, str]]:
    """Return (short, long) of every row with a word in it."""
    kept = filled((form.cleaned_data for form in rows.forms), "short", "long")
    return [(row["short"], row["long"]) for row in kept]
