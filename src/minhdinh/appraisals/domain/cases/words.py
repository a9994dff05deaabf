"""Texts that people type into a registration: plain, of a bounded length."""

from __future__ import annotations

from django.utils.translation import gettext as _

from minhdinh.common.problems import Problem
from minhdinh.lib.text import clean


def checked_text(text: str, label: str, longest: int, field: str) -> str:
    """Return a text of several lines as it is kept; raises Problem where it is too long."""
    kept = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if len(kept) > longest:
        raise Problem(
            _("%(label)s dài quá %(longest)s ký tự.") % {"label": label, "longest": longest}, field=field
        )
    return kept


def checked_line(text: str, label: str, longest: int, field: str) -> str:
    """Return a text of one line as it is kept; raises Problem where it is too long."""
    return checked_text(clean(text.replace("\x00", "")), label, longest, field)
