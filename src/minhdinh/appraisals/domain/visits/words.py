"""Words that people type about questions, visits and minutes: checked before they are kept."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext as _

from minhdinh.common.problems import Problem

LONGEST, LINE, REASON, SHORT = 8000, 250, 400, 60
UNSEEN = {"Cc", "Cs", "Co", "Cn"}


def checked_words(text: str, field: str, longest: int = LONGEST, empty: str = "") -> str:
    """Return a text of several lines without control characters.

    Raises Problem naming the field where it is too long, or empty and ``empty`` says so.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(one for one in lines if one in "\n\t" or unicodedata.category(one) not in UNSEEN)
    kept = unicodedata.normalize("NFC", plain).strip()
    if not kept and empty:
        raise Problem(empty, field=field)
    if len(kept) > longest:
        raise Problem(
            _("Nội dung dài %(length)s chữ, nhiều nhất %(longest)s chữ; hãy rút gọn rồi gửi lại.")
            % {"length": len(kept), "longest": longest},
            field=field,
        )
    return kept


def checked_line(text: str, field: str, longest: int = LINE, empty: str = "") -> str:
    """Return a text of one line; raises Problem as ``checked_words`` does."""
    return checked_words(" ".join(text.split()), field, longest, empty)
