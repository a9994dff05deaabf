"""Texts that people type into forms of teams and councils: checked before they are kept."""

from __future__ import annotations

from django.utils.translation import gettext as _

from minhdinh.common.problems import Problem
from minhdinh.lib.text import clean

CONFLICT_LENGTH = 400
REASON_LENGTH = 400
NUMBER_LENGTH = 100


def checked_text(text: str, field: str, longest: int, empty: str = "") -> str:
    """Return a text with its spaces in order; raises Problem where it is too long, or empty and ``empty`` says so."""
    kept = clean(text.replace("\x00", ""))
    if not kept and empty:
        raise Problem(empty, field=field)
    if len(kept) > longest:
        raise Problem(
            _("Dài %(length)s chữ; nhiều nhất %(longest)s chữ.") % {"length": len(kept), "longest": longest},
            field=field,
        )
    return kept
